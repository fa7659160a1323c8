namespace App.Core.Risk.Formulas;

/// <summary>Singular values of few columns, by one-sided Jacobi rotations (Hestenes 1958): accurate to rounding also for the smallest.</summary>
internal static class SingularValues
{
    private const int MostSweeps = 60;

    /// <summary>Those of some columns, descending.</summary>
    /// <param name="columns">The columns, of equal length; changed.</param>
    public static double[] Of(double[][] columns)
    {
        var isTurning = true;
        for (var sweep = 0; isTurning && sweep < MostSweeps; sweep++)
        {
            isTurning = false;
            for (var i = 0; i < columns.Length; i++)
            {
                for (var j = i + 1; j < columns.Length; j++)
                {
                    isTurning |= Turn(columns[i], columns[j]);
                }
            }
        }

        return [.. columns.Select(column => VectorMath.Length(column)).OrderDescending()];
    }

    /// <summary>The largest over the smallest.</summary>
    /// <param name="columns">The columns, of equal length; changed.</param>
    public static double ConditionNumber(double[][] columns)
    {
        var values = Of(columns);
        return values[0] / values[^1];
    }

    // Makes two columns orthogonal; false when they are.
    private static bool Turn(double[] x, double[] y)
    {
        var (xx, yy, xy) = (VectorMath.Dot(x, x), VectorMath.Dot(y, y), VectorMath.Dot(x, y));
        if (!(Math.Abs(xy) > 1e-15 * Math.Sqrt(xx * yy)))
        {
            return false;
        }

        var ratio = (yy - xx) / (2 * xy);
        var tangent = Math.CopySign(1, ratio) / (Math.Abs(ratio) + Math.Sqrt(1 + ratio * ratio));
        var cosine = 1 / Math.Sqrt(1 + tangent * tangent);
        var sine = cosine * tangent;
        for (var i = 0; i < x.Length; i++)
        {
            (x[i], y[i]) = (cosine * x[i] - sine * y[i], sine * x[i] + cosine * y[i]);
        }

        return true;
    }
}
