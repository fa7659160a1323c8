using App.Core.Calculations;
using App.Core.Imports;
using App.Core.Imports.Brokers;
using App.Core.Market;
using App.Core.Market.Sample;
using App.Core.Portfolios;
using App.Core.Risk;
using App.Core.Risk.Analytics;
using App.Core.Snapshots;
using App.Core.Targets;

namespace App.Testing;

/// <summary>The product's use cases from the file to the figures, over a real database, with a clock in the test's hand and runs fired by hand.</summary>
public sealed class CalculationEngine : IRunDispatcher
{
    private readonly List<Guid> _dispatched = [];

    public CalculationEngine(TestDatabase database, ManualTime time, CalculationOptions? options = null, params IMarketDataSource[] sources)
        : this(database, time, options, AnalyticSet.Standard, sources)
    {
    }

    public CalculationEngine(TestDatabase database, ManualTime time, CalculationOptions? options, AnalyticSet analytics, params IMarketDataSource[] sources)
    {
        ArgumentNullException.ThrowIfNull(database);
        Database = database;
        Time = time;
        Options = options ?? new CalculationOptions();
        var (calendar, ids) = (TradingCalendar.Nyse, new Core.Operations.DeterministicIds(time));
        var portfolios = database.Get<IPortfolioStore>();
        var settings = database.Get<IRiskSettingsStore>();
        var targets = database.Get<ITargetPriceStore>();
        var runs = database.Get<IRunStore>();
        var snapshots = database.Get<ISnapshotStore>();
        var values = database.Get<IPositionValueStore>();
        var prices = database.Get<IPriceStore>();
        var books = database.Get<IBookStore>();
        var marker = new BookMarker(prices, calendar, Options);
        var market = new CollectMarketData(sources.Length > 0 ? sources : [new SampleMarket()], database.Get<IMarketDataStore>(), calendar, ids, time);
        Check = new CheckImport(
            new PreviewFile(new FileImport(), database.Get<IColumnMappings>(), new EntryPrices(market, prices, calendar, time), time),
            new TemplateImport(), new PortfolioFormRules(calendar, new OnboardingOptions(), time), portfolios, time);
        Import = new ImportPortfolio(portfolios, ids, time);
        Start = new StartCalculation(portfolios, runs, this, calendar, ids, time);
        Chain = new ChangeChain(Start, this, time);
        Cash = new RecordCashEntry(portfolios, database.Get<ICashEntryStore>(), Chain, calendar, ids, time);
        Replay = new ReplaySnapshots(snapshots, this, calendar, ids, time);
        var marketData = new MarketDataPhase(market, settings, calendar, time);
        var claims = new ReleaseClaims(snapshots, time);
        var loader = new RiskLoader(calendar);
        var summaries = new SessionSummaries(database.Get<IRiskStore>(), loader, marker, analytics, calendar, Options, time);
        var (chains, figures) = (new SnapshotPhase(snapshots, calendar, Options, time), new AnalyticsPhase(database.Get<IRiskStore>(), loader, summaries, analytics, time));
        var marking = new MarkingPhase(chains, new OvertakenSessions(snapshots, calendar, Options), marker, figures, runs);
        var pipeline = new RunPipeline(books, marketData, claims, marking, chains, new PositionValuePhase(values, time), figures, settings, targets);
        var inHand = new RunsInHand();
        var days = database.Get<IEndOfDayStore>();
        StartDay = new StartEndOfDay(days, new EndOfDaySignal(time), calendar, ids, Options, time);
        Prepare = new PrepareEndOfDay(days, books, snapshots, claims, marketData, database.Get<IRiskStore>(), ids, Options, time);
        WorkDay = new WorkEndOfDay(days, Prepare, new ExecuteChunk(runs, Feed, pipeline, Options, time), prices, calendar, ids, inHand, Options, time);
        Execute = new ExecuteRun(
            runs,
            Feed,
            pipeline,
            prices,
            calendar,
            inHand,
            Options,
            time);
        Books = new LoadBooks(books, snapshots, prices, settings, targets, marker, calendar);
        Overview = new GetOverview(portfolios, snapshots, values, runs, prices, Books);
        Risk = new GetRisk(
            portfolios, database.Get<IRiskStore>(), snapshots, settings,
            new ComputeRisk(snapshots, settings, targets, prices, Books, new RiskLoader(calendar), analytics, RiskMemory), RiskMemory);
        Nav = new GetNavHistory(portfolios, snapshots, books, prices, marker, calendar);
    }

