using MathNet.Numerics.Integration;

namespace App.Core.Risk.Formulas;

/// <summary>The prices of the underlying below which an American put is worth more exercised than kept, as a function of the time left, and what follows from it.</summary>
/// <remarks>
/// Andersen, Lake and Offengenden 2016, "High-performance American option pricing": the boundary is the fixed point of an integral equation, found on Chebyshev nodes of the root
/// of the time from a first guess by Barone-Adesi and Whaley 1987, or from the boundary of an option that is nearly the same. Few nodes do for most options, about 1e-6 of the
/// strike; where interest or dividends pull the price far beyond what it moves by, or the time is long, there are more (<see cref="Grid"/>). Immutable. There is one boundary
/// where the rate is positive, whatever the yield, and where it is 0 and the yield negative; elsewhere there is none, or there are two (Andersen and Lake 2021).
/// </remarks>
internal sealed class ExerciseBoundary
{
    // Of this much and less the few nodes are within 2e-4 of the price: drift over deviation, and years.
    private const double OrdinaryPull = 2;
    private const double OrdinaryYears = 5;

    private static readonly Grid Ordinary = new(nodes: 10, inner: 18, outer: 36, iterations: 16, nearEnough: 3e-6);
    private static readonly Grid Fine = new(nodes: 16, inner: 32, outer: 64, iterations: 30, nearEnough: 1e-8);

    private readonly Grid _grid;
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

    private ExerciseBoundary(Grid grid, double strike, double rate, double yield, double volatility, double years)
    {
        (_grid, _strike, _rate, _yield, _volatility, _years) = (grid, strike, rate, yield, volatility, years);
        _limit = strike * (yield > rate ? rate / yield : 1);
    }

    /// <summary>Finds the boundary of a put.</summary>
    /// <param name="strike">The strike.</param>
    /// <param name="rate">The rate; positive, or 0 with a negative yield.</param>
    /// <param name="yield">The dividend yield; any.</param>
    /// <param name="volatility">The volatility.</param>
    /// <param name="years">The time left.</param>
    /// <param name="near">The boundary of an option that differs little, to begin from; null to guess.</param>
    public static ExerciseBoundary Solve(double strike, double rate, double yield, double volatility, double years, ExerciseBoundary? near = null)
    {
        // A neighbour's nodes are taken, too: the difference of two prices is not to be one of two ways to compute them.
        var grid = near?._grid ?? GridOf(rate, yield, volatility, years);
        var boundary = new ExerciseBoundary(grid, strike, rate, yield, volatility, years);
        boundary._depths = near is null ? Array.ConvertAll(grid.NodeTimes, time => boundary.DepthOf(boundary.Guess(time * years))) : [.. near._depths];
        boundary.Converge(grid.TermsOf(boundary));
        boundary.Interpolate();
        return boundary;
    }

    /// <summary>True when an option of these terms, by itself, is looked at as finely as this one.</summary>
    public bool IsAsFineAs(double rate, double yield, double volatility, double years) => _grid == GridOf(rate, yield, volatility, years);

    private static Grid GridOf(double rate, double yield, double volatility, double years) =>
        Math.Max(Math.Abs(rate), Math.Abs(yield)) * Math.Sqrt(years) / volatility <= OrdinaryPull && years <= OrdinaryYears ? Ordinary : Fine;

    // Each step of the fixed point takes off a part of the error that is much the same from step to step: two steps tell how much, and the next begins where they lead (Anderson 1965,
    // of depth one, node by node: Aitken's).
    private void Converge(Terms terms)
    {
        double[]? lastFrom = null, lastStep = null;
        for (var iteration = 0; iteration < _grid.Iterations; iteration++)
        {
            Interpolate();
            var step = new double[_grid.Nodes];
            var largest = 0.0;
            for (var i = 0; i < step.Length; i++)
            {
                step[i] = Improve(i, terms) - _depths[i];
                largest = Math.Max(largest, Math.Abs(step[i]));
            }

            var from = _depths;
            _depths = Next(from, step, lastFrom, lastStep);
            if (largest < _grid.NearEnough)
            {
                break;
            }

            (lastFrom, lastStep) = (from, step);
        }
    }

    private static double[] Next(double[] from, double[] step, double[]? lastFrom, double[]? lastStep)
    {
        var (along, width) = (0.0, 0.0);
        for (var i = 0; lastStep is not null && i < step.Length; i++)
        {
            var change = step[i] - lastStep[i];
            along += step[i] * change;
            width += change * change;
        }

        var back = width > 0 ? Math.Clamp(along / width, -9, 0.9) : 0;
        var next = new double[step.Length];
        for (var i = 0; i < step.Length; i++)
        {
            var plain = from[i] + step[i];
            var mixed = lastStep is null ? plain : plain - back * (plain - lastFrom![i] - lastStep[i]);
            next[i] = mixed > 0 ? mixed : plain;
        }

        return next;
    }

    /// <summary>True when it is best to exercise now.</summary>
    public bool IsReached(double spot) => spot <= _limit * Math.Exp(-DepthAt(_grid.AtTheEnd));

