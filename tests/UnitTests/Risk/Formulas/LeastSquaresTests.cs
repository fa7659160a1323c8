using App.Core.Risk.Formulas;
using Shouldly;
using Support;
using Xunit;

namespace UnitTests.Risk.Formulas;

public sealed class LeastSquaresTests
{
    private static readonly string[] Factors = ["SPY", "MTUM", "QUAL", "SIZE", "USMV", "VLUE"];

    [Fact] // y = 1 + 2a − b, and ±1 left over; a and b orthogonal to each other and to what is left
    public void Fit_AWorkedExample_GivesSlopesAndErrors()
    {
        var fit = LeastSquares.Of([[-1, 1, -1, 1, -1, 1, -1, 1], [-1, -1, 1, 1, -1, -1, 1, 1]]).ShouldNotBeNull();
        var found = fit.Fit([1, 5, -1, 3, -1, 3, -3, 1]);

        found.Intercept.ShouldBe(1, 1e-14);
        found.Slopes.ShouldBe([2, -1], 1e-14);
        found.ResidualDeviation.ShouldBe(Math.Sqrt(8 / 5.0), 1e-14);
        found.StandardErrors.ShouldBe([Math.Sqrt(8 / 5.0 / 8), Math.Sqrt(8 / 5.0 / 8)], 1e-14);
        found.RSquared!.Value.ShouldBe(1 - 8 / 48.0, 1e-14);
        fit.ConditionNumber.ShouldBe(1, 1e-14);
        fit.VarianceInflation.ShouldBe([1, 1], 1e-14);
    }

    [Fact]
    public void Of_OneColumn_IsTheLine()
    {
        var random = new Random(3);
        var x = Enumerable.Range(0, 50).Select(_ => random.NextDouble()).ToArray();
        var y = x.Select(value => 3 - value + 0.1 * random.NextDouble()).ToArray();

        var (one, other) = (LeastSquares.Of([x])!.Fit(y), LinearFit.Of(x, y)!.Value);

        (one.Slopes[0], one.Intercept, one.StandardErrors[0], one.RSquared).ShouldSatisfyAllConditions(
            _ => one.Slopes[0].ShouldBe(other.Slope, 1e-13),
            _ => one.Intercept.ShouldBe(other.Intercept, 1e-13),
            _ => one.StandardErrors[0].ShouldBe(other.StandardError, 1e-13),
            _ => one.RSquared!.Value.ShouldBe(other.RSquared!.Value, 1e-13));
    }

    [Fact]
    public void Of_WhatShowsNoSlopes_IsNothing()
    {
        double[] one = [1, 2, 4, 7, 3, 9], two = [2, 4, 8, 14, 6, 18];
        LeastSquares.Of([one, two]).ShouldBeNull("one is twice the other");
        LeastSquares.Of([one, [5, 5, 5, 5, 5, 5]]).ShouldBeNull("a constant is the intercept");
        LeastSquares.Of([[.. one[..4]], [.. two[..4]]]).ShouldBeNull("too few");
        LeastSquares.Of([one, [3, 1, 4, 1, 5, 9]])!.Fit([2, 2, 2, 2, 2, 2]).ShouldSatisfyAllConditions(
            fit => fit.Slopes.ShouldBe([0, 0], 1e-14), fit => fit.RSquared.ShouldBeNull(), fit => fit.AdjustedRSquared.ShouldBeNull());
        LeastSquares.Of([one, [.. one.Select((value, row) => value + row % 2 * 1e-4)]])!.ConditionNumber.ShouldBeGreaterThan(1e4);
    }

