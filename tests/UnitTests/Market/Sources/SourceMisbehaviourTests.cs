using App.Core.Market;
using App.Testing.FakeMarket;
using Shouldly;
using Xunit;

namespace UnitTests.Market.Sources;

/// <summary>Every source against everything a server can do instead of answering: what the owner is told, how often it is tried, and what is waited for.</summary>
public sealed class SourceMisbehaviourTests : IAsyncLifetime
{
    private static readonly string[] Names = ["Yahoo", "Stooq", "Tiingo", "Polygon"];

    private SourceBench _bench = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Sources { get; } = [.. Names];

    /// <summary>What is tried four times, each with what the reason says.</summary>
    public static TheoryData<string, Misbehaviour, string> Passing { get; } = Each(
        (Misbehaviour.Slow, "did not answer within 10 s on each of 4 tries"),
        (Misbehaviour.TooManyRequests, "answered 429 TooManyRequests on each of 4 tries"),
        (Misbehaviour.ServerError, "answered 500 InternalServerError on each of 4 tries"),
        (Misbehaviour.CutOff, "broke off in the middle of its answer on each of 4 tries"));

    /// <summary>What is not tried again.</summary>
    public static TheoryData<string, Misbehaviour, string> Lasting { get; } = Each(
        (Misbehaviour.Empty, "an empty body"),
        (Misbehaviour.HtmlPage, "a web page"),
        (Misbehaviour.Huge, "more than 16 MB"),
        (Misbehaviour.NotFound, "answered 404"),
        (Misbehaviour.Unauthorized, "answered 401"));

    public async ValueTask InitializeAsync() => _bench = await SourceBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task Failure_ThatMayPass_IsTriedAgainAfterOneTwoAndFourSeconds(string name, Misbehaviour how, string reason)
    {
        _bench.Server.Misbehave(how);
        var answer = await _bench.Source(name).HistoryAsync("PLAIN", Cancelled);

        answer.Gap.ShouldBe(SourceGap.Unavailable);
        answer.Missing.ShouldBe($"{name} {reason}");
        _bench.Server.Requests.Count.ShouldBe(4);
        _bench.Pauses.ShouldBe([1, 2, 4]);
    }

