using System.Globalization;
using App.Core.Risk.Formulas;

namespace App.Core.Risk.Analytics;

/// <summary>How the book moves with one series: Σ delta-adjusted exposure × β over equity, each β the least-squares slope of 90 days of returns, and beside it of 252 sessions.</summary>
/// <remarks>
/// The slope of the book's own return at today's weights on the same days gives R² and standard error; it equals the sum when every holding has a return on every day. Where too few
/// days are left on which all have one, R² and error are of the part of the book that has enough, and the note says so. Observations are those of the slope that has the fewest.
/// Figures and rows have <c>beta</c>, of the short window, which tells of the book as it moves now, and <c>beta_year</c>, of the long one, whose error is about half as large.
/// </remarks>
/// <param name="id">The analytic's id.</param>
/// <param name="name">Its name.</param>
/// <param name="factor">The factor whose fund is the series.</param>
public sealed class BetaTo(string id, string name, string factor) : IAnalytic
{
    /// <summary>The window of <c>beta</c>, in calendar days.</summary>
    public const int Days = 90;

    /// <summary>The fewest returns that a slope is taken of, in either window.</summary>
    public const int FewestReturns = 30;

    /// <summary>To the market's fund.</summary>
    public static BetaTo Market { get; } = new("market_beta", "Market beta", RiskSettings.MarketFactor);

    /// <summary>To the fund of long Treasury bonds. Positive gains when rates fall.</summary>
    public static BetaTo InterestRate { get; } = new("interest_rate_beta", "Interest-rate beta", RiskSettings.RateFactor);

    /// <inheritdoc/>
    public string Id => id;

    /// <inheritdoc/>
    public string Name => name;

    /// <summary>How much a book moves with rates, in words: |β| under .05 very low, .15 low, .30 moderate, .50 high, else very high.</summary>
    public static string RateWord(double beta) => Math.Abs(beta) switch { < 0.05 => "very low", < 0.15 => "low", < 0.3 => "moderate", < 0.5 => "high", _ => "very high" };

    /// <inheritdoc/>
    public RiskResult Compute(RiskData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var benchmark = data.Settings.Factor(factor).Symbol;
        string[] symbols = [.. data.Holdings.Select(holding => holding.MovesWith).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Dictionary<string, RiskFigure> book = new(StringComparer.Ordinal);
        var rows = Array.ConvertAll(symbols, _ => new Dictionary<string, RiskFigure>(StringComparer.Ordinal));
        foreach (var window in Windows(data))
        {
            var fits = symbols.ToDictionary(symbol => symbol, symbol => Fit(data.Returns, benchmark, symbol, window.From), StringComparer.Ordinal);
            book[window.Figure] = Book(data, benchmark, fits, window);
            for (var i = 0; i < rows.Length; i++)
            {
                rows[i][window.Figure] = Single(benchmark, fits[symbols[i]].Fit, fits[symbols[i]].Count, window);
            }
        }

        return new RiskResult(id, book, [.. symbols.Zip(rows, (symbol, figures) => new RiskRow(symbol, figures))]);
    }

    private static Window[] Windows(RiskData data) =>
    [
        new("beta", string.Create(CultureInfo.InvariantCulture, $"{Days} days"), data.Returns.IndexOf(data.Session.AddDays(-Days))),
        new("beta_year", string.Create(CultureInfo.InvariantCulture, $"{ReturnTable.Year} sessions"), 0),
    ];

    private RiskFigure Book(RiskData data, string benchmark, Dictionary<string, (LinearFit? Fit, int Count)> fits, Window window)
    {
        var covered = data.Covered(symbol => fits[symbol].Fit is not null);
        if (data.WhyNothing(covered, $"No holding has {FewestReturns} returns together with {benchmark} in {window.Words}.") is { } reason)
        {
            return RiskFigure.Unknown("ratio", reason) with { Window = window.Words, Observations = 0, Coverage = data.CoverageOf(covered) };
        }

        var weights = data.Weights(covered);
        var beta = weights.Sum(each => each.Weight * fits[each.Symbol].Fit!.Value.Slope);
        var (kept, book) = BookReturns.Standing(data, covered, FewestReturns, data.Returns.Of(benchmark), window.From);
        var (x, y) = ReturnTable.Pairs(data.Returns.Of(benchmark), book, window.From);
        var fit = x.Length < FewestReturns ? null : LinearFit.Of(x, y);
        return new RiskFigure(beta, "ratio")
        {
            Window = window.Words,
            Observations = weights.Select(each => fits[each.Symbol].Count).DefaultIfEmpty(x.Length).Min(),
            Coverage = data.CoverageOf(covered),
            Words = factor == RiskSettings.RateFactor ? RateWord(beta) : null,
            Note = Notes.OfFit(covered, kept, fit is not null, fit?.RSquared, x.Length, FewestReturns),
            RSquared = fit?.RSquared,
            StandardError = fit?.StandardError,
        };
    }

    private static RiskFigure Single(string benchmark, LinearFit? fit, int count, Window window) => fit is not { } known
        ? RiskFigure.Unknown("ratio", count < FewestReturns
            ? new RiskReason(UnknownCause.TooFewReturns, string.Create(CultureInfo.InvariantCulture, $"{count} returns together with {benchmark} in {window.Words}; {FewestReturns} are needed."))
            : new RiskReason(UnknownCause.NothingMoves, $"{benchmark} did not move.")) with
        { Window = window.Words, Observations = count, Coverage = 0 }
        : new RiskFigure(known.Slope, "ratio")
        {
            Window = window.Words,
            Observations = count,
            Coverage = 1,
            Note = known.RSquared is null ? Notes.Still : null,
            RSquared = known.RSquared,
            StandardError = known.StandardError,
        };

    private static (LinearFit? Fit, int Count) Fit(ReturnTable returns, string benchmark, string symbol, int from)
    {
        var (x, y) = returns.Pairs(benchmark, symbol, from);
        return (x.Length < FewestReturns ? null : LinearFit.Of(x, y), x.Length);
    }

    /// <summary>A stretch of returns up to the session.</summary>
    /// <param name="Figure">The name of the figure over it.</param>
    /// <param name="Words">The window in words.</param>
    /// <param name="From">The index of its first return.</param>
    private sealed record Window(string Figure, string Words, int From);
}
