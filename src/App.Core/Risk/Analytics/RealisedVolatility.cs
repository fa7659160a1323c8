using System.Globalization;
using App.Core.Risk.Formulas;

namespace App.Core.Risk.Analytics;

/// <summary>
/// The annual volatility of the last 21 and 63 returns: of the book at today's weights, and of each symbol; what is to be expected of the next 21; whether it rises; where it
/// stands within a year.
/// </summary>
/// <remarks>An option moves with its underlying, by its delta. Holdings whose symbol has fewer than 63 returns in a year are left out; the coverage says how much that is.</remarks>
public sealed class RealisedVolatility : IAnalytic
{
    private const string Expected = "expected_21";
    private const string Trend = "trend_per_session";
    private const string Percentile = "percentile";

    // Of the line that is drawn a point a week is enough.
    private const int HistoryStep = 5;

    private static readonly int[] Windows = [21, 63];

    /// <inheritdoc/>
    public string Id => "volatility";

    /// <inheritdoc/>
    public string Name => "Volatility";

    /// <inheritdoc/>
    public RiskResult Compute(RiskData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var known = data.Holdings.Select(holding => holding.MovesWith).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .ToDictionary(symbol => symbol, symbol => ReturnTable.Known(data.Returns.Of(symbol)), StringComparer.Ordinal);
        RiskRow[] rows = [.. known.Select(each => new RiskRow(each.Key, Figures(each.Value, null)))];
        var covered = data.Covered(symbol => known[symbol].Length >= Windows[^1]);
        if (data.WhyNothing(covered, $"No holding has {Windows[^1]} returns in a year.") is { } reason)
        {
            return new RiskResult(Id, All(RiskFigure.Unknown("ratio", reason)), rows);
        }

        var series = BookReturns.Of(data, covered);
        return new RiskResult(Id, Whole(ReturnTable.Known(series), data.CoverageOf(covered)), rows) { Tables = [History(data.Returns.Sessions, series)] };
    }

    /// <summary>The volatility of 21 returns as it was at each week's end, for today's weights.</summary>
    private static RiskTable History(ReadOnlySpan<DateOnly> sessions, double?[] series)
    {
        List<DateOnly> days = [];
        for (var i = 0; i < sessions.Length; i++)
        {
            if (series[i] is not null)
            {
                days.Add(sessions[i]);
            }
        }

        var rolling = RollingVolatility.Of(ReturnTable.Known(series), Windows[0]);
        var ends = days.TakeLast(rolling.Length).ToList();
        return new RiskTable("history", "ratio", [NameOf(Windows[0])], [.. Enumerable.Range(0, rolling.Length)
            .Where(i => (rolling.Length - 1 - i) % HistoryStep == 0)
            .Select(i => new RiskTableRow(ends[i].ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), [rolling[i]]))]);
    }

    private static Dictionary<string, RiskFigure> Whole(double[] returns, double coverage)
    {
        var figures = Figures(returns, coverage);
        figures[Expected] = HarModel.ExpectedVolatility(returns) is var (volatility, model)
            ? new RiskFigure(volatility, "ratio") { Window = "next 21 sessions", Observations = model.Fit.Observations, Coverage = coverage, RSquared = model.Fit.RSquared }
            : RiskFigure.Unknown("ratio", TooFew(string.Create(CultureInfo.InvariantCulture, $"{returns.Length} returns in a year; {HarModel.FewestReturns} that move are needed."))) with { Coverage = coverage };
        var rolling = RollingVolatility.Of(returns, Windows[0]);
        figures[Trend] = RollingVolatility.Trend(rolling) is { } line
            ? new RiskFigure(line.RSquared > RollingVolatility.TrendRSquared ? line.Slope : 0, "ratio") { Window = "21 sessions", Observations = line.Observations, Coverage = coverage, RSquared = line.RSquared }
            : RiskFigure.Unknown("ratio", TooFew(string.Create(CultureInfo.InvariantCulture, $"{rolling.Length} values of 21 returns; {RollingVolatility.TrendLength} are needed."))) with { Coverage = coverage };
        figures[Percentile] = new RiskFigure(RollingVolatility.Percentile(rolling), "ratio")
        {
            Window = "1 year",
            Observations = rolling.Length,
            Coverage = coverage,
            Reason = rolling.Length < 2 ? string.Create(CultureInfo.InvariantCulture, $"{rolling.Length} values of 21 returns; two are needed.") : null,
            Cause = rolling.Length < 2 ? UnknownCause.TooFewReturns : null,
        };
        return figures;
    }

    private static Dictionary<string, RiskFigure> All(RiskFigure figure) => Windows.Select(NameOf).Concat([Expected, Trend, Percentile]).ToDictionary(name => name, _ => figure, StringComparer.Ordinal);

    private static Dictionary<string, RiskFigure> Figures(double[] returns, double? coverage) =>
        Windows.ToDictionary(NameOf, window => Figure(returns, window, coverage), StringComparer.Ordinal);

    private static RiskFigure Figure(double[] returns, int window, double? coverage)
    {
        var words = string.Create(CultureInfo.InvariantCulture, $"{window} returns");
        return returns.Length < window
            ? RiskFigure.Unknown("ratio", TooFew(string.Create(CultureInfo.InvariantCulture, $"{returns.Length} returns in a year; {window} are needed."))) with { Window = words, Observations = returns.Length, Coverage = coverage }
            : new RiskFigure(SampleStatistics.AnnualVolatility(returns.AsSpan(^window..)), "ratio") { Window = words, Observations = window, Coverage = coverage };
    }

    private static RiskReason TooFew(string text) => new(UnknownCause.TooFewReturns, text);

    private static string NameOf(int window) => string.Create(CultureInfo.InvariantCulture, $"realised_{window}");
}
