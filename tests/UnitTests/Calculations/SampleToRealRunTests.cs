using App.Core.Calculations;
using App.Core.Market;
using App.Core.Market.Sample;
using App.Core.Portfolios;
using App.Core.Snapshots;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations;

public sealed class SqliteSampleToRealRunTests(SqliteFixture fixture) : SampleToRealRunContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresSampleToRealRunTests(PostgresFixture fixture) : SampleToRealRunContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>What becomes of a portfolio that was calculated at invented prices when real ones come.</summary>
public abstract class SampleToRealRunContract(DatabaseFixture fixture)
{
    private const string Book = """
        Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,Strike Price,Expiration Date,Option Type,Exit Date,Exit Price Per Share
        AAPL,100,150.25,2024-01-16,PUBLIC,STOCK,,,,,,
        KO,100,60,2024-01-16,PUBLIC,STOCK,,,,,,

        """;

    private static readonly DateOnly Anchor = new(2026, 11, 18);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calculate_RealPricesAfterInventedOnes_CalculatesTheNewestSessionsByThem()
    {
        // A database of its own: what AAPL and SPY cost is what this test says.
        await using var database = await TestDatabase.CreateAsync(fixture.Database.Options.Provider, Token);
        var time = new ManualTime(new DateTimeOffset(2026, 11, 19, 22, 0, 0, TimeSpan.Zero));
        var before = new CalculationEngine(database, time);
        var (owner, portfolio) = await before.ImportedAsync(Book, Token, "2026-11-18");
        await before.CalculatedAsync(owner, portfolio.Id, Token);
        var invented = await before.SnapshotsAsync(owner, portfolio.Id, Token);
        var real = new ScriptedSource("One").HasFlat("AAPL", new DateOnly(2025, 1, 2), TestTimes.Session, 1_000m);
        var engine = new CalculationEngine(database, time, null, real, new SampleMarket());

        (await engine.CalculatedAsync(owner, portfolio.Id, Token)).Progress.Steps.Single(step => step.Id == RunSteps.PnlCalculated).Status.ShouldBe(StepStatus.Skipped, "nothing was missing, so nothing was asked for");
        time.Advance(TimeSpan.FromDays(1));
        var run = await engine.CalculatedAsync(owner, portfolio.Id, Token);

        run.Progress.Warnings.ShouldContain("The invented prices of AAPL were dropped, and real ones took their place. Snapshots of the newest sessions are calculated by them; what is older stays until it is replayed.");
        var chain = await engine.SnapshotsAsync(owner, portfolio.Id, Token);
        chain.Select(snapshot => snapshot.Session).Take(2).ShouldBe(invented.Select(snapshot => snapshot.Session));
        chain.Select(snapshot => snapshot.Residual).ShouldAllBe(residual => residual == 0);
        chain[0].Equity.ShouldBe(100_000m);
        chain.ShouldAllBe(snapshot => snapshot.LongValue > 100_000m);
        var overview = (await engine.Overview.HandleAsync(owner, portfolio.Id, Token)).Value;
        overview.PriceSources.ShouldBe([new PriceSourceCount("One", 1, false), new PriceSourceCount("Sample", 1, true)]);
        overview.SampleSymbols.ShouldBe(1);
        overview.Positions[0].Value!.Price.ShouldBe(1_000m);
    }

    [Fact]
    public async Task Calculate_SampleBehindARealSourceThatIsDown_LeavesRealPricesAsTheyAre()
    {
        await using var database = await TestDatabase.CreateAsync(fixture.Database.Options.Provider, Token);
        var time = new ManualTime(new DateTimeOffset(2026, 11, 19, 22, 0, 0, TimeSpan.Zero));
        var real = new ScriptedSource("One").HasFlat("AAPL", new DateOnly(2025, 1, 2), TestTimes.Session, 1_000m);
        var engine = new CalculationEngine(database, time, null, real, new SampleMarket());
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token, "2026-11-18");
        await engine.CalculatedAsync(owner, portfolio.Id, Token);
        real.Refuses("AAPL", SourceGap.Unavailable);
        time.Advance(TimeSpan.FromDays(1));

        await engine.CalculatedAsync(owner, portfolio.Id, Token);

        var overview = (await engine.Overview.HandleAsync(owner, portfolio.Id, Token)).Value;
        overview.PriceSources.ShouldBe([new PriceSourceCount("One", 1, false), new PriceSourceCount("Sample", 1, true)]);
        (overview.Positions[0].Value!.Price, overview.Positions[0].Value!.Source).ShouldBe((1_000m, MarkSource.Stale));
    }
}
