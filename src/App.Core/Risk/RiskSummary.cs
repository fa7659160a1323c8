namespace App.Core.Risk;

/// <summary>The figures that a session is remembered by: few enough to list years of them. The report has all the others.</summary>
/// <param name="Figures">By name, such as <c>beta</c>; each with window, observations, coverage and error as in the report.</param>
/// <param name="Sectors">Net exposure over equity by sector; empty when it is not known.</param>
public sealed record RiskSummary(IReadOnlyDictionary<string, RiskFigure> Figures, IReadOnlyDictionary<string, double> Sectors)
{
    private static readonly (string Name, string Analytic, string Figure, string Unit)[] Names =
    [
        ("beta", "market_beta", "beta", "ratio"),
        ("beta_year", "market_beta", "beta_year", "ratio"),
        ("provider_beta", "provider_beta", "beta", "ratio"),
        ("interest_rate_beta", "interest_rate_beta", "beta", "ratio"),
        ("interest_rate_beta_year", "interest_rate_beta", "beta_year", "ratio"),
        ("volatility_realised_21", "volatility", "realised_21", "ratio"),
        ("volatility_realised_63", "volatility", "realised_63", "ratio"),
        ("volatility_expected_21", "volatility", "expected_21", "ratio"),
        ("value_at_risk_95", "tail", "var_95", "ratio"),
        ("expected_shortfall_95", "tail", "es_95", "ratio"),
        ("hhi", "concentration", "hhi_by_symbol", "points"),
        ("effective_number", "concentration", "effective_number_by_symbol", "count"),
        ("top_3", "concentration", "top_3", "ratio"),
        ("top_10", "concentration", "top_10", "ratio"),
        ("effective_bets", "correlations", "effective_bets", "count"),
        ("mean_absolute_correlation", "correlations", "mean_absolute", "ratio"),
        ("gross", "exposures", "market_gross", "usd"),
        ("net", "exposures", "market_net", "usd"),
        ("leverage", "exposures", "market_leverage", "ratio"),
        ("delta_adjusted_net", "exposures", "delta_net", "usd"),
        ("delta", "greeks", "delta", "usd"),
        ("gamma_1pct", "greeks", "gamma_1pct", "usd"),
        ("theta_per_day", "greeks", "theta_per_day", "usd"),
        ("vega_per_point", "greeks", "vega_per_point", "usd"),
        ("rho_per_point", "greeks", "rho_per_point", "usd"),
        ("target_return_end_of_year", "targets", "end_of_year", "ratio"),
        ("target_return_next_year", "targets", "next_year", "ratio"),
        ("target_return_downside", "targets", "downside", "ratio"),
    ];

    /// <summary>The name of the largest loss of all scenarios, direct or correlated, in dollars.</summary>
    public const string WorstScenario = "worst_scenario";

    /// <summary>Nothing: of a report that was stored before there were summaries.</summary>
    public static RiskSummary None { get; } = new(new Dictionary<string, RiskFigure>(), new Dictionary<string, double>());

    /// <summary>The analytics that the figures are taken from.</summary>
    public static IReadOnlySet<string> Analytics { get; } = Names.Select(each => each.Analytic).Append("stress").Append("sectors").ToHashSet(StringComparer.Ordinal);

    /// <summary>Every figure unknown, for the same reason.</summary>
    public static RiskSummary Unknown(RiskReason reason) => new(
        Names.Select(each => each.Name).Append(WorstScenario).ToDictionary(name => name, name => RiskFigure.Unknown(name == WorstScenario ? "usd" : "ratio", reason), StringComparer.Ordinal),
        new Dictionary<string, double>());

    /// <summary>Takes them from the results; what an analytic did not give is unknown with the reason.</summary>
    public static RiskSummary Of(IReadOnlyList<RiskResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var byId = results.ToDictionary(result => result.Id, StringComparer.Ordinal);
        var figures = Names.ToDictionary(each => each.Name, each => Figure(byId.GetValueOrDefault(each.Analytic), each.Figure, each.Unit), StringComparer.Ordinal);
        figures[WorstScenario] = Worst(byId.GetValueOrDefault("stress"));
        return new(
            figures,
            (byId.GetValueOrDefault("sectors")?.Rows ?? [])
                .Where(row => row.Figures.GetValueOrDefault("net")?.Value is not null)
                .ToDictionary(row => row.Key, row => row.Figures["net"].Value!.Value, StringComparer.Ordinal));
    }

    private static RiskFigure Worst(RiskResult? stress)
    {
        var losses = (stress?.Rows ?? []).SelectMany(row => new[] { row.Figures.GetValueOrDefault("direct"), row.Figures.GetValueOrDefault("correlated") }).OfType<RiskFigure>().ToList();
        return losses.Where(figure => figure.Value is not null).MinBy(figure => figure.Value)
            ?? losses.FirstOrDefault()
            ?? NotComputed("usd", stress);
    }

    private static RiskFigure Figure(RiskResult? result, string name, string unit) =>
        result?.Figures.GetValueOrDefault(name) ?? NotComputed(unit, result);

    private static RiskFigure NotComputed(string unit, RiskResult? result) =>
        result?.Fault is { } fault ? RiskFigure.Unknown(unit, fault) : RiskFigure.Unknown(unit, new RiskReason(UnknownCause.NotComputed, "It was not computed."));
}
