namespace App.Core.Risk.Formulas;

/// <summary>A series explained by several others with a penalty on large slopes: what is left to do when the others go together so much that least squares cannot tell them apart.</summary>
/// <remarks>
/// See docs/formulas/factor-model.md. Each column is standardised (mean 0, deviation 1 with divisor n), the series is centred, and |y − Zb|² + α·|b|² is made smallest: the
/// scaling of scikit-learn's Ridge after its StandardScaler. The intercept is not penalised. Slopes are given in the columns' own units. Hoerl and Kennard 1970. Slopes are
/// biased towards 0 on purpose, so no standard errors are given. Without a penalty it is least squares.
/// </remarks>
/// <param name="Intercept">In the series' unit.</param>
/// <param name="Slopes">The slope of each column, in its own unit.</param>
/// <param name="RSquared">1 − residual ÷ total sum of squares; at most what least squares reach, in [0, 1]. Null of a series that never moves.</param>
/// <param name="Observations">n.</param>
public sealed record RidgeFit(double Intercept, IReadOnlyList<double> Slopes, double? RSquared, int Observations)
{
    /// <summary>Fits.</summary>
    /// <param name="columns">The explaining series, finite and of equal length; one that never moves gets the slope 0.</param>
    /// <param name="y">The explained values, finite; as many.</param>
    /// <param name="alpha">The penalty, 0 or more; 1 is scikit-learn's own.</param>
    /// <returns>Null with fewer than three rows; with so small a penalty (or none) that columns which are combinations of each other are not told apart, which least squares cannot either.</returns>
    public static RidgeFit? Of(IReadOnlyList<double[]> columns, ReadOnlySpan<double> y, double alpha = 1)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentOutOfRangeException.ThrowIfNegative(alpha);
        if (y.Length < LinearFit.FewestPairs)
        {
            return null;
        }

        // A column that never moves has no share, penalty or not. |y − Zb|² + α|b|² is least squares on as many more rows as there are columns, each √α at its own column and 0 in y: no cross products are needed.
        var (rows, count) = (y.Length, columns.Count);
        var (means, deviations, extended) = (new double[count], new double[count], new double[count][]);
        for (var column = 0; column < count; column++)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(columns[column].Length, rows, nameof(columns));
            var spread = SampleStatistics.Spread(columns[column]);
            means[column] = SampleStatistics.Mean(columns[column]);
            deviations[column] = spread > SampleStatistics.NoSpread(columns[column]) ? Math.Sqrt(spread / rows) : 0;
            extended[column] = new double[rows + count];
            for (var row = 0; row < rows && deviations[column] > 0; row++)
            {
                extended[column][row] = (columns[column][row] - means[column]) / deviations[column];
            }

            extended[column][rows + column] = deviations[column] > 0 ? Math.Sqrt(alpha) : 1;
        }

        var mean = SampleStatistics.Mean(y);
        var centred = new double[rows + count];
        for (var row = 0; row < rows; row++)
        {
            centred[row] = y[row] - mean;
        }

        if (ThinQr.Of(extended) is not { } columnsOfAll)
        {
            return null;
        }

        var (standardised, left) = columnsOfAll.Solve(centred);
        double[] slopes = [.. standardised.Select((slope, column) => deviations[column] > 0 ? slope / deviations[column] : 0)];
        return new RidgeFit(
            mean - slopes.Zip(means, (slope, of) => slope * of).Sum(), slopes, SampleStatistics.Explained(y, VectorMath.Dot(left.AsSpan(..rows), left.AsSpan(..rows))), rows);
    }
}
