using System.Diagnostics;
using System.Diagnostics.Metrics;
using App.Core.Batches;
using App.Core.Results;

namespace App.Core.Operations;

/// <summary>What the application counts, times and traces of itself: one meter and one activity source, both named <c>Ballast</c>.</summary>
/// <remarks>
/// Costs next to nothing while nobody listens: an instrument without a listener returns at once, and an activity that nobody samples is not made. Tags are of few values each: no user, no
/// portfolio, no symbol, no address is among them. Static, as the framework's own meters are: what is measured is the process. Safe from any thread.
/// </remarks>
public static class Telemetry
{
    /// <summary>The name of the meter and of the source.</summary>
    public const string Name = "Ballast";

    /// <summary>On every trace of a request, and of a run that it started: what finds the lines of both in the logs.</summary>
    public const string CorrelationTag = "correlation_id";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Registrations = Meter.CreateCounter<long>("ballast.registrations", "{registration}", "Registrations asked for, by result: accepted, refused.");
    private static readonly Counter<long> SignIns = Meter.CreateCounter<long>("ballast.sign_ins", "{sign_in}", "Passwords checked at sign-in, by result: ok, failed.");
    private static readonly Counter<long> Imports = Meter.CreateCounter<long>("ballast.imports", "{import}", "Imports asked for, by kind (new, update, accounts) and result: accepted, refused.");
    private static readonly Counter<long> Findings = Meter.CreateCounter<long>("ballast.validation.errors", "{error}", "Errors found in files and forms that were checked, by code.");
    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("ballast.retries", "{retry}", "Tries made again after a failure that may pass, by target: database, market.");
    private static readonly Counter<long> Webhooks = Meter.CreateCounter<long>("ballast.webhooks", "{attempt}", "Tries to send the record of a batch, by result: delivered, status, refused, timeout, unreachable, unsigned.");
    private static readonly UpDownCounter<long> Busy = Meter.CreateUpDownCounter<long>("ballast.workers.busy", "{worker}", "Workers of this node that calculate just now.");

    private static readonly Histogram<double> Runs = Durations("ballast.run.duration", "From when a node took a run to its end, by trigger and result.");
    private static readonly Histogram<double> Phases = Durations("ballast.run.phase.duration", "A step of a run or of a night's preparation, by phase and result.");
    private static readonly Histogram<double> Requests = Durations("ballast.market.request.duration", "A question to a market-data source, for one symbol or many, by source, kind and result; the time its answers were waited for.");
    private static readonly Counter<long> Answers = Meter.CreateCounter<long>("ballast.market.answers", "{symbol}", "Symbols a market-data source answered for, by source, kind and result: ok, not_known, not_offered, unavailable.");

    private static readonly Histogram<double> BulkCalls = Durations("ballast.bulk.duration", "A bulk call, by operation, things (positions, securities) and outcome: completed, partial, failed, refused.");
    private static readonly Counter<long> BulkItems = Meter.CreateCounter<long>("ballast.bulk.items", "{item}", "Items of bulk calls, by operation, things and outcome: succeeded, failed, skipped.");
    private static readonly Counter<long> BulkBatches = Meter.CreateCounter<long>("ballast.bulk.batches", "{batch}", "Batches that bulk calls wrote, by operation and outcome.");
    private static readonly Counter<long> BulkRetries = Meter.CreateCounter<long>("ballast.bulk.retries", "{retry}", "Bulk calls begun again because the database asked for it, by operation and outcome.");
    private static readonly Histogram<double> BulkRates = Meter.CreateHistogram<double>("ballast.bulk.rate", "{item}/s", "Items a second of a bulk call, by operation and outcome.");
    private static readonly Histogram<long> BulkAllocations = Meter.CreateHistogram<long>("ballast.bulk.allocated", "By", "Memory allocated during a bulk call, by the whole process, by operation and outcome.");
    private static readonly Histogram<long> BulkPeaks = Meter.CreateHistogram<long>("ballast.bulk.peak_batch", "{item}", "Items of the largest batch of a bulk call, by operation and outcome.");

