using MathNet.Numerics.Integration;

namespace App.Core.Risk.Formulas;

/// <summary>The prices of the underlying below which an American put is worth more exercised than kept, as a function of the time left, and what follows from it.</summary>
/// <remarks>
/// Andersen, Lake and Offengenden 2016, "High-performance American option pricing": the boundary is the fixed point of an integral equation, found on Chebyshev nodes of the root
/// of the time from a first guess by Barone-Adesi and Whaley 1987. About 1e-7 of the strike with the numbers below. Immutable. The rate is positive and the yield not negative.
/// </remarks>
internal sealed class ExerciseBoundary
{
    private const int Nodes = 12;
    private const int Iterations = 16;
    private const double NearEnough = 1e-10;

    private static readonly GaussLegendreRule Inner = new(-1, 1, 24);
    private static readonly GaussLegendreRule Outer = new(-1, 1, 48);

    private readonly double _strike;
    private readonly double _rate;
    private readonly double _yield;
    private readonly double _volatility;
    private readonly double _years;

    // The boundary an instant before expiration.
    private readonly double _limit;

    // Chebyshev coefficients of ln(B ÷ limit)² in √time.
    private double[] _coefficients = [];

    private ExerciseBoundary(double strike, double rate, double yield, double volatility, double years)
    {
        (_strike, _rate, _yield, _volatility, _years) = (strike, rate, yield, volatility, years);
        _limit = strike * (yield > rate ? rate / yield : 1);
    }

    /// <summary>Finds the boundary of a put.</summary>
    public static ExerciseBoundary Solve(double strike, double rate, double yield, double volatility, double years)
    {
        var boundary = new ExerciseBoundary(strike, rate, yield, volatility, years);
        var times = Enumerable.Range(0, Nodes).Select(i => boundary.TimeOf(Math.Cos(Math.PI * i / Nodes))).ToArray();
        var values = Array.ConvertAll(times, boundary.Guess);
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            boundary.Interpolate(values);
            var largest = 0.0;
            var next = new double[values.Length];
            for (var i = 0; i < times.Length; i++)
            {
                next[i] = boundary.Improve(times[i], values[i]);
                largest = Math.Max(largest, Math.Abs(next[i] / values[i] - 1));
            }

            values = next;
            if (largest < NearEnough)
            {
                break;
            }
        }

