using System.Security.Claims;
using App.Api;
using App.Core.Operations;
using App.Features.Accounts;

namespace App.Features.Admin;

internal sealed record MetricsResponse(
    DateTimeOffset From, DateTimeOffset To, MetricBucket Bucket, IReadOnlyList<MetricPoint> Points, IReadOnlyList<ErrorFrequency> Errors, double? MedianSeconds, double? P95Seconds);

internal sealed record AlertResponse(
    Guid Id, string Rule, string Message, double Value, double Threshold, bool IsOpen, DateTimeOffset RaisedAt, DateTimeOffset LastSeenAt, DateTimeOffset? ResolvedAt, DateTimeOffset? AcknowledgedAt, string? AcknowledgedBy)
{
    public static AlertResponse From(ListedAlert listed)
    {
        var alert = listed.Alert;
        return new(
            alert.Id, alert.Rule, alert.Message, alert.Value, alert.Threshold, alert.ResolvedAt is null, alert.RaisedAt, alert.LastSeenAt, alert.ResolvedAt, alert.AcknowledgedAt, listed.AcknowledgedBy);
    }
}

internal sealed record AlertListResponse(IReadOnlyList<AlertResponse> Alerts, int Total, int Limit, int Offset);

/// <summary>What happens in the installation, and what asks for an operator.</summary>
internal static class MonitoringEndpoints
{
    public static void MapMonitoring(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/metrics", MetricsAsync).WithTags("Administration")
            .WithName("metrics").WithSummary("Registrations, imports, sign-ins, errors by code and how long calculations took, by hour or day; of the last 24 hours unless from and to say otherwise.")
            .Produces<MetricsResponse>().ProducesProblem(400);
        var alerts = admin.MapGroup("/alerts").WithTags("Administration");
        alerts.MapGet("/", AlertsAsync).WithName("list_alerts").WithSummary("The alerts, open ones first, then the newest; with open=true those alone.").Produces<AlertListResponse>();
        alerts.MapPost("/{alert_id:guid}/acknowledge", async (ClaimsPrincipal user, AcknowledgeAlert acknowledge, Guid alert_id, CancellationToken cancellationToken) =>
                (await acknowledge.HandleAsync(alert_id, user.UserId, cancellationToken)).ToHttp(_ => TypedResults.NoContent()))
            .WithName("acknowledge_alert").Audits(AuditAction.AlertAcknowledged).WithSummary("Says that an operator has taken note. The alert stays open until what it is about is over.").Produces(204).ProducesProblem(404);
    }

    private static async Task<IResult> MetricsAsync(GetMetrics metrics, TimeProvider time, DateTimeOffset? from, DateTimeOffset? to, string? bucket, CancellationToken cancellationToken)
    {
        var by = MetricBucket.Hour;
        if (!string.IsNullOrEmpty(bucket) && !AdminCodes.Buckets.TryParse(bucket, out by))
        {
            return AdminUserEndpoints.NotOneOf("bucket", bucket, AdminCodes.Buckets.Names);
        }

        var end = to ?? time.GetUtcNow();
        return (await metrics.HandleAsync(from ?? (end.Year > 1 ? end.AddDays(-1) : end), end, by, cancellationToken)).ToHttp(found => TypedResults.Ok(new MetricsResponse(
            found.From, found.To, found.Bucket, found.Points, found.Errors, found.MedianSeconds, found.P95Seconds)));
    }

    private static async Task<IResult> AlertsAsync(IAlertStore alerts, bool? open, int? limit, int? offset, CancellationToken cancellationToken)
    {
        var (most, skip) = (ApiConventions.LimitOf(limit), ApiConventions.OffsetOf(offset));
        var page = await alerts.ListAsync(open ?? false, most, skip, cancellationToken);
        return TypedResults.Ok(new AlertListResponse([.. page.Items.Select(AlertResponse.From)], page.Total, most, skip));
    }
}
