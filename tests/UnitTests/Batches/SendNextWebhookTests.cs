using System.Text;
using System.Text.Json.Nodes;
using App.Core.Batches;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Batches;

/// <summary>What becomes of a delivery, over a real outbox, by a clock that tests move.</summary>
public sealed class SendNextWebhookTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>
{
    private const string Url = "https://hooks.example.org/ballast";

    private readonly TestDatabase _database = fixture.Database;
    private readonly ManualTime _time = new(TestTimes.Now);
    private readonly Receiver _receiver = new();
    private readonly Seal _seal = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IWebhookOutbox Outbox => _database.Get<IWebhookOutbox>();

    private GetWebhookSecret Secrets => new(_database.Get<IWebhookSecretStore>(), _seal, count => [.. Enumerable.Range(0, count).Select(i => (byte)i)]);

    [Fact]
    public async Task HandleAsync_NothingWaits_IsNull() => (await SendOf().HandleAsync(Token)).ShouldBeNull();

    [Fact]
    public async Task HandleAsync_ADueDelivery_IsSentSigned()
    {
        var (owner, batch) = await FinishedAsync();
        _receiver.OnSend = () => _time.Advance(TimeSpan.FromMilliseconds(250));

        var outcome = (await SendOf().HandleAsync(Token))!;

        (outcome.BatchId, outcome.Attempt, outcome.Status, outcome.Fault).ShouldBe((batch, 1, WebhookStatus.Delivered, null));
        var message = _receiver.Received.ShouldHaveSingleItem();
        message.Address.ShouldBe(new Uri(Url));
        Encoding.UTF8.GetString(message.Body).ShouldBe($"{batch} Completed");
        var timestamp = TestTimes.Now.ToUnixTimeSeconds();
        message.Headers.ShouldBe(new Dictionary<string, string>
        {
            ["Ballast-Event"] = "batch.finished",
            ["Ballast-Delivery"] = outcome.DeliveryId.ToString(),
            ["Ballast-Timestamp"] = $"{timestamp}",
            ["Ballast-Signature"] = WebhookSignature.Of((await Secrets.HandleAsync(owner, Token)).Value, timestamp, message.Body),
        });
        var line = (await Outbox.FindAsync(owner, batch, 10, Token))!.Attempts.ShouldHaveSingleItem();
        (line.Number, line.At, line.HttpStatus, line.DurationMs, line.Error).ShouldBe((1, TestTimes.Now, 200, 250, null));
        (await SendOf().HandleAsync(Token)).ShouldBeNull();
    }

    [Fact]
    public async Task HandleAsync_AFaultThatStays_IsTriedEverLessOftenForADay_AndOnceMoreAtItsEnd()
    {
        var (owner, batch) = await FinishedAsync();
        _receiver.Answer = WebhookAnswer.Of(500);
        List<TimeSpan> at = [];
        WebhookOutcome? outcome;
        do
        {
            outcome = await SendOf().HandleAsync(Token);
            if (outcome is null)
            {
                _time.Advance((await Outbox.FindAsync(owner, batch, 0, Token))!.Delivery.NextAttemptAt - _time.GetUtcNow());
            }
            else
            {
                at.Add(_time.GetUtcNow() - TestTimes.Now);
            }
        }
        while (outcome?.Status is not WebhookStatus.GivenUp);

        at.Select((moment, i) => Math.Round((moment - (i == 0 ? TimeSpan.Zero : at[i - 1])).TotalMinutes, 1)).ShouldBe([0, 0.2, 0.5, 2, 10, 30, 60, 120, 240, 240, 240, 240, 240, 17.3]);
        at[^1].ShouldBe(TimeSpan.FromDays(1));
        outcome.Attempt.ShouldBe(14);
        _receiver.Received.Select(message => message.Headers["Ballast-Delivery"]).Distinct().Count().ShouldBe(1);
        _receiver.Received.Select(message => message.Headers["Ballast-Timestamp"]).ShouldBeUnique();
        _time.Advance(TimeSpan.FromDays(3));
        (await SendOf().HandleAsync(Token)).ShouldBeNull();
        var found = (await Outbox.FindAsync(owner, batch, 100, Token))!;
        (found.Delivery.Status, found.Delivery.LastStatus, found.Delivery.LastError, found.Attempts.Count).ShouldBe((WebhookStatus.GivenUp, 500, "The receiver answered 500. Only 200 to 299 says that it has the record.", 14));

        // Once more, for another day and from the shortest pause.
        await Outbox.ResendAsync(owner, batch, _time.GetUtcNow(), Token);
        (await SendOf().HandleAsync(Token))!.Attempt.ShouldBe(15);
        var next = (await Outbox.FindAsync(owner, batch, 0, Token))!.Delivery;
        (next.Status, next.NextAttemptAt).ShouldBe((WebhookStatus.Pending, _time.GetUtcNow().AddSeconds(10)));
        _receiver.Answer = WebhookAnswer.Of(204);
        _time.Advance(TimeSpan.FromSeconds(10));
        (await SendOf().HandleAsync(Token))!.Status.ShouldBe(WebhookStatus.Delivered);
    }

