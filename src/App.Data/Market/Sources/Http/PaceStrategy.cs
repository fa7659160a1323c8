using Polly;

namespace App.Data.Market.Sources.Http;

/// <summary>Lets each try wait for its turn, and lets nobody have a turn while the source has asked to be left alone.</summary>
internal sealed class PaceStrategy(RequestPace pace, TimeProvider time) : ResilienceStrategy<HttpResponseMessage>
{
    /// <inheritdoc/>
    protected override async ValueTask<Outcome<HttpResponseMessage>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback, ResilienceContext context, TState state)
    {
        try
        {
            await pace.WaitAsync(context.CancellationToken).ConfigureAwait(context.ContinueOnCapturedContext);
        }
        catch (Exception exception) when (exception is SourceFaultException or OperationCanceledException)
        {
            return Outcome.FromException<HttpResponseMessage>(exception);
        }

        var outcome = await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
        if (outcome.Result is { } answer && PassingFaults.IsFailure(outcome) && PassingFaults.RetryAfter(answer, time.GetUtcNow()) is { } pause && pause > TimeSpan.Zero)
        {
            pace.Rest(pause);
        }

        return outcome;
    }
}
