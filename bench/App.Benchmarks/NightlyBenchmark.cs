using System.Diagnostics;
using App.Core.Calculations;
using App.Core.Market;
using App.Core.Market.Sample;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Risk;
using App.Core.Risk.Analytics;
using App.Core.Snapshots;
using App.Data;
using App.Data.Accounts;
using App.Data.Providers;
using App.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace App.Benchmarks;

/// <summary>The nightly calculation of many portfolios of 25 positions, by one node and by two, on prices that are stored.</summary>
internal static class NightlyBenchmark
{
    private const int PositionsEach = 25;
    private const double Bound = 200;

    private static readonly TimeOrderedIds Ids = new(TimeProvider.System);
    private static readonly string[] Symbols = ["AAPL", "MSFT", "AMZN", "GOOGL", "META", "NVDA", "TSLA", "JPM", "V", "JNJ", "WMT", "PG", "XOM", "HD", "KO", "PEP", "CVX", "ABBV", "MRK", "COST", "SPY", "QQQ", "IWM", "TLT", "GLD", "VTI", "BND", "DIS", "CSCO", "VZ"];

    /// <summary>Measures both databases, or the one named first (sqlite, postgres), with so many portfolios each.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var sizes = args.Skip(1).Select(int.Parse).DefaultIfEmpty(1_000).ToList();
        var held = true;
        foreach (var portfolios in sizes)
        {
            if (args is [] or ["sqlite", ..])
            {
                var folder = Directory.CreateTempSubdirectory("ballast-bench-").FullName;
                held &= await MeasureAsync("SQLite", new DatabaseOptions(DatabaseProvider.Sqlite, $"Data Source={Path.Combine(folder, "ballast.db")}"), portfolios);
                Directory.Delete(folder, recursive: true);
            }

            if (args is [] or ["postgres", ..])
            {
                await using var server = await PostgresServer.StartAsync(new PostgresServerOptions { Durable = true });
                held &= await MeasureAsync("PostgreSQL", new DatabaseOptions(DatabaseProvider.Postgres, await server.CreateDatabaseAsync()), portfolios);
            }
        }

        return held ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(string name, DatabaseOptions options, int portfolios)
    {
        var clock = new ShiftedClock();
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>()
            .AddSingleton<IPasswordHasher<AppUser>, PasswordHasher<AppUser>>()
            .AddAppData(options)
            .BuildServiceProvider();
        await services.GetRequiredService<SchemaMigrator>().MigrateAsync(CancellationToken.None);
        var calendar = TradingCalendar.Nyse;
        var last = calendar.MostRecentSession(clock.GetUtcNow());
        var anchor = calendar.PreviousSession(calendar.PreviousSession(last));
        await AddPortfoliosAsync(services, portfolios, anchor);
        Console.WriteLine($"{name}, {portfolios:N0} portfolios of {PositionsEach} positions, {Environment.ProcessorCount} processors");

        // The anchor and its prices first: what is timed is a night like any other.
        foreach (var (session, nodes) in new[] { (anchor, 1), (calendar.NextSession(anchor), 1), (last, 2) })
        {
            clock.Shift = session.ToDateTime(new TimeOnly(22, 30), DateTimeKind.Utc) - TimeProvider.System.GetUtcNow();
            var engine = new Engine(services, clock);
            var day = (await engine.Start.HandleAsync(new EndOfDayRequest(), CancellationToken.None)).Value;
            var start = Stopwatch.GetTimestamp();
            await engine.Prepare.HandleAsync(day.Id, "node-0", CancellationToken.None);
            var prepared = Stopwatch.GetElapsedTime(start);
            await Task.WhenAll(Enumerable.Range(0, nodes).Select(node => Task.Run(() => new Engine(services, clock).Work.HandleAsync($"node-{node}", Report, CancellationToken.None))));
            var took = Stopwatch.GetElapsedTime(start) - prepared;
            var end = (await services.GetRequiredService<IEndOfDayStore>().FindAsync(day.Id, CancellationToken.None))!;
            Console.WriteLine($"  {(session == anchor ? "anchor  " : nodes == 1 ? "one node" : "two sets of workers")}  prepared in {prepared.TotalSeconds:0.00} s, {end.Counts.Completed} calculated in {took.TotalSeconds:0.00} s: {portfolios / took.TotalSeconds:0} a second");
            if (session != anchor && nodes == 1 && portfolios / took.TotalSeconds < Bound)
            {
                return false;
            }
        }

        return true;

        static void Report(RunExecution execution)
        {
            if (execution.Fault is not null)
            {
                Console.WriteLine(execution.Fault);
            }
        }
    }

