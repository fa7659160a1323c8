using System.Globalization;
using App.Core.Portfolios;
using App.Core.Risk.Formulas;

namespace App.Benchmarks;

/// <summary>
/// Prices with all five Greeks, options a second on one processor: European by Black, Scholes and Merton, American where early exercise can pay; in turns with what one writes
/// first, the closed formula of the price with each Greek from two further prices beside it.
/// </summary>
internal static class GreeksBenchmark
{
    private const int Options = 2_000;

    /// <summary>Measures; there is no bound.</summary>
    public static int Run()
    {
        var european = Grid(OptionType.Call, 0, isPaying: false);
        var american = Grid(OptionType.Put, 0.02, isPaying: true);
        Console.WriteLine($"{Options:N0} options with price, delta, gamma, theta, vega and rho; one processor");
        Print("closed formula", SideBySide.Measure(() => Sum(european, option => BlackScholes.Value(option)), () => Sum(european, ByDifferences), 31, 15));
        Print("American, calls without dividends: no early exercise", SideBySide.Measure(() => Sum(european, option => AmericanOption.Value(option)), () => Sum(european, ByDifferences), 31, 15));
        Print("American, puts: early exercise pays", SideBySide.Measure(() => Sum(american, option => AmericanOption.Value(option)), () => Sum(american, ByDifferences), 9, 3));
        return 0;
    }

    private static BlackScholesInputs[] Grid(OptionType type, double yield, bool isPaying)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, Options).Select(_ => new BlackScholesInputs(
            type, 100, 60 + (80 * random.NextDouble()), 0.02 + (2 * random.NextDouble()), isPaying ? 0.04 : 0.03, yield, 0.1 + (0.5 * random.NextDouble())))];
    }

    private static void Print(string name, SideBySide measured) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"  {name,-54} {Options / measured.Subject * 1000,12:N0} a second; by differences {Options / measured.Baseline * 1000,12:N0}: {measured.Ratio:0.00} × their time"));

    private static double Sum(BlackScholesInputs[] options, Func<BlackScholesInputs, OptionValue> value)
    {
        var sum = 0.0;
        foreach (var option in options)
        {
            sum += value(option).Delta;
        }

        return sum;
    }

    private static OptionValue ByDifferences(BlackScholesInputs inputs)
    {
        var (ds, dv, dr, dt) = (inputs.Spot * 1e-4, 1e-4, 1e-5, 1e-5);
        var price = Price(inputs);
        var (up, down) = (Price(inputs with { Spot = inputs.Spot + ds }), Price(inputs with { Spot = inputs.Spot - ds }));
        return new OptionValue(
            price,
            (up - down) / (2 * ds),
            (up - (2 * price) + down) / (ds * ds),
            (Price(inputs with { Years = inputs.Years - dt }) - Price(inputs with { Years = inputs.Years + dt })) / (2 * dt),
            (Price(inputs with { Volatility = inputs.Volatility + dv }) - Price(inputs with { Volatility = inputs.Volatility - dv })) / (2 * dv),
            (Price(inputs with { Rate = inputs.Rate + dr }) - Price(inputs with { Rate = inputs.Rate - dr })) / (2 * dr));
    }

    private static double Price(BlackScholesInputs inputs)
    {
        var spread = inputs.Volatility * Math.Sqrt(inputs.Years);
        var d1 = (Math.Log(inputs.Spot / inputs.Strike) + ((inputs.Rate - inputs.DividendYield + (inputs.Volatility * inputs.Volatility / 2)) * inputs.Years)) / spread;
        var sign = inputs.Type == OptionType.Call ? 1 : -1;
        return sign * ((inputs.Spot * Math.Exp(-inputs.DividendYield * inputs.Years) * NormalDistribution.Cdf(sign * d1))
            - (inputs.Strike * Math.Exp(-inputs.Rate * inputs.Years) * NormalDistribution.Cdf(sign * (d1 - spread))));
    }
}
