using App.Core.Results;
using App.Core.Risk;

namespace App.Features.CommandCenter.Risk;

/// <summary>The risk figures of one position. Each is known, or says why it is not; none is ever 0 for want of data.</summary>
/// <param name="Exposure">Delta-adjusted exposure in dollars, signed; of what is no option its value.</param>
/// <param name="Beta">To the market, of the symbol that it moves with.</param>
/// <param name="Volatility">Annual, of the last 63 returns of that symbol; 0.2 is 20 %.</param>
/// <param name="Greeks">Of an option.</param>
public sealed record PositionRisk(Measure<decimal> Exposure, Measure<double> Beta, Measure<double> Volatility, Measure<PositionGreeks> Greeks)
{
    /// <summary>The beta over 90 days with its window, observations, R² and error; null when there is none.</summary>
    public RiskFigure? BetaFigure { get; init; }

    /// <summary>The beta over a year.</summary>
    public RiskFigure? BetaYearFigure { get; init; }

    /// <summary>The volatility with its window and observations.</summary>
    public RiskFigure? VolatilityFigure { get; init; }

    /// <summary>Nothing is known, for one reason.</summary>
    public static PositionRisk Unknown(string reason) =>
        new(Measure.Unknown<decimal>(reason), Measure.Unknown<double>(reason), Measure.Unknown<double>(reason), Measure.Unknown<PositionGreeks>(reason));
}

/// <summary>What an option does when something moves: for a share of it, and for the whole position.</summary>
/// <param name="Units">Contracts × multiplier, signed: what turns a share's figure into the position's.</param>
/// <param name="Delta">Dollars a share per dollar of the underlying.</param>
/// <param name="Gamma">Delta a share per dollar of the underlying.</param>
/// <param name="Theta">Dollars a share and calendar day.</param>
/// <param name="Vega">Dollars a share and point of volatility.</param>
/// <param name="Rho">Dollars a share and point of the interest rate.</param>
/// <param name="Volatility">What the option is priced with; 0.2 is 20 %.</param>
public readonly record struct PositionGreeks(double Units, double Delta, double Gamma, double Theta, double Vega, double Rho, double Volatility)
{
    /// <summary>Where the volatility is from, in words; null when the report does not tell.</summary>
    public string? VolatilityFrom { get; init; }

    /// <summary>Shares of the underlying that the position moves like.</summary>
    public double PositionDelta => Units * Delta;

    /// <summary>Shares that a dollar of the underlying adds to <see cref="PositionDelta"/>.</summary>
    public double PositionGamma => Units * Gamma;

    /// <summary>Dollars a calendar day.</summary>
    public double PositionTheta => Units * Theta;

    /// <summary>Dollars a point of volatility.</summary>
    public double PositionVega => Units * Vega;

    /// <summary>Dollars a point of the interest rate.</summary>
    public double PositionRho => Units * Rho;
}