    [Theory]
    [MemberData(nameof(Lasting))]
    public async Task Failure_ThatWillNotPass_IsNotTriedAgain(string name, Misbehaviour how, string reason)
    {
        _bench.Server.Misbehave(how);
        var answer = await _bench.Source(name).HistoryAsync("PLAIN", Cancelled);

        answer.Gap.ShouldBe(SourceGap.Unavailable, answer.Missing);
        answer.Missing.ShouldNotBeNull().ShouldStartWith($"{name} answered");
        answer.Missing.ShouldContain(reason);
        _bench.Server.Requests.Count.ShouldBe(1);
        _bench.Time.Skipped.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Answer_OnlyHalfOfWhichCame_IsNotBelieved(string name)
    {
        _bench.Server.Misbehave(Misbehaviour.HalfAnswer);
        var answer = await _bench.Source(name).HistoryAsync("PLAIN", Cancelled);

        answer.Gap.ShouldBe(SourceGap.Unavailable, answer.Missing);
        answer.Missing!.Length.ShouldBeLessThanOrEqualTo(200);
    }

    [Theory]
    [InlineData("Yahoo")]
    [InlineData("Polygon")]
    public async Task Answer_ForAnotherSymbol_IsNotBelieved(string name)
    {
        _bench.Server.Misbehave(Misbehaviour.WrongSymbol);
        var answer = await _bench.Source(name).HistoryAsync("PLAIN", Cancelled);

        (answer.Gap, answer.Missing).ShouldBe((SourceGap.Unavailable, $"{name} answered for ACME instead of PLAIN"));
    }

    // The limit that docs/market-data.md tells of: should a format ever come to name its symbol, this fails and the answer can be checked.
    [Theory]
    [InlineData("Stooq")]
    [InlineData("Tiingo")]
    public async Task Prices_OfAnotherSymbolThatTheyDoNotName_CannotBeTold(string name)
    {
        var source = _bench.Source(name);
        var others = (await source.HistoryAsync("ACME", Cancelled)).Value!.Bars;
        _bench.Server.Misbehave(Misbehaviour.WrongSymbol);

        (await source.HistoryAsync("PLAIN", Cancelled)).Value.ShouldNotBeNull().Bars.ShouldBe(others);
    }

    [Theory]
    [InlineData("Yahoo")]
    [InlineData("Tiingo")]
    [InlineData("Polygon")]
    public async Task Profile_OfAnotherSymbol_IsNotBelieved(string name)
    {
        _bench.Server.Misbehave(Misbehaviour.WrongSymbol);
        var answer = await _bench.Source(name).ProfileAsync("PLAIN", Cancelled);

        (answer.Gap, answer.Missing).ShouldBe((SourceGap.Unavailable, $"{name} answered for ACME instead of PLAIN"));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Connection_ThatIsRefused_IsTriedAgain(string name)
    {
        var source = _bench.Source(name);
        await _bench.Server.StopListeningAsync();
        var answer = await source.HistoryAsync("PLAIN", Cancelled);

        (answer.Gap, answer.Missing).ShouldBe((SourceGap.Unavailable, $"{name} could not be reached on each of 4 tries"));
        _bench.Pauses.ShouldBe([1, 2, 4]);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Failure_ThatPasses_LeavesNoTraceInTheAnswer(string name)
    {
        _bench.Server.Misbehave(Misbehaviour.ServerError, times: 1);
        _bench.Server.Misbehave(Misbehaviour.CutOff, times: 1);
        _bench.Server.Misbehave(Misbehaviour.Slow, times: 1);
        var answer = await _bench.Source(name).HistoryAsync("PLAIN", Cancelled);

        answer.Found.ShouldBeTrue(answer.Missing);
        _bench.Pauses.ShouldBe([1, 2, 4]);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task RetryAfter_IsWaitedForInPlaceOfAShorterPause(string name)
    {
        _bench.Server.RetryAfter = 3;
        _bench.Server.Misbehave(Misbehaviour.TooManyRequests);
        await _bench.Source(name).HistoryAsync("PLAIN", Cancelled);

        _bench.Pauses.ShouldBe([3, 3, 4]);
        _bench.Server.Requests.Count.ShouldBe(4);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task RetryAfter_OfAnHour_EndsTheTryingAndLetsTheOthersWait(string name)
    {
        _bench.Server.RetryAfter = 3600;
        _bench.Server.Misbehave(Misbehaviour.TooManyRequests, times: 1);
        var source = _bench.Source(name);
        var answers = await source.HistoriesAsync(Cancelled, "PLAIN", "ACME");

        answers.ShouldAllBe(answer => answer.Gap == SourceGap.Unavailable);

        // Which of the two is asked first is the source's to choose.
        answers.Select(answer => answer.Missing).ShouldBe(
            [$"{name} answered 429 TooManyRequests", $"{name} asks to be left alone until 18:00:00 UTC"], ignoreOrder: true);
        _bench.Server.Requests.Count.ShouldBe(1);
        _bench.Time.Skipped.ShouldBeEmpty();

        _bench.Time.Advance(TimeSpan.FromHours(1));
        (await source.HistoryAsync("PLAIN", Cancelled)).Found.ShouldBeTrue();
    }

    [Theory]
    [InlineData("Stooq")]
    [InlineData("Tiingo")]
    [InlineData("Polygon")]
    public async Task Key_ThatTheSourceRepeats_IsNotInTheReason(string name)
    {
        _bench.Server.Misbehave(Misbehaviour.Unauthorized);
        var source = _bench.Source(name);
        var (history, profile) = (await source.HistoryAsync("PLAIN", Cancelled), await source.ProfileAsync("PLAIN", Cancelled));

        history.Missing.ShouldNotBeNull().ShouldNotContain(_bench.Server.Key, Case.Insensitive);
        profile.Missing.ShouldNotBeNull().ShouldNotContain(_bench.Server.Key, Case.Insensitive);
    }

    [Theory]
    [InlineData("Stooq", "wants a key: set MarketData:Stooq:ApiKey, or check the one that is set")]
    [InlineData("Tiingo", "answered 403 (Please supply a token)")]
    [InlineData("Polygon", "answered 401 (API Key was not provided)")]
    public async Task Key_ThatIsWrong_IsUnavailableAndSaidSo(string name, string reason)
    {
        var answer = await _bench.Source(name, options => options.ApiKey = "an-old-key").HistoryAsync("PLAIN", Cancelled);

        (answer.Gap, answer.Missing).ShouldBe((SourceGap.Unavailable, $"{name} {reason}"));
    }

    private static TheoryData<string, Misbehaviour, string> Each(params (Misbehaviour How, string Reason)[] cases)
    {
        var data = new TheoryData<string, Misbehaviour, string>();
        foreach (var (how, reason) in cases)
        {
            Array.ForEach(Names, name => data.Add(name, how, reason));
        }

        return data;
    }
}
