using App.Api;
using App.Features.Accounts;
using App.Features.Accounts.Sessions;
using App.Shared;

namespace App.Layout;

/// <summary>The reader's choice of theme: kept in a cookie, so that the first byte of every page already carries it. Where a browser has none, the account's holds.</summary>
internal static class ThemeChoice
{
    public const string Cookie = "theme";

    public const string System = "system";

    /// <summary>What can be chosen, with the words for it. <see cref="System"/> follows the reader's device.</summary>
    public static readonly IReadOnlyList<(string Value, string Name)> All = [("light", "Light"), ("dark", "Dark"), (System, "System")];

    /// <summary>The choice the request brings, else the account's; anything else in the cookie counts as none.</summary>
    public static string Of(HttpRequest request) => IsOne(request.Cookies[Cookie]) ? request.Cookies[Cookie]! : OrSystem(request.HttpContext.User.Preferences.Theme);

    /// <summary>Takes the browser's own choice away, so that the account's holds.</summary>
    public static void Forget(HttpResponse response) => response.Cookies.Delete(Cookie, new CookieOptions { SameSite = SameSiteMode.Lax, Path = "/" });

    /// <summary>Answers the form of the theme switch where no script did: keeps the choice and goes back to the page it was made on.</summary>
    public static void MapTheme(this IEndpointRouteBuilder app) =>
        app.MapPost("/theme", async (HttpContext context) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            context.Response.Cookies.Append(Cookie, OrSystem(form[Cookie]), new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                IsEssential = true,
                Path = "/",
            });
            return TypedResults.LocalRedirect(LocalAddress.Or(form["back"], "/"));
        }).AuditsNothing("keeps a choice in the reader's own browser").AllowAnonymous().RequireFormToken().ExcludeFromDescription();

    private static string OrSystem(string? value) => IsOne(value) ? value! : System;

    private static bool IsOne(string? value) => All.Any(theme => theme.Value == value);
}
