using App.Api;
using App.Core.Operations;
using App.Core.Results;
using App.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Authorization.Policy;

namespace App.Features.Accounts.Sessions;

/// <summary>What whoever is turned away is told: which door was closed, not only that one was.</summary>
internal sealed class AuthorizationAnswers : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _usual = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        // Nothing is served here, so there is nothing to guard: the answer is that there is no such address, or not by this method.
        if (!authorizeResult.Succeeded && IsNothing(context.GetEndpoint()))
        {
            return next(context);
        }

        // A cookie or a token that was read and not accepted is nobody's: to sign in is what helps.
        if (authorizeResult.Forbidden && context.User.Identity is not { IsAuthenticated: true })
        {
            return _usual.HandleAsync(next, context, policy, PolicyAuthorizationResult.Challenge());
        }

        return authorizeResult.Forbidden && !Audience.IsReader(context.Request) && ErrorOf(authorizeResult.AuthorizationFailure) is { } error
            ? ApiProblems.From([error]).ExecuteAsync(context)
            : _usual.HandleAsync(next, context, policy, authorizeResult);
    }

    // Routing answers what is known by another method or type with an endpoint of its own that has nothing to it.
    private static bool IsNothing(Endpoint? endpoint) => endpoint is null || (endpoint is not RouteEndpoint && endpoint.Metadata.Count == 0);

    private static Error? ErrorOf(AuthorizationFailure? failure)
    {
        var failed = failure?.FailedRequirements.ToList() ?? [];
        return failed.OfType<OwnEyesRequirement>().Any()
                ? AdminErrors.Closed.Because("This is closed while you look through a user's eyes: security settings, deletion and exports are the user's own. Stop the impersonation first.")
            : failed.OfType<RolesAuthorizationRequirement>().Any(role => role.AllowedRoles.Contains(UserClaims.SuperuserRole))
                ? AdminErrors.NotAnOperator.Because("This is for the operators of the installation. An operator who looks through a user's eyes stops that first.")
            : null;
    }
}
