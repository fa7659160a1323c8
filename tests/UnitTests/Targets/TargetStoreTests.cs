using System.Text;
using App.Core.Portfolios;
using App.Core.Targets;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Targets;

public sealed class SqliteTargetStoreTests(SqliteFixture fixture) : TargetStoreContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresTargetStoreTests(PostgresFixture fixture) : TargetStoreContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>Targets set, changed, imported and removed, through the use cases, on a real database.</summary>
public abstract class TargetStoreContract(DatabaseFixture fixture)
{
    private static readonly TargetKey Apple = new("AAPL", TargetDirection.Long);

    private readonly TestDatabase _database = fixture.Database;
    private readonly ITargetPriceStore _store = fixture.Database.Get<ITargetPriceStore>();
    private readonly ManualTime _time = new(TestTimes.Now);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SetTargets Set => new(_store, _time);

    private SetTarget SetOne => new(_store, _time);

    [Fact]
    public async Task Set_ThenList_ReadsBackWhatWasGiven()
    {
        var owner = await _database.AddUserAsync(Token);

        var put = await Set.HandleAsync(owner, [new(" tsla ", "short", null, 150.1234m, null), new("aapl", null, 260, null, 0.0001m, " grows ")], Token);

        put.Value.ShouldBe(new TargetsPut(2, 0, 2, true));
        var targets = await _store.ListAsync(owner, Token);
        targets.Select(target => target.Key).ShouldBe([Apple, new TargetKey("TSLA", TargetDirection.Short)]);
        (targets[0].EndOfYear, targets[0].NextYear, targets[0].Downside, targets[0].Note, targets[0].UpdatedAt).ShouldBe((260m, null, 0.0001m, "grows", TestTimes.Now));
        targets[1].NextYear.ShouldBe(150.1234m);
    }

    [Fact]
    public async Task Set_Again_ReplacesTheWholeTargetAndLeavesOthers()
    {
        var owner = await _database.AddUserAsync(Token);
        await Set.HandleAsync(owner, [new("AAPL", "LONG", 260, 285, 190, "old"), new("AAPL", "SHORT", 200, null, null), new("KO", "LONG", 70, null, null)], Token);
        _time.Advance(TimeSpan.FromHours(1));

        (await Set.HandleAsync(owner, [new("aapl", "long", 270, null, null), new("PEP", "LONG", 200, null, null)], Token)).Value.ShouldBe(new TargetsPut(1, 1, 4, true));

        var targets = await _store.ListAsync(owner, Token);
        (targets[0].EndOfYear, targets[0].NextYear, targets[0].Note, targets[0].UpdatedAt).ShouldBe((270m, null, null, TestTimes.Now.AddHours(1)));
        targets.Select(target => target.EndOfYear).ShouldBe([270m, 200m, 70m, 200m]);
    }

