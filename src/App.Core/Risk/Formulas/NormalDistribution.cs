using MathNet.Numerics;

namespace App.Core.Risk.Formulas;

/// <summary>The standard normal distribution.</summary>
public static class NormalDistribution
{
    private const double RootHalf = 0.70710678118654752440;
    private const double InverseRootTwoPi = 0.39894228040143267794;

    /// <summary>
    /// The probability of a value below <paramref name="x"/>, in [0, 1]; 0 and 1 at the infinities. By the complementary error function, so that the
    /// left tail keeps its relative precision (about 1e-15 near 0, 1e-13 at −10).
    /// </summary>
    public static double Cdf(double x) => 0.5 * SpecialFunctions.Erfc(-x * RootHalf);

    /// <summary>The density at <paramref name="x"/>; 0 at the infinities.</summary>
    public static double Pdf(double x) => InverseRootTwoPi * Math.Exp(-0.5 * x * x);
}
