using App.Core.Market;

namespace App.Core.Snapshots;

/// <summary>Cash that one position earns on a session by a dividend. A short position pays it.</summary>
/// <param name="Position">The position's place in the book.</param>
/// <param name="Session">The session of the ex date, or the first one after it.</param>
/// <param name="PerUnit">Cash for one unit as the position is stated, splits since then taken into account.</param>
public readonly record struct DividendPayment(int Position, DateOnly Session, decimal PerUnit)
{
    /// <summary>The dividends of a symbol as one position gets them on the sessions after the first.</summary>
    /// <param name="position">The position's place in the book.</param>
    /// <param name="sessions">Consecutive sessions, ascending.</param>
    /// <param name="factors">What one stated unit is on each session, see <see cref="ShareCounts"/>; null for 1.</param>
    /// <param name="actions">The symbol's corporate actions.</param>
    public static IEnumerable<DividendPayment> Of(int position, DateOnly[] sessions, decimal[]? factors, IReadOnlyList<CorporateAction> actions)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        ArgumentNullException.ThrowIfNull(actions);
        foreach (var action in actions)
        {
            if (action.Kind == CorporateActionKind.Dividend && action.ExDate > sessions[0] && action.ExDate <= sessions[^1])
            {
                var found = Array.BinarySearch(sessions, action.ExDate);
                var session = found >= 0 ? found : ~found;

                // Paid on the shares held at the close before, split or not on the ex date itself.
                yield return new DividendPayment(position, sessions[session], action.Value * (factors?[session - 1] ?? 1));
            }
        }
    }

    /// <summary>What a book earns on a session: those positions do that were held at the close before.</summary>
    /// <param name="payments">The dividends of the book.</param>
    /// <param name="positions">Its positions.</param>
    /// <param name="yesterday">The session before.</param>
    /// <param name="today">The session.</param>
    /// <param name="only">The place of the one position that is asked about; null for all.</param>
    public static decimal Sum(
        ReadOnlySpan<DividendPayment> payments, ReadOnlySpan<LedgerPosition> positions, DateOnly yesterday, DateOnly today, int? only = null)
    {
        var sum = 0m;
        foreach (ref readonly var payment in payments)
        {
            if (payment.Session == today && (only ?? payment.Position) == payment.Position && positions[payment.Position].IsHeldAt(yesterday))
            {
                sum += positions[payment.Position].Worth(payment.PerUnit);
            }
        }

        return sum;
    }
}
