using App.Core.Portfolios;

namespace App.Core.Snapshots;

/// <summary>What values a private asset: the newest value given on or before the session, and the entry price before the first.</summary>
/// <remarks>Pure. A value never grows stale: nobody but the owner knows a newer one. One of a day without a session counts from the next one on.</remarks>
public static class GivenValues
{
    /// <summary>The marks of a private position on every session.</summary>
    /// <param name="sessions">The sessions, ascending.</param>
    /// <param name="valuations">The values given of it, ascending by day.</param>
    /// <param name="entryPrice">Its entry price; positive.</param>
    /// <param name="marks">Takes one mark for each session.</param>
    /// <returns>The value that holds on the last session; null when that is the entry price.</returns>
    public static PositionValuation? Fill(ReadOnlySpan<DateOnly> sessions, IReadOnlyList<PositionValuation> valuations, decimal entryPrice, Span<Mark> marks)
    {
        ArgumentNullException.ThrowIfNull(valuations);
        ArgumentOutOfRangeException.ThrowIfNotEqual(marks.Length, sessions.Length, nameof(marks));
        var given = -1;
        for (var session = 0; session < sessions.Length; session++)
        {
            while (given + 1 < valuations.Count && valuations[given + 1].Date <= sessions[session])
            {
                given++;
            }

            marks[session] = given < 0 ? new Mark(entryPrice, MarkSource.Entry) : new Mark(valuations[given].Price, MarkSource.Given);
        }

        return given < 0 ? null : valuations[given];
    }
}
