using App.Core.Calculations;
using App.Core.Market;
using App.Data.Providers;
using App.Testing;
using E2E.Harness;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace E2E.Hosting;

/// <summary>A server that was down at the hour of the nightly calculation.</summary>
public sealed class MissedNightTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Start_AfterTheHourWasMissed_CalculatesThatSession_Once_AndNeverWithoutAnHour(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider, Cancelled);
        var (owner, portfolio) = await SeededAsync(database);

        await using (var never = await StartAsync(database, string.Empty))
        {
            await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, Cancelled);
            await never.StopAsync(Cancelled);
        }

        (await DaysAsync(database)).ShouldBeEmpty();

        // 16:30 at the earliest: whatever time the test runs at, the hour of the last final session has passed.
        var before = LastSession();
        await using var app = await StartAsync(database, "16:30");
        await OverAsync(database, app);
        var day = (await DaysAsync(database)).ShouldHaveSingleItem();
        day.Status.ShouldBe(RunStatus.Completed, app.Log);
        day.Session.ShouldBeOneOf(before, LastSession());
        (await database.Get<App.Core.Snapshots.ISnapshotStore>().ListAsync(owner, portfolio, null, null, 1, Cancelled)).Items.ShouldHaveSingleItem().Session.ShouldBe(day.Session);

        await app.StopAsync(Cancelled);
        await app.StartAgainAsync(Cancelled);
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, Cancelled);
        await OverAsync(database, app);
        if (LastSession() == day.Session)
        {
            (await DaysAsync(database)).ShouldHaveSingleItem("a session that was calculated is not asked for by a start");
        }
    }

    private static DateOnly LastSession() => TradingCalendar.Nyse.MostRecentSession(TimeProvider.System.GetUtcNow());

    private static async Task<(Guid Owner, Guid Portfolio)> SeededAsync(TestDatabase database)
    {
        var engine = new CalculationEngine(database, new ManualTime(TimeProvider.System.GetUtcNow()));
        var anchor = TradingCalendar.Nyse.PreviousSession(LastSession());
        var (owner, portfolio) = await engine.ImportedAsync(Books.OneStock, Cancelled, anchor.ToString("yyyy-MM-dd", null));
        return (owner, portfolio.Id);
    }

    private static Task<AppProcess> StartAsync(TestDatabase database, string nightly) => AppProcess.StartAsync(
        new AppOptions { ConnectionString = database.Options.ConnectionString, Settings = new Dictionary<string, string> { ["Calculation:NightlyTime"] = nightly } }, Cancelled);

    private static async Task<List<EndOfDay>> DaysAsync(TestDatabase database)
    {
        await using var db = database.NewContext();
        return await db.EndOfDays.AsNoTracking().ToListAsync(Cancelled);
    }

    private static async Task OverAsync(TestDatabase database, AppProcess app)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        while (!(await DaysAsync(database)).Exists(day => day.FinishedAt is not null))
        {
            patience.IsCancellationRequested.ShouldBeFalse(app.Log);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancelled);
        }
    }
}
