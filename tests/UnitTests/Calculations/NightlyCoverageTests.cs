using System.Globalization;
using System.Text.Json;
using App.Core.Calculations;
using App.Core.Market;
using App.Core.Portfolios;
using App.Core.Risk;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations;

public sealed class SqliteNightlyCoverageTests(SqliteFixture fixture) : NightlyCoverageContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresNightlyCoverageTests(PostgresFixture fixture) : NightlyCoverageContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>What a run among those of all portfolios says of prices that are missing: what a run of the portfolio's own says. Each test has symbols of its own.</summary>
public abstract class NightlyCoverageContract(DatabaseFixture fixture) : IAsyncLifetime
{
    private static readonly DateOnly Session = TestTimes.Session;
    private static readonly DateOnly Monday = new(2026, 11, 23);

    private readonly TestDatabase _database = fixture.Database;
    private readonly ManualTime _time = new(TestTimes.Now);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // A calculation is for every portfolio in the database.
    public async ValueTask InitializeAsync() => await _database.ForgetResultsAsync(keepsPrices: true, Token);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Night_WithPricesMissing_SaysWhichAndWhy_AsTheOwnRunDoes()
    {
        var source = Market("HAVE").Refuses("DOWN", SourceGap.Unavailable).HasFlat("OLD", Session.AddDays(-500), Session.AddDays(-30));
        source.Profiles.Add("HAVE", new SecurityProfile("HAVE", "Have Inc", "Energy", "STOCK", "USD", null) { Beta = 1 });
        var engine = new CalculationEngine(_database, _time, null, source);
        var alone = await engine.ImportedAsync(BookOf("HAVE", "DOWN", "GONE", "OLD"), Token);
        var many = await engine.ImportedAsync(BookOf("HAVE", "DOWN", "GONE", "OLD"), Token);
        var whole = await engine.ImportedAsync(BookOf("HAVE"), Token);
        var own = await engine.CalculatedAsync(alone.Owner, alone.Portfolio.Id, Token);

        var day = await engine.EndOfDayAsync(Token);

        day.Day.Status.ShouldBe(RunStatus.CompletedWithWarnings);
        var run = await LatestAsync(many);
        (run.Kind, run.Status).ShouldBe((RunKind.Nightly, RunStatus.CompletedWithWarnings));
        run.Progress.Warnings.ShouldBe(own.Progress.Warnings);
        run.Progress.Warnings.ShouldContain("No prices for GONE: One does not have it. Its positions are valued at their entry price.");
        run.Progress.Warnings.ShouldContain("No prices for OLD: the last one is of 2026-10-21. Its positions are valued at their entry price.");
        Text(run.Progress.Coverage).ShouldBe(Text(own.Progress.Coverage));
        var coverage = run.Progress.Coverage.ShouldNotBeNull();
        (coverage.Symbols, coverage.Enriched, coverage.Priced, coverage.ByValue, coverage.NetworkFailure).ShouldBe((4, 1, 1, 0.25m, true));
        coverage.Missing.Select(missing => missing.Symbol).ShouldBe(["DOWN", "GONE", "OLD"]);

        var good = await LatestAsync(whole);
        (good.Status, good.Progress.Coverage.ShouldNotBeNull().ByValue, good.Progress.Warnings.Count).ShouldBe((RunStatus.Completed, 1m, 0));
    }

