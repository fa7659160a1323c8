using System.Reflection;
using App.Api;
using App.Core.Operations;
using App.Features.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.StaticAssets;

namespace App.Hosting;

/// <summary>A way into the application.</summary>
/// <param name="Kind">endpoint, page, hub (one row a method), or framework: what the framework maps for itself.</param>
/// <param name="Method">The HTTP method; * for any.</param>
/// <param name="Pattern">The address's pattern.</param>
/// <param name="Authorization">anonymous, user or superuser.</param>
/// <param name="Audits">Codes of what it writes to the audit trail; null when nothing is declared.</param>
/// <param name="AuditsNothing">Why it writes nothing.</param>
internal sealed record RouteRow(string Kind, string Method, string Pattern, string Authorization, IReadOnlyList<string>? Audits, string? AuditsNothing);

/// <summary>Every way into the application, as it was mapped; files aside.</summary>
internal sealed class RouteTable(IAuthorizationPolicyProvider policies)
{
    private IEndpointRouteBuilder? _routes;

    /// <summary>Remembers where the routes are, once they are mapped.</summary>
    public void Take(IEndpointRouteBuilder routes) => _routes = routes;

    /// <summary>All of them, by pattern.</summary>
    public async Task<IReadOnlyList<RouteRow>> ListAsync()
    {
        List<RouteRow> rows = [];
        foreach (var endpoint in _routes!.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            {
                rows.AddRange(RowsOf(endpoint, await AuthorizationOfAsync(endpoint)));
            }
        }

        return [.. rows.Distinct().OrderBy(row => row.Pattern, StringComparer.Ordinal).ThenBy(row => row.Method, StringComparer.Ordinal)];
    }

    private static IEnumerable<RouteRow> RowsOf(RouteEndpoint endpoint, string authorization)
    {
        var pattern = "/" + (endpoint.RoutePattern.RawText ?? "").Trim('/');
        if (endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is { Type: var page })
        {
            return [new("page", "*", pattern, authorization, Codes(PageAudits.Of(page)), null)];
        }

        if (endpoint.Metadata.GetMetadata<HubMetadata>() is { HubType: var hub } && IsOurs(hub))
        {
            return hub.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(method => !method.IsVirtual).Select(method =>
                new RouteRow("hub", "*", $"{pattern.Replace("/negotiate", "", StringComparison.Ordinal)}#{method.Name}", authorization, null, method.GetCustomAttribute<AuditsNothingAttribute>()?.Why));
        }

        var declared = endpoint.Metadata.GetMetadata<AuditDeclaration>();
        var kind = pattern.StartsWith("/_", StringComparison.Ordinal) ? "framework" : "endpoint";
        return (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["*"])
            .Select(method => new RouteRow(kind, method, pattern, authorization, Codes(declared?.Actions), declared?.Why));
    }

    private static string[]? Codes(IReadOnlyList<AuditAction>? actions) => actions is { Count: > 0 } ? [.. actions.Select(action => action.Code)] : null;

    private static bool IsOurs(Type type) => type.Assembly == typeof(RouteTable).Assembly;

    private async Task<string> AuthorizationOfAsync(RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return "anonymous";
        }

        // As the middleware puts them together, with what holds where nothing is said.
        var policy = await AuthorizationPolicy.CombineAsync(
            policies, endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>(), endpoint.Metadata.GetOrderedMetadata<AuthorizationPolicy>());
        return policy is null ? "anonymous"
            : policy.Requirements.OfType<RolesAuthorizationRequirement>().Any(roles => roles.AllowedRoles.Contains(UserClaims.SuperuserRole)) ? "superuser"
            : "user";
    }
}
