using App.Core.Portfolios;
using App.Core.Results;
using App.Core.Risk.Formulas;
using App.Core.Snapshots;

namespace App.Core.Risk;

/// <summary>Exposure of one class, in dollars.</summary>
/// <param name="Class">The class.</param>
/// <param name="Totals">Long, short, gross, net.</param>
/// <param name="Share">Net over equity; unknown when equity is not positive.</param>
/// <param name="Positions">Open positions of the class.</param>
public sealed record ClassExposure(InvestmentClass Class, ExposureTotals Totals, Measure<double> Share, int Positions);

/// <summary>What a portfolio is exposed to at its newest session, on the market-value basis.</summary>
/// <param name="AsOf">The session.</param>
/// <param name="Equity">Equity at its close.</param>
/// <param name="Totals">Long, short, gross, net.</param>
/// <param name="Leverage">Gross over equity.</param>
/// <param name="Classes">By class, the largest gross first.</param>
/// <param name="Coverage">Share of gross exposure whose price is of the session or a model's; 1 when there is no exposure.</param>
public sealed record PortfolioExposures(
    DateOnly AsOf, decimal Equity, ExposureTotals Totals, Measure<double> Leverage, IReadOnlyList<ClassExposure> Classes, double Coverage);

/// <summary>What a portfolio is exposed to.</summary>
/// <remarks>Side effects: none. Errors: ERR_PORT_012. The value is null before the first calculation.</remarks>
public sealed class GetExposures(IPortfolioStore portfolios, ISnapshotStore snapshots, IPositionValueStore values)
{
    /// <summary>Sums the stored position values.</summary>
    public async Task<Result<PortfolioExposures?>> HandleAsync(Guid ownerId, Guid portfolioId, CancellationToken cancellationToken)
    {
        if (await portfolios.FindAsync(ownerId, portfolioId, cancellationToken) is null)
        {
            return Portfolio.NotFound();
        }

        var rows = await values.ListAsync(ownerId, portfolioId, cancellationToken);
        if (rows.Count == 0 || (await snapshots.ListAsync(ownerId, portfolioId, null, rows[0].Session, 1, cancellationToken)).Items is not [var snapshot])
        {
            return Result<PortfolioExposures?>.Of(null);
        }

        var positions = await portfolios.PositionsAsync(ownerId, portfolioId, cancellationToken);
        return Sum(snapshot.Session, snapshot.Equity, positions, rows);
    }

    /// <summary>Sums position values, closed ones left out.</summary>
    public static PortfolioExposures Sum(DateOnly asOf, decimal equity, IReadOnlyList<Position> positions, IReadOnlyList<PositionValue> values)
    {
        ArgumentNullException.ThrowIfNull(positions);
        ArgumentNullException.ThrowIfNull(values);
        var byId = positions.ToDictionary(position => position.Id);
        var open = values.Where(value => value.IsOpen && byId.ContainsKey(value.PositionId)).ToList();
        var totals = Exposure.Total([.. open.Select(value => value.MarketValue)]);
        var known = open.Where(value => !value.NeedsPriceUpdate).Sum(value => Math.Abs(value.MarketValue));
        var classes = open
            .GroupBy(value => byId[value.PositionId].Class)
            .Select(group =>
            {
                var sum = Exposure.Total([.. group.Select(value => value.MarketValue)]);
                return new ClassExposure(group.Key, sum, Exposure.ShareOfEquity(sum.Net, equity), group.Count());
            })
            .OrderByDescending(exposure => exposure.Totals.Gross)
            .ToList();
        return new PortfolioExposures(
            asOf, equity, totals, Exposure.Leverage(totals.Gross, equity), classes, totals.Gross == 0 ? 1 : (double)(known / totals.Gross));
    }
}
