using App.Core.Risk.Formulas;
using Shouldly;
using Support;
using Xunit;

namespace UnitTests.Risk.Formulas;

public sealed class RollingVolatilityTests
{
    [Fact] // by hand: of +1 % and −1 % the sample deviation is √2 %, a year √504 %; of +1 % and +1 % nothing
    public void Of_WindowsOfTwo_IsTheDeviationOfEachPair() =>
        RollingVolatility.Of([0.01, -0.01, -0.01], 2).ShouldBe([0.01 * Math.Sqrt(504), 0], 1e-15);

    [Fact]
    public void Of_FewerReturnsThanTheWindow_IsEmpty()
    {
        RollingVolatility.Of([0.01], 2).ShouldBeEmpty();
        RollingVolatility.Of([], 21).ShouldBeEmpty();
        Should.Throw<ArgumentOutOfRangeException>(() => RollingVolatility.Of([0.1, 0.2], 1));
    }

    [Fact]
    public void Of_AnyReturns_EndsWithTheirOwnVolatility_AndScalesWithThem()
    {
        var random = new Random(3);
        double[] returns = [.. Enumerable.Range(0, 80).Select(_ => (random.NextDouble() - 0.5) / 20)];

        var values = RollingVolatility.Of(returns, 21);

        values.Length.ShouldBe(60);
        values[^1].ShouldBe(SampleStatistics.AnnualVolatility(returns.AsSpan(^21..))!.Value, 1e-15);
        RollingVolatility.Of([.. returns.Select(value => -3 * value)], 21).ShouldBe([.. values.Select(value => 3 * value)], 1e-13);
    }

    [Fact]
    public void Trend_OfALine_IsItsSlope_AndOfASawToothNone()
    {
        double[] line = [.. Enumerable.Range(0, 40).Select(day => day < 19 ? 9.0 : 0.1 + (0.002 * day))];
        var rising = RollingVolatility.Trend(line)!.Value;
        (rising.Slope, rising.RSquared, rising.Observations).ShouldSatisfyAllConditions(
            found => found.Slope.ShouldBe(0.002, 1e-15), found => found.RSquared!.Value.ShouldBe(1, 1e-12), found => found.Observations.ShouldBe(21));

        RollingVolatility.Trend([.. Enumerable.Range(0, 21).Select(day => day % 2 == 0 ? 0.2 : 0.3)])!.Value.RSquared!.Value.ShouldBeLessThan(RollingVolatility.TrendRSquared);
        RollingVolatility.Trend(line.AsSpan(0, 20)).ShouldBeNull();
    }

    [Fact]
    public void Percentile_IsTheShareOfThoseBeforeBelowTheLast()
    {
        RollingVolatility.Percentile([0.1, 0.4, 0.2, 0.3]).ShouldNotBeNull().ShouldBe(2 / 3.0, 1e-15);
        RollingVolatility.Percentile([0.1, 0.2, 0.3]).ShouldBe(1, "the highest of all is above all the others");
        RollingVolatility.Percentile([0.3, 0.1]).ShouldBe(0);
        RollingVolatility.Percentile([0.2, 0.2, 0.2]).ShouldBe(0, "equal is not below");
        RollingVolatility.Percentile([0.2]).ShouldBeNull();
    }

    [Fact]
    public void OfThePanel_EndsWithNumpysVolatility()
    {
        foreach (var row in ReferenceData.Rows("vectors/risk.csv").Where(row => row["window"] != "all"))
        {
            var (from, count) = PanelReturns.Window(row["first_return_date"], row["last_return_date"]);
            var values = RollingVolatility.Of(PanelReturns.Of(row["symbol"]).AsSpan(0, from + count), count);

            values[^1].ShouldBe(row.Double("vol_simple_ann"), 1e-8 * row.Double("vol_simple_ann"), $"{row["symbol"]} {row["window"]}");
        }
    }

    [Theory] // numpy 1.24, the last 252 returns x: v = sliding_window_view(x, 21).std(axis=1, ddof=1) * sqrt(252); polyfit(arange(21), v[-21:], 1)[0]; corrcoef(…)[0, 1]**2; (v[:-1] < v[-1]).mean()
    [InlineData("SPY", -0.004484356388438267, 0.5816563196469421, 61)]
    [InlineData("AAPL", -0.008730585451252366, 0.6347770822006887, 104)]
    [InlineData("JPM", -0.0021700081297082426, 0.5020193073826048, 3)]
    public void TrendAndPercentile_OfThePanelsLastYear_AreNumpys(string symbol, double slope, double rSquared, int below)
    {
        var values = RollingVolatility.Of(PanelReturns.Of(symbol).AsSpan(^252..), 21);

        var trend = RollingVolatility.Trend(values).ShouldNotBeNull();
        trend.Slope.ShouldBe(slope, 1e-8 * Math.Abs(slope));
        trend.RSquared.ShouldNotBeNull().ShouldBe(rSquared, 1e-8 * rSquared);
        RollingVolatility.Percentile(values).ShouldNotBeNull().ShouldBe(below / 231.0, 1e-15);
    }

    [Fact]
    public void TrendAndPercentile_OfAnyValues_HaveTheirInvariants()
    {
        var random = new Random(73);
        for (var trial = 0; trial < 300; trial++)
        {
            double[] values = [.. Enumerable.Range(0, 21 + (trial % 100)).Select(_ => 0.1 + random.NextDouble())];
            var (trend, percentile) = (RollingVolatility.Trend(values)!.Value, RollingVolatility.Percentile(values)!.Value);
            var (more, turned) = (RollingVolatility.Trend([.. values.Select(value => 3 + (2 * value))])!.Value, RollingVolatility.Trend([.. values[^21..].Reverse()])!.Value);

            more.Slope.ShouldBe(2 * trend.Slope, 1e-13);
            more.RSquared!.Value.ShouldBe(trend.RSquared!.Value, 1e-12);
            turned.Slope.ShouldBe(-trend.Slope, 1e-14);
            RollingVolatility.Percentile([.. values.Select(Math.Exp)]).ShouldBe(percentile, "only the order counts");
            RollingVolatility.Percentile([.. values.Select(value => -value)]).ShouldNotBeNull().ShouldBe(1 - percentile, 1e-15, "no two are equal");
            percentile.ShouldBeInRange(0, 1);
        }
    }
}
