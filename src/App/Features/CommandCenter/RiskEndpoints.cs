using System.Security.Claims;
using App.Api;
using App.Core.Portfolios;
using App.Core.Risk;
using App.Features.Accounts;

namespace App.Features.CommandCenter;

internal sealed record RiskFigureResponse(
    double? Value, string Unit, DateOnly AsOf, string? Window, int? Observations, double? Coverage, double? RSquared, double? StandardError, string? Reason)
{
    public static RiskFigureResponse From(RiskFigure figure, DateOnly asOf) =>
        new(figure.Value, figure.Unit, asOf, figure.Window, figure.Observations, figure.Coverage, figure.RSquared, figure.StandardError, figure.Reason);
}

internal sealed record RiskRowResponse(string Key, string? Name, IReadOnlyDictionary<string, RiskFigureResponse> Figures);

internal sealed record RiskTableRowResponse(string Key, IReadOnlyList<double?> Values);

internal sealed record RiskTableResponse(string Id, string Unit, IReadOnlyList<string> Columns, IReadOnlyList<RiskTableRowResponse> Rows);

internal sealed record RiskResultResponse(
    string Id, IReadOnlyDictionary<string, RiskFigureResponse> Figures, IReadOnlyList<RiskRowResponse> Rows, IReadOnlyList<RiskTableResponse> Tables, string? Fault)
{
    // What the keys of rows are called: factors and scenarios have names, symbols and sectors are their own.
    private static readonly Dictionary<string, string> Names = RiskSettings.Standard.Factors.Concat(RiskSettings.Standard.RidgeFactors).Select(factor => (factor.Id, factor.Name))
        .Concat(RiskSettings.Standard.Scenarios.Select(scenario => (scenario.Id, scenario.Name))).DistinctBy(each => each.Id).ToDictionary(each => each.Id, each => each.Name, StringComparer.Ordinal);

    public static RiskResultResponse From(RiskResult result, DateOnly asOf) => new(
        result.Id,
        Of(result.Figures, asOf),
        [.. result.Rows.Select(row => new RiskRowResponse(row.Key, Names.GetValueOrDefault(row.Key), Of(row.Figures, asOf)))],
        [.. result.Tables.Select(table => new RiskTableResponse(table.Id, table.Unit, table.Columns, [.. table.Rows.Select(row => new RiskTableRowResponse(row.Key, row.Values))]))],
        result.Fault);

    private static Dictionary<string, RiskFigureResponse> Of(IReadOnlyDictionary<string, RiskFigure> figures, DateOnly asOf) =>
        figures.ToDictionary(each => each.Key, each => RiskFigureResponse.From(each.Value, asOf), StringComparer.Ordinal);
}

internal sealed record RiskReportResponse(Guid PortfolioId, DateOnly? AsOf, Guid? RunId, string? Reason, IReadOnlyList<RiskResultResponse> Results);

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

    public static void MapRisk(this IEndpointRouteBuilder analytics)
    {
        analytics.MapGet("/risk", (ClaimsPrincipal user, IPortfolioStore portfolios, IRiskStore risk, Guid id, DateOnly? session, CancellationToken cancellationToken) =>
                ReadAsync(user, portfolios, risk, id, session, null, cancellationToken))
            .WithName("risk").WithSummary("All risk figures of a session, or of the newest that was calculated; each with window, observations and coverage.")
            .Produces<RiskReportResponse>();
        foreach (var (path, summary, results) in Kinds)
        {
            analytics.MapGet("/" + path, (ClaimsPrincipal user, IPortfolioStore portfolios, IRiskStore risk, Guid id, DateOnly? session, CancellationToken cancellationToken) =>
                    ReadAsync(user, portfolios, risk, id, session, results, cancellationToken))
                .WithName(path).WithSummary(summary)
                .Produces<RiskReportResponse>();
        }
    }

    private static async Task<IResult> ReadAsync(
        ClaimsPrincipal user, IPortfolioStore portfolios, IRiskStore risk, Guid id, DateOnly? session, string[]? results, CancellationToken cancellationToken)
    {
        if (await portfolios.FindAsync(user.UserId, id, cancellationToken) is null)
        {
            return ApiProblems.From([Portfolio.NotFound()]);
        }

        return TypedResults.Ok(await risk.FindAsync(user.UserId, id, session, cancellationToken) is not { } report
            ? new RiskReportResponse(id, null, null, session is { } day ? FormattableString.Invariant($"The portfolio has no risk figures of {day:yyyy-MM-dd}.") : AnalyticsEndpoints.NotCalculated, [])
            : new RiskReportResponse(
                id, report.Session, report.RunId, null,
                [.. report.Results.Where(result => results is null || results.Contains(result.Id, StringComparer.Ordinal)).Select(result => RiskResultResponse.From(result, report.Session))]));
    }
}
