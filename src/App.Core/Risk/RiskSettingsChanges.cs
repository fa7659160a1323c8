using System.Globalization;

namespace App.Core.Risk;

/// <summary>What has changed from one version of the risk settings to another, a sentence each: for who is about to put them in force, and who asks later why figures moved.</summary>
public static class RiskSettingsChanges
{
    /// <summary>The changes, in the order of the document; empty when nothing but the version differs.</summary>
    public static IReadOnlyList<string> Between(RiskSettings before, RiskSettings after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return
        [
            .. Factors(before.Factors, after.Factors, "Factor"),
            .. Factors(before.RidgeFactors, after.RidgeFactors, "Ridge factor"),
            .. Rates(before.Rates, after.Rates),
            .. Benchmark(before.SectorBenchmark, after.SectorBenchmark),
            .. Scenarios(before.Scenarios, after.Scenarios),
        ];
    }

    private static IEnumerable<string> Factors(IReadOnlyList<FactorColumn> before, IReadOnlyList<FactorColumn> after, string kind)
    {
        foreach (var (old, current) in before.Join(after, factor => factor.Id, factor => factor.Id, (old, current) => (old, current)))
        {
            if (old.Name != current.Name)
            {
                yield return $"{kind} “{old.Name}” is called “{current.Name}”.";
            }

            if ((old.Symbol, old.Less) != (current.Symbol, current.Less))
            {
                yield return $"{kind} “{current.Name}”: {Series(old)} → {Series(current)}.";
            }
        }
    }

    private static IEnumerable<string> Rates(RateSensitivity before, RateSensitivity after)
    {
        if ((before.Duration, before.Convexity) != (after.Duration, after.Convexity))
        {
            yield return $"Rate fund: duration {Number(before.Duration)} → {Number(after.Duration)} years, convexity {Number(before.Convexity)} → {Number(after.Convexity)}.";
        }

        if (before.Source != after.Source)
        {
            yield return $"Rate fund: source “{after.Source}”.";
        }
    }

    private static IEnumerable<string> Benchmark(SectorBenchmark? before, SectorBenchmark? after)
    {
        switch (before, after)
        {
            case (null, { } added):
                yield return $"Sectors are set against the {added.Name} of {added.AsOf:yyyy-MM-dd}.";
                break;
            case ({ } removed, null):
                yield return $"Sectors are no longer set against the {removed.Name}.";
                break;
            case ({ } old, { } current):
                if ((old.Name, old.AsOf, old.Source) != (current.Name, current.AsOf, current.Source))
                {
                    yield return $"Sector weights of the {current.Name}, {current.AsOf:yyyy-MM-dd}, from “{current.Source}”.";
                }

                foreach (var sector in GicsSectors.All.Where(sector => !old.Weights.GetValueOrDefault(sector).Equals(current.Weights.GetValueOrDefault(sector))))
                {
                    yield return $"{sector} in the {current.Name}: {Share(old.Weights.GetValueOrDefault(sector))} → {Share(current.Weights.GetValueOrDefault(sector))}.";
                }

                break;
        }
    }

    private static IEnumerable<string> Scenarios(IReadOnlyList<Scenario> before, IReadOnlyList<Scenario> after)
    {
        var old = before.ToDictionary(scenario => scenario.Id, StringComparer.Ordinal);
        var current = after.ToLookup(scenario => scenario.Id, StringComparer.Ordinal);
        foreach (var removed in before.Where(scenario => !current.Contains(scenario.Id)))
        {
            yield return $"Scenario “{removed.Name}” is removed.";
        }

        foreach (var scenario in after)
        {
            if (!old.TryGetValue(scenario.Id, out var was))
            {
                yield return $"Scenario “{scenario.Name}” is new: {Words(scenario)}.";
            }
            else if (was.Name != scenario.Name || was.Category != scenario.Category || Words(was) != Words(scenario))
            {
                yield return $"Scenario “{was.Name}”{(was.Name != scenario.Name ? $" is called “{scenario.Name}”" : "")}{(was.Category != scenario.Category ? $" is of the kind {scenario.Category}" : "")}{(Words(was) != Words(scenario) ? $": {Words(was)} → {Words(scenario)}" : "")}.";
            }
        }

        var kept = after.Select(scenario => scenario.Id).Where(old.ContainsKey);
        if (!before.Select(scenario => scenario.Id).Where(current.Contains).SequenceEqual(kept, StringComparer.Ordinal))
        {
            yield return "The scenarios stand in another order.";
        }
    }

    /// <summary>The shocks of a scenario in words, such as <c>market −15 %, low volatility −25 %</c>.</summary>
    public static string Words(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        List<string> parts = [];
        if (scenario.Market is { } market)
        {
            parts.Add("market " + Signed(market));
        }

        if (scenario.Rate is { } rate)
        {
            parts.Add($"yields {Number(rate * 10_000, signed: true)} bp");
        }

        parts.AddRange(scenario.Styles.Where(style => style.Value != 0).Select(style => $"{style.Key.Replace('_', ' ')} {Signed(style.Value)}"));
        if (scenario.Volatility != 0)
        {
            parts.Add($"volatility {Number(scenario.Volatility * 100, signed: true)} points");
        }

        return parts.Count == 0 ? "nothing moves" : string.Join(", ", parts);
    }

    private static string Series(FactorColumn factor) => factor.Less is null ? factor.Symbol : $"{factor.Symbol}−{factor.Less}";

    private static string Signed(double share) => Number(share * 100, signed: true) + " %";

    private static string Share(double share) => Number(share * 100) + " %";

    private static string Number(double number, bool signed = false) =>
        double.IsNaN(number) ? "unreadable" : number.ToString(signed ? "+0.####;−0.####;0" : "0.####;−0.####;0", CultureInfo.InvariantCulture);
}
