using App.Core.Risk;

namespace App.Features.CommandCenter.Risk;

/// <summary>A figure now, at the session before and a month ago.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="IsShare">True when it is written as a percentage.</param>
/// <param name="Decimals">Digits after the point.</param>
/// <param name="Now">Now.</param>
/// <param name="LastSession">At the session before.</param>
/// <param name="MonthAgo">A month ago.</param>
public sealed record RiskChange(string Name, bool IsShare, int Decimals, RiskFigure? Now, RiskFigure? LastSession, RiskFigure? MonthAgo)
{
    private static readonly (string Name, string Analytic, string Figure, bool IsShare, int Decimals)[] Figures =
    [
        ("Gross exposure", "exposures", "market_gross", false, 0),
        ("Net exposure", "exposures", "market_net", false, 0),
        ("Delta-adjusted net", "exposures", "delta_net", false, 0),
        ("Leverage", "exposures", "market_leverage", false, 2),
        ("Market beta", "market_beta", "beta", false, 2),
        ("Interest-rate beta", "interest_rate_beta", "beta", false, 2),
        ("Volatility, realised", "volatility", "realised_63", true, 1),
        ("Volatility, expected", "volatility", "expected_21", true, 1),
        ("Value at risk, 95 %", "tail", "var_95", true, 2),
        ("Effective number", "concentration", "effective_number_by_symbol", false, 1),
        ("Mean correlation", "correlations", "mean_absolute", false, 2),
    ];

    /// <summary>The figures that tell how a book has changed.</summary>
    public static IReadOnlyList<RiskChange> Of(CenterRisk risk, decimal? equity)
    {
        ArgumentNullException.ThrowIfNull(risk);
        var (last, month) = risk.Before;
        return
        [
            new("Equity", false, 0, Dollars(equity), Dollars(risk.EquityBefore.LastSession), Dollars(risk.EquityBefore.MonthAgo)),
            .. Figures.Select(each => new RiskChange(
                each.Name, each.IsShare, each.Decimals, risk.Now.Figure(each.Analytic, each.Figure), last.Figure(each.Analytic, each.Figure), month.Figure(each.Analytic, each.Figure))),
            new("Worst scenario", false, 0, Worst(risk.Now), Worst(last), Worst(month)),
        ];
    }

    private static RiskFigure? Dollars(decimal? amount) => amount is { } value ? new RiskFigure((double)value, "usd") : null;

    private static RiskFigure? Worst(BookRisk? risk) => risk is null || StressLine.Of(risk).Min(line => line.Worst) is not { } worst ? null : new RiskFigure(worst, "usd");
}
