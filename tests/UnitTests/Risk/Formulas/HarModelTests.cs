using App.Core.Risk.Formulas;
using Shouldly;
using Xunit;

namespace UnitTests.Risk.Formulas;

public sealed class HarModelTests
{
    [Fact] // made by the model itself, without noise: the regression has to find the numbers it was made with
    public void Of_VariancesThatFollowTheModel_FindsItsNumbers()
    {
        var random = new Random(1);
        List<double> variances = [.. Enumerable.Range(0, HarModel.Month).Select(_ => random.NextDouble())];
        while (variances.Count < 200)
        {
            variances.Add(0.01 + 0.3 * variances[^1] + 0.4 * variances.TakeLast(HarModel.Week).Average() + 0.25 * variances.TakeLast(HarModel.Month).Average() + (variances.Count % 7 == 0 ? 0.3 : 0));
        }

        List<double> plain = [.. variances.Take(HarModel.Month)];
        while (plain.Count < 80)
        {
            plain.Add(0.01 + 0.3 * plain[^1] + 0.4 * plain.TakeLast(HarModel.Week).Average() + 0.25 * plain.TakeLast(HarModel.Month).Average());
        }

        var model = HarModel.Of([.. plain], horizon: 1).ShouldNotBeNull();

        model.Fit.Slopes.ShouldBe([0.3, 0.4, 0.25], 1e-6);
        model.Fit.Intercept.ShouldBe(0.01, 1e-7);
        model.Forecast.ShouldBe(0.01 + 0.3 * plain[^1] + 0.4 * plain.TakeLast(5).Average() + 0.25 * plain.TakeLast(22).Average(), 1e-9);
        HarModel.Of([.. variances], horizon: 21).ShouldNotBeNull().Fit.Observations.ShouldBe(200 - 21 - 21);
    }

    [Fact]
    public void Expected_OfTooFewOrStill_IsUnknown()
    {
        HarModel.ExpectedVolatility(new double[62]).ShouldBeNull();
        HarModel.ExpectedVolatility(new double[200]).ShouldBeNull("it never moves");
        HarModel.ExpectedVolatility([.. Noise(63)]).ShouldNotBeNull();
        HarModel.Of(new double[20], 1).ShouldBeNull();
    }

    [Fact]
    public void Expected_IsNeverBelowWhatTheSampleHasSeen()
    {
        var floored = 0;
        for (var seed = 0; seed < 300; seed++)
        {
            // A storm that has passed: the line through it goes below 0.
            double[] returns = [.. Noise(120, seed).Select((value, index) => value * (index is > 20 and < 60 ? 6 : 0.2))];
            var (volatility, model) = HarModel.ExpectedVolatility(returns).ShouldNotBeNull();

            volatility.ShouldBeGreaterThanOrEqualTo(Math.Sqrt(model.Smallest * 252) - 1e-15);
            model.Smallest.ShouldBeGreaterThan(0);
            floored += model.Forecast < model.Smallest ? 1 : 0;
        }

        floored.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Expected_OfEvenNoise_IsItsVolatility_AndScalesWithIt()
    {
        double[] returns = [.. Noise(2000)];
        var (one, twice) = (HarModel.ExpectedVolatility(returns)!.Value.Volatility, HarModel.ExpectedVolatility([.. returns.Select(value => 2 * value)])!.Value.Volatility);

        one.ShouldBe(SampleStatistics.AnnualVolatility(returns)!.Value, 0.1 * one);
        twice.ShouldBe(2 * one, 1e-9);
    }

    private static IEnumerable<double> Noise(int count, int seed = 4)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count).Select(_ => 0.01 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5));
    }
}
