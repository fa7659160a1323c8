using System.Net;
using System.Net.Sockets;
using System.Text;
using App.Core.Batches;
using App.Features.Batches;
using Shouldly;
using Xunit;

namespace ComponentTests.Batches;

/// <summary>Calls of receivers: sockets that answer as they are told, and names that stand for what a test says.</summary>
public sealed class HttpWebhookCallTests : IDisposable
{
    private static readonly WebhookPolicy Here = new([IPNetwork.Parse("127.0.0.0/8")], true);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<string> _looked = [];
    private IPAddress[] _found = [IPAddress.Loopback];

    public HttpWebhookCallTests() => _listener.Start();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task SendAsync_ToAReceiver_SendsHeadersAndBody_AndNothingOfOthers()
    {
        var received = AnswerAsync("HTTP/1.1 204 No Content\r\n\r\n");

        var answer = await SendAsync(Here);

        answer.ShouldBe(new WebhookAnswer(WebhookEnd.Delivered, 204, null));
        var request = await received;
        request.ShouldStartWith("POST /hook?key=1 HTTP/1.1\r\n");
        request.ShouldEndWith("\r\n\r\n{\"a\":\"ü\"}");
        var headers = request.Split("\r\n\r\n")[0].Split("\r\n").Skip(1).ToList();
        headers.Order(StringComparer.Ordinal).ShouldBe(
            ["Ballast-Event: batch.finished", "Content-Length: 10", "Content-Type: application/json; charset=utf-8", $"Host: hooks.example.org:{Port}", "User-Agent: Ballast-Webhooks/1"]);
        _looked.ShouldBe(["hooks.example.org"]);
    }

    [Theory]
    [InlineData("127.0.0.1", "a loopback address")]
    [InlineData("::1", "a loopback address")]
    [InlineData("::ffff:127.0.0.1", "a loopback address")]
    [InlineData("10.0.0.7", "a private address")]
    [InlineData("169.254.169.254", "a link-local address")]
    public async Task SendAsync_ANameThatStandsForAnAddressThatIsNotPublic_ConnectsToNothing(string address, string kind)
    {
        _found = [IPAddress.Parse(address)];
        var received = AnswerAsync("HTTP/1.1 200 OK\r\n\r\n");

        var answer = await SendAsync(new WebhookPolicy([], true));

        answer.ShouldBe(new WebhookAnswer(WebhookEnd.Refused, null, $"Not sent: the receiver's name stands for {kind}. Webhooks go to public addresses."));
        received.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task SendAsync_ALiteralThatIsNotPublic_ConnectsToNothing()
    {
        (await SendAsync(new WebhookPolicy([], true), $"http://127.0.0.1:{Port}/")).End.ShouldBe(WebhookEnd.Refused);

        _looked.ShouldBeEmpty();
        _listener.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task SendAsync_ANameOfSeveralAddresses_IsCalledAtThoseThatAreAllowed()
    {
        // The first is not allowed, at the second nobody listens.
        _found = [IPAddress.Parse("10.0.0.1"), IPAddress.Parse("127.0.0.9"), IPAddress.Loopback];
        var received = AnswerAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

        (await SendAsync(Here)).End.ShouldBe(WebhookEnd.Delivered);

        (await received).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", 302, "The receiver answered 302, which sends elsewhere. Redirects are not followed: give the address that answers itself.")]
    [InlineData("HTTP/1.1 500 Oh no\r\nContent-Length: 6\r\n\r\nsecret", 500, "The receiver answered 500. Only 200 to 299 says that it has the record.")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", 404, "The receiver answered 404. Only 200 to 299 says that it has the record.")]
    public async Task SendAsync_AnotherStatus_IsNoDelivery(string sent, int status, string fault)
    {
        _ = AnswerAsync(sent);

        (await SendAsync(Here)).ShouldBe(new WebhookAnswer(WebhookEnd.Status, status, fault));

        _listener.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task SendAsync_AnAnswerWithoutEnd_CountsByItsStatus_AfterAKilobyte()
    {
        _ = AnswerAsync($"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n{new string('x', 4_000)}", stays: true);

        (await SendAsync(Here)).End.ShouldBe(WebhookEnd.Delivered);
    }

    [Fact]
    public async Task SendAsync_NobodyListens_SaysSo()
    {
        _listener.Stop();

        (await SendAsync(Here)).ShouldBe(new WebhookAnswer(WebhookEnd.Unreachable, null, "No connection to the receiver (ConnectionRefused)."));
    }

    [Fact]
    public async Task SendAsync_ANameThatIsNone_SaysSo()
    {
        _found = [];

        (await SendAsync(Here)).ShouldBe(new WebhookAnswer(WebhookEnd.Unreachable, null, "The receiver's name could not be found."));
    }

    [Fact]
    public async Task SendAsync_NoTlsWhereItIsAskedFor_SaysSo()
    {
        _ = AnswerAsync("HTTP/1.1 400 Bad Request\r\n\r\n", untilBody: false);

        var answer = await SendAsync(Here, $"https://hooks.example.org:{Port}/");

        (answer.End, answer.Fault![..18]).ShouldBe((WebhookEnd.Unreachable, "No safe connection"));
    }

    [Fact]
    public async Task SendAsync_NoAnswerInTime_IsGivenUp()
    {
        var time = new App.Testing.ManualTime(DateTimeOffset.UnixEpoch);
        var received = AnswerAsync("", stays: true);

        var sending = SendAsync(Here, time: time);
        (await received).ShouldNotBeEmpty();
        time.Advance(SendNextWebhook.LongestCall);

        (await sending).ShouldBe(new WebhookAnswer(WebhookEnd.Timeout, null, "No answer within 10 seconds."));
    }

    [Fact]
    public async Task SendAsync_CancelledByItsCaller_Throws()
    {
        var received = AnswerAsync("", stays: true);
        using var stop = new CancellationTokenSource();
        using var call = CallOf(Here, TimeProvider.System);

        var sending = call.SendAsync(MessageOf($"http://hooks.example.org:{Port}/"), stop.Token);
        await received;
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => sending);
    }

    private async Task<WebhookAnswer> SendAsync(WebhookPolicy policy, string? address = null, TimeProvider? time = null)
    {
        using var call = CallOf(policy, time ?? TimeProvider.System);
        return await call.SendAsync(MessageOf(address ?? $"http://hooks.example.org:{Port}/hook?key=1"), Token);
    }

    private static WebhookMessage MessageOf(string address) => new(new Uri(address), new Dictionary<string, string> { ["Ballast-Event"] = "batch.finished" }, Encoding.UTF8.GetBytes("{\"a\":\"ü\"}"));

    private HttpWebhookCall CallOf(WebhookPolicy policy, TimeProvider time) => new(
        policy,
        (name, _) =>
        {
            _looked.Add(name);
            return Task.FromResult(_found);
        },
        time);

    // Takes one connection, reads a request and answers; the request when it is read.
    private async Task<string> AnswerAsync(string answer, bool stays = false, bool untilBody = true)
    {
        var client = await _listener.AcceptTcpClientAsync(Token);
        var stream = client.GetStream();
        var (buffer, text) = (new byte[4_096], "");
        while (!text.EndsWith('}'))
        {
            var read = await stream.ReadAsync(buffer, Token);
            text += Encoding.UTF8.GetString(buffer, 0, read);
            if (read == 0 || !untilBody)
            {
                break;
            }
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), Token);
        if (!stays)
        {
            client.Dispose();
        }

        return text;
    }
}