    [Fact]
    public async Task HandleAsync_AnAddressThatIsNoLongerAllowed_IsNotCalled()
    {
        var (owner, batch) = await FinishedAsync("http://10.0.0.1/");

        (await SendOf().HandleAsync(Token))!.Fault.ShouldBe("Not sent: webhook_url is an address of http. Send one of https: what is sent could be read on the way.");

        _receiver.Received.ShouldBeEmpty();
        (await Outbox.FindAsync(owner, batch, 0, Token))!.Delivery.Status.ShouldBe(WebhookStatus.Pending);
        await RemoveAsync();
    }

    [Fact]
    public async Task HandleAsync_KeysOfTheSecretGone_IsNotSent_UntilItIsReplaced()
    {
        var (owner, _) = await FinishedAsync();
        await Secrets.HandleAsync(owner, Token);
        _seal.KeysAreGone = true;

        var outcome = (await SendOf().HandleAsync(Token))!;
        (outcome.Status, outcome.Fault![..33]).ShouldBe((WebhookStatus.Pending, "Your secret of webhooks cannot be"));
        (await Secrets.HandleAsync(owner, Token)).Errors.Select(error => error.Code).ShouldBe(["WEBHOOK_SECRET_UNREADABLE"]);
        _receiver.Received.ShouldBeEmpty();

        _seal.KeysAreGone = false;
        var other = await new ReplaceWebhookSecret(_database.Get<IWebhookSecretStore>(), _seal, count => new byte[count]).HandleAsync(owner, Token);
        _time.Advance(TimeSpan.FromSeconds(12));
        (await SendOf().HandleAsync(Token))!.Status.ShouldBe(WebhookStatus.Delivered);
        var sent = _receiver.Received.ShouldHaveSingleItem();
        sent.Headers["Ballast-Signature"].ShouldBe(WebhookSignature.Of(other, _time.GetUtcNow().ToUnixTimeSeconds(), sent.Body));
    }

    [Fact]
    public async Task HandleAsync_CancelledInTheMiddle_IsTriedAgainAfterTheLease()
    {
        await FinishedAsync();
        using var stop = new CancellationTokenSource();
        _receiver.OnSend = () =>
        {
            stop.Cancel();
            stop.Token.ThrowIfCancellationRequested();
        };

        await Should.ThrowAsync<OperationCanceledException>(() => SendOf().HandleAsync(stop.Token));

        _receiver.OnSend = null;
        (await SendOf().HandleAsync(Token)).ShouldBeNull();
        _time.Advance(SendNextWebhook.Lease);
        (await SendOf().HandleAsync(Token))!.Attempt.ShouldBe(2);
    }

    private SendNextWebhook SendOf() => new(
        Outbox, _database.Get<IBatchStore>(), Secrets, _receiver, WebhookPolicy.Strict, detail => Encoding.UTF8.GetBytes($"{detail.Batch.Id} {detail.Batch.Status}"), () => 0.5, "test", _time);

    private async Task<(Guid Owner, Guid Batch)> FinishedAsync(string url = Url)
    {
        var owner = await _database.AddUserAsync(Token);
        var batch = await WebhookBatches.AddAsync(_database, owner, url, Token);
        await _database.Get<IBatchStore>().SettleAsync(batch, 0, OperationOutcome.Done(new JsonObject()), TestTimes.Now, Token);
        await _database.Get<IBatchStore>().FinishAsync(batch, TestTimes.Now, Token);
        return (owner, batch);
    }

    private Task<int> RemoveAsync() => _database.Get<IBatchStore>().RemoveEndedAsync(TestTimes.Now.AddDays(1), Token);

    private sealed class Seal : IWebhookSeal
    {
        public bool KeysAreGone { get; set; }

        public string Close(string secret) => $"sealed {secret}";

        public string? Open(string payload) => KeysAreGone ? null : payload["sealed ".Length..];
    }

    private sealed class Receiver : IWebhookCall
    {
        public List<WebhookMessage> Received { get; } = [];

        public WebhookAnswer Answer { get; set; } = WebhookAnswer.Of(200);

        public Action? OnSend { get; set; }

        public Task<WebhookAnswer> SendAsync(WebhookMessage message, CancellationToken cancellationToken)
        {
            OnSend?.Invoke();
            Received.Add(message);
            return Task.FromResult(Answer);
        }
    }
}
