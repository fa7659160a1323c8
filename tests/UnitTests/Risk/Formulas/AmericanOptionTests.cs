using System.Globalization;
using App.Core.Portfolios;
using App.Core.Risk.Formulas;
using Shouldly;
using Support;
using Xunit;

namespace UnitTests.Risk.Formulas;

public sealed class AmericanOptionTests
{
    private static readonly BlackScholesInputs Put = new(OptionType.Put, 40, 45, 0.5833, 0.0488, 0, 0.4);

    [Fact] // Ju 1999: 7.383; 7.3830 by a lattice of 10 000 steps too
    public void Price_OfJusPut_IsThePublishedOne() => AmericanOption.Price(Put).ShouldBe(7.383, 0.001);

    [Fact]
    public void Price_MatchesTheReference()
    {
        foreach (var row in ReferenceData.Rows("options/american.csv"))
        {
            var inputs = new BlackScholesInputs(
                row["type"] == "call" ? OptionType.Call : OptionType.Put, row.Double("S"), row.Double("K"), row.Double("T"), row.Double("r"), row.Double("q"), row.Double("vol"));
            var value = AmericanOption.Value(inputs);
            var exact = row.Double("qdfp_high_precision_price");
            value.Price.ShouldBe(exact, 1e-5 * exact, $"{inputs}");

            // What was published are approximations: within their tolerance of the exact price, or as far from it as they are.
            value.Price.ShouldBe(row.Double("published_price"), Math.Max(row.Double("tol_of_published_approx"), Math.Abs(exact - row.Double("published_price")) + 1e-5 * exact), $"{inputs}");
            value.Delta.ShouldBe(row.Double("qdfp_delta"), 2e-5, $"{inputs}");
        }
    }

    [Fact]
    public void Price_MatchesALattice()
    {
        var random = new Random(20);
        for (var trial = 0; trial < 150; trial++)
        {
            var inputs = new BlackScholesInputs(
                trial % 2 == 0 ? OptionType.Put : OptionType.Call, 100, 60 + 80 * random.NextDouble(), 0.02 + 2 * random.NextDouble(), 0.1 * random.NextDouble(), 0.1 * random.NextDouble(), 0.08 + 0.7 * random.NextDouble());
            var lattice = Lattice(inputs, 801);

            AmericanOption.Price(inputs).ShouldBe(lattice, 2e-4 + 2e-4 * lattice, $"{inputs}");
        }
    }

    [Theory] // by lattices of 4 001 steps (Leisen and Reimer) in C; the first is exercised at once
    [InlineData(OptionType.Call, 200, 1, -0.01, 0.05, 0.2, 100, 1e-12)]
    [InlineData(OptionType.Call, 100, 1, -0.005, 0.03, 0.2, 6.5900, 2e-4)]
    [InlineData(OptionType.Call, 100, 2, -0.005, 0.03, 0.2, 8.6192, 4e-4)]
    [InlineData(OptionType.Put, 100, 2, 0.02, -0.03, 0.25, 10.6042, 4e-4)]
    [InlineData(OptionType.Put, 100, 2, 0, -0.03, 0.25, 11.9800, 4e-4)]
    [InlineData(OptionType.Put, 60, 2, 0, -0.03, 0.25, 40, 1e-12)]
    public void Price_WithANegativeRateOrYield_IsThatOfALattice(OptionType type, double spot, double years, double rate, double yield, double volatility, double expected, double tolerance) =>
        AmericanOption.Price(new(type, spot, 100, years, rate, yield, volatility)).ShouldBe(expected, tolerance);

