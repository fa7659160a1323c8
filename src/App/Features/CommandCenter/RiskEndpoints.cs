using System.ComponentModel;
using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Serialization;
using App.Api;
using App.Core.Risk;
using App.Core.Risk.Analytics;
using App.Core.Snapshots;
using App.Features.Accounts;
using App.Features.CommandCenter.Risk;

namespace App.Features.CommandCenter;

internal sealed record RiskFigureResponse(
    double? Value, string Unit, DateOnly AsOf, string? Window, int? Observations, double? Coverage, double? RSquared, string? Fit, double? StandardError, string? Words, string? Note, string? Reason, string? ReasonCode)
{
    public static RiskFigureResponse From(RiskFigure figure, DateOnly asOf) => new(
        figure.Value, figure.Unit, asOf, figure.Window, figure.Observations, figure.Coverage,
        figure.RSquared, figure.RSquared is { } fit ? FactorExposures.FitWord(fit) : null, figure.StandardError, figure.Words, figure.Note, figure.Reason,
        figure.Cause is { } cause ? JsonNamingPolicy.SnakeCaseLower.ConvertName(cause.ToString()) : null);
}

internal sealed record RiskRowResponse(string Key, string? Name, string? Category, string? Severity, IReadOnlyDictionary<string, RiskFigureResponse> Figures);

internal sealed record RiskTableRowResponse(string Key, IReadOnlyList<double?> Values)
{
    [Description("What has to be known to read the row: of a leg of Greeks where its volatility is from.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Note { get; init; }
}

internal sealed record RiskTableResponse(string Id, string Unit, IReadOnlyList<string> Columns, IReadOnlyList<RiskTableRowResponse> Rows, string? Reason)
{
    private const string NoUnderlying = "A null is not known: there is no price of the underlying.";
    private const string NoEquity = "A null is not known: the equity is not positive, so nothing can be given as a share of it.";

    // A figure of a cell has no company, but whoever meets a null in one is told what it means.
    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["by_class"] = NoUnderlying,
        ["by_sector"] = NoUnderlying,
        ["by_underlying"] = NoUnderlying,
        ["legs"] = NoUnderlying,
        ["matrix"] = "A null is not known: one of the two did not move on these days.",
        ["loadings"] = "A null is not known: penalised slopes have no errors, and returns that never moved no R².",
        ["history"] = "A null is not known: there were too few returns by then.",
        ["by_position_share"] = NoEquity,
        ["by_position_correlated_share"] = NoEquity,
        ["by_factor_share"] = NoEquity,
        ["by_factor_correlated_share"] = NoEquity,
    };

    public static RiskTableResponse From(RiskTable table) => new(
        table.Id,
        table.Unit,
        table.Columns,
        [.. table.Rows.Select(row => new RiskTableRowResponse(row.Key, row.Values) { Note = row.Note })],
        table.Rows.Any(row => row.Values.Any(value => value is null)) ? Reasons.GetValueOrDefault(table.Id, "A null is not known for want of data.") : null);
}

internal sealed record RiskResultResponse(
    string Id, IReadOnlyDictionary<string, RiskFigureResponse> Figures, IReadOnlyList<RiskRowResponse> Rows, IReadOnlyList<RiskTableResponse> Tables, string? Fault)
{
    private const string Stress = "stress";

    public static RiskResultResponse From(RiskResult result, BookRisk risk)
    {
        // What the keys of rows are called: factors and scenarios have names, symbols and sectors are their own.
        var names = risk.Settings.Factors.Concat(risk.Settings.RidgeFactors).Select(factor => (factor.Id, factor.Name))
            .Concat(risk.Settings.Scenarios.Select(scenario => (scenario.Id, scenario.Name))).DistinctBy(each => each.Id).ToDictionary(each => each.Id, each => each.Name, StringComparer.Ordinal);
        var scenarios = result.Id == Stress ? risk.Settings.Scenarios.ToDictionary(scenario => scenario.Id, StringComparer.Ordinal) : [];
        return new(
            result.Id,
            Of(result.Figures, risk.Session),
            [.. result.Rows.Select(row => new RiskRowResponse(
                row.Key,
                names.GetValueOrDefault(row.Key),
                scenarios.GetValueOrDefault(row.Key)?.Category,
                scenarios.GetValueOrDefault(row.Key)?.SeverityWith(risk.Settings.Rates).ToWords(),
                Of(row.Figures, risk.Session)))],
            [.. result.Tables.Select(RiskTableResponse.From)],
            result.Fault);
    }

    private static Dictionary<string, RiskFigureResponse> Of(IReadOnlyDictionary<string, RiskFigure> figures, DateOnly asOf) =>
        figures.ToDictionary(each => each.Key, each => RiskFigureResponse.From(each.Value, asOf), StringComparer.Ordinal);
}

internal sealed record RiskReportResponse(Guid? PortfolioId, DateOnly? AsOf, Guid? RunId, int? SettingsVersion, string? Reason, IReadOnlyList<RiskResultResponse> Results)
{
    /// <summary>Of all results, or of some; with the reason when there are none.</summary>
    public static RiskReportResponse From(Guid? portfolioId, BookRisk? risk, string reason, string[]? results) => risk is null
        ? new(portfolioId, null, null, null, reason, [])
        : new(
            portfolioId, risk.Session, risk.RunId, risk.Settings.Version, null,
            [.. risk.Results.Where(result => results is null || results.Contains(result.Id, StringComparer.Ordinal)).Select(result => RiskResultResponse.From(result, risk))]);
}

/// <summary>The risk figures of a portfolio at a session, all together and by kind.</summary>
internal static class RiskEndpoints
{
    private static readonly (string Path, string Summary, string[] Results)[] Kinds =
    [
        ("beta", "Betas: to the market, as a source states it, to interest rates, to one style at a time.", ["market_beta", "provider_beta", "interest_rate_beta", "spreads"]),
        ("volatility", "Volatility: realised, expected, its trend and place within a year; value at risk and expected shortfall.", ["volatility", "tail"]),
        ("factors", "Factor exposures with errors, fit and condition; where the risk comes from, by factor and symbol.", ["factors"]),
        ("correlations", "How the larger holdings move together, how many bets the book is, which go together.", ["correlations"]),
        ("stress", "What each scenario would do to the book, by position and by factor.", ["stress"]),
        ("greeks", "Option Greeks of the book and by underlying.", ["greeks"]),
        ("sectors", "Exposure by GICS sector; funds and unclassified apart.", ["sectors"]),
        ("concentration", "How much hangs on few symbols, sectors and classes.", ["concentration"]),
    ];

