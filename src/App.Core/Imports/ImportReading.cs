using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Imports;

/// <summary>What a file was read as: the positions, or the errors that keep it from being imported; with the table itself for mending it.</summary>
/// <remarks>Any error rejects the whole: <see cref="Positions"/> are then what would be imported once the errors are mended.</remarks>
public sealed record ImportReading
{
    /// <summary>The file's name as it was uploaded.</summary>
    public required string FileName { get; init; }

    /// <summary>What tells its content from that of other files, see <see cref="FileFingerprint"/>; empty for a file that could not be read.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>True when the user has replaced cells of it.</summary>
    public bool IsMended { get; init; }

    /// <summary>The table; null when the file could not be read as one, and <see cref="Errors"/> says why.</summary>
    public ImportTable? Table { get; init; }

    /// <summary>The positions of the rows without error, in file order.</summary>
    public IReadOnlyList<PositionDraft> Positions { get; init; } = [];

    /// <summary>The errors in file order, inside a row in the template's column order; at most 1 000.</summary>
    public IReadOnlyList<Error> Errors { get; init; } = [];

    /// <summary>How many errors there are, those beyond the first 1 000 included.</summary>
    public int ErrorCount { get; init; }

    /// <summary>What was ignored or read in a way worth knowing; does not keep the file from being imported.</summary>
    public IReadOnlyList<ImportWarning> Warnings { get; init; } = [];

    /// <summary>Data rows: neither comments nor blank rows nor the header.</summary>
    public int TotalRows { get; init; }

    /// <summary>Rows without error.</summary>
    public int ValidRows => Positions.Count;

    /// <summary>True when there is no error, and so at least one position.</summary>
    public bool IsValid => ErrorCount == 0;
}

/// <summary>Something about a file that its owner should know and that is no error.</summary>
/// <param name="Message">What was found and what was made of it.</param>
/// <param name="Column">The title of the column concerned; null when none is.</param>
/// <param name="Row">The line concerned, from 1; null when none is.</param>
public sealed record ImportWarning(string Message, string? Column = null, int? Row = null);

/// <summary>A cell that the user replaced to mend an error.</summary>
/// <param name="Row">The line of the row, as in <see cref="Error.Row"/>.</param>
/// <param name="Column">The title of the column, as in <see cref="Error.Field"/>; a template column that the file lacks is added.</param>
/// <param name="Value">The new value.</param>
public sealed record CellEdit(int Row, string Column, string Value);
