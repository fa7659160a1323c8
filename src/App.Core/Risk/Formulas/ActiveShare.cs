namespace App.Core.Risk.Formulas;

/// <summary>How much of a book differs from an index by sector (Cremers and Petajisto 2009, there by stock).</summary>
/// <remarks>See docs/formulas/exposure.md.</remarks>
public static class ActiveShare
{
    /// <summary>
    /// ½ Σ |own − index| over the sectors and all the rest as one, which is what each lacks to 1: cash, funds and what has no sector on the one side, what the rounding of weights leaves on the
    /// other. 0 for the index itself, 1 for a book held long without debt that shares nothing with it; above 1 with shorts or debt. Symmetric.
    /// </summary>
    /// <param name="own">The book's net share of equity in each sector, fractions; a sector sold short is negative.</param>
    /// <param name="index">The index's weight of each, fractions; as many.</param>
    public static double Of(ReadOnlySpan<double> own, ReadOnlySpan<double> index)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(index.Length, own.Length, nameof(index));
        var (sum, rest) = (0.0, 0.0);
        for (var i = 0; i < own.Length; i++)
        {
            sum += Math.Abs(own[i] - index[i]);
            rest += own[i] - index[i];
        }

        return (sum + Math.Abs(rest)) / 2;
    }
}