    [Theory] // exercised between two prices of the underlying; lattices of 4 001 steps
    [InlineData(111.5, 1.91, -0.042, -0.075, 0.2)]
    [InlineData(97.3, 0.92, -0.027, -0.095, 0.108)]
    [InlineData(104.6, 5.9, -0.011, -0.07, 0.377)]
    [InlineData(82.5, 0.95, -0.005, -0.07, 0.264)]
    public void Value_WithTwoBoundaries_IsThatOfALattice(double strike, double years, double rate, double yield, double volatility)
    {
        var put = new BlackScholesInputs(OptionType.Put, 100, strike, years, rate, yield, volatility);
        var lattice = Lattice(put, 3001);
        var value = AmericanOption.Value(put);

        value.Price.ShouldBe(lattice, 1e-3 * lattice);
        value.Price.ShouldBeGreaterThan(BlackScholes.Price(put) * 1.001, "exercise is worth something");
        AmericanOption.Price(new(OptionType.Call, strike, 100, years, yield, rate, volatility)).ShouldBe(value.Price, 1e-3 * lattice, "the call with all exchanged");
        value.Delta.ShouldBe((Lattice(put with { Spot = 101 }, 1001) - Lattice(put with { Spot = 99 }, 1001)) / 2, 0.01);
        value.VegaPerUnit.ShouldBeGreaterThanOrEqualTo(0);
        var price = AmericanOption.BySpot(put);
        (price(100), price(0)).ShouldBe((value.Price, BlackScholes.Price(put with { Spot = 0 })));
    }

    [Fact] // a tenth of a cent and a thousandth, which is what the lattice of 2 001 steps itself is known to
    public void Price_OfABroadDraw_MatchesAHighLattice()
    {
        var random = new Random(22);
        var compared = 0;
        for (var trial = 0; compared < 160; trial++)
        {
            var type = trial % 2 == 0 ? OptionType.Put : OptionType.Call;
            var (longest, low) = trial % 3 == 0 ? (30.0, 0.01) : (10.0, 0.05);
            var (years, volatility) = (0.003 + longest * random.NextDouble() * random.NextDouble(), low * Math.Pow(1 / low, random.NextDouble()));
            var (earned, forgone) = (0.25 * random.NextDouble(), trial % 5 == 0 ? -0.05 * random.NextDouble() : trial % 5 == 1 ? 0 : 0.15 * random.NextDouble());
            var (rate, yield) = type == OptionType.Put ? (earned, forgone) : (forgone, earned);
            var drift = random.NextDouble() < 0.5 ? 0 : (rate - yield) * years * random.NextDouble();
            var inputs = new BlackScholesInputs(type, 100, 100 * Math.Exp((random.NextDouble() - 0.5) * 3 * volatility * Math.Sqrt(years) + drift), years, rate, yield, volatility);
            if (Lattice(inputs, 2001) is not (>= 0 and var lattice))
            {
                continue;
            }

            compared++;
            AmericanOption.Price(inputs).ShouldBe(lattice, 1e-3 + 1e-3 * lattice, $"{inputs}");
        }
    }

    [Fact]
    public void Price_OfAnyTerms_IsNeverBelowWhatExerciseBrings_NorBelowTheEuropean()
    {
        var random = new Random(23);
        for (var trial = 0; trial < 3000; trial++)
        {
            double Rate() => random.Next(4) switch { 0 => 0, 1 => -0.05 * random.NextDouble(), _ => 0.2 * random.NextDouble() };
            var inputs = new BlackScholesInputs(
                trial % 2 == 0 ? OptionType.Put : OptionType.Call, 300 * random.NextDouble(), 100, 5 * random.NextDouble(), Rate(), Rate(), trial % 3 == 0 ? 0.01 : 0.8 * random.NextDouble());
            if (inputs.Rate < 0 && inputs.DividendYield < 0 && trial % 20 != 0)
            {
                continue;
            }

            var price = AmericanOption.Price(inputs);
            price.ShouldBeGreaterThanOrEqualTo(inputs.Type == OptionType.Call ? inputs.Spot - 100 : 100 - inputs.Spot, $"{inputs}");
            price.ShouldBeGreaterThanOrEqualTo(BlackScholes.Price(inputs) - 1e-9, $"{inputs}");
            price.ShouldBeLessThanOrEqualTo(inputs.Type == OptionType.Call ? inputs.Spot * Math.Exp(Math.Max(0, -inputs.DividendYield) * 5) : 100 * Math.Exp(Math.Max(0, -inputs.Rate) * 5));
        }
    }

