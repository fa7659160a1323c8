using App.Core.Operations;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Operations;

public sealed class SqliteMailOutboxTests(SqliteFixture fixture) : MailOutboxContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresMailOutboxTests(PostgresFixture fixture) : MailOutboxContract(fixture), IClassFixture<PostgresFixture>;

public abstract class MailOutboxContract(DatabaseFixture fixture)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private readonly IMailOutbox _outbox = fixture.Database.Get<IMailOutbox>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ClaimAsync_ByManyAtOnce_GivesEachMessageToOne()
    {
        await EmptyAsync();
        for (var i = 0; i < 5; i++)
        {
            await AddAsync(TestTimes.Now.AddSeconds(-i));
        }

        var claims = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => _outbox.ClaimAsync(TestTimes.Now, Lease, Token), Token)));

        claims.OfType<OutgoingMail>().Select(mail => mail.Id).ShouldBeUnique();
        claims.OfType<OutgoingMail>().Count().ShouldBe(5);
        claims.OfType<OutgoingMail>().ShouldAllBe(mail => mail.Tries == 1);
    }

    [Fact]
    public async Task ClaimAsync_ClaimedAndNotHeardOf_IsGivenAgainAfterTheLease()
    {
        await EmptyAsync();
        var id = await AddAsync(TestTimes.Now);
        (await _outbox.ClaimAsync(TestTimes.Now, Lease, Token))!.Id.ShouldBe(id);

        (await _outbox.ClaimAsync(TestTimes.Now + Lease - TimeSpan.FromSeconds(1), Lease, Token)).ShouldBeNull();
        (await _outbox.ClaimAsync(TestTimes.Now + Lease, Lease, Token))!.Tries.ShouldBe(2);
    }

    [Fact]
    public async Task ClaimAsync_OfTwo_GivesTheOneThatHasWaitedLonger()
    {
        await EmptyAsync();
        await AddAsync(TestTimes.Now.AddSeconds(-1));
        var first = await AddAsync(TestTimes.Now.AddSeconds(-2));

        (await _outbox.ClaimAsync(TestTimes.Now, Lease, Token))!.Id.ShouldBe(first);
    }

    [Fact]
    public async Task SentAsync_OrGivenUp_RemovesWhatItSays_AndIsNotGivenAgain()
    {
        await EmptyAsync();
        var (sent, lost) = (await AddAsync(TestTimes.Now), await AddAsync(TestTimes.Now));

        await _outbox.SentAsync(sent, TestTimes.Now, Token);
        await _outbox.GiveUpAsync(lost, TestTimes.Now, new string('x', 900), Token);

        (await _outbox.ClaimAsync(TestTimes.Now.AddDays(1), Lease, Token)).ShouldBeNull();
        await using var db = fixture.Database.NewContext();
        var rows = await db.OutgoingMails.Where(mail => mail.Id == sent || mail.Id == lost).ToDictionaryAsync(mail => mail.Id, Token);
        rows[sent].SentAt.ShouldBe(TestTimes.Now);
        rows[lost].FailedAt.ShouldBe(TestTimes.Now);
        rows[lost].LastFault!.Length.ShouldBe(500);
        rows.Values.ShouldAllBe(mail => mail.Payload == null);
    }

    [Fact]
    public async Task PutOffAsync_AMessage_IsGivenAgainThen()
    {
        await EmptyAsync();
        var id = await AddAsync(TestTimes.Now);
        await _outbox.ClaimAsync(TestTimes.Now, Lease, Token);

        await _outbox.PutOffAsync(id, TestTimes.Now.AddHours(1), "SocketException", Token);

        (await _outbox.ClaimAsync(TestTimes.Now.AddMinutes(59), Lease, Token)).ShouldBeNull();
        var again = await _outbox.ClaimAsync(TestTimes.Now.AddHours(1), Lease, Token);
        again!.Payload.ShouldBe("sealed");
        again.LastFault.ShouldBe("SocketException");
    }

    [Fact]
    public async Task DropAndForget_RemoveRows_AndNoneThatWaits()
    {
        await EmptyAsync();
        var (dropped, sent, waiting) = (await AddAsync(TestTimes.Now), await AddAsync(TestTimes.Now), await AddAsync(TestTimes.Now));
        await _outbox.SentAsync(sent, TestTimes.Now, Token);

        await _outbox.DropAsync(dropped, Token);
        (await _outbox.ForgetAsync(TestTimes.Now, Token)).ShouldBe(0);
        (await _outbox.ForgetAsync(TestTimes.Now.AddDays(30), Token)).ShouldBe(1);

        await using var db = fixture.Database.NewContext();
        (await db.OutgoingMails.Select(mail => mail.Id).ToListAsync(Token)).ShouldBe([waiting]);
    }

    [Fact]
    public async Task CountAsync_OfAUser_CountsTheKindSinceThen()
    {
        await EmptyAsync();
        var user = TestIds.Next();
        await AddAsync(TestTimes.Now, user);
        await AddAsync(TestTimes.Now.AddHours(-2), user);
        await AddAsync(TestTimes.Now, TestIds.Next());

        (await _outbox.CountAsync(user, "test", TestTimes.Now.AddHours(-1), Token)).ShouldBe(1);
        (await _outbox.CountAsync(user, "other", TestTimes.Now.AddHours(-1), Token)).ShouldBe(0);
    }

    private async Task<Guid> AddAsync(DateTimeOffset at, Guid? user = null)
    {
        var mail = new OutgoingMail { Id = TestIds.Next(), UserId = user, Kind = "test", Payload = "sealed", CreatedAt = at, NextTryAt = at };
        await _outbox.AddAsync(mail, Token);
        return mail.Id;
    }

    private async Task EmptyAsync()
    {
        await using var db = fixture.Database.NewContext();
        await db.OutgoingMails.ExecuteDeleteAsync(Token);
    }
}
