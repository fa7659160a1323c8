using App.Core.Calculations;
using App.Core.Market.Sample;
using App.Core.Risk;
using App.Core.Risk.Analytics;
using App.Core.Snapshots;
using App.Core.Targets;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations;

public sealed class SqliteAnalyticsPhaseTests(SqliteFixture fixture) : AnalyticsPhaseContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresAnalyticsPhaseTests(PostgresFixture fixture) : AnalyticsPhaseContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>The figures of phases 5 and 6 as runs store them.</summary>
public abstract class AnalyticsPhaseContract(DatabaseFixture fixture)
{
    private const string Book = """
        Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,Strike Price,Expiration Date,Option Type
        AAPL,100,150.25,2024-01-16,PUBLIC,STOCK,,,,
        XOM,-50,100,2024-01-16,PUBLIC,STOCK,,,,
        QQQ,20,400,2024-01-16,PUBLIC,ETF,,,,
        ,2,12.35,2024-03-15,OPTIONS,CALL,MSFT,450,2035-01-19,CALL

        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_StoresEveryAnalyticOfItsSession_AndTheSameBytesWhenForcedAgain()
    {
        var engine = Engine();
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token, "2025-01-02");
        var run = await engine.CalculatedAsync(owner, portfolio.Id, Token);
        run.Status.ShouldBe(RunStatus.Completed);
        var report = (await Store.FindAsync(owner, portfolio.Id, null, Token)).ShouldNotBeNull();

        (report.Session, report.RunId).ShouldBe((run.Session, run.Id));
        report.Results.Select(result => result.Id).ShouldBe(["sectors", "exposures", "concentration", "market_beta", "provider_beta", "interest_rate_beta", "spreads", "factors", "volatility", "correlations", "greeks", "tail", "stress", "targets"]);
        report.Results[0].Rows.Select(row => row.Key).ShouldContain(GicsSectors.Funds);
        report.Results.ShouldAllBe(result => result.Fault == null);
        report.Results[3].Figures["beta"].Coverage.ShouldBe(1);
        var bytes = await StoredAsync(portfolio.Id);

        var again = await engine.CalculatedAsync(owner, portfolio.Id, Token, force: true);

        again.Progress.Steps.Single(step => step.Id == RunSteps.RiskComputed).Status.ShouldBe(StepStatus.Completed);
        (await StoredAsync(portfolio.Id)).ShouldBe(bytes);
        report.Summary.Figures["beta"].ShouldBe(report.Results[3].Figures["beta"]);
        report.Summary.Figures.Values.ShouldAllBe(figure => figure.Value != null || figure.Reason != null);
        report.Summary.Sectors[GicsSectors.Funds].ShouldBeGreaterThan(0);
        var summaries = await Store.SummariesAsync(owner, portfolio.Id, run.Session.AddDays(-30), run.Session, Token);
        summaries.Count.ShouldBe(8);
        summaries[run.Session].Figures["beta"].ShouldBe(report.Summary.Figures["beta"]);
        (await Store.SummariesAsync(Guid.Empty, portfolio.Id, run.Session, run.Session, Token)).ShouldBeEmpty();
        (await Store.FindAsync(Guid.Empty, portfolio.Id, null, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Run_WithNothingChanged_LeavesTheReport()
    {
        var engine = Engine();
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token);
        var first = await engine.CalculatedAsync(owner, portfolio.Id, Token);

        var second = await engine.CalculatedAsync(owner, portfolio.Id, Token);

        second.Progress.Steps.Single(step => step.Id == RunSteps.RiskComputed).Status.ShouldBe(StepStatus.Skipped);
        (await Store.FindAsync(owner, portfolio.Id, null, Token))!.RunId.ShouldBe(first.Id);
    }

    [Fact]
    public async Task Run_TicksAStepForEachAnalytic_AndTheLastWhenAllAreStored()
    {
        var engine = Engine();
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token);

        var run = await engine.CalculatedAsync(owner, portfolio.Id, Token);

        var steps = run.Progress.Steps.SkipWhile(step => step.Id != "sectors").ToList();
        steps.Select(step => step.Id).ShouldBe([.. AnalyticSet.Standard.All.Select(analytic => analytic.Id), RunSteps.RiskComputed]);
        steps.ShouldAllBe(step => step.Status == StepStatus.Completed && step.DurationMs != null);
        (steps[^1].Current, steps[^1].Total).ShouldBe((14, 14));
        run.Progress.Log.ShouldContain(line => line.Message.StartsWith("Stress tests in ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_AfterATargetIsSet_ComputesAgainAndRemembersItsReturn()
    {
        var engine = Engine();
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token);
        await engine.CalculatedAsync(owner, portfolio.Id, Token);
        (await Store.FindAsync(owner, portfolio.Id, null, Token))!.Summary.Figures["target_return_end_of_year"].Value.ShouldBeNull();

        await fixture.Database.Get<ITargetPriceStore>().PutAsync(
            owner, [new TargetPrice { OwnerId = owner, Symbol = "AAPL", Direction = TargetDirection.Long, EndOfYear = 1_000, UpdatedAt = Now }], 100, Token);
        await engine.CalculatedAsync(owner, portfolio.Id, Token);

        var report = (await Store.FindAsync(owner, portfolio.Id, null, Token))!;
        report.Summary.Figures["target_return_end_of_year"].Value!.Value.ShouldBeGreaterThan(0);
        report.Summary.Figures["target_return_end_of_year"].Coverage!.Value.ShouldBeInRange(0.01, 0.99);
    }

    [Fact]
    public async Task Replay_RemovesTheReportsOfTheSessionsItRemoves()
    {
        var engine = Engine();
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token, "2025-01-02");
        await engine.CalculatedAsync(owner, portfolio.Id, Token);
        await engine.CalculatedAsync(owner, portfolio.Id, Token, asOf: new DateOnly(2025, 1, 6));

        await fixture.Database.Get<ISnapshotStore>().RemoveFromAsync(portfolio.Id, new DateOnly(2025, 1, 8), null, Now, Token);

        (await Store.FindAsync(owner, portfolio.Id, null, Token))!.Session.ShouldBe(new DateOnly(2025, 1, 6));
    }

    [Fact]
    public async Task Trim_LeavesTheSummaryOfOldSessions_AndTheNewestWhole()
    {
        await using var database = await TestDatabase.CreateAsync(fixture.Database.Options.Provider, Token);
        var engine = new CalculationEngine(database, new ManualTime(Now));
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token, "2025-01-02");
        await engine.CalculatedAsync(owner, portfolio.Id, Token, asOf: new DateOnly(2025, 1, 6));
        var then = (await engine.Risk.HandleAsync(owner, portfolio.Id, new DateOnly(2025, 1, 6), Token)).Value!;
        await engine.CalculatedAsync(owner, portfolio.Id, Token);
        var (store, far) = (database.Get<IRiskStore>(), new DateOnly(2030, 1, 1));

        (await store.TrimAsync(far, Token)).ShouldBe(1);
        (await store.TrimAsync(far, Token)).ShouldBe(0);

        (await store.FindAsync(owner, portfolio.Id, new DateOnly(2025, 1, 6), Token)).ShouldBeNull();
        (await store.FindAsync(owner, portfolio.Id, null, Token))!.Session.ShouldBe(new DateOnly(2025, 1, 14));
        (await store.SummariesAsync(owner, portfolio.Id, new DateOnly(2025, 1, 6), far, Token)).Count.ShouldBe(6);
        var computed = (await engine.Risk.HandleAsync(owner, portfolio.Id, new DateOnly(2025, 1, 6), Token)).Value!;
        (computed.RunId, computed.ToSummary().Figures["beta"]).ShouldBe((null, then.ToSummary().Figures["beta"]));
    }

    [Fact]
    public async Task Run_OfAPastSession_StoresItsReportBesideTheNewest()
    {
        var engine = Engine();
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token, "2025-01-02");
        await engine.CalculatedAsync(owner, portfolio.Id, Token);

        await engine.CalculatedAsync(owner, portfolio.Id, Token, asOf: new DateOnly(2025, 1, 6));

        (await Store.FindAsync(owner, portfolio.Id, new DateOnly(2025, 1, 6), Token)).ShouldNotBeNull();
        (await Store.FindAsync(owner, portfolio.Id, null, Token))!.Session.ShouldBe(new DateOnly(2025, 1, 14));
    }

    [Fact]
    public async Task Analytic_ThatThrows_DoesNotStopTheOthers()
    {
        var standard = AnalyticSet.Standard;
        var engine = new CalculationEngine(fixture.Database, new ManualTime(Now), null, new AnalyticSet(standard.Sectors, [new Broken(), .. standard.Risk]), new SampleMarket());
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token);

        var run = await engine.CalculatedAsync(owner, portfolio.Id, Token);

        run.Status.ShouldBe(RunStatus.CompletedWithWarnings);
        run.Progress.Warnings.ShouldContain("“Broken” could not be computed: a fault of the application. The other figures are not affected.");
        var report = (await Store.FindAsync(owner, portfolio.Id, null, Token))!;
        report.Results.Where(result => result.Fault is not null).ShouldHaveSingleItem().Id.ShouldBe("broken");
        report.Results.Count.ShouldBe(AnalyticSet.Standard.Risk.Count + 2);
    }

    [Fact]
    public async Task EndOfDay_StoresTheReportsOfAll()
    {
        await using var database = await TestDatabase.CreateAsync(fixture.Database.Options.Provider, Token);
        var engine = new CalculationEngine(database, new ManualTime(Now));
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token);
        var (other, second) = await engine.ImportedAsync(Book, Token);

        await engine.EndOfDayAsync(Token);

        var store = database.Get<IRiskStore>();
        var (left, right) = ((await store.FindAsync(owner, portfolio.Id, null, Token))!, (await store.FindAsync(other, second.Id, null, Token))!);
        left.Results[3].Figures["beta"].ShouldBe(right.Results[3].Figures["beta"]);
    }

    private static DateTimeOffset Now { get; } = DateTimeOffset.Parse("2025-01-14T22:00:00Z", System.Globalization.CultureInfo.InvariantCulture);

    private IRiskStore Store => fixture.Database.Get<IRiskStore>();

    private CalculationEngine Engine() => new(fixture.Database, new ManualTime(Now));

    private async Task<string> StoredAsync(Guid portfolio)
    {
        await using var db = fixture.Database.NewContext();
        return await db.Database.SqlQuery<string>($"SELECT results AS \"Value\" FROM risk_reports WHERE portfolio_id = {portfolio} AND NOT is_trimmed").SingleAsync(Token);
    }

    private sealed class Broken : IAnalytic
    {
        public string Id => "broken";

        public string Name => "Broken";

        public RiskResult Compute(RiskData data) => throw new InvalidOperationException("broken");
    }
}