    [Fact]
    public async Task Set_WithFaults_ListsAllAndStoresNothing()
    {
        var owner = await _database.AddUserAsync(Token);

        var result = await Set.HandleAsync(
            owner, [new("KO", "LONG", 70, null, null), new("", "UP", -1, 1.23456m, 0, new string('n', 501)), new("ko", null, 71, null, null), new("PEP", null, null, null, null)], Token);

        result.Errors.Select(error => (error.Code, error.Field)).ShouldBe(
        [
            ("ERR_TARGET_001", "targets[1].symbol"), ("ERR_TARGET_002", "targets[1].direction"), ("ERR_TARGET_003", "targets[1].end_of_year"), ("ERR_TARGET_003", "targets[1].next_year"),
            ("ERR_TARGET_003", "targets[1].downside"), ("ERR_TARGET_005", "targets[1].note"), ("ERR_TARGET_006", "targets[2].symbol"), ("ERR_TARGET_004", "targets[3].end_of_year"),
        ]);
        result.Errors[6].Message.ShouldContain("targets[0]");
        (await _store.ListAsync(owner, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Set_FiveThousand_FitAndOneMoreDoesNot()
    {
        var owner = await _database.AddUserAsync(Token);
        TargetForm[] most = [.. Enumerable.Range(0, 5_000).Select(number => new TargetForm($"S{number}", number % 2 == 0 ? "LONG" : "SHORT", number + 1, null, null))];

        (await Set.HandleAsync(owner, most, Token)).Value.Total.ShouldBe(5_000);
        var refused = await Set.HandleAsync(owner, [new("S0", "LONG", 7, null, null), new("ONE_MORE", "LONG", 7, null, null)], Token);
        refused.Error.Code.ShouldBe("ERR_TARGET_007");
        (await SetOne.HandleAsync(owner, Apple, TargetHorizon.EndOfYear, "7", Token)).Error.Code.ShouldBe("ERR_TARGET_007");
        (await Set.HandleAsync(owner, [.. most, new("X", null, 1, null, null)], Token)).Error.Code.ShouldBe("ERR_TARGET_007");
        (await _store.ListAsync(owner, Token)).Single(target => target.Symbol == "S0").EndOfYear.ShouldBe(1);

        // All of them again take each other's place: that is no more than there is room for.
        (await Set.HandleAsync(owner, most, Token)).Value.ShouldBe(new TargetsPut(0, 5_000, 5_000, true));
    }

    [Fact]
    public async Task SetOne_PriceByPrice_KeepsTheOthersAndTheNote()
    {
        var owner = await _database.AddUserAsync(Token);
        await Set.HandleAsync(owner, [new("AAPL", "LONG", 260, null, null, "mine")], Token);

        var changed = await SetOne.HandleAsync(owner, new("aapl", TargetDirection.Long), TargetHorizon.Downside, " $1,190.50 ", Token);

        (changed.Value!.EndOfYear, changed.Value.Downside, changed.Value.Note).ShouldBe((260m, 1190.5m, "mine"));
        var stored = (await _store.ListAsync(owner, Token)).ShouldHaveSingleItem();
        (stored.EndOfYear, stored.Downside, stored.Note).ShouldBe((260m, 1190.5m, "mine"));
    }

    [Fact]
    public async Task SetOne_TheLastPriceTakenBack_TakesTheTargetBack()
    {
        var owner = await _database.AddUserAsync(Token);
        (await SetOne.HandleAsync(owner, Apple, TargetHorizon.NextYear, "5", Token)).Value.ShouldNotBeNull();

        (await SetOne.HandleAsync(owner, Apple, TargetHorizon.EndOfYear, "", Token)).Value.ShouldNotBeNull();
        (await SetOne.HandleAsync(owner, Apple, TargetHorizon.NextYear, " ", Token)).Value.ShouldBeNull();
        (await SetOne.HandleAsync(owner, Apple, TargetHorizon.NextYear, "", Token)).Value.ShouldBeNull();

        (await _store.ListAsync(owner, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task SetOne_NotAPrice_ChangesNothing()
    {
        var owner = await _database.AddUserAsync(Token);
        await SetOne.HandleAsync(owner, Apple, TargetHorizon.NextYear, "5", Token);

        (await SetOne.HandleAsync(owner, Apple, TargetHorizon.NextYear, "five", Token)).Error.Code.ShouldBe("ERR_TARGET_003");
        (await SetOne.HandleAsync(owner, new("A/B", TargetDirection.Long), TargetHorizon.NextYear, "5", Token)).Error.Code.ShouldBe("ERR_TARGET_001");

        (await _store.ListAsync(owner, Token)).ShouldHaveSingleItem().NextYear.ShouldBe(5);
    }

    [Fact]
    public async Task SetOne_AllThreePricesAtOnce_KeepsAllThree()
    {
        for (var round = 0; round < 5; round++)
        {
            var owner = await _database.AddUserAsync(Token);

            await Task.WhenAll(TargetCodes.AllHorizons.Select(horizon => Task.Run(() => SetOne.HandleAsync(owner, Apple, horizon, "5", Token), Token)));

            var target = (await _store.ListAsync(owner, Token)).ShouldHaveSingleItem();
            (target.EndOfYear, target.NextYear, target.Downside).ShouldBe((5m, 5m, 5m));
        }
    }

    [Fact]
    public async Task Remove_OneOfTwo_LeavesTheOther()
    {
        var owner = await _database.AddUserAsync(Token);
        var remove = new RemoveTarget(_store);
        await Set.HandleAsync(owner, [new("AAPL", "LONG", 1, null, null), new("AAPL", "SHORT", 2, null, null)], Token);

        (await remove.HandleAsync(owner, " aapl ", null, Token)).Value.ShouldBe(Apple);

        (await remove.HandleAsync(owner, "AAPL", "LONG", Token)).Error.Code.ShouldBe("ERR_TARGET_009");
        (await remove.HandleAsync(owner, null, "UP", Token)).Errors.Select(error => (error.Code, error.Field)).ShouldBe([("ERR_TARGET_001", "symbol"), ("ERR_TARGET_002", "direction")]);
        (await _store.ListAsync(owner, Token)).ShouldHaveSingleItem().Direction.ShouldBe(TargetDirection.Short);
    }

    [Fact]
    public async Task Targets_OfAnother_AreNeitherSeenNorTouched()
    {
        var (owner, other) = (await _database.AddUserAsync(Token), await _database.AddUserAsync(Token));
        await Set.HandleAsync(owner, [new("AAPL", "LONG", 1, null, null)], Token);

        (await Set.HandleAsync(other, [new("AAPL", "LONG", 2, null, null)], Token)).Value.ShouldBe(new TargetsPut(1, 0, 1, true));
        await new RemoveTarget(_store).HandleAsync(other, Apple, Token);

        (await _store.ListAsync(other, Token)).ShouldBeEmpty();
        (await _store.ListAsync(owner, Token)).ShouldHaveSingleItem().EndOfYear.ShouldBe(1);
    }

    [Fact]
    public async Task Targets_OfAUserWhoIsGone_AreGone()
    {
        var owner = await _database.AddUserAsync(Token);
        await Set.HandleAsync(owner, [new("AAPL", "LONG", 1, null, null)], Token);

        await using var db = _database.NewContext();
        await db.Users.Where(user => user.Id == owner).ExecuteDeleteAsync(Token);

        (await db.TargetPrices.CountAsync(target => target.OwnerId == owner, Token)).ShouldBe(0);
    }

    [Fact]
    public async Task Import_AFileWithAFault_StoresNothingAndMendedStoresAll()
    {
        var owner = await _database.AddUserAsync(Token);
        await Set.HandleAsync(owner, [new("AAPL", "LONG", 1, null, null), new("KO", "LONG", 70, null, null)], Token);
        const string Sound = "Symbol,Direction,End Of Year,Next Year,Downside,Note\nAAPL,,260,,,\nTSLA,SHORT,\"1,180\",,,over\n";

        var refused = await ImportAsync(owner, Sound + "PEP,LONG,none,,,\n");
        refused.Errors.ShouldHaveSingleItem().Code.ShouldBe("ERR_TARGET_008");
        refused.Reading.Errors.ShouldHaveSingleItem().Row.ShouldBe(4);
        (await _store.ListAsync(owner, Token)).Count.ShouldBe(2);

        var done = await ImportAsync(owner, Sound);
        done.Put.ShouldBe(new TargetsPut(1, 1, 3, true));
        var stored = await _store.ListAsync(owner, Token);
        stored.Select(target => (target.Symbol, target.EndOfYear)).ShouldBe([("AAPL", 260m), ("KO", 70m), ("TSLA", 1180m)]);

        // What is exported is imported as it was.
        (await ImportAsync(owner, TargetFile.Write(stored))).Put.ShouldBe(new TargetsPut(0, 3, 3, true));
        (await _store.ListAsync(owner, Token)).Select(TargetDraft.Of).ShouldBe(stored.Select(TargetDraft.Of));
    }

    private Task<TargetImport> ImportAsync(Guid owner, string text) =>
        new ImportTargets(_store, _time).HandleAsync(owner, new UploadedFile("targets.csv", new MemoryStream(Encoding.UTF8.GetBytes(text))), Token);
}
