using System.Globalization;
using App.Core.Calculations;
using App.Core.Market;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Snapshots;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Portfolios;

public sealed class SqliteValuationTests(SqliteFixture fixture) : ValuationContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresValuationTests(PostgresFixture fixture) : ValuationContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>New values of private assets, from the owner's form to the chain of equity.</summary>
public abstract class ValuationContract(DatabaseFixture fixture)
{
    private const string Header = "Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype\n";

    // 10 units of a fund at 100, and money beside it; anchored on Monday the 13th, looked at on Friday.
    private const string Book = Header + "FUND,10,100,2024-12-02,PRIVATE,HEDGE_FUND\nSPAXX,500,1,2024-12-02,PUBLIC,CASH\n";

    private static readonly DateTimeOffset Friday = new(2025, 1, 17, 22, 0, 0, TimeSpan.Zero);

    private readonly TestDatabase _database = fixture.Database;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact] // 100 → 110 on Wednesday: 100 of profit there, and none on any other day
    public async Task Value_GivenOfAPastDay_IsProfitOfThatDay_AndHoldsFromThenOn()
    {
        var (engine, owner, portfolio, fund) = await CalculatedAsync();
        (await RecordOf(engine).AddAsync(owner, portfolio, fund.Id, new ValuationForm(new(2025, 1, 15), 110), Token)).IsSuccess.ShouldBeTrue();
        (await engine.SnapshotsAsync(owner, portfolio, Token)).Select(snapshot => snapshot.Session.Day).ShouldBe([13, 14]);

        await engine.ExecutedAsync(owner, portfolio, Token);

        var chain = await engine.SnapshotsAsync(owner, portfolio, Token);
        chain.Select(snapshot => (snapshot.Session.Day, snapshot.Equity, snapshot.DayPnl, snapshot.LongValue, snapshot.Residual)).ShouldBe(
            [(13, 100_000m, 0m, 1_500m, 0m), (14, 100_000m, 0m, 1_500m, 0m), (15, 100_100m, 100m, 1_600m, 0m), (16, 100_100m, 0m, 1_600m, 0m), (17, 100_100m, 0m, 1_600m, 0m)]);
        var value = (await engine.Overview.HandleAsync(owner, portfolio, Token)).Value.Positions.Single(position => position.Position.Id == fund.Id).Value!;
        (value.Price, value.Source, value.Note, value.PriceDate).ShouldBe((110m, MarkSource.Given, "given, 15 January 2025", new DateOnly(2025, 1, 15)));
        (value.Pnl, value.CostBasis, value.NeedsPriceUpdate).ShouldBe((100m, 1_000m, false));
    }

    [Fact]
    public async Task Value_OfASaturday_CountsOnMonday()
    {
        var (engine, owner, portfolio, fund) = await CalculatedAsync(asOf: "2025-01-10");

        await RecordOf(engine).AddAsync(owner, portfolio, fund.Id, new ValuationForm(new(2025, 1, 11), 90), Token);
        await engine.ExecutedAsync(owner, portfolio, Token);

        (await engine.SnapshotsAsync(owner, portfolio, Token)).Where(snapshot => snapshot.DayPnl != 0).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            snapshot => snapshot.Session.ShouldBe(new(2025, 1, 13)), snapshot => snapshot.DayPnl.ShouldBe(-100));
    }

    [Fact] // the balance was given with it: the equity of the anchor is the owner's, and what is invested of it is more
    public async Task Value_OfADayBeforeTheAnchor_ChangesWhatTheAnchorHolds_AndNoEquity()
    {
        var (engine, owner, portfolio, fund) = await CalculatedAsync();

        await RecordOf(engine).AddAsync(owner, portfolio, fund.Id, new ValuationForm(new(2024, 12, 31), 120), Token);
        await engine.ExecutedAsync(owner, portfolio, Token);

        (await engine.SnapshotsAsync(owner, portfolio, Token)).ShouldAllBe(snapshot => snapshot.Equity == 100_000 && snapshot.LongValue == 1_700 && snapshot.Cash == 98_300);
    }

    [Fact]
    public async Task Value_OfTheSameDay_TakesThePlaceOfTheFirst_AndOneTakenBackIsAsIfNeverGiven()
    {
        var (engine, owner, portfolio, fund) = await CalculatedAsync();
        var before = await engine.SnapshotsAsync(owner, portfolio, Token);
        var record = RecordOf(engine);
        await record.AddAsync(owner, portfolio, fund.Id, new ValuationForm(new(2025, 1, 15), 110), Token);

        var second = (await record.AddAsync(owner, portfolio, fund.Id, new ValuationForm(new(2025, 1, 15), 105), Token)).Value;
        await engine.ExecutedAsync(owner, portfolio, Token);

        (await ListAsync(owner, portfolio, fund)).ShouldHaveSingleItem().Price.ShouldBe(105);
        (await engine.SnapshotsAsync(owner, portfolio, Token))[^1].Equity.ShouldBe(100_050);
        (await record.RemoveAsync(owner, portfolio, fund.Id, second.Valuation.Id, Token)).IsSuccess.ShouldBeTrue();
        await engine.ExecutedAsync(owner, portfolio, Token);
        (await ListAsync(owner, portfolio, fund)).ShouldBeEmpty();
        (await engine.SnapshotsAsync(owner, portfolio, Token)).Select(snapshot => (snapshot.Session, snapshot.Equity)).ShouldBe(before.Select(snapshot => (snapshot.Session, snapshot.Equity)));
        (await record.RemoveAsync(owner, portfolio, fund.Id, second.Valuation.Id, Token)).Error.Code.ShouldBe("ERR_VALUE_005");
    }

    [Fact]
    public async Task Value_IsPartOfWhatTheFiguresComeFrom()
    {
        var (engine, owner, portfolio, fund) = await CalculatedAsync();
        var before = await engine.SnapshotsAsync(owner, portfolio, Token);
        await RecordOf(engine).AddAsync(owner, portfolio, fund.Id, new ValuationForm(new(2025, 1, 17), 110), Token);

        var run = await engine.ExecutedAsync(owner, portfolio, Token);

        run.Progress.Steps.Single(step => step.Id == RunSteps.RiskComputed).Status.ShouldBe(StepStatus.Completed);
        var after = await engine.SnapshotsAsync(owner, portfolio, Token);
        after.Select(snapshot => snapshot.InputIdentity).ShouldBeUnique();
        after.ShouldAllBe(snapshot => snapshot.InputIdentity!.Length == 64);
        after.Zip(before).Select(pair => pair.First.InputIdentity == pair.Second.InputIdentity).ShouldBe([true, true, true, true, false]);
    }

    [Theory]
    [InlineData("2024-12-01", "110", "ERR_VALUE_004", "date")]
    [InlineData("2025-01-18", "110", "ERR_VALUE_004", "date")]
    [InlineData(null, "110", "ERR_VALUE_004", "date")]
    [InlineData("2025-01-15", "0", "ERR_VALUE_003", "price")]
    [InlineData("2025-01-15", "-1", "ERR_VALUE_003", "price")]
    [InlineData("2025-01-15", "1.00001", "ERR_VALUE_003", "price")]
    [InlineData("2025-01-15", "1000000000", "ERR_VALUE_003", "price")]
    [InlineData("2025-01-15", null, "ERR_VALUE_003", "price")]
    public async Task Value_ThatCannotBe_NamesTheFieldAndStoresNothing(string? date, string? price, string code, string field)
    {
        var (engine, owner, portfolio, fund) = await CalculatedAsync();
        var form = new ValuationForm(
            date is null ? null : DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture), price is null ? null : decimal.Parse(price, CultureInfo.InvariantCulture));

        var error = (await RecordOf(engine).AddAsync(owner, portfolio, fund.Id, form, Token)).Errors.ShouldHaveSingleItem();

        (error.Code, error.Field).ShouldBe((code, field));
        (await engine.SnapshotsAsync(owner, portfolio, Token)).Count.ShouldBe(5);
    }

    [Fact]
    public async Task Value_OfWhatIsPricedOrNotThereOrAnothers_IsRefused()
    {
        var (engine, owner, portfolio, fund) = await CalculatedAsync();
        var other = await _database.AddUserAsync(Token);
        var (record, form) = (RecordOf(engine), new ValuationForm(new(2025, 1, 15), 110));
        var given = (await record.AddAsync(owner, portfolio, fund.Id, form, Token)).Value;
        var money = (await _database.Get<IPortfolioStore>().PositionsAsync(owner, portfolio, Token)).Single(position => position.Symbol == "SPAXX");

        (await record.AddAsync(owner, portfolio, money.Id, form, Token)).Error.Code.ShouldBe("ERR_VALUE_002");
        (await record.AddAsync(owner, portfolio, Guid.Empty, form, Token)).Error.Code.ShouldBe("ERR_VALUE_001");
        (await record.AddAsync(other, portfolio, fund.Id, form, Token)).Error.Code.ShouldBe("ERR_PORT_012");
        (await record.RemoveAsync(other, portfolio, fund.Id, given.Valuation.Id, Token)).Error.Code.ShouldBe("ERR_PORT_012");
        (await Listing.HandleAsync(other, portfolio, fund.Id, 10, 0, Token)).Error.Code.ShouldBe("ERR_PORT_012");
        (await Listing.HandleAsync(owner, portfolio, Guid.Empty, 10, 0, Token)).Error.Code.ShouldBe("ERR_VALUE_001");
        (await _database.Get<IValuationStore>().ListAsync(other, portfolio, fund.Id, 10, 0, Token)).Total.ShouldBe(0);
    }

    [Fact]
    public async Task Value_WhileARunIsOnItsWay_StopsItsWrites()
    {
        var (engine, owner, portfolio, fund) = await CalculatedAsync();
        var run = (await engine.Start.HandleAsync(new CalculationRequest(owner, portfolio, Force: true), Token)).Value;

        await RecordOf(engine).AddAsync(owner, portfolio, fund.Id, new ValuationForm(new(2025, 1, 15), 110), Token);

        (await engine.RunAsync(owner, portfolio, run.Id, Token)).Status.ShouldBe(RunStatus.Cancelled);
        (await engine.Execute.HandleAsync(run.Id, "node", Token)).Result.ShouldBe("is taken or over");
        (await engine.SnapshotsAsync(owner, portfolio, Token)).Count.ShouldBe(2);
    }

    [Fact] // another tab has taken it back meanwhile
    public async Task Value_ThatIsGoneWhenItIsTakenBack_LeavesTheRunAndTheChainAsTheyAre()
    {
        var (engine, owner, portfolio, fund) = await CalculatedAsync();
        var run = (await engine.Start.HandleAsync(new CalculationRequest(owner, portfolio, Force: true), Token)).Value;
        var gone = new PositionValuation { Id = fund.Id, PositionId = fund.Id, Date = new(2025, 1, 15), Price = 110, CreatedAt = Friday };

        (await _database.Get<IValuationStore>().RemoveAsync(owner, portfolio, gone, gone.Date, null, Friday, Token)).ShouldBe(ChainChange.Nothing);

        (await engine.RunAsync(owner, portfolio, run.Id, Token)).Status.ShouldBe(RunStatus.Pending);
        (await engine.SnapshotsAsync(owner, portfolio, Token)).Count.ShouldBe(5);
    }

    [Fact]
    public async Task Values_GoWithTheirPosition()
    {
        var (engine, owner, portfolio, fund) = await CalculatedAsync();
        await RecordOf(engine).AddAsync(owner, portfolio, fund.Id, new ValuationForm(new(2025, 1, 15), 110), Token);
        await using var db = _database.NewContext();

        await db.Positions.Where(position => position.Id == fund.Id).ExecuteDeleteAsync(Token);

        (await db.Valuations.CountAsync(valuation => valuation.PositionId == fund.Id, Token)).ShouldBe(0);
    }

    [Fact]
    public async Task Values_StayWithAPositionThatAnImportChanges_AndComeBackWithOneThatItRemoved()
    {
        var (engine, owner, portfolio, fund) = await CalculatedAsync();
        await RecordOf(engine).AddAsync(owner, portfolio, fund.Id, new ValuationForm(new(2025, 1, 15), 110), Token);
        var (store, ids) = (_database.Get<IPortfolioStore>(), new DeterministicIds(engine.Time));
        var update = new UpdatePortfolio(new PreviewUpdate(store, ids), store, ids, engine.Time);
        var draft = new PositionDraft { Symbol = "FUND", Quantity = 12, EntryPrice = 101, EntryDate = fund.EntryDate, Class = InvestmentClass.Private, Subtype = InvestmentSubtype.HedgeFund };

        (await update.HandleAsync(owner, portfolio, Holdings("more", draft), null, Token)).Value.Import!.Changed.ShouldBe(1);
        (await ListAsync(owner, portfolio, fund)).ShouldHaveSingleItem().Price.ShouldBe(110);

        (await update.HandleAsync(owner, portfolio, Holdings("none", draft with { Symbol = "OTHER" }), null, Token)).Value.Import!.Removed.ShouldBe(1);
        await using var db = _database.NewContext();
        (await db.Valuations.CountAsync(valuation => valuation.PositionId == fund.Id, Token)).ShouldBe(0);
        (await new UndoImport(store, engine.Time).HandleAsync(owner, portfolio, Token)).IsSuccess.ShouldBeTrue();
        (await ListAsync(owner, portfolio, fund)).ShouldHaveSingleItem().Price.ShouldBe(110);
    }

    private static FileHoldings Holdings(string fingerprint, PositionDraft draft) => new() { FileName = "next.csv", Fingerprint = fingerprint, Rows = 1, Drafts = [draft] };

    private ListValuations Listing => new(_database.Get<IPortfolioStore>(), _database.Get<IValuationStore>());

    private RecordValuation RecordOf(CalculationEngine engine) =>
        new(_database.Get<IPortfolioStore>(), _database.Get<IValuationStore>(), engine.Chain, TradingCalendar.Nyse, new TimeOrderedIds(engine.Time), engine.Time);

    private async Task<IReadOnlyList<PositionValuation>> ListAsync(Guid owner, Guid portfolio, Position position) =>
        (await Listing.HandleAsync(owner, portfolio, position.Id, 10, 0, Token)).Value.Items;

    private async Task<(CalculationEngine Engine, Guid Owner, Guid Portfolio, Position Fund)> CalculatedAsync(string asOf = "2025-01-13")
    {
        var engine = new CalculationEngine(_database, new ManualTime(Friday));
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token, asOf);
        (await engine.CalculatedAsync(owner, portfolio.Id, Token)).ErrorMessage.ShouldBeNull();
        return (engine, owner, portfolio.Id, (await _database.Get<IPortfolioStore>().PositionsAsync(owner, portfolio.Id, Token)).Single(position => position.Symbol == "FUND"));
    }
}
