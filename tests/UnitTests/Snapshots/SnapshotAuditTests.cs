using App.Core.Calculations;
using App.Core.Market;
using App.Core.Portfolios;
using App.Core.Snapshots;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Snapshots;

public sealed class SqliteSnapshotAuditTests(SqliteFixture fixture) : SnapshotAuditContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresSnapshotAuditTests(PostgresFixture fixture) : SnapshotAuditContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>Chains checked, and calculated again from a good day on.</summary>
public abstract class SnapshotAuditContract(DatabaseFixture fixture)
{
    private static readonly DateTimeOffset Friday = new(2025, 1, 10, 22, 0, 0, TimeSpan.Zero);

    private readonly TestDatabase _database = fixture.Database;
    private readonly ISnapshotStore _snapshots = fixture.Database.Get<ISnapshotStore>();
    private readonly ManualTime _time = new(Friday);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private VerifySnapshots Verify => new(_snapshots, TradingCalendar.Nyse);

    [Fact]
    public async Task Verify_AnUnbrokenChain_LeveragedOrNot_HasNoFault()
    {
        var (_, portfolio, _) = await CalculatedAsync("5000");

        var found = (await Verify.HandleAsync(portfolio.Id, Token)).Value;

        (found.Portfolios, found.Snapshots).ShouldBe((1, 5));
        found.Faults.ShouldBeEmpty();
    }

    [Fact] // a mistyped id is no chain without a fault
    public async Task Verify_APortfolioThatIsNotThere_SaysSo() => (await Verify.HandleAsync(TestIds.Next(), Token)).Error.Code.ShouldBe("ERR_PORT_012");

    [Theory]
    [InlineData("DELETE FROM portfolio_snapshots WHERE portfolio_id = {0} AND session = {1}", "2025-01-07", "session_missing,opening,cumulative")]
    [InlineData("UPDATE portfolio_snapshots SET equity = '1' WHERE portfolio_id = {0} AND session = {1}", "2025-01-10", "equity")]
    [InlineData("UPDATE portfolio_snapshots SET residual = '0.01' WHERE portfolio_id = {0} AND session = {1}", "2025-01-08", "residual")]
    [InlineData("UPDATE portfolio_snapshots SET opening_equity = '1' WHERE portfolio_id = {0} AND session = {1}", "2025-01-08", "opening,equity")]
    [InlineData("DELETE FROM portfolio_snapshots WHERE portfolio_id = {0} AND session = {1}", "2025-01-03", "anchor")]
    public async Task Verify_ABrokenChain_NamesTheRuleAndTheSession(string damage, string day, string rules)
    {
        var (_, portfolio, _) = await CalculatedAsync();
        var session = DateOnly.ParseExact(day, "yyyy-MM-dd", null);
        await using (var db = _database.NewContext())
        {
            damage = db.Database.IsNpgsql() ? damage.Replace("'", "", StringComparison.Ordinal) : damage;
            (await db.Database.ExecuteSqlRawAsync(damage, [portfolio.Id, session], Token)).ShouldBe(1);
        }

        var found = (await Verify.HandleAsync(portfolio.Id, Token)).Value;

        found.Faults.Select(fault => fault.Rule).ShouldBe(rules.Split(','));
    }

    [Fact]
    public async Task Replay_DryRunFirst_ThenFromTheLastGoodDay_GivesTheSameChain()
    {
        var (owner, portfolio, engine) = await CalculatedAsync();
        var before = await engine.SnapshotsAsync(owner, portfolio.Id, Token);
        var replay = engine.Replay;

        var plan = (await replay.HandleAsync(owner, portfolio.Id, new DateOnly(2025, 1, 6), isDryRun: true, Token)).Value;
        plan.ShouldBe(new SnapshotReplay(new DateOnly(2025, 1, 6), 3, 3, null));
        (await engine.SnapshotsAsync(owner, portfolio.Id, Token)).Count.ShouldBe(5);

        var done = (await replay.HandleAsync(owner, portfolio.Id, new DateOnly(2025, 1, 6), isDryRun: false, Token)).Value;
        (await engine.SnapshotsAsync(owner, portfolio.Id, Token)).Count.ShouldBe(2);
        (await _database.Get<IPortfolioStore>().FindAsync(owner, portfolio.Id, Token))!.NetAssetValue.ShouldBe(before[1].Equity);
        await engine.Execute.HandleAsync(done.RunId.ShouldNotBeNull(), "node", Token);

        (await engine.SnapshotsAsync(owner, portfolio.Id, Token)).Select(Figures).ShouldBe(before.Select(Figures));
        (await Verify.HandleAsync(portfolio.Id, Token)).Value.Faults.ShouldBeEmpty();
    }

