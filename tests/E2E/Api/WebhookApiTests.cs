using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using E2E.Harness;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace E2E.Api;

/// <summary>A process that may send webhooks to this machine.</summary>
public sealed class WebhookApp : IAsyncLifetime
{
    public AppProcess App { get; private set; } = default!;

    public async ValueTask InitializeAsync() => App = await AppProcess.StartAsync(
        new AppOptions { Settings = new Dictionary<string, string> { ["Webhooks:AllowedNetworks"] = "127.0.0.0/8", ["Webhooks:AllowHttp"] = "true" } }, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

/// <summary>Records of batches, sent by the real application to a real server.</summary>
public sealed class WebhookApiTests(WebhookApp own) : IClassFixture<WebhookApp>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Batch_WithAWebhook_IsDeliveredOnce_AsItIsAnswered_AndSigned()
    {
        using var client = await ApiClient.RegisteredAsync(own.App.Address, Cancelled);
        await using var receiver = await WebhookReceiver.StartAsync(Cancelled);
        var secret = await SecretAsync(client);

        var batch = await SubmitAsync(client, receiver.Address.ToString());
        var delivery = await UntilAsync(client, batch, "delivered");

        var sent = receiver.Received.ShouldHaveSingleItem();
        Encoding.UTF8.GetString(sent.Body).ShouldBe((await client.GetAsync($"batch/{batch}", Cancelled)).Text);
        (sent.Path, sent.Headers["Content-Type"], sent.Headers["User-Agent"], sent.Headers["Ballast-Event"], sent.Headers["Ballast-Delivery"])
            .ShouldBe(("/hook", "application/json; charset=utf-8", "Ballast-Webhooks/1", "batch.finished", (string)delivery["delivery_id"]!));
        ShouldBeSigned(sent, secret);
        sent.Headers.Keys.ShouldNotContain("traceparent");
        ((int)delivery["attempts"]!, (int)delivery["last_status"]!, (string?)delivery["last_error"], (string?)delivery["next_attempt_at"], delivery["log"]!.AsArray().Count).ShouldBe((1, 200, null, null, 1));

        // Again, under another secret: the same delivery.
        var other = (string)(await client.PostAsync("batch/webhook-secret", (JsonNode?)null, Cancelled)).Body["secret"]!;
        other.ShouldNotBe(secret);
        (await SecretAsync(client)).ShouldBe(other);
        var again = await client.PostAsync($"batch/{batch}/deliveries/retry", (JsonNode?)null, Cancelled);
        (again.Status, (string)again.Body["delivery_id"]!).ShouldBe((HttpStatusCode.Accepted, (string)delivery["delivery_id"]!), again.Text);
        ((int)(await UntilAsync(client, batch, "delivered", attempts: 2))["attempts"]!).ShouldBe(2);
        receiver.Received.Count.ShouldBe(2);
        receiver.Received[1].Headers["Ballast-Delivery"].ShouldBe(sent.Headers["Ballast-Delivery"]);
        ShouldBeSigned(receiver.Received[1], other);

        using var stranger = await ApiClient.RegisteredAsync(own.App.Address, Cancelled);
        (await SecretAsync(stranger)).ShouldNotBe(other);
        foreach (var answer in new[] { await stranger.GetAsync($"batch/{batch}/deliveries", Cancelled), await stranger.PostAsync($"batch/{batch}/deliveries/retry", (JsonNode?)null, Cancelled) })
        {
            (answer.Status, (string)answer.Body["code"]!).ShouldBe((HttpStatusCode.NotFound, "BATCH_NOT_FOUND"));
        }

        var plain = await SubmitAsync(client, null);
        (await client.GetAsync($"batch/{plain}/deliveries", Cancelled)).Body["deliveries"]!.AsArray().ShouldBeEmpty();
        ((string?)(await client.PostAsync($"batch/{plain}/deliveries/retry", (JsonNode?)null, Cancelled)).Body["code"]).ShouldBe("WEBHOOK_NOT_FOUND");
        own.App.Log.ShouldNotContain(other);
        own.App.Log.ShouldNotContain(secret);
    }

    [Fact]
    public async Task Batch_WhoseReceiverIsDownAndThenUp_IsDelivered()
    {
        using var client = await ApiClient.RegisteredAsync(own.App.Address, Cancelled);
        await using var receiver = WebhookReceiver.Down();

        var batch = await SubmitAsync(client, receiver.Address.ToString());
        var waiting = await UntilAsync(client, batch, "pending", attempts: 1);
        ((string)waiting["last_error"]!).ShouldBe("No connection to the receiver (ConnectionRefused).");
        await receiver.UpAsync(Cancelled);

        var delivery = await UntilAsync(client, batch, "delivered");
        receiver.Received.ShouldHaveSingleItem().Headers["Ballast-Delivery"].ShouldBe((string)delivery["delivery_id"]!);
        delivery["log"]!.AsArray().Select(line => ((int)line!["number"]!, (int?)line["http_status"])).ShouldBe([(2, 200), (1, null)]);
    }

    [Fact]
    public async Task Batch_WhoseReceiverFailsOrSendsElsewhereOrIsSlow_IsTriedAgain()
    {
        using var client = await ApiClient.RegisteredAsync(own.App.Address, Cancelled);
        using var other = await ApiClient.RegisteredAsync(own.App.Address, Cancelled);
        await using var receiver = await WebhookReceiver.StartAsync(Cancelled);
        await using var target = await WebhookReceiver.StartAsync(Cancelled);
        await using var slow = await WebhookReceiver.StartAsync(Cancelled);
        receiver.Answer = (call, _) => Task.FromResult(call switch { 1 => Results.StatusCode(500), 2 => Results.Redirect(target.Address.ToString(), false, true), _ => Results.NoContent() });
        slow.Answer = async (call, context) =>
        {
            if (call == 1)
            {
                await Task.Delay(TimeSpan.FromSeconds(30), TimeProvider.System, context.RequestAborted);
            }

            return Results.Ok();
        };

        var late = await SubmitAsync(other, slow.Address.ToString());
        var batch = await SubmitAsync(client, receiver.Address.ToString());

        ((string)(await UntilAsync(client, batch, "pending", attempts: 1))["last_error"]!).ShouldBe("The receiver answered 500. Only 200 to 299 says that it has the record.");
        ((string)(await UntilAsync(client, batch, "pending", attempts: 2))["last_error"]!).ShouldStartWith("The receiver answered 307, which sends elsewhere.");
        (await client.PostAsync($"batch/{batch}/deliveries/retry", (JsonNode?)null, Cancelled)).Status.ShouldBe(HttpStatusCode.Accepted);
        await UntilAsync(client, batch, "delivered");
        receiver.Received.Count.ShouldBe(3);
        target.Received.ShouldBeEmpty();

        var log = (await UntilAsync(other, late, "delivered"))["log"]!.AsArray();
        log.Select(line => (string?)line!["error"]).ShouldBe([null, "No answer within 10 seconds."]);
        ((int)log[1]!["duration_ms"]!).ShouldBeInRange(9_500, 20_000);
        slow.Received.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Batch_KilledBetweenItsEndAndItsDelivery_IsDeliveredAfterTheNextStart()
    {
        await using var app = await AppProcess.StartAsync(new AppOptions { Settings = new Dictionary<string, string> { ["Webhooks:AllowedNetworks"] = "127.0.0.1", ["Webhooks:AllowHttp"] = "true" } }, Cancelled);
        using var client = await ApiClient.RegisteredAsync(app.Address, Cancelled);
        await using var receiver = await WebhookReceiver.StartAsync(Cancelled);
        var database = new AppDatabase(app);

        // Whoever takes the delivery counts for minutes first.
        await database.DelayUpdatesAsync("webhook_deliveries", 2_000_000_000, Cancelled);
        var batch = await SubmitAsync(client, receiver.Address.ToString());
        (await database.CountAsync("webhook_deliveries WHERE status = 'pending' AND attempts = 0", Cancelled)).ShouldBe(1);
        await app.KillAsync(Cancelled);
        receiver.Received.ShouldBeEmpty();
        await database.MendAsync(Cancelled);
        await app.StartAgainAsync(Cancelled);

        using var after = client.Again(app.Address);
        ((int)(await UntilAsync(after, batch, "delivered"))["attempts"]!).ShouldBe(1);
        receiver.Received.ShouldHaveSingleItem();
    }

    internal static async Task<string> SubmitAsync(ApiClient client, string? url)
    {
        var answer = await client.PostAsync("batch", BodyOf(url), Cancelled);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        ((string?)answer.Body["webhook_url"]).ShouldBe(url);
        return (string)answer.Body["batch_id"]!;
    }

    internal static JsonObject BodyOf(string? url) =>
        new() { ["operation_type"] = "custom", ["webhook_url"] = url, ["operations"] = new JsonArray(new JsonObject { ["resource_id"] = "one" }) };

    /// <summary>The delivery, once it is there and that often tried.</summary>
    internal static async Task<JsonNode> UntilAsync(ApiClient client, string batch, string status, int attempts = 1)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        while (true)
        {
            var delivery = (await client.GetAsync($"batch/{batch}/deliveries", patience.Token)).Body["deliveries"]!.AsArray().ShouldHaveSingleItem()!;
            if ((string)delivery["status"]! == status && (int)delivery["attempts"]! >= attempts && delivery["log"]![0]!["duration_ms"] is not null)
            {
                return delivery;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
        }
    }

    private static async Task<string> SecretAsync(ApiClient client)
    {
        var answer = await client.GetAsync("batch/webhook-secret", Cancelled);
        answer.Headers["Cache-Control"].ShouldBe("no-store");
        return (string)answer.Body["secret"]!;
    }

    // As a receiver does it, by the guide.
    private static void ShouldBeSigned(ReceivedWebhook sent, string secret)
    {
        var timestamp = sent.Headers["Ballast-Timestamp"];
        var expected = HMACSHA256.HashData(Encoding.ASCII.GetBytes(secret), (byte[])[.. Encoding.ASCII.GetBytes(timestamp + "."), .. sent.Body]);
        sent.Headers["Ballast-Signature"].ShouldBe($"sha256={Convert.ToHexStringLower(expected)}");
        Math.Abs(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - long.Parse(timestamp, CultureInfo.InvariantCulture)).ShouldBeLessThan(60);
    }
}

/// <summary>An installation that says nothing of webhooks: they go to public addresses.</summary>
public sealed class WebhookGuardTests(ApiApp host) : ApiTest(host)
{
    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://[::ffff:169.254.169.254]/")]
    [InlineData("https://10.0.0.1:8443/hook")]
    [InlineData("http://example.org/")]
    public async Task Batch_WithAnAddressThatIsNotAllowed_IsRefusedAndNotStored(string url)
    {
        using var client = await RegisteredAsync();

        var problem = ShouldBeProblem(await client.PostAsync("batch", WebhookApiTests.BodyOf(url), Cancelled), HttpStatusCode.BadRequest, "INVALID_OPERATION_STRUCTURE");

        ((string)problem["errors"]![0]!["field"]!).ShouldBe("webhook_url");
        ((int)(await client.GetAsync("batch/history", Cancelled)).Body["pagination"]!["total"]!).ShouldBe(0);
    }

    [Fact]
    public async Task Batch_WithANameThatStandsForThisMachine_IsNotSent_AndTheLogSaysWhy()
    {
        using var client = await RegisteredAsync();
        await using var receiver = await WebhookReceiver.StartAsync(Cancelled);

        var batch = await WebhookApiTests.SubmitAsync(client, $"https://localhost:{receiver.Address.Port}/hook");

        var delivery = await WebhookApiTests.UntilAsync(client, batch, "pending");
        ((string)delivery["last_error"]!).ShouldBe("Not sent: the receiver's name stands for a loopback address. Webhooks go to public addresses.");
        ((string)delivery["log"]![0]!["error"]!).ShouldBe((string)delivery["last_error"]!);
        receiver.Received.ShouldBeEmpty();
    }
}
