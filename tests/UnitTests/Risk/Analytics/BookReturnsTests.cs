using App.Core.Risk;
using App.Core.Risk.Analytics;
using App.Core.Risk.Formulas;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Risk.Analytics;

public sealed class BookReturnsTests
{
    private const int Year = 252;

    [Fact] // 500 holdings that each lack another of 252 days: 248 days are lacked by two, 4 by one; 63 days cost 4 + 2·59 holdings
    public void Volatility_OfHoldingsThatEachLackAnotherDay_IsKnown_AndTheCoverageSaysOfHowMuch()
    {
        var (table, holdings) = Book(500);
        var data = new RiskData(RiskBooks.Session, 5_000_000, holdings, table, RiskSettings.Standard);

        var figures = new RealisedVolatility().Compute(data).Figures;

        var kept = BookReturns.Standing(data, holdings, 63).Kept;
        kept.Count.ShouldBe(500 - 122);
        figures["realised_63"].Coverage.ShouldBe(kept.Count / 500.0);
        figures["realised_63"].Value.ShouldNotBeNull().ShouldBe(SampleStatistics.AnnualVolatility(ReturnTable.Known(BookReturns.Of(data, kept)))!.Value, 1e-12);
        new RealisedVolatility().Compute(data with { Holdings = [.. holdings.Reverse()] }).Figures["realised_63"].ShouldBe(figures["realised_63"], "the order changes nothing");
        new TailLosses().Compute(data).Figures["var_95"].Value.ShouldNotBeNull();
    }

    [Fact]
    public void Standing_OfABookWithEnoughDays_IsAllOfIt_AndOfOneThatCannotHaveThemToo()
    {
        var (table, holdings) = Book(100);
        var data = new RiskData(RiskBooks.Session, 5_000_000, holdings, table, RiskSettings.Standard);

        BookReturns.Standing(data, holdings, 63).Kept.ShouldBeSameAs(holdings);
        BookReturns.Standing(data, holdings, Year - 100).Kept.ShouldBeSameAs(holdings, "152 days are left");
        BookReturns.Standing(data, holdings, Year + 1).Kept.ShouldBeSameAs(holdings, "no book of the market has as many");
        BookReturns.Standing(data, holdings, Year).Kept.ShouldBeSameAs(holdings, "none would be left");
    }

    [Fact] // the small ones lack five days each, the large one a hundred: ten days more cost two small ones
    public void Standing_LeavesOutWhatCostsTheLeast()
    {
        var random = new Random(4);
        Dictionary<string, double?[]> series = new()
        {
            ["BIG"] = [.. Enumerable.Range(0, Year).Select(day => day < 100 ? null : (double?)random.NextDouble())],
            ["S0"] = [.. Enumerable.Range(0, Year).Select(day => day is >= 240 and < 245 ? null : (double?)random.NextDouble())],
            ["S1"] = [.. Enumerable.Range(0, Year).Select(day => day is >= 230 and < 235 ? null : (double?)random.NextDouble())],
        };
        RiskHolding[] holdings = [RiskBooks.Holding("S0", 10), RiskBooks.Holding("BIG", -1_000), RiskBooks.Holding("S1", 20), RiskBooks.Holding("SPAXX", 5) with { IsCash = true }];
        var data = new RiskData(RiskBooks.Session, 5_000, holdings, new ReturnTable(Sessions, series), RiskSettings.Standard);

        Kept(142).ShouldBe(["S0", "BIG", "S1", "SPAXX"]);
        Kept(143).ShouldBe(["BIG", "S1", "SPAXX"]);
        Kept(147).ShouldBe(["BIG", "S1", "SPAXX"]);
        Kept(148).ShouldBe(["BIG", "SPAXX"]);

        List<string> Kept(int fewest) => [.. BookReturns.Standing(data, holdings, fewest).Kept.Select(holding => holding.Symbol)];
    }

    [Fact]
    public void Beta_OfHoldingsThatEachLackAnotherDay_HasItsErrorOfPartOfTheBook_AndSaysSo()
    {
        var (table, holdings) = Book(500);
        var data = new RiskData(RiskBooks.Session, 5_000_000, holdings, table, RiskSettings.Standard);

        var beta = BetaTo.Market.Compute(data).Figures["beta_year"];

        (beta.Coverage, beta.Observations).ShouldBe((1, Year - 1), "each slope has its own days");
        beta.StandardError.ShouldNotBeNull();
        beta.Note.ShouldNotBeNull().ShouldStartWith("R² and error are of ");
    }

    private static DateOnly[] Sessions => [.. Enumerable.Range(0, Year).Select(day => RiskBooks.Session.AddDays(day - Year + 1))];

    private static (ReturnTable Table, RiskHolding[] Holdings) Book(int count)
    {
        var random = new Random(8);
        Dictionary<string, double?[]> series = new() { ["SPY"] = [.. Enumerable.Range(0, Year).Select(_ => (double?)(random.NextDouble() - 0.5))] };
        RiskHolding[] holdings = [.. Enumerable.Range(0, count).Select(i => RiskBooks.Holding($"S{i:000}", 10_000))];
        foreach (var (holding, i) in holdings.Select((holding, i) => (holding, i)))
        {
            series[holding.Symbol] = [.. Enumerable.Range(0, Year).Select(day => day == i * 5 % Year ? null : (double?)(random.NextDouble() - 0.5))];
        }

        return (new ReturnTable(Sessions, series), holdings);
    }
}
