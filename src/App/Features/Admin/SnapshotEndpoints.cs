using System.Security.Claims;
using App.Api;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Snapshots;
using App.Features.Accounts;

namespace App.Features.Admin;

internal sealed record SnapshotFaultResponse(Guid PortfolioId, DateOnly Session, string Rule, string Message);

internal sealed record SnapshotVerificationResponse(int Portfolios, int Snapshots, int FaultCount, IReadOnlyList<SnapshotFaultResponse> Faults)
{
    private const int MostFaults = 500;

    public static SnapshotVerificationResponse From(SnapshotVerification found) => new(
        found.Portfolios,
        found.Snapshots,
        found.Faults.Count,
        [.. found.Faults.Take(MostFaults).Select(fault => new SnapshotFaultResponse(fault.PortfolioId, fault.Session, fault.Rule, fault.Message))]);
}

internal sealed record ReplayRequestBody(Guid? PortfolioId, DateOnly? LastGoodDate, bool? DryRun);

internal sealed record SnapshotReplayResponse(bool DryRun, DateOnly? LastGood, int Removed, int Calculated, Guid? RunId);

internal sealed record CleanUpResponse(int ClaimsRemoved);

/// <summary>Checks and mends chains of snapshots: an owner's own, and for the operator all of them.</summary>
internal static class SnapshotEndpoints
{
    /// <summary>The owner's.</summary>
    public static void MapSnapshotChecks(this IEndpointRouteBuilder api)
    {
        var own = api.MapGroup("/portfolios/{id:guid}/snapshots").WithTags("Calculation").RequireAuthorization().ProducesProblem(401).ProducesProblem(404);
        own.MapGet("/verify", async (ClaimsPrincipal user, IPortfolioStore portfolios, VerifySnapshots verify, Guid id, CancellationToken cancellationToken) =>
                await portfolios.FindAsync(user.UserId, id, cancellationToken) is null
                    ? ApiProblems.From([Portfolio.NotFound()])
                    : (await verify.HandleAsync(id, cancellationToken)).ToHttp(found => TypedResults.Ok(SnapshotVerificationResponse.From(found))))
            .WithName("verify_snapshots").WithSummary("Checks the portfolio's chain of snapshots.").Produces<SnapshotVerificationResponse>();
        own.MapPost("/replay", (ClaimsPrincipal user, ReplaySnapshots replay, Guid id, ReplayRequestBody request, CancellationToken cancellationToken) =>
                ReplayAsync(replay, user.UserId, request with { PortfolioId = id }, cancellationToken))
            .WithName("replay_snapshots").Audits(AuditAction.SnapshotsReplayed).WithSummary("Says what removing the snapshots after last_good_date and calculating them again would do; does it with dry_run false.")
            .Produces<SnapshotReplayResponse>().ProducesProblem(400);
    }

    /// <summary>The operator's.</summary>
    public static void MapSnapshotOperations(this IEndpointRouteBuilder admin)
    {
        var all = admin.MapGroup("/snapshots").WithTags("Administration");
        all.MapGet("/verify", async (VerifySnapshots verify, Guid? portfolio_id, CancellationToken cancellationToken) =>
                (await verify.HandleAsync(portfolio_id, cancellationToken)).ToHttp(found => TypedResults.Ok(SnapshotVerificationResponse.From(found))))
            .WithName("verify_all_snapshots").WithSummary("Checks the chains of all active portfolios, or of one.").Produces<SnapshotVerificationResponse>().ProducesProblem(404);
        all.MapPost("/replay", (ReplaySnapshots replay, ReplayRequestBody request, CancellationToken cancellationToken) => ReplayAsync(replay, null, request, cancellationToken))
            .WithName("replay_any_snapshots").Audits(AuditAction.SnapshotsReplayed).WithSummary("As for an owner, for any portfolio_id.").Produces<SnapshotReplayResponse>().ProducesProblem(400).ProducesProblem(404);
        all.MapPost("/clean-up", async (ReleaseClaims claims, CancellationToken cancellationToken) =>
                TypedResults.Ok(new CleanUpResponse(await claims.CleanUpAsync(cancellationToken))))
            .WithName("clean_up_snapshots").Audits(AuditAction.SnapshotsCleanedUp).WithSummary("Removes claims over an hour old that nobody works on.").Produces<CleanUpResponse>();
    }

    private static async Task<IResult> ReplayAsync(ReplaySnapshots replay, Guid? owner, ReplayRequestBody request, CancellationToken cancellationToken)
    {
        if (request is not { PortfolioId: { } portfolio, LastGoodDate: { } lastGood })
        {
            return ApiProblems.From([PortfolioErrors.NotASession.Because("Give last_good_date, the last session to keep, as YYYY-MM-DD, and portfolio_id.", "last_good_date")]);
        }

        var isDryRun = request.DryRun ?? true;
        var result = await replay.HandleAsync(owner, portfolio, lastGood, isDryRun, cancellationToken);
        return result.ToHttp(plan => TypedResults.Ok(new SnapshotReplayResponse(isDryRun, plan.LastGood, plan.Removed, plan.Calculated, plan.RunId)));
    }
}
