using System.Text.Json;
using App.Core.Market.Sample;
using App.Core.Portfolios;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Risk;

public sealed class SqliteGetRiskTests(SqliteFixture fixture) : GetRiskContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresGetRiskTests(PostgresFixture fixture) : GetRiskContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>Risk that no run has stored: of earlier sessions, and of several portfolios as one book.</summary>
public abstract class GetRiskContract(DatabaseFixture fixture)
{
    private const string Header = "Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,Strike Price,Expiration Date,Option Type\n";
    private const string Stocks = "AAPL,100,150.25,2024-01-16,PUBLIC,STOCK,,,,\nXOM,-50,100,2024-01-16,PUBLIC,STOCK,,,,\n";
    private const string Others = "QQQ,20,400,2024-01-16,PUBLIC,ETF,,,,\n,2,12.35,2024-03-15,OPTIONS,CALL,MSFT,450,2035-01-19,CALL\n";

    private static readonly DateOnly Past = new(2025, 1, 6);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Risk_OfAnEarlierSession_IsWhatARunOfItStores()
    {
        var engine = Engine();
        var (owner, portfolio) = await engine.ImportedAsync(Header + Stocks + Others, Token, "2025-01-02");
        var run = await engine.CalculatedAsync(owner, portfolio.Id, Token, asOf: Past);
        var stored = (await engine.Risk.HandleAsync(owner, portfolio.Id, Past, Token)).Value.ShouldNotBeNull();
        stored.RunId.ShouldBe(run.Id);
        stored.Results.Count.ShouldBe(14);
        await using (var db = fixture.Database.NewContext())
        {
            (await db.RiskReports.Where(report => report.PortfolioId == portfolio.Id).ExecuteDeleteAsync(Token)).ShouldBe(3);
        }

        var computed = (await engine.Risk.HandleAsync(owner, portfolio.Id, Past, Token)).Value.ShouldNotBeNull();

        computed.RunId.ShouldBeNull();
        foreach (var (found, expected) in computed.Results.Zip(stored.Results))
        {
            JsonSerializer.Serialize(found.Figures).ShouldBe(JsonSerializer.Serialize(expected.Figures), expected.Id);
            JsonSerializer.Serialize(found.Rows).ShouldBe(JsonSerializer.Serialize(expected.Rows), expected.Id);
            JsonSerializer.Serialize(found.Tables).ShouldBe(JsonSerializer.Serialize(expected.Tables), expected.Id);
        }
    }

    [Fact]
    public async Task Legs_OfOptions_TellTheVolatilityThatTheirMarksWereMadeWith()
    {
        // No volatility makes a call dearer than its share.
        const string Options = ",2,200,2024-03-15,OPTIONS,CALL,MSFT,450,2035-01-19,CALL\n,2,5000,2024-03-15,OPTIONS,CALL,MSFT,250,2035-01-19,CALL\n";
        var engine = Engine();
        var (owner, portfolio) = await engine.ImportedAsync(Header + Stocks + Options, Token, "2025-01-02");
        await engine.CalculatedAsync(owner, portfolio.Id, Token, asOf: Past);
        var marks = (await engine.Overview.HandleAsync(owner, portfolio.Id, Token)).Value.Positions.Where(position => position.Position.Option is not null).ToDictionary(position => position.Position.Id.ToString(), position => position.Value!.Note!);

        var legs = (await engine.Risk.HandleAsync(owner, portfolio.Id, Past, Token)).Value.ShouldNotBeNull().Find("greeks")!.Tables.Single(table => table.Id == "legs").Rows;

        legs.Count.ShouldBe(2);
        legs.ShouldAllBe(leg => leg.Note == (marks[leg.Key].EndsWith("implied by the entry") ? "volatility implied by the entry price" : "volatility realised by the underlying over 63 sessions"));
        legs.Select(leg => leg.Note).ShouldBeUnique();
    }

    [Fact]
    public async Task Overview_OfAnEarlierSession_IsWhatWasStoredThen()
    {
        var engine = Engine();
        var (owner, portfolio) = await engine.ImportedAsync(Header + Stocks + Others, Token, "2025-01-02");
        await engine.CalculatedAsync(owner, portfolio.Id, Token, asOf: Past);
        var then = (await engine.Overview.HandleAsync(owner, portfolio.Id, Token)).Value;
        await engine.CalculatedAsync(owner, portfolio.Id, Token);

        var later = (await engine.Overview.HandleAsync(owner, portfolio.Id, Past, Token)).Value;

        later.Snapshot!.Session.ShouldBe(Past);
        (later.Equity, later.DayPnl).ShouldBe((then.Equity, then.DayPnl));
        later.Positions.Select(position => position.Value).ToList().ShouldBeEquivalentTo(then.Positions.Select(position => position.Value).ToList());

        // A Sunday shows the Friday before; before the balance there is nothing.
        (await engine.Overview.HandleAsync(owner, portfolio.Id, new DateOnly(2025, 1, 5), Token)).Value.Snapshot!.Session.ShouldBe(new DateOnly(2025, 1, 3));
        (await engine.Overview.HandleAsync(owner, portfolio.Id, new DateOnly(2024, 12, 31), Token)).Value.Snapshot.ShouldBeNull();
    }

