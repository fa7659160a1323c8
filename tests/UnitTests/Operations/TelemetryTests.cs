using System.Diagnostics;
using App.Core.Accounts;
using App.Core.Batches;
using App.Core.Market;
using App.Core.Operations;
using App.Core.Results;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Operations;

public sealed class TelemetryTests
{
    // By a code that no other test finds: they run beside this one.
    private static readonly ErrorDefinition Own = new("ERR_TELEMETRY_TEST", "Test", ErrorKind.Validation, 422, "Test.", "Test.");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Found_SeveralErrorsOfACode_CountsThemTogether()
    {
        using var measured = new Measurements();

        Telemetry.Found([Own.Because("one"), Own.Because("two")]);

        measured.Heard.Where(heard => heard.Tags == $"code={Own.Code}").ShouldBe([("ballast.validation.errors", 2, $"code={Own.Code}")]);
    }

    [Fact]
    public async Task ImportAsync_AcceptedAndRefused_AreCountedAndTraced()
    {
        using var measured = new Measurements();
        using var traced = new Traces();

        (await Telemetry.ImportAsync("test", () => Task.FromResult(Result<int>.Of(1)))).Value.ShouldBe(1);
        (await Telemetry.ImportAsync("test", () => Task.FromResult<Result<int>>(Own.Because("no")))).IsSuccess.ShouldBeFalse();

        measured.Sum("ballast.imports", "kind=test,result=accepted").ShouldBe(1);
        measured.Sum("ballast.imports", "kind=test,result=refused").ShouldBe(1);
        var spans = traced.Ended.Where(span => span.OperationName == "import" && span.GetTagItem("kind") is "test").ToList();
        spans.Select(span => span.GetTagItem("code")).ShouldBe([null, Own.Code]);
    }

    [Fact]
    public async Task BulkAsync_DoneAndRefused_AreMeasuredByOperationAndOutcome()
    {
        using var measured = new Measurements();
        var meter = new BulkMeter(TimeProvider.System);
        var report = new BulkReport(BulkOperation.Upsert, 9, 3, 2, 1, 2, 1, [], [], null, new BulkMetrics(TimeSpan.FromSeconds(3), 4, 5, 600, 7));

        (await Telemetry.BulkAsync("test", "upsert", meter, () => Task.FromResult(Result<BulkReport>.Of(report)))).IsSuccess.ShouldBeTrue();
        (await Telemetry.BulkAsync("test", null, meter, () => Task.FromResult<Result<BulkReport>>(Own.Because("no")))).IsSuccess.ShouldBeFalse();

        foreach (var (outcome, count) in new[] { ("succeeded", 6), ("failed", 2), ("skipped", 1) })
        {
            measured.Sum("ballast.bulk.items", $"operation=upsert,things=test,outcome={outcome}").ShouldBe(count);
        }

        const string Tags = "operation=upsert,things=test,outcome=partial";
        measured.Sum("ballast.bulk.batches", Tags).ShouldBe(4);
        measured.Sum("ballast.bulk.retries", Tags).ShouldBe(5);
        measured.Heard.Select(heard => (heard.Name, heard.Tags)).ShouldContain(("ballast.bulk.duration", "operation=none,things=test,outcome=refused"));
        measured.Heard.Where(heard => heard.Tags == Tags).Select(heard => heard.Name).ShouldBe(
            ["ballast.bulk.duration", "ballast.bulk.batches", "ballast.bulk.retries", "ballast.bulk.rate", "ballast.bulk.allocated", "ballast.bulk.peak_batch"], ignoreOrder: true);
    }

    [Fact]
    public void RegisteredAndSignedIn_AreCountedByResult()
    {
        using var measured = new Measurements();

        Telemetry.Registered<RegisteredUser>(Own.Because("no"));
        Telemetry.SignedIn(Result<int>.Of(1));
        Telemetry.SignedIn<int>(Own.Because("no"));

        measured.Sum("ballast.registrations", "result=refused").ShouldBeGreaterThanOrEqualTo(1);
        measured.Sum("ballast.sign_ins", "result=ok").ShouldBe(1);
        measured.Sum("ballast.sign_ins", "result=failed").ShouldBe(1);
    }

    [Fact]
    public void Work_DisposedTwice_IsOneWorkerLess()
    {
        using var measured = new Measurements();

        var work = Telemetry.Work();
        work.Dispose();
        work.Dispose();

        // Others come and go beside it; what this one told stands among what they tell, once up and once down.
        measured.Heard.Where(heard => heard.Name == "ballast.workers.busy").Select(heard => heard.Value).ShouldContain(-1);
        Math.Abs(measured.Sum("ballast.workers.busy", "")).ShouldBeLessThan(20);
    }

    [Fact]
    public void Queues_AreToldOnlyWhenTheyAreKnown()
    {
        using var measured = new Measurements();
        Telemetry.Observed(null);
        measured.Observe();
        measured.Heard.ShouldNotContain(heard => heard.Name == "ballast.runs.pending");

        Telemetry.Observed(new QueueLengths(3, 5, 7));
        measured.Observe();
        Telemetry.Observed(null);

        measured.Sum("ballast.runs.pending", "").ShouldBe(3);
        measured.Sum("ballast.mails.waiting", "").ShouldBe(5);
        measured.Sum("ballast.webhooks.waiting", "").ShouldBe(7);
    }

