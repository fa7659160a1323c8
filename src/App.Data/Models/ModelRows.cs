namespace App.Data.Models;

/// <summary>An investment model without its lists, see <see cref="App.Core.Models.InvestmentModel"/>.</summary>
public sealed class ModelRow
{
    /// <summary>The id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The form of the name on which uniqueness is decided.</summary>
    public required string NameKey { get; init; }

    /// <summary>When a portfolio was last rebalanced by it.</summary>
    public DateTimeOffset? LastRebalanceDate { get; init; }

    /// <summary>Counts the changes.</summary>
    public required int Version { get; init; }

    /// <summary>The version that the name is of.</summary>
    public required int NameVersion { get; init; }

    /// <summary>The version that the positions are of.</summary>
    public required int PositionsVersion { get; init; }

    /// <summary>The version that the list of portfolios is of.</summary>
    public required int PortfoliosVersion { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>A target of a model.</summary>
public sealed class ModelPositionRow
{
    /// <summary>The model.</summary>
    public required Guid ModelId { get; init; }

    /// <summary>Its place, from 0.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The security.</summary>
    public required string Security { get; init; }

    /// <summary>The target.</summary>
    public required decimal Target { get; init; }

    /// <summary>The drift below.</summary>
    public required decimal LowDrift { get; init; }

    /// <summary>The drift above.</summary>
    public required decimal HighDrift { get; init; }
}

/// <summary>A portfolio that follows a model.</summary>
public sealed class ModelPortfolioRow
{
    /// <summary>The model.</summary>
    public required Guid ModelId { get; init; }

    /// <summary>The portfolio.</summary>
    public required Guid PortfolioId { get; init; }

    /// <summary>Its place, from 0.</summary>
    public required int Ordinal { get; init; }
}
