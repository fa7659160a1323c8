using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using App.Core.Market;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Api;

/// <summary>The hub as a program without a client library sees it: SignalR's JSON protocol over a WebSocket.</summary>
public sealed class RunHubTests(ApiApp host) : ApiTest(host)
{
    private const char End = '\u001e';

    [Fact]
    public async Task Watch_ARun_StreamsItsStepsToItsEnd()
    {
        using var client = await RegisteredAsync();
        // A year of sessions: the run still goes on when it is watched.
        var year = TradingCalendar.Nyse.SessionOnOrBefore(TradingCalendar.NewYorkDate(TimeProvider.System.GetUtcNow()).AddYears(-1));
        var portfolio = await client.CreatedPortfolioAsync(
            new PortfolioUpload { Csv = Books.Fifty(), EquityAsOf = year.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) }, Cancelled);
        using var socket = await ConnectAsync(client.Token!);
        var run = (string)(await client.PostAsync($"portfolios/{portfolio}/calculate", (JsonNode?)null, Cancelled)).Body["run_id"]!;

        var events = await WatchAsync(socket, portfolio, run);

        events.Count.ShouldBeGreaterThan(1);
        ((string)events[^1]["status"]!).ShouldBe("completed");
        ((int)events[^1]["percent"]!).ShouldBe(100);
    }

    [Fact]
    public async Task Watch_AnotherUsersRun_IsRefused()
    {
        using var owner = await RegisteredAsync();
        using var other = await RegisteredAsync();
        var portfolio = await owner.CreatedPortfolioAsync(new PortfolioUpload(), Cancelled);
        var run = (string)(await owner.CalculatedAsync(portfolio, Cancelled))["run_id"]!;
        using var socket = await ConnectAsync(other.Token!);

        var refusal = await Should.ThrowAsync<InvalidOperationException>(() => WatchAsync(socket, portfolio, run));

        refusal.Message.ShouldContain("ERR_BATCH_006");
    }

    [Fact]
    public async Task Connect_WithoutAToken_IsRefused() => await Should.ThrowAsync<WebSocketException>(() => ConnectAsync("nonsense"));

    private async Task<ClientWebSocket> ConnectAsync(string token)
    {
        var socket = new ClientWebSocket();
        var address = new UriBuilder(new Uri(Address, "/hubs/runs")) { Scheme = "ws", Query = "access_token=" + Uri.EscapeDataString(token) };
        try
        {
            await socket.ConnectAsync(address.Uri, Cancelled);
            await SendAsync(socket, new JsonObject { ["protocol"] = "json", ["version"] = 1 });
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<IReadOnlyList<JsonNode>> WatchAsync(ClientWebSocket socket, string portfolio, string run)
    {
        const int StreamInvocation = 4, StreamItem = 2, Completion = 3;
        await SendAsync(socket, new JsonObject { ["type"] = StreamInvocation, ["invocationId"] = "1", ["target"] = "Watch", ["arguments"] = new JsonArray(portfolio, run) });
        List<JsonNode> items = [];
        var text = new StringBuilder();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, Cancelled);
            text.Append(Encoding.UTF8.GetString(buffer, 0, received.Count));
            var messages = text.ToString().Split(End);
            text.Clear().Append(messages[^1]);
            foreach (var message in messages[..^1].Select(message => JsonNode.Parse(message)!))
            {
                switch ((int?)message["type"])
                {
                    case StreamItem:
                        items.Add(message["item"]!.DeepClone());
                        break;
                    case Completion when message["error"] is { } error:
                        throw new InvalidOperationException((string)error!);
                    case Completion:
                        return items;
                }
            }
        }
    }

    private static Task SendAsync(ClientWebSocket socket, JsonNode message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString() + End), WebSocketMessageType.Text, endOfMessage: true, Cancelled);
}