    private static readonly string[] OfAggregates = ["beta", "volatility", "factors", "correlations", "stress", "greeks", "sectors", "concentration"];

    public static void MapRisk(this IEndpointRouteBuilder analytics)
    {
        Map("risk", "All risk figures of a session, of the last by a date, or of the newest that was calculated; each with window, observations and coverage.", null);
        foreach (var (path, summary, results) in Kinds)
        {
            Map(path, summary, results);
        }

        void Map(string path, string summary, string[]? results) => analytics.MapGet(
                "/" + path,
                (
                    ClaimsPrincipal user, GetRisk get, ListSessions sessions, Guid id,
                    [Description(SessionChoice.SessionWords)] DateOnly? session, [Description(SessionChoice.DateWords)] DateOnly? date, CancellationToken cancellationToken) =>
                    ReadAsync(user, get, sessions, id, (session, date), results, cancellationToken))
            .WithName(path).WithSummary(summary).Produces<RiskReportResponse>();
    }

    /// <summary>The same of all the caller's active portfolios as one book: their positions are pooled and calculated again.</summary>
    public static void MapAggregateRisk(this IEndpointRouteBuilder aggregate)
    {
        foreach (var (path, summary, results) in Kinds.Where(kind => OfAggregates.Contains(kind.Path, StringComparer.Ordinal)))
        {
            aggregate.MapGet(
                    "/" + path,
                    async (
                        ClaimsPrincipal user, GetRisk get, ListSessions sessions,
                        [Description(SessionChoice.SessionWords)] DateOnly? session, [Description(SessionChoice.DateWords)] DateOnly? date, CancellationToken cancellationToken) =>
                    {
                        var choice = await SessionChoice.OfAsync(sessions, user.UserId, null, session, date, cancellationToken);
                        var risk = choice.Reason is null ? await get.AggregateAsync(user.UserId, choice.Session, cancellationToken) : null;
                        return TypedResults.Ok(RiskReportResponse.From(null, risk, choice.Reason ?? SessionChoice.NoCommonSession, results));
                    })
                .WithName("aggregate_" + path).WithSummary(summary + " Of all portfolios as one book.")
                .Produces<RiskReportResponse>();
        }
    }

    private static async Task<IResult> ReadAsync(
        ClaimsPrincipal user, GetRisk get, ListSessions sessions, Guid id, (DateOnly? Session, DateOnly? Date) asked, string[]? results, CancellationToken cancellationToken)
    {
        var choice = await SessionChoice.OfAsync(sessions, user.UserId, id, asked.Session, asked.Date, cancellationToken);
        var found = await get.HandleAsync(user.UserId, id, choice.Session ?? asked.Session ?? asked.Date, cancellationToken);
        return found.ToHttp(risk => TypedResults.Ok(RiskReportResponse.From(id, choice.Reason is null ? risk : null, choice.Reason ?? SessionChoice.NotCalculated, results)));
    }
}
