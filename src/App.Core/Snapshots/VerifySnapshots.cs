using System.Globalization;
using App.Core.Market;
using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Snapshots;

/// <summary>Something about a portfolio's chain of snapshots that cannot be.</summary>
/// <param name="PortfolioId">The portfolio.</param>
/// <param name="Session">The snapshot it shows at.</param>
/// <param name="Rule">anchor, session_missing, opening, equity, residual or cumulative.</param>
/// <param name="Message">What was found and what should be, in words for the operator.</param>
public sealed record SnapshotFault(Guid PortfolioId, DateOnly Session, string Rule, string Message);

/// <summary>What a verification looked at and found.</summary>
/// <param name="Portfolios">How many chains.</param>
/// <param name="Snapshots">How many snapshots.</param>
/// <param name="Faults">What cannot be.</param>
public sealed record SnapshotVerification(int Portfolios, int Snapshots, IReadOnlyList<SnapshotFault> Faults);

/// <summary>
/// Checks chains of snapshots: the first is the anchor and its equity the owner's balance; one row for each session after it; each opens as the one before closed;
/// its equity is opening + flows + P&amp;L; its residual is 0 to the cent; P&amp;L adds up. A leveraged book is not a fault.
/// </summary>
/// <remarks>Side effects: none.</remarks>
public sealed class VerifySnapshots(ISnapshotStore snapshots, TradingCalendar calendar)
{
    // A cent's half: below it a figure is the same to the cent.
    private const decimal Tolerance = 0.005m;
    private const int PortfoliosAtOnce = 100;

    /// <summary>Checks the chain of one active portfolio, or those of all.</summary>
    /// <returns>What was found; ERR_PORT_012 when there is no such portfolio.</returns>
    public async Task<Result<SnapshotVerification>> HandleAsync(Guid? portfolioId, CancellationToken cancellationToken)
    {
        var (portfolios, count) = (0, 0);
        List<SnapshotFault> faults = [];
        var after = Guid.Empty;
        while (await snapshots.ChainsAsync(portfolioId, after, PortfoliosAtOnce, cancellationToken) is { Count: > 0 } chains)
        {
            foreach (var chain in chains)
            {
                portfolios++;
                count += chain.Snapshots.Count;
                faults.AddRange(FaultsOf(chain));
            }

            after = chains[^1].Portfolio.Id;
            if (portfolioId is not null)
            {
                break;
            }
        }

        return portfolioId is not null && portfolios == 0 ? Portfolio.NotFound() : new SnapshotVerification(portfolios, count, faults);
    }

    private IEnumerable<SnapshotFault> FaultsOf(SnapshotHistory chain)
    {
        if (chain.Snapshots is not [var first, ..])
        {
            yield break;
        }

        if (!first.IsAnchor || first.Session != chain.Portfolio.EquityAsOf || first.Equity != chain.Portfolio.EquityBalance)
        {
            yield return Fault(first, "anchor", $"the chain begins with {Money(first.Equity)} at {Iso(first.Session)}; the balance given is {Money(chain.Portfolio.EquityBalance)} at {Iso(chain.Portfolio.EquityAsOf)}");
        }

        foreach (var (before, snapshot) in chain.Snapshots.Zip(chain.Snapshots.Skip(1)))
        {
            foreach (var fault in FaultsOf(before, snapshot))
            {
                yield return fault;
            }
        }
    }

    private IEnumerable<SnapshotFault> FaultsOf(PortfolioSnapshot before, PortfolioSnapshot snapshot)
    {
        if (calendar.NextSession(before.Session) is var next && snapshot.Session != next)
        {
            yield return Fault(snapshot, "session_missing", $"there is no snapshot of {Iso(next)}");
        }

        if (snapshot.OpeningEquity != before.Equity)
        {
            yield return Fault(snapshot, "opening", $"it opens with {Money(snapshot.OpeningEquity)}; {Iso(before.Session)} closed with {Money(before.Equity)}");
        }

        if (snapshot.OpeningEquity + snapshot.Flows + snapshot.DayPnl is var equity && Math.Abs(snapshot.Equity - equity) >= Tolerance)
        {
            yield return Fault(snapshot, "equity", $"its equity is {Money(snapshot.Equity)}; opening, flows and P&L make {Money(equity)}");
        }

        if (Math.Abs(snapshot.Residual) >= Tolerance)
        {
            yield return Fault(snapshot, "residual", $"{Money(snapshot.Residual)} of the book's change is unexplained: a price was restated, or a position entered with hindsight");
        }

        if (before.CumulativePnl + snapshot.DayPnl is var cumulative && Math.Abs(snapshot.CumulativePnl - cumulative) >= Tolerance)
        {
            yield return Fault(snapshot, "cumulative", $"its P&L since the anchor is {Money(snapshot.CumulativePnl)}; the days add up to {Money(cumulative)}");
        }
    }

    private static SnapshotFault Fault(PortfolioSnapshot snapshot, string rule, string message) => new(snapshot.PortfolioId, snapshot.Session, rule, message);

    private static string Money(decimal amount) => amount.ToString("0.00##", CultureInfo.InvariantCulture);

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
