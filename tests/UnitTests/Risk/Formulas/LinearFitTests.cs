using App.Core.Risk.Formulas;
using Shouldly;
using Support;
using Xunit;

namespace UnitTests.Risk.Formulas;

public sealed class LinearFitTests
{
    [Fact] // x 1 2 3 4 5, y 2 4 5 4 5: slope 0.6, intercept 2.2, residual sum of squares 2.4, total 6
    public void Of_FivePairs_GivesTheTextbookLine()
    {
        var fit = LinearFit.Of([1, 2, 3, 4, 5], [2, 4, 5, 4, 5]).ShouldNotBeNull();

        fit.Slope.ShouldBe(0.6, 1e-15);
        fit.Intercept.ShouldBe(2.2, 1e-15);
        fit.RSquared!.Value.ShouldBe(0.6, 1e-15);
        fit.StandardError.ShouldBe(Math.Sqrt(2.4 / 3 / 10), 1e-15);
        fit.Observations.ShouldBe(5);
    }

    [Fact]
    public void Of_ALine_ExplainsAll()
    {
        var fit = LinearFit.Of([0, 1, 2], [3, 1, -1]).ShouldNotBeNull();

        (fit.Slope, fit.Intercept, fit.RSquared).ShouldBe((-2, 3, 1));
        fit.StandardError.ShouldBe(0, 1e-12);
    }

    [Fact]
    public void Of_WhatShowsNoSlope_IsNothing()
    {
        LinearFit.Of([], []).ShouldBeNull();
        LinearFit.Of([1, 2], [1, 2]).ShouldBeNull();
        LinearFit.Of([0.1, 0.1, 0.1, 0.1], [1, 2, 3, 4]).ShouldBeNull();
        var still = LinearFit.Of([1, 2, 3], [5, 5, 5])!.Value;
        (still.Slope, still.StandardError, still.RSquared).ShouldBe((0, 0, null), "nothing is explained of what never moves");
    }

    [Fact]
    public void Of_ScaledAndShifted_ScalesAndShifts()
    {
        var random = new Random(7);
        for (var trial = 0; trial < 200; trial++)
        {
            var x = Enumerable.Range(0, 60).Select(_ => random.NextDouble() - 0.5).ToArray();
            var y = x.Select(value => 0.8 * value + random.NextDouble() - 0.5).ToArray();
            var fit = LinearFit.Of(x, y)!.Value;
            var scaled = LinearFit.Of(x, [.. y.Select(value => 3 * value + 1)])!.Value;

            scaled.Slope.ShouldBe(3 * fit.Slope, 1e-12);
            scaled.RSquared!.Value.ShouldBe(fit.RSquared!.Value, 1e-12);
            fit.RSquared!.Value.ShouldBeInRange(0, 1);
        }
    }

    [Fact]
    public void Of_PanelOfStocksToSpy_MatchesStatsmodels()
    {
        var rows = ReferenceData.Rows("vectors/beta_vs_spy.csv");
        var spy = PanelReturns.Of("SPY");
        foreach (var row in rows)
        {
            var stock = PanelReturns.Of(row["symbol"]);
            var (from, count) = PanelReturns.Window(row["first_return_date"], row["last_return_date"]);
            var fit = LinearFit.Of(spy.AsSpan(from, count), stock.AsSpan(from, count)).ShouldNotBeNull();

            fit.Slope.ShouldBe(row.Double("beta"), 1e-8 * Math.Abs(row.Double("beta")), $"{row["symbol"]} {row["window"]}");
            fit.StandardError.ShouldBe(row.Double("se_beta"), 1e-8 * row.Double("se_beta"));
            fit.RSquared!.Value.ShouldBe(row.Double("r2"), 1e-8 * row.Double("r2"));
            fit.Intercept.ShouldBe(row.Double("alpha_daily"), 1e-8 * Math.Abs(row.Double("alpha_daily")));

            // The slope is the covariance over the variance.
            var variance = SampleStatistics.Spread(spy.AsSpan(from, count)) / (count - 1);
            (fit.Slope * variance).ShouldBe(row.Double("cov_daily"), 1e-8 * Math.Abs(row.Double("cov_daily")));
        }
    }

    [Fact]
    public void AnnualVolatility_OfThePanel_MatchesNumpy()
    {
        foreach (var row in ReferenceData.Rows("vectors/risk.csv"))
        {
            var (from, count) = PanelReturns.Window(row["first_return_date"], row["last_return_date"]);
            SampleStatistics.AnnualVolatility(PanelReturns.Of(row["symbol"]).AsSpan(from, count)).ShouldNotBeNull()
                .ShouldBe(row.Double("vol_simple_ann"), 1e-8 * row.Double("vol_simple_ann"), $"{row["symbol"]} {row["window"]}");

            // Of any values: of logarithms too, and about 0 in place of the mean.
            var logs = Array.ConvertAll(PanelReturns.Of(row["symbol"])[from..(from + count)], value => Math.Log(1 + value));
            SampleStatistics.AnnualVolatility(logs).ShouldNotBeNull().ShouldBe(row.Double("vol_log_ann"), 1e-8 * row.Double("vol_log_ann"));
            var aboutZero = Math.Sqrt((SampleStatistics.Spread(logs) / count + Math.Pow(SampleStatistics.Mean(logs), 2)) * SampleStatistics.SessionsPerYear);
            aboutZero.ShouldBe(row.Double("vol_log_zero_mean_ann"), 1e-8 * row.Double("vol_log_zero_mean_ann"));
        }
    }
}
