using App.Core.Calculations;
using App.Core.Market.Sample;
using App.Core.Snapshots;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations;

public sealed class SqliteCalculationTests(SqliteFixture fixture) : CalculationContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresCalculationTests(PostgresFixture fixture) : CalculationContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>From the file to the figures, on both databases.</summary>
public abstract class CalculationContract(DatabaseFixture fixture)
{
    private const string Book = """
        Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,Strike Price,Expiration Date,Option Type,Exit Date,Exit Price Per Share
        AAPL,100,150.25,2024-01-16,PUBLIC,STOCK,,,,,,
        TSLA,-20,200,2024-01-16,PUBLIC,STOCK,,,,,,
        ,2,12.35,2024-03-15,OPTIONS,CALL,MSFT,450,2035-01-19,CALL,,
        FUND_A,1,20000,2023-06-01,PRIVATE,PRIVATE_EQUITY,,,,,,
        SPAXX,500,1,2024-01-02,PUBLIC,CASH,,,,,,

        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // New York is five hours behind in winter and four in summer.
    [Theory]
    [InlineData("2025-01-11T18:00:00Z", "2025-01-10")] // Saturday
    [InlineData("2025-01-12T18:00:00Z", "2025-01-10")] // Sunday
    [InlineData("2025-01-13T20:00:00Z", "2025-01-10")] // Monday, 15:00 there
    [InlineData("2025-01-13T21:29:00Z", "2025-01-10")] // Monday, 16:29 there
    [InlineData("2025-01-13T21:30:00Z", "2025-01-13")] // Monday, 16:30 there
    [InlineData("2025-07-04T22:00:00Z", "2025-07-03")] // Independence Day
    [InlineData("2025-01-09T23:00:00Z", "2025-01-08")] // day of mourning
    [InlineData("2024-12-25T23:00:00Z", "2024-12-24")] // Christmas
    [InlineData("2024-11-29T21:45:00Z", "2024-11-29")] // early close
    public async Task Calculate_AtAnyTime_GivesTheLastSessionThatHasClosed(string now, string session)
    {
        var engine = EngineAt(now);
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token);

        var run = await engine.CalculatedAsync(owner, portfolio.Id, Token);

        run.Status.ShouldBe(RunStatus.Completed);
        run.Session.ShouldBe(DateOnly.Parse(session, System.Globalization.CultureInfo.InvariantCulture));
        var snapshot = (await engine.SnapshotsAsync(owner, portfolio.Id, Token)).ShouldHaveSingleItem();
        snapshot.Session.ShouldBe(run.Session);
        snapshot.Equity.ShouldBe(100_000m);
        snapshot.IsAnchor.ShouldBeTrue();
        run.Progress.Steps.ShouldAllBe(step => step.Status == StepStatus.Completed && (step.Id == RunSteps.PortfolioCreated || step.DurationMs != null));
    }

    [Fact]
    public async Task Calculate_DaysLater_CatchesUpEverySessionInOrder()
    {
        var engine = EngineAt("2025-01-06T22:00:00Z");
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token);
        await engine.CalculatedAsync(owner, portfolio.Id, Token);
        engine.Time.Advance(TimeSpan.FromDays(8));

        var run = await engine.CalculatedAsync(owner, portfolio.Id, Token);

        run.Status.ShouldBe(RunStatus.Completed);
        var snapshots = await engine.SnapshotsAsync(owner, portfolio.Id, Token);
        snapshots.Select(snapshot => snapshot.Session.Day).ShouldBe([6, 7, 8, 10, 13, 14]);
        ShouldChain(snapshots);
        (await engine.Overview.HandleAsync(owner, portfolio.Id, Token)).Value.Portfolio.NetAssetValue.ShouldBe(snapshots[^1].Equity);
    }

    [Fact]
    public async Task Calculate_OnceOrInTwoParts_GivesTheSameChain()
    {
        var whole = EngineAt("2025-03-14T22:00:00Z");
        var (ownerOfWhole, wholePortfolio) = await whole.ImportedAsync(Book, Token, "2025-01-06");
        await whole.CalculatedAsync(ownerOfWhole, wholePortfolio.Id, Token);
        var parts = EngineAt("2025-03-14T22:00:00Z");
        var (ownerOfParts, partsPortfolio) = await parts.ImportedAsync(Book, Token, "2025-01-06");

        await parts.CalculatedAsync(ownerOfParts, partsPortfolio.Id, Token, new DateOnly(2025, 1, 31));
        await parts.CalculatedAsync(ownerOfParts, partsPortfolio.Id, Token);
        await parts.CalculatedAsync(ownerOfParts, partsPortfolio.Id, Token, force: true);

        var (left, right) = (await whole.SnapshotsAsync(ownerOfWhole, wholePortfolio.Id, Token), await parts.SnapshotsAsync(ownerOfParts, partsPortfolio.Id, Token));
        right.Select(snapshot => (snapshot.Session, snapshot.Equity, snapshot.DayPnl, snapshot.CumulativeReturn))
            .ShouldBe(left.Select(snapshot => (snapshot.Session, snapshot.Equity, snapshot.DayPnl, snapshot.CumulativeReturn)));
    }

    [Fact]
    public async Task Calculate_Book_ValuesEachPositionByItsKind()
    {
        var engine = EngineAt("2025-01-10T22:00:00Z");
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token);

        await engine.CalculatedAsync(owner, portfolio.Id, Token);

        var overview = (await engine.Overview.HandleAsync(owner, portfolio.Id, Token)).Value;
        var bySymbol = overview.Positions.ToDictionary(position => position.Position.Symbol, position => position.Value!);
        var apple = await CloseAsync("AAPL", new DateOnly(2025, 1, 10));
        bySymbol["AAPL"].MarketValue.ShouldBe(100 * apple);
        bySymbol["AAPL"].Source.ShouldBe(MarkSource.Quoted);
        bySymbol["AAPL"].Pnl.ShouldBe(100 * (apple - 150.25m));

        // The ninth was a day of mourning: the session before is the eighth.
        bySymbol["AAPL"].DayPnl.ShouldBe(100 * (apple - await CloseAsync("AAPL", new DateOnly(2025, 1, 8))));
        bySymbol["TSLA"].MarketValue.ShouldBe(-20 * await CloseAsync("TSLA", new DateOnly(2025, 1, 10)));
        bySymbol["MSFT"].Source.ShouldBe(MarkSource.Model);
        bySymbol["MSFT"].Note.ShouldNotBeNull().ShouldContain("volatility");
        bySymbol["FUND_A"].MarketValue.ShouldBe(20_000m);
        bySymbol["FUND_A"].NeedsPriceUpdate.ShouldBeFalse();
        bySymbol["SPAXX"].MarketValue.ShouldBe(500m);
        overview.Exposures!.Totals.Gross.ShouldBe(overview.Exposures.Totals.Long - overview.Exposures.Totals.Short);
        overview.Exposures.Totals.Net.ShouldBe(bySymbol.Values.Sum(value => value.MarketValue));
        overview.Snapshot!.Net.ShouldBe(overview.Exposures.Totals.Net);
        overview.DayPnl.ShouldBe(bySymbol.Values.Sum(value => value.DayPnl));
        overview.SampleSymbols.ShouldBe(4);
    }

    [Fact]
    public async Task Nav_BeforeTheAnchor_IsReconstructedAndEndsAtTheBalance()
    {
        var engine = EngineAt("2025-01-10T22:00:00Z");
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token);
        await engine.CalculatedAsync(owner, portfolio.Id, Token);

        var points = (await engine.Nav.HandleAsync(owner, portfolio.Id, Token)).Value;

        points[^1].ShouldBe(new NavPoint(new DateOnly(2025, 1, 10), 100_000m, false));
        points.SkipLast(1).ShouldAllBe(point => point.IsReconstructed);
        points.Count.ShouldBeGreaterThan(240);
        var change = points[^1].Equity - points[^2].Equity;
        change.ShouldBe((await engine.Overview.HandleAsync(owner, portfolio.Id, Token)).Value.DayPnl!.Value);
    }

    [Fact]
    public async Task Calculate_UnchangedPortfolio_SkipsWhatIsThere()
    {
        var engine = EngineAt("2025-01-10T22:00:00Z");
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token);
        await engine.CalculatedAsync(owner, portfolio.Id, Token);

        var second = await engine.CalculatedAsync(owner, portfolio.Id, Token);
        var forced = await engine.CalculatedAsync(owner, portfolio.Id, Token, force: true);

        second.Kind.ShouldBe(RunKind.Manual);
        StatusOf(second, RunSteps.PnlCalculated).ShouldBe(StepStatus.Skipped);
        StatusOf(second, RunSteps.PositionValuesComputed).ShouldBe(StepStatus.Skipped);
        StatusOf(forced, RunSteps.PositionValuesComputed).ShouldBe(StepStatus.Completed);
    }

    [Fact]
    public async Task Calculate_PastSession_LeavesTheNewestValuesAlone()
    {
        var engine = EngineAt("2025-01-14T22:00:00Z");
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token, "2025-01-06");
        await engine.CalculatedAsync(owner, portfolio.Id, Token);
        var before = (await engine.Overview.HandleAsync(owner, portfolio.Id, Token)).Value;

        await engine.CalculatedAsync(owner, portfolio.Id, Token, new DateOnly(2025, 1, 8));

        var after = (await engine.Overview.HandleAsync(owner, portfolio.Id, Token)).Value;
        after.Snapshot!.Session.ShouldBe(new DateOnly(2025, 1, 14));
        after.Positions.Select(position => position.Value!.MarketValue).ShouldBe(before.Positions.Select(position => position.Value!.MarketValue));
    }

    [Fact]
    public async Task Calculate_PositionsThatComeAndGo_CountFromTheirEntryAndToTheirExit()
    {
        const string Trades = """
            Symbol,Quantity,Entry Price Per Share,Entry Date,Exit Date,Exit Price Per Share
            AAPL,10,100,2025-01-08,,
            MSFT,10,300,2024-01-08,2025-01-10,333.33

