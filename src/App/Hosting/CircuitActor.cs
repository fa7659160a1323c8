using App.Core.Operations;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace App.Hosting;

/// <summary>Says who acts for each event that a page's circuit is sent: whoever the circuit is of then, which may be nobody any more.</summary>
internal sealed class CircuitActor(AuthenticationStateProvider session) : CircuitHandler
{
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async activity =>
    {
        // What finds an event in the logs is what finds the WebSocket that it came by.
        var user = (await session.GetAuthenticationStateAsync()).User;
        using (Actor.Begin(ActorBorders.Of(user, ActorChannel.Page, Actor.Current?.CorrelationId)))
        {
            await next(activity);
        }
    };
}
