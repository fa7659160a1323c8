using App.Core.Risk.Formulas;

namespace App.Core.Risk.Analytics;

/// <summary>How much of the book hangs on few symbols, sectors and classes, by absolute market value. An option counts with its underlying.</summary>
public sealed class ConcentrationOfSymbols : IAnalytic
{
    private const int MostRows = 25;

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
        Add("symbol", bySymbol);
        Add("sector", Sizes(data, holding => holding.Sector));
        Add("class", Sizes(data, holding => holding.Class.ToString()));
        var gross = bySymbol.Sum(each => each.Size);
        return new RiskResult(Id, figures, [.. bySymbol.Where(each => gross > 0).Take(MostRows).Select(each => new RiskRow(
            each.Key, new Dictionary<string, RiskFigure>(StringComparer.Ordinal) { ["share"] = new((double)(each.Size / gross), "ratio") }))]);

        void Add(string by, List<(string Key, decimal Size)> sizes)
        {
            var found = Concentration.Of(sizes.ConvertAll(each => each.Size));
            figures[$"hhi_by_{by}"] = Figure(found?.Herfindahl, "points");
            figures[$"effective_number_by_{by}"] = Figure(found?.EffectiveNumber, "count");
            if (by == "symbol")
            {
                figures["top_3"] = Figure(found?.Top3, "ratio");
                figures["top_10"] = Figure(found?.Top10, "ratio");
            }
        }
    }

    private static RiskFigure Figure(double? value, string unit) => new(value, unit) { Reason = value is null ? "Nothing is held." : null, Cause = value is null ? UnknownCause.NothingHeld : null };

    private static List<(string Key, decimal Size)> Sizes(RiskData data, Func<RiskHolding, string> by) =>
        [.. data.Holdings.GroupBy(by, StringComparer.Ordinal)
            .Select(group => (group.Key, Size: group.Sum(holding => Math.Abs(holding.MarketValue))))
            .OrderByDescending(each => each.Size).ThenBy(each => each.Key, StringComparer.Ordinal)];
}
