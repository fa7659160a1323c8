using System.Security.Claims;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using App.Api;
using App.Core.Batches;
using App.Core.Idempotency;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Results;
using App.Features.Accounts;

namespace App.Features.Batches;

/// <summary>An operation, for the reference only: the body is read by hand.</summary>
internal sealed record BatchOperationRequest(string? Method, string ResourceId, JsonObject? Data);

/// <summary>A batch, for the reference only.</summary>
internal sealed record BatchRequest(string OperationType, IReadOnlyList<BatchOperationRequest> Operations, bool? Atomic, bool? Async, string? ClientReference, string? WebhookUrl);

/// <summary>Whether to wait for a retry, for the reference only.</summary>
internal sealed record RetryRequest(bool? Async);

/// <summary>What is to be otherwise in one run of a template, for the reference only.</summary>
internal sealed record TemplateRunRequest(IReadOnlyList<string>? ResourceIds, bool? Async, string? ClientReference);

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
    bool Async,
    string? ClientReference,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? WebhookUrl,
    Guid? RetryOf,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Guid>? Retries,
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
        batch.IsAsync,
        batch.ClientReference,
        batch.WebhookUrl,
        batch.RetryOf,
        operations is null ? null : [],
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

internal sealed record BatchTotalsResponse(string OperationType, int Batches, int Operations, int Completed, int Failed, decimal? SuccessRate, decimal? MeanSize)
{
    public static BatchTotalsResponse From(BatchTotals totals) => new(totals.OperationType, totals.Batches, totals.Operations, totals.Completed, totals.Failed, totals.SuccessRate, totals.MeanSize);
}

internal sealed record BatchStatsResponse(
    DateTimeOffset From, int Days, int Batches, int Operations, int Completed, int Failed, decimal? SuccessRate, decimal? MeanSize, IReadOnlyList<BatchTotalsResponse> OperationTypes);

internal sealed record BatchTemplateResponse(string Name, string OperationType, int Operations, JsonNode? Body, DateTimeOffset SavedAt)
{
    public static BatchTemplateResponse From(BatchTemplate template) => new(template.Name, template.OperationType, template.Operations, JsonNode.Parse(template.Body), template.SavedAt);
}

internal sealed record BatchTemplateListResponse(IReadOnlyList<BatchTemplateResponse> Templates);

internal sealed record BatchListResponse(IReadOnlyList<BatchResponse> Batches, PageInfo Pagination);

/// <summary>Operations on many things, sent together.</summary>
internal static class BatchEndpoints
{
    // Fifty operations with the longest descriptions, every character escaped.
    private const long MaxBody = 2 * 1024 * 1024;

    private const int UsualRows = 20;

    private const int MostRows = 100;

    private const int StatsDays = 30;

    // What the operations of a batch do, besides that it is sent.
    private static readonly AuditAction[] Effects =
    [
        AuditAction.BatchSubmitted, AuditAction.PortfolioChanged, AuditAction.PortfolioDeleted, AuditAction.PositionsChanged, AuditAction.ModelDeleted, AuditAction.OrderChanged, AuditAction.OrderDeleted,
        AuditAction.NameChanged, AuditAction.PreferencesChanged,
        AuditAction.UserVerified, AuditAction.UserUnverified, AuditAction.PremiumGranted, AuditAction.PremiumRevoked, AuditAction.UserSuspended, AuditAction.UserReopened,
    ];

