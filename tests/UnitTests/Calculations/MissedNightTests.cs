using App.Core.Calculations;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations;

public sealed class SqliteMissedNightTests(SqliteFixture fixture) : MissedNightContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresMissedNightTests(PostgresFixture fixture) : MissedNightContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>What a node that starts asks for: the session whose hour passed while no node was up.</summary>
public abstract class MissedNightContract(DatabaseFixture fixture) : IAsyncLifetime
{
    private const string Book = "Symbol,Quantity,Entry Price Per Share,Entry Date\nAAPL,100,150.25,2024-01-16\n";

    private static readonly DateOnly Wednesday = new(2025, 1, 8);
    private static readonly DateOnly Friday = new(2025, 1, 10);

    private readonly TestDatabase _database = fixture.Database;

    // One second before 16:45 in New York; the day before was one of mourning.
    private readonly ManualTime _time = new(new DateTimeOffset(2025, 1, 10, 21, 44, 59, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // A calculation is for every portfolio in the database.
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
    public async Task CatchUpMissed_TheNodeWasDownOverTheHour_IsThatSessionFromTheHourOn_AndOnce()
    {
        var engine = new CalculationEngine(_database, _time);
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token, "2025-01-06");
        await engine.EndOfDayAsync(Token, asOf: Wednesday);
        (await engine.StartDay.CatchUpMissedAsync(Token)).ShouldBeNull("Wednesday is calculated, and Friday's hour has not come");

        _time.Advance(TimeSpan.FromSeconds(1));
        var day = (await engine.StartDay.CatchUpMissedAsync(Token)).ShouldNotBeNull();
        (await engine.StartDay.CatchUpMissedAsync(Token)).ShouldNotBeNull().Id.ShouldBe(day.Id, "it is under way");
        await WorkAsync(engine);

        day.Session.ShouldBe(Friday);
        (await engine.SnapshotsAsync(owner, portfolio.Id, Token))[^1].Session.ShouldBe(Friday);
        (await engine.StartDay.CatchUpMissedAsync(Token)).ShouldBeNull();
        _time.Advance(TimeSpan.FromDays(2.5));
        (await engine.StartDay.CatchUpMissedAsync(Token)).ShouldBeNull("there is no session at the weekend, and Monday's hour has not come");
    }

    [Fact]
    public async Task CatchUpMissed_BeforeTheHour_IsTheSessionBefore()
    {
        _time.Advance(TimeSpan.FromMinutes(30));
        var engine = new CalculationEngine(_database, _time, new CalculationOptions { NightlyTime = new TimeOnly(20, 0) });
        await engine.ImportedAsync(Book, Token, "2025-01-06");

        (await engine.StartDay.CatchUpMissedAsync(Token)).ShouldNotBeNull().Session.ShouldBe(Wednesday);
    }

    [Fact]
    public async Task CatchUpMissed_WithoutAnHourOrAPortfolio_IsNothing()
    {
        _time.Advance(TimeSpan.FromMinutes(30));
        var (nightly, never) = (new CalculationEngine(_database, _time), new CalculationEngine(_database, _time, new CalculationOptions { NightlyTime = null }));
        (await nightly.StartDay.CatchUpMissedAsync(Token)).ShouldBeNull();

        await nightly.ImportedAsync(Book, Token, "2025-01-06");

        (await never.StartDay.CatchUpMissedAsync(Token)).ShouldBeNull();
        await using var db = _database.NewContext();
        (await db.EndOfDays.CountAsync(Token)).ShouldBe(0);
    }

    [Fact]
    public async Task CatchUpMissed_ThePreparationFailed_IsAskedForAgain_ButNotWhatSomebodyHasStopped()
    {
        _time.Advance(TimeSpan.FromMinutes(30));
        var engine = new CalculationEngine(_database, _time);
        await engine.ImportedAsync(Book, Token, "2025-01-06");
        var days = _database.Get<IEndOfDayStore>();
        var failed = (await engine.StartDay.HandleAsync(new EndOfDayRequest(), Token)).Value;
        var claim = (await days.TryPrepareAsync(failed.Id, "a", _time.GetUtcNow(), _time.GetUtcNow(), Token)).ShouldNotBeNull();
        await days.FailAsync(claim, claim.Day.Progress, CalculationErrors.PhaseFailed.Code, _time.GetUtcNow(), Token);

        var again = (await engine.StartDay.CatchUpMissedAsync(Token)).ShouldNotBeNull();

        (again.Id == failed.Id, again.Session).ShouldBe((false, Friday));
        await days.CancelAsync(again.Id, "an operator", _time.GetUtcNow(), Token);
        (await engine.StartDay.CatchUpMissedAsync(Token)).ShouldBeNull();
    }

    [Fact]
    public async Task CatchUpMissed_ByManyNodesThatStartTogether_IsOneCalculation()
    {
        _time.Advance(TimeSpan.FromMinutes(30));
        await new CalculationEngine(_database, _time).ImportedAsync(Book, Token, "2025-01-06");
        for (var round = 0; round < FaultCounts.Of(5, 20); round++)
        {
            await using (var db = _database.NewContext())
            {
                await db.EndOfDays.ExecuteDeleteAsync(Token);
            }

            // Some are through with it before others have looked.
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(StartNodeAsync, Token)));

            await using var after = _database.NewContext();
            (await after.EndOfDays.Select(day => day.Status).ToListAsync(Token)).ShouldHaveSingleItem().ShouldBe(RunStatus.Completed, $"round {round}");
        }
    }

    private async Task StartNodeAsync()
    {
        await using var database = _database.Again();
        var engine = new CalculationEngine(database, new ManualTime(_time.GetUtcNow()));
        await engine.StartDay.CatchUpMissedAsync(Token);
        var days = database.Get<IEndOfDayStore>();
        while (await days.ActiveAsync(Token) is not null)
        {
            if (!await engine.WorkDay.HandleAsync("node", _ => { }, Token))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Token);
            }
        }
    }

    private static async Task WorkAsync(CalculationEngine engine)
    {
        while (await engine.WorkDay.HandleAsync("node", _ => { }, Token))
        {
        }
    }
}
