using Microsoft.AspNetCore.Authorization;

namespace App.Features.Accounts;

/// <summary>Who may open what, by name: for <c>[Authorize(Policy = …)]</c> on pages and <c>RequireAuthorization(…)</c> on endpoints.</summary>
internal static class Policies
{
    /// <summary>Operators of the installation, with their own eyes.</summary>
    public const string Operators = nameof(Operators);

    /// <summary>Nobody who looks through another user's eyes: security settings, deletion, exports.</summary>
    public const string OwnEyes = nameof(OwnEyes);

    public static void Configure(AuthorizationOptions options)
    {
        // What nobody has thought about is for users; what is for everybody says so.
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        options.AddPolicy(Operators, policy => policy.RequireAuthenticatedUser().RequireRole(UserClaims.SuperuserRole));
        options.AddPolicy(OwnEyes, policy => policy.RequireAuthenticatedUser().AddRequirements(new OwnEyesRequirement()));
    }
}

/// <summary>Met by whoever is not looked through. A type of its own, so that the answer can say what was in the way.</summary>
internal sealed class OwnEyesRequirement : AuthorizationHandler<OwnEyesRequirement>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, OwnEyesRequirement requirement)
    {
        if (context.User.ImpersonatorId is null)
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
