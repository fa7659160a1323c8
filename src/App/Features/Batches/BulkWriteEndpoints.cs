using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Serialization;
using App.Api;
using App.Core.Batches;
using App.Core.Operations;
using App.Core.Results;
using App.Features.Accounts;

namespace App.Features.Batches;

/// <summary>A position of a bulk call, for the reference only: the body is read by hand.</summary>
internal sealed record PositionItemRequest(
    string? Symbol,
    decimal? Quantity,
    decimal? EntryPrice,
    DateOnly? EntryDate,
    string? InvestmentClass,
    string? InvestmentSubtype,
    string? UnderlyingSymbol,
    decimal? StrikePrice,
    DateOnly? ExpirationDate,
    string? OptionType,
    DateOnly? ExitDate,
    decimal? ExitPrice,
    int? Lot,
    Guid? Id,
    JsonElement? Set,
    JsonElement? Where);

/// <summary>Positions to be written, for the reference only.</summary>
internal sealed record PositionBulkRequest(string Operation, IReadOnlyList<PositionItemRequest> Items, string? OnError, int? BatchSize, string? Match, JsonElement? Where);

/// <summary>An entry of the security master of a bulk call, for the reference only.</summary>
internal sealed record SecurityItemRequest(
    string Symbol, string? Name, string? Sector, string? Industry, string? Exchange, string? Kind, string? Currency, double? Beta, double? DividendYield, JsonElement? Set, JsonElement? Where);

/// <summary>Entries to be written, for the reference only.</summary>
internal sealed record SecurityBulkRequest(string Operation, IReadOnlyList<SecurityItemRequest> Items, string? OnError, int? BatchSize, string? Match, JsonElement? Where);

internal sealed record BulkIssueResponse(int Index, string? Key, string Code, string Message, string? Field)
{
    public static BulkIssueResponse From(BulkIssue issue) => new(issue.Index, issue.Key, issue.Code, issue.Message, issue.Field);
}

internal sealed record BulkMetricsResponse(
    int Total, int Succeeded, int Failed, int Skipped, double DurationMs, double ItemsPerSecond, int Batches, int Retries, long AllocatedBytes, int PeakBatchSize);

internal sealed record BulkWriteResponse(
    string Operation,
    string Outcome,
    int Inserted,
    int Updated,
    int Unchanged,
    IReadOnlyList<BulkIssueResponse> Failures,
    IReadOnlyList<BulkIssueResponse> Skips,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? PositionsVersion,
    BulkMetricsResponse Metrics,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextStep)
{
    public static BulkWriteResponse From(BulkReport report) => new(
        BulkCodes.Operations.NameOf(report.Operation),
        report.Outcome,
        report.Inserted,
        report.Updated,
        report.Unchanged,
        [.. report.Failures.Select(BulkIssueResponse.From)],
        [.. report.Skips.Select(BulkIssueResponse.From)],
        report.Version,
        new(
            report.Total,
            report.Succeeded,
            report.Failed,
            report.Skipped,
            Math.Round(report.Metrics.Duration.TotalMilliseconds, 3),
            Math.Round(report.ItemsPerSecond, 1),
            report.Metrics.Batches,
            report.Metrics.Retries,
            report.Metrics.AllocatedBytes,
            report.Metrics.PeakBatchSize),
        report.Version is null ? null : report.HasChanges ? "calculate" : "none");
}

/// <summary>Positions and securities, many at once.</summary>
internal static class BulkWriteEndpoints
{
    // Ten thousand items of 800 bytes: the twelve fields of an option with their names are 350.
    private const long MaxBody = 8 * 1024 * 1024;

    public static void MapBulkWrites(this IEndpointRouteBuilder api)
    {
        api.MapPost("/portfolios/{id:guid}/positions/bulk", WritePositionsAsync).WithTags("Bulk").RequireAuthorization()
            .WithName("write_positions").Idempotent(MaxBody).Audits(AuditAction.PositionsChanged)
            .WithSummary("Makes, changes or replaces 1 to 10,000 positions of a portfolio in one transaction; with on_error continue, what is valid stays although others fail.")
            .WithMetadata(BulkBody.LimitOf(MaxBody))
            .Accepts<PositionBulkRequest>("application/json").Produces<BulkWriteResponse>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413);
        api.MapPost("/securities/bulk", WriteSecuritiesAsync).WithTags("Bulk").RequireAuthorization(Policies.Operators)
            .WithName("write_securities").Idempotent(MaxBody).Audits(AuditAction.SecuritiesChanged)
            .WithSummary("Makes or changes 1 to 10,000 entries of the security master in one transaction. For operators.")
            .WithMetadata(BulkBody.LimitOf(MaxBody))
            .Accepts<SecurityBulkRequest>("application/json").Produces<BulkWriteResponse>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(409).ProducesProblem(413);
    }

    private static Task<IResult> WritePositionsAsync(HttpRequest request, ClaimsPrincipal user, Guid id, BulkWritePositions write, TimeProvider time, CancellationToken cancellationToken) =>
        ReplyAsync(request, time, (body, meter) => write.HandleAsync(user.UserId, id, body, meter, cancellationToken), cancellationToken);

    private static Task<IResult> WriteSecuritiesAsync(HttpRequest request, BulkWriteSecurities write, TimeProvider time, CancellationToken cancellationToken) =>
        ReplyAsync(request, time, (body, meter) => write.HandleAsync(body, meter, cancellationToken), cancellationToken);

    private static async Task<IResult> ReplyAsync(HttpRequest request, TimeProvider time, Func<JsonElement, BulkMeter, Task<Result<BulkReport>>> write, CancellationToken cancellationToken)
    {
        var meter = new BulkMeter(time);
        var body = await BulkBody.ReadAsync(request, MaxBody, cancellationToken);
        if (!body.IsSuccess)
        {
            return ApiProblems.From(body.Errors);
        }

        using var document = body.Value;
        return await Idempotency.ReplyAsync<BulkReport, BulkWriteResponse>(request.HttpContext, StatusCodes.Status200OK, BulkWriteResponse.From, null, () => write(document.RootElement, meter), Undone);
    }

    // Of many failures no one decides: what breaks a rule comes before what is in the way.
    private static IResult Undone(IReadOnlyList<Error> errors)
    {
        if (!errors[0].Details.TryGetValue("failed", out var failed))
        {
            return ApiProblems.From(errors);
        }

        var status = errors.Any(error => error.Kind == ErrorKind.Validation) ? StatusCodes.Status400BadRequest
            : errors.Any(error => error.Kind == ErrorKind.Failure) ? StatusCodes.Status500InternalServerError
            : StatusCodes.Status409Conflict;
        return ApiProblems.From(errors, new Dictionary<string, object?> { ["failed"] = failed }, status);
    }
}
