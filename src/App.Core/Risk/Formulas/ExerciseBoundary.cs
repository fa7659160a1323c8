using MathNet.Numerics.Integration;

namespace App.Core.Risk.Formulas;

/// <summary>The prices of the underlying below which an American put is worth more exercised than kept, as a function of the time left, and what follows from it.</summary>
/// <remarks>
/// Andersen, Lake and Offengenden 2016, "High-performance American option pricing": the boundary is the fixed point of an integral equation, found on Chebyshev nodes of the root
/// of the time from a first guess by Barone-Adesi and Whaley 1987, or from the boundary of an option that is nearly the same. About 1e-6 of the strike with the numbers below.
/// Immutable. The rate is positive and the yield not negative.
/// </remarks>
internal sealed class ExerciseBoundary
{
    private const int Nodes = 10;
    private const int Iterations = 16;
    private const double NearEnough = 3e-6;

    // Where the integrals are taken, as parts of the time: after s = τ(1+y)² ÷ 4 the integrand is smooth.
    private static readonly Quadrature Inner = new(18);
    private static readonly Quadrature Outer = new(36);

    // The Chebyshev nodes, and the polynomials at the times that the integrals look at: the same for every option, as times are parts of its own.
    private static readonly double[] NodeTimes = [.. Enumerable.Range(0, Nodes).Select(i => Square((1 + Math.Cos(Math.PI * i / Nodes)) / 2))];
    private static readonly double[][] AtNodes = [.. NodeTimes.SelectMany(node => Inner.Left.Select(left => Polynomials(node * left)))];
    private static readonly double[][] AtTimes = [.. Outer.Left.Select(Polynomials)];
    private static readonly double[,] Cosines = CosinesOfNodes();

    private readonly double _strike;
    private readonly double _rate;
    private readonly double _yield;
    private readonly double _volatility;
    private readonly double _years;

    // The boundary an instant before expiration.
    private readonly double _limit;

    // ln(limit ÷ B) at the nodes, and the Chebyshev coefficients of its square in √time.
    private double[] _depths = [];
    private double[] _coefficients = [];

    private ExerciseBoundary(double strike, double rate, double yield, double volatility, double years)
    {
        (_strike, _rate, _yield, _volatility, _years) = (strike, rate, yield, volatility, years);
        _limit = strike * (yield > rate ? rate / yield : 1);
    }

    /// <summary>Finds the boundary of a put.</summary>
    /// <param name="strike">The strike.</param>
    /// <param name="rate">The rate; positive.</param>
    /// <param name="yield">The dividend yield.</param>
    /// <param name="volatility">The volatility.</param>
    /// <param name="years">The time left.</param>
    /// <param name="near">The boundary of an option that differs little, to begin from; null to guess.</param>
    public static ExerciseBoundary Solve(double strike, double rate, double yield, double volatility, double years, ExerciseBoundary? near = null)
    {
        var boundary = new ExerciseBoundary(strike, rate, yield, volatility, years);
        boundary._depths = near is null ? Array.ConvertAll(NodeTimes, time => boundary.DepthOf(boundary.Guess(time * years))) : [.. near._depths];
        boundary.Converge(Inner.TermsOf(boundary));
        boundary.Interpolate();
        return boundary;
    }

