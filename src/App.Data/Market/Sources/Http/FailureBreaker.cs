using Polly;
using Polly.CircuitBreaker;

namespace App.Data.Market.Sources.Http;

/// <summary>Stops asking a source that has failed five times in a row, for a minute.</summary>
/// <remarks>
/// <para>Polly's own breaker judges the share of failures in a window of time. A source that answered a hundred times and then dies would be asked for
/// the rest of the window, each symbol with its tries and time-outs; one that is asked twice a minute would never be judged. This one counts failures
/// in a row, of whatever symbol.</para>
/// <para>After the rest one request is let through: its success closes the breaker, its failure opens it for another rest. What says nothing of the
/// source (the caller gave up, there was no turn) counts as neither.</para>
/// </remarks>
/// <param name="time">The clock.</param>
internal sealed class FailureBreaker(TimeProvider time) : ResilienceStrategy<HttpResponseMessage>
{
    /// <summary>Failures in a row that open it.</summary>
    public const int Failures = 5;

    /// <summary>How long it stays open.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private int _failures;
    private DateTimeOffset? _openUntil;
    private bool _onTrial;

    /// <inheritdoc/>
    protected override async ValueTask<Outcome<HttpResponseMessage>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback, ResilienceContext context, TState state)
    {
        if (Enter() is { } rest)
        {
            return Outcome.FromException<HttpResponseMessage>(new BrokenCircuitException("The source is at rest.", rest));
        }

        var outcome = await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
        Learn(outcome);
        return outcome;
    }

    /// <summary>Null to go on, else how long the source still rests.</summary>
    private TimeSpan? Enter()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_openUntil is not { } until)
            {
                return null;
            }

            if (now < until || _onTrial)
            {
                return until > now ? until - now : TimeSpan.Zero;
            }

            _onTrial = true;
            return null;
        }
    }

    private void Learn(Outcome<HttpResponseMessage> outcome)
    {
        lock (_gate)
        {
            var wasOnTrial = _onTrial;
            _onTrial = false;
            if (PassingFaults.IsFailure(outcome))
            {
                _failures++;
                _openUntil = wasOnTrial || _failures >= Failures ? time.GetUtcNow() + Rest : _openUntil;
            }
            else if (outcome.Exception is null)
            {
                (_failures, _openUntil) = (0, null);
            }
        }
    }
}
