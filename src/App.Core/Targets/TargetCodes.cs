using App.Core.Portfolios;

namespace App.Core.Targets;

/// <summary>How directions and horizons are spelled in files, in the API and in the database. Reading ignores case.</summary>
public static class TargetCodes
{
    /// <summary>LONG, SHORT.</summary>
    public static CodeTable<TargetDirection> Directions { get; } = new((TargetDirection.Long, "LONG"), (TargetDirection.Short, "SHORT"));

    /// <summary>end_of_year, next_year, downside.</summary>
    public static CodeTable<TargetHorizon> Horizons { get; } = new(
        (TargetHorizon.EndOfYear, "end_of_year"), (TargetHorizon.NextYear, "next_year"), (TargetHorizon.Downside, "downside"));

    /// <summary>The horizons in the order in which they are shown.</summary>
    public static IReadOnlyList<TargetHorizon> AllHorizons { get; } = [TargetHorizon.EndOfYear, TargetHorizon.NextYear, TargetHorizon.Downside];
}