    [Fact]
    public async Task Risk_OfTwoPortfolios_IsThatOfOneWithAllTheirPositions()
    {
        var engine = Engine();
        var owner = await fixture.Database.AddUserAsync(Token);
        await CalculatedAsync(engine, owner, Header + Stocks, "One", "60000");
        await CalculatedAsync(engine, owner, Header + Others, "Two", "40000");
        var (other, whole) = await engine.ImportedAsync(Header + Stocks + Others, Token, "2025-01-02");
        await engine.CalculatedAsync(other, whole.Id, Token);

        var pooled = (await engine.Risk.AggregateAsync(owner, null, Token)).ShouldNotBeNull();

        var one = (await engine.Risk.HandleAsync(other, whole.Id, null, Token)).Value.ShouldNotBeNull();
        pooled.Session.ShouldBe(one.Session);
        foreach (var expected in one.Results)
        {
            foreach (var (name, figure) in expected.Figures)
            {
                var found = pooled.Find(expected.Id)!.Figures[name];
                found.Reason.ShouldBe(figure.Reason, $"{expected.Id} {name}");
                (found.Value ?? 0).ShouldBe(figure.Value ?? 0, Math.Max(1e-9, Math.Abs(figure.Value ?? 0) * 1e-6), $"{expected.Id} {name}");
                found.Coverage.ShouldBe(figure.Coverage, $"{expected.Id} {name}");
            }
        }
    }

    [Fact]
    public async Task Risk_WithoutACommonSession_IsNone_AndAnothersIsNotFound()
    {
        var engine = Engine();
        var (owner, portfolio) = await engine.ImportedAsync(Header + Stocks, Token);
        (await engine.Risk.AggregateAsync(owner, null, Token)).ShouldBeNull();
        await engine.CalculatedAsync(owner, portfolio.Id, Token);

        (await engine.Risk.AggregateAsync(owner, Past, Token)).ShouldBeNull();
        (await engine.Risk.HandleAsync(owner, portfolio.Id, Past, Token)).Value.ShouldBeNull();
        (await engine.Risk.HandleAsync(Guid.Empty, portfolio.Id, null, Token)).Error.Code.ShouldBe(PortfolioErrors.NotFound.Code);
    }

    [Fact]
    public async Task Risk_AskedAgain_IsNotComputedAgain_UntilWhatItFollowsFromIsAnother()
    {
        var engine = Engine();
        var (owner, portfolio) = await engine.ImportedAsync(Header + Stocks, Token, "2025-01-02");
        await engine.CalculatedAsync(owner, portfolio.Id, Token);
        var past = await AtAsync(Past);
        var newest = await AtAsync(null);
        (past.RunId, newest.RunId is null).ShouldBe((null, false));

        (await AtAsync(Past)).ShouldBeSameAs(past);
        (await AtAsync(null)).ShouldBeSameAs(newest, "a report is read once");
        var pooled = await engine.Risk.AggregateAsync(owner, null, Token);
        (await engine.Risk.AggregateAsync(owner, null, Token)).ShouldBeSameAs(pooled);

        // A price that is stored anew leaves its trace in the symbol's row, as does one that another's symbol has got in its own.
        await using (var db = fixture.Database.NewContext())
        {
            await db.Securities.Where(security => security.Symbol == "AAPL").ExecuteUpdateAsync(set => set.SetProperty(security => security.HoleTries, 7), Token);
        }

        var after = await AtAsync(Past);
        after.ShouldNotBeSameAs(past);
        (await AtAsync(Past)).ShouldBeSameAs(after);

        // Targets are among what risk follows from.
        await new App.Core.Targets.SetTarget(fixture.Database.Get<App.Core.Targets.ITargetPriceStore>(), engine.Time)
            .HandleAsync(owner, new App.Core.Targets.TargetKey("AAPL", App.Core.Targets.TargetDirection.Long), App.Core.Targets.TargetHorizon.EndOfYear, "400", Token);
        (await AtAsync(Past)).ShouldNotBeSameAs(after);

        async Task<App.Core.Risk.BookRisk> AtAsync(DateOnly? session) => (await engine.Risk.HandleAsync(owner, portfolio.Id, session, Token)).Value.ShouldNotBeNull();
    }

