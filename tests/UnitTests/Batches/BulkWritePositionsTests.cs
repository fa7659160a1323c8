using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using App.Core.Batches;
using App.Core.Calculations;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Results;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Batches;

public sealed class SqliteBulkWritePositionsTests(SqliteFixture fixture) : BulkWritePositionsContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresBulkWritePositionsTests(PostgresFixture fixture) : BulkWritePositionsContract(fixture), IClassFixture<PostgresFixture>;

public abstract class BulkWritePositionsContract(DatabaseFixture fixture)
{
    private readonly TestDatabase _database = fixture.Database;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_StocksAndOptions_AreStoredInTheirOrderWithTheirKeys()
    {
        var (owner, book) = await BookAsync();
        var option = Item("SPY", quantity: -2);
        (option["underlying_symbol"], option["strike_price"], option["expiration_date"], option["option_type"]) = ("spy", 412.50, "2026-01-16", "put");
        var second = Item("AAPL", quantity: 3);
        second["lot"] = 2;

        var report = (await WriteAsync(owner, book, "create", [Item("aapl"), second, option])).Value;

        (report.Inserted, report.Failed, report.Skipped, report.Version, report.Outcome, report.HasChanges).ShouldBe((3, 0, 0, 2, "completed", true));
        (report.Metrics.Batches, report.Metrics.PeakBatchSize, report.Metrics.Retries).ShouldBe((1, 3, 0));
        var stored = await StoredAsync(owner, book);
        stored.Select(position => (position.LotKey, position.Ordinal, position.Quantity)).ShouldBe(
            [("AAPL|2024-01-16", 0, 10m), ("AAPL|2024-01-16#2", 1, 3m), ("SPY|2024-01-16|SPY|412.5|2026-01-16|PUT", 2, -2m)]);
        stored[2].Type.ShouldBe(PositionType.ShortPut);
        var portfolio = (await _database.Get<IPortfolioStore>().FindAsync(owner, book, Token))!;
        (portfolio.PositionsVersion, portfolio.PositionsAsOf).ShouldBe((2, DateOnly.FromDateTime(TestTimes.Now.UtcDateTime)));
        (await ActionsAsync(book)).ShouldBe(["positions.changed"]);
    }

    [Theory]
    [InlineData("symbol", "A*B", "ERR_POS_003", "symbol")]
    [InlineData("symbol", null, "ERR_POS_001", "symbol")]
    [InlineData("quantity", "0", "ERR_POS_006", "quantity")]
    [InlineData("quantity", "ten", "ERR_POS_005", "quantity")]
    [InlineData("quantity", null, "ERR_POS_004", "quantity")]
    [InlineData("entry_price", "-1", "ERR_POS_010", "entry_price")]
    [InlineData("entry_price", "1.234", "ERR_POS_011", "entry_price")]
    [InlineData("entry_date", "16.01.2024", "ERR_POS_013", "entry_date")]
    [InlineData("entry_date", "2999-01-01", "ERR_POS_014", "entry_date")]
    [InlineData("investment_class", "BOND", "ERR_POS_016", "investment_class")]
    [InlineData("investment_subtype", "SHARES", "ERR_POS_017", "investment_subtype")]
    [InlineData("exit_price", "3", "ERR_POS_018", "exit_price")]
    [InlineData("lot", "0", "ERR_BULK_004", "lot")]
    [InlineData("colour", "red", "ERR_BULK_004", "colour")]
    public async Task Create_FieldBreaksARule_IsTheImportsCodeInAProgramsField(string field, string? value, string code, string told)
    {
        var (owner, book) = await BookAsync();
        var item = Item("AAPL");
        item[field] = value;

        var result = await WriteAsync(owner, book, "create", [Item("KO"), item]);

        var error = result.Errors.ShouldHaveSingleItem();
        (error.Code, error.Field, error.Details["index"], error.Details["failed"]).ShouldBe((code, told, 1, 1));
        (await StoredAsync(owner, book)).ShouldBeEmpty();
        await IsUntouchedAsync(owner, book);
    }

