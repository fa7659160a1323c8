namespace App.Core.Risk.Formulas;

/// <summary>An option's price and its Greeks, per share of the underlying; multiply by quantity and multiplier for a position.</summary>
/// <param name="Price">Price per share.</param>
/// <param name="Delta">∂Price/∂Spot: in [0, 1] for a call, [−1, 0] for a put.</param>
/// <param name="Gamma">∂²Price/∂Spot², per dollar; 0 or more.</param>
/// <param name="ThetaPerYear">∂Price/∂time, per year that passes; mostly negative.</param>
/// <param name="VegaPerUnit">∂Price/∂Volatility, per 1.00 (from 20 % to 120 %); 0 or more.</param>
/// <param name="RhoPerUnit">∂Price/∂Rate, per 1.00.</param>
public readonly record struct OptionValue(double Price, double Delta, double Gamma, double ThetaPerYear, double VegaPerUnit, double RhoPerUnit)
{
    /// <summary>What a calendar day that passes adds to the price: theta ÷ 365.</summary>
    public double ThetaPerDay => ThetaPerYear / BlackScholesInputs.DaysPerYear;

    /// <summary>What one point of volatility (1 %) adds to the price: vega ÷ 100.</summary>
    public double VegaPerPoint => VegaPerUnit / 100;

    /// <summary>What one point of interest (1 %) adds to the price: rho ÷ 100.</summary>
    public double RhoPerPoint => RhoPerUnit / 100;
}
