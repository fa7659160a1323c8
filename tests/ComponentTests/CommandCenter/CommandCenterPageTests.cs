using App.Core.Calculations;
using App.Core.Market.Sample;
using App.Core.Portfolios;
using App.Core.Risk;
using App.Core.Snapshots;
using App.Core.Targets;
using App.Data.Providers;
using App.Features.CommandCenter;
using App.Testing;
using Bunit;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace ComponentTests.CommandCenter;

/// <summary>What the page does while things are loaded, when they fail, and when something else is chosen: over a real database, with stores that can be held back and broken.</summary>
public sealed class CommandCenterPageTests : PartsTest
{
    private const string Csv =
        "Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,Strike Price,Expiration Date,Option Type\n"
        + "AAPL,100,150.25,2024-01-16,PUBLIC,STOCK,,,,\nXOM,-50,100,2024-01-16,PUBLIC,STOCK,,,,\n";

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task FirstVisit_ShowsEachPart_UnderOneHeading()
    {
        await using var world = await WorldAsync("2026-11-02");
        world.Risk.Hold();

        var page = Render<CommandCenterPage>();
        page.WaitForAssertion(() => page.FindAll("[data-figure=equity]").Count.ShouldBe(1));

        // The figures are there while the risk is not; nothing is said to be missing that is only on its way.
        page.FindAll("#changes").ShouldBeEmpty();
        page.Find(".risk-grid").GetAttribute("aria-busy").ShouldBe("true");
        page.Markup.ShouldNotContain("has not been calculated");
        page.FindAll(".day-menu a.item").ShouldNotBeEmpty("the sessions beside it do not wait for the line");
        world.Risk.Release();

        page.WaitForAssertion(() => page.FindAll("#changes:not([aria-busy]) table").Count.ShouldBe(1));
        page.Find("h1").TextContent.ShouldBe("Main");
        page.FindAll("[data-notice=stale]").ShouldBeEmpty();
    }

    [Fact]
    public async Task AnotherDay_KeepsWhatIsThere_UntilAllOfTheNewIs()
    {
        await using var world = await WorldAsync("2026-11-02");
        var page = Render<CommandCenterPage>();
        page.WaitForAssertion(() => page.FindAll("#changes:not([aria-busy]) table").Count.ShouldBe(1));
        page.Find("[data-scenario=market_crash_35] button").Click();
        page.WaitForAssertion(() => page.FindAll(".stress-detail").Count.ShouldBe(1));
        world.Risk.Hold();

        Navigation.NavigateTo("/?date=2026-11-10");

        page.WaitForAssertion(() => page.Find(".title").GetAttribute("aria-busy").ShouldBe("true"));
        page.FindAll(".stress-detail").Count.ShouldBe(1, "what is unfolded stays");
        page.Find(".day-menu > summary").TextContent.ShouldContain("20 Nov 2026", Case.Sensitive, "what is shown is still of the day it says");
        world.Risk.Release();

        page.WaitForAssertion(() => page.Find("[data-notice=past]").TextContent.ShouldContain("10 Nov 2026"));
        page.Find(".title").HasAttribute("aria-busy").ShouldBeFalse();
        page.Find(".day-menu > summary").TextContent.ShouldContain("10 Nov 2026");
        page.FindAll(".stress-detail").Count.ShouldBe(1);
        page.FindAll("[data-run=warnings]").ShouldBeEmpty("remarks of the latest run are not of these figures");
    }

    [Fact]
    public async Task ARiskThatFails_IsToldInItsPlace_AndCanBeTriedAgain()
    {
        await using var world = await WorldAsync("2026-11-02");
        world.Risk.Fails = true;
        var page = Render<CommandCenterPage>();

        page.WaitForAssertion(() => page.FindAll("[data-state=failed]").Count.ShouldBe(1));
        page.Find("[data-state=failed]").TextContent.ShouldContain("The risk could not be loaded");
        page.FindAll("[data-figure=equity]").Count.ShouldBe(1, "the others are shown");
        page.WaitForAssertion(() => page.FindAll(".performance").Count.ShouldBe(1));

        world.Risk.Fails = false;
        page.Find("[data-state=failed] button").Click();
        page.WaitForAssertion(() => page.FindAll("#changes:not([aria-busy]) table").Count.ShouldBe(1));
        page.FindAll("[data-state=failed]").ShouldBeEmpty();
    }

    [Fact]
    public async Task ALineThatFails_TakesTheComparisonWithIt_AndBothCanBeTriedAgain()
    {
        await using var world = await WorldAsync("2026-11-02");
        world.Books.Fails = true;
        var page = Render<CommandCenterPage>();

        page.WaitForAssertion(() => page.FindAll("[data-state=failed]").Count.ShouldBe(2));
        page.Find(".nav-card [data-state=failed]").TextContent.ShouldContain("The line of equity could not be loaded");
        page.Find("#changes").HasAttribute("aria-busy").ShouldBeFalse("nothing is on its way");
        page.Find("#changes").TextContent.ShouldNotContain("Computing");
        page.FindAll("[data-factor]").ShouldNotBeEmpty("the risk of the session stands");

        world.Books.Fails = false;
        page.Find("#changes [data-state=failed] button").Click();
        page.WaitForAssertion(() => page.FindAll("#changes:not([aria-busy]) table").Count.ShouldBe(1));
        page.FindAll("[data-state=failed]").ShouldBeEmpty();
    }

