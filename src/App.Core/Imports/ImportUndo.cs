using App.Core.Portfolios;

namespace App.Core.Imports;

/// <summary>The positions of a portfolio as they were before its last import: what undoing it brings back. A portfolio has one at most.</summary>
public sealed class ImportUndo
{
    /// <summary>The portfolio.</summary>
    public required Guid PortfolioId { get; init; }

    /// <summary>The import that replaced the positions.</summary>
    public required Guid ImportId { get; init; }

    /// <summary><see cref="Portfolio.PositionsVersion"/> as the import left it: a portfolio changed since cannot be brought back without losing that.</summary>
    public required int PositionsVersion { get; init; }

    /// <summary><see cref="Portfolio.PositionsAsOf"/> before.</summary>
    public DateOnly? PositionsAsOf { get; init; }

    /// <summary>The positions before.</summary>
    public required IReadOnlyList<Position> Positions { get; init; }

    /// <summary>The values given of those among them that the import removed; null when there were none.</summary>
    public IReadOnlyList<PositionValuation>? Valuations { get; init; }
}