    // Each step of the fixed point takes off a part of the error that is much the same from step to step: two steps tell how much, and the next begins where they lead (Anderson 1965,
    // of depth one, node by node: Aitken's).
    private void Converge(Terms terms)
    {
        double[]? lastFrom = null, lastStep = null;
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            Interpolate();
            var step = new double[Nodes];
            var largest = 0.0;
            for (var i = 0; i < Nodes; i++)
            {
                step[i] = Improve(i, terms) - _depths[i];
                largest = Math.Max(largest, Math.Abs(step[i]));
            }

            var from = _depths;
            _depths = Next(from, step, lastFrom, lastStep);
            if (largest < NearEnough)
            {
                break;
            }

            (lastFrom, lastStep) = (from, step);
        }
    }

    private static double[] Next(double[] from, double[] step, double[]? lastFrom, double[]? lastStep)
    {
        var (along, width) = (0.0, 0.0);
        for (var i = 0; lastStep is not null && i < Nodes; i++)
        {
            var change = step[i] - lastStep[i];
            along += step[i] * change;
            width += change * change;
        }

        var back = width > 0 ? Math.Clamp(along / width, -9, 0.9) : 0;
        var next = new double[Nodes];
        for (var i = 0; i < Nodes; i++)
        {
            var plain = from[i] + step[i];
            var mixed = lastStep is null ? plain : plain - back * (plain - lastFrom![i] - lastStep[i]);
            next[i] = mixed > 0 ? mixed : plain;
        }

        return next;
    }

    /// <summary>True when it is best to exercise now.</summary>
    public bool IsReached(double spot) => spot <= _limit * Math.Exp(-DepthAt(Polynomials(1)));

    /// <summary>What the right to exercise before expiration is worth, and its derivative by the spot, for a spot above the boundary.</summary>
    public (double Value, double Slope) Premium(double spot)
    {
        var (value, slope, height) = (0.0, 0.0, Math.Log(spot / _limit));
        for (var i = 0; i < Outer.Order; i++)
        {
            var since = _years * Outer.Gone[i];
            var root = _volatility * Math.Sqrt(since);
            var (plus, minus) = Distances(since, root, height + DepthAt(AtTimes[i]));
            var (rate, yield) = (_rate * _strike * Math.Exp(-_rate * since), _yield * Math.Exp(-_yield * since));
            var weight = Outer.Weights[i] * _years;
            value += weight * (rate * NormalDistribution.Cdf(-minus) - (yield > 0 ? yield * spot * NormalDistribution.Cdf(-plus) : 0));
            slope += weight * ((yield * NormalDistribution.Pdf(plus) - rate * NormalDistribution.Pdf(minus) / spot) / root - (yield > 0 ? yield * NormalDistribution.Cdf(-plus) : 0));
        }

        return (value, slope);
    }

    private double DepthOf(double value) => Math.Log(_limit / value);

    private double DepthAt(double[] polynomials)
    {
        var square = 0.0;
        for (var k = 0; k < polynomials.Length; k++)
        {
            square += _coefficients[k] * polynomials[k];
        }

        return Math.Sqrt(Math.Max(0, square));
    }

    // At the node of no time the boundary is the limit, and the depth 0.
    private void Interpolate()
    {
        _coefficients = new double[Nodes + 1];
        for (var k = 0; k <= Nodes; k++)
        {
            var sum = _depths[0] * _depths[0] / 2;
            for (var i = 1; i < Nodes; i++)
            {
                sum += _depths[i] * _depths[i] * Cosines[i, k];
            }

            _coefficients[k] = sum * (k is 0 or Nodes ? 1.0 : 2.0) / Nodes;
        }
    }

    private (double Plus, double Minus) Distances(double years, double root, double logOfRatio)
    {
        var middle = (logOfRatio + (_rate - _yield) * years) / root;
        return (middle + root / 2, middle - root / 2);
    }

    // The fixed-point equations A and B of the paper: A where rate and yield are nearly equal, B elsewhere, as each converges best there.
    private double Improve(int node, Terms terms)
    {
        var isA = Math.Abs(_rate - _yield) < 0.001;
        var (years, depth) = (_years * NodeTimes[node], _depths[node]);
        var root = _volatility * Math.Sqrt(years);
        var (plus, minus) = Distances(years, root, Math.Log(_limit / _strike) - depth);
        var above = isA ? NormalDistribution.Pdf(minus) / root : NormalDistribution.Cdf(minus);
        var below = isA ? NormalDistribution.Pdf(plus) / root + NormalDistribution.Cdf(plus) : NormalDistribution.Cdf(plus);
        for (var j = 0; j < Inner.Order; j++)
        {
            var at = node * Inner.Order + j;
            (plus, minus) = Distances(terms.Since[at], terms.Roots[at], DepthAt(AtNodes[at]) - depth);
            above += terms.Interest[at] * (isA ? NormalDistribution.Pdf(minus) / terms.Roots[at] : NormalDistribution.Cdf(minus));
            if (_yield > 0)
            {
                below += terms.Dividends[at] * (NormalDistribution.Cdf(plus) + (isA ? NormalDistribution.Pdf(plus) / terms.Roots[at] : 0));
            }
        }

        // Where next to nothing is uncertain both vanish, and the guess is as good as anything.
        var improved = _strike * Math.Exp((_yield - _rate) * years) * above / below;
        return above > 1e-100 && below > 1e-100 && double.IsFinite(improved) && improved > 0 ? Math.Clamp(DepthOf(improved), 1e-14, depth + Math.Log(2)) : depth;
    }

    private double Guess(double years)
    {
        var (m, n) = (2 * _rate / (_volatility * _volatility), 2 * (_rate - _yield) / (_volatility * _volatility));
        var power = (1 - n - Math.Sqrt((n - 1) * (n - 1) + 4 * m / -double.ExpM1(-_rate * years))) / 2;
        var (low, high, root) = (_limit * 1e-6, _limit, _volatility * Math.Sqrt(years));
        var (discounted, discount) = (_strike * Math.Exp(-_rate * years), Math.Exp(-_yield * years));
        for (var i = 0; i < 60 && high / low > 1 + 1e-4; i++)
        {
            var middle = Math.Sqrt(low * high);
            var (plus, minus) = Distances(years, root, Math.Log(middle / _strike));
            var put = discounted * NormalDistribution.Cdf(-minus) - middle * discount * NormalDistribution.Cdf(-plus);
            (low, high) = _strike - middle - put + (1 - discount * NormalDistribution.Cdf(-plus)) * middle / power > 0 ? (middle, high) : (low, middle);
        }

        return Math.Min(low, _limit * (1 - 1e-14));
    }

    private static double Square(double value) => value * value;

    // T₀ to T of the last node, at a part of the time.
    private static double[] Polynomials(double part)
    {
        var x = 2 * Math.Sqrt(Math.Min(1, part)) - 1;
        var values = new double[Nodes + 1];
        (values[0], values[1]) = (1, x);
        for (var k = 2; k <= Nodes; k++)
        {
            values[k] = 2 * x * values[k - 1] - values[k - 2];
        }

        return values;
    }

    private static double[,] CosinesOfNodes()
    {
        var cosines = new double[Nodes, Nodes + 1];
        for (var i = 0; i < Nodes; i++)
        {
            for (var k = 0; k <= Nodes; k++)
            {
                cosines[i, k] = Math.Cos(Math.PI * i * k / Nodes);
            }
        }

        return cosines;
    }

    /// <summary>What the integrals at the nodes have that does not change while the boundary is found, node by node.</summary>
    private sealed record Terms(double[] Since, double[] Roots, double[] Interest, double[] Dividends);

    /// <summary>Points and weights over a time of 1.</summary>
    private sealed class Quadrature
    {
        public Quadrature(int order)
        {
            var rule = new GaussLegendreRule(-1, 1, order);
            Order = order;
            Gone = [.. Enumerable.Range(0, order).Select(i => Square((1 + rule.GetAbscissa(i)) / 2))];
            Left = [.. Gone.Select(gone => 1 - gone)];
            Weights = [.. Enumerable.Range(0, order).Select(i => rule.GetWeight(i) * (1 + rule.GetAbscissa(i)) / 2)];
        }

        public int Order { get; }

        /// <summary>The parts of the time that have gone by.</summary>
        public double[] Gone { get; }

        /// <summary>The parts that are left.</summary>
        public double[] Left { get; }

        public double[] Weights { get; }

        public Terms TermsOf(ExerciseBoundary boundary)
        {
            var terms = new Terms(new double[Nodes * Order], new double[Nodes * Order], new double[Nodes * Order], new double[Nodes * Order]);
            for (var at = 0; at < Nodes * Order; at++)
            {
                var years = boundary._years * NodeTimes[at / Order];
                var (since, until, weight) = (years * Gone[at % Order], years * Left[at % Order], years * Weights[at % Order]);
                terms.Since[at] = since;
                terms.Roots[at] = boundary._volatility * Math.Sqrt(since);
                terms.Interest[at] = weight * boundary._rate * Math.Exp(boundary._rate * until);
                terms.Dividends[at] = weight * boundary._yield * Math.Exp(boundary._yield * until);
            }

            return terms;
        }
    }
}
