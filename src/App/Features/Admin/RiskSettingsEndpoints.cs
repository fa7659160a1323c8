using System.Security.Claims;
using App.Api;
using App.Core.Operations;
using App.Core.Risk;
using App.Features.Accounts;

namespace App.Features.Admin;

internal sealed record RiskSettingsVersionResponse(int Version, DateTimeOffset CreatedAt, Guid? CreatedBy, string? Note, int Scenarios);

internal sealed record RiskSettingsResponse(RiskSettings Settings, IReadOnlyList<RiskSettingsVersionResponse> Versions);

internal sealed record RiskSettingsChange(RiskSettings? Settings, string? Note);

/// <summary>The factors and scenarios in force: read, changed as a whole, every version kept.</summary>
internal static class RiskSettingsEndpoints
{
    private const int MostVersions = 100;

    public static void MapRiskSettings(this IEndpointRouteBuilder admin)
    {
        var settings = admin.MapGroup("/risk-settings").WithTags("Administration");
        settings.MapGet("/", ReadAsync).WithName("risk_settings").WithSummary("Factors, scenarios and rate sensitivity in force, and the versions there were.").Produces<RiskSettingsResponse>();
        settings.MapGet("/{version:int}", OneAsync).WithName("risk_settings_version").WithSummary("The settings of a version.").Produces<RiskSettings>().ProducesProblem(404);
        settings.MapPut("/", ChangeAsync)
            .WithName("change_risk_settings").Audits(AuditAction.RiskSettingsChanged).WithSummary("Puts other settings in force: version is the one in force plus one. Portfolios are computed anew by their next calculation.")
            .Produces<RiskSettingsResponse>().ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<IResult> ReadAsync(IRiskSettingsStore store, CancellationToken cancellationToken) => TypedResults.Ok(new RiskSettingsResponse(
        await store.CurrentAsync(cancellationToken),
        [.. (await store.ListAsync(MostVersions, cancellationToken)).Select(version => new RiskSettingsVersionResponse(version.Settings.Version, version.At, version.By, version.Note, version.Settings.Scenarios.Count))]));

    private static async Task<IResult> OneAsync(IRiskSettingsStore store, int version, CancellationToken cancellationToken) =>
        await store.FindAsync(version, cancellationToken) is { } found ? TypedResults.Ok(found) : TypedResults.NotFound();

    private static async Task<IResult> ChangeAsync(
        ClaimsPrincipal user, ChangeRiskSettings change, IRiskSettingsStore store, RiskSettingsChange request, CancellationToken cancellationToken)
    {
        var changed = await change.HandleAsync(request.Settings, user.UserId, request.Note, cancellationToken);
        return changed.IsSuccess ? await ReadAsync(store, cancellationToken) : ApiProblems.From(changed.Errors);
    }
}
