using App.Core.Risk;

namespace App.Features.CommandCenter.Risk;

/// <summary>A figure now, at the session before and a month ago.</summary>
/// <param name="Id">The name of the figure.</param>
/// <param name="Key">What the catalogue knows it by.</param>
/// <param name="Name">What it is called.</param>
/// <param name="IsShare">True when it is written as a percentage.</param>
/// <param name="Decimals">Digits after the point.</param>
/// <param name="Now">Now.</param>
/// <param name="LastSession">At the session before.</param>
/// <param name="MonthAgo">A month ago.</param>
public sealed record RiskChange(string Id, string Key, string Name, bool IsShare, int Decimals, RiskFigure? Now, RiskFigure? LastSession, RiskFigure? MonthAgo)
{
    private static readonly (string Name, string Figure, string Key, bool IsShare, int Decimals)[] Figures =
    [
        ("Gross exposure", "gross", "exposures.market_gross", false, 0),
        ("Net exposure", "net", "exposures.market_net", false, 0),
        ("Delta-adjusted net", "delta_adjusted_net", "exposures.delta_net", false, 0),
        ("Leverage", "leverage", "exposures.market_leverage", false, 2),
        ("Market beta", "beta", "market_beta.beta", false, 2),
        ("Interest-rate beta", "interest_rate_beta", "interest_rate_beta.beta", false, 2),
        ("Volatility, realised", "volatility_realised_63", "volatility.realised_63", true, 1),
        ("Volatility, expected", "volatility_expected_21", "volatility.expected_21", true, 1),
        ("Value at risk, 95 %", "value_at_risk_95", "tail.var_95", true, 2),
        ("Effective number", "effective_number", "concentration.effective_number", false, 1),
        ("Mean correlation", "mean_absolute_correlation", "correlations.mean_absolute", false, 2),
        ("Worst scenario", RiskSummary.WorstScenario, "stress.worst", false, 0),
    ];

    /// <summary>The figures that tell how a book has changed.</summary>
    public static IReadOnlyList<RiskChange> Of(CenterRisk risk, decimal? equity)
    {
        ArgumentNullException.ThrowIfNull(risk);
        var (last, month, now) = (risk.Before?.LastSession, risk.Before?.MonthAgo, risk.Now?.ToSummary());
        return
        [
            new("equity", "equity.equity", "Equity", false, 0, Dollars(equity), Dollars(last?.Equity), Dollars(month?.Equity)),
            .. Figures.Select(each => new RiskChange(
                each.Figure, each.Key, each.Name, each.IsShare, each.Decimals, Figure(now, each.Figure), Figure(last?.Figures, each.Figure), Figure(month?.Figures, each.Figure))),
        ];
    }

    private static RiskFigure? Figure(RiskSummary? summary, string name) => summary?.Figures.GetValueOrDefault(name);

    private static RiskFigure? Dollars(decimal? amount) => amount is { } value ? new RiskFigure((double)value, "usd") : null;
}
