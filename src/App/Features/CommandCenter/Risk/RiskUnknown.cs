using App.Core.Portfolios;
using App.Core.Risk;
using App.Core.Risk.Analytics;

namespace App.Features.CommandCenter.Risk;

/// <summary>What is not known of a book, why, and what would make it known.</summary>
/// <param name="What">The figures or holdings.</param>
/// <param name="Why">The reason.</param>
/// <param name="Remedy">What would make it known; null when nothing would.</param>
public sealed record RiskUnknown(string What, string Why, string? Remedy)
{
    private const int MostNamed = 6;
    private const string MorePrices = "More sessions with a price; an operator can import a history from files (market import).";

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["market_beta"] = "Market beta",
        ["provider_beta"] = "Provider beta",
        ["interest_rate_beta"] = "Interest-rate beta",
        ["spreads"] = "Spread factors",
        ["factors"] = "Factor exposures",
        ["volatility"] = "Volatility",
        ["correlations"] = "Correlations",
        ["tail"] = "Value at risk",
        ["stress"] = "Stress tests",
        ["concentration"] = "Concentration",
        ["exposures"] = "Exposure",
        ["sectors"] = "Sectors",
        ["greeks"] = "Option Greeks",
        ["targets"] = "Target returns",
    };

    /// <summary>All there is to say, holdings first.</summary>
    public static IReadOnlyList<RiskUnknown> Of(BookRisk risk, IReadOnlyList<PositionRow> positions)
    {
        ArgumentNullException.ThrowIfNull(risk);
        ArgumentNullException.ThrowIfNull(positions);
        var open = positions.Where(row => !row.IsClosed && row.Mark is not null).ToList();
        return [.. OfHoldings(risk, open), .. OfFigures(risk)];
    }

    private static IEnumerable<RiskUnknown> OfHoldings(BookRisk risk, List<PositionRow> open)
    {
        var stale = open.Where(row => row.Mark!.NeedsPriceUpdate).Select(row => row.Position.Symbol).Distinct(StringComparer.Ordinal).ToList();
        if (stale.Count > 0)
        {
            yield return new(Listed(stale), "No price of the day: an older one, or the entry price, stands in.", "A source that has the symbol, or prices imported from files.");
        }

        var apart = open.Where(row => row.Position.Class == InvestmentClass.Private).Select(row => row.Position.Symbol).Distinct(StringComparer.Ordinal).ToList();
        if (apart.Count > 0)
        {
            yield return new(Listed(apart), "Private assets have no market price: they are in no beta, factor, volatility or stress.", null);
        }

        foreach (var group in (risk.Find("volatility")?.Rows ?? []).Where(row => row.Figure("realised_63")?.Value is null).GroupBy(row => row.Figure("realised_63")?.Reason ?? "", StringComparer.Ordinal))
        {
            yield return new(Listed([.. group.Select(row => row.Key)]), group.Key + " Left out of volatility, and of what needs as many.", MorePrices);
        }
    }

    private static IEnumerable<RiskUnknown> OfFigures(BookRisk risk)
    {
        foreach (var failed in risk.Results.Where(result => result.Fault is not null))
        {
            yield return new(NameOf(failed), failed.Fault!, "Calculate again; if it stays, tell the operator.");
        }

        // Of rows too: a scenario has its reason there.
        var reasons = risk.Results.SelectMany(result => result.Figures.Values.Concat(result.Figures.Count == 0 ? result.Rows.SelectMany(row => row.Figures.Values) : [])
            .Where(figure => figure.Value is null && figure.Reason is not null).Select(figure => (Reason: figure.Reason!, Name: NameOf(result))).Distinct());
        foreach (var group in reasons.GroupBy(each => each.Reason, StringComparer.Ordinal))
        {
            yield return new(string.Join(", ", group.Select(each => each.Name)), group.Key, RemedyOf(group.Key));
        }
    }

    private static string NameOf(RiskResult result) => Names.GetValueOrDefault(result.Id, result.Id);

    private static string? RemedyOf(string reason) =>
        reason == SectorExposure.NoBenchmark ? "An administrator can enter them, with the factors and scenarios."
        : reason.Contains("has a target and a price", StringComparison.Ordinal) ? "Target prices: on the page Targets, by hand or from a file."
        : reason.Contains("equity is not positive", StringComparison.OrdinalIgnoreCase) ? "A deposit or a corrected balance: shares of nothing cannot be given."
        : reason.Contains("returns", StringComparison.Ordinal) || reason.Contains("days", StringComparison.Ordinal) ? MorePrices
        : reason.Contains("source states a beta", StringComparison.Ordinal) ? "A source that states betas (Yahoo does)."
        : null;

    private static string Listed(List<string> symbols) =>
        string.Join(", ", symbols.Take(MostNamed)) + (symbols.Count > MostNamed ? FormattableString.Invariant($" and {symbols.Count - MostNamed} more") : "");
}
