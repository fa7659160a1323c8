using App.Core.Operations;
using Polly;
using Polly.Retry;

namespace App.Data.Market.Sources.Http;

/// <summary>What surrounds each request to a source, from the outside in: retries, breaker, pace, and a limit of 10 seconds on each try.</summary>
/// <remarks>The waits for a turn lie outside of the limit and count as neither success nor failure. One per source and process: breaker and pace remember.</remarks>
internal static class SourcePipeline
{
    /// <summary>The longest a try may take, from sending to the last byte of the answer.</summary>
    public static readonly TimeSpan TryLimit = TimeSpan.FromSeconds(10);

    /// <summary>Builds the pipeline of one source.</summary>
    public static ResiliencePipeline<HttpResponseMessage> Build(HttpSourceOptions options, TimeProvider time)
    {
        var pace = new RequestPace(options.Requests, options.Per, options.LongestWait, time);
        var breaker = new FailureBreaker(time);
        return new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = PassingFaults.Retries,
                ShouldHandle = args => ValueTask.FromResult(PassingFaults.IsWorthRetrying(args.Outcome, time.GetUtcNow())),
                OnRetry = _ =>
                {
                    Telemetry.Retried("market");
                    return ValueTask.CompletedTask;
                },
                DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(PassingFaults.Pause(args.AttemptNumber, args.Outcome, time.GetUtcNow())),
            })
            .AddStrategy(_ => breaker)
            .AddStrategy(_ => new PaceStrategy(pace, time))
            .AddTimeout(TryLimit)
            .Build();
    }
}
