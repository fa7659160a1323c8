using App.Core.Operations;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Operations;

/// <summary>What becomes of a message, over a real outbox, by a clock that skips the pauses.</summary>
public sealed class SendNextMailTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>
{
    private readonly ManualTime _time = new(TestTimes.Now) { SkipsWaits = true, Keeps = SendNextMail.LongestTry };
    private readonly Delivery _delivery = new();
    private readonly IMailOutbox _outbox = fixture.Database.Get<IMailOutbox>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SendNextMail Send => new(_outbox, new OpenSeal(), _delivery, _time);

    [Fact]
    public async Task HandleAsync_NothingWaits_IsNull() => (await Send.HandleAsync(Token)).ShouldBeNull();

    [Fact]
    public async Task HandleAsync_AMessage_IsHandedOver()
    {
        await AddAsync("ann@example.org");

        (await Send.HandleAsync(Token))!.End.ShouldBe(MailEnd.Sent);

        _delivery.Delivered.ShouldBe(["ann@example.org"]);
        (await Send.HandleAsync(Token)).ShouldBeNull();
    }

    [Fact]
    public async Task HandleAsync_AMessageToNobody_IsDropped()
    {
        await AddAsync(string.Empty);

        (await Send.HandleAsync(Token))!.End.ShouldBe(MailEnd.Dropped);

        _delivery.Delivered.ShouldBeEmpty();
    }

    [Fact]
    public async Task HandleAsync_AFaultThatPasses_IsTriedAgainAtOnce()
    {
        await AddAsync("ann@example.org");
        _delivery.Faults = 2;

        (await Send.HandleAsync(Token))!.End.ShouldBe(MailEnd.Sent);
    }

    [Fact]
    public async Task HandleAsync_AFaultThatStays_IsTriedEverLessOftenForADay()
    {
        await AddAsync("ann@example.org");
        _delivery.Faults = int.MaxValue;
        List<TimeSpan> times = [];
        MailOutcome? outcome;
        do
        {
            outcome = await Send.HandleAsync(Token);
            if (outcome is null)
            {
                _time.Advance(TimeSpan.FromMinutes(1));
            }
            else
            {
                times.Add(_time.GetUtcNow() - TestTimes.Now);
                outcome.Fault.ShouldBe("IOException");
            }
        }
        while (outcome?.End is not MailEnd.GivenUp);

        times.Count.ShouldBeInRange(8, 15);
        times[1].ShouldBeLessThan(TimeSpan.FromMinutes(3));
        times[^1].ShouldBeInRange(TimeSpan.FromHours(20), TimeSpan.FromHours(25));
        (await _outbox.ClaimAsync(_time.GetUtcNow().AddDays(9), SendNextMail.Lease, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task HandleAsync_RefusedForGood_IsGivenUpAtOnce()
    {
        await AddAsync("nobody@example.org");
        _delivery.Refuses = true;

        var outcome = await Send.HandleAsync(Token);

        outcome!.End.ShouldBe(MailEnd.GivenUp);
        outcome.Fault.ShouldBe("REFUSED: no such mailbox");
        _delivery.Tries.ShouldBe(1);
    }

    [Fact]
    public async Task HandleAsync_KeysGone_IsGivenUp()
    {
        await _outbox.AddAsync(Row("unreadable"), Token);

        var outcome = await Send.HandleAsync(Token);

        outcome!.End.ShouldBe(MailEnd.GivenUp);
        outcome.Fault.ShouldNotBeNull().ShouldStartWith("UNREADABLE");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 9)]
    [InlineData(5, 81)]
    [InlineData(6, 240)]
    [InlineData(60, 240)]
    public void PauseAfter_Tries_GrowsToFourHours(int tries, int minutes) => SendNextMail.PauseAfter(tries).ShouldBe(TimeSpan.FromMinutes(minutes));

    private Task AddAsync(string to) => _outbox.AddAsync(Row($"to:{to}"), Token);

    private OutgoingMail Row(string payload) =>
        new() { Id = TestIds.Next(), Kind = "test", Payload = payload, CreatedAt = _time.GetUtcNow(), NextTryAt = _time.GetUtcNow() };

    private sealed class OpenSeal : IMailSeal
    {
        public string Close(MailMessage message) => $"to:{message.To}";

        public MailMessage? Open(string payload) => payload.StartsWith("to:", StringComparison.Ordinal) ? new(payload[3..] is { Length: > 0 } to ? to : null, "Subject", "Text") : null;
    }

    private sealed class Delivery : IMailDelivery
    {
        public List<string?> Delivered { get; } = [];

        public int Faults { get; set; }

        public bool Refuses { get; set; }

        public int Tries { get; private set; }

        public Task DeliverAsync(MailMessage message, CancellationToken cancellationToken)
        {
            Tries++;
            if (Refuses)
            {
                throw new MailRefusedException("no such mailbox");
            }

            if (Faults > 0)
            {
                Faults--;
                throw new IOException("ann@example.org is not to be told of");
            }

            Delivered.Add(message.To);
            return Task.CompletedTask;
        }
    }
}
