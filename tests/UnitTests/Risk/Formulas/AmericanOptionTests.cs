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
            value.Price.ShouldBe(row.Double("qdfp_high_precision_price"), 1e-5 * row.Double("qdfp_high_precision_price"), $"{inputs}");
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

    // Leisen and Reimer 1996, corrected by what the same tree does to the European option.
    private static double Lattice(BlackScholesInputs inputs, int steps)
    {
        var (sign, time) = (inputs.Type == OptionType.Call ? 1 : -1, inputs.Years / steps);
        var spread = inputs.Volatility * Math.Sqrt(inputs.Years);
        var d2 = (Math.Log(inputs.Spot / inputs.Strike) + (inputs.Rate - inputs.DividendYield) * inputs.Years) / spread - spread / 2;
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
            for (var i = 0; i <= step; i++)
            {
                european[i] = discount * (p * european[i + 1] + (1 - p) * european[i]);
                american[i] = Math.Max(discount * (p * american[i + 1] + (1 - p) * american[i]), sign * (inputs.Spot * Math.Pow(up, i) * Math.Pow(down, step - i) - inputs.Strike));
            }
        }

        return american[0] - european[0] + BlackScholes.Price(inputs);
    }

    private static double Peizer(double z, int steps)
    {
        var root = z / (steps + 1.0 / 3 + 0.1 / (steps + 1));
        return 0.5 + Math.Sign(z) * Math.Sqrt(0.25 - 0.25 * Math.Exp(-root * root * (steps + 1.0 / 6)));
    }
}