    [Fact]
    public async Task AReport_WhoseRiskFails_HasTheRest_AndCanBeTriedAgain()
    {
        await using var world = await WorldAsync("2026-11-02");
        world.Risk.Fails = true;
        Navigation.NavigateTo("/report");
        var page = Render<ReportPage>();

        page.WaitForAssertion(() => page.Find(".report").GetAttribute("aria-busy").ShouldBe("false"));
        page.FindAll("[data-state=failed]").ShouldHaveSingleItem().TextContent.ShouldContain("The risk could not be loaded");
        page.Find("[data-figure=equity]").TextContent.ShouldStartWith("$");
        page.FindAll(".position-table tbody tr").Count.ShouldBe(2);
        page.Find("[data-figure=beta]").TextContent.ShouldNotContain("being computed", Case.Sensitive, "what failed is not on its way");
        page.Find("[data-print]").HasAttribute("disabled").ShouldBeFalse();

        world.Risk.Fails = false;
        page.Find("[data-state=failed] button").Click();
        page.WaitForAssertion(() => page.FindAll(".report[aria-busy=false] #changes table").Count.ShouldBe(1));
        page.FindAll("[data-state=failed]").ShouldBeEmpty();
    }

    [Fact]
    public async Task AReport_WhoseLineFails_HasTheRest()
    {
        await using var world = await WorldAsync("2026-11-02");
        world.Books.Fails = true;
        var page = Render<ReportPage>();

        page.WaitForAssertion(() => page.Find(".report").GetAttribute("aria-busy").ShouldBe("false"));
        page.FindAll("[data-state=failed]").Select(part => part.QuerySelector("b, strong, .alert-title")?.TextContent ?? part.TextContent).ShouldContain(title => title.Contains("The line of equity"));
        page.Find("#changes [data-state=failed]").TextContent.ShouldContain("The risk of earlier sessions");
        page.FindAll("[data-factor]").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task AllPortfolios_OnADayBeforeOneBegan_HaveAWayOn()
    {
        await using var world = await WorldAsync("2026-11-02");
        await world.AddAsync("Second", "2026-11-16");
        Navigation.NavigateTo("/?portfolio=all&date=2026-11-05");

        var page = Render<CommandCenterPage>();

        page.WaitForAssertion(() => page.Markup.ShouldContain("No figures of all portfolios on 5 Nov 2026"));
        page.Find(".day-menu input[type=date]").GetAttribute("min").ShouldBe("2026-11-16", "the days that all of them have");
        page.FindAll("a.btn.primary").Select(link => link.GetAttribute("href")).ShouldContain("/?portfolio=all");
        page.FindAll(".btn.primary").ShouldHaveSingleItem("the next action is the only filled button");
        page.FindAll("button").ShouldAllBe(button => button.TextContent != "Calculate all", "no calculation makes a portfolio begin earlier");

        Navigation.NavigateTo("/?portfolio=all");
        page.WaitForAssertion(() => page.FindAll("#changes:not([aria-busy]) table").Count.ShouldBe(1));
        page.Find("h1").TextContent.ShouldBe("All portfolios");
    }

    [Fact]
    public async Task FiguresOfAnOlderSession_SaySo_AndCanBeCalculated()
    {
        await using var world = await WorldAsync("2026-11-02");
        Time.Advance(TimeSpan.FromDays(3));
        var page = Render<CommandCenterPage>();

        page.WaitForAssertion(() => page.Find("[data-notice=stale]").TextContent.ShouldContain("20 Nov 2026"));
        page.Find("[data-notice=stale]").TextContent.ShouldContain("23 Nov 2026");
        page.Find("[data-notice=stale] button").Click();
        page.WaitForAssertion(() => Navigation.Uri.ShouldContain("/runs/"));
    }

    [Fact]
    public async Task ASecondVisit_ReadsNoReportAgain()
    {
        await using var world = await WorldAsync("2026-11-02");
        var page = Render<CommandCenterPage>();
        page.WaitForAssertion(() => page.FindAll("#changes:not([aria-busy]) table").Count.ShouldBe(1));
        var (reads, computed) = (world.Risk.Reads, world.Memory.Computed.Count);

        var again = Render<CommandCenterPage>();
        again.WaitForAssertion(() => again.FindAll("#changes:not([aria-busy]) table").Count.ShouldBe(1));

        (world.Risk.Reads, world.Memory.Computed.Count).ShouldBe((reads, computed));
    }

    private async Task<World> WorldAsync(string asOf)
    {
        var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, Token);
        var engine = new CalculationEngine(database, Time, null, new SampleMarket());
        var owner = await database.AddUserAsync(Token);
        var world = new World(database, engine, owner, new RiskStoreInHand(database.Get<IRiskStore>()));
        SignIn(owner);
        await world.AddAsync("First", asOf);
        (Loader, Start) = (world.Loader, engine.Start);
        return world;
    }

