using System.IO.Compression;
using App.Core.Results;
using ExcelDataReader;

namespace App.Core.Imports.Spreadsheets;

/// <summary>How much a workbook may ask for. A few kilobytes of archive can stand for gigabytes of sheet, of cells or of one repeated text.</summary>
internal static class WorkbookLimits
{
    /// <summary>Bytes of all the archive's parts together: 64 MB, some 100 000 rows of positions.</summary>
    public const long Unpacked = 64 * 1024 * 1024;

    /// <summary>Sheets that are looked at for data.</summary>
    public const int Sheets = 10;

    /// <summary>Characters of the sheet's rows together.</summary>
    public const int TextLength = 20_000_000;

    private const int SheetColumns = 16_384;
    private const int SheetRows = 1_048_576;

    /// <summary>Cells of the rectangle that the sheet spans, filled or not; each costs a look.</summary>
    private const long SheetCells = 100_000_000;

    /// <summary>ERR_CSV_001 when the parts unpack to more than <see cref="Unpacked"/> by the archive's own account, beyond which the runtime does not unpack.</summary>
    /// <exception cref="InvalidDataException">The archive is damaged.</exception>
    public static Error? CheckArchive(byte[] file)
    {
        using var archive = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
        var unpacked = archive.Entries.Sum(entry => Math.Min(entry.Length, long.MaxValue / (archive.Entries.Count + 1L)));
        return unpacked > Unpacked || unpacked < 0
            ? TooLarge(FormattableString.Invariant($"The workbook unpacks to {unpacked / (1024 * 1024):N0} MB; at most {Unpacked / (1024 * 1024)} MB are read"))
            : null;
    }

    /// <summary>ERR_CSV_001 when the current sheet spans more cells than a sheet of positions could.</summary>
    public static Error? CheckSheet(IExcelDataReader sheet)
    {
        long columns = sheet.FieldCount;
        long rows = sheet.RowCount;
        return columns is < 0 or > SheetColumns || rows is < 0 or > SheetRows || columns * rows > SheetCells
            ? TooLarge(FormattableString.Invariant($"A sheet of the workbook spans {columns:N0} columns and {rows:N0} rows"))
            : null;
    }

    /// <summary>ERR_CSV_001 for a sheet whose cells together are too long.</summary>
    public static Error TooMuchText() =>
        TooLarge(FormattableString.Invariant($"A sheet of the workbook holds over {TextLength:N0} characters of text"));

    private static Error TooLarge(string found) => FileErrors.TooLarge.Because(
        $"{found}. Copy the positions into a new workbook, or save the sheet as CSV.",
        details: new Dictionary<string, object?> { [ErrorDetails.Found] = found });
}
