using System.Text.Json;
using App.Core.Calculations;
using App.Core.Market;
using App.Core.Risk;
using App.Core.Snapshots;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations;

public sealed class SqliteSessionSummariesTests(SqliteFixture fixture) : SessionSummariesContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresSessionSummariesTests(PostgresFixture fixture) : SessionSummariesContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>What sessions are remembered by that were caught up, by whatever run.</summary>
public abstract class SessionSummariesContract(DatabaseFixture fixture)
{
    private const string Book = """
        Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,Strike Price,Expiration Date,Option Type
        AAPL,100,150.25,2024-01-16,PUBLIC,STOCK,,,,
        XOM,-50,100,2024-01-16,PUBLIC,STOCK,,,,
        SPY,5,400,2025-01-07,PUBLIC,ETF,,,,
        FUND,10,100,2024-01-16,PRIVATE,HEDGE_FUND,,,,
        ,2,12.35,2024-03-15,OPTIONS,CALL,MSFT,450,2035-01-19,CALL

        """;

    private static readonly DateTimeOffset Now = new(2025, 1, 14, 22, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Last = new(2025, 1, 14);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IRiskStore Store => fixture.Database.Get<IRiskStore>();

    [Fact]
    public async Task Run_OfAChainBegunWeeksAgo_RemembersEverySession_AsARunOfItWould()
    {
        var engine = Engine();
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token, "2024-12-02");

        await engine.CalculatedAsync(owner, portfolio.Id, Token);

        var summaries = await SummariesAsync(owner, portfolio.Id);
        summaries.Keys.Order().ShouldBe(TradingCalendar.Nyse.Sessions(new(2024, 12, 2), Last).ToArray());
        summaries.Values.ShouldAllBe(summary => summary.Figures["beta"].Value != null && summary.Figures["delta"].Value != null && summary.Figures["worst_scenario"].Value < 0 && summary.Sectors.Count > 1);
        foreach (var session in new DateOnly[] { new(2024, 12, 2), new(2024, 12, 20), new(2025, 1, 13) })
        {
            var computed = (await engine.Risk.HandleAsync(owner, portfolio.Id, session, Token)).Value.ShouldNotBeNull();
            computed.RunId.ShouldBeNull();
            Json(summaries[session]).ShouldBe(Json(computed.ToSummary()), $"{session}");
        }
    }

    [Fact]
    public async Task Run_OfOneNewSession_LeavesWhatTheOthersWereRememberedBy()
    {
        var engine = Engine();
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token, "2025-01-08");
        var first = await engine.CalculatedAsync(owner, portfolio.Id, Token, asOf: new DateOnly(2025, 1, 13));

        var second = await engine.CalculatedAsync(owner, portfolio.Id, Token);

