using App.Core.Market;

namespace App.Core.Snapshots;

/// <summary>How many shares a share becomes by splits.</summary>
/// <remarks>
/// A position is stated as of a day: so many shares at such a price. A split with an ex date after that day turns each share into several, so that on a later session
/// the position is quantity × factor shares. Its value follows when each session's close is multiplied by that factor: then it is the worth of what one share of the
/// day of the statement has become. On sessions before the day of the statement the factor is below 1 for the same reason.
/// </remarks>
public static class ShareCounts
{
    /// <summary>The factor of each session: shares on that session for one share as of <paramref name="statedOn"/>.</summary>
    /// <param name="sessions">Consecutive sessions, ascending.</param>
    /// <param name="statedOn">The day that quantity and prices are stated of; they include splits with an ex date on or before it.</param>
    /// <param name="actions">The symbol's corporate actions, those after <paramref name="statedOn"/> and after the first session among them.</param>
    /// <returns>Null when no split matters: every factor is 1.</returns>
    public static decimal[]? Factors(ReadOnlySpan<DateOnly> sessions, DateOnly statedOn, IReadOnlyList<CorporateAction> actions)
    {
        ArgumentNullException.ThrowIfNull(actions);
        decimal[]? factors = null;
        foreach (var action in actions)
        {
            if (action.Kind != CorporateActionKind.Split || action.Value is 1 or <= 0)
            {
                continue;
            }

            if (factors is null)
            {
                factors = new decimal[sessions.Length];
                Array.Fill(factors, 1m);
            }

            for (var session = 0; session < factors.Length; session++)
            {
                if (sessions[session] >= action.ExDate && action.ExDate > statedOn)
                {
                    factors[session] *= action.Value;
                }
                else if (sessions[session] < action.ExDate && action.ExDate <= statedOn)
                {
                    factors[session] /= action.Value;
                }
            }
        }

        return factors;
    }
}