    [Fact] // of a put without uncertainty, K·e^(−rt) − S·e^(−qt) is largest at ln(rK ÷ qS) ÷ (r − q)
    public void Price_WithNothingUncertain_IsThatOfTheBestTime()
    {
        var put = new BlackScholesInputs(OptionType.Put, 100, 101, 10, 0.02, 0.05, 0);
        var best = Math.Log(0.02 * 101 / (0.05 * 100)) / (0.02 - 0.05);

        best.ShouldBe(30.2, 0.1);
        AmericanOption.Price(put with { Years = 40 }).ShouldBe(101 * Math.Exp(-0.02 * best) - 100 * Math.Exp(-0.05 * best), 1e-9);
        AmericanOption.Price(put).ShouldBe(BlackScholes.Price(put), 1e-12, "the end comes before it");
        AmericanOption.Price(put with { Spot = 0 }).ShouldBe(101, "a put on nothing is exercised");
    }

    [Fact]
    public void Value_IsNeverLessThanEuropeanOrExercised_AndGreeksAreItsDerivatives()
    {
        var random = new Random(21);
        for (var trial = 0; trial < 200; trial++)
        {
            var inputs = new BlackScholesInputs(
                trial % 2 == 0 ? OptionType.Put : OptionType.Call, 100, 70 + 60 * random.NextDouble(), 0.05 + random.NextDouble(), 0.08 * random.NextDouble(), 0.08 * random.NextDouble(), 0.1 + 0.5 * random.NextDouble());
            var value = AmericanOption.Value(inputs);
            value.Price.ShouldBeGreaterThanOrEqualTo(Math.Max(BlackScholes.Price(inputs) - 1e-9, inputs.Type == OptionType.Call ? 100 - inputs.Strike : inputs.Strike - 100));
            var (up, down) = (AmericanOption.Price(inputs with { Spot = 100.1 }), AmericanOption.Price(inputs with { Spot = 99.9 }));
            value.Delta.ShouldBe((up - down) / 0.2, 2e-3, $"{inputs}");
            value.Gamma.ShouldBe((up - 2 * value.Price + down) / 0.01, 1e-2, $"{inputs}");
            if (Math.Abs(value.Delta) < 1)
            {
                var later = (AmericanOption.Price(inputs with { Years = inputs.Years - 1e-4 }) - AmericanOption.Price(inputs with { Years = inputs.Years + 1e-4 })) / 2e-4;
                value.ThetaPerYear.ShouldBe(later, 0.02 + 0.01 * Math.Abs(later), $"{inputs}");
            }
        }
    }

    [Fact]
    public void Value_CallOnAPut_IsSymmetric()
    {
        var call = AmericanOption.Value(new(OptionType.Call, 90, 100, 0.5, 0.03, 0.06, 0.25));
        var put = AmericanOption.Value(new(OptionType.Put, 100, 90, 0.5, 0.06, 0.03, 0.25));

        call.Price.ShouldBe(put.Price, 1e-9);
    }

    [Theory]
    [InlineData(OptionType.Call, 0.05, 0)]
    [InlineData(OptionType.Put, 0, 0.05)]
    [InlineData(OptionType.Put, -0.01, 0)]
    [InlineData(OptionType.Put, -0.02, -0.01)]
    [InlineData(OptionType.Call, -0.02, -0.02)]
    [InlineData(OptionType.Call, 0.03, -0.01)]
    public void Value_WhereItNeverPaysToExercise_IsTheEuropeanToTheLastBit(OptionType type, double rate, double yield)
    {
        var inputs = new BlackScholesInputs(type, 100, 105, 0.5, rate, yield, 0.3);

        AmericanOption.Value(inputs).ShouldBe(BlackScholes.Value(inputs));
    }