    [Fact]
    public async Task Night_APrintThatIsLeftOut_IsToldToEveryOwnerOfIt_InThisNightAndTheNext()
    {
        var source = Market("QPRINT").HasFlat("QSOUND", Session.AddDays(-500), Session).Has("QPRINT", ScriptedSource.Bar(new DateOnly(2026, 11, 11), 4_000m));
        var engine = new CalculationEngine(_database, _time, null, source);
        var (one, other) = (await engine.ImportedAsync(BookOf("QPRINT"), Token), await engine.ImportedAsync(BookOf("QPRINT", "QSOUND"), Token));
        var sound = await engine.ImportedAsync(BookOf("QSOUND"), Token);
        const string Told = "QPRINT: the price 4000 of 2026-11-11 stands out between 100 and 100 and is left out.";

        for (var night = 0; night < 2; night++)
        {
            await engine.EndOfDayAsync(Token);
            (await LatestAsync(one)).Progress.Warnings.ShouldBe([Told]);
            (await LatestAsync(other)).Progress.Warnings.ShouldBe([Told]);
            (await LatestAsync(sound)).Progress.Warnings.ShouldBeEmpty();
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        (await engine.CalculatedAsync(one.Owner, one.Portfolio.Id, Token, force: true)).Progress.Warnings.ShouldBe([Told], "and in a run of its own");
    }

    [Fact]
    public async Task Night_OfWhatIsUnchanged_StillSaysWhatIsMissing_AndIsNotCalculatedAgain()
    {
        var engine = new CalculationEngine(_database, _time, null, Market("KEPT"));
        var many = await engine.ImportedAsync(BookOf("KEPT", "LOST"), Token);
        await engine.EndOfDayAsync(Token);
        var first = await LatestAsync(many);
        _time.Advance(TimeSpan.FromMinutes(1));

        await engine.EndOfDayAsync(Token);

        var second = await LatestAsync(many);
        second.Id.ShouldNotBe(first.Id);
        second.Progress.Steps.ShouldAllBe(step => step.Status == StepStatus.Skipped);
        second.Progress.Warnings.ShouldBe(first.Progress.Warnings);
        second.Progress.Warnings.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Night_ADelistedSymbol_IsCarriedForFiveSessions_AndMissedOnTheSixth()
    {
        var last = TradingCalendar.Nyse.Sessions(Session.AddDays(-30), Session)[^6];
        var source = Market("LISTED").HasFlat("DELISTED", Session.AddDays(-500), last);
        var engine = new CalculationEngine(_database, _time, null, source);
        var many = await engine.ImportedAsync(BookOf("LISTED", "DELISTED"), Token);

        await engine.EndOfDayAsync(Token);
        var fifth = await LatestAsync(many);
        _time.Advance(TimeSpan.FromDays(3));
        await engine.EndOfDayAsync(Token);
        var sixth = await LatestAsync(many);

        fifth.Progress.Warnings.ShouldHaveSingleItem().ShouldBe($"DELISTED has no price of {Iso(Session)}: its last price of {Iso(last)} is carried forward.");
        sixth.Session.ShouldBe(Monday);

        // What is carried is a price: a day without network takes no figure away. What was paid is none.
        (await CauseOfBetaAsync(engine, many, Session)).ShouldNotBe(UnknownCause.NotReady);
        (await CauseOfBetaAsync(engine, many, Monday)).ShouldBe(UnknownCause.NotReady);
        (fifth.Progress.Coverage!.IsReady, sixth.Progress.Coverage!.IsReady).ShouldBe((true, false));
        sixth.Progress.Warnings.ShouldBe(
            [
                $"No prices for DELISTED: the last one is of {Iso(last)}. Its positions are valued at their entry price.",
                "Only 50 % of the quoted positions, by cost, have prices; 80 % are wanted for figures to rely on.",
            ],
            ignoreOrder: true);
    }

    [Fact] // What is sold since needs no price today, and did on the session that is calculated.
    public async Task Run_AnEntryMarkThatTheCoverageDoesNotTell_IsTold_InBothKindsOfRun()
    {
        var (anchor, before) = (new DateOnly(2026, 11, 18), new DateOnly(2026, 11, 19));
        var engine = new CalculationEngine(_database, _time, null, Market("STAYS"));
        var csv = "Symbol,Quantity,Entry Price Per Share,Entry Date,Exit Date,Exit Price Per Share\nSTAYS,10,100,2026-01-16,,\nSOLD,10,100,2026-01-16,2026-11-20,110\n";
        var alone = await engine.ImportedAsync(csv, Token, Iso(anchor));
        var many = await engine.ImportedAsync(csv, Token, Iso(anchor));
        var warning = $"SOLD is valued at its entry price on {Iso(before)}: no market price.";

        (await engine.CalculatedAsync(alone.Owner, alone.Portfolio.Id, Token, before)).Progress.Warnings.ShouldContain(warning);
        await engine.EndOfDayAsync(Token, asOf: before);
        (await LatestAsync(many)).Progress.Warnings.ShouldContain(warning);

        _time.Advance(TimeSpan.FromMinutes(1));
        await engine.EndOfDayAsync(Token);
        (await LatestAsync(many)).Progress.Warnings.ShouldNotContain(told => told.Contains("entry price", StringComparison.Ordinal));
    }

    private static ScriptedSource Market(string symbol)
    {
        var source = new ScriptedSource("One");
        foreach (var each in CollectMarketData.AlwaysHeld.Append(symbol))
        {
            source.HasFlat(each, Session.AddDays(-500), Monday);
        }

        return source;
    }

    private static string BookOf(params string[] symbols) =>
        "Symbol,Quantity,Entry Price Per Share,Entry Date\n" + string.Concat(symbols.Select(symbol => $"{symbol},10,100,2026-01-16\n"));

    private static string Text(MarketCoverage? coverage) => JsonSerializer.Serialize(coverage);

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<RunView> LatestAsync((Guid Owner, Portfolio Portfolio) of) =>
        (await _database.Get<IRunStore>().FindAsync(of.Owner, of.Portfolio.Id, null, Token)).ShouldNotBeNull();

    // Prices that stand still have no slope, so there is always a cause.
    private static async Task<UnknownCause> CauseOfBetaAsync(CalculationEngine engine, (Guid Owner, Portfolio Portfolio) of, DateOnly session) =>
        (await engine.Risk.HandleAsync(of.Owner, of.Portfolio.Id, session, Token)).Value.ShouldNotBeNull().Find("market_beta").ShouldNotBeNull().Figures["beta"].Cause.ShouldNotBeNull();
}