    private sealed class World(TestDatabase database, CalculationEngine engine, Guid owner, RiskStoreInHand risk) : IAsyncDisposable
    {
        public RiskStoreInHand Risk => risk;

        public BookStoreInHand Books { get; } = new(database.Get<IBookStore>());

        public RiskMemory Memory { get; } = new();

        public CenterLoader Loader
        {
            get
            {
                var (portfolios, snapshots, settings, targets) = (database.Get<IPortfolioStore>(), database.Get<ISnapshotStore>(), database.Get<IRiskSettingsStore>(), database.Get<ITargetPriceStore>());
                var (prices, calendar) = (database.Get<App.Core.Market.IPriceStore>(), App.Core.Market.TradingCalendar.Nyse);
                var nav = new GetNavHistory(portfolios, snapshots, Books, prices, new BookMarker(prices, calendar, engine.Options), calendar);
                var compute = new ComputeRisk(
                    snapshots, settings, targets, prices, engine.Books, new RiskLoader(calendar), App.Core.Risk.Analytics.AnalyticSet.Standard, Memory);
                return new CenterLoader(
                    new ListPortfolios(portfolios, database.Get<IRunStore>()), new ListSessions(snapshots), engine.Overview, new GetAggregateOverview(portfolios, engine.Overview), nav,
                    new GetAggregateNavHistory(portfolios, nav), new GetRisk(portfolios, risk, snapshots, settings, compute, Memory), new ListTargets(targets), NullLogger<CenterLoader>.Instance);
            }
        }

        public async Task AddAsync(string account, string asOf)
        {
            var portfolio = await engine.ImportedAsync(owner, Csv, account, Token, asOf);
            (await engine.CalculatedAsync(owner, portfolio.Id, Token)).ErrorCode.ShouldBeNull();
        }

        public ValueTask DisposeAsync()
        {
            risk.Release();
            return database.DisposeAsync();
        }
    }

    /// <summary>The stored books, broken when a test wants it: the line before the first balance is computed from them.</summary>
    private sealed class BookStoreInHand(IBookStore inner) : IBookStore
    {
        public bool Fails { get; set; }

        public Task<IReadOnlyDictionary<Guid, Book>> LoadAsync(IReadOnlyCollection<Guid> portfolioIds, CancellationToken cancellationToken) =>
            Fails ? throw new InvalidOperationException("The store is broken.") : inner.LoadAsync(portfolioIds, cancellationToken);
    }

    /// <summary>The stored reports, held back or broken when a test wants it.</summary>
    private sealed class RiskStoreInHand(IRiskStore inner) : IRiskStore
    {
        private TaskCompletionSource? _held;

        public bool Fails { get; set; }

        public int Reads { get; private set; }

        public void Hold() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => _held?.TrySetResult();

        public async Task<RiskReport?> FindAsync(Guid ownerId, Guid portfolioId, DateOnly? session, CancellationToken cancellationToken)
        {
            Reads++;
            return await inner.FindAsync(ownerId, portfolioId, session, cancellationToken);
        }

        public async Task<RiskReportKey?> FindKeyAsync(Guid ownerId, Guid portfolioId, DateOnly? session, CancellationToken cancellationToken)
        {
            await (_held?.Task ?? Task.CompletedTask).WaitAsync(cancellationToken);
            return Fails ? throw new InvalidOperationException("The store is broken.") : await inner.FindKeyAsync(ownerId, portfolioId, session, cancellationToken);
        }

        public Task<IReadOnlyDictionary<DateOnly, RiskSummary>> SummariesAsync(Guid ownerId, Guid portfolioId, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
            inner.SummariesAsync(ownerId, portfolioId, from, to, cancellationToken);

        public Task<IReadOnlyList<bool>> ReplaceAsync(IReadOnlyList<CalculatedRisk> calculated, DateTimeOffset now, CancellationToken cancellationToken) => inner.ReplaceAsync(calculated, now, cancellationToken);

        public Task<IReadOnlyList<UnrememberedSession>> UnrememberedAsync(IReadOnlyCollection<Guid> portfolioIds, DateOnly from, DateOnly before, CancellationToken cancellationToken) =>
            inner.UnrememberedAsync(portfolioIds, from, before, cancellationToken);

        public Task<int> TrimAsync(DateOnly before, CancellationToken cancellationToken) => inner.TrimAsync(before, cancellationToken);
    }
}