    [Fact]
    public async Task Create_OptionWithoutItsTerms_NamesEachOfThem()
    {
        var (owner, book) = await BookAsync();
        var item = Item("X");
        item["investment_class"] = "OPTIONS";

        (await WriteAsync(owner, book, "create", [item])).Errors.Select(error => (error.Code, error.Field)).ShouldBe(
            [("ERR_POS_019", "underlying_symbol"), ("ERR_POS_020", "strike_price"), ("ERR_POS_021", "expiration_date"), ("ERR_POS_022", "option_type")]);
    }

    [Theory]
    [InlineData("""[1]""", "ERR_BULK_008", null)]
    [InlineData("""{"items":[{}]}""", "ERR_BULK_008", "operation")]
    [InlineData("""{"operation":"delete","items":[{}]}""", "ERR_BULK_008", "operation")]
    [InlineData("""{"operation":"create"}""", "ERR_BULK_001", "items")]
    [InlineData("""{"operation":"create","items":[]}""", "ERR_BULK_001", "items")]
    [InlineData("""{"operation":"create","items":[{}],"on_error":"stop"}""", "ERR_BULK_008", "on_error")]
    [InlineData("""{"operation":"create","items":[{}],"batch_size":0}""", "ERR_BULK_008", "batch_size")]
    [InlineData("""{"operation":"create","items":[{}],"batch_size":1001}""", "ERR_BULK_008", "batch_size")]
    [InlineData("""{"operation":"create","items":[{}],"batch_size":2.5}""", "ERR_BULK_008", "batch_size")]
    [InlineData("""{"operation":"update","items":[{}],"match":"name"}""", "ERR_BULK_008", "match")]
    [InlineData("""{"operation":"update","items":[{}],"where":[]}""", "ERR_BULK_008", "where")]
    [InlineData("""{"operation":"upsert","items":[{}],"where":{"version":1}}""", "ERR_BULK_008", "where")]
    [InlineData("""{"operation":"create","items":[{}],"match":"id"}""", "ERR_BULK_008", "match")]
    [InlineData("""{"operation":"create","items":[{}],"batchsize":1}""", "ERR_BULK_008", "batchsize")]
    public async Task Any_FormOfTheCallIsWrong_IsRefusedWhole(string body, string code, string? field)
    {
        var (owner, book) = await BookAsync();

        var error = (await HandleAsync(_database, owner, book, body)).Errors.ShouldHaveSingleItem();

        (error.Code, error.Field).ShouldBe((code, field));
        await IsUntouchedAsync(owner, book);
    }

    [Fact]
    public async Task Create_OverTenThousand_IsRefused()
    {
        var (owner, book) = await BookAsync();

        (await WriteAsync(owner, book, "create", [.. Enumerable.Range(0, 10_001).Select(i => Item($"S{i}"))])).Error.Code.ShouldBe("ERR_BULK_002");
    }

    [Fact]
    public async Task Create_KeyThereAtEachIndex_UndoesEverythingAndNamesIt()
    {
        var (owner, book) = await BookAsync();
        (await WriteAsync(owner, book, "create", [Item("HELD")])).IsSuccess.ShouldBeTrue();
        for (var index = 0; index < 6; index++)
        {
            var result = await WriteAsync(owner, book, "create", [.. Enumerable.Range(0, 6).Select(i => Item(i == index ? "held" : $"NEW{i}"))], batch: 2);

            var error = result.Errors.ShouldHaveSingleItem();
            (error.Code, error.Kind, error.Details["index"], error.Details["key"]).ShouldBe(("ERR_BULK_010", ErrorKind.Conflict, index, "HELD|2024-01-16"));
            (await StoredAsync(owner, book)).Count.ShouldBe(1);
        }

        (await VersionAsync(owner, book)).ShouldBe(2);
    }

