using System.Security.Claims;
using App.Api;
using App.Core.Calculations;
using App.Core.Operations;
using App.Features.Accounts;
using App.Features.Calculations;

namespace App.Features.Admin;

internal sealed record EndOfDayRequestBody(DateOnly? AsOf, bool? Force);

internal sealed record EndOfDayCountsResponse(int Pending, int Running, int Completed, int Failed, int Cancelled);

internal sealed record EndOfDayResponse(
    Guid Id,
    DateOnly Session,
    RunStatus Status,
    bool IsPrepared,
    EndOfDayCountsResponse Portfolios,
    int WarningCount,
    string? ErrorCode,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt)
{
    public static EndOfDayResponse From(EndOfDayView view) => new(
        view.Day.Id,
        view.Day.Session,
        view.Day.Status,
        view.Day.IsPrepared,
        new(view.Counts.Pending, view.Counts.Running, view.Counts.Completed, view.Counts.Failed, view.Counts.Cancelled),
        view.Day.Progress.Warnings.Count,
        view.Day.ErrorCode,
        view.Day.CreatedAt,
        view.Day.StartedAt,
        view.Day.FinishedAt);
}

internal sealed record FailedPortfolioResponse(Guid PortfolioId, Guid RunId, RunErrorResponse? Error);

internal sealed record EndOfDayDetailResponse(
    EndOfDayResponse EndOfDay,
    IReadOnlyList<RunPhaseResponse> Phases,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<RunLogResponse> Log,
    IReadOnlyList<FailedPortfolioResponse> Failed);

internal sealed record EndOfDayListResponse(IReadOnlyList<EndOfDayResponse> EndOfDays, int Total, int Limit, int Offset);

/// <summary>The calculations of all portfolios: asks for one, lists, shows and cancels them.</summary>
internal static class EndOfDayEndpoints
{
    private const int MostFailed = 100;

    public static void MapEndOfDays(this IEndpointRouteBuilder admin)
    {
        var days = admin.MapGroup("/end-of-days").WithTags("Administration");
        days.MapPost("/", StartAsync)
            .WithName("start_end_of_day").Audits(AuditAction.EndOfDayStarted).WithSummary("Asks for a session to be calculated for all portfolios; one that is under way for that session is returned.")
            .Produces<EndOfDayResponse>(202).ProducesProblem(400);
        days.MapGet("/", ListAsync).WithName("list_end_of_days").WithSummary("The calculations of all portfolios, newest first.").Produces<EndOfDayListResponse>();
        days.MapGet("/{day_id:guid}", FindAsync)
            .WithName("get_end_of_day").WithSummary($"One of them: phases, warnings, log, and up to {MostFailed} portfolios that failed.").Produces<EndOfDayDetailResponse>().ProducesProblem(404);
        days.MapPost("/{day_id:guid}/cancel", CancelAsync)
            .WithName("cancel_end_of_day").Audits(AuditAction.EndOfDayCancelled).WithSummary("Stops it; portfolios that are calculated stay so.").Produces<EndOfDayResponse>().ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> StartAsync(
        ClaimsPrincipal user, StartEndOfDay start, IEndOfDayStore days, EndOfDayRequestBody? request, CancellationToken cancellationToken)
    {
        var asked = await start.HandleAsync(new EndOfDayRequest(user.UserId, request?.AsOf, request?.Force ?? false), cancellationToken);
        if (!asked.IsSuccess)
        {
            return ApiProblems.From(asked.Errors);
        }

        var view = (await days.FindAsync(asked.Value.Id, cancellationToken))!;
        return TypedResults.Accepted($"/api/v1/admin/end-of-days/{view.Day.Id}", EndOfDayResponse.From(view));
    }

    private static async Task<IResult> ListAsync(IEndOfDayStore days, int? limit, int? offset, CancellationToken cancellationToken)
    {
        var (most, skip) = (ApiConventions.LimitOf(limit), ApiConventions.OffsetOf(offset));
        var page = await days.ListAsync(most, skip, cancellationToken);
        return TypedResults.Ok(new EndOfDayListResponse([.. page.Items.Select(EndOfDayResponse.From)], page.Total, most, skip));
    }

    private static async Task<IResult> FindAsync(IEndOfDayStore days, Guid day_id, CancellationToken cancellationToken)
    {
        if (await days.FindAsync(day_id, cancellationToken) is not { } view)
        {
            return ApiProblems.From([CalculationErrors.RunNotFound.Because("There is no such calculation of all portfolios.")]);
        }

        var failed = await days.FailedAsync(day_id, MostFailed, cancellationToken);
        var progress = view.Day.Progress;
        return TypedResults.Ok(new EndOfDayDetailResponse(
            EndOfDayResponse.From(view),
            [.. progress.Steps.Select(RunPhaseResponse.From)],
            progress.Warnings,
            [.. progress.Log.Select(RunLogResponse.From)],
            [.. failed.Select(run => new FailedPortfolioResponse(run.PortfolioId, run.Id, RunErrorResponse.Of(run)))]));
    }

    private static async Task<IResult> CancelAsync(ClaimsPrincipal user, CancelEndOfDay cancel, Guid day_id, CancellationToken cancellationToken) =>
        (await cancel.HandleAsync(day_id, user.FullName, cancellationToken)).ToHttp(view => TypedResults.Ok(EndOfDayResponse.From(view)));
}
