using System.Security.Claims;
using App.Api;
using App.Core.Batches;
using App.Core.Operations;
using App.Features.Accounts;

namespace App.Features.Batches;

internal sealed record WebhookSecretResponse(string Secret);

internal sealed record WebhookAttemptResponse(int Number, DateTimeOffset At, int? HttpStatus, int? DurationMs, string? Error);

internal sealed record WebhookDeliveryResponse(
    Guid DeliveryId,
    string Url,
    string Status,
    int Attempts,
    DateTimeOffset? NextAttemptAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DeliveredAt,
    int? LastStatus,
    string? LastError,
    IReadOnlyList<WebhookAttemptResponse> Log)
{
    public static WebhookDeliveryResponse From(WebhookHistory history)
    {
        var delivery = history.Delivery;
        return new(
            delivery.Id,
            delivery.Url,
            WebhookCodes.Statuses.NameOf(delivery.Status),
            delivery.Attempts,
            delivery.Status == WebhookStatus.Pending ? delivery.NextAttemptAt : null,
            delivery.CreatedAt,
            delivery.DeliveredAt,
            delivery.LastStatus,
            delivery.LastError,
            [.. history.Attempts.Select(attempt => new WebhookAttemptResponse(attempt.Number, attempt.At, attempt.HttpStatus, attempt.DurationMs, attempt.Error))]);
    }
}

internal sealed record WebhookDeliveriesResponse(Guid BatchId, IReadOnlyList<WebhookDeliveryResponse> Deliveries);

internal sealed record ResentWebhookResponse(Guid BatchId, Guid DeliveryId, string Status);

/// <summary>Records of finished batches that are sent to the address that came with the batch.</summary>
internal static class WebhookEndpoints
{
    private const int MostLines = 100;

    public static void MapWebhooks(this IEndpointRouteBuilder api)
    {
        var batches = api.MapGroup("/batch").WithTags("Batches").RequireAuthorization().ProducesProblem(401);
        batches.MapGet("/webhook-secret", SecretAsync).RequireAuthorization(Policies.OwnEyes)
            .WithName("get_webhook_secret").WithSummary("The secret that the caller's webhooks are signed with; made when there is none yet.").Produces<WebhookSecretResponse>().ProducesProblem(403).ProducesProblem(409);
        batches.MapPost("/webhook-secret", ReplaceAsync).RequireAuthorization(Policies.OwnEyes).Audits(AuditAction.WebhookSecretReplaced)
            .WithName("replace_webhook_secret").WithSummary("Puts another secret in its place, at once.").Produces<WebhookSecretResponse>().ProducesProblem(403);
        batches.MapGet("/{batch_id:guid}/deliveries", DeliveriesAsync)
            .WithName("list_webhook_deliveries").WithSummary("What became of the batch's webhook, with the newest 100 tries, the newest first; empty for a batch without one, or that is not over.")
            .Produces<WebhookDeliveriesResponse>().ProducesProblem(404);
        batches.MapPost("/{batch_id:guid}/deliveries/retry", ResendAsync).RequireAuthorization(Policies.OwnEyes).Idempotent().Audits(AuditAction.WebhookResent)
            .WithName("retry_webhook_delivery").WithSummary("Sends the batch's record again, at once and then for a day, whether its receiver has it, it was given up, or it waits.")
            .Produces<ResentWebhookResponse>(202).ProducesProblem(403).ProducesProblem(404);
    }

    private static async Task<IResult> SecretAsync(HttpResponse response, ClaimsPrincipal user, GetWebhookSecret secrets, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        return (await secrets.HandleAsync(user.UserId, cancellationToken)).ToHttp(secret => TypedResults.Ok(new WebhookSecretResponse(secret)));
    }

    private static async Task<IResult> ReplaceAsync(HttpResponse response, ClaimsPrincipal user, ReplaceWebhookSecret replace, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new WebhookSecretResponse(await replace.HandleAsync(user.UserId, cancellationToken)));
    }

    private static async Task<IResult> DeliveriesAsync(ClaimsPrincipal user, IWebhookOutbox outbox, IBatchStore batches, Guid batch_id, CancellationToken cancellationToken)
    {
        var found = await outbox.FindAsync(user.UserId, batch_id, MostLines, cancellationToken);
        return found is null && await batches.FindAsync(user.UserId, batch_id, cancellationToken) is null
            ? ApiProblems.From([BatchErrors.NotFound.Because("There is no such batch among yours.")])
            : TypedResults.Ok(new WebhookDeliveriesResponse(batch_id, found is null ? [] : [WebhookDeliveryResponse.From(found)]));
    }

    private static Task<IResult> ResendAsync(HttpContext context, ClaimsPrincipal user, ResendWebhook resend, Guid batch_id, CancellationToken cancellationToken) =>
        Idempotency.ReplyAsync<ResentWebhook, ResentWebhookResponse>(
            context,
            StatusCodes.Status202Accepted,
            resent => new(resent.BatchId, resent.DeliveryId, WebhookCodes.Statuses.NameOf(WebhookStatus.Pending)),
            null,
            () => resend.HandleAsync(user.UserId, batch_id, cancellationToken));
}
