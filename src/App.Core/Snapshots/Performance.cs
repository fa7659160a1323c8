using App.Core.Results;
using App.Core.Risk.Formulas;

namespace App.Core.Snapshots;

/// <summary>How equity did from one session to another.</summary>
/// <param name="From">The session whose close it starts from.</param>
/// <param name="To">The last session.</param>
/// <param name="Pnl">Profit of the sessions after <paramref name="From"/>, dollars.</param>
/// <param name="Flows">What was paid in less what was taken out after <paramref name="From"/>.</param>
/// <param name="TimeWeighted">Π(1 + r) − 1: of each dollar that stayed.</param>
/// <param name="MoneyWeighted">The annual rate of all dollars, counting when they came; unknown when no rate makes the end.</param>
/// <param name="WorstDrawdown">The deepest fall from a peak, 0 or negative.</param>
/// <param name="WorstOn">The session of it.</param>
/// <param name="Drawdowns">Of each session after <paramref name="From"/> how far below the peak it closed.</param>
public sealed record Performance(
    DateOnly From,
    DateOnly To,
    decimal Pnl,
    decimal Flows,
    double TimeWeighted,
    Measure<double> MoneyWeighted,
    double WorstDrawdown,
    DateOnly WorstOn,
    IReadOnlyList<(DateOnly Session, double Drawdown)> Drawdowns)
{
    /// <summary>How far below its peak the last session closed.</summary>
    public double Drawdown => Drawdowns[^1].Drawdown;

    /// <summary>The performance of a line of equity, the reconstructed part left out; see docs/formulas/returns.md.</summary>
    /// <remarks>A session's return is its profit over the equity before it and what was paid in since. A session that began with nothing has none and ends the time-weighted return.</remarks>
    /// <returns>The performance, or why there is none: fewer than two sessions of the chain, or one that has no return.</returns>
    public static (Performance? Known, string? Reason) Of(IReadOnlyList<NavPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var chain = points.SkipWhile(point => point.IsReconstructed).ToList();
        if (chain.Count < 2)
        {
            return (null, "A return needs two sessions; there is one, the day of the balance.");
        }

        var returns = new double[chain.Count - 1];
        for (var i = 1; i < chain.Count; i++)
        {
            if (chain[i].DayPnl is not { } pnl || chain[i].Equity - pnl is not (> 0 and var start))
            {
                return (null, FormattableString.Invariant($"Equity at the start of {chain[i].Session:d MMM yyyy} was not positive, so there is no return from then on."));
            }

            returns[i - 1] = (double)(pnl / start);
        }

        var (first, last) = (chain[0], chain[^1]);
        var drawdowns = ReturnStatistics.Drawdowns(returns);
        var worst = Array.IndexOf(drawdowns, drawdowns.Min());
        return (new Performance(
            first.Session,
            last.Session,
            chain.Skip(1).Sum(point => point.DayPnl!.Value),
            chain.Skip(1).Sum(point => point.Flow),
            ReturnStatistics.Total(returns),
            MoneyWeightedOf(chain),
            drawdowns[worst],
            chain[worst + 1].Session,
            [.. chain.Skip(1).Zip(drawdowns, (point, drawdown) => (point.Session, drawdown))]), null);
    }

    private static Measure<double> MoneyWeightedOf(List<NavPoint> chain)
    {
        var first = chain[0];

        // A flow counts from the open of its session, as in the session's return: from the close before.
        List<(int, decimal)> flows = [];
        for (var i = 1; i < chain.Count; i++)
        {
            if (chain[i].Flow != 0)
            {
                flows.Add((chain[i - 1].Session.DayNumber - first.Session.DayNumber, chain[i].Flow));
            }
        }

        return MoneyWeightedReturn.Annual(first.Equity, flows, chain[^1].Equity, chain[^1].Session.DayNumber - first.Session.DayNumber) is { } rate
            ? Measure.Known(rate)
            : Measure.Unknown<double>("No annual rate, or more than one, makes the equity at the end of what was there and paid in.");
    }
}