    private static QueueLengths? _queues;

    static Telemetry()
    {
        Meter.CreateObservableGauge("ballast.runs.pending", () => Observe(queues => queues.PendingRuns), "{run}", "Runs that wait for a node to take them, in the whole installation.");
        Meter.CreateObservableGauge("ballast.mails.waiting", () => Observe(queues => queues.WaitingMails), "{mail}", "Messages that wait to be sent, in the whole installation.");
        Meter.CreateObservableGauge("ballast.webhooks.waiting", () => Observe(queues => queues.WaitingWebhooks), "{delivery}", "Records of batches that wait to be sent, in the whole installation.");
    }

    /// <summary>The source of the application's own spans.</summary>
    public static ActivitySource Source { get; } = new(Name);

    /// <summary>Counts a registration.</summary>
    public static Result<T> Registered<T>(Result<T> result)
    {
        ArgumentNullException.ThrowIfNull(result);
        Registrations.Add(1, Tag("result", Accepted(result.IsSuccess)));
        return result;
    }

    /// <summary>Counts a password that was checked.</summary>
    public static Result<T> SignedIn<T>(Result<T> result)
    {
        ArgumentNullException.ThrowIfNull(result);
        SignIns.Add(1, Tag("result", result.IsSuccess ? "ok" : "failed"));
        return result;
    }

    /// <summary>Traces and counts an import.</summary>
    /// <param name="kind">new, update, accounts.</param>
    /// <param name="import">The import.</param>
    public static async Task<Result<T>> ImportAsync<T>(string kind, Func<Task<Result<T>>> import)
    {
        ArgumentNullException.ThrowIfNull(import);
        using var span = Source.StartActivity("import");
        var result = await import().ConfigureAwait(false);
        var word = Accepted(result.IsSuccess);
        Imports.Add(1, Tag("kind", kind), Tag("result", word));
        span?.SetTag("kind", kind).SetTag("result", word).SetTag("code", result.IsSuccess ? null : result.Errors[0].Code);
        return result;
    }

    /// <summary>Traces and measures a bulk call.</summary>
    /// <param name="things">positions, securities.</param>
    /// <param name="operation">What it does: create, update, upsert; null where that cannot be read.</param>
    /// <param name="meter">Measures it.</param>
    /// <param name="call">The call.</param>
    public static async Task<Result<BulkReport>> BulkAsync(string things, string? operation, BulkMeter meter, Func<Task<Result<BulkReport>>> call)
    {
        ArgumentNullException.ThrowIfNull(meter);
        ArgumentNullException.ThrowIfNull(call);
        using var span = Source.StartActivity("bulk");
        var result = await call().ConfigureAwait(false);
        var outcome = result.IsSuccess ? result.Value.Outcome : "refused";
        TagList tags = [Tag("operation", operation ?? "none"), Tag("things", things), Tag("outcome", outcome)];
        BulkCalls.Record(meter.Elapsed.TotalSeconds, tags);
        span?.SetTag("operation", operation).SetTag("things", things).SetTag("outcome", outcome);
        if (result.IsSuccess)
        {
            Measure(result.Value, operation ?? "none", things, tags);
        }

        return result;
    }

    private static void Measure(BulkReport report, string operation, string things, TagList tags)
    {
        foreach (var (outcome, count) in new[] { ("succeeded", report.Succeeded), ("failed", report.Failed), ("skipped", report.Skipped) })
        {
            BulkItems.Add(count, Tag("operation", operation), Tag("things", things), Tag("outcome", outcome));
        }

        BulkBatches.Add(report.Metrics.Batches, tags);
        BulkRetries.Add(report.Metrics.Retries, tags);
        BulkRates.Record(report.ItemsPerSecond, tags);
        BulkAllocations.Record(report.Metrics.AllocatedBytes, tags);
        BulkPeaks.Record(report.Metrics.PeakBatchSize, tags);
    }

