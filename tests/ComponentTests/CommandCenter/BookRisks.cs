using App.Core.Risk;
using App.Features.CommandCenter;

namespace ComponentTests.CommandCenter;

/// <summary>The risk of books as small as a test needs it.</summary>
internal static class BookRisks
{
    public static readonly IReadOnlyList<string> LegColumns = ["spot", "volatility", "price", "delta", "gamma", "theta_per_day", "vega_per_point", "rho_per_point"];

    public static BookRisk Of(params RiskResult[] results) => new(Views.Session, null, null, results, RiskSettings.Standard);

    /// <summary>A beta of each symbol; a reason for those that have none.</summary>
    public static RiskResult Betas(params (string Symbol, double? Beta)[] betas) => BySymbol("market_beta", "beta", betas);

    /// <summary>A volatility of each symbol.</summary>
    public static RiskResult Volatilities(params (string Symbol, double? Volatility)[] volatilities) => BySymbol("volatility", "realised_63", volatilities);

    /// <summary>What options move like.</summary>
    public static RiskResult Exposures(params (PositionRow Row, double? Dollars)[] options) => new("exposures", None, [])
    {
        Tables = [new RiskTable("positions", "usd", ["delta_adjusted"], [.. options.Select(each => new RiskTableRow(each.Row.Position.Id.ToString(), [each.Dollars]))])],
    };

    /// <summary>The legs of options: volatility, delta, gamma, theta, vega, rho.</summary>
    public static RiskResult Greeks(params (PositionRow Row, double?[] Leg)[] options) => new("greeks", None, [])
    {
        Tables =
        [
            new RiskTable("legs", "per share", LegColumns, [.. options.Select(each => new RiskTableRow(each.Row.Position.Id.ToString(), [100, each.Leg[0], 5, .. each.Leg[1..]]))]),
        ],
    };

    private static readonly Dictionary<string, RiskFigure> None = [];

    private static RiskResult BySymbol(string id, string name, (string Symbol, double? Value)[] figures) => new(id, None,
        [.. figures.Select(each => new RiskRow(each.Symbol, new Dictionary<string, RiskFigure> { [name] = each.Value is { } value ? new(value, "ratio") : RiskFigure.Unknown("ratio", $"{each.Symbol} is too young.") }))]);
}