        boundary.Interpolate(values);
        return boundary;
    }

    /// <summary>True when it is best to exercise now.</summary>
    public bool IsReached(double spot) => spot <= At(_years);

    /// <summary>What the right to exercise before expiration is worth, and its derivative by the spot, for a spot above the boundary.</summary>
    public (double Value, double Slope) Premium(double spot)
    {
        var (value, slope) = (0.0, 0.0);
        for (var i = 0; i < Outer.Order; i++)
        {
            var y = 1 + Outer.GetAbscissa(i);
            var since = _years * y * y / 4;
            var root = _volatility * Math.Sqrt(since);
            var (plus, minus) = Distances(since, spot / At(_years - since));
            var (rate, yield) = (_rate * _strike * Math.Exp(-_rate * since), _yield * Math.Exp(-_yield * since));
            var weight = Outer.GetWeight(i) * _years * y / 2;
            value += weight * (rate * NormalDistribution.Cdf(-minus) - yield * spot * NormalDistribution.Cdf(-plus));
            slope += weight * ((yield * NormalDistribution.Pdf(plus) - rate * NormalDistribution.Pdf(minus) / spot) / root - yield * NormalDistribution.Cdf(-plus));
        }

        return (value, slope);
    }

    // x is in [−1, 1]; √time is even in it.
    private double TimeOf(double x) => _years * (1 + x) * (1 + x) / 4;

    private double At(double years)
    {
        if (years <= 0)
        {
            return _limit;
        }

        // Clenshaw.
        var x = 2 * Math.Sqrt(Math.Min(1, years / _years)) - 1;
        var (one, two) = (0.0, 0.0);
        for (var k = _coefficients.Length - 1; k > 0; k--)
        {
            (one, two) = (_coefficients[k] + 2 * x * one - two, one);
        }

        return _limit * Math.Exp(-Math.Sqrt(Math.Max(0, _coefficients[0] + x * one - two)));
    }

    // The node at no time, where the boundary is the limit, is not among the values.
    private void Interpolate(double[] values)
    {
        double[] squares = [.. values.Select(value => Math.Log(value / _limit)).Select(log => log * log), 0];
        _coefficients = new double[Nodes + 1];
        for (var k = 0; k <= Nodes; k++)
        {
            var sum = (squares[0] + (k % 2 == 0 ? 1 : -1) * squares[Nodes]) / 2;
            for (var i = 1; i < Nodes; i++)
            {
                sum += squares[i] * Math.Cos(Math.PI * i * k / Nodes);
            }

            _coefficients[k] = sum * (k is 0 or Nodes ? 1.0 : 2.0) / Nodes;
        }
    }

    private (double Plus, double Minus) Distances(double years, double ratio)
    {
        var root = _volatility * Math.Sqrt(years);
        var middle = (Math.Log(ratio) + (_rate - _yield) * years) / root;
        return (middle + root / 2, middle - root / 2);
    }

    // The fixed-point equations A and B of the paper: A where rate and yield are nearly equal, B elsewhere, as each converges best there.
    private double Improve(double years, double value)
    {
        var isA = Math.Abs(_rate - _yield) < 0.001;
        var root = _volatility * Math.Sqrt(years);
        var (plus, minus) = Distances(years, value / _strike);
        var above = isA ? NormalDistribution.Pdf(minus) / root : NormalDistribution.Cdf(minus);
        var below = isA ? NormalDistribution.Pdf(plus) / root + NormalDistribution.Cdf(plus) : NormalDistribution.Cdf(plus);
        for (var i = 0; i < Inner.Order; i++)
        {
            var y = 1 + Inner.GetAbscissa(i);
            var since = years * y * y / 4;
            var until = years - since;
            (plus, minus) = Distances(since, value / At(until));
            var weight = Inner.GetWeight(i) * years * y / 2;
            var spread = _volatility * Math.Sqrt(since);
            above += weight * _rate * Math.Exp(_rate * until) * (isA ? NormalDistribution.Pdf(minus) / spread : NormalDistribution.Cdf(minus));
            below += weight * _yield * Math.Exp(_yield * until) * (NormalDistribution.Cdf(plus) + (isA ? NormalDistribution.Pdf(plus) / spread : 0));
        }

        // Where next to nothing is uncertain both vanish, and the guess is as good as anything.
        var improved = _strike * Math.Exp((_yield - _rate) * years) * above / below;
        return above > 1e-100 && below > 1e-100 && double.IsFinite(improved) ? Math.Clamp(improved, value / 2, _limit * (1 - 1e-14)) : value;
    }

    private double Guess(double years)
    {
        var (m, n) = (2 * _rate / (_volatility * _volatility), 2 * (_rate - _yield) / (_volatility * _volatility));
        var power = (1 - n - Math.Sqrt((n - 1) * (n - 1) + 4 * m / -double.ExpM1(-_rate * years))) / 2;
        var (low, high) = (_limit * 1e-6, _limit);
        for (var i = 0; i < 60 && high / low > 1 + 1e-6; i++)
        {
            var middle = Math.Sqrt(low * high);
            var (plus, minus) = Distances(years, middle / _strike);
            var discount = Math.Exp(-_yield * years);
            var put = _strike * Math.Exp(-_rate * years) * NormalDistribution.Cdf(-minus) - middle * discount * NormalDistribution.Cdf(-plus);
            (low, high) = _strike - middle - put + (1 - discount * NormalDistribution.Cdf(-plus)) * middle / power > 0 ? (middle, high) : (low, middle);
        }

        return Math.Min(low, _limit * (1 - 1e-14));
    }
}
