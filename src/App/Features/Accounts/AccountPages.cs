using App.Api;
using App.Core.Operations;
using App.Features.Accounts.Sessions;

namespace App.Features.Accounts;

/// <summary>Signing out: a form's post from the header, not an API.</summary>
internal static class AccountPages
{
    /// <summary>Tells the sign-in page where its reader comes from.</summary>
    public const string SignedOut = "signed-out";

    public static void MapAccountPages(this IEndpointRouteBuilder app)
    {
        app.MapPost("/sign-out", SignOutAsync).Audits(AuditAction.SessionSignedOut).AllowAnonymous().RequireFormToken().ExcludeFromDescription();
        app.MapPasskeys();
    }

    private static async Task<IResult> SignOutAsync(CookieSession session)
    {
        await session.EndAsync();
        return TypedResults.LocalRedirect($"{AccountServices.SignInPath}?{SignedOut}=true");
    }
}
