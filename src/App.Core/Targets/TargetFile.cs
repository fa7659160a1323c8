using System.Globalization;
using App.Core.Imports;
using App.Core.Imports.Csv;
using App.Core.Results;

namespace App.Core.Targets;

/// <summary>A file of target prices: read whole, with every fault, and written so that it is read back as it was.</summary>
/// <remarks>
/// Text in UTF-8, UTF-16 or Windows-1252, separated by comma, semicolon or tab, or the first sheet of a workbook. Columns Symbol, Direction, End Of Year, Next Year, Downside, Note in
/// any order; the header is required. No side effects: any bytes end in a reading, never in an exception.
/// </remarks>
public static class TargetFile
{
    /// <summary>The largest file that is read, in bytes: 2 MB.</summary>
    public const int LargestFile = 2 * 1024 * 1024;

    /// <summary>The name of the export.</summary>
    public const string FileName = "ballast-target-prices.csv";

    /// <summary>The name of the template.</summary>
    public const string TemplateName = "ballast-target-prices-template.csv";

    /// <summary>The template: what the columns are, as comments, the header, and examples. Imported unchanged it sets the examples.</summary>
    public static string Template { get; } = Lines.ReplaceLineEndings("\r\n");

    private const string Lines = """
        # Ballast target prices. Replace the examples below and import the file. Lines that begin with # are ignored.
        # Symbol: as the position has it; of an option the contract's own symbol.
        # Direction: LONG or SHORT. May be left empty or out: LONG.
        # End Of Year, Next Year, Downside: dollars a share, above 0, up to 4 decimals. At least one of them.
        # Note: up to 500 characters. May be left out.
        Symbol,Direction,End Of Year,Next Year,Downside,Note
        AAPL,LONG,260,285,190,Services grow
        TSLA,SHORT,180,150,320,

        """;

    /// <summary>Reads a file.</summary>
    /// <param name="content">The bytes from where it stands; read to at most one byte over the limit, and left open.</param>
    /// <param name="fileName">The name it was uploaded under: .csv or .xlsx.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<TargetReading> ReadAsync(Stream content, string fileName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        return Read(await BoundedCopy.ReadAsync(content, LargestFile, cancellationToken).ConfigureAwait(false), fileName);
    }

    /// <summary>Reads a file that is in memory.</summary>
    public static TargetReading Read(ReadOnlyMemory<byte> content, string fileName)
    {
        if (content.Length > LargestFile)
        {
            return TargetReading.Failed(fileName, [TooLarge()]);
        }

        var text = TemplateImport.Decode(content, fileName);
        if (!text.IsSuccess)
        {
            return TargetReading.Failed(fileName, text.Errors);
        }

        var header = TargetHeader.Read(text.Value);
        return header.IsSuccess ? new TargetTable(text.Value, header.Value).Read(fileName) : TargetReading.Failed(fileName, header.Errors);
    }

    /// <summary>ERR_TARGET_011 for a file over the limit.</summary>
    public static Error TooLarge() => TargetErrors.FileTooLarge.Because(
        "The file is over 2 MB, the most that is read. Remove what is not target prices, or import it in parts.", details: new Dictionary<string, object?> { [ErrorDetails.Allowed] = LargestFile });

    /// <summary>Writes targets, in the order given.</summary>
    public static string Write(IEnumerable<TargetPrice> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var table = new CsvTableWriter(text);
        table.WriteRow(TargetColumns.Titles);
        foreach (var target in targets)
        {
            table.WriteRow(
                target.Symbol, TargetCodes.Directions.NameOf(target.Direction), Text(target.EndOfYear), Text(target.NextYear), Text(target.Downside), target.Note);
        }

        return text.ToString();
    }

    private static string? Text(decimal? price) => price?.ToString("0.####", CultureInfo.InvariantCulture);
}
