namespace App.Core.Risk.Formulas;

/// <summary>What a move of yields does to the price of a bond, or of a fund of bonds, to the second order.</summary>
/// <remarks>
/// See docs/formulas/stress.md. Macaulay 1938 and Redington 1952, as in any textbook of bonds. Good for moves that are alike over all maturities and not too large: beyond some 300 basis points
/// the third order shows, and from Δy = D ÷ C on, where the parabola turns, the figure says that yields up help.
/// </remarks>
public static class RateShock
{
    /// <summary>The return, a fraction: −D·Δy + ½·C·Δy², at least −1. Exactly 0 when the yield does not move.</summary>
    /// <param name="duration">Effective duration D, years.</param>
    /// <param name="convexity">Effective convexity C, years squared.</param>
    /// <param name="yieldChange">Δy, a fraction: .01 is 100 basis points up.</param>
    public static double ReturnOf(double duration, double convexity, double yieldChange) =>
        Math.Max(StressMove.Worst, -duration * yieldChange + convexity * yieldChange * yieldChange / 2);
}
