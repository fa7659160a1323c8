using App.Core.Calculations;
using App.Core.Market;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Risk;
using App.Core.Snapshots;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations;

public sealed class SqliteMarketDataPhaseTests(SqliteFixture fixture) : MarketDataPhaseContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresMarketDataPhaseTests(PostgresFixture fixture) : MarketDataPhaseContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>What a run has when the sources have all, some or nothing. Each test has symbols of its own; the market's series are shared.</summary>
public abstract class MarketDataPhaseContract(DatabaseFixture fixture)
{
    private static readonly DateTimeOffset Now = TestTimes.Now;
    private static readonly DateOnly Session = TestTimes.Session;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_NetworkDownAndNothingCached_GoesOnWithWarningsAndEntryPrices()
    {
        var source = new ScriptedSource("One") { Otherwise = SourceGap.Unavailable };
        await using var database = await TestDatabase.CreateAsync(fixture.Database.Options.Provider, Token);
        var engine = new CalculationEngine(database, new ManualTime(Now), null, source);
        var (owner, portfolio) = await engine.ImportedAsync(BookOf("DOWNA", "DOWNB"), Token);

        var run = await engine.CalculatedAsync(owner, portfolio.Id, Token);

        run.Status.ShouldBe(RunStatus.CompletedWithWarnings);
        run.Progress.Warnings.ShouldContain("No prices for DOWNA: One does not answer. Its positions are valued at their entry price.");
        run.Progress.Warnings.ShouldContain("No prices for the market series SPY: One does not answer.");
        run.Progress.Warnings.ShouldContain(warning => warning.StartsWith("Only 0", StringComparison.Ordinal));
        var overview = (await engine.Overview.HandleAsync(owner, portfolio.Id, Token)).Value;
        overview.Positions.ShouldAllBe(position => position.Value!.Source == MarkSource.Entry && position.Value.NeedsPriceUpdate && position.Value.Price == 100m);
    }

    [Fact]
    public async Task Run_SomePrices_SaysHowMuchOfTheBookHasThem()
    {
        var source = Market(new ScriptedSource("One")).HasFlat("HAVE", Session.AddDays(-500), Session).Refuses("DOWN", SourceGap.Unavailable);
        source.Profiles.Add("HAVE", new SecurityProfile("HAVE", "Have Inc", "Energy", "STOCK", "USD", null) { Beta = 1 });
        var (phase, claim, book, reporter) = await HeldAsync(source, "HAVE", "HAVE", "DOWN", "GONE");

        await phase.RunAsync(claim, book, reporter, Token);

        var coverage = reporter.Progress.Coverage.ShouldNotBeNull();

        (coverage.Symbols, coverage.Enriched, coverage.Priced).ShouldBe((3, 1, 1));
        coverage.ByCount.ShouldBe(1 / 3m, 1e-20m);
        coverage.ByValue.ShouldBe(0.5m);
        (coverage.NetworkFailure, coverage.IsReady).ShouldBe((true, false));
        coverage.Missing.ShouldBe([new MissingPrice("DOWN", "One does not answer"), new MissingPrice("GONE", "One does not have it")]);
        reporter.Progress.Warnings.ShouldBe(
            [
                "No prices for DOWN: One does not answer. Its positions are valued at their entry price.",
                "No prices for GONE: One does not have it. Its positions are valued at their entry price.",
                "Only 50 % of the quoted positions, by cost, have prices; 80 % are wanted for figures to rely on.",
            ],
            ignoreOrder: true);
        source.Calls.Count.ShouldBeLessThanOrEqualTo(4, "profiles, the book’s prices, the market’s if no test before had them, fundamentals");
    }

    [Fact]
    public async Task Run_StepsOfAnEarlierAttempt_AreNotDoneAgain()
    {
        var source = Market(new ScriptedSource("One")).HasFlat("AGAIN", Session.AddDays(-500), Session);
        var (phase, claim, book, reporter) = await HeldAsync(source, "AGAIN");
        await phase.RunAsync(claim, book, reporter, Token);
        var (calls, steps) = (source.Calls.Count, reporter.Progress.Steps);

        await phase.RunAsync(claim, book, reporter, Token);

        source.Calls.Count.ShouldBe(calls);
        reporter.Progress.Steps.ShouldBe(steps);
    }

    [Fact]
    public async Task Run_Forced_AsksAgainForWhatNobodyHad()
    {
        var source = Market(new ScriptedSource("One"));
        var engine = new CalculationEngine(fixture.Database, new ManualTime(Now), null, source);
        var (owner, portfolio) = await engine.ImportedAsync(BookOf("FORCED"), Token);
        await engine.CalculatedAsync(owner, portfolio.Id, Token);
        await engine.CalculatedAsync(owner, portfolio.Id, Token);
        source.TimesAsked("FORCED").ShouldBe(1);

        await engine.CalculatedAsync(owner, portfolio.Id, Token, force: true);

        source.TimesAsked("FORCED").ShouldBe(2);
    }

    // Without them every run here would ask for the market's own series again.
    private static ScriptedSource Market(ScriptedSource source)
    {
        foreach (var symbol in CollectMarketData.AlwaysHeld)
        {
            source.HasFlat(symbol, Session.AddDays(-500), Session);
        }

        return source;
    }

    private static string BookOf(params string[] symbols) =>
        "Symbol,Quantity,Entry Price Per Share,Entry Date\n" + string.Concat(symbols.Select(symbol => $"{symbol},10,100,2026-01-16\n"));

    private async Task<(MarketDataPhase Phase, RunClaim Claim, Book Book, RunReporter Reporter)> HeldAsync(ScriptedSource source, params string[] symbols)
    {
        var time = new ManualTime(Now);
        var engine = new CalculationEngine(fixture.Database, time, null, source);
        var owner = await fixture.Database.AddUserAsync(Token);
        var portfolio = new PortfolioBuilder { OwnerId = owner }.Build();
        Position[] positions = [.. symbols.Select((symbol, i) => new PositionBuilder { PortfolioId = portfolio.Id, Ordinal = i, Symbol = symbol }.Build())];
        await fixture.Database.Get<IPortfolioStore>().AddAsync(portfolio, positions, null, Token);
        var run = (await engine.Start.HandleAsync(new CalculationRequest(owner, portfolio.Id), Token)).Value;
        var runs = fixture.Database.Get<IRunStore>();
        var claim = (await runs.TryClaimAsync(run.Id, "node", Now, Now, Token)).ShouldNotBeNull();
        var collector = new CollectMarketData([source], fixture.Database.Get<IMarketDataStore>(), TradingCalendar.Nyse, new TimeOrderedIds(time), time);
        return (new MarketDataPhase(collector, engine.Database.Get<IRiskSettingsStore>(), TradingCalendar.Nyse, time), claim, new Book(portfolio, positions), new RunReporter(claim, runs, engine.Feed, time));
    }
}
