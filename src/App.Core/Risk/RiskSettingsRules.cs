using System.Globalization;
using System.Text.RegularExpressions;
using App.Core.Results;

namespace App.Core.Risk;

/// <summary>Checks settings before they are put in force: what the formulas rely on has to be there, and what a calculation multiplies has to be finite and small.</summary>
public static partial class RiskSettingsRules
{
    /// <summary>Scenarios at most: each costs every book a pricing of all its options.</summary>
    public const int MostScenarios = 60;

    private const int LongestName = 80;

    /// <summary>The categories of scenarios.</summary>
    public static IReadOnlyList<string> Categories { get; } = ["market", "rates", "rotation", "volatility", "historical"];

    /// <summary>The styles that scenarios may shock.</summary>
    public static IReadOnlyList<string> Styles { get; } = ["value", "growth", "momentum", "quality", "size", "low_volatility"];

    /// <summary>All that is wrong; empty when nothing is.</summary>
    public static IReadOnlyList<Error> Check(RiskSettings? settings)
    {
        if (settings is null)
        {
            return [RiskSettingsErrors.Missing.Because("“settings” is null or missing.", "settings")];
        }

        List<Error> errors = [];
        Factors(settings.Factors, RiskSettings.Standard.Factors, "factors", errors);
        Factors(settings.RidgeFactors, RiskSettings.Standard.RidgeFactors, "ridge_factors", errors);
        if (settings.Rates is not { Duration: >= 0 and <= 50, Convexity: >= 0 and <= 5_000, Source.Length: > 0 and <= 300 })
        {
            errors.Add(RiskSettingsErrors.Rates.Because(
                $"Duration {Number(settings.Rates?.Duration)}, convexity {Number(settings.Rates?.Convexity)}, source of {settings.Rates?.Source?.Length ?? 0} characters. Allowed are 0 to 50, 0 to 5,000, and 1 to 300.", "rates"));
        }

        if (settings.SectorBenchmark is { } benchmark)
        {
            errors.AddRange(FaultsOf(benchmark).Select(fault => RiskSettingsErrors.Benchmark.Because(fault, "sector_benchmark")));
        }

        if (settings.Scenarios is not { Count: > 0 and <= MostScenarios })
        {
            errors.Add(RiskSettingsErrors.Scenario.Because(FormattableString.Invariant($"There are {settings.Scenarios?.Count ?? 0} scenarios. Send 1 to {MostScenarios}."), "scenarios"));
        }

        HashSet<string> ids = new(StringComparer.Ordinal);
        foreach (var (scenario, place) in (settings.Scenarios ?? []).Select((scenario, i) => ((Scenario?)scenario, i + 1)))
        {
            if (scenario is null)
            {
                errors.Add(RiskSettingsErrors.Scenario.Because(FormattableString.Invariant($"Scenario {place} is null. Send a scenario, or leave it out."), "scenarios"));
                continue;
            }

            errors.AddRange(FaultsOf(scenario, ids).Select(fault => RiskSettingsErrors.Scenario.Because($"Scenario “{scenario.Id}”: {fault}", "scenarios")));
        }

        return errors;
    }

    private static void Factors(IReadOnlyList<FactorColumn>? found, IReadOnlyList<FactorColumn> needed, string field, List<Error> errors)
    {
        if (found is not null && found.Any(factor => factor is null))
        {
            errors.Add(RiskSettingsErrors.Factor.Because($"One of the {found.Count} factors is null. They have to be {string.Join(", ", needed.Select(factor => factor.Id))}, in this order.", field));
            return;
        }

        if (found is null || !found.Select(factor => factor.Id).SequenceEqual(needed.Select(factor => factor.Id), StringComparer.Ordinal))
        {
            errors.Add(RiskSettingsErrors.Factor.Because($"The ids are {string.Join(", ", found?.Select(factor => factor.Id) ?? [])}. They have to be {string.Join(", ", needed.Select(factor => factor.Id))}, in this order.", field));
            return;
        }

        foreach (var (factor, standard) in found.Zip(needed))
        {
            // A style is a spread: without the other fund it says the market over again, and least squares cannot tell the two apart.
            if (factor.Less is null != standard.Less is null)
            {
                errors.Add(RiskSettingsErrors.Factor.Because($"Factor “{factor.Id}” has {(factor.Less is null ? "one fund; it needs the one that is taken off, too" : "two funds; it is of one")}.", field));
            }

            foreach (var symbol in new[] { factor.Symbol ?? "", factor.Less }.Where(symbol => symbol is not null && !Symbol().IsMatch(symbol)))
            {
                errors.Add(RiskSettingsErrors.Factor.Because($"Factor “{factor.Id}”: “{symbol}” is no symbol of a fund.", field));
            }

            if (factor.Name is not { Length: > 0 and <= LongestName } || factor.Symbol == factor.Less)
            {
                errors.Add(RiskSettingsErrors.Factor.Because($"Factor “{factor.Id}” needs a name of 1 to {LongestName} characters, and a fund that is not taken off itself.", field));
            }
        }
    }

