using App.Core.Risk.Formulas;

namespace App.Core.Risk.Analytics;

/// <summary>How much of the book hangs on few symbols, sectors and classes, by absolute market value. An option counts with its underlying.</summary>
/// <remarks>The coverage is the share that has a price of the session; by sector, the share that a source has named a sector of, or that is a fund.</remarks>
public sealed class ConcentrationOfSymbols : IAnalytic
{
    private const int MostRows = 25;

    private static readonly RiskReason NoSector = new(UnknownCause.NoSector, "No source has named a sector of anything that is held.");

    /// <inheritdoc/>
    public string Id => "concentration";

    /// <inheritdoc/>
    public string Name => "Concentration";

    /// <inheritdoc/>
    public RiskResult Compute(RiskData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var bySymbol = Sizes(data, holding => holding.MovesWith ?? holding.Symbol);
        var figures = new Dictionary<string, RiskFigure>(StringComparer.Ordinal);
        var (priced, gross) = (data.MarketCoverage, bySymbol.Sum(each => each.Size));
        var bySector = Sizes(data, holding => holding.Sector);
        var named = gross > 0 ? (double)(1 - bySector.Where(each => each.Key == GicsSectors.Unclassified).Sum(each => each.Size) / gross) : 1;
        Add("symbol", bySymbol, priced);

        // What has no sector is a group of its own; when it is all there is, that is no concentration but a want of data.
        Add("sector", named > 0 ? bySector : [], named, named > 0 ? Holdings.NothingHeld : NoSector);
        Add("class", Sizes(data, holding => holding.Class.ToString()), priced);
        return new RiskResult(Id, figures, [.. bySymbol.Where(each => gross > 0).Take(MostRows).Select(each => new RiskRow(
            each.Key, new Dictionary<string, RiskFigure>(StringComparer.Ordinal) { ["share"] = data.OfTheDay(new((double)(each.Size / gross), "ratio"), priced) }))]);

        void Add(string by, List<(string Key, decimal Size)> sizes, double coverage, RiskReason? reason = null)
        {
            var found = Concentration.Of(sizes.ConvertAll(each => each.Size));
            var suffix = by == "symbol" ? "" : "_by_" + by;
            figures[$"hhi_by_{by}"] = Figure(found?.Herfindahl, "points");
            figures[$"effective_number_by_{by}"] = Figure(found?.EffectiveNumber, "count");
            figures["top_3" + suffix] = Figure(found?.Top3, "ratio");
            figures["top_10" + suffix] = Figure(found?.Top10, "ratio");

            RiskFigure Figure(double? value, string unit) => data.OfTheDay(value is null ? RiskFigure.Unknown(unit, reason ?? Holdings.NothingHeld) : new RiskFigure(value, unit), coverage);
        }
    }

    private static List<(string Key, decimal Size)> Sizes(RiskData data, Func<RiskHolding, string> by) =>
        [.. data.Holdings.GroupBy(by, StringComparer.Ordinal)
            .Select(group => (group.Key, Size: group.Sum(holding => Math.Abs(holding.MarketValue))))
            .OrderByDescending(each => each.Size).ThenBy(each => each.Key, StringComparer.Ordinal)];
}
