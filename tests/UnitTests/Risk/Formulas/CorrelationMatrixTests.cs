using App.Core.Risk.Formulas;
using Shouldly;
using Support;
using Xunit;

namespace UnitTests.Risk.Formulas;

public sealed class CorrelationMatrixTests
{
    [Fact]
    public void Of_AWorkedExample()
    {
        var matrix = CorrelationMatrix.Of([[1, 2, 3, 4], [2, 4, 6, 8], [4, 3, 2, 1], [1, -1, -1, 1]]).ShouldNotBeNull();

        (matrix[0, 1], matrix[0, 2], matrix.Observations, matrix.IsClipped).ShouldSatisfyAllConditions(
            _ => matrix[0, 1].ShouldBe(1, 1e-15), _ => matrix[0, 2].ShouldBe(-1, 1e-15), _ => matrix[3, 0].ShouldBe(0, 1e-15), _ => matrix.IsClipped.ShouldBeFalse());
        matrix.MeanAbsolute.ShouldNotBeNull().ShouldBe(3 / 6.0, 1e-15);
        matrix.Clusters(0.7).ShouldHaveSingleItem().ShouldBe([0, 1]);
        matrix.EffectiveBets([1, 1, 0, 0]).ShouldNotBeNull().ShouldBe(1, 1e-12);
        matrix.EffectiveBets([1, 0, 0, 1]).ShouldNotBeNull().ShouldBe(2, 1e-12);
        matrix.EffectiveBets([1, -1, 0, 0]).ShouldBeNull("they cancel out");
        matrix.EffectiveBets([0, 0, 0, 0]).ShouldBeNull();
    }

    [Fact]
    public void Of_WhatDoesNotMove_IsUnknown()
    {
        CorrelationMatrix.Of([]).ShouldBeNull();
        CorrelationMatrix.Of([[1], [2]]).ShouldBeNull();
        CorrelationMatrix.Of([[1, 2, 3], [0.1, 0.1, 0.1]]).ShouldBeNull();
        CorrelationMatrix.Of([[1, 2, 3]])!.MeanAbsolute.ShouldBeNull();
    }

    [Fact]
    public void Of_AnySeries_IsSymmetricWithAUnitDiagonalAndNoNegativeEigenvalue()
    {
        var random = new Random(13);
        for (var trial = 0; trial < 100; trial++)
        {
            var (size, rows) = (2 + trial % 24, 20 + trial);
            var market = Enumerable.Range(0, rows).Select(_ => random.NextDouble() - 0.5).ToArray();
            double[][] series = [.. Enumerable.Range(0, size).Select(i => market.Select(value => i * value / size + random.NextDouble() - 0.5).ToArray())];
            var matrix = CorrelationMatrix.Of(series).ShouldNotBeNull();
            for (var i = 0; i < size; i++)
            {
                matrix[i, i].ShouldBe(1);
                for (var j = 0; j < i; j++)
                {
                    matrix[i, j].ShouldBe(matrix[j, i]);
                    matrix[i, j].ShouldBeInRange(-1, 1);
                }
            }

            Eigenvalues(matrix).ShouldAllBe(value => value >= -1e-10);
            matrix.EffectiveBets([.. Enumerable.Repeat(1.0, size)]).ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(1 - 1e-9);
        }
    }

    [Fact]
    public void From_AMatrixThatCannotBe_IsClippedAndSaysSo()
    {
        var clipped = CorrelationMatrix.From(new[,] { { 1, 0.9, -0.9 }, { 0.9, 1, 0.9 }, { -0.9, 0.9, 1 } });
        var kept = CorrelationMatrix.From(new[,] { { 1, 0.5 }, { 0.5, 1 } });

        (clipped.IsClipped, kept.IsClipped, kept[0, 1]).ShouldBe((true, false, 0.5));
        Eigenvalues(clipped).ShouldAllBe(value => value >= -1e-10);
        (clipped[0, 0], clipped[0, 1]).ShouldBe((1, clipped[1, 0]));
    }

    [Fact]
    public void Of_ThePanel_MatchesNumpy()
    {
        foreach (var row in ReferenceData.Rows("vectors/beta_vs_spy.csv"))
        {
            var (from, count) = PanelReturns.Window(row["first_return_date"], row["last_return_date"]);
            var matrix = CorrelationMatrix.Of([PanelReturns.Of("SPY").AsSpan(from, count).ToArray(), PanelReturns.Of(row["symbol"]).AsSpan(from, count).ToArray()]).ShouldNotBeNull();

            matrix[0, 1].ShouldBe(row.Double("corr"), 1e-8 * Math.Abs(row.Double("corr")));
        }
    }

    private static IEnumerable<double> Eigenvalues(CorrelationMatrix matrix) =>
        MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(matrix.Size, matrix.Size, (i, j) => matrix[i, j])
            .Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Symmetric).EigenValues.Select(value => value.Real);
}
