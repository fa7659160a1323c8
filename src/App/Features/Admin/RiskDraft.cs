using App.Core.Risk;

namespace App.Features.Admin;

/// <summary>Risk settings that are being changed, beside those in force. Immutable; each change makes a new one. A number that cannot be read is NaN, which the rules refuse.</summary>
/// <param name="InForce">What is in force.</param>
/// <param name="Settings">What would be.</param>
public sealed record RiskDraft(RiskSettings InForce, RiskSettings Settings)
{
    /// <summary>Nothing changed yet.</summary>
    public static RiskDraft Of(RiskSettings inForce) => new(inForce, inForce);

    /// <summary>What would change, in words.</summary>
    public IReadOnlyList<string> Changes => RiskSettingsChanges.Between(InForce, Settings);

    /// <summary>The settings as the next version.</summary>
    public RiskSettings Next => Settings with { Version = InForce.Version + 1 };

    /// <summary>With one factor changed.</summary>
    public RiskDraft With(FactorColumn factor, bool isRidge) => isRidge
        ? this with { Settings = Settings with { RidgeFactors = Replaced(Settings.RidgeFactors, factor) } }
        : this with { Settings = Settings with { Factors = Replaced(Settings.Factors, factor) } };

    /// <summary>With other rates.</summary>
    public RiskDraft With(RateSensitivity rates) => this with { Settings = Settings with { Rates = rates } };

    /// <summary>With other sector weights, or none.</summary>
    public RiskDraft With(SectorBenchmark? benchmark) => this with { Settings = Settings with { SectorBenchmark = benchmark } };

    /// <summary>With one scenario changed; its id stays.</summary>
    public RiskDraft With(Scenario scenario) => Scenarios([.. Settings.Scenarios.Select(one => one.Id == scenario.Id ? scenario : one)]);

    /// <summary>With a scenario more: a copy right after the one given, or at the end one in which nothing moves. Returns its id too.</summary>
    public (RiskDraft Draft, string Id) Add(Scenario? like)
    {
        var id = FreeId(like?.Id ?? "scenario");
        var added = like is null ? new Scenario { Id = id, Name = "New scenario", Category = RiskSettingsRules.Categories[0] } : like with { Id = id, Name = like.Name + ", copy" };
        var at = like is null ? Settings.Scenarios.Count : IndexOf(like.Id) + 1;
        return (Scenarios([.. Settings.Scenarios.Take(at), added, .. Settings.Scenarios.Skip(at)]), id);
    }

    /// <summary>Without a scenario.</summary>
    public RiskDraft Without(string id) => Scenarios([.. Settings.Scenarios.Where(scenario => scenario.Id != id)]);

    /// <summary>With a scenario further up or down; where there is no further it stays.</summary>
    public RiskDraft Move(string id, int by)
    {
        var (from, scenarios) = (IndexOf(id), Settings.Scenarios.ToList());
        var to = Math.Clamp(from + by, 0, scenarios.Count - 1);
        var moved = scenarios[from];
        scenarios.RemoveAt(from);
        scenarios.Insert(to, moved);
        return Scenarios(scenarios);
    }

    private RiskDraft Scenarios(IReadOnlyList<Scenario> scenarios) => this with { Settings = Settings with { Scenarios = scenarios } };

    private int IndexOf(string id) => Settings.Scenarios.TakeWhile(scenario => scenario.Id != id).Count();

    private string FreeId(string stem) => Enumerable.Range(2, int.MaxValue - 2).Select(number => FormattableString.Invariant($"{stem}_{number}"))
        .First(id => Settings.Scenarios.Concat(InForce.Scenarios).All(scenario => scenario.Id != id));

    private static IReadOnlyList<FactorColumn> Replaced(IReadOnlyList<FactorColumn> factors, FactorColumn factor) => [.. factors.Select(one => one.Id == factor.Id ? factor : one)];
}