    private static IEnumerable<string> FaultsOf(SectorBenchmark benchmark)
    {
        if (benchmark.Name is not { Length: > 0 and <= LongestName } || benchmark.Source is not { Length: > 0 and <= 300 } || benchmark.AsOf == default)
        {
            yield return FormattableString.Invariant($"The index needs a name of 1 to {LongestName} characters, a source of 1 to 300, and the day of its weights.");
        }

        var weights = benchmark.Weights ?? new Dictionary<string, double>();
        var unknown = weights.Keys.Except(GicsSectors.All, StringComparer.Ordinal).ToList();
        var missing = GicsSectors.All.Except(weights.Keys, StringComparer.Ordinal).ToList();
        if (unknown.Count > 0 || missing.Count > 0)
        {
            yield return $"The sectors are {string.Join(", ", GicsSectors.All)}.{(unknown.Count > 0 ? $" Unknown: {string.Join(", ", unknown)}." : "")}{(missing.Count > 0 ? $" Missing: {string.Join(", ", missing)}." : "")}";
        }

        foreach (var (sector, weight) in weights.Where(each => each.Value is not (>= 0 and <= 1)))
        {
            yield return $"{sector} has the weight {Share(weight)}; a weight lies between 0 and 1 (100 %).";
        }

        if (missing.Count == 0 && weights.Values.Sum() is not (>= 0.99 and <= 1.01))
        {
            yield return FormattableString.Invariant($"The weights add up to {weights.Values.Sum():0.####}; they have to be 1, to a hundredth.");
        }
    }

    private static IEnumerable<string> FaultsOf(Scenario scenario, HashSet<string> ids)
    {
        if (!Id().IsMatch(scenario.Id ?? "") || !ids.Add(scenario.Id!))
        {
            yield return "the id has to be 1 to 60 lower-case letters, digits and underscores, and no other scenario’s.";
        }

        if (scenario.Name is not { Length: > 0 and <= LongestName })
        {
            yield return FormattableString.Invariant($"the name has {scenario.Name?.Length ?? 0} characters; 1 to {LongestName} are allowed.");
        }

        if (!Categories.Contains(scenario.Category, StringComparer.Ordinal))
        {
            yield return $"“{scenario.Category}” is no category. Use {string.Join(", ", Categories)}.";
        }

        foreach (var style in (scenario.Styles ?? new Dictionary<string, double>()).Where(style => !Styles.Contains(style.Key, StringComparer.Ordinal) || style.Value is not (>= -1 and <= 5)))
        {
            yield return $"the style “{style.Key}” moves by {Share(style.Value)}. Styles are {string.Join(", ", Styles)}; a return lies between −1 (−100 %) and 5 (500 %).";
        }

        if (scenario.Market is { } market and not (>= -1 and <= 5))
        {
            yield return $"the market moves by {Share(market)}; a return lies between −1 (−100 %) and 5 (500 %).";
        }

        if (scenario.Rate is { } rate and not (>= -0.1 and <= 0.1))
        {
            yield return $"yields change by {Number(rate)}; .01 is 100 basis points, and 1,000 are the most.";
        }

        if (scenario.Volatility is not (>= -1 and <= 3))
        {
            yield return $"volatility changes by {Share(scenario.Volatility)}; it may by −1 (−100 points) to 3 (300 points).";
        }
    }

    private static string Number(double? number) => number is not { } value || double.IsNaN(value) ? "no number" : value.ToString("0.######;−0.######", CultureInfo.InvariantCulture);

    private static string Share(double share) => double.IsNaN(share) ? "no number" : $"{Number(share)} ({Number(share * 100)} %)";

    [GeneratedRegex("^[a-z0-9_]{1,60}$")]
    private static partial Regex Id();

    [GeneratedRegex("^[A-Z0-9][A-Z0-9.-]{0,19}$")]
    private static partial Regex Symbol();
}
