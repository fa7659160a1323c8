using App.Core.Market;
using App.Core.Portfolios;
using App.Core.Snapshots;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations;

/// <summary>Splits, dividends and cash in the chain of equity, from the source to the snapshots.</summary>
public sealed class CorporateActionTests : IClassFixture<SqliteFixture>
{
    private static readonly DateTimeOffset Friday = new(2025, 1, 17, 22, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Anchor = new(2025, 1, 13);
    private static readonly DateOnly ExDate = new(2025, 1, 15);

    private readonly TestDatabase _database;

    public CorporateActionTests(SqliteFixture fixture) => _database = fixture.Database;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact] // 100 shares at 200 become 400 at 50: nothing is won or lost
    public async Task Split_AfterTheAnchor_KeepsTheValueAndChangesTheShares()
    {
        var source = Flat("SPLT", 200m, 50m).Has("SPLT", new CorporateAction(ExDate, CorporateActionKind.Split, 4));

        var (snapshots, overview) = await CalculatedAsync("SPLT,100,150,2024-12-02", source);

        snapshots.Select(snapshot => (snapshot.Equity, snapshot.LongValue, snapshot.Residual)).ShouldAllBe(figures => figures.Equity == 100_000 && figures.LongValue == 20_000 && figures.Residual == 0);
        var value = overview.Positions.Single().Value!;
        (value.SplitFactor, value.Price, value.MarketValue, value.Pnl).ShouldBe((4m, 50m, 20_000m, 5_000m));
    }

    [Fact]
    public async Task Split_BeforeThePositionsAreStated_IsInThemAlready()
    {
        var source = Flat("SPLT", 200m, 50m).Has("SPLT", new CorporateAction(ExDate, CorporateActionKind.Split, 4));

        var (snapshots, overview) = await CalculatedAsync("SPLT,400,37.5,2024-12-02", source, asOf: "2025-01-16");

        snapshots.ShouldAllBe(snapshot => snapshot.LongValue == 20_000);
        overview.Positions.Single().Value!.SplitFactor.ShouldBe(1);
    }

    [Fact] // a file of today has the shares after a split that a session before it has not seen
    public async Task Split_BeforeThePositionsAreStated_IsInTheFiguresOfAPastSessionToo()
    {
        var source = Flat("SPLT", 200m, 50m).Has("SPLT", new CorporateAction(ExDate, CorporateActionKind.Split, 4));
        await using var database = await TestDatabase.CreateAsync(App.Data.Providers.DatabaseProvider.Sqlite, Token);
        var engine = new CalculationEngine(database, new ManualTime(Friday), null, source);
        var (owner, portfolio) = await engine.ImportedAsync(Header + "SPLT,400,37.5,2024-12-02", Token, "2025-01-13");

        await using (var db = database.NewContext())
        {
            await db.Portfolios.ExecuteUpdateAsync(set => set.SetProperty(row => row.PositionsAsOf, new DateOnly(2025, 1, 16)), Token);
        }

        // The first session after the anchor, when nobody knew of the split yet.
        (await engine.CalculatedAsync(owner, portfolio.Id, Token, asOf: new DateOnly(2025, 1, 14))).ErrorMessage.ShouldBeNull();
        await engine.CalculatedAsync(owner, portfolio.Id, Token);

        (await engine.SnapshotsAsync(owner, portfolio.Id, Token)).Select(snapshot => (snapshot.LongValue, snapshot.Residual)).ShouldAllBe(figures => figures.LongValue == 20_000 && figures.Residual == 0);
        var line = (await engine.Nav.HandleAsync(owner, portfolio.Id, Token)).Value;
        line.Count(point => point.IsReconstructed).ShouldBeGreaterThan(20);
        line.Where(point => point.Session >= new DateOnly(2024, 12, 2)).ShouldAllBe(point => point.Equity == 100_000);
    }

    [Fact] // a put on 200 struck at 180 is worth what a put on 50 struck at 45 is, four times
    public async Task Split_OfAnUnderlying_LeavesAnOptionWhatItWas()
    {
        var calm = Flat("SPLT", 200m, 200m);
        var split = Flat("SPLT", 200m, 50m).Has("SPLT", new CorporateAction(ExDate, CorporateActionKind.Split, 4));
        const string Put = ",-2,3.5,2024-12-02,OPTIONS,,SPLT,180,2025-06-20,PUT";

        var (before, _) = await CalculatedAsync(Put, calm);
        var (after, _) = await CalculatedAsync(Put, split);

        after.Select(snapshot => snapshot.Equity).ShouldBe(before.Select(snapshot => snapshot.Equity));
    }

    [Fact] // 100 long earn 2 each, 40 short pay 2 each, on a price that falls by the dividend
    public async Task Dividend_OnTheExDate_IsIncomeOfWhatWasHeldBefore()
    {
        var source = Flat("PAYS", 102m, 100m).Has("PAYS", new CorporateAction(ExDate, CorporateActionKind.Dividend, 2));

        var (snapshots, overview) = await CalculatedAsync("PAYS,100,90,2024-12-02\nPAYS,-40,95,2024-12-03\nPAYS,10,100,2025-01-15", source);

        var day = snapshots.Single(snapshot => snapshot.Session == ExDate);
        (day.Income, day.DayPnl, day.Equity, day.Residual).ShouldBe((120m, 0m, 100_000m, 0m));
        snapshots[^1].Equity.ShouldBe(100_000);
        overview.Positions.Count.ShouldBe(3);
    }

