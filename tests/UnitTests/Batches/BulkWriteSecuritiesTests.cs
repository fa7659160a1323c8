using System.Text.Json;
using App.Core.Batches;
using App.Core.Market;
using App.Core.Operations;
using App.Core.Results;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Batches;

public sealed class SqliteBulkWriteSecuritiesTests(SqliteFixture fixture) : BulkWriteSecuritiesContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresBulkWriteSecuritiesTests(PostgresFixture fixture) : BulkWriteSecuritiesContract(fixture), IClassFixture<PostgresFixture>;

public abstract class BulkWriteSecuritiesContract(DatabaseFixture fixture)
{
    private readonly TestDatabase _database = fixture.Database;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_ThenUpsert_WritesWhatWasSentAndNothingElse()
    {
        var made = (await WriteAsync("""{"operation":"create","items":[{"symbol":"cr.one","name":"Ångström; “quoted” 日本","sector":"Energy","currency":"usd","beta":1.25,"dividend_yield":"0.02"},{"symbol":"CR.TWO"}]}""")).Value;
        var again = (await WriteAsync("""{"operation":"upsert","items":[{"symbol":"CR.ONE","kind":"etf"},{"symbol":"CR.TWO","sector":"Old"},{"symbol":"CR.THREE"},{"symbol":"cr.two","sector":"New"},{"symbol":"CR.ONE","kind":"etf"}]}""")).Value;

        (made.Inserted, made.Version).ShouldBe((2, null));
        (again.Inserted, again.Updated, again.Skipped).ShouldBe((1, 2, 2));
        again.Skips.Select(skip => (skip.Index, skip.Code)).ShouldBe([(0, "ERR_BULK_012"), (1, "ERR_BULK_012")]);
        var stored = await StoredAsync("CR.ONE", "CR.TWO");
        var one = stored["CR.ONE"];
        (one.Name, one.Sector, one.Currency, one.Beta, one.DividendYield, one.Kind, one.Stated).ShouldBe(("Ångström; “quoted” 日本", "Energy", "USD", 1.25, 0.02, "ETF", "name,sector,kind,currency,beta,dividend_yield"));
        stored["CR.TWO"].Sector.ShouldBe("New");
        var taken = (await WriteAsync("""{"operation":"create","items":[{"symbol":"CR.FOUR"},{"symbol":"CR.ONE"}]}""")).Errors.ShouldHaveSingleItem();
        (taken.Code, taken.Details["index"], taken.Details["key"]).ShouldBe(("ERR_BULK_010", 1, "CR.ONE"));
        (await StoredAsync("CR.FOUR")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Upsert_WhatTheCollectorHas_IsLeftAndWhatOperatorsGaveIsNotOverwritten()
    {
        var collector = _database.Get<IMarketDataStore>();
        var entry = (await collector.TakeAsync(["COL"], "node", TestTimes.Now, TestTimes.Now.AddHours(1), Token))["COL"];

        (await WriteAsync("""{"operation":"upsert","items":[{"symbol":"COL","sector":"Ours","beta":2}]}""")).Value.Updated.ShouldBe(1);
        (entry.Name, entry.Sector, entry.Beta, entry.Source, entry.ProfiledAt) = ("Told", "Theirs", 1, "source", TestTimes.Now);
        (await collector.StoreAsync("node", [new SecurityUpdate(entry)], Token)).ShouldContain("COL");

        var stored = (await StoredAsync("COL"))["COL"];
        (stored.Name, stored.Sector, stored.Beta, stored.Source, stored.Stated, stored.FetchHolder).ShouldBe(("Told", "Ours", 2, "source", "sector,beta", "node"));

        // Given back, it is the sources' again from their next answer on.
        (await WriteAsync("""{"operation":"update","items":[{"symbol":"COL","set":{"sector":null}}]}""")).Value.Updated.ShouldBe(1);
        (await StoredAsync("COL"))["COL"].Sector.ShouldBe("Ours");
        await collector.StoreAsync("node", [new SecurityUpdate(entry)], Token);
        var after = (await StoredAsync("COL"))["COL"];
        (after.Sector, after.Beta, after.Stated).ShouldBe(("Theirs", 2, "beta"));
    }

    [Fact]
    public async Task Update_Conditions_SkipWhatDoesNotSatisfyThem()
    {
        await WriteAsync("""{"operation":"create","items":[{"symbol":"UP.A","sector":"X"},{"symbol":"UP.B","sector":"Y"},{"symbol":"UP.C"}]}""");

        var report = (await WriteAsync(
            """{"operation":"update","on_error":"continue","where":{"sector":"x"},"items":[{"symbol":"UP.A","set":{"beta":1}},{"symbol":"UP.B","set":{"beta":1}},{"symbol":"UP.C","where":{"sector":null},"set":{"beta":1}},{"symbol":"UP.NONE","set":{"beta":1}},{"symbol":"UP.C","set":{"beta":3}}]}""")).Value;

        report.Skips.Select(skip => (skip.Index, skip.Code)).ShouldBe([(1, "ERR_BULK_011")]);
        report.Failures.Select(failure => (failure.Index, failure.Code)).ShouldBe([(3, "ERR_BULK_009"), (4, "ERR_BULK_003")]);
        (await StoredAsync("UP.A", "UP.B", "UP.C")).OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => each.Value.Beta).ShouldBe([1, null, 1]);
    }

    [Theory]
    [InlineData("""{"symbol":"A*"}""", "symbol")]
    [InlineData("""{"name":"x"}""", "symbol")]
    [InlineData("""{"symbol":"A","currency":"DOLLAR"}""", "currency")]
    [InlineData("""{"symbol":"A","beta":"much"}""", "beta")]
    [InlineData("""{"symbol":"A","beta":1001}""", "beta")]
    [InlineData("""{"symbol":"A","dividend_yield":-0.1}""", "dividend_yield")]
    [InlineData("""{"symbol":"A","name":"a\u0000b"}""", "name")]
    [InlineData("""{"symbol":"A","name":7}""", "name")]
    [InlineData("""{"symbol":"A","bars":7}""", "bars")]
    public async Task Create_FieldBreaksARule_IsTold(string item, string field)
    {
        var error = (await WriteAsync($$"""{"operation":"create","items":[{{item}}]}""")).Errors.ShouldHaveSingleItem();

        (error.Code, error.Field).ShouldBe(("ERR_BULK_004", field));
    }

    [Fact]
    public async Task Any_CallsAtOnceForTheSameSymbolsInOtherOrders_AllEnd()
    {
        string[] symbols = [.. Enumerable.Range(0, 60).Select(i => $"AT.{i}")];

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(call => Task.Run(
            () => WriteAsync($$"""{"operation":"upsert","batch_size":7,"items":[{{string.Join(',', (call % 2 == 0 ? symbols : symbols.Reverse()).Select(symbol => $$"""{"symbol":"{{symbol}}","beta":{{call}}}"""))}}]}"""), Token)));

        results.ShouldAllBe(result => result.IsSuccess);
        (await StoredAsync(symbols)).Values.Select(security => security.Beta).Distinct().ShouldHaveSingleItem();
    }

    private async Task<Result<BulkReport>> WriteAsync(string body)
    {
        using var document = JsonDocument.Parse(body);
        return await new BulkWriteSecurities(_database.Get<ISecurityBulkStore>(), _database.Get<IUnitOfWork>()).HandleAsync(document.RootElement, new BulkMeter(TimeProvider.System), Token);
    }

    private Task<IReadOnlyDictionary<string, Security>> StoredAsync(params string[] symbols) => _database.Get<IMarketDataStore>().SecuritiesAsync(symbols, Token);
}
