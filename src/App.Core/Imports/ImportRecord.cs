namespace App.Core.Imports;

/// <summary>That a file was imported into a portfolio: which, when and how much of it.</summary>
public sealed class ImportRecord
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
    public required int PositionsImported { get; init; }

    /// <summary>When storing it began.</summary>
    public required DateTimeOffset ImportedAt { get; init; }

    /// <summary>Milliseconds from <see cref="ImportedAt"/> to the last position being written; set by the store.</summary>
    public int DurationMs { get; set; }
}
