using System.Text.Json.Nodes;
using App.Core.Risk.Formulas;
using Shouldly;
using Support;
using Xunit;

namespace UnitTests.Risk.Formulas;

public sealed class ReturnStatisticsTests
{
    private static readonly double[] UpAndDown = [0.1, -0.1, 0.1];

    [Fact]
    public void OfAWorkedExample()
    {
        ReturnStatistics.Total(UpAndDown).ShouldBe(1.1 * 0.9 * 1.1 - 1, 1e-15);
        ReturnStatistics.Drawdowns(UpAndDown).ShouldBe([0, -0.1, -0.01], 1e-15);
        ReturnStatistics.MaxDrawdown([-0.2, 0.1]).ShouldNotBeNull().ShouldBe(-0.2, 1e-15, "the start counts as a high");
        TailLoss.Of([-0.04, -0.02, 0, 0.02, 0.04], 0.75).ShouldBe(new TailLoss(0.02, 0.03, 2, 5));
    }

    [Fact]
    public void OfNothing_IsUnknown()
    {
        ReturnStatistics.Total([]).ShouldBe(0);
        ReturnStatistics.Annual([]).ShouldBeNull();
        ReturnStatistics.MaxDrawdown([]).ShouldBeNull();
        ReturnStatistics.Sharpe([0.01]).ShouldBeNull();
        ReturnStatistics.Sharpe([0.01, 0.01, 0.01]).ShouldBeNull("it never moves");
        ReturnStatistics.Sortino([0.01, 0.02]).ShouldBeNull("nothing was below");
        ReturnStatistics.DownsideDeviation([]).ShouldBeNull();
        TailLoss.Of([], 0.95).ShouldBeNull();
    }

    [Fact]
    public void Tail_IsAtLeastAsBadAsItsQuantile_AndWorseFurtherOut()
    {
        var random = new Random(9);
        for (var n = 1; n < 300; n++)
        {
            var returns = Enumerable.Range(0, n).Select(_ => random.NextDouble() - 0.5).ToArray();
            var (near, far) = (TailLoss.Of(returns, 0.95)!.Value, TailLoss.Of(returns, 0.99)!.Value);

            near.ExpectedShortfall.ShouldBeGreaterThanOrEqualTo(near.ValueAtRisk - 1e-15);
            far.ValueAtRisk.ShouldBeGreaterThanOrEqualTo(near.ValueAtRisk);
            far.ExpectedShortfall.ShouldBeLessThanOrEqualTo(-returns.Min());
            near.Days.ShouldBeInRange(1, n);
        }
    }

