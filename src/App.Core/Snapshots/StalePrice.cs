namespace App.Core.Snapshots;

/// <summary>What values a position on a session that has no close of its own.</summary>
/// <remarks>
/// The last close is carried, marked stale, for at most <see cref="MaximumSessions"/> sessions; after that, and before the first close, the entry price
/// stands in and the position needs a price. Falling back is a visible change of value on purpose: a price nobody has confirmed for over a week
/// is no valuation. A close of 0 or less is no close.
/// </remarks>
public static class StalePrice
{
    /// <summary>For how many sessions a close is carried.</summary>
    public const int MaximumSessions = 5;

    /// <summary>The close of that session or the one carried to it; null when there is neither.</summary>
    /// <param name="closes">Closes by consecutive session, null where there is none.</param>
    /// <param name="session">Which of them.</param>
    public static Mark? At(ReadOnlySpan<decimal?> closes, int session)
    {
        for (var age = 0; age <= MaximumSessions && age <= session; age++)
        {
            if (closes[session - age] is { } close and > 0)
            {
                return new Mark(close, age == 0 ? MarkSource.Quoted : MarkSource.Stale);
            }
        }

        return null;
    }

    /// <summary>The marks of a quoted position on every session.</summary>
    /// <param name="closes">Its closes by consecutive session, null where there is none; the sessions before a window may be given to carry into it.</param>
    /// <param name="entryPrice">Its entry price; positive.</param>
    /// <param name="marks">Takes one mark for each of the last sessions of <paramref name="closes"/>; not longer than it.</param>
    public static void Fill(ReadOnlySpan<decimal?> closes, decimal entryPrice, Span<Mark> marks)
    {
        var skipped = closes.Length - marks.Length;
        ArgumentOutOfRangeException.ThrowIfNegative(skipped, nameof(marks));
        for (var index = 0; index < marks.Length; index++)
        {
            marks[index] = At(closes, skipped + index) ?? new Mark(entryPrice, MarkSource.Entry);
        }
    }
}
