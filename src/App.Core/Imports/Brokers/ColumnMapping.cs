namespace App.Core.Imports.Brokers;

/// <summary>The columns of a table as its owner chose them, kept with the account it was imported into: the next file with the same titles is read in the same way.</summary>
public sealed class ColumnMapping
{
    /// <summary>The portfolio.</summary>
    public required Guid PortfolioId { get; init; }

    /// <summary>Which tables it is for, see <see cref="UnknownTable.Key"/>.</summary>
    public required string HeaderKey { get; init; }

    /// <summary>False for a table without titles.</summary>
    public required bool HasHeader { get; init; }

    /// <summary>The columns by their place, from 0.</summary>
    public required IReadOnlyDictionary<PositionField, int> Columns { get; init; }

    /// <summary>When it was last used for an import.</summary>
    public required DateTimeOffset SavedAt { get; init; }

    /// <summary>The choice that it stands for. The titles are looked for anew: what stands above them has not to be as long as it was.</summary>
    public ColumnChoice ToChoice() => new(HasHeader ? null : 0, Columns);
}

/// <summary>Column mappings that were saved with imports.</summary>
public interface IColumnMappings
{
    /// <summary>The mapping that the owner used last for tables with this header, into any active portfolio; null when there is none.</summary>
    Task<ColumnMapping?> FindAsync(Guid ownerId, string headerKey, CancellationToken cancellationToken);
}
