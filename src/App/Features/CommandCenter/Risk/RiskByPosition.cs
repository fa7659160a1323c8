using App.Core.Results;
using App.Core.Risk;

namespace App.Features.CommandCenter.Risk;

/// <summary>Finds what the risk of a book says of single positions. Laid out once, so that thousands of rows cost a look-up each.</summary>
public sealed class RiskByPosition
{
    private const string NotCalculated = "The risk of this session has not been calculated.";
    private const string Private = "A private asset has no market price that could be compared.";
    /// <summary>Why what is no option has no Greeks: there is nothing to know.</summary>
    internal const string NoOption = "Only options have Greeks.";

    private const string NotPriced = "There is no price of the underlying, so the option could not be priced.";
    private const string NotInIt = "The calculation of this session did not give it. Calculating the portfolio again does.";

    private static readonly string[] LegColumns = ["delta", "gamma", "theta_per_day", "vega_per_point", "rho_per_point", "volatility"];

    private readonly BookRisk _risk;
    private readonly Dictionary<string, RiskFigure> _betas;
    private readonly Dictionary<string, RiskFigure> _yearBetas;
    private readonly Dictionary<string, RiskFigure> _volatilities;
    private readonly Dictionary<string, double?> _exposures;
    private readonly Dictionary<string, double?[]> _legs;
    private readonly Dictionary<string, string?> _notes;

    private RiskByPosition(BookRisk risk)
    {
        _risk = risk;
        _betas = BySymbol("market_beta", "beta");
        _yearBetas = BySymbol("market_beta", "beta_year");
        _volatilities = BySymbol("volatility", "realised_63");
        _exposures = ById("exposures", "positions", ["delta_adjusted"]).ToDictionary(each => each.Key, each => each.Value[0], StringComparer.OrdinalIgnoreCase);
        _legs = ById("greeks", "legs", LegColumns);
        _notes = _risk.Table("greeks", "legs")?.Rows.ToDictionary(row => row.Key, row => row.Note, StringComparer.OrdinalIgnoreCase) ?? [];
    }

    /// <summary>The rows with their risk.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="risk">The risk of the book they are in, at their session; null while it is being asked for, which is what the rows then say.</param>
    public static IReadOnlyList<PositionRow> Attach(IReadOnlyList<PositionRow> rows, CenterRisk? risk)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var known = risk?.Now is { } now ? new RiskByPosition(now) : null;
        var otherwise = risk is null ? null : PositionRisk.Unknown(NotCalculated);
        return [.. rows.Select(row => row with { Risk = row.Value is null ? PositionRisk.Unknown(row.Missing) : known?.Of(row) ?? otherwise ?? row.Risk })];
    }

    private PositionRisk Of(PositionRow row) => new(
        ExposureOf(row),
        SymbolsOf(row, "market_beta", _betas),
        SymbolsOf(row, "volatility", _volatilities),
        GreeksOf(row))
    {
        BetaFigure = FigureOf(row, _betas),
        BetaYearFigure = FigureOf(row, _yearBetas),
        VolatilityFigure = FigureOf(row, _volatilities),
    };

    private static RiskFigure? FigureOf(PositionRow row, Dictionary<string, RiskFigure> figures) => row.Position.PricedBy is { } symbol ? figures.GetValueOrDefault(symbol) : null;

    private Measure<decimal> ExposureOf(PositionRow row) => row.Position.Option is null
        ? Measure.Known(row.Value!.Value)
        : _exposures.GetValueOrDefault(Key(row)) is { } dollars ? Measure.Known((decimal)dollars) : Measure.Unknown<decimal>(WhyNot("exposures", "positions"));

    private Measure<double> SymbolsOf(PositionRow row, string analytic, Dictionary<string, RiskFigure> figures) => row.Position.PricedBy is not { } symbol
        ? Measure.Unknown<double>(Private)
        : figures.GetValueOrDefault(symbol) is not { } figure
            ? Measure.Unknown<double>(_risk.Find(analytic)?.Fault ?? NotInIt)
            : figure.Value is { } value ? Measure.Known(value) : Measure.Unknown<double>(figure.Reason ?? NotInIt);

    private Measure<PositionGreeks> GreeksOf(PositionRow row) => row.Position.Option is null
        ? Measure.Unknown<PositionGreeks>(NoOption)
        : _legs.GetValueOrDefault(Key(row)) is [{ } delta, { } gamma, { } theta, { } vega, { } rho, { } volatility]
            ? Measure.Known(new PositionGreeks((double)(row.Quantity * row.Position.Multiplier), delta, gamma, theta, vega, rho, volatility) { VolatilityFrom = _notes.GetValueOrDefault(Key(row)) })
            : Measure.Unknown<PositionGreeks>(WhyNot("greeks", "legs"));

    // Reports of earlier versions lack the table, and failed analytics every one.
    private string WhyNot(string analytic, string table) => _risk.Find(analytic)?.Fault ?? (_risk.Table(analytic, table) is null ? NotInIt : NotPriced);

    private Dictionary<string, RiskFigure> BySymbol(string analytic, string figure) => (_risk.Find(analytic)?.Rows ?? [])
        .Where(row => row.Figures.ContainsKey(figure)).ToDictionary(row => row.Key, row => row.Figures[figure], StringComparer.Ordinal);

    private Dictionary<string, double?[]> ById(string analytic, string table, string[] columns) => _risk.Table(analytic, table) is not { } found
        ? []
        : found.Rows.ToDictionary(row => row.Key, row => columns.Select(column => found.Value(row, column)).ToArray(), StringComparer.OrdinalIgnoreCase);

    private static string Key(PositionRow row) => row.Position.Id.ToString();
}
