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
    DateOnly AsOf, decimal Equity, ExposureTotals Totals, Measure<double> Leverage, IReadOnlyList<ClassExposure> Classes, double Coverage)
{
    /// <summary>Open positions with a positive quantity.</summary>
    public int LongCount { get; init; }

    /// <summary>Open positions with a negative quantity.</summary>
    public int ShortCount { get; init; }

    /// <summary>Open positions.</summary>
    public int Count => Classes.Sum(one => one.Positions);
}

/// <summary>What a portfolio is exposed to.</summary>
/// <remarks>Side effects: none. Errors: ERR_PORT_012. The value is null before the first calculation.</remarks>
public sealed class GetExposures(GetOverview overview)
{
    /// <summary>Sums the position values of a session.</summary>
    /// <param name="ownerId">Who asks.</param>
    /// <param name="portfolioId">The portfolio.</param>
    /// <param name="session">The session; null for the newest. Of a day between sessions those of the one before.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Result<PortfolioExposures?>> HandleAsync(Guid ownerId, Guid portfolioId, DateOnly? session, CancellationToken cancellationToken) =>
        (await overview.HandleAsync(ownerId, portfolioId, session, cancellationToken)).Match(found => Result<PortfolioExposures?>.Of(found.Exposures), errors => Result<PortfolioExposures?>.Failed(errors));

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
            asOf, equity, totals, Exposure.Leverage(totals.Gross, equity), classes, totals.Gross == 0 ? 1 : (double)(known / totals.Gross))
        {
            LongCount = open.Count(value => byId[value.PositionId].Quantity > 0),
            ShortCount = open.Count(value => byId[value.PositionId].Quantity < 0),
        };
    }
}