    public static void MapBatches(this IEndpointRouteBuilder api)
    {
        var batches = api.MapGroup("/batch").WithTags("Batches").RequireAuthorization().ProducesProblem(401);
        batches.MapPost("", SubmitAsync)
            .WithName("submit_batch").Idempotent(MaxBody).Audits(Effects)
            .WithSummary("Does 1 to 50 operations in the order received, each in a transaction of its own, or all in one (atomic), and answers with what came of each; at once when it is not waited for (async).")
            .WithMetadata(BulkBody.LimitOf(MaxBody))
            .Accepts<BatchRequest>("application/json").Produces<BatchResponse>().Produces<BatchResponse>(202).ProducesProblem(400).ProducesProblem(403).ProducesProblem(413);
        batches.MapGet("/{batch_id:guid}", GetAsync)
            .WithName("get_batch").WithSummary("One batch, with what came of each operation.").Produces<BatchResponse>().ProducesProblem(404);
        batches.MapPost("/{batch_id:guid}/retry", RetryAsync)
            .WithName("retry_batch").Idempotent(MaxBody).Audits(Effects).WithMetadata(BulkBody.LimitOf(MaxBody))
            .WithSummary("Sends the operations of a batch that failed once more, as a new batch that names the old one.")
            .Accepts<RetryRequest>("application/json").Produces<BatchResponse>().Produces<BatchResponse>(202).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        batches.MapGet("/{batch_id:guid}/results.csv", CsvAsync).RequireAuthorization(Policies.OwnEyes)
            .WithName("export_batch_csv").WithSummary("What came of each operation of a batch, as a table.").Produces(200, contentType: "text/csv").ProducesProblem(404);
        batches.MapGet("/{batch_id:guid}/results.json", JsonAsync).RequireAuthorization(Policies.OwnEyes)
            .WithName("export_batch_json").WithSummary("A batch with what came of each operation, as a file.").Produces<BatchResponse>().ProducesProblem(404);
        batches.MapGet("/history", HistoryAsync)
            .WithName("list_batches").WithSummary("The caller's batches, the newest first; by status and operation_type.").Produces<BatchListResponse>().ProducesProblem(400);
        batches.MapGet("/stats", StatsAsync)
            .WithName("batch_stats").WithSummary("What the caller's batches of the last 30 days came to, in all and by operation_type.").Produces<BatchStatsResponse>();
        batches.MapGet("/templates", ListTemplatesAsync)
            .WithName("list_batch_templates").WithSummary("The caller's templates by name.").Produces<BatchTemplateListResponse>();
        batches.MapGet("/templates/{name}", GetTemplateAsync)
            .WithName("get_batch_template").WithSummary("A batch that is kept under a name.").Produces<BatchTemplateResponse>().ProducesProblem(404);
        batches.MapPut("/templates/{name}", SaveTemplateAsync)
            .WithName("save_batch_template").Idempotent(MaxBody).Audits(AuditAction.BatchTemplateSaved).WithMetadata(BulkBody.LimitOf(MaxBody))
            .WithSummary("Keeps a batch under a name; one of the same name, whatever its case, is replaced.")
            .Accepts<BatchRequest>("application/json").Produces<BatchTemplateResponse>().ProducesProblem(400).ProducesProblem(409).ProducesProblem(413);
        batches.MapDelete("/templates/{name}", RemoveTemplateAsync)
            .WithName("remove_batch_template").Idempotent().Audits(AuditAction.BatchTemplateRemoved).WithSummary("Removes a template.").Produces(204).ProducesProblem(404);
        batches.MapPost("/templates/{name}/run", RunTemplateAsync)
            .WithName("run_batch_template").Idempotent(MaxBody).Audits(Effects).WithMetadata(BulkBody.LimitOf(MaxBody))
            .WithSummary("Sends a batch that is kept under a name; resource_ids has its one operation done to each of them.")
            .Accepts<TemplateRunRequest>("application/json").Produces<BatchResponse>().Produces<BatchResponse>(202).ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<IResult> SubmitAsync(HttpContext context, ClaimsPrincipal user, SubmitBatch submit, ExecuteBatch execute, WebhookPolicy webhooks, ILogger<ExecuteBatch> logger, CancellationToken cancellationToken)
    {
        var body = await BulkBody.ReadAsync(context.Request, MaxBody, cancellationToken);
        if (!body.IsSuccess)
        {
            return ApiProblems.From(body.Errors);
        }

        using var document = body.Value;
        var form = BatchRules.Read(document.RootElement, execute.OperationTypes, webhooks);
        return form.IsSuccess
            ? await ReplyAsync(context, () => submit.HandleAsync(user.UserId, BatchRights.Of(user), form.Value, FaultLog(logger), cancellationToken))
            : ApiProblems.From(form.Errors);
    }

    private static async Task<IResult> RetryAsync(HttpContext context, ClaimsPrincipal user, RetryBatch retry, ILogger<ExecuteBatch> logger, Guid batch_id, CancellationToken cancellationToken)
    {
        var body = await BulkBody.ReadOptionalAsync(context.Request, MaxBody, cancellationToken);
        if (!body.IsSuccess)
        {
            return ApiProblems.From(body.Errors);
        }

        using var document = body.Value.Document;
        var mode = BatchRules.ReadRetry(body.Value.Root);
        return mode.IsSuccess
            ? await ReplyAsync(context, () => retry.HandleAsync(user.UserId, BatchRights.Of(user), batch_id, mode.Value.IsAsync, FaultLog(logger), cancellationToken))
            : ApiProblems.From(mode.Errors);
    }

    private static async Task<IResult> RunTemplateAsync(HttpContext context, ClaimsPrincipal user, RunBatchTemplate run, ILogger<ExecuteBatch> logger, string name, CancellationToken cancellationToken)
    {
        var body = await BulkBody.ReadOptionalAsync(context.Request, MaxBody, cancellationToken);
        if (!body.IsSuccess)
        {
            return ApiProblems.From(body.Errors);
        }

        using var document = body.Value.Document;
        return await ReplyAsync(context, () => run.HandleAsync(user.UserId, BatchRights.Of(user), name, body.Value.Root, FaultLog(logger), cancellationToken));
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, IBatchStore store, Guid batch_id, CancellationToken cancellationToken) =>
        await store.FindAsync(user.UserId, batch_id, cancellationToken) is { } detail
            ? TypedResults.Ok(BatchResponse.From(detail) with { Retries = await store.RetriesAsync(user.UserId, batch_id, cancellationToken) })
            : NoSuchBatch();

    private static async Task<IResult> CsvAsync(ClaimsPrincipal user, IBatchStore store, Guid batch_id, CancellationToken cancellationToken) =>
        await store.FindAsync(user.UserId, batch_id, cancellationToken) is { } detail
            ? TypedResults.File(BatchResultsCsv.Write(detail), "text/csv; charset=utf-8", $"Batch {batch_id} results.csv")
            : NoSuchBatch();

    private static async Task<IResult> JsonAsync(HttpResponse response, ClaimsPrincipal user, IBatchStore store, Guid batch_id, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(user.UserId, batch_id, cancellationToken) is not { } detail)
        {
            return NoSuchBatch();
        }

        response.Headers.ContentDisposition = $"attachment; filename=\"Batch {batch_id} results.json\"";
        return TypedResults.Ok(BatchResponse.From(detail));
    }

