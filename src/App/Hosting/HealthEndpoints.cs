using System.Security.Claims;
using System.Text.Json.Serialization;
using App.Api;
using App.Core.Operations;
using App.Features.Accounts;

namespace App.Hosting;

/// <summary>A prerequisite as it is told: by name and state to anybody, with what was found and how to mend it to operators.</summary>
internal sealed record PrerequisiteResponse(string Name, bool Ok, bool Required)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Title { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Found { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Wanted { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Mend { get; init; }

    public static PrerequisiteResponse Of(Prerequisite found, bool isOperator) => new(found.Name, found.Ok, found.IsRequired)
    {
        Title = isOperator ? found.Title : null,
        Found = isOperator ? found.Found : null,
        Wanted = isOperator ? found.Wanted : null,
        Mend = isOperator && !found.Ok ? found.Mend : null,
    };
}

internal sealed record PrerequisitesResponse(string Status, IReadOnlyList<PrerequisiteResponse> Checks);

/// <summary>What those who watch a node may ask, without signing in.</summary>
internal static class HealthEndpoints
{
    public static void AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<ShutdownHealth>("shutdown");
        services.AddSingleton<IKeyProbe, KeyProbe>();
        services.AddSingleton<ISourceProbe, SourceProbe>();
        services.AddSingleton<CheckPrerequisites>();
        services.AddSingleton<RecentPrerequisites>();
    }

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AuditsNothing("says that the process lives").AllowAnonymous();
        app.MapHealthChecks("/health/ready").AuditsNothing("says what a look at the database found").AllowAnonymous();
        app.MapGet("/health/prerequisites", PrerequisitesAsync)
            .WithName("prerequisites").WithTags("Health").WithSummary("What this installation needs, and whether it has it. 503 when something that is required is missing; operators are told what was found and how to mend it.")
            .Produces<PrerequisitesResponse>().Produces<PrerequisitesResponse>(StatusCodes.Status503ServiceUnavailable).AllowAnonymous();
    }

    private static async Task<IResult> PrerequisitesAsync(ClaimsPrincipal user, RecentPrerequisites recent, CancellationToken cancellationToken)
    {
        var found = await recent.ReadAsync(cancellationToken);
        var (isOperator, isInTheWay) = (user.IsInRole(UserClaims.SuperuserRole), found.Any(each => each.IsInTheWay));
        var status = isInTheWay ? "failed" : found.All(each => each.Ok) ? "ok" : "warning";
        return TypedResults.Json(
            new PrerequisitesResponse(status, [.. found.Select(each => PrerequisiteResponse.Of(each, isOperator))]),
            statusCode: isInTheWay ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }
}
