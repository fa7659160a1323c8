namespace App.Core.Risk.Formulas;

/// <summary>Exposures summed by side, in money. Totals of different bases (market value, delta-adjusted) are never added to each other.</summary>
/// <param name="Long">The sum of the positive exposures; 0 or more.</param>
/// <param name="Short">The sum of the negative exposures; 0 or less.</param>
public readonly record struct ExposureTotals(decimal Long, decimal Short)
{
    /// <summary>Σ|e| = long + |short|; never less than |<see cref="Net"/>|.</summary>
    public decimal Gross => Long - Short;

    /// <summary>Σe = long − |short|.</summary>
    public decimal Net => Long + Short;

    /// <summary>These totals with one more exposure, on the side of its sign.</summary>
    public ExposureTotals With(decimal exposure) => exposure > 0 ? this with { Long = Long + exposure } : this with { Short = Short + exposure };
}