    private static async Task<IResult> StatsAsync(ClaimsPrincipal user, IBatchStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        var from = time.GetUtcNow().AddDays(-StatsDays);
        var kinds = await store.TotalsAsync(user.UserId, from, cancellationToken);
        var all = BatchTotals.Sum(kinds);
        return TypedResults.Ok(new BatchStatsResponse(
            from, StatsDays, all.Batches, all.Operations, all.Completed, all.Failed, all.SuccessRate, all.MeanSize, [.. kinds.Select(BatchTotalsResponse.From)]));
    }

    private static async Task<IResult> ListTemplatesAsync(ClaimsPrincipal user, IBatchTemplateStore store, CancellationToken cancellationToken) =>
        TypedResults.Ok(new BatchTemplateListResponse([.. (await store.ListAsync(user.UserId, cancellationToken)).Select(BatchTemplateResponse.From)]));

    private static async Task<IResult> GetTemplateAsync(ClaimsPrincipal user, IBatchTemplateStore store, string name, CancellationToken cancellationToken) =>
        await store.FindAsync(user.UserId, Portfolio.KeyOf(name), cancellationToken) is { } template
            ? TypedResults.Ok(BatchTemplateResponse.From(template))
            : ApiProblems.From([RunBatchTemplate.NotFound(name)]);

    private static async Task<IResult> SaveTemplateAsync(HttpContext context, ClaimsPrincipal user, SaveBatchTemplate save, string name, CancellationToken cancellationToken)
    {
        var body = await BulkBody.ReadAsync(context.Request, MaxBody, cancellationToken);
        if (!body.IsSuccess)
        {
            return ApiProblems.From(body.Errors);
        }

        using var document = body.Value;
        return await Idempotency.ReplyAsync(context, 200, BatchTemplateResponse.From, null, () => save.HandleAsync(user.UserId, name, document.RootElement, cancellationToken));
    }

    private static async Task<IResult> RemoveTemplateAsync(ClaimsPrincipal user, IBatchTemplateStore store, string name, CancellationToken cancellationToken)
    {
        IdempotentCall.AnswerWith<string>(_ => new IdempotentReply(204, null, null, []));
        IdempotentCall.Succeeds(name);
        return await store.RemoveAsync(user.UserId, Portfolio.KeyOf(name), cancellationToken) ? TypedResults.NoContent() : ApiProblems.From([RunBatchTemplate.NotFound(name)]);
    }

    private static Task<IResult> ReplyAsync(HttpContext context, Func<Task<Result<BatchDetail>>> work) =>
        Idempotency.ReplyAsync(context, detail => detail.Batch.IsAsync ? 202 : 200, BatchResponse.From, detail => detail.Batch.IsAsync ? $"/api/v1/batch/{detail.Batch.Id}" : null, work);

    private static Action<Exception> FaultLog(ILogger logger) => exception => logger.LogError(exception, "An operation of a batch was taken back");

    private static IResult NoSuchBatch() => ApiProblems.From([BatchErrors.NotFound.Because("There is no such batch among yours.")]);

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
}
