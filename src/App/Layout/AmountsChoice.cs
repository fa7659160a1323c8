using App.Api;
using App.Core.Accounts;
using App.Features.Accounts;
using App.Features.Accounts.Sessions;
using App.Shared;

namespace App.Layout;

/// <summary>Whether the reader hides amounts: kept in a cookie, so that no page shows them before it knows. Where a browser has none, the account's choice holds.</summary>
internal static class AmountsChoice
{
    private const string Cookie = "amounts";

    /// <summary>True when the request asks for hidden amounts, or says nothing and the account does.</summary>
    public static bool Hides(HttpRequest request) => (request.Cookies[Cookie] ?? request.HttpContext.User.Preferences.Amounts) == PreferenceRules.Hidden;

    /// <summary>Takes the browser's own choice away, so that the account's holds.</summary>
    public static void Forget(HttpResponse response) => response.Cookies.Delete(Cookie, new CookieOptions { SameSite = SameSiteMode.Lax, Path = "/" });

    /// <summary>Answers the form of the switch and goes back to the page it was made on, which is then written anew.</summary>
    public static void MapAmounts(this IEndpointRouteBuilder app) =>
        app.MapPost("/amounts", async (HttpContext context) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            context.Response.Cookies.Append(Cookie, form[Cookie] == PreferenceRules.Hidden ? PreferenceRules.Hidden : PreferenceRules.Shown, new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                IsEssential = true,
                Path = "/",
            });
            return TypedResults.LocalRedirect(LocalAddress.Or(form["back"], "/"));
        }).AuditsNothing("keeps a choice in the reader's own browser").AllowAnonymous().RequireFormToken().ExcludeFromDescription();
}
