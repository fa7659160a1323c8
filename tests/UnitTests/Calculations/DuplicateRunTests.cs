using App.Core.Calculations;
using App.Core.Market;
using App.Core.Portfolios;
using App.Core.Snapshots;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations;

public sealed class SqliteDuplicateRunTests(SqliteFixture fixture) : DuplicateRunContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresDuplicateRunTests(PostgresFixture fixture) : DuplicateRunContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>Two runs that want the same session: the one that comes second says so and leaves equity alone.</summary>
public abstract class DuplicateRunContract(DatabaseFixture fixture)
{
    private static readonly DateOnly Anchor = new(2025, 1, 6);
    private static readonly DateOnly Taken = new(2025, 1, 7);
    private static readonly DateOnly Session = new(2025, 1, 10);

    private readonly TestDatabase _database = fixture.Database;
    private readonly ManualTime _time = new(new DateTimeOffset(2025, 1, 10, 22, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_ASessionThatAnotherHasCompletedSinceItLooked_IsReportedAsSkipped()
    {
        var (engine, snapshots, portfolios) = (new CalculationEngine(_database, _time), _database.Get<ISnapshotStore>(), _database.Get<IPortfolioStore>());
        var (owner, portfolio) = await engine.ImportedAsync("Symbol,Quantity,Entry Price Per Share,Entry Date\nAAPL,100,150.25,2024-01-16\n", Token, "2025-01-06");
        await engine.CalculatedAsync(owner, portfolio.Id, Token, Anchor);
        var phase = new SnapshotPhase(snapshots, TradingCalendar.Nyse, engine.Options, _time);
        var work = await TakenAsync(engine, owner, portfolio.Id);
        await phase.LookBackAsync([work], Token);
        work.Marked = await new BookMarker(_database.Get<IPriceStore>(), TradingCalendar.Nyse, engine.Options).MarkAsync(work.Book!, Anchor, Session, Token);
        await CompleteByAnotherAsync(portfolio.Id);
        var equity = (await portfolios.FindAsync(owner, portfolio.Id, Token))!.NetAssetValue;

        await phase.RunAsync([work], Token);

        work.Fault.ShouldBeNull();
        var outcome = RunOutcome.Of(work);
        outcome.Status.ShouldBe(RunStatus.CompletedWithWarnings);
        outcome.Progress.Warnings.ShouldHaveSingleItem().ShouldBe("skipped: duplicate_run (2025-01-07 is another run's)");
        var step = outcome.Progress.Steps.Single(step => step.Id == RunSteps.PnlCalculated);
        (step.Status, step.Current, step.Total).ShouldBe((StepStatus.CompletedWithWarnings, 0, 3));
        var chain = await engine.SnapshotsAsync(owner, portfolio.Id, Token);
        chain.Select(snapshot => (snapshot.Session, snapshot.RunId == work.Claim.Run.Id)).ShouldBe([(Anchor, false), (Taken, false)]);
        chain[^1].Equity.ShouldBe(123m, "the other's figure stands");
        (await portfolios.FindAsync(owner, portfolio.Id, Token))!.NetAssetValue.ShouldBe(equity);
    }

    private async Task<RunWork> TakenAsync(CalculationEngine engine, Guid owner, Guid portfolioId)
    {
        var runs = _database.Get<IRunStore>();
        var run = (await engine.Start.HandleAsync(new CalculationRequest(owner, portfolioId), Token)).Value;
        var claim = (await runs.TryClaimAsync(run.Id, "node", _time.GetUtcNow(), _time.GetUtcNow(), Token)).ShouldNotBeNull();
        return new RunWork(claim, new RunReporter(claim, runs, engine.Feed, _time)) { Book = await _database.Get<IBookStore>().LoadAsync(portfolioId, Token) };
    }

    // Past the stores: one active run of a portfolio is all that they allow.
    private async Task CompleteByAnotherAsync(Guid portfolioId)
    {
        await using var db = _database.NewContext();
        db.Snapshots.Add(new PortfolioSnapshot
        {
            PortfolioId = portfolioId,
            Session = Taken,
            RunId = TestIds.Next(),
            Fence = 1,
            LeaseUntil = _time.GetUtcNow(),
            CreatedAt = _time.GetUtcNow(),
            CompletedAt = _time.GetUtcNow(),
            IsComplete = true,
            Equity = 123m,
        });
        await db.SaveChangesAsync(Token);
    }
}
