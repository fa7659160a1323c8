using System.Security.Claims;
using System.Text.Json;
using App.Api;
using App.Core.Accounts;
using App.Core.Operations;

namespace App.Features.Accounts;

internal sealed record ActivityEntryResponse(
    DateTimeOffset At, string Action, string Words, Guid? ActorId, string? Actor, Guid? ImpersonatorId, string? Impersonator, Guid? TargetId, ActorChannel Channel, JsonElement? Details)
{
    public static ActivityEntryResponse From(AuditRow row) => new(
        row.Entry.At,
        row.Entry.Action,
        AuditAction.WordsOf(row.Entry.Action),
        row.Entry.ActorId,
        row.Actor,
        row.Entry.ImpersonatorId,
        row.Impersonator,
        row.Entry.TargetId,
        row.Entry.Channel,
        row.Entry.Details is { } details ? JsonElement.Parse(details) : null);
}

internal sealed record AccountLookResponse(Guid OperatorId, string? Operator, string Reason, DateTimeOffset From, DateTimeOffset? Until, DateTimeOffset ExpiresAt, ImpersonationEnd? Ended)
{
    public static AccountLookResponse Of(AccountLook look, DateTimeOffset now) => new(
        look.OperatorId, look.Operator, look.Reason, look.From, look.Until(now), look.ExpiresAt, look.EndAt(now));
}

internal sealed record ActivityResponse(IReadOnlyList<ActivityEntryResponse> Activity, int Total, int Limit, int Offset, IReadOnlyList<AccountLookResponse> Looks, int LooksTotal);

/// <summary>What was done in or to the caller's account, and who looked at it.</summary>
internal static class ActivityEndpoints
{
    public static void MapActivity(this IEndpointRouteBuilder api) => api.MapGet("/account/activity", ListAsync)
        .WithName("account_activity").WithTags("Account")
        .WithSummary($"What was done in or to the caller's account, the newest first, and the operators who looked at it through the caller's eyes, the newest {ListActivity.MostLooks}.")
        .Produces<ActivityResponse>().ProducesProblem(401).RequireAuthorization();

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, ListActivity list, int? limit, int? offset, CancellationToken cancellationToken)
    {
        var (most, skip) = (ApiConventions.LimitOf(limit), ApiConventions.OffsetOf(offset));
        var (entries, looks, now) = await list.HandleAsync(user.UserId, most, skip, cancellationToken);
        return TypedResults.Ok(new ActivityResponse(
            [.. entries.Items.Select(ActivityEntryResponse.From)], entries.Total, most, skip, [.. looks.Items.Select(look => AccountLookResponse.Of(look, now))], looks.Total));
    }
}