            """;
        var engine = EngineAt("2025-01-14T22:00:00Z");
        var (owner, portfolio) = await engine.ImportedAsync(Trades, Token, "2025-01-06");

        await engine.CalculatedAsync(owner, portfolio.Id, Token);

        var snapshots = await engine.SnapshotsAsync(owner, portfolio.Id, Token);
        ShouldChain(snapshots);
        snapshots.Select(snapshot => snapshot.PositionCount).ShouldBe([1, 1, 2, 1, 1, 1]);
        var entry = snapshots.Single(snapshot => snapshot.Session.Day == 8);
        var apple = await CloseAsync("AAPL", new DateOnly(2025, 1, 8));
        var microsoft = await CloseAsync("MSFT", new DateOnly(2025, 1, 8)) - await CloseAsync("MSFT", new DateOnly(2025, 1, 7));
        entry.DayPnl.ShouldBe((10 * (apple - 100)) + (10 * microsoft));
        var exit = snapshots.Single(snapshot => snapshot.Session.Day == 10);
        exit.Realised.ShouldBe(10 * (333.33m - await CloseAsync("MSFT", new DateOnly(2025, 1, 8))));
        var closed = (await engine.Overview.HandleAsync(owner, portfolio.Id, Token)).Value.Positions.Single(position => position.Position.Symbol == "MSFT").Value!;
        closed.IsOpen.ShouldBeFalse();
        closed.MarketValue.ShouldBe(0);
        closed.Pnl.ShouldBe(333.30m);
    }

    [Fact]
    public async Task Calculate_OptionPastItsExpiration_StaysAtWhatItWasWorthThen()
    {
        const string Expired = """
            Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,Strike Price,Expiration Date,Option Type
            ,1,5,2022-01-10,OPTIONS,CALL,AAPL,50,2023-01-20,CALL
            ,1,5,2022-01-10,OPTIONS,PUT,AAPL,1,2023-01-20,PUT

