using System.Diagnostics.CodeAnalysis;
using App.Core.Imports.Csv;
using App.Core.Imports.Rules;
using App.Core.Imports.Spreadsheets;
using App.Core.Results;

namespace App.Core.Imports;

/// <summary>Reads the template: bytes → text → header → rows → positions, or every error that keeps it from being imported.</summary>
/// <remarks>
/// No side effects: nothing is stored, the clock is not read. Any bytes end in a reading, never in an exception. Errors are ERR_CSV_001 to 006 and
/// ERR_POS_001 to 023. Holds no state; may be used from several threads.
/// </remarks>
[SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Injected into use cases.")]
public sealed class TemplateImport
{
    /// <summary>The largest file that is read, in bytes: 10 MB.</summary>
    public const int LargestFile = 10 * 1024 * 1024;

    /// <summary>Reads an uploaded file.</summary>
    /// <param name="content">The bytes from where it stands; read to at most one byte over the limit, and left open.</param>
    /// <param name="fileName">The name it was uploaded under; its extension must be .csv or .xlsx, in any case.</param>
    /// <param name="today">The user's day: entry and exit may not be after it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<ImportReading> ReadAsync(Stream content, string fileName, DateOnly today, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        var bytes = await BoundedCopy.ReadAsync(content, LargestFile, cancellationToken).ConfigureAwait(false);
        return Read(bytes, fileName, today, cancellationToken);
    }

    /// <summary>Reads a file that is in memory, which must not change afterwards: the reading's table refers to it.</summary>
    /// <inheritdoc cref="ReadAsync" path="/param"/>
    public ImportReading Read(ReadOnlyMemory<byte> content, string fileName, DateOnly today, CancellationToken cancellationToken = default)
    {
        if (content.Length > LargestFile)
            return Failed(fileName, [TooLarge()]);

        var text = Decode(content, fileName);
        return text.IsSuccess ? Read(text.Value, fileName, today, cancellationToken) with { Fingerprint = FileFingerprint.Of(content) } : Failed(fileName, text.Errors);
    }

    internal static ImportReading Read(DecodedText text, string fileName, DateOnly today, CancellationToken cancellationToken)
    {
        var layout = HeaderReader.Read(text);
        return layout.IsSuccess
            ? new TableCheck(new ImportTable(text, layout.Value), today).Run(fileName ?? "", [], cancellationToken)
            : Failed(fileName, layout.Errors);
    }

    /// <summary>Checks an earlier reading again with cells replaced; what was replaced before stays replaced. A file without a table is given back as it is.</summary>
    /// <param name="earlier">The reading to mend.</param>
    /// <param name="edits">The new values. An edit of a line or column that does not exist is ignored, with a warning.</param>
    /// <param name="today">The user's day.</param>
    public ImportReading Recheck(ImportReading earlier, IReadOnlyList<CellEdit> edits, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(edits);
        if (earlier.Table is not { } table)
            return earlier;

        var unknown = edits.Where(edit => !table.CanEdit(edit.Column))
            .Select(edit => new ImportWarning($"There is no column {FoundText.Quote(edit.Column ?? "")}; its changed cell was ignored.", Row: edit.Row));
        return new TableCheck(table.With(edits), today).Run(earlier.FileName, unknown, CancellationToken.None) with { Fingerprint = earlier.Fingerprint, IsMended = true };
    }

    internal static Result<DecodedText> Decode(ReadOnlyMemory<byte> content, string fileName)
    {
        var isWorkbook = FileContent.IsWorkbook(fileName, content.Span);
        if (!isWorkbook.IsSuccess)
            return isWorkbook.Error;
        return isWorkbook.Value && !content.IsEmpty ? WorkbookReader.Read(content, fileName) : TextDecoder.Decode(content);
    }

    internal static Error TooLarge() => FileErrors.TooLarge.Because(
        "The file is over 10 MB, the most that is read. Remove what is not positions, or import it in parts.",
        details: new Dictionary<string, object?> { [ErrorDetails.Allowed] = LargestFile });

    internal static ImportReading Failed(string? fileName, IReadOnlyList<Error> errors) =>
        new() { FileName = fileName ?? "", Errors = errors, ErrorCount = errors.Count };
}