    [Fact]
    public async Task Line_IsRolledBackwardOnlyAsFarAsItIsShown_AndOnce()
    {
        var engine = Engine();
        var (owner, portfolio) = await engine.ImportedAsync(Header + Stocks, Token, "2025-01-02");
        await engine.CalculatedAsync(owner, portfolio.Id, Token);

        var chain = (await engine.Nav.HandleAsync(owner, portfolio.Id, new DateOnly(2025, 1, 2), Token)).Value;
        chain.ShouldAllBe(point => !point.IsReconstructed);
        var whole = (await engine.Nav.HandleAsync(owner, portfolio.Id, Token)).Value;
        whole.Count(point => point.IsReconstructed).ShouldBeGreaterThan(200);
        whole.Where(point => !point.IsReconstructed).ShouldBe(chain);
        (await engine.Nav.HandleAsync(owner, portfolio.Id, new DateOnly(2024, 12, 1), Token)).Value[0].ShouldBeSameAs(whole[0], "it is remembered");
    }

    [Fact]
    public async Task Sessions_AreThoseOfOne_OrThoseThatAllHave()
    {
        var engine = Engine();
        var owner = await fixture.Database.AddUserAsync(Token);
        var first = await engine.ImportedAsync(owner, Header + Stocks, "One", Token, "2025-01-02");
        var second = await engine.ImportedAsync(owner, Header + Others, "Two", Token, "2025-01-08");
        var sessions = new App.Core.Snapshots.ListSessions(fixture.Database.Get<App.Core.Snapshots.ISnapshotStore>());
        await engine.CalculatedAsync(owner, first.Id, Token);
        (await sessions.HandleAsync(owner, null, Token)).ShouldBeEmpty("the second has none");
        await engine.CalculatedAsync(owner, second.Id, Token);

        var one = await sessions.HandleAsync(owner, first.Id, Token);
        one.ShouldBe((await engine.SnapshotsAsync(owner, first.Id, Token)).Select(snapshot => snapshot.Session));
        (await sessions.HandleAsync(owner, null, Token)).ShouldBe(one.Where(session => session >= new DateOnly(2025, 1, 8)));
        (await sessions.HandleAsync(Guid.Empty, first.Id, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Snapshots_AreAPage_CountedFromTheNewest()
    {
        var engine = Engine();
        var (owner, portfolio) = await engine.ImportedAsync(Header + Stocks, Token, "2025-01-02");
        await engine.CalculatedAsync(owner, portfolio.Id, Token);
        var all = await engine.SnapshotsAsync(owner, portfolio.Id, Token);
        var list = new App.Core.Snapshots.ListSnapshots(
            fixture.Database.Get<IPortfolioStore>(), fixture.Database.Get<App.Core.Snapshots.ISnapshotStore>(), fixture.Database.Get<App.Core.Risk.IRiskStore>());

        (await PageAsync(3, 0)).Snapshots.Select(snapshot => snapshot.Session).ShouldBe(all.TakeLast(3).Select(snapshot => snapshot.Session));
        (await PageAsync(3, 2)).Snapshots.Select(snapshot => snapshot.Session).ShouldBe(all.SkipLast(2).TakeLast(3).Select(snapshot => snapshot.Session));
        (await PageAsync(3, all.Count - 1)).Snapshots.ShouldHaveSingleItem().Session.ShouldBe(all[0].Session);
        (await PageAsync(3, all.Count + 5)).Snapshots.ShouldBeEmpty();
        (await PageAsync(3, 2)).Total.ShouldBe(all.Count);

        async Task<App.Core.Snapshots.SnapshotPage> PageAsync(int limit, int offset) => (await list.HandleAsync(owner, portfolio.Id, new(null, null, limit, offset, true), Token)).Value;
    }

    private static async Task CalculatedAsync(CalculationEngine engine, Guid owner, string csv, string account, string equity) =>
        await engine.CalculatedAsync(owner, (await engine.ImportedAsync(owner, csv, account, Token, "2025-01-02", equity)).Id, Token);

    private CalculationEngine Engine() => new(fixture.Database, new ManualTime(new DateTimeOffset(2025, 1, 14, 22, 0, 0, TimeSpan.Zero)), null, new SampleMarket());
}
