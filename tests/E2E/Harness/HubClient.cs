using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;

namespace E2E.Harness;

/// <summary>A hub as a program without a client library uses it: SignalR's JSON protocol over a WebSocket.</summary>
public sealed class HubClient : IDisposable
{
    private const char End = '\u001e';
    private const int StreamItem = 2, Completion = 3, StreamInvocation = 4;

    /// <summary>The hub of runs, whose events are asked for by a portfolio and a run.</summary>
    public const string Runs = "/hubs/runs";

    /// <summary>The hub of batches, whose events are asked for by a batch.</summary>
    public const string Batches = "/hubs/batches";

    private readonly ClientWebSocket _socket = new();
    private readonly StringBuilder _text = new();
    private readonly byte[] _buffer = new byte[64 * 1024];

    private HubClient()
    {
    }

    /// <summary>Connects with an access token.</summary>
    /// <exception cref="WebSocketException">The token is refused.</exception>
    public static async Task<HubClient> ConnectAsync(Uri application, string hub, string token, CancellationToken cancellationToken)
    {
        var client = new HubClient();
        var address = new UriBuilder(new Uri(application, hub)) { Scheme = "ws", Query = "access_token=" + Uri.EscapeDataString(token) };
        try
        {
            await client._socket.ConnectAsync(address.Uri, cancellationToken);
            await client.SendAsync(new JsonObject { ["protocol"] = "json", ["version"] = 1 }, cancellationToken);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>The events of a run, from how it stands to its end. One run a connection.</summary>
    public IAsyncEnumerable<JsonNode> WatchAsync(string portfolio, string run, CancellationToken cancellationToken) => WatchAsync(cancellationToken, portfolio, run);

    /// <summary>The events of what the arguments name, from how it stands to its end. One a connection.</summary>
    /// <exception cref="InvalidOperationException">The hub refuses; the message is the hub's.</exception>
    public async IAsyncEnumerable<JsonNode> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken, params string[] arguments)
    {
        await SendAsync(
            new JsonObject { ["type"] = StreamInvocation, ["invocationId"] = "1", ["target"] = "Watch", ["arguments"] = new JsonArray([.. arguments.Select(argument => (JsonNode)argument)]) }, cancellationToken);
        while (true)
        {
            foreach (var message in await ReceiveAsync(cancellationToken))
            {
                switch ((int?)message["type"])
                {
                    case StreamItem:
                        yield return message["item"]!;
                        break;
                    case Completion when message["error"] is { } error:
                        throw new InvalidOperationException((string)error!);
                    case Completion:
                        yield break;
                }
            }
        }
    }

    /// <summary>Waits until the server ends the connection.</summary>
    public async Task ClosedAsync(CancellationToken cancellationToken)
    {
        try
        {
            while ((await _socket.ReceiveAsync(_buffer, cancellationToken)).MessageType != WebSocketMessageType.Close)
            {
                // A ping, which says only that it is still open.
            }
        }
        catch (WebSocketException)
        {
            // Ended without a word.
        }
    }

    public void Dispose() => _socket.Dispose();

    // A message ends with its own character, wherever the frames end.
    private async Task<IReadOnlyList<JsonNode>> ReceiveAsync(CancellationToken cancellationToken)
    {
        var received = await _socket.ReceiveAsync(_buffer, cancellationToken);
        _text.Append(Encoding.UTF8.GetString(_buffer, 0, received.Count));
        var messages = _text.ToString().Split(End);
        _text.Clear().Append(messages[^1]);
        return [.. messages[..^1].Select(message => JsonNode.Parse(message)!)];
    }

    private Task SendAsync(JsonObject message, CancellationToken cancellationToken) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString() + End), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
}
