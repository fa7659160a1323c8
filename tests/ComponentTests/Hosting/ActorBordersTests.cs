using System.Net.WebSockets;
using System.Security.Claims;
using System.Text;
using App.Core.Operations;
using App.Features.Accounts;
using App.Hosting;
using App.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace ComponentTests.Hosting;

/// <summary>Who acts, wherever people come in: a page, the API, a hub's WebSocket, an event of a circuit, and nowhere else.</summary>
public sealed class ActorBordersTests
{
    private static readonly Guid Ann = TestIds.Next();
    private static readonly Guid Eyes = TestIds.Next();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/who", "", "nobody nobody Page corr-7")]
    [InlineData("/who", "?as=ann", "ann nobody Page corr-7")]
    [InlineData("/who", "?as=eyes", "ann eyes Page corr-7")]
    [InlineData("/api/who", "", "nobody nobody Api corr-7")]
    [InlineData("/API/who", "?as=eyes", "ann eyes Api corr-7")]
    public async Task Request_OfAPageOrAProgram_HasItsActor(string path, string query, string expected)
    {
        await using var app = await StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        client.DefaultRequestHeaders.Add("X-Correlation-ID", "corr-7");

        (await client.GetStringAsync(path + query, Token)).ShouldBe(expected);
        Actor.Current.ShouldBeNull();
    }

    [Fact]
    public async Task Hub_OverAWebSocket_HasTheActorOfTheWebSocket()
    {
        await using var app = await StartAsync();
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-Correlation-ID", "corr-8");
        await socket.ConnectAsync(new Uri(app.Urls.First().Replace("http", "ws", StringComparison.Ordinal) + "/hubs/asking?as=eyes"), Token);
        await SendAsync(socket, """{"protocol":"json","version":1}""");
        await SendAsync(socket, """{"type":1,"invocationId":"1","target":"Who","arguments":[]}""");

        (await ReceiveAsync(socket, "\"result\"")).ShouldContain("ann eyes Api corr-8");
    }

    [Fact]
    public async Task CircuitEvent_HasTheActorOfTheCircuit_AndTheWebSocketsCorrelation()
    {
        var session = new Session { User = Principal("ann") };
        Actor? during = null;
        var handler = new CircuitActor(session).CreateInboundActivityHandler(async _ =>
        {
            await Task.Yield();
            during = Actor.Current;
        });

        using (Actor.Begin(new Actor(null, null, ActorChannel.Page, "corr-9")))
        {
            await handler(null!);
            during.ShouldBe(new Actor(Ann, null, ActorChannel.Page, "corr-9"));

            // Signed out meanwhile, in another window.
            session.User = Principal(null);
            await handler(null!);
            during.ShouldBe(new Actor(null, null, ActorChannel.Page, "corr-9"));
        }

        session.User = Principal("eyes");
        await handler(null!);
        during.ShouldBe(new Actor(Ann, Eyes, ActorChannel.Page, null));
        Actor.Current.ShouldBeNull();
    }

    [Fact]
    public void Command_HasTheActorOfTheMachine()
    {
        using (ActorBorders.BeginCommand())
        {
            Actor.Current.ShouldBe(new Actor(null, null, ActorChannel.CommandLine, null));
        }

        Actor.Current.ShouldBeNull();
    }

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSignalR();
        var app = builder.Build();
        app.UseCorrelationIds();
        app.Use((context, next) =>
        {
            context.User = Principal(context.Request.Query["as"]);
            return next(context);
        });
        app.UseActors();
        app.MapGet("/who", Who);
        app.MapGet("/api/who", Who);
        app.MapHub<Asking>("/hubs/asking");
        await app.StartAsync(Token);
        return app;
    }

    private static string Who() => Actor.Current is { } actor ? $"{Name(actor.UserId)} {Name(actor.ImpersonatorId)} {actor.Channel} {actor.CorrelationId}" : "none";

    private static string Name(Guid? id) => id == Ann ? "ann" : id == Eyes ? "eyes" : "nobody";

    private static ClaimsPrincipal Principal(string? name) => name switch
    {
        "ann" => new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, Ann.ToString())], "test")),
        "eyes" => new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, Ann.ToString()), new(UserClaims.ImpersonatorId, Eyes.ToString())], "test")),
        _ => new(new ClaimsIdentity()),
    };

    private static Task SendAsync(ClientWebSocket socket, string message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message + '\u001e'), WebSocketMessageType.Text, endOfMessage: true, Token);

    private static async Task<string> ReceiveAsync(ClientWebSocket socket, string sign)
    {
        var (text, buffer) = (new StringBuilder(), new byte[4_096]);
        while (!text.ToString().Contains(sign, StringComparison.Ordinal))
        {
            var received = await socket.ReceiveAsync(buffer, Token);
            received.MessageType.ShouldBe(WebSocketMessageType.Text);
            text.Append(Encoding.UTF8.GetString(buffer, 0, received.Count));
        }

        return text.ToString();
    }

    private sealed class Asking : Hub
    {
#pragma warning disable CA1822 // A method of a hub is called on the hub.
        public string Who() => ActorBordersTests.Who();
#pragma warning restore CA1822
    }

    private sealed class Session : AuthenticationStateProvider
    {
        public required ClaimsPrincipal User { get; set; }

        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(User));
    }
}