    private static async Task AddPortfoliosAsync(ServiceProvider services, int portfolios, DateOnly anchor)
    {
        var now = TimeProvider.System.GetUtcNow();
        var owner = new AppUser { Id = Ids.Next(), UserName = "bench@ballast.example", Email = "bench@ballast.example", FullName = "Bench", CreatedAt = now };
        await using (var db = await services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync())
        {
            db.Add(owner);
            await db.SaveChangesAsync();
        }

        var random = new Random(7);
        List<NewPortfolio> added = [];
        for (var i = 0; i < portfolios; i++)
        {
            var portfolio = new Portfolio
            {
                Id = Ids.Next(),
                OwnerId = owner.Id,
                Name = $"Portfolio {i}",
                AccountName = $"Account {i}",
                AccountKey = $"ACCOUNT {i}",
                AccountType = AccountType.Taxable,
                EquityBalance = 1_000_000m,
                EquityAsOf = anchor,
                NetAssetValue = 1_000_000m,
                CreatedAt = now,
            };
            var positions = Enumerable.Range(0, PositionsEach).Select(ordinal => new Position
            {
                Id = Ids.Next(),
                PortfolioId = portfolio.Id,
                Ordinal = ordinal,
                Symbol = Symbols[(i + ordinal) % Symbols.Length],
                Quantity = random.Next(1, 200),
                EntryPrice = 100,
                EntryDate = anchor.AddYears(-1),
                Class = InvestmentClass.Public,
                Type = PositionType.Long,
            }).ToList();
            added.Add(new NewPortfolio(portfolio, positions, null));
        }

        foreach (var slice in added.Chunk(200))
        {
            await services.GetRequiredService<IPortfolioStore>().SaveAsync(owner.Id, slice, [], CancellationToken.None);
        }
    }

    /// <summary>The use cases over the stores, as the host wires them.</summary>
    private sealed class Engine
    {
        public Engine(IServiceProvider services, TimeProvider time)
        {
            var (calendar, options) = (TradingCalendar.Nyse, new CalculationOptions());
            var (days, books, runs, prices) = (services.GetRequiredService<IEndOfDayStore>(), services.GetRequiredService<IBookStore>(), services.GetRequiredService<IRunStore>(), services.GetRequiredService<IPriceStore>());
            var snapshots = services.GetRequiredService<ISnapshotStore>();
            var collect = new CollectMarketData([new SampleMarket()], services.GetRequiredService<IMarketDataStore>(), calendar, Ids, time);
            var marketData = new MarketDataPhase(collect, calendar, time);
            var pipeline = new RunPipeline(
                books,
                marketData,
                new BookMarker(prices, calendar, options),
                new SnapshotPhase(snapshots, calendar, options, time),
                new PositionValuePhase(services.GetRequiredService<IPositionValueStore>()),
                new AnalyticsPhase(services.GetRequiredService<IRiskStore>(), new RiskLoader(calendar), AnalyticSet.Standard),
                runs);
            Start = new StartEndOfDay(days, new EndOfDaySignal(time), calendar, Ids, time);
            Prepare = new PrepareEndOfDay(days, books, snapshots, marketData, Ids, options, time);
            Work = new WorkEndOfDay(days, Prepare, new ExecuteChunk(runs, new InProcessRunFeed(), pipeline, options, time), prices, calendar, options, time);
        }

        public StartEndOfDay Start { get; }

        public PrepareEndOfDay Prepare { get; }

        public WorkEndOfDay Work { get; }
    }

    private sealed class ShiftedClock : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
    }
}
