using System.Globalization;

namespace App.Data.Market.Sources.Http;

/// <summary>Spreads requests so that no span holds more of them than the source allows.</summary>
/// <remarks>
/// Turns are given in the order asked for. The times of the last <c>requests</c> turns are kept; the next turn is not before the oldest of them plus the span,
/// which bounds every span, not only those that begin at a full minute. A turn that would come too late is refused at once and not used up; one whose
/// caller gives up while waiting is lost. Safe for any number of threads.
/// </remarks>
/// <param name="requests">Turns in a span.</param>
/// <param name="per">The span.</param>
/// <param name="longestWait">The longest anyone waits for a turn.</param>
/// <param name="time">The clock.</param>
internal sealed class RequestPace(int requests, TimeSpan per, TimeSpan longestWait, TimeProvider time)
{
    /// <summary>However long a source asks to be left alone: one that needs longer says so again.</summary>
    public static readonly TimeSpan LongestRest = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly DateTimeOffset[] _turns = new DateTimeOffset[requests];
    private int _next;
    private DateTimeOffset _restsUntil;

    /// <summary>Waits for a turn.</summary>
    /// <exception cref="SourceFaultException">It would come too late; the message says until when to wait.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var wait = Reserve();
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    /// <summary>Gives no turn for a while, because the source asked for it.</summary>
    public void Rest(TimeSpan pause)
    {
        lock (_gate)
        {
            var until = time.GetUtcNow() + (pause < LongestRest ? pause : LongestRest);
            _restsUntil = until > _restsUntil ? until : _restsUntil;
        }
    }

    private TimeSpan Reserve()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var free = _turns[_next] == default ? now : _turns[_next] + per;
            var turn = Latest(now, free, _restsUntil);
            if (turn - now > longestWait)
            {
                throw new SourceFaultException(turn == _restsUntil
                    ? $"asks to be left alone until {Clock(turn)}"
                    : $"is asked at most {requests} times in {Span(per)}, and has its next turn at {Clock(turn)}");
            }

            _turns[_next] = turn;
            _next = (_next + 1) % _turns.Length;
            return turn - now;
        }
    }

    private static DateTimeOffset Latest(params ReadOnlySpan<DateTimeOffset> times)
    {
        var latest = times[0];
        foreach (var other in times)
        {
            latest = other > latest ? other : latest;
        }

        return latest;
    }

    private static string Clock(DateTimeOffset instant) => instant.UtcDateTime.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: 1 } => "a second",
        { TotalMinutes: 1 } => "a minute",
        { TotalHours: 1 } => "an hour",
        { TotalDays: 1 } => "a day",
        _ => span.ToString("c", CultureInfo.InvariantCulture),
    };
}
