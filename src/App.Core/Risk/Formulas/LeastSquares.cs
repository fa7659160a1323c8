namespace App.Core.Risk.Formulas;

/// <summary>Ordinary least squares on several columns, with intercept: the columns are decomposed once, then any number of series is explained by them.</summary>
/// <remarks>
/// See docs/formulas/factor-model.md. By QR, X = Q·R and β = R⁻¹Qᵀy; the normal equations are never formed, which would square the condition number. Immutable; may be used
/// from several threads.
/// </remarks>
public sealed class LeastSquares
{
    /// <summary>Lags of the Newey–West standard errors.</summary>
    public const int NeweyWestLags = 5;

    private readonly ThinQr _columns;

    // Row i of (XᵀX)⁻¹Xᵀ: what each observation does to coefficient i. Its squared length is [(XᵀX)⁻¹]ᵢᵢ.
    private readonly double[][] _influence;

    private LeastSquares(ThinQr columns)
    {
        _columns = columns;
        var inverse = columns.InverseOfR();
        _influence = new double[columns.Columns][];
        for (var i = 0; i < columns.Columns; i++)
        {
            _influence[i] = new double[Observations];
            for (var j = i; j < columns.Columns; j++)
            {
                VectorMath.Add(_influence[i], columns.Q[j], inverse[i, j]);
            }
        }

        VarianceInflation = [.. Enumerable.Range(1, columns.Columns - 1).Select(Inflation)];
        ConditionNumber = SingularValues.ConditionNumber([.. Enumerable.Range(0, columns.Columns).Select(Scaled)]);
    }

    /// <summary>Rows of the columns.</summary>
    public int Observations => _columns.Q[0].Length;

    /// <summary>Of each column 1 ÷ (1 − R²) of that column on the others: how many times the variance its slope has because of them. At least 1.</summary>
    public IReadOnlyList<double> VarianceInflation { get; }

    /// <summary>
    /// The largest over the smallest singular value of the intercept and the columns, each scaled to length 1 (Belsley, Kuh and Welsch 1980). 1 when they are orthogonal; above
    /// about 30 slopes cannot be told apart.
    /// </summary>
    public double ConditionNumber { get; }

    /// <summary>Decomposes the columns.</summary>
    /// <param name="columns">The explaining series, finite and of equal length; at least one.</param>
    /// <returns>Null with fewer than two rows more than unknowns, or when a column is constant or a combination of the others: no slopes follow from that.</returns>
    public static LeastSquares? Of(IReadOnlyList<double[]> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentOutOfRangeException.ThrowIfZero(columns.Count, nameof(columns));
        var intercept = new double[columns[0].Length];
        Array.Fill(intercept, 1);
        return intercept.Length >= columns.Count + 3 && ThinQr.Of([intercept, .. columns]) is { } decomposed ? new LeastSquares(decomposed) : null;
    }

    /// <summary>Explains a series by the columns.</summary>
    /// <param name="y">The explained values, finite; as many as the columns have rows.</param>
    public MultipleFit Fit(ReadOnlySpan<double> y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, Observations, nameof(y));
        var (coefficients, residuals) = _columns.Solve(y);
        var residual = VectorMath.Dot(residuals, residuals);
        var deviation = Math.Sqrt(residual / (y.Length - coefficients.Length));
        return new MultipleFit
        {
            Intercept = coefficients[0],
            InterceptError = deviation * VectorMath.Length(_influence[0]),
            InterceptNeweyWestError = NeweyWest(_influence[0], residuals),
            Slopes = coefficients[1..],
            StandardErrors = [.. _influence.Skip(1).Select(influence => deviation * VectorMath.Length(influence))],
            NeweyWestErrors = [.. _influence.Skip(1).Select(influence => NeweyWest(influence, residuals))],
            RSquared = SampleStatistics.Explained(y, residual),
            ResidualDeviation = deviation,
            Observations = y.Length,
        };
    }

    // Bartlett's weights on the autocovariances of what each observation contributes; no correction for few observations, as statsmodels has it.
    private static double NeweyWest(double[] influence, double[] residuals)
    {
        var scores = new double[residuals.Length];
        for (var row = 0; row < scores.Length; row++)
        {
            scores[row] = influence[row] * residuals[row];
        }

        var sum = VectorMath.Dot(scores, scores);
        for (var lag = 1; lag <= Math.Min(NeweyWestLags, scores.Length - 1); lag++)
        {
            sum += 2 * (1 - lag / (NeweyWestLags + 1.0)) * VectorMath.Dot(scores.AsSpan(lag..), scores.AsSpan(..^lag));
        }

        return Math.Sqrt(Math.Max(0, sum));
    }

    // [(XᵀX)⁻¹]ⱼⱼ times the column's squared length about its mean, which is what R holds of it below the intercept's row.
    private double Inflation(int column)
    {
        var spread = 0.0;
        for (var i = 1; i <= column; i++)
        {
            spread += _columns[i, column] * _columns[i, column];
        }

        return Math.Max(1, spread * VectorMath.Dot(_influence[column], _influence[column]));
    }

    // R's columns are as long as X's, and its singular values are X's.
    private double[] Scaled(int column)
    {
        double[] values = [.. Enumerable.Range(0, _columns.Columns).Select(row => _columns[row, column])];
        var length = VectorMath.Length(values);
        return [.. values.Select(value => value / length)];
    }
}
