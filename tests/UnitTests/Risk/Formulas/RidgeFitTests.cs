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
        fit.RSquared!.Value.ShouldBe(0.75, 1e-15);
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
        lengths.Select(fit => fit.RSquared!.Value).ShouldBeInOrder(SortDirection.Descending);
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

    [Fact]
    public void Of_NoPenalty_IsLeastSquares_AndNothingWhereThatIsNothing()
    {
        var random = new Random(3);
        double[][] columns = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 40).Select(_ => random.NextDouble()).ToArray())];
        var y = Enumerable.Range(0, 40).Select(row => columns[0][row] - columns[2][row] + random.NextDouble()).ToArray();
        var (least, ridge) = (LeastSquares.Of(columns)!.Fit(y), RidgeFit.Of(columns, y, 0)!);

        ridge.Slopes.ShouldBe(least.Slopes, 1e-12);
        ridge.Intercept.ShouldBe(least.Intercept, 1e-12);
        ridge.RSquared!.Value.ShouldBe(least.RSquared!.Value, 1e-12);
        double[][] same = [columns[0], columns[0]];
        RidgeFit.Of(same, y, 0).ShouldBeNull("one is the other");
        RidgeFit.Of(same, y, 1e-30).ShouldBeNull("so small a penalty tells them apart no better");
        RidgeFit.Of(same, y, 1e-6).ShouldNotBeNull();
        RidgeFit.Of([columns[0], [.. Enumerable.Repeat(5.0, 40)]], y, 0)!.Slopes[1].ShouldBe(0);
        RidgeFit.Of(columns, [.. Enumerable.Repeat(2.0, 40)])!.RSquared.ShouldBeNull("nothing moved");
        Should.Throw<ArgumentOutOfRangeException>(() => RidgeFit.Of(columns, y, -1));
    }
}
