using System.Security.Claims;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using App.Api;
using App.Core.Batches;
using App.Core.Operations;
using App.Features.Accounts;

namespace App.Features.Batches;

/// <summary>An operation, for the reference only: the body is read by hand.</summary>
internal sealed record BatchOperationRequest(string? Method, string ResourceId, JsonObject? Data);

/// <summary>A batch, for the reference only.</summary>
internal sealed record BatchRequest(string OperationType, IReadOnlyList<BatchOperationRequest> Operations, bool? Atomic, string? ClientReference);

internal sealed record OperationErrorResponse(string Code, string? Message, string? Type);

internal sealed record OperationResponse(
    int Index,
    string ResourceId,
    int? Status,
    bool? Success,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonNode? Data,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OperationErrorResponse? Error)
{
    public static OperationResponse From(BatchOperation operation) => new(
        operation.Index,
        operation.ResourceId,
        operation.HttpStatus,
        operation.Status == OperationStatus.Pending ? null : operation.Status == OperationStatus.Completed,
        operation.Result is { } result ? JsonNode.Parse(result) : null,
        operation.ErrorCode is { } code ? new OperationErrorResponse(code, operation.ErrorMessage, operation.ErrorType is { } type ? ApiProblems.TypeOf(type) : null) : null);
}

internal sealed record BatchSummaryResponse(int Completed, int Failed, decimal? SuccessRate, decimal Progress)
{
    public static BatchSummaryResponse From(Batch batch) => new(batch.Completed, batch.Failed, batch.SuccessRate, batch.ProgressPercentage);
}

internal sealed record BatchResponse(
    Guid BatchId,
    string OperationType,
    bool Atomic,
    string? ClientReference,
    int TotalOperations,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<OperationResponse>? Results,
    BatchSummaryResponse Summary,
    string Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt,
    double? DurationSeconds)
{
    public static BatchResponse From(Batch batch, IReadOnlyList<BatchOperation>? operations) => new(
        batch.Id,
        batch.OperationType,
        batch.IsAtomic,
        batch.ClientReference,
        batch.Total,
        operations is null ? null : [.. operations.Select(OperationResponse.From)],
        BatchSummaryResponse.From(batch),
        BatchCodes.Statuses.NameOf(batch.Status),
        batch.CreatedAt,
        batch.StartedAt,
        batch.CompletedAt,
        batch.DurationSeconds);

    public static BatchResponse From(BatchDetail detail) => From(detail.Batch, detail.Operations);
}

internal sealed record BatchListResponse(IReadOnlyList<BatchResponse> Batches, PageInfo Pagination);

/// <summary>Operations on many things, sent together.</summary>
internal static class BatchEndpoints
{
    // Fifty operations with the longest descriptions, every character escaped.
    private const long MaxBody = 2 * 1024 * 1024;

    private const int UsualRows = 20;

    private const int MostRows = 100;

    public static void MapBatches(this IEndpointRouteBuilder api)
    {
        var batches = api.MapGroup("/batch").WithTags("Batches").RequireAuthorization().ProducesProblem(401);
        batches.MapPost("", SubmitAsync)
            .WithName("submit_batch").Idempotent(MaxBody).Audits(AuditAction.BatchSubmitted, AuditAction.PortfolioChanged, AuditAction.PortfolioDeleted, AuditAction.PositionsChanged)
            .WithSummary("Does 1 to 50 operations in the order received, each in a transaction of its own, or all in one (atomic), and answers with what came of each.")
            .WithMetadata(BulkBody.LimitOf(MaxBody))
            .Accepts<BatchRequest>("application/json").Produces<BatchResponse>().ProducesProblem(400).ProducesProblem(413);
        batches.MapGet("/{batch_id:guid}", GetAsync)
            .WithName("get_batch").WithSummary("One batch, with what came of each operation.").Produces<BatchResponse>().ProducesProblem(404);
        batches.MapGet("/history", HistoryAsync)
            .WithName("list_batches").WithSummary("The caller's batches, the newest first; by status and operation_type.").Produces<BatchListResponse>().ProducesProblem(400);
    }

    private static async Task<IResult> SubmitAsync(HttpRequest request, ClaimsPrincipal user, SubmitBatch submit, ExecuteBatch execute, ILogger<ExecuteBatch> logger, CancellationToken cancellationToken)
    {
        var body = await BulkBody.ReadAsync(request, MaxBody, cancellationToken);
        if (!body.IsSuccess)
        {
            return ApiProblems.From(body.Errors);
        }

        using var document = body.Value;
        var form = BatchRules.Read(document.RootElement, execute.OperationTypes);
        if (!form.IsSuccess)
        {
            return ApiProblems.From(form.Errors);
        }

        var detail = await submit.HandleAsync(user.UserId, RightsOf(user), form.Value, exception => logger.LogError(exception, "An operation of a batch was taken back"), cancellationToken);
        return TypedResults.Ok(BatchResponse.From(detail));
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, IBatchStore store, Guid batch_id, CancellationToken cancellationToken) =>
        await store.FindAsync(user.UserId, batch_id, cancellationToken) is { } detail
            ? TypedResults.Ok(BatchResponse.From(detail))
            : ApiProblems.From([BatchErrors.NotFound.Because("There is no such batch among yours.")]);

    private static async Task<IResult> HistoryAsync(ClaimsPrincipal user, IBatchStore store, string? status, string? operation_type, int? limit, int? offset, CancellationToken cancellationToken)
    {
        BatchStatus? wanted = null;
        if (!string.IsNullOrWhiteSpace(status))
        {
            if (!BatchCodes.Statuses.TryParse(status.Trim(), out var parsed))
            {
                return ApiProblems.From([BatchErrors.Validation.Because($"“{ItemFault.Clip(status)}” is no status. Those are {string.Join(", ", BatchCodes.Statuses.Names)}.", "status")]);
            }

            wanted = parsed;
        }

        var (most, skip) = (ApiConventions.LimitOf(limit, UsualRows, MostRows), ApiConventions.OffsetOf(offset));
        var page = await store.ListAsync(user.UserId, new BatchQuery(wanted, string.IsNullOrWhiteSpace(operation_type) ? null : operation_type.Trim(), most, skip), cancellationToken);
        return TypedResults.Ok(new BatchListResponse([.. page.Items.Select(batch => BatchResponse.From(batch, null))], new PageInfo(page.Total, most, skip)));
    }

    private static CallerRights RightsOf(ClaimsPrincipal user) =>
        (user.ImpersonatorId is null ? CallerRights.OwnEyes : CallerRights.None) | (user.IsInRole(UserClaims.SuperuserRole) ? CallerRights.Operator : CallerRights.None);
}