        await using var db = fixture.Database.NewContext();
        var reports = await db.RiskReports.AsNoTracking().Where(report => report.PortfolioId == portfolio.Id).OrderBy(report => report.Session).ToListAsync(Token);
        reports.Select(report => (report.Session.Day, report.RunId == first.Id, report.IsTrimmed)).ShouldBe([(8, true, true), (10, true, true), (13, true, false), (14, false, false)]);
        reports[^1].RunId.ShouldBe(second.Id);
        reports.Select(report => report.InputIdentity).ShouldBeUnique();
        reports.ShouldAllBe(report => report.InputIdentity!.Length == 64);
    }

    [Fact]
    public async Task Run_OfALongChain_RemembersTheLastSixty_AndSaysWhyTheOthersHaveNone()
    {
        var engine = Engine();
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token, "2024-09-03");

        await engine.CalculatedAsync(owner, portfolio.Id, Token);

        (await SummariesAsync(owner, portfolio.Id)).Keys.Order().ShouldBe(TradingCalendar.Nyse.Sessions(new(2024, 9, 3), Last).ToArray()[^60..]);
        SessionSummaries.NotRemembered.Figures.Keys.ShouldBe((await SummariesAsync(owner, portfolio.Id))[Last].Figures.Keys, ignoreOrder: true);
        SessionSummaries.NotRemembered.Figures.Values.ShouldAllBe(figure => figure.Value == null && figure.Reason!.Contains("last sessions", StringComparison.Ordinal));
        await engine.CalculatedAsync(owner, portfolio.Id, Token, asOf: new DateOnly(2024, 9, 10));
        (await SummariesAsync(owner, portfolio.Id)).Keys.ShouldContain(new DateOnly(2024, 9, 10));
    }

    [Fact] // whatever was interrupted, and wherever: what is missing is found from the rows, and is the same
    public async Task Run_AfterSomeAreLost_ComputesThemAgainTheSame()
    {
        var engine = Engine();
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token, "2024-12-02");
        await engine.CalculatedAsync(owner, portfolio.Id, Token);
        var whole = await RowsAsync(portfolio.Id);
        await using (var db = fixture.Database.NewContext())
        {
            await db.RiskReports.Where(report => report.PortfolioId == portfolio.Id && report.Session > new DateOnly(2024, 12, 20)).ExecuteDeleteAsync(Token);
        }

        await engine.CalculatedAsync(owner, portfolio.Id, Token, force: true);

        (await RowsAsync(portfolio.Id)).ShouldBe(whole);
    }

    [Fact]
    public async Task Run_AfterAReplay_RemembersTheSessionsAnew()
    {
        var engine = Engine();
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token, "2024-12-02");
        await engine.CalculatedAsync(owner, portfolio.Id, Token);
        var (whole, chain) = (await RowsAsync(portfolio.Id), await engine.SnapshotsAsync(owner, portfolio.Id, Token));

        await fixture.Database.Get<ISnapshotStore>().RemoveFromAsync(portfolio.Id, new DateOnly(2024, 12, 24), null, Now, Token);
        (await SummariesAsync(owner, portfolio.Id)).Keys.Max().ShouldBe(new DateOnly(2024, 12, 23));
        await engine.CalculatedAsync(owner, portfolio.Id, Token, force: true);

        (await RowsAsync(portfolio.Id)).ShouldBe(whole);
        (await engine.SnapshotsAsync(owner, portfolio.Id, Token)).Select(snapshot => snapshot.InputIdentity).ShouldBe(chain.Select(snapshot => snapshot.InputIdentity));
    }

    [Fact] // the nights of a week missed, for all at once, and each on its own
    public async Task EndOfDay_ThatCatchesUp_RemembersWhatASingleRunDoes()
    {
        await using var database = await TestDatabase.CreateAsync(fixture.Database.Options.Provider, Token);
        var engine = new CalculationEngine(database, new ManualTime(Now));
        var (_, alone) = await engine.ImportedAsync(Book, Token, "2024-12-02");
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token, "2024-12-02");

        await engine.EndOfDayAsync(Token);

        await using (var db = database.NewContext())
        {
            var sessions = await db.RiskReports.Where(report => report.PortfolioId == alone.Id).CountAsync(Token);
            sessions.ShouldBe(TradingCalendar.Nyse.Sessions(new(2024, 12, 2), Last).Length);
        }

        var night = await RowsAsync(portfolio.Id, database);
        await database.Get<ISnapshotStore>().RemoveFromAsync(portfolio.Id, new DateOnly(2024, 12, 2), null, Now, Token);
        await engine.CalculatedAsync(owner, portfolio.Id, Token, force: true);
        (await RowsAsync(portfolio.Id, database)).ShouldBe(night);
    }

    [Fact]
    public async Task Run_WhoseAnalyticThrowsInThePast_SaysSoAtTheFigure()
    {
        var standard = App.Core.Risk.Analytics.AnalyticSet.Standard;
        var broken = new App.Core.Risk.Analytics.AnalyticSet(standard.Sectors, [.. standard.Risk.Select(analytic => analytic.Id == "greeks" ? new BrokenBefore(analytic, Last) : analytic)]);
        var engine = new CalculationEngine(fixture.Database, new ManualTime(Now), null, broken);
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token, "2025-01-13");

        (await engine.CalculatedAsync(owner, portfolio.Id, Token)).ErrorMessage.ShouldBeNull();

        var summaries = await SummariesAsync(owner, portfolio.Id);
        summaries[new(2025, 1, 13)].Figures["delta"].Reason.ShouldNotBeNull();
        summaries[new(2025, 1, 13)].Figures["beta"].Value.ShouldNotBeNull();
        summaries[Last].Figures["delta"].Value.ShouldNotBeNull();
    }

    private CalculationEngine Engine() => new(fixture.Database, new ManualTime(Now));

    private Task<IReadOnlyDictionary<DateOnly, RiskSummary>> SummariesAsync(Guid owner, Guid portfolio) => Store.SummariesAsync(owner, portfolio, DateOnly.MinValue, DateOnly.MaxValue, Token);

    private async Task<IReadOnlyList<(DateOnly Session, string? Identity, bool IsTrimmed, string Summary)>> RowsAsync(Guid portfolio, TestDatabase? database = null)
    {
        await using var db = (database ?? fixture.Database).NewContext();
        var rows = await db.RiskReports.AsNoTracking().Where(report => report.PortfolioId == portfolio).OrderBy(report => report.Session).ToListAsync(Token);
        return [.. rows.Select(row => (row.Session, row.InputIdentity, row.IsTrimmed, Json(row.Summary)))];
    }

    private static string Json(RiskSummary summary) => JsonSerializer.Serialize(new
    {
        Figures = summary.Figures.OrderBy(each => each.Key, StringComparer.Ordinal),
        Sectors = summary.Sectors.OrderBy(each => each.Key, StringComparer.Ordinal),
    });

    private sealed class BrokenBefore(App.Core.Risk.Analytics.IAnalytic whole, DateOnly session) : App.Core.Risk.Analytics.IAnalytic
    {
        public string Id => whole.Id;

        public string Name => whole.Name;

        public RiskResult Compute(RiskData data) => data.Session < session ? throw new InvalidOperationException("broken") : whole.Compute(data);
    }
}
