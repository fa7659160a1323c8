using System.Diagnostics;
using App.Core.Calculations;
using App.Core.Market;
using App.Core.Market.Sample;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Risk;
using App.Core.Risk.Analytics;
using App.Core.Snapshots;
using App.Data.Providers;
using Microsoft.Extensions.DependencyInjection;

namespace App.Benchmarks;

/// <summary>The nightly calculation of many portfolios of 25 positions, by one node and by two, on prices that are stored.</summary>
internal static class NightlyBenchmark
{
    private const int PositionsEach = 25;
    private const double Bound = 200;

    // So many calculated, the code that is called once a chunk has been called often enough to be compiled again.
    private const int WarmPortfolios = 1_000;
    private const int MostWarmUps = 9;

    private static readonly TimeOrderedIds Ids = new(TimeProvider.System);
    private static readonly string[] Symbols = ["AAPL", "MSFT", "AMZN", "GOOGL", "META", "NVDA", "TSLA", "JPM", "V", "JNJ", "WMT", "PG", "XOM", "HD", "KO", "PEP", "CVX", "ABBV", "MRK", "COST", "SPY", "QQQ", "IWM", "TLT", "GLD", "VTI", "BND", "DIS", "CSCO", "VZ"];

    /// <summary>Measures both databases, or the one named first (sqlite, postgres), with so many portfolios each.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var held = true;
        foreach (var portfolios in args.Skip(1).Select(int.Parse).DefaultIfEmpty(1_000).ToList())
        {
            held &= await BenchmarkDatabase.OnEachAsync(args, options => MeasureAsync(options, portfolios));
        }

        return held ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(DatabaseOptions options, int portfolios)
    {
        var clock = new ShiftedClock();
        await using var services = await BenchmarkDatabase.ServicesAsync(options, clock);
        var calendar = TradingCalendar.Nyse;
        var session = calendar.MostRecentSession(TimeProvider.System.GetUtcNow());
        var warmUps = Math.Clamp((WarmPortfolios / portfolios) - 1, 0, MostWarmUps);
        for (var back = 0; back < 4 + warmUps; back++)
        {
            session = calendar.PreviousSession(session);
        }

        await AddPortfoliosAsync(services, portfolios, session);
        Console.WriteLine($"{options.Provider}, {portfolios:N0} portfolios of {PositionsEach} positions, {Environment.ProcessorCount} processors");
        using var commands = new CommandCount();
        var held = true;

        // The anchor and its prices first: what is timed is a night like any other. The server has been up for days when that comes, but a hundred portfolios are over before the code
        // they run through has been compiled for good: a thousand see to that in the anchor's night, fewer in some nights more.
        List<(string Name, int Nodes, AnalyticSet Analytics, double Bound)> nights =
        [
            ("anchor", 1, NoRisk, 0.0), .. Enumerable.Range(1, warmUps).Select(night => ($"warm-up {night}", 1, NoRisk, 0.0)),
            ("snapshots and values", 1, NoRisk, Bound), ("the same on two nodes", 2, NoRisk, 0), ("all phases", 1, AnalyticSet.Standard, 0),
        ];
        foreach (var (name, nodes, analytics, bound) in nights)
        {
            clock.Shift = session.ToDateTime(new TimeOnly(22, 30), DateTimeKind.Utc) - TimeProvider.System.GetUtcNow();
            var (prepared, took) = await NightAsync(services, clock, nodes, analytics, portfolios, commands);
            var rate = portfolios / took.TotalSeconds;
            Console.WriteLine($"  {name,-22} prepared in {prepared.TotalSeconds,6:0.00} s, calculated in {took.TotalSeconds,6:0.00} s: {rate,5:0} a second, {(double)commands.Taken() / portfolios:0.00} commands each{(bound > 0 ? $" (bound {bound:0} a second)" : string.Empty)}");
            held &= rate >= bound;
            session = calendar.NextSession(session);
        }

        return held;
    }