    /// <summary>Counts errors that were found in a file or a form, by their codes.</summary>
    public static void Found(IEnumerable<Error> errors)
    {
        if (!Findings.Enabled)
        {
            return;
        }

        foreach (var code in errors.CountBy(error => error.Code))
        {
            Findings.Add(code.Value, Tag("code", code.Key));
        }
    }

    /// <summary>Counts something that is tried again.</summary>
    /// <param name="target">database, market.</param>
    public static void Retried(string target) => Retries.Add(1, Tag("target", target));

    /// <summary>Counts a try to send the record of a batch.</summary>
    /// <param name="result">delivered, status, refused, timeout, unreachable, unsigned.</param>
    public static void WebhookTried(string result) => Webhooks.Add(1, Tag("result", result));

    /// <summary>Counts a worker as busy until the answer is disposed.</summary>
    public static IDisposable Work() => new Worker();

    /// <summary>Notes how a run has ended, on the trace under way too when the run has one of its own.</summary>
    /// <param name="trigger">What it was started for.</param>
    /// <param name="result">How it ended.</param>
    /// <param name="took">From when a node took it.</param>
    /// <param name="span">The run's own span; null when it has none.</param>
    public static void RunEnded(string trigger, string result, TimeSpan took, Activity? span)
    {
        Runs.Record(took.TotalSeconds, Tag("trigger", trigger), Tag("result", result));
        span?.SetTag("trigger", trigger).SetTag("result", result).SetStatus(result == "failed" ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
    }

    /// <summary>Notes a step that is over.</summary>
    /// <param name="phase">Its stable id.</param>
    /// <param name="result">How it ended.</param>
    /// <param name="began">When it began.</param>
    /// <param name="took">How long it took.</param>
    /// <param name="isTraced">True for a span of its own; steps of runs among thousands have none.</param>
    public static void PhaseEnded(string phase, string result, DateTimeOffset began, TimeSpan took, bool isTraced)
    {
        Phases.Record(took.TotalSeconds, Tag("phase", phase), Tag("result", result));
        if (!isTraced || !Source.HasListeners())
        {
            return;
        }

        // Made afterwards: a step begins in one call and ends in another, and what is ambient does not outlive a call.
        using var span = Source.StartActivity($"phase {phase}", ActivityKind.Internal, Activity.Current?.Context ?? default, startTime: began);
        span?.SetTag("phase", phase).SetTag("result", result).SetStatus(result == "failed" ? ActivityStatusCode.Error : ActivityStatusCode.Unset).SetEndTime((began + took).UtcDateTime);
    }

    /// <summary>Notes a question to a market-data source.</summary>
    /// <param name="source">The source's name.</param>
    /// <param name="kind">histories, profiles, fundamentals.</param>
    /// <param name="result">ok, or unavailable when any symbol of it was.</param>
    /// <param name="took">How long its answers were waited for.</param>
    public static void Asked(string source, string kind, string result, TimeSpan took) =>
        Requests.Record(took.TotalSeconds, Tag("source", source), Tag("kind", kind), Tag("result", result));

    /// <summary>Counts symbols that a source has answered for.</summary>
    public static void Answered(string source, string kind, string result, long count) =>
        Answers.Add(count, Tag("source", source), Tag("kind", kind), Tag("result", result));

    /// <summary>Tells how long the queues are, for whoever collects next; null when it is not known.</summary>
    public static void Observed(QueueLengths? queues) => Volatile.Write(ref _queues, queues);

    private static IEnumerable<Measurement<long>> Observe(Func<QueueLengths, long> length) => Volatile.Read(ref _queues) is { } known ? [new(length(known))] : [];

    private static Histogram<double> Durations(string name, string description) => Meter.CreateHistogram(
        name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300, 1800] });

    private static string Accepted(bool isSuccess) => isSuccess ? "accepted" : "refused";

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    private sealed class Worker : IDisposable
    {
        private int _isOver;

        public Worker() => Busy.Add(1);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0)
            {
                Busy.Add(-1);
            }
        }
    }
}
