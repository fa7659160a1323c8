using System.ComponentModel;
using System.Security.Claims;
using App.Api;
using App.Core.Calculations;
using App.Core.Portfolios;
using App.Core.Results;
using App.Core.Risk;
using App.Core.Snapshots;
using App.Features.Accounts;

namespace App.Features.CommandCenter;

internal sealed record ClassExposureResponse(string Class, Figure Long, Figure Short, Figure Gross, Figure Net, Figure ShareOfEquity, int Positions)
{
    public static ClassExposureResponse From(ClassExposure one, DateOnly asOf) => new(
        Codes.InvestmentClasses.NameOf(one.Class),
        Figure.Dollars(one.Totals.Long, asOf, one.Positions),
        Figure.Dollars(one.Totals.Short, asOf, one.Positions),
        Figure.Dollars(one.Totals.Gross, asOf, one.Positions),
        Figure.Dollars(one.Totals.Net, asOf, one.Positions),
        Figure.Ratio(one.Share, asOf, one.Positions),
        one.Positions);
}

internal sealed record ExposuresResponse(
    Guid PortfolioId,
    string Basis,
    Figure Equity,
    Figure Long,
    Figure Short,
    Figure Gross,
    Figure Net,
    Figure Leverage,
    IReadOnlyList<ClassExposureResponse> Classes)
{
    /// <summary>Both bases, the delta-adjusted one by leg and netted too, by class, sector and underlying; null until the risk is calculated.</summary>
    public RiskResultResponse? Bases { get; init; }
}

internal sealed record SnapshotResponse(
    DateOnly Date,
    decimal Equity,
    decimal DayPnl,
    double? DayReturn,
    string? DayReturnReason,
    decimal CumulativePnl,
    double? CumulativeReturn,
    string? CumulativeReturnReason,
    decimal Cash,
    decimal Long,
    decimal Short,
    decimal Gross,
    decimal Net,
    decimal Income,
    decimal Realised,
    decimal Flows,
    int PositionCount,
    int LongCount,
    int ShortCount,
    bool IsAnchor,
    decimal Residual,
    DateTimeOffset? CreatedAt,
    DateTimeOffset? CompletedAt,
    string? InputIdentity,
    IReadOnlyDictionary<string, RiskFigureResponse>? Figures,
    IReadOnlyDictionary<string, double>? Sectors);

internal sealed record SnapshotListResponse(Guid PortfolioId, IReadOnlyList<SnapshotResponse> Snapshots, int Total, int Limit, int Offset);

/// <summary>What the command center shows, for programs.</summary>
internal static class AnalyticsEndpoints
{
    private const int MaxSnapshots = 5_000;

    // More sessions than the calendar has.
    private const int MaxSkipped = 20_000;

    // Each has some four kilobytes of figures.
    private const int MaxWithFigures = 500;

    private const string NoReturn = "Equity at the start of the day was not positive, so the day has no return.";
    private const string NoReturnSince = "Equity at the start of a session was not positive, so there is no return from then on.";

    public static void MapAnalytics(this IEndpointRouteBuilder api)
    {
        var analytics = api.MapGroup("/portfolios/{id:guid}/analytics")
            .WithTags("Analytics").RequireAuthorization().ProducesProblem(401).ProducesProblem(404);
        analytics.MapGet("/exposures", ExposuresAsync)
            .WithName("exposures").WithSummary("Long, short, gross, net and leverage at a session or the newest, by class on the market-value basis; on the delta-adjusted basis, by sector and by underlying in bases.")
            .Produces<ExposuresResponse>();
        analytics.MapRisk();
        analytics.MapGet("/overview", OverviewEndpoints.OneAsync)
            .WithName("overview").WithSummary("What the top of the command center shows: equity, the day, exposures, beta, volatility, concentration, performance; of a session, of a date, or the newest.")
            .Produces<OverviewResponse>();
        analytics.MapGet("/snapshots", SnapshotsAsync)
            .WithName("snapshots").WithSummary("Complete snapshots, ascending; the newest when there are more than limit, offset of the newest passed over. With figures=true each with when it was made and the identity of what from, and with betas, volatilities, Greeks, concentration, sectors and target returns as they were computed for it; a session of before the last 60 of a calculation has the reason why not.")
            .Produces<SnapshotListResponse>();
    }

    /// <summary>What is asked of all portfolios together.</summary>
    public static void MapAggregateAnalytics(this IEndpointRouteBuilder api)
    {
        var aggregate = api.MapGroup("/analytics/aggregate").WithTags("Analytics").RequireAuthorization().ProducesProblem(401);
        aggregate.MapGet("/overview", OverviewEndpoints.AllAsync)
            .WithName("aggregate_overview").WithSummary("The overview of all active portfolios pooled as one book.")
            .Produces<OverviewResponse>();
        aggregate.MapGet("/breakdown", OverviewEndpoints.BreakdownAsync)
            .WithName("aggregate_breakdown").WithSummary("What each active portfolio is of the whole: equity, share, the day, exposures.")
            .Produces<BreakdownResponse>();
        aggregate.MapAggregateRisk();
    }