    [Fact]
    public void OfEmpyricalsSeries_MatchesItsTests()
    {
        var reference = JsonNode.Parse(File.ReadAllText(ReferenceData.PathOf("vectors/empyrical_vectors.json")))!;
        var seen = 0;
        foreach (var given in reference["cases"]!.AsArray())
        {
            var metric = (string)given!["metric"]!;
            double? found;
            if (metric.StartsWith("value_at_risk", StringComparison.Ordinal))
            {
                found = TailLoss.Quantile([.. given["values"]!.AsArray().Select(value => (double)value!).Order()], (double)given["cutoff"]!);
            }
            else
            {
                // Its first day is often unknown; what is annual counts that day too.
                var all = reference["series"]![(string)given["series"]!]!.AsArray();
                double[] returns = [.. all.Where(value => value is not null).Select(value => (double)value!)];
                var year = (string)given["period"]! switch { "weekly" => 52.0, "monthly" => 12.0, _ => 252.0 };
                double Required() => (double?)given["required_return"] ?? 0;
                found = (metric, (string?)given["risk_free"]?.ToString()) switch
                {
                    ("max_drawdown", _) => ReturnStatistics.MaxDrawdown(returns),
                    ("annual_return", _) => ReturnStatistics.Annual(returns, year * returns.Length / all.Count),
                    ("annual_volatility", _) => SampleStatistics.StandardDeviation(returns) * Math.Sqrt(year),
                    ("calmar", _) => ReturnStatistics.Annual(returns, year * returns.Length / all.Count) / -ReturnStatistics.MaxDrawdown(returns),
                    ("sharpe", "0" or "0.0") => ReturnStatistics.Sharpe(returns, year),
                    ("downside_risk", _) => ReturnStatistics.DownsideDeviation(returns, Required(), year),
                    ("sortino", _) => ReturnStatistics.Sortino(returns, Required(), year),
                    ("cumulative_returns", _) => ReturnStatistics.Total(returns),
                    ("sharpe", _) => ReturnStatistics.Sharpe([.. Pairs((string)given["risk_free"]!, all).Select(pair => pair.Y - pair.X)], year),
                    ("alpha_beta" or "up_alpha_beta" or "down_alpha_beta", _) => Beta(given, all, year),
                    ("capture", _) => ReturnStatistics.Annual(returns, year * returns.Length / all.Count) / AnnualOf((string)given["benchmark"]!, year),
                    ("up_capture" or "down_capture", _) => Capture(given, all, year),
                    ("stability_of_timeseries", _) => LinearFit.Of(
                        [.. returns.Select((_, day) => (double)day)], [.. returns.Select((_, day) => Math.Log(1 + ReturnStatistics.Total(returns.AsSpan(0, day + 1))))])!.Value.RSquared,
                    ("excess_sharpe(information ratio, not annualised)", _) => ReturnStatistics.Sharpe(returns, 1),
                    _ => double.NaN,
                };
            }

            if (found is double.NaN)
            {
                continue;
            }

            seen++;
            var expected = given["expected"] is JsonArray series ? series[^1] : given["recomputed_with_numpy"] ?? given["expected"];
            if (expected is null || found is null)
            {
                (found, (double?)expected).ShouldBe((null, null), given.ToJsonString());
                continue;
            }

            found.Value.ShouldBe((double)expected, given["recomputed_with_numpy"] is null ? 5e-5 : 1e-8 * Math.Abs((double)expected) + 1e-15, given.ToJsonString());
        }

        // All but omega and the ratio of the tails, which are no figures of the product.
        seen.ShouldBe(reference["cases"]!.AsArray().Count - 2);

        IEnumerable<(double X, double Y)> Pairs(string benchmark, JsonArray returns) => reference["series"]![benchmark]!.AsArray().Zip(returns)
            .Where(pair => pair.First is not null && pair.Second is not null).Select(pair => ((double)pair.First!, (double)pair.Second!));

        double? Beta(JsonNode given, JsonArray returns, double year)
        {
            var scale = (double?)given["benchmark_scale"] ?? 1;
            var pairs = Sided((string)given["metric"]!, Pairs((string)given["benchmark"]!, returns).Skip((int?)given["skip_first"] is 1 && returns[0] is not null ? 1 : 0)).ToList();
            var fit = LinearFit.Of([.. pairs.Select(pair => scale * pair.X)], [.. pairs.Select(pair => pair.Y)])!.Value;
            (Math.Pow(1 + fit.Intercept, year) - 1).ShouldBe((double)given["expected"]![0]!, 1e-8, given.ToJsonString());
            return fit.Slope;
        }

        double? Capture(JsonNode given, JsonArray returns, double year)
        {
            var pairs = Sided((string)given["metric"]!, Pairs((string)given["benchmark"]!, returns)).ToList();
            return ReturnStatistics.Annual([.. pairs.Select(pair => pair.Y)], year) / ReturnStatistics.Annual([.. pairs.Select(pair => pair.X)], year);
        }

        double? AnnualOf(string series, double year)
        {
            var all = reference["series"]![series]!.AsArray();
            double[] known = [.. all.Where(value => value is not null).Select(value => (double)value!)];
            return ReturnStatistics.Annual(known, year * known.Length / all.Count);
        }

        static IEnumerable<(double X, double Y)> Sided(string metric, IEnumerable<(double X, double Y)> pairs) =>
            pairs.Where(pair => metric[..2] switch { "up" => pair.X > 0, "do" => pair.X < 0, _ => true });
    }

    [Fact]
    public void OfThePanel_MatchesNumpy()
    {
        foreach (var row in ReferenceData.Rows("vectors/risk.csv"))
        {
            var (from, count) = PanelReturns.Window(row["first_return_date"], row["last_return_date"]);
            var returns = PanelReturns.Of(row["symbol"]).AsSpan(from, count);
            Same("max_drawdown", ReturnStatistics.MaxDrawdown(returns));
            Same("sharpe_rf0", ReturnStatistics.Sharpe(returns));
            Same("total_return", ReturnStatistics.Total(returns));
            Same("var95_pct_linear", -TailLoss.Of(returns, 0.95)!.Value.ValueAtRisk);
            Same("var99_pct_linear", -TailLoss.Of(returns, 0.99)!.Value.ValueAtRisk);
            Same("cvar95_mean_below", -TailLoss.Of(returns, 0.95)!.Value.ExpectedShortfall);

            void Same(string column, double? found) =>
                found.ShouldNotBeNull().ShouldBe(row.Double(column), 1e-8 * Math.Abs(row.Double(column)), $"{column} of {row["symbol"]} {row["window"]}");
        }
    }
}