    [Fact]
    public void WebhookTried_IsCountedByResult()
    {
        using var measured = new Measurements();

        Telemetry.WebhookTried("test");

        measured.Sum("ballast.webhooks", "result=test").ShouldBe(1);
    }

    [Fact]
    public void PhaseEnded_MakesASpanOfThatTime_UnlessItIsOneOfThousands()
    {
        using var measured = new Measurements();
        using var traced = new Traces();
        var began = new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);

        Telemetry.PhaseEnded("test_phase", "completed", began, TimeSpan.FromSeconds(2), isTraced: true);
        Telemetry.PhaseEnded("test_phase", "failed", began, TimeSpan.FromSeconds(3), isTraced: false);

        measured.Sum("ballast.run.phase.duration", "phase=test_phase,result=completed").ShouldBe(2);
        measured.Sum("ballast.run.phase.duration", "phase=test_phase,result=failed").ShouldBe(3);
        var span = traced.Ended.Where(span => span.OperationName == "phase test_phase").ShouldHaveSingleItem();
        (span.StartTimeUtc, span.Duration).ShouldBe((began.UtcDateTime, TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public async Task MeasuredSource_CountsSymbolsByAnswer_AndNamesNone()
    {
        using var measured = new Measurements();
        using var traced = new Traces();
        var source = new MeasuredSource(new ThreeAnswers(), new ManualTime(TestTimes.Now));

        var answers = new List<string>();
        await foreach (var answer in source.GetProfilesAsync(["AAA", "BBB", "CCC"], Token))
        {
            answers.Add(answer.Symbol);
        }

        answers.ShouldBe(["AAA", "BBB", "CCC"]);
        (source.Name, source.IsSample, source.TellsActions).ShouldBe(("ThreeAnswers", false, true));
        measured.Sum("ballast.market.answers", "source=ThreeAnswers,kind=profiles,result=ok").ShouldBe(1);
        measured.Sum("ballast.market.answers", "source=ThreeAnswers,kind=profiles,result=not_known").ShouldBe(1);
        measured.Sum("ballast.market.answers", "source=ThreeAnswers,kind=profiles,result=unavailable").ShouldBe(1);
        measured.Heard.Count(heard => heard is { Name: "ballast.market.request.duration", Tags: "source=ThreeAnswers,kind=profiles,result=unavailable" }).ShouldBe(1);
        measured.Heard.ShouldNotContain(heard => heard.Tags.Contains("AAA", StringComparison.Ordinal));
        traced.Ended.Where(span => span.GetTagItem("source") is "ThreeAnswers").ShouldHaveSingleItem().GetTagItem("symbols").ShouldBe(3L);
    }

    [Fact]
    public async Task MeasuredSource_ThatThrows_IsCountedAsBrokenOff()
    {
        using var measured = new Measurements();
        var source = new MeasuredSource(new ThreeAnswers(), new ManualTime(TestTimes.Now));

        await Should.ThrowAsync<InvalidOperationException>(async () =>
        {
            await foreach (var _ in source.GetFundamentalsAsync(["AAA"], Token))
            {
            }
        });

        measured.Heard.Count(heard => heard is { Name: "ballast.market.request.duration", Tags: "source=ThreeAnswers,kind=fundamentals,result=broken_off" }).ShouldBe(1);
    }

    private sealed class Traces : IDisposable
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<Activity> _ended = new();
        private readonly ActivityListener _listener;

        public Traces()
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == Telemetry.Name,
                Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = _ended.Enqueue,
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public IReadOnlyList<Activity> Ended => [.. _ended];

        public void Dispose() => _listener.Dispose();
    }

    private sealed class ThreeAnswers : IMarketDataSource
    {
        public string Name => nameof(ThreeAnswers);

        public bool IsSample => false;

        public bool TellsActions => true;

        public IAsyncEnumerable<SourceAnswer<PriceHistory>> GetHistoriesAsync(IReadOnlyList<HistoryRequest> requests, CancellationToken cancellationToken) =>
            AsyncEnumerable.Empty<SourceAnswer<PriceHistory>>();

        public async IAsyncEnumerable<SourceAnswer<SecurityProfile>> GetProfilesAsync(IReadOnlyList<string> symbols, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            yield return SourceAnswer.Of("AAA", new SecurityProfile("AAA", "Triple A", null, null, "USD", null));
            yield return SourceAnswer.NotKnown<SecurityProfile>("BBB", "no");
            yield return SourceAnswer.Unavailable<SecurityProfile>("CCC", "no");
        }

        public async IAsyncEnumerable<SourceAnswer<Fundamentals>> GetFundamentalsAsync(IReadOnlyList<string> symbols, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            if (symbols.Count > 0)
            {
                throw new InvalidOperationException("broken");
            }

            yield break;
        }
    }
}
