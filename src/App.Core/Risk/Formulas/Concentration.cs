namespace App.Core.Risk.Formulas;

/// <summary>How much of a book hangs on few names.</summary>
/// <remarks>See docs/formulas/concentration.md. Weights are absolute exposures over their sum, so that a short counts like a long of its size.</remarks>
/// <param name="Herfindahl">Σw² × 10 000: 10 000 for one name, 10 000 ÷ n for n equal ones.</param>
/// <param name="EffectiveNumber">1 ÷ Σw²: how many equal names would be as concentrated.</param>
/// <param name="Top3">Share of the three largest, 0 to 1.</param>
/// <param name="Top10">Share of the ten largest, 0 to 1.</param>
public readonly record struct Concentration(double Herfindahl, double EffectiveNumber, double Top3, double Top10)
{
    /// <summary>The concentration of exposures, one for each name.</summary>
    /// <returns>Null when there is no exposure.</returns>
    public static Concentration? Of(IReadOnlyCollection<decimal> exposures)
    {
        ArgumentNullException.ThrowIfNull(exposures);
        var sizes = exposures.Select(Math.Abs).OrderDescending().ToList();
        var gross = sizes.Sum();
        if (gross == 0)
        {
            return null;
        }

        var squares = sizes.Sum(size => (double)(size / gross) * (double)(size / gross));
        return new Concentration(squares * 10_000, 1 / squares, (double)(sizes.Take(3).Sum() / gross), (double)(sizes.Take(10).Sum() / gross));
    }
}
