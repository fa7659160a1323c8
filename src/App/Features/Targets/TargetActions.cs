using App.Core.Results;
using App.Core.Targets;

namespace App.Features.Targets;

/// <summary>A price as it was typed into a cell.</summary>
/// <param name="Key">Whose target.</param>
/// <param name="Horizon">Which of its prices.</param>
/// <param name="Typed">What was typed; nothing takes the price back.</param>
public sealed record TargetEdit(TargetKey Key, TargetHorizon Horizon, string Typed);

/// <summary>What the parts of the page can ask it to do.</summary>
/// <param name="Save">Stores a price and returns what is wrong with it.</param>
/// <param name="Remove">Takes a target back.</param>
public sealed record TargetActions(Func<TargetEdit, Task<IReadOnlyList<Error>>> Save, Func<TargetPrice, Task> Remove);
