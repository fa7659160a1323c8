using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using App.Core.Risk;
using App.Core.Risk.Analytics;
using App.Core.Risk.Formulas;

namespace App.Benchmarks;

/// <summary>The figures of a book by numpy, in a process of its own: how long each kind takes, once it is sure that they are the same figures.</summary>
internal static class NumpyRisk
{
    private const string Python = "/usr/bin/python3";

    // Relative. Everything that is timed is compared.
    private const double MostDifference = 1e-8;

    /// <summary>The milliseconds of each kind; null where there is no numpy.</summary>
    /// <exception cref="InvalidOperationException">The figures differ.</exception>
    public static async Task<Dictionary<string, double>?> RunAsync(RiskData data, int rounds)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, Bytes(data));
        var start = new ProcessStartInfo(Python, [Path.Combine(AppContext.BaseDirectory, "risk.py"), file, rounds.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (!File.Exists(Python))
        {
            return null;
        }

        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        File.Delete(file);
        if (process.ExitCode != 0)
        {
            return (await errors).Contains("No module named", StringComparison.Ordinal) ? null : throw new InvalidOperationException(await errors);
        }

        using var answer = JsonDocument.Parse(await output);
        var sums = Sums(data).ToDictionary(each => (each.Kind, each.Name), each => each.Expected);
        foreach (var (kind, name, found) in answer.RootElement.EnumerateObject()
            .SelectMany(kind => kind.Value.GetProperty("sums").EnumerateObject().Select(sum => (kind.Name, sum.Name, sum.Value.GetDouble()))))
        {
            if (!sums.Remove((kind, name), out var expected) || !(Math.Abs(found - expected) <= MostDifference * Math.Abs(expected)))
            {
                throw new InvalidOperationException($"{kind}, {name}: {expected:R} here, {found:R} by numpy.");
            }
        }

        if (sums.Count > 0)
        {
            throw new InvalidOperationException($"Numpy has not computed {string.Join(", ", sums.Keys)}.");
        }

        return answer.RootElement.EnumerateObject().ToDictionary(each => each.Name, each => each.Value.GetProperty("ms").GetDouble(), StringComparer.Ordinal);
    }

    private static byte[] Bytes(RiskData data)
    {
        var sessions = data.Returns.Sessions.Length;
        var window = sessions - data.Returns.IndexOf(data.Session.AddDays(-BetaTo.Days));
        List<double> all = [data.Holdings.Count, sessions, data.Factors.Columns.Count, data.Settings.Scenarios.Count, window, data.Settings.RidgeFactors.Count];
        all.AddRange(data.Holdings.SelectMany(holding => ReturnTable.Known(data.Returns.Of(holding.MovesWith!))));
        all.AddRange(data.Factors.Factors.SelectMany(series => series));
        all.AddRange(data.Settings.RidgeFactors.SelectMany(factor => data.Returns.Of(factor).Select(value => value!.Value)));
        all.AddRange(data.Holdings.Select(holding => (double)holding.DeltaAdjusted!.Value));
        all.Add((double)data.Equity);
        var shocks = data.Settings.Scenarios.Select(scenario => StressTests.ShocksOf(scenario, data.Settings, data.Factors.Columns)).ToList();
        all.AddRange(shocks.SelectMany(each => each.Select(shock => shock ?? 0)));
        all.AddRange(shocks.SelectMany(each => each.Select(shock => shock is null ? 0.0 : 1)));
        return [.. all.SelectMany(BitConverter.GetBytes)];
    }

    private static IEnumerable<(string Kind, string Name, double Expected)> Sums(RiskData data)
    {
        var beta = BetaTo.Market.Compute(data).Rows.Select(row => row.Figures["beta"]).ToList();
        yield return ("market_beta", "slope", beta.Sum(figure => figure.Value!.Value));
        yield return ("market_beta", "error", beta.Sum(figure => figure.StandardError!.Value));
        yield return ("market_beta", "r2", beta.Sum(figure => figure.RSquared!.Value));
        var fits = data.Holdings.Select(holding => data.Factors.Of(holding.MovesWith!)).ToList();
        yield return ("factors", "slopes", fits.Sum(fit => fit.Slopes!.Sum()));
        yield return ("factors", "errors", fits.Sum(fit => fit.Least!.StandardErrors.Sum()));
        yield return ("factors", "newey", fits.Sum(fit => fit.Least!.NeweyWestErrors.Sum()));
        yield return ("factors", "r2", fits.Sum(fit => fit.RSquared!.Value));
        yield return ("factors", "condition", data.Factors.ConditionNumber!.Value);
        var factors = new FactorExposures().Compute(data).Figures;
        yield return ("factors", "sigma", factors["model_volatility"].Value!.Value);
        yield return ("factors", "ridge", data.Settings.RidgeFactors.Sum(factor => Math.Abs(factors["ridge_" + factor.Id].Value!.Value)));
        yield return ("factors", "ridge_r2", factors["ridge_market"].RSquared!.Value);
        var volatility = new RealisedVolatility().Compute(data);
        yield return ("volatility", "own", volatility.Rows.Sum(row => row.Figures["realised_21"].Value!.Value + row.Figures["realised_63"].Value!.Value));
        yield return ("volatility", "rolling", RollingVolatility.Of(BookReturns(data), 21).Sum());
        yield return ("volatility", "history", volatility.Tables.Single(table => table.Id == "history").Rows.Sum(row => row.Values.Sum(value => value ?? 0)));
        yield return ("volatility", "trend", volatility.Figures["trend_per_session"].Value!.Value);
        yield return ("volatility", "percentile", volatility.Figures["percentile"].Value!.Value);
        yield return ("volatility", "expected", volatility.Figures["expected_21"].Value!.Value);
        var correlations = new Correlations().Compute(data).Figures;
        yield return ("correlations", "mean", correlations["mean_absolute"].Value!.Value);
        yield return ("correlations", "bets", correlations["effective_bets"].Value!.Value);
        var stress = new StressTests().Compute(data);
        yield return ("stress", "direct", stress.Rows.Sum(row => Math.Abs(row.Figures["direct"].Value!.Value)));
        yield return ("stress", "correlated", stress.Rows.Sum(row => Math.Abs(row.Figures["correlated"].Value!.Value)));
        yield return ("stress", "by_position", Sizes("by_position") + Sizes("by_position_correlated"));
        yield return ("stress", "by_position_share", Sizes("by_position_share") + Sizes("by_position_correlated_share"));
        yield return ("stress", "by_factor", Sizes("by_factor"));
        yield return ("stress", "by_factor_correlated", Sizes("by_factor_correlated"));
        yield return ("stress", "by_factor_share", Sizes("by_factor_share") + Sizes("by_factor_correlated_share"));

        double Sizes(string table) => stress.Tables.Single(each => each.Id == table).Rows.Sum(row => row.Values.Sum(value => Math.Abs(value!.Value)));
    }

    private static double[] BookReturns(RiskData data)
    {
        var book = new double[data.Returns.Sessions.Length];
        foreach (var holding in data.Holdings)
        {
            var weight = (double)(holding.DeltaAdjusted!.Value / data.Equity);
            var returns = data.Returns.Of(holding.MovesWith!);
            for (var i = 0; i < book.Length; i++)
            {
                book[i] += weight * returns[i]!.Value;
            }
        }

        return book;
    }
}
