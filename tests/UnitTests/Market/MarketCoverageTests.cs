using App.Core.Market;
using Shouldly;
using Xunit;

namespace UnitTests.Market;

public sealed class MarketCoverageTests
{
    private static readonly DateOnly Session = new(2026, 11, 20);

    [Fact]
    public void Of_AllPriced_IsReadyAndSilent()
    {
        var coverage = MarketCoverage.Of([new("AAA", 100m), new("AAA", 50m), new("BBB", 10m)], [Priced("AAA"), Priced("BBB")], 2);

        (coverage.Symbols, coverage.Enriched, coverage.Priced, coverage.ByCount, coverage.ByValue, coverage.IsReady).ShouldBe((2, 2, 2, 1m, 1m, true));
        coverage.Missing.ShouldBeEmpty();
        coverage.Warnings.ShouldBeEmpty();
        coverage.NetworkFailure.ShouldBeFalse();
    }

    [Theory]
    [InlineData(80, true)]
    [InlineData(79.99, false)]
    public void Of_ShareOfTheValue_DecidesReadiness(double priced, bool ready)
    {
        var coverage = MarketCoverage.Of([new("AAA", (decimal)priced), new("BBB", 100m - (decimal)priced)], [Priced("AAA"), Missing("BBB", "nobody has it")], 1);

        coverage.IsReady.ShouldBe(ready);
        coverage.ByValue.ShouldBe((decimal)priced / 100);
        coverage.ByCount.ShouldBe(0.5m);
        coverage.Missing.ShouldHaveSingleItem().ShouldBe(new MissingPrice("BBB", "nobody has it"));
        coverage.Warnings[0].ShouldBe("No prices for BBB: nobody has it. Its positions are valued at their entry price.");
        coverage.Warnings.Count.ShouldBe(ready ? 1 : 2);
    }

    [Fact]
    public void Of_OldPriceOnly_IsMissingWithItsDay()
    {
        var old = new PriceOutcome("OLD", FetchKind.Remembered, 0) { LastPrice = new DateOnly(2026, 3, 2) };

        var coverage = MarketCoverage.Of([new("OLD", 1m)], [old], 0);

        coverage.Missing[0].Reason.ShouldBe("the last one is of 2026-03-02");
        coverage.IsReady.ShouldBeFalse();
    }

    [Fact]
    public void Of_MoneyMarketFund_IsWorthOneWithoutAPrice()
    {
        var coverage = MarketCoverage.Of([new("SPAXX", 500m, NeedsPrice: false)], [Missing("SPAXX", "nobody has it")], 0);

        (coverage.IsReady, coverage.Missing.Count).ShouldBe((true, 0));
    }

    [Fact]
    public void Of_ClosedPositionsSymbol_IsToldButDoesNotCount()
    {
        var coverage = MarketCoverage.Of([new("AAA", 1m)], [Priced("AAA"), Missing("GONE", "nobody has it")], 1);

        (coverage.Symbols, coverage.Priced, coverage.ByCount, coverage.IsReady).ShouldBe((2, 1, 1m, true));
        coverage.Warnings.ShouldBe(["No prices for GONE: nobody has it."]);
    }

    [Fact]
    public void Of_OutageWithOlderPrices_IsOneWarningForAllSymbols()
    {
        var outcomes = Enumerable.Range(0, 12).Select(i => Priced($"S{i:00}") with { Failure = "the network is down" }).ToList();

        var coverage = MarketCoverage.Of([.. outcomes.Select(outcome => new PricedHolding(outcome.Symbol, 1m))], outcomes, 12);

        coverage.NetworkFailure.ShouldBeTrue();
        coverage.IsReady.ShouldBeTrue();
        coverage.Warnings.ShouldBe(["Newer prices of S00, S01, S02, S03, S04, S05, S06, S07, S08, S09 and 2 more could not be had: the network is down."]);
    }

    [Fact]
    public void Of_WarningsOfPrices_ArePassedOn() =>
        MarketCoverage.Of([], [Priced("AAA") with { Warnings = ["AAA: odd."] }], 0).Warnings.ShouldBe(["AAA: odd."]);

    [Fact]
    public void Of_NothingHeld_IsReady()
    {
        var coverage = MarketCoverage.Of([], [], 0);

        (coverage.ByCount, coverage.ByValue, coverage.IsReady).ShouldBe((1m, 1m, true));
    }

    private static PriceOutcome Priced(string symbol) => new(symbol, FetchKind.Cached, 0) { LastPrice = Session, IsPriced = true };

    private static PriceOutcome Missing(string symbol, string reason) => new(symbol, FetchKind.Remembered, 0) { Missing = reason };
}