    public TestDatabase Database { get; }

    public ManualTime Time { get; }

    public CalculationOptions Options { get; }

    public InProcessRunFeed Feed { get; } = new();

    public CheckImport Check { get; }

    public ImportPortfolio Import { get; }

    public StartCalculation Start { get; }

    public ChangeChain Chain { get; }

    public RecordCashEntry Cash { get; }

    public ReplaySnapshots Replay { get; }

    public ExecuteRun Execute { get; }

    public StartEndOfDay StartDay { get; }

    public PrepareEndOfDay Prepare { get; }

    public WorkEndOfDay WorkDay { get; }

    public GetOverview Overview { get; }

    public LoadBooks Books { get; }

    public GetNavHistory Nav { get; }

    public GetRisk Risk { get; }

    public RiskMemory RiskMemory { get; } = new();

    /// <summary>The runs that were fired, in order.</summary>
    public IReadOnlyList<Guid> Dispatched => _dispatched;

    /// <inheritdoc/>
    public Task DispatchAsync(Guid runId, CancellationToken cancellationToken)
    {
        _dispatched.Add(runId);
        return Task.CompletedTask;
    }

    /// <summary>Imports a template for a new user.</summary>
    public async Task<(Guid Owner, Portfolio Portfolio)> ImportedAsync(string csv, CancellationToken cancellationToken, string? asOf = null, string equity = "100000")
    {
        var owner = await Database.AddUserAsync(cancellationToken);
        return (owner, await ImportedAsync(owner, csv, "Account", cancellationToken, asOf, equity));
    }

    /// <summary>Imports a template for a user.</summary>
    public async Task<Portfolio> ImportedAsync(Guid owner, string csv, string account, CancellationToken cancellationToken, string? asOf = null, string equity = "100000")
    {
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(csv));
        var check = await Check.HandleAsync(
            owner, new PortfolioForm("Main", account, "taxable", equity, asOf), new UploadedFile("positions.csv", content), cancellationToken);
        return (await Import.HandleAsync(owner, check, cancellationToken)).Value.Portfolio;
    }

    /// <summary>Asks for a calculation and executes it.</summary>
    public async Task<RunView> CalculatedAsync(Guid owner, Guid portfolio, CancellationToken cancellationToken, DateOnly? asOf = null, bool force = false)
    {
        var run = (await Start.HandleAsync(new CalculationRequest(owner, portfolio, force, asOf), cancellationToken)).Value;
        await Execute.HandleAsync(run.Id, "node", cancellationToken);
        return await RunAsync(owner, portfolio, run.Id, cancellationToken);
    }

    /// <summary>Executes the run that was set going last, of the portfolio.</summary>
    public async Task<RunView> ExecutedAsync(Guid owner, Guid portfolio, CancellationToken cancellationToken)
    {
        await Execute.HandleAsync(Dispatched[^1], "node", cancellationToken);
        return await RunAsync(owner, portfolio, Dispatched[^1], cancellationToken);
    }

    /// <summary>Asks for a session for all portfolios, that of the clock unless another is named and unless it is under way, and works on it until it is over.</summary>
    public async Task<EndOfDayView> EndOfDayAsync(CancellationToken cancellationToken, string node = "node", Action<RunExecution>? log = null, DateOnly? asOf = null)
    {
        var day = (await StartDay.HandleAsync(new EndOfDayRequest(AsOf: asOf), cancellationToken)).Value;
        while (await WorkDay.HandleAsync(node, log ?? (_ => { }), cancellationToken))
        {
        }

        return (await Database.Get<IEndOfDayStore>().FindAsync(day.Id, cancellationToken))!;
    }

    public async Task<RunView> RunAsync(Guid owner, Guid portfolio, Guid run, CancellationToken cancellationToken) =>
        (await Database.Get<IRunStore>().FindAsync(owner, portfolio, run, cancellationToken))!;

    public async Task<IReadOnlyList<PortfolioSnapshot>> SnapshotsAsync(Guid owner, Guid portfolio, CancellationToken cancellationToken) =>
        (await Database.Get<ISnapshotStore>().ListAsync(owner, portfolio, null, null, 5000, cancellationToken)).Items;
}
