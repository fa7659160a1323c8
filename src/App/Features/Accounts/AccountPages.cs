using App.Api;
using Microsoft.AspNetCore.Antiforgery;

namespace App.Features.Accounts;

/// <summary>Signing out: a form's post from the header, not an API.</summary>
internal static class AccountPages
{
    /// <summary>Tells the sign-in page where its reader comes from.</summary>
    public const string SignedOut = "signed-out";

    public static void MapAccountPages(this IEndpointRouteBuilder app) =>
        app.MapPost("/sign-out", SignOutAsync).AuditsNothing("ends a sign-in; nothing of the account is changed").AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> SignOutAsync(HttpContext context, IAntiforgery antiforgery, CookieSession session)
    {
        // Whoever is not signed in has nothing to lose by another site's form; their token would be another session's.
        if (context.User.Identity is { IsAuthenticated: true })
        {
            if (!await antiforgery.IsRequestValidAsync(context))
            {
                return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
            }

            await session.EndAsync();
        }

        return TypedResults.LocalRedirect($"{AccountServices.SignInPath}?{SignedOut}=true");
    }
}
