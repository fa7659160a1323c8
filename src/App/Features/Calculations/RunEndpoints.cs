using System.Globalization;
using System.Security.Claims;
using App.Api;
using App.Core.Calculations;
using App.Core.Market;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Features.Accounts;

namespace App.Features.Calculations;

internal sealed record RunStartedResponse(Guid PortfolioId, Guid RunId, RunStatus Status, string PollUrl, string HubUrl);

internal sealed record RunPhaseResponse(
    string Id, string Phase, string Name, StepStatus Status, int? Current, int? Total, string? Unit, long? DurationMs)
{
    public static RunPhaseResponse From(RunStep step) => new(
        step.Id, step.Phase, step.Name, step.Status, step.Current, step.Total, step.Unit, step.DurationMs);
}

internal sealed record RunLogResponse(DateTimeOffset At, string Level, string Message)
{
    public static RunLogResponse From(RunLogEntry entry) => new(entry.At, entry.Level, entry.Message);
}

internal sealed record MissingPriceResponse(string Symbol, string Reason);

/// <summary>What share of the book has market data; shares are 0 to 1, by value at cost.</summary>
internal sealed record CoverageResponse(
    int Symbols, int? Enriched, int Priced, decimal ByCount, decimal ByValue, bool Ready, bool NetworkFailure, IReadOnlyList<MissingPriceResponse> Missing)
{
    public static CoverageResponse From(MarketCoverage coverage) => new(
        coverage.Symbols,
        coverage.Enriched,
        coverage.Priced,
        coverage.ByCount,
        coverage.ByValue,
        coverage.IsReady,
        coverage.NetworkFailure,
        [.. coverage.Missing.Select(missing => new MissingPriceResponse(missing.Symbol, missing.Reason))]);
}

internal sealed record RunErrorResponse(string Code, string? Message, string Type)
{
    /// <summary>Why the run failed; null unless it did.</summary>
    public static RunErrorResponse? Of(RunView run) =>
        run.ErrorCode is { } code ? new RunErrorResponse(code, run.ErrorMessage, ApiProblems.TypeOf(code)) : null;
}

internal sealed record RunResponse(
    Guid RunId,
    Guid PortfolioId,
    RunKind Kind,
    RunStatus Status,
    int Percent,
    DateOnly AsOf,
    int Attempt,
    IReadOnlyList<RunPhaseResponse> Phases,
    CoverageResponse? Coverage,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<RunLogResponse> Log,
    RunErrorResponse? Error,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt)
{
    public static RunResponse From(RunView run) => new(
        run.Id,
        run.PortfolioId,
        run.Kind,
        run.Status,
        run.Percent,
        run.Session,
        run.Attempt,
        [.. run.Progress.Steps.Select(RunPhaseResponse.From)],
        run.Progress.Coverage is { } coverage ? CoverageResponse.From(coverage) : null,
        run.Progress.Warnings,
        [.. run.Progress.Log.Select(RunLogResponse.From)],
        RunErrorResponse.Of(run),
        run.CreatedAt,
        run.StartedAt,
        run.FinishedAt);
}

/// <summary>Asks for calculations and follows them.</summary>
internal static class RunEndpoints
{
    public static void MapRuns(this IEndpointRouteBuilder api)
    {
        var portfolio = api.MapGroup("/portfolios/{id:guid}").WithTags("Calculation").RequireAuthorization().ProducesProblem(401).ProducesProblem(404);
        portfolio.MapPost("/calculate", CalculateAsync)
            .WithName("calculate").Idempotent().Audits(AuditAction.RunStarted).WithSummary("Asks for a calculation of the most recent session, or of as_of (YYYY-MM-DD).")
            .Produces<RunStartedResponse>(202).ProducesProblem(400).ProducesProblem(409);
        portfolio.MapGet("/runs/latest", (ClaimsPrincipal user, IRunStore runs, Guid id, CancellationToken cancellationToken) =>
                FindAsync(user, runs, id, null, cancellationToken))
            .WithName("latest_run").WithSummary("The latest run of the portfolio.").Produces<RunResponse>();
        portfolio.MapGet("/runs/{run_id:guid}", (ClaimsPrincipal user, IRunStore runs, Guid id, Guid run_id, CancellationToken cancellationToken) =>
                FindAsync(user, runs, id, run_id, cancellationToken))
            .WithName("get_run").WithSummary("A run: status, phases, warnings, log.").Produces<RunResponse>();
        portfolio.MapRunList();
    }

    private static async Task<IResult> CalculateAsync(
        HttpContext context, ClaimsPrincipal user, StartCalculation start, Guid id, bool? force, string? as_of, CancellationToken cancellationToken)
    {
        DateOnly? session = null;
        if (!string.IsNullOrWhiteSpace(as_of))
        {
            if (!DateOnly.TryParseExact(as_of, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                return ApiProblems.From([PortfolioErrors.NotASession.Because($"“{as_of}” is not a date. Write as_of as YYYY-MM-DD.", "as_of")]);
            }

            session = date;
        }

        return await Idempotency.ReplyAsync<RunView, RunStartedResponse>(
            context, StatusCodes.Status202Accepted, run => new RunStartedResponse(id, run.Id, run.Status, PollUrl(run), RunHub.Path), PollUrl,
            () => start.HandleAsync(new CalculationRequest(user.UserId, id, force ?? false, session), cancellationToken));

        string PollUrl(RunView run) => $"/api/v1/portfolios/{id}/runs/{run.Id}";
    }

    private static async Task<IResult> FindAsync(ClaimsPrincipal user, IRunStore runs, Guid id, Guid? runId, CancellationToken cancellationToken) =>
        await runs.FindAsync(user.UserId, id, runId, cancellationToken) is { } run
            ? TypedResults.Ok(RunResponse.From(run))
            : ApiProblems.From([CalculationErrors.RunNotFound.Because(
                runId is null ? "The portfolio has not been calculated yet, or is not among yours." : "There is no such run among those of your portfolios.")]);
}
