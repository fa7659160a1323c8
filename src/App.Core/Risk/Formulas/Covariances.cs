namespace App.Core.Risk.Formulas;

/// <summary>Covariances of daily returns in which yesterday counts more than last month (RiskMetrics 1996).</summary>
/// <remarks>See docs/formulas/stress.md. Means are taken to be 0, as they are next to nothing on a day. Weights are (1 − λ)λⁱ, scaled to sum to 1 over the rows there are.</remarks>
public static class Covariances
{
    /// <summary>The decay of RiskMetrics for daily returns.</summary>
    public const double Decay = 0.94;

    /// <summary>Of each pair of series.</summary>
    /// <param name="series">The series, finite, of equal length, the newest row last; at least one row.</param>
    /// <param name="decay">λ, above 0 and at most 1.</param>
    public static double[,] Weighted(IReadOnlyList<double[]> series, double decay = Decay)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(decay);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decay, 1);
        ArgumentOutOfRangeException.ThrowIfZero(series.Count == 0 ? 0 : series[0].Length, nameof(series));
        var rows = series[0].Length;
        var weights = new double[rows];
        for (var (row, weight) = (rows - 1, 1.0); row >= 0; row--, weight *= decay)
        {
            weights[row] = weight;
        }

        var sum = weights.Sum();
        var scaled = series.Select(values => values.Zip(weights, (value, weight) => value * Math.Sqrt(weight / sum)).ToArray()).ToArray();
        var covariance = new double[series.Count, series.Count];
        for (var i = 0; i < series.Count; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                covariance[i, j] = covariance[j, i] = VectorMath.Dot(scaled[i], scaled[j]);
            }
        }

        return covariance;
    }

    /// <summary>What is to be expected of the others when some are known to move: Σ_us·Σ_ss⁻¹·shock.</summary>
    /// <param name="covariance">Of all of them; positive semidefinite.</param>
    /// <param name="shocks">Of each its move; null for one that is not shocked.</param>
    /// <returns>The moves of all: the shocks as they are, the others as expected. None moves when none is shocked.</returns>
    public static double[] Expected(double[,] covariance, IReadOnlyList<double?> shocks)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        ArgumentNullException.ThrowIfNull(shocks);
        int[] shocked = [.. Enumerable.Range(0, shocks.Count).Where(i => shocks[i] is not null)];
        var pull = Solve(covariance, shocked, shocks);
        return [.. Enumerable.Range(0, shocks.Count).Select(i => shocks[i] ?? Enumerable.Range(0, shocked.Length).Sum(j => covariance[i, shocked[j]] * pull[j]))];
    }

    // Gauss's elimination on the shocked ones' covariance, which needs no exchange of rows: it is positive. What is a combination of those before it adds nothing, and is passed over.
    private static double[] Solve(double[,] covariance, int[] shocked, IReadOnlyList<double?> shocks)
    {
        var n = shocked.Length;
        var (matrix, right) = (new double[n, n], new double[n]);
        for (var i = 0; i < n; i++)
        {
            right[i] = shocks[shocked[i]]!.Value;
            for (var j = 0; j < n; j++)
            {
                matrix[i, j] = covariance[shocked[i], shocked[j]];
            }
        }

        for (var column = 0; column < n; column++)
        {
            if (IsLeft(column))
            {
                for (var row = column + 1; row < n; row++)
                {
                    var times = matrix[row, column] / matrix[column, column];
                    right[row] -= times * right[column];
                    for (var k = column; k < n; k++)
                    {
                        matrix[row, k] -= times * matrix[column, k];
                    }
                }
            }
        }

        var solution = new double[n];
        for (var row = n - 1; row >= 0; row--)
        {
            if (IsLeft(row))
            {
                solution[row] = right[row];
                for (var k = row + 1; k < n; k++)
                {
                    solution[row] -= matrix[row, k] * solution[k];
                }

                solution[row] /= matrix[row, row];
            }
        }

        return solution;

        bool IsLeft(int i) => matrix[i, i] > 1e-12 * covariance[shocked[i], shocked[i]];
    }
}
