using App.Core.Risk.Formulas;

namespace App.Core.Risk.Analytics;

/// <summary>
/// What the book is exposed to on both bases, never mixed in one total: market value, what positions would fetch; delta-adjusted, what they move like, by leg and netted by
/// underlying. By class, by sector and by underlying too.
/// </summary>
/// <remarks>See docs/formulas/exposure.md. An option without a price of its underlying has no delta-adjusted exposure; the coverage of that basis says how much of the market value is in it, and with nothing but such options it is unknown.</remarks>
public sealed class Exposures : IAnalytic
{
    /// <summary>Underlyings listed at most, the largest; the others are added up in one row.</summary>
    public const int MostUnderlyings = 200;

    /// <summary>The row of the underlyings that are not listed.</summary>
    public const string Others = "(others)";

    // Of the delta basis how many positions of a row are in none of its sums: a sum of a part is told from one of all.
    private static readonly string[] Columns = ["positions", "market_long", "market_short", "market_net", "delta_left_out", "delta_long", "delta_short", "delta_net"];

    /// <inheritdoc/>
    public string Id => "exposures";

    /// <inheritdoc/>
    public string Name => "Exposures";

    /// <inheritdoc/>
    public RiskResult Compute(RiskData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var known = data.Holdings.Where(holding => holding.DeltaAdjusted is not null).ToList();
        var market = Exposure.Total([.. data.Holdings.Select(holding => holding.MarketValue)]);
        var coverage = market.Gross == 0 ? 1 : (double)(known.Sum(holding => Math.Abs(holding.MarketValue)) / market.Gross);
        Dictionary<string, RiskFigure> figures = new(StringComparer.Ordinal);
        var isKnown = known.Count > 0 || data.Holdings.Count == 0;
        Add("market", market, data.MarketCoverage);
        Add("delta", isKnown ? Exposure.Total([.. known.Select(holding => holding.DeltaAdjusted!.Value)]) : null, coverage);
        Add("netted", isKnown ? Exposure.NettedByUnderlying(known.Select(holding => (Underlying(holding), holding.DeltaAdjusted!.Value))) : null, coverage);
        return new RiskResult(Id, figures, [])
        {
            Tables =
            [
                Table("by_class", data.Holdings.GroupBy(holding => holding.Class.ToString(), StringComparer.Ordinal)),
                Table("by_sector", data.Holdings.GroupBy(holding => holding.Sector, StringComparer.Ordinal)),
                ByUnderlying(data),
                new RiskTable("positions", "usd", ["delta_adjusted"], [.. known.Where(holding => holding.IsOption).Select(holding => new RiskTableRow(holding.PositionId.ToString(), [(double)holding.DeltaAdjusted!.Value]))]),
            ],
        };

        void Add(string basis, ExposureTotals? totals, double covered)
        {
            AddDollars("long", totals?.Long);
            AddDollars("short", totals?.Short);
            AddDollars("gross", totals?.Gross);
            AddDollars("net", totals?.Net);
            figures[basis + "_leverage"] = data.OfTheDay(
                totals is { } known ? RiskFigure.Of(Exposure.Leverage(known.Gross, data.Equity), "ratio", UnknownCause.NoEquity) : RiskFigure.Unknown("ratio", Holdings.NoOptionPriced), covered);

            void AddDollars(string side, decimal? amount) => figures[$"{basis}_{side}"] = data.OfTheDay(
                amount is { } dollars ? new RiskFigure((double)dollars, "usd") : RiskFigure.Unknown("usd", Holdings.NoOptionPriced), covered);
        }
    }

    private static string Underlying(RiskHolding holding) => holding.MovesWith ?? holding.Symbol;

    private static RiskTable ByUnderlying(RiskData data)
    {
        var all = data.Holdings.GroupBy(Underlying, StringComparer.Ordinal).OrderByDescending(Size).ThenBy(group => group.Key, StringComparer.Ordinal).ToList();
        var listed = Table("by_underlying", all.Take(MostUnderlyings));
        return all.Count <= MostUnderlyings
            ? listed
            : listed with { Rows = [.. listed.Rows, .. Table("by_underlying", all.Skip(MostUnderlyings).SelectMany(group => group).GroupBy(_ => Others, StringComparer.Ordinal)).Rows] };
    }

    private static RiskTable Table(string id, IEnumerable<IGrouping<string, RiskHolding>> groups) => new(
        id, "usd", Columns, [.. groups.OrderByDescending(Size).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => new RiskTableRow(group.Key, Values([.. group])))]);

    private static decimal Size(IEnumerable<RiskHolding> holdings) => holdings.Sum(holding => Math.Max(Math.Abs(holding.MarketValue), Math.Abs(holding.DeltaAdjusted ?? 0)));

    private static double?[] Values(List<RiskHolding> holdings)
    {
        var market = Exposure.Total([.. holdings.Select(holding => holding.MarketValue)]);
        var known = holdings.FindAll(holding => holding.DeltaAdjusted is not null);
        var delta = known.Count == 0 ? (ExposureTotals?)null : Exposure.Total([.. known.Select(holding => holding.DeltaAdjusted!.Value)]);
        return [holdings.Count, (double)market.Long, (double)market.Short, (double)market.Net, holdings.Count - known.Count, (double?)delta?.Long, (double?)delta?.Short, (double?)delta?.Net];
    }
}