    [Fact]
    public void Value_AtTheEdges_IsAFigure()
    {
        double[] spots = [0, 1e-6, 1, 99.999999, 100, 1e6], years = [-1, 0, 1e-8, 1 / 365.0, 1, 30], volatilities = [0, 1e-9, 1e-4, 0.01, 0.5, 5], rates = [-0.05, 0, 1e-9, 0.05, 0.5];
        foreach (var type in Enum.GetValues<OptionType>())
        {
            foreach (var (spot, time, volatility) in spots.SelectMany(spot => years.SelectMany(time => volatilities.Select(volatility => (spot, time, volatility)))))
            {
                foreach (var (rate, yield) in rates.SelectMany(rate => rates.Select(yield => (rate, yield))))
                {
                    var inputs = new BlackScholesInputs(type, spot, 100, time, rate, yield, volatility);
                    var value = AmericanOption.Value(inputs);
                    double[] all = [value.Price, value.Delta, value.Gamma, value.ThetaPerYear, value.VegaPerUnit, value.RhoPerUnit];
                    all.ShouldAllBe(figure => double.IsFinite(figure), string.Create(CultureInfo.InvariantCulture, $"{inputs}: {value}"));
                    value.Price.ShouldBeGreaterThanOrEqualTo(BlackScholes.Price(inputs) * (1 - 1e-9) - 1e-9, $"{inputs}");
                    Math.Abs(value.Delta).ShouldBeLessThanOrEqualTo(Math.Max(1, Math.Exp(-yield * time)) + 1e-12, $"{inputs}");
                }
            }
        }
    }

    // Leisen and Reimer 1996, corrected by what the same tree does to the European option; −1 where the end is certain to rounding, and the tree has no width.
    private static double Lattice(BlackScholesInputs inputs, int steps)
    {
        var (sign, time) = (inputs.Type == OptionType.Call ? 1 : -1, inputs.Years / steps);
        var spread = inputs.Volatility * Math.Sqrt(inputs.Years);
        var d2 = (Math.Log(inputs.Spot / inputs.Strike) + (inputs.Rate - inputs.DividendYield) * inputs.Years) / spread - spread / 2;
        if (Math.Max(Math.Abs(d2), Math.Abs(d2 + spread)) > 6)
        {
            return -1;
        }

        var (p, q) = (Peizer(d2, steps), Peizer(d2 + spread, steps));
        var (growth, discount) = (Math.Exp((inputs.Rate - inputs.DividendYield) * time), Math.Exp(-inputs.Rate * time));
        var (up, down) = (growth * q / p, growth * (1 - q) / (1 - p));
        double[] american = new double[steps + 1], european = new double[steps + 1];
        for (var i = 0; i <= steps; i++)
        {
            american[i] = european[i] = Math.Max(0, sign * (inputs.Spot * Math.Pow(up, i) * Math.Pow(down, steps - i) - inputs.Strike));
        }

        for (var step = steps - 1; step >= 0; step--)
        {
            var spot = inputs.Spot * Math.Pow(down, step);
            for (var i = 0; i <= step; i++, spot *= up / down)
            {
                european[i] = discount * (p * european[i + 1] + (1 - p) * european[i]);
                american[i] = Math.Max(discount * (p * american[i + 1] + (1 - p) * american[i]), sign * (spot - inputs.Strike));
            }
        }

        return Math.Max(american[0] - european[0] + BlackScholes.Price(inputs), Math.Max(0, sign * (inputs.Spot - inputs.Strike)));
    }

    private static double Peizer(double z, int steps)
    {
        var root = z / (steps + 1.0 / 3 + 0.1 / (steps + 1));
        return 0.5 + Math.Sign(z) * Math.Sqrt(0.25 - 0.25 * Math.Exp(-root * root * (steps + 1.0 / 6)));
    }
}
