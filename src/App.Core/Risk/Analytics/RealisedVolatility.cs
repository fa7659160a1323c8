using System.Globalization;
using App.Core.Risk.Formulas;

namespace App.Core.Risk.Analytics;

/// <summary>The annual volatility of the last 21 and 63 returns: of the book at today's weights, and of each symbol.</summary>
/// <remarks>An option moves with its underlying, by its delta. Holdings whose symbol has fewer than 63 returns in a year are left out; the coverage says how much that is.</remarks>
public sealed class RealisedVolatility : IAnalytic
{
    private static readonly int[] Windows = [21, 63];

    /// <inheritdoc/>
    public string Id => "volatility";

    /// <inheritdoc/>
    public string Name => "Realised volatility";

    /// <inheritdoc/>
    public RiskResult Compute(RiskData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var known = data.Holdings.Select(holding => holding.MovesWith).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .ToDictionary(symbol => symbol, symbol => Known(data.Returns.Of(symbol)), StringComparer.Ordinal);
        return new RiskResult(Id, Book(data, known), [.. known.Select(each => new RiskRow(each.Key, Figures(each.Value, null)))]);
    }

    private static Dictionary<string, RiskFigure> Book(RiskData data, Dictionary<string, double[]> known)
    {
        if (data.Equity <= 0)
        {
            return All(RiskFigure.Unknown("ratio", "The equity is not positive, so there are no weights."));
        }

        var covered = data.Holdings.Where(holding => holding.IsCash
            || (holding.DeltaAdjusted is not null && holding.MovesWith is { } symbol && known[symbol].Length >= Windows[^1])).ToList();
        return covered.Count == 0
            ? All(RiskFigure.Unknown("ratio", data.Holdings.Count == 0 ? "Nothing is held." : $"No holding has {Windows[^1]} returns in a year."))
            : Figures(Known(BookReturns.Of(data, covered)), data.CoverageOf(covered));
    }

    private static Dictionary<string, RiskFigure> All(RiskFigure figure) => Windows.ToDictionary(NameOf, _ => figure, StringComparer.Ordinal);

    private static Dictionary<string, RiskFigure> Figures(double[] returns, double? coverage) =>
        Windows.ToDictionary(NameOf, window => Figure(returns, window, coverage), StringComparer.Ordinal);

    private static RiskFigure Figure(double[] returns, int window, double? coverage)
    {
        var words = string.Create(CultureInfo.InvariantCulture, $"{window} returns");
        return returns.Length < window
            ? RiskFigure.Unknown("ratio", string.Create(CultureInfo.InvariantCulture, $"{returns.Length} returns in a year; {window} are needed.")) with { Window = words, Observations = returns.Length, Coverage = coverage }
            : new RiskFigure(SampleStatistics.AnnualVolatility(returns.AsSpan(^window..)), "ratio") { Window = words, Observations = window, Coverage = coverage };
    }

    private static double[] Known(ReadOnlySpan<double?> returns)
    {
        List<double> known = [];
        foreach (var value in returns)
        {
            if (value is { } one)
            {
                known.Add(one);
            }
        }

        return [.. known];
    }

    private static string NameOf(int window) => string.Create(CultureInfo.InvariantCulture, $"realised_{window}");
}