    /// <summary>What the right to exercise before expiration is worth, and its derivative by the spot, for a spot above the boundary.</summary>
    public (double Value, double Slope) Premium(double spot)
    {
        var (value, slope, height) = (0.0, 0.0, Math.Log(spot / _limit));
        var (outer, polynomials) = (_grid.Outer, _grid.AtTimes);
        for (var i = 0; i < polynomials.Length; i++)
        {
            var since = _years * outer.Gone[i];
            var root = _volatility * Math.Sqrt(since);
            var (plus, minus) = Distances(since, root, height + DepthAt(polynomials[i]));
            var (rate, yield) = (_rate * _strike * Math.Exp(-_rate * since), _yield * Math.Exp(-_yield * since));
            var weight = outer.Weights[i] * _years;
            value += weight * (rate * NormalDistribution.Cdf(-minus) - (yield != 0 ? yield * spot * NormalDistribution.Cdf(-plus) : 0));
            slope += weight * ((yield * NormalDistribution.Pdf(plus) - rate * NormalDistribution.Pdf(minus) / spot) / root - (yield != 0 ? yield * NormalDistribution.Cdf(-plus) : 0));
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
        var nodes = _grid.Nodes;
        _coefficients = new double[nodes + 1];
        for (var k = 0; k <= nodes; k++)
        {
            var sum = _depths[0] * _depths[0] / 2;
            for (var i = 1; i < nodes; i++)
            {
                sum += _depths[i] * _depths[i] * _grid.Cosines[i, k];
            }

            _coefficients[k] = sum * (k == 0 || k == nodes ? 1.0 : 2.0) / nodes;
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
        var (years, depth) = (_years * _grid.NodeTimes[node], _depths[node]);
        var root = _volatility * Math.Sqrt(years);
        var (plus, minus) = Distances(years, root, Math.Log(_limit / _strike) - depth);
        var above = isA ? NormalDistribution.Pdf(minus) / root : NormalDistribution.Cdf(minus);
        var below = isA ? NormalDistribution.Pdf(plus) / root + NormalDistribution.Cdf(plus) : NormalDistribution.Cdf(plus);
        var (order, polynomials) = (_grid.Inner.Order, _grid.AtNodes);
        for (var j = 0; j < order; j++)
        {
            var at = node * order + j;
            (plus, minus) = Distances(terms.Since[at], terms.Roots[at], DepthAt(polynomials[at]) - depth);
            above += terms.Interest[at] * (isA ? NormalDistribution.Pdf(minus) / terms.Roots[at] : NormalDistribution.Cdf(minus));
            if (_yield != 0)
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

        // m over what a dollar at the end has lost by today; both vanish together with the rate.
        var ratio = _rate * years > 1e-12 ? m / -double.ExpM1(-_rate * years) : 2 / (_volatility * _volatility * years);
        var power = (1 - n - Math.Sqrt((n - 1) * (n - 1) + 4 * ratio)) / 2;
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

    /// <summary>What the integrals at the nodes have that does not change while the boundary is found, node by node.</summary>
    private sealed record Terms(double[] Since, double[] Roots, double[] Interest, double[] Dividends);

    /// <summary>
    /// How finely a boundary is looked at. The Chebyshev nodes, and the polynomials at the times that the integrals look at, are the same for every option, as times are parts of
    /// its own.
    /// </summary>
    private sealed class Grid
    {
        public Grid(int nodes, int inner, int outer, int iterations, double nearEnough)
        {
            (Nodes, Iterations, NearEnough) = (nodes, iterations, nearEnough);
            (Inner, Outer) = (new Quadrature(inner), new Quadrature(outer));
            NodeTimes = [.. Enumerable.Range(0, nodes).Select(i => Square((1 + Math.Cos(Math.PI * i / nodes)) / 2))];
            AtNodes = [.. NodeTimes.SelectMany(node => Inner.Left.Select(left => Polynomials(node * left)))];
            AtTimes = [.. Outer.Left.Select(Polynomials)];
            AtTheEnd = Polynomials(1);
            Cosines = new double[nodes, nodes + 1];
            for (var i = 0; i < nodes; i++)
            {
                for (var k = 0; k <= nodes; k++)
                {
                    Cosines[i, k] = Math.Cos(Math.PI * i * k / nodes);
                }
            }
        }

        public int Nodes { get; }

        /// <summary>Steps of the fixed point at most.</summary>
        public int Iterations { get; }

        /// <summary>The move of ln B at which it stands.</summary>
        public double NearEnough { get; }

        /// <summary>Of the integrals by which the boundary is found.</summary>
        public Quadrature Inner { get; }

        /// <summary>Of the integral that the premium is.</summary>
        public Quadrature Outer { get; }

        /// <summary>The nodes as parts of the time, the whole of it first; no time, where the boundary is known, is not among them.</summary>
        public double[] NodeTimes { get; }

        public double[][] AtNodes { get; }

        public double[][] AtTimes { get; }

        public double[] AtTheEnd { get; }

        public double[,] Cosines { get; }

        public Terms TermsOf(ExerciseBoundary boundary)
        {
            var count = Nodes * Inner.Order;
            var terms = new Terms(new double[count], new double[count], new double[count], new double[count]);
            for (var at = 0; at < count; at++)
            {
                var (years, j) = (boundary._years * NodeTimes[at / Inner.Order], at % Inner.Order);
                var (since, until, weight) = (years * Inner.Gone[j], years * Inner.Left[j], years * Inner.Weights[j]);
                terms.Since[at] = since;
                terms.Roots[at] = boundary._volatility * Math.Sqrt(since);
                terms.Interest[at] = weight * boundary._rate * Math.Exp(boundary._rate * until);
                terms.Dividends[at] = weight * boundary._yield * Math.Exp(boundary._yield * until);
            }

            return terms;
        }

        // T₀ to T of the last node, at a part of the time.
        private double[] Polynomials(double part)
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
    }

    /// <summary>Points and weights over a time of 1: after s = τ(1+y)² ÷ 4 the integrand is smooth.</summary>
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
    }
}
