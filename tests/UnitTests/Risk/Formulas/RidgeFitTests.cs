using App.Core.Risk.Formulas;
using Shouldly;
using Support;
using Xunit;

namespace UnitTests.Risk.Formulas;

public sealed class RidgeFitTests
{
    [Fact] // one column of deviation 1 and mean 0: b = Σxy ÷ (Σx² + α) = 4 ÷ (4 + 4)
    public void Of_AWorkedExample_ShrinksTheSlope()
    {
        var fit = RidgeFit.Of([[-1, 1, -1, 1]], [2, 4, 2, 4], alpha: 4).ShouldNotBeNull();

        (fit.Slopes[0], fit.Intercept, fit.Observations).ShouldBe((0.5, 3, 4));
        fit.RSquared.ShouldBe(0.75, 1e-15);
    }

    [Fact]
    public void Of_NoPenaltyToSpeakOf_IsLeastSquares_AndMoreShrinks()
    {
        var random = new Random(2);
        double[][] columns = [.. Enumerable.Range(0, 6).Select(_ => Enumerable.Range(0, 100).Select(_ => random.NextDouble()).ToArray())];
        var y = Enumerable.Range(0, 100).Select(row => columns.Sum(column => column[row]) + random.NextDouble()).ToArray();

        var least = LeastSquares.Of(columns)!.Fit(y);
        RidgeFit.Of(columns, y, 1e-9)!.Slopes.ShouldBe(least.Slopes, 1e-9);
        var lengths = new[] { 1e-9, 0.1, 1, 10, 100, 1e6 }.Select(alpha => RidgeFit.Of(columns, y, alpha)!).ToList();
        lengths.Select(fit => fit.RSquared).ShouldBeInOrder(SortDirection.Descending);
        lengths.Select(fit => fit.Slopes.Sum(slope => slope * slope)).ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public void Of_ColumnsThatAreTheSameOrNeverMove_SharesOrLeavesOut()
    {
        double[] x = [1, 2, 3, 5, 8], still = [7, 7, 7, 7, 7];

        var fit = RidgeFit.Of([x, x, still], [2, 4, 6, 10, 16]).ShouldNotBeNull();

        fit.Slopes[0].ShouldBe(fit.Slopes[1], 1e-12);
        fit.Slopes[2].ShouldBe(0);
        RidgeFit.Of([x], still)!.Slopes[0].ShouldBe(0, 1e-15);
        RidgeFit.Of([[1.0, 2]], [1, 2]).ShouldBeNull();
    }

    [Fact]
    public void Of_ThePanel_MatchesTheReference()
    {
        string[] factors = ["SPY", "MTUM", "QUAL", "SIZE", "USMV", "VLUE"];
        var windows = ReferenceData.Rows("vectors/ols_6factor.csv").ToLookup(row => (row["symbol"], row["window"]));
        var seen = 0;
        foreach (var line in File.ReadLines(ReferenceData.PathOf("vectors/ridge_6factor.csv")).Skip(1))
        {
            // The third field is quoted: the definition, in which columns are divided by their deviation of divisor n − 1 and squares are averaged over n − 1.
            var (head, tail) = (line.Split('"')[0].Split(','), line.Split('"')[2].Split(',')[1..]);
            var window = windows[(head[0], head[1])].First();
            var (from, count) = PanelReturns.Window(window["first_return_date"], window["last_return_date"]);
            var fit = RidgeFit.Of(
                [.. factors.Select(factor => PanelReturns.Of(factor).AsSpan(from, count).ToArray())],
                PanelReturns.Of(head[0]).AsSpan(from, count),
                alpha: Number(tail[0]) * count).ShouldNotBeNull();
            for (var k = 0; k < factors.Length; k++)
            {
                fit.Slopes[k].ShouldBe(Number(tail[k + 1]), 1e-8 * Math.Abs(Number(tail[k + 1])), line);
            }

            seen++;
        }

        seen.ShouldBeGreaterThan(20);
    }

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
