using App.Core.Portfolios;
using App.Core.Risk;
using App.Core.Risk.Analytics;
using Shouldly;
using Xunit;
using static App.Testing.RiskBooks;

namespace UnitTests.Risk.Analytics;

public sealed class ExposuresTests
{
    [Fact]
    public void Exposures_OnBothBases_AreNeverMixed_AndNettedByUnderlying()
    {
        // 30,000 of A, three calls on it written: what they move like comes off A.
        var call = Call("A", -3);
        var result = new Exposures().Compute(Data(Holding("A", 30_000), call, Holding("B", -10_000)));

        var delta = (double)call.DeltaAdjusted!.Value;
        Of(result, "market_long").ShouldBe(30_000);
        Of(result, "market_short").ShouldBe(-10_000 + (double)call.MarketValue, 1e-6);
        Of(result, "delta_long").ShouldBe(30_000);
        Of(result, "delta_short").ShouldBe(-10_000 + delta, 1e-6);
        Of(result, "netted_gross").ShouldBe(30_000 + delta + 10_000, 1e-6);
        Of(result, "netted_net").ShouldBe(Of(result, "delta_net"), 1e-9);
        Of(result, "market_leverage").ShouldBe(Of(result, "market_gross") / 100_000, 1e-12);
    }

    [Theory]
    [InlineData("by_class")]
    [InlineData("by_sector")]
    [InlineData("by_underlying")]
    public void Tables_SumToTheBook(string id)
    {
        var result = new Exposures().Compute(Data(Holding("A", 30_000), Call("A", -3), Holding("B", -10_000), Holding(null, 5_000)));

        var table = result.Tables.Single(one => one.Id == id);
        foreach (var (column, figure) in new[] { ("market_long", "market_long"), ("market_net", "market_net"), ("delta_short", "delta_short"), ("delta_net", "delta_net") })
        {
            var index = table.Columns.ToList().IndexOf(column);
            table.Rows.Sum(row => row.Values[index] ?? 0).ShouldBe(Of(result, figure), 1e-6, column);
        }

        table.Rows.Sum(row => row.Values[0] ?? 0).ShouldBe(4);
    }

    [Fact]
    public void Option_WithoutAPriceOfItsUnderlying_IsInOneBasisOnly_AndTheCoverageSaysSo()
    {
        var blind = Holding("A", 10_000) with { IsOption = true, Class = InvestmentClass.Options, DeltaAdjusted = null };

        var result = new Exposures().Compute(Data(blind, Holding("B", 30_000)));

        Of(result, "market_gross").ShouldBe(40_000);
        Of(result, "delta_gross").ShouldBe(30_000);
        result.Figures["delta_gross"].Coverage.ShouldBe(0.75);
        result.Tables.Single(table => table.Id == "by_underlying").Rows.Single(row => row.Key == "A").Values[^1].ShouldBeNull();
    }

    [Fact]
    public void Underlyings_BeyondTheLargest_AreAddedUp()
    {
        RiskHolding[] holdings = [.. Enumerable.Range(0, Exposures.MostUnderlyings + 5).Select(i => Holding($"S{i}", 1_000 + i))];

        var rows = new Exposures().Compute(Data(holdings)).Tables.Single(table => table.Id == "by_underlying").Rows;

        rows.Count.ShouldBe(Exposures.MostUnderlyings + 1);
        rows[^1].Key.ShouldBe(Exposures.Others);
        rows[^1].Values[0].ShouldBe(5);
        rows.Sum(row => row.Values[1] ?? 0).ShouldBe((double)holdings.Sum(holding => holding.MarketValue));
    }

    [Fact]
    public void Book_OfNothing_HasNoExposure()
    {
        var result = new Exposures().Compute(Data());

        Of(result, "market_gross").ShouldBe(0);
        result.Tables.ShouldAllBe(table => table.Rows.Count == 0);
    }

    private static double Of(RiskResult result, string figure) => result.Figures[figure].Value.ShouldNotBeNull();
}
