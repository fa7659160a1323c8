using App.Core.Calculations;
using App.Core.Market;
using App.Core.Portfolios;
using App.Data.Providers;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations.Faults;

/// <summary>The schedule of every calendar day: one snapshot for each session, none for other days, whatever the clock does.</summary>
public sealed class EveryDayTests
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Around the closures after 11 September 2001, the storm of 2012 and the day of mourning of 2025; by the switch every day of 31 years.</summary>
    public static TheoryData<DatabaseProvider, DateOnly, DateOnly> Spans { get; } = FaultCounts.IsSwitched
        ? new() { { DatabaseProvider.Sqlite, new(2000, 1, 3), new(2030, 12, 31) }, { DatabaseProvider.Postgres, new(2000, 1, 3), new(2030, 12, 31) } }
        : new()
        {
            { DatabaseProvider.Sqlite, new(2001, 8, 31), new(2001, 9, 30) },
            { DatabaseProvider.Sqlite, new(2012, 10, 15), new(2012, 11, 30) },
            { DatabaseProvider.Postgres, new(2024, 12, 20), new(2025, 1, 31) },
        };

    [Theory]
    [MemberData(nameof(Spans))]
    public async Task Nightly_AskedOnEachDay_StoresOneSnapshotPerSession(DatabaseProvider provider, DateOnly first, DateOnly last)
    {
        await using var database = await TestDatabase.CreateAsync(provider, Token);
        var portfolio = await SeedAsync(database, first);
        var days = 0;
        for (var day = first; day <= last; day = day.AddDays(1), days++)
        {
            var engine = new CalculationEngine(database, new ManualTime(At(day, 17)), new CalculationOptions { Workers = 1 });
            (await NightlyAsync(engine) is not null).ShouldBe(TradingCalendar.Nyse.IsSession(day), FormattableString.Invariant($"{day:O}"));
        }

        await ShouldBeTheCalendarsAsync(database, portfolio, first, last);
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{days} days"));
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Nightly_MissedForThirtyOneYears_IsCaughtUp(DatabaseProvider provider)
    {
        var first = TradingCalendar.Nyse.SessionOnOrAfter(new(2000, 1, 1));
        await using var database = await TestDatabase.CreateAsync(provider, Token);

        // Two, so that they are calculated in slices, as after a night's failure.
        Guid[] portfolios = [await SeedAsync(database, first), await SeedAsync(database, first)];
        var last = new DateOnly(2030, 12, 31);

        await NightlyAsync(new CalculationEngine(database, new ManualTime(At(last, 17))));

        foreach (var portfolio in portfolios)
        {
            await ShouldBeTheCalendarsAsync(database, portfolio, first, last);
        }
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Nightly_ClockAnHourBackAndThreeDaysAhead_StoresNoSessionTwice(DatabaseProvider provider)
    {
        var first = new DateOnly(2024, 12, 16);
        await using var database = await TestDatabase.CreateAsync(provider, Token);
        var portfolio = await SeedAsync(database, first);
        var random = new Random(FaultCounts.Seed);
        var newest = first.AddDays(-1);
        for (var day = first; day <= new DateOnly(2025, 1, 24); day = day.AddDays(1))
        {
            // The schedule fires on each of these clocks; the last is right again.
            TimeSpan[] clocks = [TimeSpan.FromHours(-1), random.Next(3) == 0 ? TimeSpan.FromDays(3) : TimeSpan.Zero, TimeSpan.FromHours(-1), TimeSpan.Zero];
            foreach (var wrong in clocks)
            {
                var engine = new CalculationEngine(database, new ManualTime(At(day, 17) + wrong));
                await NightlyAsync(engine);
                var asked = TradingCalendar.Nyse.MostRecentSession(engine.Time.GetUtcNow());
                newest = asked > newest ? asked : newest;
                await ShouldBeTheCalendarsAsync(database, portfolio, first, newest, $"on {day:O} with the clock {wrong} off, seed {FaultCounts.Seed}");
            }
        }
    }

    private static async Task<EndOfDay?> NightlyAsync(CalculationEngine engine)
    {
        var day = await engine.StartDay.CatchUpAsync(Token);
        while (day is not null && await engine.WorkDay.HandleAsync("node", _ => { }, Token))
        {
        }

        return day;
    }

    private static async Task<Guid> SeedAsync(TestDatabase database, DateOnly anchor)
    {
        var portfolio = new PortfolioBuilder { OwnerId = await database.AddUserAsync(Token), EquityAsOf = anchor }.Build();
        await database.Get<IPortfolioStore>().AddAsync(
            portfolio, [new PositionBuilder { PortfolioId = portfolio.Id, Symbol = "KO", EntryDate = new(1999, 6, 1), EntryPrice = 30 }.Build()], null, Token);
        return portfolio.Id;
    }

    private static async Task ShouldBeTheCalendarsAsync(TestDatabase database, Guid portfolio, DateOnly first, DateOnly last, string? name = null)
    {
        await using var db = database.NewContext();
        var rows = await db.Snapshots.AsNoTracking().Where(snapshot => snapshot.PortfolioId == portfolio).OrderBy(snapshot => snapshot.Session).ToListAsync(Token);
        rows.ShouldAllBe(row => row.IsComplete);
        rows.Select(row => row.Session).SequenceEqual(TradingCalendar.Nyse.Sessions(first, last).ToArray()).ShouldBeTrue(name);
        rows.Zip(rows.Skip(1)).ShouldAllBe(pair => pair.Second.OpeningEquity == pair.First.Equity);
    }

    private static DateTimeOffset At(DateOnly day, int hour)
    {
        var local = day.ToDateTime(new TimeOnly(hour, 0));
        return new DateTimeOffset(local, NewYork.GetUtcOffset(local)).ToUniversalTime();
    }
}
