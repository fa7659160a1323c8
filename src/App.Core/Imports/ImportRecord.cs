namespace App.Core.Imports;

/// <summary>That a file was imported into a portfolio: which, when and how much of it.</summary>
public sealed record ImportRecord
{
    /// <summary>The id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The portfolio it filled.</summary>
    public required Guid PortfolioId { get; init; }

    /// <summary>The file's name as uploaded, without a path; at most 255 characters.</summary>
    public required string FileName { get; init; }

    /// <summary>Data rows in the file.</summary>
    public required int TotalRows { get; init; }

    /// <summary>Positions stored.</summary>
    public int PositionsImported { get; init; }

    /// <summary>What tells the file from others: see <see cref="FileFingerprint"/>; null for an import of a time before there was one.</summary>
    public string? Fingerprint { get; init; }

    /// <summary><see cref="Portfolios.Portfolio.PositionsVersion"/> as the import left it.</summary>
    public int PositionsVersion { get; init; } = 1;

    /// <summary>Positions that came in; all of them in an import that made the portfolio.</summary>
    public int Added { get; init; }

    /// <summary>Positions that were changed.</summary>
    public int Changed { get; init; }

    /// <summary>Positions that went.</summary>
    public int Removed { get; init; }

    /// <summary>When it was undone; null for one that stands.</summary>
    public DateTimeOffset? UndoneAt { get; set; }

    /// <summary>When storing it began.</summary>
    public required DateTimeOffset ImportedAt { get; init; }

    /// <summary>Milliseconds from <see cref="ImportedAt"/> to the last position being written; set by the store.</summary>
    public int DurationMs { get; set; }
}
