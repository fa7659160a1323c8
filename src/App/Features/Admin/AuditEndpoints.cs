using System.Globalization;
using System.Text.Json;
using App.Api;
using App.Core.Operations;
using App.Core.Results;

namespace App.Features.Admin;

internal sealed record AuditEntryResponse(
    long Sequence,
    DateTimeOffset At,
    string Action,
    string Words,
    Guid? ActorId,
    string? Actor,
    Guid? ImpersonatorId,
    string? Impersonator,
    Guid? OwnerId,
    string? Owner,
    Guid? TargetId,
    ActorChannel Channel,
    string? CorrelationId,
    JsonElement? Details,
    string Hash)
{
    public static AuditEntryResponse From(AuditRow row) => new(
        row.Entry.Sequence,
        row.Entry.At,
        row.Entry.Action,
        AuditAction.WordsOf(row.Entry.Action),
        row.Entry.ActorId,
        row.Actor,
        row.Entry.ImpersonatorId,
        row.Impersonator,
        row.Entry.OwnerId,
        row.Owner,
        row.Entry.TargetId,
        row.Entry.Channel,
        row.Entry.CorrelationId,
        row.Entry.Details is { } details ? JsonElement.Parse(details) : null,
        row.Entry.Hash);
}

internal sealed record AuditListResponse(IReadOnlyList<AuditEntryResponse> Entries, int Total, int Limit, int Offset);

internal sealed record AuditVerificationResponse(long Entries, string HeadHash, bool IsWhole, string? Fault);

/// <summary>The audit trail, for operators: listed and checked. Nothing here changes it, and nothing anywhere does.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder admin)
    {
        var audit = admin.MapGroup("/audit").WithTags("Administration");
        audit.MapGet("/", ListAsync)
            .WithName("list_audit")
            .WithSummary("The entries of the audit trail, the newest first: who (part of an address, or an id, of who acted, looked through a user's eyes or is concerned), action (a code), from and to (days of UTC, YYYY-MM-DD).")
            .Produces<AuditListResponse>().ProducesProblem(400);
        audit.MapGet("/verify", async (VerifyAudit verify, CancellationToken cancellationToken) =>
            {
                var (head, fault) = await verify.HandleAsync(cancellationToken);
                return TypedResults.Ok(new AuditVerificationResponse(head.Sequence, head.Hash, fault is null, fault));
            })
            .WithName("verify_audit").WithSummary("Checks that no entry was altered, left out or put in; the first thing that is wrong is the fault.").Produces<AuditVerificationResponse>();
    }

    private static async Task<IResult> ListAsync(
        ListAudit list, string? who, string? action, string? from, string? to, int? limit, int? offset, CancellationToken cancellationToken)
    {
        List<Error> faults = [];
        if (!string.IsNullOrWhiteSpace(action) && AuditAction.All.All(known => known.Code != action))
        {
            faults.Add(RequestErrors.NotReadable.Because($"“{action}” is no action. Allowed are {string.Join(", ", AuditAction.All.Select(known => known.Code))}.", "action"));
        }

        var filter = new AuditFilter(
            who, string.IsNullOrWhiteSpace(action) ? null : action, DayOf(from, "from", faults), DayOf(to, "to", faults), ApiConventions.LimitOf(limit), ApiConventions.OffsetOf(offset));
        if (faults.Count > 0)
        {
            return ApiProblems.From(faults);
        }

        var page = await list.HandleAsync(filter, cancellationToken);
        return TypedResults.Ok(new AuditListResponse([.. page.Items.Select(AuditEntryResponse.From)], page.Total, filter.Limit, filter.Offset));
    }

    private static DateOnly? DayOf(string? text, string field, List<Error> faults)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        faults.Add(RequestErrors.NotReadable.Because($"“{text}” is no day. Write {field} as YYYY-MM-DD.", field));
        return null;
    }
}