    [Fact] // 50 000 in on a holiday counts on the next session, is no profit, and 100 a fee is a loss
    public async Task CashEntries_AreFlowsAndIncome_AndCalculateTheChainAnew()
    {
        var source = Flat("PAYS", 100m, 101m);
        var engine = new CalculationEngine(_database, new ManualTime(Friday), null, source);
        var (owner, portfolio) = await engine.ImportedAsync(Header + "PAYS,100,90,2024-12-02", Token, "2025-01-13");
        await engine.CalculatedAsync(owner, portfolio.Id, Token);
        var record = engine.Cash;

        var underWay = (await engine.Start.HandleAsync(new(owner, portfolio.Id), Token)).Value;
        (await record.AddAsync(owner, portfolio.Id, new CashEntryForm(new DateOnly(2025, 1, 15), CashEntryKind.Deposit, 50_000m), Token)).IsSuccess.ShouldBeTrue();
        var stopped = await engine.RunAsync(owner, portfolio.Id, underWay.Id, Token);
        (stopped.Status, stopped.Progress.Log[^1].Message).ShouldBe((App.Core.Calculations.RunStatus.Cancelled, "Stopped: what the portfolio is calculated from was changed."));
        var fee = (await record.AddAsync(owner, portfolio.Id, new CashEntryForm(new DateOnly(2025, 1, 16), CashEntryKind.Fee, -100m), Token)).Value;
        (await engine.SnapshotsAsync(owner, portfolio.Id, Token)).Select(snapshot => snapshot.Session.Day).ShouldBe([13, 14]);
        await engine.Execute.HandleAsync(engine.Dispatched[^1], "node", Token);

        var chain = await engine.SnapshotsAsync(owner, portfolio.Id, Token);
        chain.Select(snapshot => snapshot.Equity).ShouldBe([100_000, 100_000, 150_100, 150_000, 150_000]);
        (chain[2].Flows, chain[2].DayReturn).ShouldBe((50_000m, 100 / 150_000.0));
        (chain[3].Income, chain[3].DayPnl).ShouldBe((-100m, -100m));

        (await record.RemoveAsync(owner, portfolio.Id, fee.Id, Token)).IsSuccess.ShouldBeTrue();
        await engine.Execute.HandleAsync(engine.Dispatched[^1], "node", Token);
        (await engine.SnapshotsAsync(owner, portfolio.Id, Token))[^1].Equity.ShouldBe(150_100);
    }

    [Theory]
    [InlineData("2025-01-13", "Deposit", 1, "date")]
    [InlineData("2025-01-18", "Deposit", 1, "date")]
    [InlineData("2025-01-15", "Deposit", -1, "amount")]
    [InlineData("2025-01-15", "Fee", 1, "amount")]
    [InlineData("2025-01-15", "Fee", 0, "amount")]
    [InlineData("2025-01-15", null, 5, "kind")]
    public async Task CashEntry_ThatCannotBe_NamesTheField(string date, string? kind, int amount, string field)
    {
        var engine = new CalculationEngine(_database, new ManualTime(Friday));
        var (owner, portfolio) = await engine.ImportedAsync(Header + "SPY,100,90,2024-12-02", Token, "2025-01-13");
        var record = engine.Cash;
        var form = new CashEntryForm(DateOnly.ParseExact(date, "yyyy-MM-dd", null), kind is null ? null : Enum.Parse<CashEntryKind>(kind), amount);

        var error = (await record.AddAsync(owner, portfolio.Id, form, Token)).Errors.Single();

        (error.Code, error.Field).ShouldBe(("ERR_PORT_017", field));
        (await record.AddAsync(await _database.AddUserAsync(Token), portfolio.Id, form, Token)).Error.Code.ShouldBe("ERR_PORT_012");
    }

    private const string Header = "Symbol,Quantity,Entry Price Per Share,Entry Date\n";
    private const string OptionHeader = "Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,Strike Price,Expiration Date,Option Type\n";

    // One price until the day before the ex date, another from it on.
    private static ScriptedSource Flat(string symbol, decimal before, decimal from) => new ScriptedSource("Scripted")
        .HasFlat(symbol, new DateOnly(2023, 12, 1), ExDate.AddDays(-1), before)
        .HasFlat(symbol, ExDate, new DateOnly(2025, 1, 17), from);

    private static async Task<(IReadOnlyList<PortfolioSnapshot> Snapshots, PortfolioOverview Overview)> CalculatedAsync(string rows, ScriptedSource source, string? asOf = null)
    {
        // Prices are shared by all portfolios of a database, and these differ from test to test.
        await using var database = await TestDatabase.CreateAsync(App.Data.Providers.DatabaseProvider.Sqlite, Token);
        var engine = new CalculationEngine(database, new ManualTime(Friday), null, source);
        var (owner, portfolio) = await engine.ImportedAsync((rows.Contains("OPTIONS", StringComparison.Ordinal) ? OptionHeader : Header) + rows, Token, asOf ?? Anchor.ToString("yyyy-MM-dd", null));
        (await engine.CalculatedAsync(owner, portfolio.Id, Token)).ErrorMessage.ShouldBeNull();
        return (await engine.SnapshotsAsync(owner, portfolio.Id, Token), (await engine.Overview.HandleAsync(owner, portfolio.Id, Token)).Value);
    }
}
