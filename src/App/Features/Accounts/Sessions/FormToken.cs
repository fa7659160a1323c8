using Microsoft.AspNetCore.Antiforgery;

namespace App.Features.Accounts.Sessions;

/// <summary>Holds the forms that an endpoint answers, and not a page, to the token that was written into them.</summary>
internal static class FormToken
{
    /// <summary>Answers 400 to a form of somebody signed in that has not the token of this session. Whoever is not signed in has nothing to lose by another site's form.</summary>
    public static RouteHandlerBuilder RequireFormToken(this RouteHandlerBuilder endpoint) => endpoint.AddEndpointFilter(async (invocation, next) =>
        invocation.HttpContext.User.Identity is { IsAuthenticated: true }
        && !await invocation.HttpContext.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(invocation.HttpContext)
            ? TypedResults.StatusCode(StatusCodes.Status400BadRequest)
            : await next(invocation));
}