    [Fact]
    public void Fit_OfTheColumnsThemselves_FindsTheCombination_WhateverTheirScale()
    {
        var random = new Random(11);
        for (var trial = 0; trial < 100; trial++)
        {
            double[][] columns = [.. Enumerable.Range(0, 7).Select(k => Enumerable.Range(0, 60 + trial).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(10, k - 3)).ToArray())];
            double[] slopes = [.. columns.Select(_ => random.NextDouble() - 0.5)];
            var y = Enumerable.Range(0, columns[0].Length).Select(row => 0.25 + columns.Select((column, k) => slopes[k] * column[row]).Sum()).ToArray();

            var fit = LeastSquares.Of(columns).ShouldNotBeNull().Fit(y);

            for (var k = 0; k < slopes.Length; k++)
            {
                fit.Slopes[k].ShouldBe(slopes[k], 1e-9 * Math.Max(1, Math.Pow(10, 3 - k)));
            }

            fit.RSquared!.Value.ShouldBe(1, 1e-12);
        }
    }

    [Fact]
    public void Fit_OfThePanel_MatchesStatsmodels()
    {
        foreach (var row in ReferenceData.Rows("vectors/ols_6factor.csv"))
        {
            var (from, count) = PanelReturns.Window(row["first_return_date"], row["last_return_date"]);
            double[][] columns = [.. Factors.Select(factor => PanelReturns.Of(factor).AsSpan(from, count).ToArray())];
            var fit = LeastSquares.Of(columns).ShouldNotBeNull().Fit(PanelReturns.Of(row["symbol"]).AsSpan(from, count));

            for (var k = 0; k < Factors.Length; k++)
            {
                Same(row, "b_" + Factors[k], fit.Slopes[k]);
                Same(row, "se_" + Factors[k], fit.StandardErrors[k]);
                Same(row, "t_" + Factors[k], fit.Slopes[k] / fit.StandardErrors[k]);
            }

            Same(row, "alpha_daily", fit.Intercept);
            Same(row, "se_alpha", fit.InterceptError);
            Same(row, "t_alpha", fit.Intercept / fit.InterceptError);
            Same(row, "adj_r2", fit.AdjustedRSquared!.Value);
            Same(row, "r2", fit.RSquared!.Value);
            Same(row, "resid_std_daily", fit.ResidualDeviation);

            // numpy's is of the columns as they are, with the intercept.
            Same(row, "cond_number", SingularValues.ConditionNumber([Enumerable.Repeat(1.0, count).ToArray(), .. columns]));
        }
    }

    [Fact]
    public void Fit_OfThePanelsSpreads_MatchesStatsmodelsWithNeweyWestErrors()
    {
        string[] spreads = ["MTUM", "QUAL", "SIZE", "USMV", "VLUE"];
        foreach (var row in ReferenceData.Rows("vectors/ols_6factor_spread.csv"))
        {
            var (from, count) = PanelReturns.Window(row["first"], row["last"]);
            var fitted = LeastSquares.Of(
                [.. new[] { PanelReturns.Of("SPY") }.Concat(spreads.Select(symbol => PanelReturns.Spread(symbol, "SPY"))).Select(column => column.AsSpan(from, count).ToArray())]).ShouldNotBeNull();
            var fit = fitted.Fit(PanelReturns.Of(row["symbol"]).AsSpan(from, count));
            string[] names = ["SPY", .. spreads.Select(symbol => symbol + "-SPY")];
            for (var k = 0; k < names.Length; k++)
            {
                Same(row, "b_" + names[k], fit.Slopes[k]);
                Same(row, "se_" + names[k], fit.StandardErrors[k]);
                Same(row, "nw5_se_" + names[k], fit.NeweyWestErrors[k]);
            }

            Same(row, "b_alpha", fit.Intercept);
            Same(row, "se_alpha", fit.InterceptError);
            Same(row, "nw5_se_alpha", fit.InterceptNeweyWestError);
            Same(row, "resid_std_daily", fit.ResidualDeviation);

            Same(row, "r2", fit.RSquared!.Value);
        }
    }

    [Fact]
    public void VarianceInflation_IsThatOfEachColumnOnTheOthers()
    {
        var random = new Random(5);
        double[][] columns = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, 80).Select(_ => random.NextDouble()).ToArray())];
        columns[3] = [.. columns[0].Zip(columns[1], (one, other) => one - other + 0.2 * random.NextDouble())];
        var all = LeastSquares.Of(columns).ShouldNotBeNull();
        for (var k = 0; k < columns.Length; k++)
        {
            var alone = LeastSquares.Of([.. columns.Where((_, other) => other != k)]).ShouldNotBeNull().Fit(columns[k]);
            all.VarianceInflation[k].ShouldBe(1 / (1 - alone.RSquared!.Value), 1e-9 / (1 - alone.RSquared!.Value));
        }
    }

    private static void Same(ReferenceRow row, string column, double found) =>
        found.ShouldBe(row.Double(column), 1e-8 * Math.Abs(row.Double(column)), $"{column} of {row["symbol"]} {row["window"]}");
}