    [Fact] // with a last good day after the newest snapshot the run goes on from that snapshot
    public async Task Replay_AfterTheNewestSnapshot_CountsWhatIsCalculated()
    {
        var (owner, portfolio, engine) = await CalculatedAsync();
        _time.Advance(TimeSpan.FromDays(4));

        (await engine.Replay.HandleAsync(owner, portfolio.Id, new DateOnly(2025, 1, 13), isDryRun: true, Token)).Value.ShouldBe(new SnapshotReplay(new DateOnly(2025, 1, 10), 0, 2, null));
    }

    [Fact]
    public async Task Replay_BeforeTheAnchor_BeginsAnew_AndAnotherIsRefused()
    {
        var (owner, portfolio, engine) = await CalculatedAsync();
        var replay = engine.Replay;

        (await replay.HandleAsync(owner, portfolio.Id, new DateOnly(2025, 1, 2), isDryRun: true, Token)).Value.ShouldBe(new SnapshotReplay(null, 5, 5, null));
        (await replay.HandleAsync(owner, portfolio.Id, new DateOnly(2025, 1, 4), isDryRun: true, Token)).Error.Code.ShouldBe("ERR_PORT_014");
        (await replay.HandleAsync(TestIds.Next(), portfolio.Id, new DateOnly(2025, 1, 6), isDryRun: true, Token)).Error.Code.ShouldBe("ERR_PORT_012");
        (await replay.HandleAsync(null, portfolio.Id, new DateOnly(2025, 1, 6), isDryRun: true, Token)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task ReleaseAbandoned_TakesOldClaimsOfRunsThatAreOver_AndNothingElse()
    {
        var scenario = new ScenarioOfRuns(_database);
        var (_, alive) = await scenario.HeldRunAsync(Token);
        var (_, dead) = await scenario.HeldRunAsync(Token);
        var runs = _database.Get<IRunStore>();
        await _snapshots.ClaimAsync(alive, TestTimes.Session, TestTimes.Now, TimeSpan.FromMinutes(1), Token);
        await _snapshots.ClaimAsync(dead, TestTimes.Session, TestTimes.Now, TimeSpan.FromMinutes(1), Token);
        await runs.FinishAsync(dead, RunBuilder.Completed(), TestTimes.Now, Token);
        (await runs.SaveProgressAsync(alive, null, TestTimes.Now.AddHours(25), Token)).ShouldBeTrue();

        await _snapshots.ReleaseAbandonedAsync(TestTimes.Now.AddHours(24), null, Token);

        await using var db = _database.NewContext();
        var left = await db.Snapshots.Where(row => !row.IsComplete).Select(row => row.PortfolioId).ToListAsync(Token);
        left.ShouldContain(alive.Run.PortfolioId);
        left.ShouldNotContain(dead.Run.PortfolioId);
    }

    private static (DateOnly Session, decimal Equity, decimal DayPnl, double? Return, decimal Net) Figures(PortfolioSnapshot snapshot) =>
        (snapshot.Session, snapshot.Equity, snapshot.DayPnl, snapshot.DayReturn, snapshot.Net);

    // 3, 6, 7, 8 and 10 January.
    private async Task<(Guid Owner, Portfolio Portfolio, CalculationEngine Engine)> CalculatedAsync(string equity = "100000")
    {
        var engine = new CalculationEngine(_database, _time);
        var (owner, portfolio) = await engine.ImportedAsync(
            "Symbol,Quantity,Entry Price Per Share,Entry Date\nAAPL,100,150.25,2024-01-16\nMSFT,-10,300,2024-01-16\n", Token, "2025-01-03", equity);
        await engine.CalculatedAsync(owner, portfolio.Id, Token);
        return (owner, portfolio, engine);
    }
}
