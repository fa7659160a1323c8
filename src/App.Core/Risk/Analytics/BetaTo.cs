using System.Globalization;
using App.Core.Risk.Formulas;

namespace App.Core.Risk.Analytics;

/// <summary>How the book moves with one series: Σ delta-adjusted exposure × β over equity, each β the least-squares slope of 90 days of returns.</summary>
/// <remarks>
/// The slope of the book's own return at today's weights on the same days gives R² and standard error; it equals the sum when every holding has a return on every day.
/// </remarks>
/// <param name="id">The analytic's id.</param>
/// <param name="name">Its name.</param>
/// <param name="factor">The factor whose fund is the series.</param>
public sealed class BetaTo(string id, string name, string factor) : IAnalytic
{
    /// <summary>The window.</summary>
    public const int Days = 90;

    /// <summary>The fewest returns that a slope is taken of.</summary>
    public const int FewestReturns = 30;

    /// <summary>To the market's fund.</summary>
    public static BetaTo Market { get; } = new("market_beta", "Market beta", RiskSettings.MarketFactor);

    /// <summary>To the fund of long Treasury bonds. Positive gains when rates fall.</summary>
    public static BetaTo InterestRate { get; } = new("interest_rate_beta", "Interest-rate beta", RiskSettings.RateFactor);

    /// <inheritdoc/>
    public string Id => id;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public RiskResult Compute(RiskData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var benchmark = data.Settings.Factor(factor).Symbol;
        var from = data.Returns.IndexOf(data.Session.AddDays(-Days));
        var fits = data.Holdings.Select(holding => holding.MovesWith).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .ToDictionary(symbol => symbol, symbol => Fit(data.Returns, benchmark, symbol, from), StringComparer.Ordinal);
        return new RiskResult(
            id,
            new Dictionary<string, RiskFigure>(StringComparer.Ordinal) { ["beta"] = Book(data, benchmark, fits, from) },
            [.. fits.Select(each => new RiskRow(each.Key, new Dictionary<string, RiskFigure>(StringComparer.Ordinal) { ["beta"] = Single(benchmark, each.Value.Fit, each.Value.Count) }))]);
    }

    private static RiskFigure Book(RiskData data, string benchmark, Dictionary<string, (LinearFit? Fit, int Count)> fits, int from)
    {
        var covered = data.Covered(symbol => fits[symbol].Fit is not null);
        if (data.WhyNothing(covered, $"No holding has {FewestReturns} returns together with {benchmark} in {Days} days.") is { } reason)
        {
            return RiskFigure.Unknown("ratio", reason);
        }

        var beta = data.Weights(covered).Sum(each => each.Weight * fits[each.Symbol].Fit!.Value.Slope);
        var (x, y) = ReturnTable.Pairs(data.Returns.Of(benchmark), BookReturns.Of(data, covered), from);
        var fit = x.Length < FewestReturns ? null : LinearFit.Of(x, y);
        return new RiskFigure(beta, "ratio")
        {
            Window = Window,
            Observations = x.Length,
            Coverage = data.CoverageOf(covered),
            RSquared = fit?.RSquared,
            StandardError = fit?.StandardError,
        };
    }

    private static RiskFigure Single(string benchmark, LinearFit? fit, int count) => fit is not { } known
        ? RiskFigure.Unknown("ratio", count < FewestReturns
            ? string.Create(CultureInfo.InvariantCulture, $"{count} returns together with {benchmark} in {Days} days; {FewestReturns} are needed.")
            : $"{benchmark} did not move.") with
        { Window = Window, Observations = count }
        : new RiskFigure(known.Slope, "ratio") { Window = Window, Observations = count, RSquared = known.RSquared, StandardError = known.StandardError };

    private static (LinearFit? Fit, int Count) Fit(ReturnTable returns, string benchmark, string symbol, int from)
    {
        var (x, y) = returns.Pairs(benchmark, symbol, from);
        return (x.Length < FewestReturns ? null : LinearFit.Of(x, y), x.Length);
    }

    private static string Window => string.Create(CultureInfo.InvariantCulture, $"{Days} days");
}
