using System.Text;
using App.Core.Idempotency;
using App.Core.Portfolios;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Idempotency;

public sealed class SqliteIdempotencyStoreTests(SqliteFixture fixture) : IdempotencyStoreContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresIdempotencyStoreTests(PostgresFixture fixture) : IdempotencyStoreContract(fixture), IClassFixture<PostgresFixture>;

public abstract class IdempotencyStoreContract(DatabaseFixture fixture)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly IdempotentReply Made = new(201, "application/json", "/made/1", "{\"made\":1}"u8.ToArray());

    private readonly TestDatabase _database = fixture.Database;
    private readonly IIdempotencyStore _store = fixture.Database.Get<IIdempotencyStore>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BeginAsync_FirstThenAgain_IsDoneOnceAndRepeatedToTheByte()
    {
        var first = await CallAsync();
        (await BeginAsync(first)).State.ShouldBe(IdempotencyState.ToBeDone);
        (await BeginAsync(Again(first))).State.ShouldBe(IdempotencyState.UnderWay);
        (await BeginAsync(Again(first), "other")).State.ShouldBe(IdempotencyState.SomethingElse);

        (await _store.KeepAsync(first, Made, Token)).ShouldNotBeNull();

        var again = await BeginAsync(Again(first), at: TestTimes.Now.AddDays(6.9));
        again.State.ShouldBe(IdempotencyState.Done);
        ShouldBe(again.Reply, Made);
        (await BeginAsync(Again(first), "other")).State.ShouldBe(IdempotencyState.SomethingElse);
    }

    [Fact]
    public async Task BeginAsync_OtherOwnerRouteOrKey_IsAnotherCall()
    {
        var first = await CallAsync();
        await BeginAsync(first);
        var other = await _database.AddUserAsync(Token);

        foreach (var key in (IdempotencyKey[])[first.Key with { OwnerId = other }, first.Key with { Route = "POST /elsewhere" }, first.Key with { Value = first.Key.Value.ToUpperInvariant() + "X" }])
        {
            (await BeginAsync(new IdempotentCall(key, TestIds.Next()))).State.ShouldBe(IdempotencyState.ToBeDone);
        }
    }

    [Fact]
    public async Task BeginAsync_SixteenAtOnce_GivesItToOne()
    {
        var first = await CallAsync();

        var standings = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => BeginAsync(Again(first)), Token)));

        standings.Count(standing => standing.State == IdempotencyState.ToBeDone).ShouldBe(1);
        standings.Count(standing => standing.State == IdempotencyState.UnderWay).ShouldBe(15);
    }

    [Fact]
    public async Task BeginAsync_WorkerNotHeardOf_IsTakenOverByOne_AndItsWriteFails()
    {
        var former = await CallAsync();
        await BeginAsync(former);
        (await _store.RenewAsync(former, TestTimes.Now + (2 * Lease), Token)).ShouldBeTrue();
        (await BeginAsync(Again(former), at: TestTimes.Now + Lease)).State.ShouldBe(IdempotencyState.UnderWay);

        var calls = Enumerable.Range(0, 8).Select(_ => Again(former)).ToList();
        var standings = await Task.WhenAll(calls.Select(call => Task.Run(() => BeginAsync(call, at: TestTimes.Now + (2 * Lease)), Token)));

        standings.Count(standing => standing.State == IdempotencyState.ToBeDone).ShouldBe(1);
        (await _store.RenewAsync(former, TestTimes.Now + (9 * Lease), Token)).ShouldBeFalse();
        (await _store.KeepAsync(former, Made, Token)).ShouldBeNull();
        await Should.ThrowAsync<CallTakenOverException>(() => WriteAsync(former, "former"));
        (await NamesAsync(former)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Write_OfACall_StoresItsReplyWithIt()
    {
        var call = await CallAsync();
        await BeginAsync(call);

        await WriteAsync(call, "made");

        (await NamesAsync(call)).ShouldBe(["made"]);
        ShouldBe((await BeginAsync(Again(call))).Reply, Made);

        // What is answered later, as by a fault after the commit, does not take its place.
        ShouldBe(await _store.KeepAsync(call, Made with { Status = 500 }, Token), Made);
        await _store.ForgetAsync(call, Token);
        (await BeginAsync(Again(call))).State.ShouldBe(IdempotencyState.Done);
    }

    [Fact]
    public async Task Write_ThatIsRolledBack_LeavesNoReply()
    {
        var call = await CallAsync();
        await BeginAsync(call);
        await _database.Get<IPortfolioStore>().AddAsync(PortfolioOf(call, "first"), [], null, Token);

        // The same account name again.
        (await WriteAsync(call, "first")).ShouldBe(PortfolioAddition.AccountNameTaken);

        (await BeginAsync(Again(call))).State.ShouldBe(IdempotencyState.UnderWay);
    }

    [Fact]
    public async Task Write_AfterTheCallIsOver_KeepsNothing()
    {
        var call = await CallAsync();
        await BeginAsync(call);
        using (IdempotentCall.Begin(call))
        {
            IdempotentCall.AnswerWith<string>(_ => Made);
            IdempotentCall.Succeeds("made");
            IdempotentCall.Current.ShouldBe(call);
        }

        IdempotentCall.Current.ShouldBeNull();
        await _database.Get<IPortfolioStore>().AddAsync(PortfolioOf(call, "later"), [], null, Token);
        (await BeginAsync(Again(call))).State.ShouldBe(IdempotencyState.UnderWay);
    }

    [Fact]
    public async Task ForgetAsync_ACallThatWasRefused_CanBeMendedWithTheSameKey()
    {
        var call = await CallAsync();
        await BeginAsync(call);

        await _store.ForgetAsync(call, Token);

        (await BeginAsync(Again(call), "mended")).State.ShouldBe(IdempotencyState.ToBeDone);
    }

    [Fact]
    public async Task ClearAsync_AfterSevenDays_RemovesIt_AndBeforeThatItIsNewBySelf()
    {
        var (old, kept) = (await CallAsync(), await CallAsync());
        await BeginAsync(old, at: TestTimes.Now.AddDays(-7));
        await _store.KeepAsync(old, Made, Token);
        await BeginAsync(kept);

        await _store.ClearAsync(TestTimes.Now, Token);

        await using var db = _database.NewContext();
        (await db.IdempotentRequests.CountAsync(row => row.OwnerId == old.Key.OwnerId, Token)).ShouldBe(0);
        (await db.IdempotentRequests.CountAsync(row => row.OwnerId == kept.Key.OwnerId, Token)).ShouldBe(1);
        await _store.KeepAsync(kept, Made, Token);
        (await BeginAsync(Again(kept), "other", TestTimes.Now.AddDays(7))).State.ShouldBe(IdempotencyState.ToBeDone);
    }

    [Fact]
    public void Read_Header_IsOneKeyOfVisibleCharacters()
    {
        IdempotencyKey.Read([]).Value.ShouldBeNull();
        IdempotencyKey.Read([new string('k', 255)]).Value.ShouldBe(new string('k', 255));
        foreach (var values in (string?[][])[[""], [null], [new string('k', 256)], ["a", "b"], ["a b"], ["é"], ["\t"]])
        {
            IdempotencyKey.Read(values).Error.Code.ShouldBe("IDEMPOTENCY_KEY_INVALID");
        }
    }

    private static void ShouldBe(IdempotentReply? reply, IdempotentReply expected)
    {
        reply.ShouldNotBeNull();
        (reply.Status, reply.ContentType, reply.Location, Encoding.UTF8.GetString(reply.Body)).ShouldBe((expected.Status, expected.ContentType, expected.Location, Encoding.UTF8.GetString(expected.Body)));
    }

    private static IdempotentCall Again(IdempotentCall call) => new(call.Key, TestIds.Next());

    private static Portfolio PortfolioOf(IdempotentCall call, string name) => new PortfolioBuilder { OwnerId = call.Key.OwnerId, Name = name, AccountName = name }.Build();

    private async Task<IdempotentCall> CallAsync() => new(new IdempotencyKey(await _database.AddUserAsync(Token), "POST /api/v2/portfolios", $"{TestIds.Next()}"), TestIds.Next());

    private Task<IdempotencyStanding> BeginAsync(IdempotentCall call, string fingerprint = "same", DateTimeOffset? at = null) => _store.BeginAsync(call, fingerprint, at ?? TestTimes.Now, Lease, Token);

    private async Task<PortfolioAddition> WriteAsync(IdempotentCall call, string name)
    {
        using var scope = IdempotentCall.Begin(call);
        IdempotentCall.AnswerWith<string>(_ => Made);
        IdempotentCall.Succeeds(name);
        return await _database.Get<IPortfolioStore>().AddAsync(PortfolioOf(call, name), [], null, Token);
    }

    private async Task<List<string>> NamesAsync(IdempotentCall call)
    {
        await using var db = _database.NewContext();
        return await db.Portfolios.Where(portfolio => portfolio.OwnerId == call.Key.OwnerId).Select(portfolio => portfolio.Name).ToListAsync(Token);
    }
}
