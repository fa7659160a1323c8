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

    [Fact] // statsmodels 0.13.5: OLS of the mean square of the next h returns of SPY on today's, the last 5 and the last 22, whole panel
    public void Of_ThePanelsMarket_MatchesStatsmodels()
    {
        var squares = Array.ConvertAll(PanelReturns.Of("SPY"), value => value * value);
        var (day, month) = (HarModel.Of(squares, 1).ShouldNotBeNull(), HarModel.Of(squares, 21).ShouldNotBeNull());

        (day.Fit.Observations, month.Fit.Observations).ShouldBe((2241, 2221));
        Near([day.Fit.Intercept, .. day.Fit.Slopes], [2.939754854468847e-05, 0.17709489277282867, 0.5069941990687897, 0.08680114786840068]);
        Near([day.Fit.InterceptError, .. day.Fit.StandardErrors], [9.486434500705255e-06, 0.025548164713722316, 0.042441267905618106, 0.04241425395978124]);
        Near([day.Fit.RSquared!.Value, day.Forecast], [0.31652926440961204, 0.0001350558432371521]);
        Near([month.Fit.Intercept, .. month.Fit.Slopes], [8.110632638353891e-05, 0.09776571981766245, 0.29130412065723676, -0.017305208059883108]);
        Near([month.Fit.RSquared!.Value, month.Forecast, HarModel.ExpectedVolatility(PanelReturns.Of("SPY"))!.Value.Volatility], [0.23703235916946364, 0.00013005007317168683, 0.18103209229102193]);
        Near([HarModel.ExpectedVolatility(PanelReturns.Of("AAPL"))!.Value.Volatility], [0.3177460698402013]);
        Near([HarModel.ExpectedVolatility(PanelReturns.Of("SPY").AsSpan(^252..))!.Value.Volatility], [0.25018252447720174]);

        static void Near(IReadOnlyList<double> found, IReadOnlyList<double> expected)
        {
            for (var i = 0; i < expected.Count; i++)
            {
                found[i].ShouldBe(expected[i], 1e-8 * Math.Abs(expected[i]));
            }
        }
    }

    [Fact] // the series behind these fits are not among the reference data, so what is compared is what needs none: how many rows a span of sessions leaves, and what a forecast is a year
    public void Of_TheReferenceFits_HasTheirRowsAndTheirYear()
    {
        var reference = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Support.ReferenceData.PathOf("vectors/har_vol.json")))!;
        foreach (var (name, format) in new[] { ("squared_log_return_pypfopt_spy", "yyyy-MM-dd"), ("parkinson_lean_spy_2008_2021", "yyyyMMdd"), ("garman_klass_lean_spy_2008_2021", "yyyyMMdd") })
        {
            var fit = reference[name]!;
            DateOnly Day(string key) => DateOnly.ParseExact((string)fit[key]!, format, System.Globalization.CultureInfo.InvariantCulture);
            var sessions = App.Core.Market.TradingCalendar.Nyse.Sessions(Day("first"), Day("last")).Length;
            var random = new Random(2);

            HarModel.Of([.. Enumerable.Range(0, sessions).Select(_ => random.NextDouble())], 1)!.Fit.Observations.ShouldBeInRange((int)fit["n"]! - 2, (int)fit["n"]! + 2, name);
            Math.Sqrt((double)fit["next_day_forecast"]! * SampleStatistics.SessionsPerYear).ShouldBe((double)fit["next_day_vol_ann"]!, 1e-12, name);
        }
    }
}
