using App.Api;
using App.Features.Accounts.Sessions;
using App.Shared;

namespace App.Layout;

/// <summary>Whether the reader hides amounts: kept in a cookie, so that no page shows them before it knows.</summary>
internal static class AmountsChoice
{
    private const string Cookie = "amounts";
    private const string Hidden = "hidden";

    /// <summary>True when the request asks for hidden amounts.</summary>
    public static bool Hides(HttpRequest request) => request.Cookies[Cookie] == Hidden;

    /// <summary>Answers the form of the switch and goes back to the page it was made on, which is then written anew.</summary>
    public static void MapAmounts(this IEndpointRouteBuilder app) =>
        app.MapPost("/amounts", async (HttpContext context) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            context.Response.Cookies.Append(Cookie, form[Cookie] == Hidden ? Hidden : "shown", new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                IsEssential = true,
                Path = "/",
            });
            return TypedResults.LocalRedirect(LocalAddress.Or(form["back"], "/"));
        }).AuditsNothing("keeps a choice in the reader's own browser").AllowAnonymous().RequireFormToken().ExcludeFromDescription();
}
