namespace App.Core.Risk.Formulas;

/// <summary>What a holding gains or loses when the factors move: how far its price moves, what that makes of it, and what each factor has of that.</summary>
/// <remarks>
/// See docs/formulas/stress.md. Moves and slopes are fractions, −.1 is a loss of a tenth; dollars are signed, a short gains when its price falls. An option is priced again in full, not
/// by its delta.
/// </remarks>
public static class StressMove
{
    /// <summary>The worst that a price can do: it is worth nothing.</summary>
    public const double Worst = -1;

    // Of a smaller move the change in an option's price has no digits left to share.
    private const double NoMove = 1e-6;

    /// <summary>How far the factors move a price: s = Σ slope × move, as the model has it and so perhaps below <see cref="Worst"/>. 0 when nothing moves.</summary>
    /// <param name="slopes">The holding's slope on each factor.</param>
    /// <param name="moves">The return of each factor; as many.</param>
    public static double Of(ReadOnlySpan<double> slopes, ReadOnlySpan<double> moves)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(moves.Length, slopes.Length, nameof(moves));
        var move = 0.0;
        for (var k = 0; k < slopes.Length; k++)
        {
            move += slopes[k] * moves[k];
        }

        return move;
    }

    /// <summary>The move that a price can make: s, at least <see cref="Worst"/>.</summary>
    public static double Clamped(double move) => Math.Max(Worst, move);

    /// <summary>What a share, fund or bond gains, dollars: market value × clamped move. Money is decimal and nothing is rounded.</summary>
    /// <param name="marketValue">Quantity × multiplier × price, signed.</param>
    /// <param name="move">s.</param>
    public static decimal GainOfShare(decimal marketValue, double move) => marketValue * (decimal)Clamped(move);

    /// <summary>The volatility at which an option is priced under stress: its own and what the scenario adds, never below 0.</summary>
    public static double Shaken(double volatility, double added) => Math.Max(0, volatility + added);

    /// <summary>
    /// What an option gains, dollars: by the move of its underlying, units × (price at the moved spot − price now), and by the added volatility, units × (price at the moved spot and the
    /// shaken volatility − price at the moved spot). The two are the whole.
    /// </summary>
    /// <param name="units">Contracts × multiplier, signed.</param>
    /// <param name="now">Price per share now.</param>
    /// <param name="moved">Price per share at the spot × (1 + clamped move).</param>
    /// <param name="shaken">Price per share there at the shaken volatility; the same as <paramref name="moved"/> when nothing is added.</param>
    public static (decimal ByPrice, decimal ByVolatility) GainOfOption(decimal units, double now, double moved, double shaken) =>
        (units * (decimal)(moved - now), units * (decimal)(shaken - moved));

    /// <summary>Adds to each factor its share of what the move of a price makes: gain × slope × move ÷ s.</summary>
    /// <remarks>
    /// Of a function of a sum each part has its share of the sum (Aumann and Shapley 1974), so the shares sum to the gain, clamped or not. Where the parts offset each other, |s| up to 1e-6, the
    /// slope of the function stands for gain ÷ s: the delta-adjusted exposure.
    /// </remarks>
    /// <param name="gain">What the holding gains by the move of its price, dollars.</param>
    /// <param name="exposure">Its delta-adjusted exposure, dollars, signed.</param>
    /// <param name="slopes">Its slope on each factor.</param>
    /// <param name="moves">The return of each factor.</param>
    /// <param name="factors">Dollars by factor, to be added to; at least as many.</param>
    public static void Share(double gain, double exposure, ReadOnlySpan<double> slopes, ReadOnlySpan<double> moves, Span<double> factors)
    {
        var move = Of(slopes, moves);
        var perMove = Math.Abs(move) > NoMove ? gain / move : exposure;
        for (var k = 0; k < slopes.Length; k++)
        {
            factors[k] += perMove * slopes[k] * moves[k];
        }
    }
}