    private static AnalyticSet NoRisk { get; } = AnalyticSet.Standard with { Risk = [] };

    private static async Task<(TimeSpan Prepared, TimeSpan Took)> NightAsync(
        ServiceProvider services, TimeProvider clock, int nodes, AnalyticSet analytics, int portfolios, CommandCount commands)
    {
        var engine = new Engine(services, clock, analytics);
        var day = (await engine.Start.HandleAsync(new EndOfDayRequest(), CancellationToken.None)).Value;
        var start = Stopwatch.GetTimestamp();
        await engine.Prepare.HandleAsync(day.Id, "node-0", CancellationToken.None);
        var prepared = Stopwatch.GetElapsedTime(start);
        commands.Taken();
        await Task.WhenAll(Enumerable.Range(0, nodes).Select(node =>
            Task.Run(() => new Engine(services, clock, analytics).Work.HandleAsync($"node-{node}", Report, CancellationToken.None))));
        var took = Stopwatch.GetElapsedTime(start) - prepared;
        var end = (await services.GetRequiredService<IEndOfDayStore>().FindAsync(day.Id, CancellationToken.None))!;
        return end.Counts.Completed == portfolios ? (prepared, took) : throw new InvalidOperationException($"{end.Counts} of {portfolios} were calculated.");

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
        var owner = await BenchmarkDatabase.AddOwnerAsync(services, Ids.Next());
        var random = new Random(7);
        List<NewPortfolio> added = [];
        for (var i = 0; i < portfolios; i++)
        {
            var portfolio = new Portfolio
            {
                Id = Ids.Next(),
                OwnerId = owner,
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
            await services.GetRequiredService<IPortfolioStore>().SaveAsync(owner, slice, [], CancellationToken.None);
        }
    }

    /// <summary>The use cases over the stores, as the host wires them.</summary>
    private sealed class Engine
    {
        public Engine(IServiceProvider services, TimeProvider time, AnalyticSet analytics)
        {
            var (calendar, options) = (TradingCalendar.Nyse, new CalculationOptions());
            var (days, books, runs, prices) = (services.GetRequiredService<IEndOfDayStore>(), services.GetRequiredService<IBookStore>(), services.GetRequiredService<IRunStore>(), services.GetRequiredService<IPriceStore>());
            var snapshots = services.GetRequiredService<ISnapshotStore>();
            var settings = services.GetRequiredService<IRiskSettingsStore>();
            var collect = new CollectMarketData([new SampleMarket()], services.GetRequiredService<IMarketDataStore>(), calendar, Ids, time);
            var marketData = new MarketDataPhase(collect, settings, calendar, time);
            var claims = new ReleaseClaims(snapshots, time);
            var (marker, loader, risk) = (new BookMarker(prices, calendar, options), new RiskLoader(calendar), services.GetRequiredService<IRiskStore>());
            var chains = new SnapshotPhase(snapshots, calendar, options, time);
            var figures = new AnalyticsPhase(risk, loader, new SessionSummaries(risk, loader, marker, analytics, calendar, options, time), analytics, time);
            var pipeline = new RunPipeline(
                books,
                marketData,
                claims,
                new MarkingPhase(chains, new OvertakenSessions(snapshots, calendar, options), marker, figures, runs),
                chains,
                new PositionValuePhase(services.GetRequiredService<IPositionValueStore>(), time),
                figures,
                settings,
                services.GetRequiredService<App.Core.Targets.ITargetPriceStore>());
            Start = new StartEndOfDay(days, new EndOfDaySignal(time), calendar, Ids, options, time);
            Prepare = new PrepareEndOfDay(days, books, snapshots, claims, marketData, services.GetRequiredService<IRiskStore>(), Ids, options, time);
            Work = new WorkEndOfDay(days, Prepare, new ExecuteChunk(runs, new InProcessRunFeed(), pipeline, options, time), prices, calendar, Ids, new RunsInHand(), options, time);
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
