using MathNet.Numerics.LinearAlgebra;

namespace App.Core.Risk.Formulas;

/// <summary>How series move together: Pearson's coefficient of each pair, on the rows that all of them have.</summary>
/// <remarks>
/// See docs/formulas/correlation.md. Symmetric, 1 on the diagonal, every coefficient in [−1, 1]. On complete rows no book can have a negative variance; a matrix that came from
/// elsewhere, in which one could, has its negative eigenvalues set to 0 and its diagonal to 1 again, and says so. Immutable.
/// </remarks>
public sealed class CorrelationMatrix
{
    // An eigenvalue above this is 0 to rounding.
    private const double Rounding = -1e-10;

    private readonly double[,] _values;

    private CorrelationMatrix(double[,] values, int observations, bool isClipped) => (_values, Observations, IsClipped) = (values, observations, isClipped);

    /// <summary>How many series.</summary>
    public int Size => _values.GetLength(0);

    /// <summary>The rows it is of; 0 when it was given.</summary>
    public int Observations { get; }

    /// <summary>True when it had to be changed so that no book has a negative variance.</summary>
    public bool IsClipped { get; }

    /// <summary>The coefficient of two series.</summary>
    public double this[int i, int j] => _values[i, j];

    /// <summary>The mean of |ρ| over the pairs; null of fewer than two series.</summary>
    public double? MeanAbsolute
    {
        get
        {
            var sum = 0.0;
            for (var i = 0; i < Size; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    sum += Math.Abs(_values[i, j]);
                }
            }

            return Size < 2 ? null : sum / (Size * (Size - 1) / 2.0);
        }
    }

    /// <summary>Correlates series.</summary>
    /// <param name="series">The series, finite and of equal length, each row one day.</param>
    /// <returns>Null with fewer than two rows, or when one of them never moves.</returns>
    public static CorrelationMatrix? Of(IReadOnlyList<double[]> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var rows = series.Count == 0 ? 0 : series[0].Length;
        if (rows < 2)
        {
            return null;
        }

        var standard = new double[series.Count][];
        for (var i = 0; i < standard.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(series[i].Length, rows, nameof(series));
            var (mean, spread) = (SampleStatistics.Mean(series[i]), SampleStatistics.Spread(series[i]));
            if (!(spread > SampleStatistics.NoSpread(series[i])))
            {
                return null;
            }

            standard[i] = Array.ConvertAll(series[i], value => (value - mean) / Math.Sqrt(spread));
        }

        var values = new double[standard.Length, standard.Length];
        for (var i = 0; i < standard.Length; i++)
        {
            values[i, i] = 1;
            for (var j = 0; j < i; j++)
            {
                values[i, j] = values[j, i] = Math.Clamp(VectorMath.Dot(standard[i], standard[j]), -1, 1);
            }
        }

        return new CorrelationMatrix(values, rows, isClipped: false);
    }

    /// <summary>A matrix that came from elsewhere, made one that can be: symmetric already, with 1 on the diagonal.</summary>
    public static CorrelationMatrix From(double[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var parts = Matrix<double>.Build.DenseOfArray(values).Evd(Symmetricity.Symmetric);
        if (parts.EigenValues.All(value => value.Real >= Rounding))
        {
            return new CorrelationMatrix((double[,])values.Clone(), 0, isClipped: false);
        }

        var kept = Matrix<double>.Build.DenseOfDiagonalVector(parts.EigenValues.Map(value => Math.Max(0, value.Real)));
        var clipped = parts.EigenVectors * kept * parts.EigenVectors.Transpose();
        var scaled = Matrix<double>.Build.Dense(clipped.RowCount, clipped.ColumnCount, (i, j) => i == j ? 1 : Math.Clamp(clipped[i, j] / Math.Sqrt(clipped[i, i] * clipped[j, j]), -1, 1));
        return new CorrelationMatrix(scaled.ToArray(), 0, isClipped: true);
    }

    /// <summary>How many independent bets of equal size would vary as much: 1 ÷ Σ wᵢwⱼρᵢⱼ, w the signed exposures over the sum of their sizes.</summary>
    /// <param name="exposures">One for each series, signed.</param>
    /// <returns>Null when nothing is exposed, or when the bets cancel out.</returns>
    public double? EffectiveBets(IReadOnlyList<double> exposures)
    {
        ArgumentNullException.ThrowIfNull(exposures);
        ArgumentOutOfRangeException.ThrowIfNotEqual(exposures.Count, Size, nameof(exposures));
        var gross = exposures.Sum(Math.Abs);
        var sum = 0.0;
        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j < Size; j++)
            {
                sum += exposures[i] * exposures[j] * _values[i, j];
            }
        }

        return gross > 0 && sum > 1e-12 * gross * gross ? gross * gross / sum : null;
    }

    /// <summary>Series that go together: each of a group has a coefficient of at least <paramref name="threshold"/> with one other of it. Groups of two and more, the largest first.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Clusters(double threshold)
    {
        var group = Enumerable.Range(0, Size).ToArray();
        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (_values[i, j] >= threshold && group[i] != group[j])
                {
                    var (from, to) = (Math.Max(group[i], group[j]), Math.Min(group[i], group[j]));
                    group = Array.ConvertAll(group, each => each == from ? to : each);
                }
            }
        }

        return [.. Enumerable.Range(0, Size).GroupBy(i => group[i]).Select(each => each.ToList()).Where(each => each.Count > 1).OrderByDescending(each => each.Count).ThenBy(each => each[0])];
    }
}
