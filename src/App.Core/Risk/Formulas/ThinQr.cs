namespace App.Core.Risk.Formulas;

/// <summary>X = Q·R of few columns, Q with orthonormal columns and R upper triangular.</summary>
/// <remarks>By Gram and Schmidt applied twice, which leaves Q orthogonal to rounding (Giraud, Langou and Rozložník 2005).</remarks>
internal sealed class ThinQr
{
    // What is left of a column after the ones before it, in its own length, is rounding below this.
    private const double NothingLeft = 1e-10;

    private readonly double[][] _q;
    private readonly double[,] _r;

    private ThinQr(double[][] q, double[,] r) => (_q, _r) = (q, r);

    /// <summary>How many columns.</summary>
    public int Columns => _q.Length;

    /// <summary>Q, by column.</summary>
    public IReadOnlyList<double[]> Q => _q;

    /// <summary>R by row and column; 0 below the diagonal.</summary>
    public double this[int row, int column] => _r[row, column];

    /// <summary>Decomposes.</summary>
    /// <param name="columns">The columns, finite and of equal length.</param>
    /// <returns>Null when a column is 0 or a combination of those before it.</returns>
    public static ThinQr? Of(IReadOnlyList<double[]> columns)
    {
        var q = columns.Select(column => column.ToArray()).ToArray();
        var r = new double[q.Length, q.Length];
        for (var column = 0; column < q.Length; column++)
        {
            var length = VectorMath.Length(q[column]);
            for (var pass = 0; pass < 2; pass++)
            {
                for (var before = 0; before < column; before++)
                {
                    var dot = VectorMath.Dot(q[before], q[column]);
                    r[before, column] += dot;
                    VectorMath.Add(q[column], q[before], -dot);
                }
            }

            var left = VectorMath.Length(q[column]);
            if (!(left > NothingLeft * length))
            {
                return null;
            }

            r[column, column] = left;
            for (var row = 0; row < q[column].Length; row++)
            {
                q[column][row] /= left;
            }
        }

        return new ThinQr(q, r);
    }

    /// <summary>The coefficients that bring X nearest to a series, and what is left of it.</summary>
    public (double[] Coefficients, double[] Residuals) Solve(ReadOnlySpan<double> y)
    {
        var (residuals, coefficients) = (y.ToArray(), new double[Columns]);
        for (var pass = 0; pass < 2; pass++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var dot = VectorMath.Dot(_q[column], residuals);
                coefficients[column] += dot;
                VectorMath.Add(residuals, _q[column], -dot);
            }
        }

        for (var row = Columns - 1; row >= 0; row--)
        {
            for (var column = row + 1; column < Columns; column++)
            {
                coefficients[row] -= _r[row, column] * coefficients[column];
            }

            coefficients[row] /= _r[row, row];
        }

        return (coefficients, residuals);
    }

    /// <summary>R⁻¹, upper triangular too.</summary>
    public double[,] InverseOfR()
    {
        var inverse = new double[Columns, Columns];
        for (var column = 0; column < Columns; column++)
        {
            inverse[column, column] = 1 / _r[column, column];
            for (var row = column - 1; row >= 0; row--)
            {
                var sum = 0.0;
                for (var k = row + 1; k <= column; k++)
                {
                    sum += _r[row, k] * inverse[k, column];
                }

                inverse[row, column] = -sum / _r[row, row];
            }
        }

        return inverse;
    }
}
