using System.Security.Claims;
using App.Api;
using App.Core.Calculations;
using App.Core.Operations;
using App.Features.Accounts;
using App.Features.Calculations;
using Microsoft.AspNetCore.Mvc;

namespace App.Features.Admin;

internal sealed record AdminRunResponse(
    Guid RunId,
    Guid PortfolioId,
    string Portfolio,
    Guid OwnerId,
    string? Owner,
    RunKind Trigger,
    RunStatus Status,
    int Percent,
    DateOnly Session,
    int Attempt,
    Guid? EndOfDayId,
    string? Node,
    int WarningCount,
    RunErrorResponse? Error,
    IReadOnlyList<RunPhaseResponse> Phases,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    long? DurationMs)
{
    public static AdminRunResponse From(OverseenRun each) => new(
        each.Run.Id, each.Run.PortfolioId, each.Portfolio, each.OwnerId, each.Owner, each.Run.Kind, each.Run.Status, each.Run.Percent, each.Run.Session, each.Run.Attempt, each.EndOfDayId, each.Node,
        each.Run.Progress.Warnings.Count, RunErrorResponse.Of(each.Run), [.. each.Run.Progress.Steps.Select(RunPhaseResponse.From)], each.Run.CreatedAt, each.Run.StartedAt, each.Run.FinishedAt,
        (long?)each.Run.Duration?.TotalMilliseconds);
}

internal sealed record AdminRunListResponse(IReadOnlyList<AdminRunResponse> Runs, int Total, int Limit, int Offset);

/// <summary>What the address of the list asks for.</summary>
internal sealed record AdminRunSearch(
    string? Status,
    string? Who,
    [FromQuery(Name = "portfolio_id")] Guid? PortfolioId,
    string? Trigger,
    DateOnly? From,
    DateOnly? To,
    [FromQuery(Name = "error_code")] string? ErrorCode,
    [FromQuery(Name = "end_of_day_id")] Guid? EndOfDayId,
    int? Limit,
    int? Offset);

/// <summary>The runs of all users, for operators.</summary>
internal static class AdminRunEndpoints
{
    public static void MapAdminRuns(this IEndpointRouteBuilder admin)
    {
        var runs = admin.MapGroup("/runs").WithTags("Administration");
        runs.MapGet("/", ListAsync)
            .WithName("list_all_runs").WithSummary("The runs of all users, the newest first; who is part of the owner's name or address, trigger onboarding, manual or nightly, from and to days of asking, UTC.")
            .Produces<AdminRunListResponse>();
        runs.MapPost("/{run_id:guid}/retry", async (OverseeRuns oversee, Guid run_id, CancellationToken cancellationToken) =>
                (await oversee.RetryAsync(run_id, cancellationToken)).ToHttp(run => TypedResults.Json(RunResponse.From(run), statusCode: 202)))
            .WithName("retry_run").Audits(AuditAction.RunStarted).WithSummary("Asks for the session of a run to be calculated again.").Produces<RunResponse>(202).ProducesProblem(404).ProducesProblem(409);
        runs.MapPost("/{run_id:guid}/cancel", async (ClaimsPrincipal user, OverseeRuns oversee, Guid run_id, CancellationToken cancellationToken) =>
                (await oversee.CancelAsync(run_id, user.FullName, cancellationToken)).ToHttp(run => TypedResults.Ok(RunResponse.From(run))))
            .WithName("cancel_any_run").Audits(AuditAction.RunCancelled).WithSummary("Stops a run; what it has stored is kept.").Produces<RunResponse>().ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> ListAsync([AsParameters] AdminRunSearch search, OverseeRuns oversee, CancellationToken cancellationToken)
    {
        RunStatus? status = null;
        RunKind? kind = null;
        if (!string.IsNullOrEmpty(search.Status))
        {
            if (!RunCodes.Statuses.TryParse(search.Status, out var known))
            {
                return AdminUserEndpoints.NotOneOf("status", search.Status, RunCodes.Statuses.Names);
            }

            status = known;
        }

        if (!string.IsNullOrEmpty(search.Trigger))
        {
            if (!RunCodes.Kinds.TryParse(search.Trigger, out var known))
            {
                return AdminUserEndpoints.NotOneOf("trigger", search.Trigger, RunCodes.Kinds.Names);
            }

            kind = known;
        }

        var (limit, offset) = (ApiConventions.LimitOf(search.Limit), ApiConventions.OffsetOf(search.Offset));
        var page = await oversee.ListAsync(
            new RunSearch
            {
                Status = status,
                Who = AdminAddress.Words(search.Who),
                PortfolioId = search.PortfolioId,
                Kind = kind,
                From = search.From,
                To = search.To,
                ErrorCode = AdminAddress.Words(search.ErrorCode)?.ToUpperInvariant(),
                EndOfDayId = search.EndOfDayId,
                Limit = limit,
                Offset = offset,
            },
            cancellationToken);
        return TypedResults.Ok(new AdminRunListResponse([.. page.Items.Select(AdminRunResponse.From)], page.Total, limit, offset));
    }
}
