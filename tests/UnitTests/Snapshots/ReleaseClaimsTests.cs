using App.Core.Calculations;
using App.Core.Snapshots;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Snapshots;

public sealed class SqliteReleaseClaimsTests(SqliteFixture fixture) : ReleaseClaimsContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresReleaseClaimsTests(PostgresFixture fixture) : ReleaseClaimsContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>From what age on claims are nobody's: a day, and an hour for the operator.</summary>
public abstract class ReleaseClaimsContract(DatabaseFixture fixture)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly TestDatabase _database = fixture.Database;
    private readonly ISnapshotStore _snapshots = fixture.Database.Get<ISnapshotStore>();
    private readonly ManualTime _time = new(TestTimes.Now);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ReleaseClaims Claims => new(_snapshots, _time);

    [Fact]
    public async Task Nightly_TakesClaimsOverADayOld()
    {
        var abandoned = await AbandonedAsync();

        _time.Advance(TimeSpan.FromHours(24));
        await Claims.NightlyAsync(Token);
        (await IsThereAsync(abandoned)).ShouldBeTrue();

        _time.Advance(Moment);
        (await Claims.NightlyAsync(Token)).ShouldBeGreaterThanOrEqualTo(1);
        (await IsThereAsync(abandoned)).ShouldBeFalse();
    }

    [Fact]
    public async Task CleanUp_TakesClaimsOverAnHourOld()
    {
        var abandoned = await AbandonedAsync();

        _time.Advance(TimeSpan.FromHours(1));
        await Claims.CleanUpAsync(Token);
        (await IsThereAsync(abandoned)).ShouldBeTrue();

        _time.Advance(Moment);
        (await Claims.CleanUpAsync(Token)).ShouldBeGreaterThanOrEqualTo(1);
        (await IsThereAsync(abandoned)).ShouldBeFalse();
    }

    [Fact]
    public async Task OfPortfolio_TakesThoseOfThePortfolioOverADayOld()
    {
        var (mine, anothers) = (await AbandonedAsync(), await AbandonedAsync());

        _time.Advance(TimeSpan.FromHours(24));
        (await Claims.OfPortfolioAsync(mine, Token)).ShouldBe(0);
        _time.Advance(Moment);
        (await Claims.OfPortfolioAsync(mine, Token)).ShouldBe(1);

        (await IsThereAsync(mine)).ShouldBeFalse();
        (await IsThereAsync(anothers)).ShouldBeTrue();
    }

    [Fact] // The claim is of a session that the run itself has no need of.
    public async Task Run_OfItsOwn_ReleasesWhatIsAbandonedOfItsPortfolio_WithoutAStep()
    {
        var time = new ManualTime(new DateTimeOffset(2025, 1, 10, 22, 0, 0, TimeSpan.Zero));
        var engine = new CalculationEngine(_database, time);
        var (owner, portfolio) = await engine.ImportedAsync("Symbol,Quantity,Entry Price Per Share,Entry Date\nAAPL,100,150.25,2024-01-16\n", Token, "2025-01-06");
        var dead = await ClaimedAsync(portfolio.Id, new DateOnly(2025, 1, 10), time.GetUtcNow().AddDays(-2));

        var run = await engine.CalculatedAsync(owner, portfolio.Id, Token, new DateOnly(2025, 1, 7));

        run.Status.ShouldBe(RunStatus.Completed);
        (await IsThereAsync(dead)).ShouldBeFalse();
        run.Progress.Log.ShouldContain(line => line.Message == "Abandoned claims released: 1");
        run.Progress.Steps.ShouldNotContain(step => step.Id == RunSteps.ClaimsReleased);
        (await engine.SnapshotsAsync(owner, portfolio.Id, Token)).Count.ShouldBe(2);
    }

    private async Task<Guid> AbandonedAsync()
    {
        var owner = await _database.AddUserAsync(Token);
        var portfolio = new PortfolioBuilder { OwnerId = owner }.Build();
        await _database.Get<App.Core.Portfolios.IPortfolioStore>().AddAsync(portfolio, PositionBuilder.Many(portfolio.Id, 0), null, Token);
        return await ClaimedAsync(portfolio.Id, TestTimes.Session, _time.GetUtcNow());
    }

    // By a run that has ended without completing it.
    private async Task<Guid> ClaimedAsync(Guid portfolioId, DateOnly session, DateTimeOffset at)
    {
        var claim = await new ScenarioOfRuns(_database).HeldRunAsync(portfolioId, Token);
        (await _snapshots.ClaimAsync(claim, session, at, TimeSpan.FromMinutes(1), Token)).ShouldBeTrue();
        await _database.Get<IRunStore>().FinishAsync(claim, RunBuilder.Completed(), at, Token);
        return portfolioId;
    }

    private async Task<bool> IsThereAsync(Guid portfolioId)
    {
        await using var db = _database.NewContext();
        return await db.Snapshots.AnyAsync(row => row.PortfolioId == portfolioId && !row.IsComplete, Token);
    }
}
