using System.Security.Claims;
using App.Core.Operations;
using App.Features.Accounts;

namespace App.Hosting;

/// <summary>Where people come in: says who acts, for the audit trail, for as long as what they asked for is done.</summary>
/// <remarks>
/// A request has the actor of its cookie or token; the WebSocket of a hub is one, and its calls have what the WebSocket has. An event of a page's circuit is given its own, see <see cref="CircuitActor"/>;
/// a command has that of whoever may start commands.
/// </remarks>
internal static class ActorBorders
{
    /// <summary>Goes after authentication.</summary>
    public static void UseActors(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        using (Actor.Begin(Of(context)))
        {
            await next(context);
        }
    });

    /// <summary>The actor of a command.</summary>
    public static IDisposable BeginCommand() => Actor.Begin(new Actor(null, null, ActorChannel.CommandLine, null));

    /// <summary>Who is signed in, or somebody who is not.</summary>
    public static Actor Of(ClaimsPrincipal user, ActorChannel channel, string? correlationId) =>
        new(user.Identity is { IsAuthenticated: true } && user.HasClaim(claim => claim.Type == ClaimTypes.NameIdentifier) ? user.UserId : null, user.ImpersonatorId, channel, correlationId);

    private static Actor Of(HttpContext context) => Of(
        context.User,
        context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || context.Request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase)
            ? ActorChannel.Api
            : ActorChannel.Page,
        CorrelationId.Current);
}
