using App.Core.Calculations;
using App.Core.Portfolios;
using App.Core.Snapshots;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations;

public sealed class SqliteEndOfDayTests(SqliteFixture fixture) : EndOfDayContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresEndOfDayTests(PostgresFixture fixture) : EndOfDayContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>A session calculated for every portfolio.</summary>
public abstract class EndOfDayContract(DatabaseFixture fixture) : IAsyncLifetime
{
    private const string Book = "Symbol,Quantity,Entry Price Per Share,Entry Date\nAAPL,100,150.25,2024-01-16\nMSFT,-10,300,2024-01-16\nSPY,7,400,2024-01-16\n";

    private static readonly DateTimeOffset Friday = new(2025, 1, 10, 22, 0, 0, TimeSpan.Zero);

    private readonly TestDatabase _database = fixture.Database;
    private readonly ManualTime _time = new(Friday);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // The tests of the class share a database, and a calculation is for every portfolio in it.
    public async ValueTask InitializeAsync()
    {
        await using var db = _database.NewContext();
        await db.EndOfDays.ExecuteDeleteAsync(Token);
        await db.Portfolios.ExecuteDeleteAsync(Token);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Work_ManyPortfolios_StoresWhatTheirOwnRunsWould()
    {
        var engine = new CalculationEngine(_database, _time);
        var alone = await engine.ImportedAsync(Book, Token, "2025-01-06");
        List<(Guid Owner, Portfolio Portfolio)> many = [];
        for (var i = 0; i < WorkEndOfDay.ChunkSize + 3; i++)
        {
            many.Add(await engine.ImportedAsync(Book, Token, "2025-01-06"));
        }

        await engine.CalculatedAsync(alone.Owner, alone.Portfolio.Id, Token);
        var day = await engine.EndOfDayAsync(Token);

        (day.Day.Status, day.Counts.Completed, day.Day.Portfolios).ShouldBe((RunStatus.Completed, many.Count + 1, many.Count + 1));
        var expected = await FiguresAsync(engine, alone);
        expected.Count.ShouldBe(4, "6, 7, 8 and 10 January; the 9th was a day of mourning");
        foreach (var each in many)
        {
            (await FiguresAsync(engine, each)).ShouldBe(expected);
        }

        (await engine.Overview.HandleAsync(many[0].Owner, many[0].Portfolio.Id, Token)).Value.Positions.ShouldAllBe(position => position.Value != null);
    }

    [Fact]
    public async Task Start_Twice_IsOneCalculation_AndAgainNothingChanges()
    {
        var engine = new CalculationEngine(_database, _time);
        var only = await engine.ImportedAsync(Book, Token, "2025-01-06");
        var first = (await engine.StartDay.HandleAsync(new EndOfDayRequest(), Token)).Value;
        var second = (await engine.StartDay.HandleAsync(new EndOfDayRequest(), Token)).Value;
        second.Id.ShouldBe(first.Id);

        await engine.EndOfDayAsync(Token);
        var figures = await FiguresAsync(engine, only);
        (await engine.StartDay.CatchUpAsync(Token)).ShouldBeNull("the session is calculated");
        _time.Advance(TimeSpan.FromMinutes(1));
        await engine.EndOfDayAsync(Token);

        (await FiguresAsync(engine, only)).ShouldBe(figures);
        var run = (await _database.Get<IRunStore>().FindAsync(only.Owner, only.Portfolio.Id, null, Token)).ShouldNotBeNull();
        run.Progress.Steps.ShouldAllBe(step => step.Status == StepStatus.Skipped);
    }

    [Fact]
    public async Task Work_MissedSessions_AreCaughtUp()
    {
        var engine = new CalculationEngine(_database, _time);
        var only = await engine.ImportedAsync(Book, Token, "2024-11-15");
        await engine.EndOfDayAsync(Token);

        (await FiguresAsync(engine, only)).Count.ShouldBe(App.Core.Market.TradingCalendar.Nyse.Sessions(new(2024, 11, 15), new(2025, 1, 10)).Length);
    }

    [Fact]
    public async Task Work_OnePortfolioThatAlwaysThrows_LeavesTheOthersWhole()
    {
        var engine = new CalculationEngine(_database, _time);
        var good = new List<(Guid Owner, Portfolio Portfolio)>();
        for (var i = 0; i < 5; i++)
        {
            good.Add(await engine.ImportedAsync(Book, Token, "2025-01-06"));
        }

        // More money than a decimal can hold: the sum of its values overflows.
        var bad = await engine.ImportedAsync(Book, Token, "2025-01-06");
        await using (var db = _database.NewContext())
        {
            await db.Positions.Where(position => position.PortfolioId == bad.Portfolio.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(position => position.Quantity, 7.9e27m), Token);
        }

        var faults = new List<RunExecution>();
        var day = await engine.EndOfDayAsync(Token, log: faults.Add);

        (day.Day.Status, day.Counts.Completed, day.Counts.Failed).ShouldBe((RunStatus.CompletedWithWarnings, 5, 1));
        faults.Single(fault => fault.Fault is not null).Fault.ShouldBeOfType<OverflowException>();
        (await FiguresAsync(engine, bad)).ShouldBeEmpty();
        foreach (var each in good)
        {
            (await FiguresAsync(engine, each)).Count.ShouldBe(4);
        }
    }

    [Fact]
    public async Task Work_APortfolioWhoseRunIsUnderWay_IsLeftToThatRun()
    {
        var engine = new CalculationEngine(_database, _time);
        var busy = await engine.ImportedAsync(Book, Token, "2025-01-06");
        var free = await engine.ImportedAsync(Book, Token, "2025-01-06");
        (await engine.Start.HandleAsync(new CalculationRequest(busy.Owner, busy.Portfolio.Id), Token)).IsSuccess.ShouldBeTrue();

        var day = await engine.EndOfDayAsync(Token);

        day.Counts.Total.ShouldBe(1);
        (await FiguresAsync(engine, free)).Count.ShouldBe(4);
        (await FiguresAsync(engine, busy)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Work_APortfolioWhoseRunOfAnEarlierSessionIsUnderWay_IsCalculatedAfterIt()
    {
        var engine = new CalculationEngine(_database, _time);
        var busy = await engine.ImportedAsync(Book, Token, "2025-01-06");
        var own = (await engine.Start.HandleAsync(new CalculationRequest(busy.Owner, busy.Portfolio.Id, AsOf: new(2025, 1, 7)), Token)).Value;
        _time.Advance(TimeSpan.FromSeconds(1));

        (await engine.EndOfDayAsync(Token)).Day.Status.ShouldBe(RunStatus.Running, "the portfolio's own run is waited for");
        (await engine.EndOfDayAsync(Token)).Counts.Total.ShouldBe(0);
        _time.Advance(TimeSpan.FromSeconds(1));
        await engine.Execute.HandleAsync(own.Id, "node", Token);
        (await FiguresAsync(engine, busy)).Count.ShouldBe(2);

        var day = await engine.EndOfDayAsync(Token);
        (day.Day.Status, day.Counts.Completed, day.Day.Portfolios).ShouldBe((RunStatus.Completed, 1, 1));
        (await FiguresAsync(engine, busy)).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Work_ARunOfAnEarlierSessionAskedForMeanwhile_IsNotWaitedFor()
    {
        var engine = new CalculationEngine(_database, _time);
        var busy = await engine.ImportedAsync(Book, Token, "2025-01-06");
        var day = (await engine.StartDay.HandleAsync(new EndOfDayRequest(), Token)).Value;
        (await _database.Get<IEndOfDayStore>().TryPrepareAsync(day.Id, "a", Friday, Friday.AddSeconds(-15), Token)).ShouldNotBeNull();
        _time.Advance(TimeSpan.FromSeconds(20));
        (await engine.Start.HandleAsync(new CalculationRequest(busy.Owner, busy.Portfolio.Id, AsOf: new(2025, 1, 7)), Token)).IsSuccess.ShouldBeTrue();

        (await engine.EndOfDayAsync(Token)).Day.Status.ShouldBe(RunStatus.Completed);
    }

    [Fact]
    public async Task Work_TwoNodesAtOnce_ShareThePortfolios()
    {
        var engine = new CalculationEngine(_database, _time);
        for (var i = 0; i < 3 * WorkEndOfDay.ChunkSize; i++)
        {
            await engine.ImportedAsync("Symbol,Quantity,Entry Price Per Share,Entry Date\nAAPL,1,150.25,2024-01-16\n", Token, "2025-01-10");
        }

        var day = (await engine.StartDay.HandleAsync(new EndOfDayRequest(), Token)).Value;
        await engine.Prepare.HandleAsync(day.Id, "a", Token);
        await Task.WhenAll(
            Task.Run(() => engine.WorkDay.HandleAsync("a", _ => { }, Token), Token), Task.Run(() => engine.WorkDay.HandleAsync("b", _ => { }, Token), Token));

        await using var db = _database.NewContext();
        var nodes = await db.Runs.Where(run => run.EndOfDayId == day.Id).GroupBy(run => run.Node).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(Token);
        nodes.Sum(node => node.Count).ShouldBe(3 * WorkEndOfDay.ChunkSize);
        (await db.Snapshots.CountAsync(snapshot => snapshot.IsComplete, Token)).ShouldBe(3 * WorkEndOfDay.ChunkSize);
        (await db.EndOfDays.SingleAsync(row => row.Id == day.Id, Token)).Status.ShouldBe(RunStatus.Completed);
    }

    [Fact]
    public async Task Take_RunsOfADeadNode_AreTakenOverOneByOne()
    {
        var engine = new CalculationEngine(_database, _time);
        var store = _database.Get<IEndOfDayStore>();
        for (var i = 0; i < 3; i++)
        {
            await engine.ImportedAsync(Book, Token, "2025-01-10");
        }

        var day = (await engine.StartDay.HandleAsync(new EndOfDayRequest(), Token)).Value;
        await engine.Prepare.HandleAsync(day.Id, "a", Token);
        (await store.TakeAsync(day.Id, "dies", 32, Friday, Friday.AddSeconds(-15), [], Token)).Count.ShouldBe(3);
        (await store.TakeAsync(day.Id, "b", 32, Friday.AddSeconds(1), Friday.AddSeconds(-14), [], Token)).ShouldBeEmpty();

        var taken = await store.TakeAsync(day.Id, "b", 32, Friday.AddSeconds(16), Friday.AddSeconds(1), [], Token);

        taken.ShouldHaveSingleItem().Run.Attempt.ShouldBe(2);
        _time.Advance(TimeSpan.FromSeconds(40));
        var end = await engine.EndOfDayAsync(Token);
        (end.Counts.Completed, end.Counts.Total).ShouldBe((3, 3));
    }

    [Fact]
    public async Task Take_RunsThatTheTakerHasInHandItself_AreNotTakenForInterrupted()
    {
        var engine = new CalculationEngine(_database, _time);
        var store = _database.Get<IEndOfDayStore>();
        await engine.ImportedAsync(Book, Token, "2025-01-10");
        await engine.ImportedAsync(Book, Token, "2025-01-10");
        var day = (await engine.StartDay.HandleAsync(new EndOfDayRequest(), Token)).Value;
        await engine.Prepare.HandleAsync(day.Id, "a", Token);
        var claims = await store.TakeAsync(day.Id, "a", 32, Friday, Friday.AddSeconds(-15), [], Token);
        Guid[] all = [.. claims.Select(claim => claim.Run.Id)];

        (await store.TakeAsync(day.Id, "a", 32, Friday.AddSeconds(16), Friday.AddSeconds(1), all, Token)).ShouldBeEmpty();
        (await store.TakeAsync(day.Id, "b", 32, Friday.AddSeconds(16), Friday.AddSeconds(1), all[..1], Token)).ShouldHaveSingleItem().Run.Id.ShouldBe(all[1]);
    }

    [Fact]
    public async Task Prepare_NodeDies_IsTakenOver_AndThePausedNodeWritesNothing()
    {
        var engine = new CalculationEngine(_database, _time);
        await engine.ImportedAsync(Book, Token, "2025-01-10");
        var store = _database.Get<IEndOfDayStore>();
        var day = (await engine.StartDay.HandleAsync(new EndOfDayRequest(), Token)).Value;
        var paused = (await store.TryPrepareAsync(day.Id, "a", Friday, Friday.AddSeconds(-15), Token)).ShouldNotBeNull();
        (await store.TryPrepareAsync(day.Id, "b", Friday, Friday.AddSeconds(-15), Token)).ShouldBeNull();
        var next = (await store.TryPrepareAsync(day.Id, "b", Friday.AddSeconds(20), Friday.AddSeconds(5), Token)).ShouldNotBeNull();

        (await store.SaveProgressAsync(paused, paused.Day.Progress, Friday.AddSeconds(21), Token)).ShouldBeFalse();
        (await store.EnqueueAsync(paused, _ => throw new InvalidOperationException(), _ => throw new InvalidOperationException(), Token)).ShouldBeFalse();
        (await store.SaveProgressAsync(next, null, Friday.AddSeconds(21), Token)).ShouldBeTrue();
    }

    [Fact] // whatever brings nodes down that prepare a night, the nights after it are not to wait for ever
    public async Task Prepare_NodesDieAgainAndAgain_IsGivenUp()
    {
        var engine = new CalculationEngine(_database, _time);
        await engine.ImportedAsync(Book, Token, "2025-01-10");
        var store = _database.Get<IEndOfDayStore>();
        var day = (await engine.StartDay.HandleAsync(new EndOfDayRequest(), Token)).Value;
        var returned = (await store.TryPrepareAsync(day.Id, "stops", Friday, Friday.AddSeconds(-15), Token)).ShouldNotBeNull();
        await store.ReleaseAsync(returned, Token);
        for (var attempt = 0; attempt < engine.Options.MaxAttempts; attempt++)
        {
            (await store.TryPrepareAsync(day.Id, "dies", _time.GetUtcNow(), _time.GetUtcNow().AddSeconds(-15), Token)).ShouldNotBeNull();
            _time.Advance(TimeSpan.FromSeconds(20));
        }

        await engine.Prepare.HandleAsync(day.Id, "node", Token);

        var end = (await store.FindAsync(day.Id, Token)).ShouldNotBeNull().Day;
        (end.Status, end.ErrorCode).ShouldBe((RunStatus.Failed, "ERR_BATCH_002"));
        end.Progress.Log[^1].Message.ShouldBe("ERR_BATCH_002: the preparation was interrupted 3 times and is given up.");
        (await store.ActiveAsync(Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Work_APastSession_LeavesOutThoseWhoseChainBeginsLater()
    {
        var engine = new CalculationEngine(_database, _time);
        var early = await engine.ImportedAsync(Book, Token, "2025-01-06");
        var late = await engine.ImportedAsync(Book, Token, "2025-01-10");

        var day = await engine.EndOfDayAsync(Token, asOf: new DateOnly(2025, 1, 7));

        (day.Day.Status, day.Day.Portfolios, day.Counts.Completed).ShouldBe((RunStatus.Completed, 1, 1));
        (await FiguresAsync(engine, early)).Count.ShouldBe(2);
        (await FiguresAsync(engine, late)).ShouldBeEmpty();
    }

    [Fact] // "completed" is done with nothing missing
    public async Task Work_ThePreparationHadWarnings_IsCompletedWithWarnings()
    {
        var source = new ScriptedSource("Scripted").HasFlat("SPY", new DateOnly(2023, 12, 1), new DateOnly(2025, 1, 10));
        var engine = new CalculationEngine(_database, _time, null, source);
        await engine.ImportedAsync(Book, Token, "2025-01-10");

        var day = await engine.EndOfDayAsync(Token);

        day.Day.Progress.Warnings.ShouldNotBeEmpty();
        day.Day.Status.ShouldBe(RunStatus.CompletedWithWarnings);
    }

    [Fact]
    public async Task Cancel_StopsWhatIsNotDone_AndKeepsWhatIs()
    {
        var engine = new CalculationEngine(_database, _time);
        var only = await engine.ImportedAsync(Book, Token, "2025-01-10");
        var store = _database.Get<IEndOfDayStore>();
        var day = (await engine.StartDay.HandleAsync(new EndOfDayRequest(), Token)).Value;
        await engine.Prepare.HandleAsync(day.Id, "a", Token);

        (await store.CancelAsync(day.Id, "an operator", Friday, Token)).ShouldBeTrue();
        (await store.CancelAsync(day.Id, "an operator", Friday, Token)).ShouldBeFalse();

        (await engine.WorkDay.HandleAsync("a", _ => { }, Token)).ShouldBeFalse();
        var cancelled = (await store.FindAsync(day.Id, Token)).ShouldNotBeNull();
        cancelled.Counts.Cancelled.ShouldBe(1);
        cancelled.Day.Progress.Log[^1].Message.ShouldBe("Cancelled by an operator. What was done is kept.");
        (await _database.Get<IRunStore>().FindAsync(only.Owner, only.Portfolio.Id, null, Token)).ShouldNotBeNull().Progress.Log[^1].Message.ShouldBe("Cancelled by an operator. What was done is kept.");
        (await FiguresAsync(engine, only)).ShouldBeEmpty();
        (await engine.EndOfDayAsync(Token)).Counts.Completed.ShouldBe(1);
    }

    [Theory]
    [InlineData("2025-01-11", "2025-01-10")]
    [InlineData("2025-01-13", "2025-01-10")]
    public async Task Start_NoSession_NamesTheSessionsAroundIt(string asOf, string around)
    {
        var refused = await new CalculationEngine(_database, _time).StartDay.HandleAsync(new EndOfDayRequest(AsOf: DateOnly.Parse(asOf, System.Globalization.CultureInfo.InvariantCulture)), Token);

        refused.Error.Code.ShouldBe("ERR_PORT_014");
        refused.Error.Message.ShouldContain(around);
    }

    private static async Task<List<string>> FiguresAsync(CalculationEngine engine, (Guid Owner, Portfolio Portfolio) of) =>
        [.. (await engine.SnapshotsAsync(of.Owner, of.Portfolio.Id, Token)).Select(Figures)];

    private static string Figures(PortfolioSnapshot snapshot) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{snapshot.Session:yyyyMMdd} {snapshot.OpeningEquity} {snapshot.Equity} {snapshot.DayPnl} {snapshot.DayReturn:R} {snapshot.CumulativeReturn:R} {snapshot.Net} {snapshot.Gross} {snapshot.Cash}");
}
