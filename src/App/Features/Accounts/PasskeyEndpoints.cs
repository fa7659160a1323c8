using System.Security.Claims;
using App.Api;
using App.Data.Accounts;
using App.Features.Accounts.Sessions;
using Microsoft.AspNetCore.Identity;

namespace App.Features.Accounts;

/// <summary>What js/passkeys.js asks for on behalf of the forms of the pages; not part of the API for programs.</summary>
internal static class PasskeyEndpoints
{
    public const string ToSignIn = "/sign-in/passkey/options";

    public const string ToAdd = "/account/security/passkeys/options";

    public static void MapPasskeys(this IEndpointRouteBuilder app)
    {
        app.MapPost(ToSignIn, BeginSignInAsync).AuditsNothing("nobody has signed in yet").AllowAnonymous().RequireFormToken().ExcludeFromDescription();
        app.MapPost(ToAdd, BeginAddingAsync).AuditsNothing("the form that follows adds the passkey").RequireAuthorization(Policies.OwnEyes).RequireFormToken().ExcludeFromDescription();
    }

    private static async Task<IResult> BeginSignInAsync(PasskeySignIn passkey) => TypedResults.Content(await passkey.BeginAsync(), "application/json");

    private static async Task<IResult> BeginAddingAsync(HttpContext context, ClaimsPrincipal principal, Passkeys passkeys, UserManager<AppUser> users)
    {
        if (await users.GetUserAsync(principal) is not { } user)
        {
            return TypedResults.StatusCode(StatusCodes.Status401Unauthorized);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var options = await passkeys.BeginAsync(user, form["Form.Name"], form["Form.Password"]);
        return options.Match<IResult>(json => TypedResults.Content(json, "application/json"), errors => ApiProblems.From(errors));
    }
}
