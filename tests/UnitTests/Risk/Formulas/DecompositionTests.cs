using App.Core.Risk.Formulas;
using Shouldly;
using Xunit;

namespace UnitTests.Risk.Formulas;

/// <summary>QR and singular values by themselves.</summary>
public sealed class DecompositionTests
{
    private static readonly double[][] Small = [[1, 1, 1, 1], [1, 2, 3, 5], [2, 1, 4, 3]];

    [Fact] // numpy.linalg.qr of the same columns, signs turned so that the diagonal is positive
    public void Qr_OfThreeColumns_IsNumpys()
    {
        var qr = ThinQr.Of(Small).ShouldNotBeNull();

        double[,] expected = { { 2, 5.5, 5 }, { 0, 2.958039891549808, 1.1832159566199238 }, { 0, 0, 1.897366596101028 } };
        for (var row = 0; row < 3; row++)
        {
            for (var column = 0; column < 3; column++)
            {
                qr[row, column].ShouldBe(expected[row, column], 1e-14);
            }
        }

        var (coefficients, residuals) = qr.Solve([4, 4, 10, 12]);
        coefficients.ShouldBe(Normal([4, 4, 10, 12]), 1e-12);
        Small.ShouldAllBe(column => Math.Abs(VectorMath.Dot(column, residuals)) < 1e-12);
    }

    [Fact]
    public void Qr_OfAnyColumns_IsOrthogonal_AndMakesThemAgain_EvenNearlyAlike()
    {
        var random = new Random(43);
        for (var trial = 0; trial < 100; trial++)
        {
            var (rows, count) = (10 + trial, 2 + trial % 7);
            double[][] columns = [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, rows).Select(_ => random.NextDouble() - 0.5).ToArray())];
            columns[^1] = [.. columns[0].Zip(columns[^1], (one, other) => one + Math.Pow(10, -(trial % 9)) * other)];
            var qr = ThinQr.Of(columns).ShouldNotBeNull($"{trial}");
            var inverse = qr.InverseOfR();
            for (var i = 0; i < count; i++)
            {
                for (var j = 0; j < count; j++)
                {
                    VectorMath.Dot(qr.Q[i], qr.Q[j]).ShouldBe(i == j ? 1 : 0, 1e-13, $"{trial}");
                    Enumerable.Range(0, count).Sum(k => qr[i, k] * inverse[k, j]).ShouldBe(i == j ? 1 : 0, 1e-5, $"{trial}");
                }

                var again = Enumerable.Range(0, rows).Select(row => Enumerable.Range(0, count).Sum(k => qr.Q[k][row] * qr[k, i]));
                again.ShouldBe(columns[i], 1e-14);
            }
        }
    }

    [Fact]
    public void Qr_OfACombinationOrOfNothing_IsNone()
    {
        ThinQr.Of([[1.0, 2, 3], [2, 4, 6]]).ShouldBeNull();
        ThinQr.Of([[1.0, 2, 3], [0, 0, 0]]).ShouldBeNull();
        ThinQr.Of([[1e-200, 2e-200, 3e-200], [2, 4, 7]]).ShouldBeNull("too small to have a length");
        ThinQr.Of([[1e-100, 2e-100, 3e-100], [2, 4, 7]]).ShouldNotBeNull("the scale does not matter");
    }

    [Fact] // numpy.linalg.svd
    public void SingularValues_AreNumpys()
    {
        SingularValues.Of([.. Small.Select(column => column.ToArray())]).ShouldBe([8.319370889834657, 1.795346878021444, 0.7515301623689865], 1e-13);
        double[][] panel = [.. new[] { "AAPL", "AMD", "BAC", "BBY", "CVX" }.Select(symbol => PanelReturns.Of(symbol)[^63..])];
        SingularValues.Of([.. panel.Select(column => column.ToArray())])
            .ShouldBe([0.4182040113834624, 0.16151108782916343, 0.13673286618925892, 0.11058304131709007, 0.0978295869341634], 1e-12);
        SingularValues.ConditionNumber(panel).ShouldBe(4.2748213959535795, 1e-10);
    }

    [Fact] // Hilbert's matrix of five: 476607.25024172297 by numpy
    public void SingularValues_OfNearlyDependentColumns_KeepTheSmallest()
    {
        double[][] hilbert = [.. Enumerable.Range(0, 5).Select(i => Enumerable.Range(0, 5).Select(j => 1.0 / (i + j + 1)).ToArray())];

        SingularValues.ConditionNumber(hilbert).ShouldBe(476607.25024172297, 1e-4);
        SingularValues.ConditionNumber([[1, 0], [0, 1]]).ShouldBe(1);
        SingularValues.ConditionNumber([[1.0, 2], [2, 4]]).ShouldBeGreaterThan(1e12);
        SingularValues.Of([[3.0, 4]]).ShouldBe([5]);
    }

    [Fact]
    public void Statistics_OfFewValues_HaveTheirEdges()
    {
        SampleStatistics.Mean([]).ShouldBe(0);
        SampleStatistics.Spread([]).ShouldBe(0);
        SampleStatistics.Spread([3]).ShouldBe(0);
        SampleStatistics.StandardDeviation([3]).ShouldBeNull();
        SampleStatistics.AnnualVolatility([]).ShouldBeNull();
        SampleStatistics.StandardDeviation([1, 3]).ShouldNotBeNull().ShouldBe(Math.Sqrt(2), 1e-15);
        SampleStatistics.StandardDeviation([5, 5, 5]).ShouldBe(0);

        // One part in 1e9 on a large level: one pass over squares would lose it.
        SampleStatistics.StandardDeviation([1e9, 1e9 + 1, 1e9 + 2]).ShouldNotBeNull().ShouldBe(1, 1e-9);
        SampleStatistics.Explained([2, 2, 2], 0).ShouldBeNull("there is nothing to explain");
        SampleStatistics.Explained([0.1, 0.1, 0.1 + 1e-17], 0).ShouldBeNull("rounding is no movement");
        SampleStatistics.Explained([1, 2, 3], 0.5).ShouldBe(0.75);
        SampleStatistics.Explained([1, 2, 3], 5).ShouldBe(0);
    }

    // By the normal equations, solved by hand for three unknowns (Cramer).
    private static double[] Normal(double[] y)
    {
        double[,] a = new double[3, 3];
        double[] b = new double[3];
        for (var i = 0; i < 3; i++)
        {
            b[i] = VectorMath.Dot(Small[i], y);
            for (var j = 0; j < 3; j++)
            {
                a[i, j] = VectorMath.Dot(Small[i], Small[j]);
            }
        }

        double Determinant(double[,] m) =>
            m[0, 0] * (m[1, 1] * m[2, 2] - m[1, 2] * m[2, 1]) - m[0, 1] * (m[1, 0] * m[2, 2] - m[1, 2] * m[2, 0]) + m[0, 2] * (m[1, 0] * m[2, 1] - m[1, 1] * m[2, 0]);
        return [.. Enumerable.Range(0, 3).Select(k =>
        {
            var changed = (double[,])a.Clone();
            for (var i = 0; i < 3; i++)
            {
                changed[i, k] = b[i];
            }

            return Determinant(changed) / Determinant(a);
        })];
    }
}
