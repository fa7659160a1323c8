using System.Security.Claims;
using App.Api;
using App.Core.Calculations;
using App.Core.Operations;
using App.Features.Accounts;

namespace App.Features.Calculations;

internal sealed record RunSummaryResponse(
    Guid RunId,
    RunKind Kind,
    RunStatus Status,
    int Percent,
    DateOnly AsOf,
    int Attempt,
    int WarningCount,
    RunErrorResponse? Error,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    long? DurationMs)
{
    public static RunSummaryResponse From(RunView run) => new(
        run.Id,
        run.Kind,
        run.Status,
        run.Percent,
        run.Session,
        run.Attempt,
        run.Progress.Warnings.Count,
        RunErrorResponse.Of(run),
        run.CreatedAt,
        run.StartedAt,
        run.FinishedAt,
        run.Duration is { } duration ? (long)duration.TotalMilliseconds : null);
}

internal sealed record RunListResponse(IReadOnlyList<RunSummaryResponse> Runs, int Total, int Limit, int Offset);

/// <summary>Lists a portfolio's runs, and cancels one.</summary>
internal static class RunListEndpoints
{
    public static void MapRunList(this RouteGroupBuilder portfolio)
    {
        portfolio.MapGet("/runs", ListAsync)
            .WithName("list_runs").WithSummary("The portfolio's runs, newest first; status leaves those of one status.")
            .Produces<RunListResponse>().ProducesProblem(400);
        portfolio.MapPost("/runs/{run_id:guid}/cancel", CancelAsync)
            .WithName("cancel_run").Audits(AuditAction.RunCancelled).WithSummary("Cancels a run that is pending or running. What it has stored is kept.")
            .Produces<RunResponse>().ProducesProblem(409);
    }

    private static async Task<IResult> ListAsync(
        ClaimsPrincipal user, ListRuns list, Guid id, string? status, int? limit, int? offset, CancellationToken cancellationToken)
    {
        RunStatus? only = null;
        if (!string.IsNullOrWhiteSpace(status))
        {
            if (!RunCodes.Statuses.TryParse(status, out var known))
            {
                return ApiProblems.From([RequestErrors.NotReadable.Because(
                    $"“{status}” is no status of a run. Allowed are pending, running, completed, completed_with_warnings, failed and cancelled.", "status")]);
            }

            only = known;
        }

        var filter = new RunFilter(only, ApiConventions.LimitOf(limit), ApiConventions.OffsetOf(offset));
        var result = await list.HandleAsync(user.UserId, id, filter, cancellationToken);
        return result.ToHttp(found => TypedResults.Ok(new RunListResponse(
            [.. found.Runs.Items.Select(RunSummaryResponse.From)], found.Runs.Total, filter.Limit, filter.Offset)));
    }

    private static async Task<IResult> CancelAsync(ClaimsPrincipal user, CancelRun cancel, Guid id, Guid run_id, CancellationToken cancellationToken)
    {
        var result = await cancel.HandleAsync(new CancelRequest(user.UserId, id, run_id, user.FullName), cancellationToken);
        return result.ToHttp(run => TypedResults.Ok(RunResponse.From(run)));
    }
}