    [Fact]
    public async Task Create_SameKeyTwiceInOneCall_TheSecondIsTheOneAtFault()
    {
        var (owner, book) = await BookAsync();

        var report = (await WriteAsync(owner, book, "create", [Item("AAPL", quantity: 1), Item("KO"), Item("AAPL", quantity: 2)], goesOn: true)).Value;

        report.Failures.Select(failure => (failure.Index, failure.Key, failure.Code)).ShouldBe([(2, "AAPL|2024-01-16", "ERR_BULK_010")]);
        (await StoredAsync(owner, book)).Select(position => (position.Symbol, position.Quantity)).ShouldBe([("AAPL", 1m), ("KO", 10m)]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(0, 1, 2, 3, 4, 5, 6)]
    public async Task Continue_FaultsAnywhere_LeaveWhatIsValid(params int[] at)
    {
        var (owner, book) = await BookAsync();

        var report = (await WriteAsync(owner, book, "create", [.. Enumerable.Range(0, 7).Select(i => Item($"S{i}", quantity: at.Contains(i) ? 0 : 1))], goesOn: true, batch: 3)).Value;

        report.Failures.Select(failure => (failure.Index, failure.Code, failure.Field)).ShouldBe(at.Select(i => (i, "ERR_POS_006", (string?)"quantity")));
        (report.Inserted, report.Failed, report.Outcome).ShouldBe((7 - at.Length, at.Length, at.Length == 7 ? "failed" : "partial"));
        (await StoredAsync(owner, book)).Select(position => position.Symbol).ShouldBe(Enumerable.Range(0, 7).Except(at).Select(i => $"S{i}"));
        (await VersionAsync(owner, book)).ShouldBe(at.Length == 7 ? 1 : 2);
    }

    [Theory]
    [InlineData("create", 0)]
    [InlineData("upsert", 5)]
    [InlineData("create", 9)]
    public async Task Continue_TheDatabaseRefusesARow_IsFoundByHalving(string operation, int index)
    {
        var (owner, book) = await BookAsync();
        await RefuseAsync($"BAD{index}{operation.ToUpperInvariant()}");
        List<JsonObject> items = [.. Enumerable.Range(0, 10).Select(i => Item(i == index ? $"BAD{index}{operation}" : $"S{i}"))];

        var report = (await WriteAsync(owner, book, operation, items, goesOn: true, batch: 10)).Value;

        report.Failures.Select(failure => (failure.Index, failure.Code)).ShouldBe([(index, "ERR_BULK_014")]);
        (await StoredAsync(owner, book)).Count.ShouldBe(9);
        (await WriteAsync(owner, book, "upsert", items)).Errors.Select(error => (error.Code, error.Kind, error.Details["index"])).ShouldBe([("ERR_BULK_014", ErrorKind.Failure, index)]);
    }

    [Fact]
    public async Task Upsert_SomeThereSomeTwice_InsertsUpdatesAndTellsWhatWasSuperseded()
    {
        var (owner, book) = await BookAsync();
        await WriteAsync(owner, book, "create", [Item("AAPL"), Item("KO"), Item("PEP")]);
        var before = (await StoredAsync(owner, book)).ToDictionary(position => position.Symbol, position => position.Id);

        var report = (await WriteAsync(owner, book, "upsert", [Item("NEW"), Item("ko", quantity: 11), Item("PEP"), Item("KO", quantity: 12.50m)])).Value;

        (report.Inserted, report.Updated, report.Unchanged, report.Skipped, report.Version).ShouldBe((1, 1, 1, 1, 3));
        report.Skips.Select(skip => (skip.Index, skip.Key, skip.Code)).ShouldBe([(1, "KO|2024-01-16", "ERR_BULK_012")]);
        var after = await StoredAsync(owner, book);
        after.Select(position => (position.Symbol, position.Quantity, position.Ordinal)).ShouldBe([("AAPL", 10m, 0), ("KO", 12.5m, 1), ("PEP", 10m, 2), ("NEW", 10m, 3)]);
        after.Where(position => before.ContainsKey(position.Symbol)).ShouldAllBe(position => before[position.Symbol] == position.Id);

        // What is as it says already changes nothing, and so neither the version nor the trail.
        var again = (await WriteAsync(owner, book, "upsert", [Item("KO", quantity: 12.5m)])).Value;
        (again.Unchanged, again.HasChanges, again.Version).ShouldBe((1, false, 3));
        (await VersionAsync(owner, book)).ShouldBe(3);
        (await ActionsAsync(book)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Update_ByKeyAndById_SetsFieldsAndLeavesTheRest()
    {
        var (owner, book) = await BookAsync();
        await WriteAsync(owner, book, "create", [Item("AAPL"), Item("KO")]);
        var ko = (await StoredAsync(owner, book))[1].Id;

        var byKey = (await WriteAsync(owner, book, "update", [Change("aapl", new() { ["quantity"] = -4, ["exit_date"] = "2024-02-01", ["exit_price"] = 3 })])).Value;
        var byId = (await WriteAsync(owner, book, "update", [new JsonObject { ["id"] = ko.ToString(), ["set"] = new JsonObject { ["entry_date"] = "2024-01-17" } }], extra: ("match", "id"))).Value;

        (byKey.Updated, byId.Updated).ShouldBe((1, 1));
        var stored = await StoredAsync(owner, book);
        (stored[0].Quantity, stored[0].Type, stored[0].EntryPrice, stored[0].ExitDate, stored[0].ExitPrice).ShouldBe((-4m, PositionType.Short, 100m, new DateOnly(2024, 2, 1), 3m));
        (stored[1].Id, stored[1].LotKey, stored[1].Quantity).ShouldBe((ko, "KO|2024-01-17", 10m));
        (await WriteAsync(owner, book, "update", [Change("aapl", new() { ["exit_date"] = null, ["exit_price"] = null })])).Value.Updated.ShouldBe(1);
        (await StoredAsync(owner, book))[0].ExitDate.ShouldBeNull();
    }

    [Fact]
    public async Task Update_Conditions_SkipWhatDoesNotSatisfyThem()
    {
        var (owner, book) = await BookAsync();
        await WriteAsync(owner, book, "create", [Item("A"), Item("B", quantity: 5), Item("C")]);
        var own = Change("C", new() { ["quantity"] = 1 });
        own["where"] = new JsonObject { ["exit_date"] = null, ["quantity"] = "10.00", ["version"] = 2 };

        var report = (await WriteAsync(owner, book, "update", [Change("A", new() { ["quantity"] = 1 }), Change("B", new() { ["quantity"] = 1 }), own], extra: ("where", new JsonObject { ["quantity"] = 10 }))).Value;

        report.Skips.Select(skip => (skip.Index, skip.Code, skip.Field)).ShouldBe([(1, "ERR_BULK_011", "quantity")]);
        (await StoredAsync(owner, book)).Select(position => position.Quantity).ShouldBe([1m, 5m, 1m]);
        var stale = (await WriteAsync(owner, book, "update", [Change("A", new() { ["quantity"] = 9 })], extra: ("where", new JsonObject { ["version"] = 2 }))).Value;
        (stale.Skipped, stale.HasChanges, stale.Version).ShouldBe((1, false, 3));
        (await VersionAsync(owner, book)).ShouldBe(3);
    }

    [Fact]
    public async Task Update_WhatIsWrong_IsToldOfEachItem()
    {
        var (owner, book) = await BookAsync();
        await WriteAsync(owner, book, "create", [Item("A"), Item("B"), Item("C")]);
        List<JsonObject> items =
        [
            Change("NONE", new() { ["quantity"] = 1 }), Change("A", new() { ["quantity"] = 1 }), Change("A", new() { ["quantity"] = 2 }), Change("B", new() { ["symbol"] = "C" }), Change("C", new() { ["exit_price"] = 3 }),
            Change("C", []), new() { ["symbol"] = "C", ["entry_date"] = "2024-01-16" }, Change("C", new() { ["size"] = 3 }),
        ];

        var report = (await WriteAsync(owner, book, "update", items, goesOn: true)).Value;

        report.Failures.Select(failure => (failure.Index, failure.Code)).ShouldBe(
            [(0, "ERR_BULK_009"), (2, "ERR_BULK_003"), (3, "ERR_BULK_010"), (4, "ERR_POS_018"), (5, "ERR_BULK_004"), (6, "ERR_BULK_004"), (7, "ERR_BULK_004")]);
        (await StoredAsync(owner, book)).Select(position => position.Quantity).ShouldBe([1m, 10m, 10m]);
        (await WriteAsync(owner, book, "update", items)).Errors.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Update_KeysPassedAlongInOneCall_ArriveWhereTheyAreSent()
    {
        var (owner, book) = await BookAsync();
        await WriteAsync(owner, book, "create", [Item("A"), Item("B"), Item("C")]);

        // Each takes the symbol that the one before it leaves.
        (await WriteAsync(owner, book, "update", [Change("A", new() { ["symbol"] = "D" }), Change("B", new() { ["symbol"] = "A" }), Change("C", new() { ["symbol"] = "B" })])).IsSuccess.ShouldBeTrue();

        (await StoredAsync(owner, book)).Select(position => position.LotKey).ShouldBe(["D|2024-01-16", "A|2024-01-16", "B|2024-01-16"]);
    }

    [Fact]
    public async Task Store_ReferencesKeysAndRules_AreToldApart()
    {
        var (owner, book) = await BookAsync();
        await WriteAsync(owner, book, "create", [Item("A"), Item("B")]);
        var (store, unit) = (_database.Get<IPositionBulkStore>(), _database.Get<IUnitOfWork>());
        var stored = await StoredAsync(owner, book);
        var orphan = new PositionBuilder { PortfolioId = TestIds.Next(), Symbol = "ORPHAN" }.Build();
        var fresh = new PositionBuilder { PortfolioId = book, Symbol = "FRESH", Ordinal = 9 }.Build();

        var faults = await unit.TogetherAsync(
            async token => new[]
            {
                (await store.InsertAsync([RowOf(orphan)], false, token)).Fault,
                (await store.InsertAsync([RowOf(orphan)], true, token)).Fault,
                (await store.UpdateAsync([RowOf(stored[0].Keyed(stored[1].LotKey))], token)).Fault,
                (await store.InsertAsync([RowOf(fresh), RowOf(new PositionBuilder { PortfolioId = book, Symbol = "A", EntryDate = new(2024, 1, 16), Ordinal = 10 }.Build())], false, token)).Fault,
            },
            Token);

        faults.ShouldBe([RowFault.ReferenceGone, RowFault.ReferenceGone, RowFault.KeyTaken, null]);
        (await StoredAsync(owner, book)).Select(position => position.LotKey).ShouldBe([stored[0].LotKey, stored[1].LotKey, fresh.LotKey]);

        static BulkRow<Position> RowOf(Position position) => new(0, position.LotKey, position);
    }

    [Fact]
    public async Task Any_AnothersPortfolio_IsNotThere()
    {
        var (_, book) = await BookAsync();
        var stranger = await _database.AddUserAsync(Token);

        (await WriteAsync(stranger, book, "create", [Item("A")])).Error.Code.ShouldBe("ERR_PORT_012");
    }

    [Fact]
    public async Task Create_UnicodeAndLargeValues_AreKeptAsTheyAre()
    {
        var (owner, book) = await BookAsync();
        var item = Item(new string('X', 100), quantity: 999_999_999_999.999999m);
        (item["entry_price"], item["investment_class"], item["investment_subtype"]) = (999_999_999.9999m, "PRIVATE", "ART");

        (await WriteAsync(owner, book, "create", [item])).IsSuccess.ShouldBeTrue();
        (await WriteAsync(owner, book, "create", [Item("ÜÑÏ"), Item("日本")], goesOn: true)).Value.Failures.Select(failure => failure.Code).ShouldBe(["ERR_POS_003", "ERR_POS_003"]);

        var stored = (await StoredAsync(owner, book)).ShouldHaveSingleItem();
        (stored.Quantity, stored.EntryPrice).ShouldBe((999_999_999_999.999999m, 999_999_999.9999m));
    }

    [Fact]
    public async Task Create_TenThousand_InBatches()
    {
        var (owner, book) = await BookAsync();

        var report = (await WriteAsync(owner, book, "create", [.. Enumerable.Range(0, 10_000).Select(i => Item($"S{i}"))], batch: 1_000)).Value;

        (report.Inserted, report.Metrics.Batches, report.Metrics.PeakBatchSize).ShouldBe((10_000, 10, 1_000));
        report.ItemsPerSecond.ShouldBeGreaterThan(0);
        (await StoredAsync(owner, book)).Count.ShouldBe(10_000);
    }

    [Fact]
    public async Task Any_WhileARunIsGoingOn_StopsItAndAnImportBeforeItCannotBeUndone()
    {
        var (owner, book) = await BookAsync();
        var run = new RunBuilder { PortfolioId = book }.Build();
        (await _database.Get<IRunStore>().AddAsync(run, Token)).ShouldBeNull();

        (await WriteAsync(owner, book, "create", [Item("A")])).IsSuccess.ShouldBeTrue();

        (await _database.Get<IRunStore>().FindAsync(owner, book, run.Id, Token))!.Status.ShouldNotBe(RunStatus.Pending);
        (await _database.Get<IPortfolioStore>().UndoableImportsAsync(owner, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Any_EightCallsAtOnce_AreDoneOneAfterTheOther()
    {
        var (owner, book) = await BookAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(call => Task.Run(
            () => WriteAsync(owner, book, "upsert", [.. Enumerable.Range(0, 40).Select(i => Item($"S{(call % 2 == 0 ? i : 39 - i)}", quantity: call + 1))], batch: 7), Token)));

        results.ShouldAllBe(result => result.IsSuccess);
        results.Select(result => result.Value.Version).Order().ShouldBe(Enumerable.Range(2, 8).Select(version => (int?)version));
        var stored = await StoredAsync(owner, book);
        stored.Count.ShouldBe(40);
        stored.Select(position => position.Quantity).Distinct().ShouldHaveSingleItem();
        (await VersionAsync(owner, book)).ShouldBe(9);
    }

    [Fact]
    public async Task Any_ConnectionCutAtEachMoment_IsDoneOnce()
    {
        var moments = new DatabaseMoments();
        await using var flaky = await TestDatabase.CreateAsync(_database.Options.Provider, Token, new ManualTime(TestTimes.Now) { SkipsWaits = true }, moments.Interceptors);
        var (owner, book) = await BookAsync(flaky);
        var cuts = await moments.CutAtEachAsync(flaky.Options.Provider, async cut =>
        {
            var made = await HandleAsync(flaky, owner, book, BodyOf("create", [Item($"A{cut}"), Item($"B{cut}"), Item($"C{cut}")], batch: 2).ToJsonString());
            made.IsSuccess.ShouldBeTrue($"cut {cut}: {string.Join("; ", made.Errors)}");
            made.Value.Inserted.ShouldBe(3);
        });

        cuts.ShouldBeGreaterThan(10);
        await using var db = flaky.NewContext();
        (await db.Positions.CountAsync(position => position.PortfolioId == book, Token)).ShouldBe(3 * (cuts + 1));
        (await db.Portfolios.Where(portfolio => portfolio.Id == book).Select(portfolio => portfolio.PositionsVersion).SingleAsync(Token)).ShouldBe(cuts + 2);
        (await db.AuditEntries.CountAsync(entry => entry.TargetId == book, Token)).ShouldBe(cuts + 1);
    }

    private static JsonObject Item(string symbol, decimal quantity = 10) => new() { ["symbol"] = symbol, ["quantity"] = quantity, ["entry_price"] = 100, ["entry_date"] = "2024-01-16" };

    private static JsonObject Change(string symbol, JsonObject set) => new() { ["symbol"] = symbol, ["entry_date"] = "2024-01-16", ["set"] = set };

    private static JsonObject BodyOf(string operation, IEnumerable<JsonObject> items, bool goesOn = false, int batch = 250, (string Name, JsonNode? Value)? extra = null)
    {
        var body = new JsonObject { ["operation"] = operation, ["items"] = new JsonArray([.. items.Select(item => item.DeepClone())]), ["on_error"] = goesOn ? "continue" : "rollback", ["batch_size"] = batch };
        if (extra is { } more)
        {
            body[more.Name] = more.Value;
        }

        return body;
    }

    private static async Task<Result<BulkReport>> HandleAsync(TestDatabase database, Guid owner, Guid book, string body)
    {
        using var acting = Actor.Begin(new Actor(owner, null, ActorChannel.Api, "bulk"));
        using var document = JsonDocument.Parse(body);
        return await new BulkWritePositions(
            database.Get<IPortfolioStore>(), database.Get<IPositionBulkStore>(), database.Get<IUnitOfWork>(), new TimeOrderedIds(TimeProvider.System), new ManualTime(TestTimes.Now))
            .HandleAsync(owner, book, document.RootElement, new BulkMeter(TimeProvider.System), Token);
    }

    private Task<Result<BulkReport>> WriteAsync(
        Guid owner, Guid book, string operation, IEnumerable<JsonObject> items, bool goesOn = false, int batch = 250, (string Name, JsonNode? Value)? extra = null) =>
        HandleAsync(_database, owner, book, BodyOf(operation, items, goesOn, batch, extra).ToJsonString());

    private Task<(Guid Owner, Guid Book)> BookAsync() => BookAsync(_database);

    private static async Task<(Guid Owner, Guid Book)> BookAsync(TestDatabase database)
    {
        var owner = await database.AddUserAsync(Token);
        var portfolio = new PortfolioBuilder { OwnerId = owner }.Build();
        await database.Get<IPortfolioStore>().AddAsync([new NewPortfolio(portfolio, [], null)], Token);
        return (owner, portfolio.Id);
    }

    private Task<IReadOnlyList<Position>> StoredAsync(Guid owner, Guid book) => _database.Get<IPortfolioStore>().PositionsAsync(owner, book, Token);

    private async Task<int> VersionAsync(Guid owner, Guid book) => (await _database.Get<IPortfolioStore>().FindAsync(owner, book, Token))!.PositionsVersion;

    private async Task IsUntouchedAsync(Guid owner, Guid book) => (await VersionAsync(owner, book)).ShouldBe(1);

    private async Task<IReadOnlyList<string>> ActionsAsync(Guid book)
    {
        await using var db = _database.NewContext();
        return await db.AuditEntries.Where(entry => entry.TargetId == book && entry.Action == "positions.changed").Select(entry => entry.Action).ToListAsync(Token);
    }

    // A rule that only the database knows.
    private async Task RefuseAsync(string symbol)
    {
        await using var db = _database.NewContext();
        var name = string.Create(CultureInfo.InvariantCulture, $"refuse_{symbol.ToLowerInvariant()}");
#pragma warning disable EF1002, EF1003 // The test's own names.
        await db.Database.ExecuteSqlRawAsync(
            db.Database.IsNpgsql()
                ? $"CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN IF NEW.symbol = '{symbol}' THEN RAISE EXCEPTION 'refused'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql; CREATE TRIGGER {name} BEFORE INSERT ON positions FOR EACH ROW EXECUTE FUNCTION {name}();"
                : $"CREATE TRIGGER {name} BEFORE INSERT ON positions WHEN NEW.symbol = '{symbol}' BEGIN SELECT RAISE(ABORT, 'refused'); END;",
            Token);
#pragma warning restore EF1002, EF1003
    }
}
