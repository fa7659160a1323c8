using System.Globalization;
using App.Api;
using App.Core.Accounts;
using App.Core.Operations;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.HttpResults;

namespace App.Features.Accounts.Sessions;

/// <summary>What the forms of the sessions' pages and of the banner post to.</summary>
internal static class SessionPages
{
    public const string EndPath = "/account/sessions/end";

    public const string EndOthersPath = "/account/sessions/end-others";

    public static void MapSessionPages(this IEndpointRouteBuilder app)
    {
        app.MapPost(EndPath, EndAsync).Audits(AuditAction.SessionsEnded).RequireAuthorization(Policies.OwnEyes).RequireFormToken().ExcludeFromDescription();
        app.MapPost(EndOthersPath, EndOthersAsync).Audits(AuditAction.SessionsEnded).RequireAuthorization(Policies.OwnEyes).RequireFormToken().ExcludeFromDescription();
        app.MapPost("/stop-impersonation", StopAsync).Audits(AuditAction.ImpersonationStopped).RequireAuthorization().ExcludeFromDescription();
    }

    /// <summary>Lets everybody have the framework's own files and connections; pages say themselves whom they are for.</summary>
    public static void LetFrameworkThrough(this RazorComponentsEndpointConventionBuilder pages) => pages.Add(endpoint =>
    {
        if (!endpoint.Metadata.OfType<ComponentTypeMetadata>().Any())
        {
            endpoint.Metadata.Add(new AllowAnonymousAttribute());
        }
    });

    private static async Task<IResult> EndAsync(HttpContext context, EndSession end)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var ended = Guid.TryParse(form["session"], CultureInfo.InvariantCulture, out var id)
            && (await end.HandleAsync(context.User.UserId, id, SessionEnd.Revoked, context.RequestAborted)).IsSuccess;
        return Back(ended ? 1 : 0);
    }

    private static async Task<IResult> EndOthersAsync(HttpContext context, EndSessions end) =>
        Back(await end.HandleAsync(context.User.UserId, context.User.SessionId, SessionEnd.Revoked, context.RequestAborted));

    // A form whose impersonation is over already was written for somebody else than who sends it; there is nothing to lose by it.
    private static async Task<IResult> StopAsync(HttpContext context, IAntiforgery antiforgery, StopImpersonation stop)
    {
        if (context.User is { ImpersonatorId: not null, SessionId: { } session })
        {
            if (!await antiforgery.IsRequestValidAsync(context))
            {
                return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
            }

            await stop.HandleAsync(session, context.RequestAborted);
        }

        return TypedResults.LocalRedirect("/");
    }

    private static RedirectHttpResult Back(int ended) => TypedResults.LocalRedirect(FormattableString.Invariant($"/account/sessions?ended={ended}"));
}
