using App.Core.Portfolios;

namespace App.Features.Imports;

/// <summary>How many positions of each sort a file has. One position can be of several: a written put is short and an option.</summary>
public sealed record PositionCounts(int All, int Long, int Short, int Options, int Private, int Closed)
{
    /// <summary>Counts them.</summary>
    public static PositionCounts Of(IReadOnlyList<PositionDraft> positions) => new(
        positions.Count,
        positions.Count(position => position.Quantity > 0),
        positions.Count(position => position.Quantity < 0),
        positions.Count(position => position.Class == InvestmentClass.Options),
        positions.Count(position => position.Class == InvestmentClass.Private),
        positions.Count(position => position.ExitDate is not null));
}