    private static async Task<IResult> ExposuresAsync(
        ClaimsPrincipal user,
        GetExposures get,
        GetRisk getRisk,
        ListSessions sessions,
        Guid id,
        [Description(SessionChoice.SessionWords)] DateOnly? session,
        [Description(SessionChoice.DateWords)] DateOnly? date,
        CancellationToken cancellationToken)
    {
        var choice = await SessionChoice.OfAsync(sessions, user.UserId, id, session, date, cancellationToken);
        var found = await get.HandleAsync(user.UserId, id, choice.Session, cancellationToken);
        if (!found.IsSuccess || choice.Reason is not null || found.Value is not { } exposures)
        {
            return found.ToHttp(_ => TypedResults.Ok(Unknown(id, choice.Reason ?? SessionChoice.NotCalculated)));
        }

        var risk = (await getRisk.HandleAsync(user.UserId, id, choice.Session, cancellationToken)).Match(known => known, _ => null);
        return TypedResults.Ok(Known(id, exposures) with { Bases = risk?.Find("exposures") is { } bases && risk.Session == exposures.AsOf ? RiskResultResponse.From(bases, risk) : null });
    }

    private static async Task<IResult> SnapshotsAsync(
        ClaimsPrincipal user, ListSnapshots list, Guid id, DateOnly? from, DateOnly? to, int? limit, int? offset, bool? figures, CancellationToken cancellationToken)
    {
        var all = figures ?? false;
        var most = Math.Clamp(limit ?? MaxSnapshots, 1, all ? MaxWithFigures : MaxSnapshots);
        var skipped = Math.Clamp(offset ?? 0, 0, MaxSkipped);
        return (await list.HandleAsync(user.UserId, id, new SnapshotRange(from, to, most, skipped, all), cancellationToken)).ToHttp(page => TypedResults.Ok(new SnapshotListResponse(
            id, [.. page.Snapshots.Select(snapshot => ToResponse(snapshot, page.Summaries is { } known ? SummaryOf(known, snapshot.Session) : null))], page.Total, most, skipped)));
    }

    private static RiskSummary SummaryOf(IReadOnlyDictionary<DateOnly, RiskSummary> summaries, DateOnly session) =>
        summaries.TryGetValue(session, out var summary) && summary.Figures.Count > 0 ? summary : SessionSummaries.NotRemembered;

    private static ExposuresResponse Known(Guid id, PortfolioExposures exposures)
    {
        var (asOf, coverage) = (exposures.AsOf, exposures.Coverage);
        return new ExposuresResponse(
            id,
            "market_value",
            Figure.Dollars(exposures.Equity, asOf, exposures.Count),
            Figure.Dollars(exposures.Totals.Long, asOf, exposures.LongCount, coverage),
            Figure.Dollars(exposures.Totals.Short, asOf, exposures.ShortCount, coverage),
            Figure.Dollars(exposures.Totals.Gross, asOf, exposures.Count, coverage),
            Figure.Dollars(exposures.Totals.Net, asOf, exposures.Count, coverage),
            Figure.Ratio(exposures.Leverage, asOf, exposures.Count, coverage),
            [.. exposures.Classes.Select(one => ClassExposureResponse.From(one, asOf))]);
    }

    private static ExposuresResponse Unknown(Guid id, string reason)
    {
        var dollars = Figure.Unknown("usd", reason);
        return new ExposuresResponse(id, "market_value", dollars, dollars, dollars, dollars, dollars, Figure.Unknown("ratio", reason), []);
    }

    private static SnapshotResponse ToResponse(PortfolioSnapshot snapshot, RiskSummary? summary) => new(
        snapshot.Session,
        snapshot.Equity,
        snapshot.DayPnl,
        snapshot.DayReturn,
        snapshot.DayReturn is null ? NoReturn : null,
        snapshot.CumulativePnl,
        snapshot.CumulativeReturn,
        snapshot.CumulativeReturn is null ? NoReturnSince : null,
        snapshot.Cash,
        snapshot.LongValue,
        snapshot.ShortValue,
        snapshot.Gross,
        snapshot.Net,
        snapshot.Income,
        snapshot.Realised,
        snapshot.Flows,
        snapshot.PositionCount,
        snapshot.LongCount,
        snapshot.ShortCount,
        snapshot.IsAnchor,
        snapshot.Residual,
        summary is null ? null : snapshot.CreatedAt,
        summary is null ? null : snapshot.CompletedAt,
        summary is null ? null : snapshot.InputIdentity,
        summary?.Figures.ToDictionary(each => each.Key, each => RiskFigureResponse.From(each.Value, snapshot.Session), StringComparer.Ordinal),
        summary?.Sectors);
}
