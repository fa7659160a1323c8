namespace App.Core.Risk.Formulas;

/// <summary>The Greeks of a position: those of a share of its option times its units, in dollars and in shares. Those of positions on whatever underlyings may be added.</summary>
/// <remarks>See docs/formulas/black-scholes.md. A position written has the signs turned. At expiry all but delta are 0; never NaN as long as the option's are not.</remarks>
/// <param name="Delta">Dollars of the underlying that it moves like: units × Δ × S.</param>
/// <param name="DeltaShares">Shares that it moves like: units × Δ.</param>
/// <param name="GammaPerPercent">Dollars by which <paramref name="Delta"/> changes, the price per share held still, when the underlying rises by 1 %: units × Γ × S² ÷ 100.</param>
/// <param name="GammaShares">Shares by which <paramref name="DeltaShares"/> changes when the underlying rises by a dollar: units × Γ.</param>
/// <param name="ThetaPerDay">Dollars that a calendar day adds: units × Θ ÷ 365.</param>
/// <param name="VegaPerPoint">Dollars that a point of volatility adds: units × vega ÷ 100.</param>
/// <param name="RhoPerPoint">Dollars that a point of interest adds: units × rho ÷ 100.</param>
public readonly record struct PositionGreeks(
    double Delta, double DeltaShares, double GammaPerPercent, double GammaShares, double ThetaPerDay, double VegaPerPoint, double RhoPerPoint)
{
    /// <summary>Those of an option.</summary>
    /// <param name="units">Contracts × multiplier, signed.</param>
    /// <param name="value">Its Greeks per share.</param>
    /// <param name="spot">Price of the underlying per share; 0 or more.</param>
    public static PositionGreeks OfOption(double units, in OptionValue value, double spot) => new(
        units * value.Delta * spot,
        units * value.Delta,
        units * value.Gamma * spot * spot / 100,
        units * value.Gamma,
        units * value.ThetaPerDay,
        units * value.VegaPerPoint,
        units * value.RhoPerPoint);

    /// <summary>Those of shares: a delta of 1 and nothing else.</summary>
    /// <param name="units">Shares, signed.</param>
    /// <param name="exposure">What they are worth, dollars, signed.</param>
    public static PositionGreeks OfShares(double units, double exposure) => new(exposure, units, 0, 0, 0, 0, 0);
}
