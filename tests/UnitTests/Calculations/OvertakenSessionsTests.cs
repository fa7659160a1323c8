using App.Core.Calculations;
using App.Core.Market;
using App.Core.Snapshots;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations;

public sealed class SqliteOvertakenSessionsTests(SqliteFixture fixture) : OvertakenSessionsContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresOvertakenSessionsTests(PostgresFixture fixture) : OvertakenSessionsContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>Prices, splits and dividends that come after their session was calculated: the chain ends as if they had been there at the time.</summary>
public abstract class OvertakenSessionsContract(DatabaseFixture fixture)
{
    private const string Header = "Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,Strike Price,Expiration Date,Option Type\n";
    private const string Book = Header + "STCK,100,90,2026-06-01,,,,,,\nFUND,50,190,2026-06-01,,,,,,\nOPT,-2,3.5,2026-06-01,OPTIONS,,STCK,120,2027-06-18,PUT\n";

    // A Monday and the four days after it.
    private static readonly DateOnly Anchor = new(2026, 11, 9);
    private static readonly DateOnly[] Week = [.. TradingCalendar.Nyse.Sessions(Anchor, new DateOnly(2026, 11, 13)).ToArray()];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact] // as a fund's price is there at night, long after the close
    public async Task Run_AFundsPriceComesADayLate_GivesTheDayItsProfit()
    {
        await using var chain = await ChainAsync();
        foreach (var day in Week)
        {
            chain.Source.Lacks("FUND", [.. Week.Where(late => late >= day)]);
            await chain.CalculateAsync(day);
            if (day != Anchor)
            {
                (await chain.SnapshotsAsync())[^1].IsProvisional.ShouldBeTrue();
            }

            GivePrices(chain.Source, "FUND", 200, Week.Where(known => known <= day));
        }

        GivePrices(chain.Source, "FUND", 200, [new DateOnly(2026, 11, 16)]);
        await chain.CalculateAsync(new DateOnly(2026, 11, 16));

        await chain.ShouldBeAsIfAllHadBeenThereAsync(new DateOnly(2026, 11, 16));
        (await chain.SnapshotsAsync())[^1].IsProvisional.ShouldBeFalse();
    }

    [Fact]
    public async Task Run_AfterSourcesWereDownForDays_CalculatesTheOutageAgain()
    {
        await using var chain = await ChainAsync();
        await chain.CalculateAsync(Week[0]);
        foreach (var symbol in (string[])["STCK", "FUND"])
        {
            chain.Source.Refuses(symbol, SourceGap.Unavailable);
        }

        await chain.CalculateAsync(Week[1]);
        await chain.CalculateAsync(Week[2]);
        await chain.CalculateAsync(Week[3]);
        (await chain.SnapshotsAsync()).Skip(1).Select(snapshot => (snapshot.DayPnl, snapshot.IsProvisional)).ShouldAllBe(each => each.IsProvisional);
        foreach (var symbol in (string[])["STCK", "FUND"])
        {
            chain.Source.Refuses(symbol, SourceGap.None);
        }

        var run = await chain.CalculateAsync(Week[4]);

        run.Progress.Log.ShouldContain(line => line.Message == "Calculated again from 2026-11-10 on: prices, splits or dividends have come since");
        await chain.ShouldBeAsIfAllHadBeenThereAsync(Week[4]);
    }

    [Fact] // the newest session had its price: only the session's own flag says that one before it had not
    public async Task Run_AHoleIsFilledBehindTheNewestSession_CalculatesFromThere()
    {
        await using var chain = await ChainAsync();
        await chain.CalculateAsync(Week[0]);
        chain.Source.Lacks("FUND", Week[1]);
        await chain.CalculateAsync(Week[1]);
        await chain.CalculateAsync(Week[2]);
        await chain.CalculateAsync(Week[3]);
        await using (var db = chain.Database.NewContext())
        {
            // As an import of prices does.
            var other = await db.PriceBars.AsNoTracking().SingleAsync(bar => bar.Symbol == "FUND" && bar.Date == Week[2], Token);
            db.Add(PriceBar.From("FUND", ScriptedSource.Bar(Week[1], 203), other.TotalReturnIndex / (double)other.Close * 203));
            await db.SaveChangesAsync(Token);
        }

        GivePrices(chain.Source, "FUND", 200, [Week[1]]);
        await chain.CalculateAsync(Week[4]);

        await chain.ShouldBeAsIfAllHadBeenThereAsync(Week[4]);
    }

    [Theory]
    [InlineData(CorporateActionKind.Dividend, 1.5)]
    [InlineData(CorporateActionKind.Split, 2)]
    public async Task Run_ASplitOrDividendIsToldDaysLate_IsInTheChainFromItsDay(CorporateActionKind kind, double value)
    {
        var action = new CorporateAction(Week[1], kind, (decimal)value);
        await using var chain = await ChainAsync();
        if (kind == CorporateActionKind.Split)
        {
            GivePrices(chain.Source, "STCK", 50, Week.Skip(1));
        }

        foreach (var day in Week.SkipLast(1))
        {
            await chain.CalculateAsync(day);
        }

        var told = chain.Time.GetUtcNow().AddMinutes(1);
        await using (var db = chain.Database.NewContext())
        {
            db.Add(new StoredAction { Symbol = "STCK", ExDate = action.ExDate, Kind = kind, Value = action.Value, KnownAt = told });
            await db.SaveChangesAsync(Token);
        }

        chain.Source.Has("STCK", action);
        await chain.CalculateAsync(Week[4]);

        await chain.ShouldBeAsIfAllHadBeenThereAsync(Week[4]);
    }

    [Fact] // as with a source that has prices only, and one that tells dividends but did not answer for days
    public async Task Run_ASourceTellsADividendDaysLater_IsInTheChainFromItsDay()
    {
        var action = new CorporateAction(Week[1], CorporateActionKind.Dividend, 1.5m);
        var told = new ScriptedSource("Told");
        GivePrices(told, "STCK", 100, TradingCalendar.Nyse.Sessions(new DateOnly(2025, 9, 2), new DateOnly(2026, 11, 30)).ToArray());
        told.Has("STCK", action).Refuses("STCK", SourceGap.Unavailable);
        await using var chain = await ChainAsync(behind: told, tellsActions: false);
        foreach (var day in Week.SkipLast(1))
        {
            await chain.CalculateAsync(day);
        }

        (await chain.SnapshotsAsync()).Sum(snapshot => snapshot.Income).ShouldBe(0);
        told.Refuses("STCK", SourceGap.None);
        await chain.CalculateAsync(Week[4]);

        (await chain.SnapshotsAsync()).Single(snapshot => snapshot.Session == Week[1]).Income.ShouldBe(150);
        await chain.ShouldBeAsIfAllHadBeenThereAsync(Week[4], WholeSource(tellsActions: true).Has("STCK", action));
    }

    [Fact]
    public async Task Run_NothingCameLate_LeavesWhatIsStored()
    {
        await using var chain = await ChainAsync();
        foreach (var day in Week.SkipLast(1))
        {
            await chain.CalculateAsync(day);
        }

        var before = await chain.SnapshotsAsync();
        await chain.CalculateAsync(Week[4]);

        (await chain.SnapshotsAsync()).SkipLast(1).Select(snapshot => (snapshot.RunId, snapshot.CompletedAt)).ShouldBe(before.Select(snapshot => (snapshot.RunId, snapshot.CompletedAt)));
    }

    [Fact] // what was traded when they were replaced nobody has told
    public async Task Run_PositionsWereReplacedSince_LeavesTheSessionsOfTheFormerOnes()
    {
        await using var chain = await ChainAsync();
        await chain.CalculateAsync(Week[0]);
        chain.Source.Lacks("FUND", Week[1]);
        await chain.CalculateAsync(Week[1]);
        await using (var db = chain.Database.NewContext())
        {
            await db.Portfolios.ExecuteUpdateAsync(set => set.SetProperty(portfolio => portfolio.PositionsVersion, portfolio => portfolio.PositionsVersion + 1), Token);
        }

        var before = await chain.SnapshotsAsync();
        GivePrices(chain.Source, "FUND", 200, [Week[1]]);
        await chain.CalculateAsync(Week[2]);

        var after = await chain.SnapshotsAsync();
        after.Take(2).Select(snapshot => (snapshot.CompletedAt, snapshot.Equity)).ShouldBe(before.Select(snapshot => (snapshot.CompletedAt, snapshot.Equity)));
        after.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Run_ForAPastSession_LeavesTheChain()
    {
        await using var chain = await ChainAsync();
        await chain.CalculateAsync(Week[0]);
        chain.Source.Lacks("FUND", Week[1]);
        await chain.CalculateAsync(Week[1]);
        await chain.CalculateAsync(Week[2]);
        var before = await chain.SnapshotsAsync();

        await chain.Engine.CalculatedAsync(chain.Owner, chain.Portfolio, Token, asOf: Week[1], force: true);

        (await chain.SnapshotsAsync()).Select(snapshot => snapshot.CompletedAt).ShouldBe(before.Select(snapshot => snapshot.CompletedAt));
    }

    [Fact] // what is older is left and flagged; a replay mends it
    public async Task Run_MoreThanTheMendedSessionsAgo_IsFlaggedAndReplayed()
    {
        await using var chain = await ChainAsync(new CalculationOptions { MendedSessions = 2 });
        await chain.CalculateAsync(Week[0]);
        chain.Source.Refuses("FUND", SourceGap.Unavailable);
        await chain.CalculateAsync(Week[1]);
        await chain.CalculateAsync(Week[2]);
        await chain.CalculateAsync(Week[3]);
        chain.Source.Refuses("FUND", SourceGap.None);

        var run = await chain.CalculateAsync(Week[4]);

        run.Status.ShouldBe(RunStatus.CompletedWithWarnings);
        run.Progress.Warnings.ShouldContain("2026-11-11 does not add up: a price was restated since the session before. Its residual says by how much.");
        var replay = (await chain.Engine.Replay.HandleAsync(chain.Owner, chain.Portfolio, Week[0], isDryRun: false, Token)).Value;
        await chain.Engine.Execute.HandleAsync(replay.RunId!.Value, "node", Token);
        await chain.ShouldBeAsIfAllHadBeenThereAsync(Week[4]);
    }

    [Fact] // the same for a night, and for several portfolios at once
    public async Task Night_AfterAnOutage_CalculatesItAgainForAll()
    {
        await using var chain = await ChainAsync();
        await chain.CalculateAsync(Week[0]);
        chain.Source.Refuses("FUND", SourceGap.Unavailable);
        await chain.NightAsync(Week[1]);
        await chain.NightAsync(Week[2]);
        chain.Source.Refuses("FUND", SourceGap.None);

        await chain.NightAsync(Week[3]);

        await chain.ShouldBeAsIfAllHadBeenThereAsync(Week[3]);
    }

    [Fact] // a chain that was cut leaves runs that computed from the same: they are no reason to leave values and risk out
    public async Task Run_AfterAChainWasCutAndItsRunCancelled_ComputesValuesAndRiskAgain()
    {
        await using var chain = await ChainAsync();
        await chain.CalculateAsync(Week[0]);
        await chain.CalculateAsync(Week[1]);
        var replay = (await chain.Engine.Replay.HandleAsync(chain.Owner, chain.Portfolio, Week[0], isDryRun: false, Token)).Value;
        await new CancelRun(chain.Database.Get<IRunStore>(), chain.Engine.Feed, chain.Time).HandleAsync(new CancelRequest(chain.Owner, chain.Portfolio, replay.RunId!.Value, "Ada"), Token);

        var run = await chain.CalculateAsync(Week[1]);

        run.Progress.Steps.Single(step => step.Id == RunSteps.RiskComputed).Status.ShouldNotBe(StepStatus.Skipped);
        await using var db = chain.Database.NewContext();
        (await db.RiskReports.CountAsync(report => report.PortfolioId == chain.Portfolio && report.Session == Week[1], Token)).ShouldBe(1);
    }

    private async Task<LateChain> ChainAsync(CalculationOptions? options = null, ScriptedSource? behind = null, bool tellsActions = true)
    {
        // Prices are shared by all portfolios of a database, and these differ from test to test.
        var database = await TestDatabase.CreateAsync(fixture.Database.Options.Provider, Token);
        var time = new ManualTime(At(Anchor));
        var source = WholeSource(tellsActions);
        var engine = new CalculationEngine(database, time, options, behind is null ? [source] : [source, behind]);
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token, "2026-11-09");
        return new LateChain(database, time, source, engine, owner, portfolio.Id);
    }

    private static DateTimeOffset At(DateOnly session) => new(session.Year, session.Month, session.Day, 22, 0, 0, TimeSpan.Zero);

    private static ScriptedSource WholeSource(bool tellsActions)
    {
        var sessions = TradingCalendar.Nyse.Sessions(new DateOnly(2025, 9, 2), new DateOnly(2026, 11, 30)).ToArray();
        var source = new ScriptedSource("Scripted") { TellsActions = tellsActions };
        GivePrices(source, "STCK", 100, sessions);
        GivePrices(source, "FUND", 200, sessions);
        return source;
    }

    // Every session another price, the same whenever it is asked for.
    private static void GivePrices(ScriptedSource source, string symbol, decimal around, IEnumerable<DateOnly> sessions) =>
        source.Has(symbol, [.. sessions.Select(day => ScriptedSource.Bar(day, symbol == "FUND" && day == Week[1] ? 203 : around + day.DayNumber * 7 % 11 / 2m))]);

    private sealed record LateChain(TestDatabase Database, ManualTime Time, ScriptedSource Source, CalculationEngine Engine, Guid Owner, Guid Portfolio) : IAsyncDisposable
    {
        public async Task<RunView> CalculateAsync(DateOnly session)
        {
            Time.Advance(At(session) - Time.GetUtcNow());
            var run = await Engine.CalculatedAsync(Owner, Portfolio, Token);
            run.ErrorMessage.ShouldBeNull();
            run.Session.ShouldBe(session);
            return run;
        }

        public async Task NightAsync(DateOnly session)
        {
            Time.Advance(At(session) - Time.GetUtcNow());
            (await Engine.EndOfDayAsync(Token)).Counts.Failed.ShouldBe(0);
        }

        public Task<IReadOnlyList<PortfolioSnapshot>> SnapshotsAsync() => Engine.SnapshotsAsync(Owner, Portfolio, Token);

        public async Task ShouldBeAsIfAllHadBeenThereAsync(DateOnly session, ScriptedSource? source = null)
        {
            await using var database = await TestDatabase.CreateAsync(Database.Options.Provider, Token);
            var time = new ManualTime(At(session));
            var engine = new CalculationEngine(database, time, null, source ?? Source);
            var (owner, portfolio) = await engine.ImportedAsync(Book, Token, "2026-11-09");
            await engine.CalculatedAsync(owner, portfolio.Id, Token);

            var expected = await engine.SnapshotsAsync(owner, portfolio.Id, Token);
            expected.Count.ShouldBe(TradingCalendar.Nyse.Sessions(Anchor, session).Length);
            (await SnapshotsAsync()).Select(Figures).ShouldBe(expected.Select(Figures));
            (await new VerifySnapshots(Database.Get<ISnapshotStore>(), TradingCalendar.Nyse).HandleAsync(Portfolio, Token)).Value.Faults.ShouldBeEmpty();

            static (DateOnly, decimal, decimal, decimal, decimal, decimal, double?) Figures(PortfolioSnapshot row) =>
                (row.Session, row.Equity, row.Net, row.DayPnl, row.Income, row.Residual, row.CumulativeReturn);
        }

        public ValueTask DisposeAsync() => Database.DisposeAsync();
    }
}
