namespace App.Core.Operations;

/// <summary>So many of something within a time, by whoever is counted.</summary>
/// <remarks>
/// What happens is counted in pieces of time, a sixtieth of the window each. What counts at an instant is the piece it is in, the sixty before it and what stands in pieces up to a window ahead, which another
/// node's clock has put there. The oldest piece counts as a whole: so no window of that length, wherever it begins, has more than the limit, and a place is free a piece later than it might be, at the most.
/// </remarks>
/// <param name="Policy">What is counted, as stored.</param>
/// <param name="Most">How many are let through; 1 or more.</param>
/// <param name="Window">Within which time; whole minutes, so that pieces are whole seconds.</param>
public sealed record RateLimit(string Policy, int Most, TimeSpan Window)
{
    /// <summary>Pieces of a window.</summary>
    public const int Pieces = 60;

    /// <summary>How long a piece is.</summary>
    public TimeSpan Piece => Window / Pieces;

    /// <summary>The beginning of the piece that an instant is in.</summary>
    public DateTimeOffset PieceAt(DateTimeOffset now) => now.FloorTo(Piece);

    /// <summary>The beginning of the oldest piece that counts.</summary>
    public DateTimeOffset OldestAt(DateTimeOffset now) => PieceAt(now) - Window;

    /// <summary>The beginning of the newest piece that counts.</summary>
    public DateTimeOffset NewestAt(DateTimeOffset now) => PieceAt(now) + Window;

    /// <summary>From when on a piece counts no more.</summary>
    public DateTimeOffset EndOf(DateTimeOffset piece) => piece + Window + Piece;

    /// <summary>True when a piece counts at an instant.</summary>
    public bool Counts(DateTimeOffset piece, DateTimeOffset now) => piece >= OldestAt(now) && piece <= NewestAt(now);
}

/// <summary>How often something was done in a piece of time.</summary>
/// <param name="StartsAt">When the piece begins.</param>
/// <param name="Count">How often.</param>
public readonly record struct RateCount(DateTimeOffset StartsAt, int Count);

/// <summary>The arithmetic of limits.</summary>
public static class RateWindow
{
    /// <summary>How many count at an instant.</summary>
    public static long CountAt(RateLimit limit, IEnumerable<RateCount> pieces, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(limit);
        ArgumentNullException.ThrowIfNull(pieces);
        return pieces.Where(piece => limit.Counts(piece.StartsAt, now)).Sum(piece => (long)piece.Count);
    }

    /// <summary>How long until one more is let through, if nothing else happens; null when it is at once.</summary>
    public static TimeSpan? WaitAt(RateLimit limit, IReadOnlyCollection<RateCount> pieces, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(limit);
        ArgumentNullException.ThrowIfNull(pieces);
        var left = CountAt(limit, pieces, now);
        if (left < limit.Most)
        {
            return null;
        }

        // Pieces leave in the order of their beginnings; the first that makes room by leaving is the one to wait for.
        var last = now;
        foreach (var piece in pieces.Where(piece => piece.Count > 0 && limit.Counts(piece.StartsAt, now)).OrderBy(piece => piece.StartsAt))
        {
            (left, last) = (left - piece.Count, limit.EndOf(piece.StartsAt));
            if (left < limit.Most)
            {
                break;
            }
        }

        return last - now;
    }
}
