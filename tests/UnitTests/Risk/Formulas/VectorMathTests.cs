using App.Core.Risk.Formulas;
using Shouldly;
using Xunit;

namespace UnitTests.Risk.Formulas;

public sealed class VectorMathTests
{
    [Fact] // every length: multiples of eight and four lanes, and what is left over
    public void Sums_OfAnyLength_AreThoseOfAPlainLoop()
    {
        var random = new Random(41);
        for (var length = 0; length <= 40; length++)
        {
            double[] x = [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5)], y = [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5)];
            var dot = 0.0;
            for (var i = 0; i < length; i++)
            {
                dot += x[i] * y[i];
            }

            VectorMath.Dot(x, y).ShouldBe(dot, 1e-14, $"{length}");
            VectorMath.Length(x).ShouldBe(Math.Sqrt(x.Sum(value => value * value)), 1e-14);
            var sum = x.ToArray();
            VectorMath.Add(sum, y, -2.5);
            sum.ShouldBe([.. x.Zip(y, (one, other) => one - (2.5 * other))], 1e-15, $"{length}");
        }
    }

    [Fact] // each place counts once, the last of a tail too: powers of two have no rounding
    public void Dot_CountsEveryPlaceOnce()
    {
        for (var length = 1; length <= 30; length++)
        {
            double[] places = [.. Enumerable.Range(0, length).Select(i => Math.Pow(2, i))];
            VectorMath.Dot(places, [.. Enumerable.Repeat(1.0, length)]).ShouldBe(Math.Pow(2, length) - 1);
        }
    }

    [Fact]
    public void Sums_OfUnequalLengths_AreRefused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => VectorMath.Dot([1], [1, 2]));
        Should.Throw<ArgumentOutOfRangeException>(() => VectorMath.Add(new double[2], [1], 1));
        VectorMath.Dot([], []).ShouldBe(0);
        VectorMath.Length([]).ShouldBe(0);
    }
}
