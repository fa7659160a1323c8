using System.Globalization;
using App.Core.Risk.Formulas;

namespace App.Core.Risk.Analytics;

/// <summary>
/// The annual volatility of the last 21 and 63 returns: of the book at today's weights, and of each symbol; what is to be expected of the next 21; whether it rises; where it
/// stands within a year.
/// </summary>
/// <remarks>
/// An option moves with its underlying, by its delta. Holdings whose symbol has fewer than 63 returns in a year are left out, and as few more as it takes to have 63 sessions on which all
/// have one; the coverage says how much is in.
/// </remarks>
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
            return new RiskResult(Id, All(RiskFigure.Unknown("ratio", reason) with { Observations = 0, Coverage = data.CoverageOf(covered) }), rows);
        }

        var (kept, series) = BookReturns.Standing(data, covered, Windows[^1]);
        return new RiskResult(Id, Whole(ReturnTable.Known(series), data.CoverageOf(kept)), rows) { Tables = [History(data.Returns.Sessions, series)] };
    }

    /// <summary>What the trend of volatility is called: rising or falling when a line explains more than .3 of the values, else no trend.</summary>
    public static string TrendWord(LinearFit line) => !(line.RSquared > RollingVolatility.TrendRSquared) ? "no trend" : line.Slope switch { > 0 => "rising", < 0 => "falling", _ => "no trend" };

    /// <summary>The volatility of 21 and of 63 returns as it was at each week's end, for today's weights; that of 63 begins later.</summary>
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

        double[][] rolling = [.. Windows.Select(window => RollingVolatility.Of(ReturnTable.Known(series), window))];
        var ends = days.TakeLast(rolling[0].Length).ToList();
        return new RiskTable("history", "ratio", [.. Windows.Select(NameOf)], [.. Enumerable.Range(0, ends.Count)
            .Where(i => (ends.Count - 1 - i) % HistoryStep == 0)
            .Select(i => new RiskTableRow(ends[i].ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), [.. rolling.Select(values => At(values, ends.Count - 1 - i))]))]);

        // Counted back from the last, where all windows end.
        static double? At(double[] values, int back) => back < values.Length ? values[^(back + 1)] : null;
    }

    private static Dictionary<string, RiskFigure> Whole(double[] returns, double coverage)
    {
        var figures = Figures(returns, coverage);
        figures[Expected] = HarModel.ExpectedVolatility(returns) is var (volatility, model)
            ? new RiskFigure(volatility, "ratio")
            {
                Window = WindowOf(Expected),
                Observations = model.Fit.Observations,
                Coverage = coverage,
                RSquared = model.Fit.RSquared,
                Note = model.Fit.RSquared is null ? Notes.Still : null,
            }
            : RiskFigure.Unknown("ratio", TooFew(string.Create(CultureInfo.InvariantCulture, $"{returns.Length} returns in a year; {HarModel.FewestReturns} that move are needed."))) with
            { Window = WindowOf(Expected), Observations = returns.Length, Coverage = coverage };
        var rolling = RollingVolatility.Of(returns, Windows[0]);
        figures[Trend] = RollingVolatility.Trend(rolling) is { } line
            ? new RiskFigure(line.Slope, "ratio")
            {
                Window = WindowOf(Trend),
                Observations = line.Observations,
                Coverage = coverage,
                RSquared = line.RSquared,
                Words = TrendWord(line),
                Note = line.RSquared is null ? "No R²: the volatility never moved, so there is nothing to explain." : null,
            }
            : RiskFigure.Unknown("ratio", TooFew(string.Create(CultureInfo.InvariantCulture, $"{rolling.Length} values of 21 returns; {RollingVolatility.TrendLength} are needed."))) with
            { Window = WindowOf(Trend), Observations = rolling.Length, Coverage = coverage };
        figures[Percentile] = new RiskFigure(RollingVolatility.Percentile(rolling), "ratio")
        {
            Window = WindowOf(Percentile),
            Observations = Math.Max(0, rolling.Length - 1),
            Coverage = coverage,
            Reason = rolling.Length < 2 ? string.Create(CultureInfo.InvariantCulture, $"{rolling.Length} values of 21 returns; two are needed.") : null,
            Cause = rolling.Length < 2 ? UnknownCause.TooFewReturns : null,
        };
        return figures;
    }

    private static Dictionary<string, RiskFigure> All(RiskFigure figure) =>
        Windows.Select(window => (Name: NameOf(window), Window: WordsOf(window))).Concat(new[] { Expected, Trend, Percentile }.Select(name => (Name: name, Window: WindowOf(name))))
            .ToDictionary(each => each.Name, each => figure with { Window = each.Window }, StringComparer.Ordinal);

    private static string WindowOf(string figure) => figure switch { Expected => "next 21 sessions", Trend => "21 sessions", _ => "1 year" };

    private static string WordsOf(int window) => string.Create(CultureInfo.InvariantCulture, $"{window} returns");

    private static Dictionary<string, RiskFigure> Figures(double[] returns, double? coverage) =>
        Windows.ToDictionary(NameOf, window => Figure(returns, window, coverage), StringComparer.Ordinal);

    // Of one symbol the coverage is all or nothing.
    private static RiskFigure Figure(double[] returns, int window, double? ofBook)
    {
        var coverage = ofBook ?? (returns.Length < window ? 0 : 1);
        var words = WordsOf(window);
        return returns.Length < window
            ? RiskFigure.Unknown("ratio", TooFew(string.Create(CultureInfo.InvariantCulture, $"{returns.Length} returns in a year; {window} are needed."))) with { Window = words, Observations = returns.Length, Coverage = coverage }
            : new RiskFigure(SampleStatistics.AnnualVolatility(returns.AsSpan(^window..)), "ratio") { Window = words, Observations = window, Coverage = coverage };
    }

    private static RiskReason TooFew(string text) => new(UnknownCause.TooFewReturns, text);

    private static string NameOf(int window) => string.Create(CultureInfo.InvariantCulture, $"realised_{window}");
}
