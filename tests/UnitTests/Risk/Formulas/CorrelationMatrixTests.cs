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

    [Fact] // numpy 1.24: e, Q = eigh(M); K = Q diag(max(e, 0)) Q'; K ÷ √(diag K diag K')
    public void From_AMatrixThatCannotBe_IsNumpysClipping()
    {
        double[,] given = { { 1, .8, .3, -.6 }, { .8, 1, -.5, .2 }, { .3, -.5, 1, .7 }, { -.6, .2, .7, 1 } };
        double[,] expected =
        {
            { 1, 0.5700795252711084, 0.1374528051770644, -0.39782899291483564 },
            { 0.5700795252711084, 1, -0.3254934106352866, 0.0589761146930936 },
            { 0.1374528051770644, -0.3254934106352866, 1, 0.5044003607349751 },
            { -0.39782899291483564, 0.0589761146930936, 0.5044003607349751, 1 },
        };
        var clipped = CorrelationMatrix.From(given);
        for (var i = 0; i < 4; i++)
        {
            for (var j = 0; j < 4; j++)
            {
                clipped[i, j].ShouldBe(expected[i, j], 1e-12);
            }
        }
    }

    [Fact] // numpy: |w|.sum()² ÷ w' R w and mean |R| below the diagonal; scipy 1.10: fcluster(linkage(1 − R, "single"), 1 − ρ)
    public void Of_ThePanelsStocks_HasNumpysBets_AndScipysGroups()
    {
        string[] stocks = ["AAPL", "AMD", "BAC", "BBY", "CVX", "GE", "HD", "JNJ", "JPM", "KO"];
        var matrix = CorrelationMatrix.Of([.. stocks.Select(symbol => PanelReturns.Of(symbol)[^90..])]).ShouldNotBeNull();

        matrix.EffectiveBets([5, -3, 2, 4, 1, -2, 3, 6, 1, 2]).ShouldNotBeNull().ShouldBe(3.651297730174912, 1e-9);
        matrix.MeanAbsolute.ShouldNotBeNull().ShouldBe(0.5679227286946765, 1e-10);
        Groups(0.5).ShouldBe(["AAPL AMD BAC BBY CVX GE HD JNJ JPM KO"]);
        Groups(0.6).ShouldBe(["AAPL AMD BAC BBY GE HD JPM KO"]);
        Groups(0.7).ShouldBe(["BAC GE JPM", "AAPL AMD", "HD KO"]);

        IEnumerable<string> Groups(double threshold) => matrix.Clusters(threshold).Select(group => string.Join(' ', group.Select(i => stocks[i])));
    }
}