            """;
        var engine = EngineAt("2025-01-14T22:00:00Z");
        var (owner, portfolio) = await engine.ImportedAsync(Expired, Token);

        await engine.CalculatedAsync(owner, portfolio.Id, Token);

        var values = (await engine.Overview.HandleAsync(owner, portfolio.Id, Token)).Value.Positions.Select(position => position.Value!.Price).ToList();
        values[0].ShouldBe(await CloseAsync("AAPL", new DateOnly(2023, 1, 20)) - 50);
        values[1].ShouldBe(0);
    }

    private static StepStatus StatusOf(RunView run, string step) => run.Progress.Steps.Single(one => one.Id == step).Status;

    private static async Task<decimal> CloseAsync(string symbol, DateOnly date) =>
        SampleMarket.History(symbol, date, date).Value!.Bars.Single().Close;

    private static void ShouldChain(IReadOnlyList<PortfolioSnapshot> snapshots)
    {
        foreach (var (before, after) in snapshots.Zip(snapshots.Skip(1)))
        {
            after.OpeningEquity.ShouldBe(before.Equity);
            after.Equity.ShouldBe(before.Equity + after.DayPnl + after.Flows);
            after.Residual.ShouldBe(0);
        }
    }

    private CalculationEngine EngineAt(string now) =>
        new(fixture.Database, new ManualTime(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)));
}
