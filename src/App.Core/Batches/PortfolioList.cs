using System.Globalization;
using System.Text;
using System.Text.Json;
using App.Core.Imports;
using App.Core.Imports.Csv;
using App.Core.Imports.Rules;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary>A list of portfolios that was read.</summary>
/// <param name="Rows">The portfolios, 1 to 100, in the order of the text.</param>
/// <param name="Columns">The columns that the text has, in the order of <see cref="PortfolioColumns.All"/>.</param>
/// <param name="PassedOver">Titles of columns that are none of a portfolio's, in the order of the text.</param>
/// <param name="IsGuessed">True when there was no header, and the columns were told by what is in them.</param>
/// <param name="IsJson">True when it was JSON: lines are places in the list then.</param>
public sealed record PortfolioSheet(
    IReadOnlyList<PortfolioRow> Rows, IReadOnlyList<PortfolioColumn> Columns, IReadOnlyList<string> PassedOver, bool IsGuessed = false, bool IsJson = false);

/// <summary>Lists of portfolios as people have them: cells copied from a spreadsheet, CSV, or the body of the API's call. Read, and written so that they are read back as they were.</summary>
/// <remarks>
/// Separated by tab, semicolon or comma, whichever the text shows, with a header or without. Blank lines and lines that begin with <c>#</c> do not count. No side effects: any text ends in a list or in errors
/// (ERR_LIST_001 to 006, ERR_BULK_002), never in an exception.
/// </remarks>
public static class PortfolioList
{
    /// <summary>The longest text that is read, in bytes of UTF-8: 1 MB.</summary>
    public const int Largest = 1024 * 1024;

    /// <summary>The name of the template.</summary>
    public const string TemplateName = "ballast-portfolios-template.csv";

    private const int MostErrors = 50;

    private static readonly string[] Extensions = [".csv", ".txt", ".json"];

    /// <summary>An example to paste or to save: the header and two portfolios.</summary>
    public static string Example { get; } = """
        Name,Account,Account type,Equity,Date created,Description
        Long haul,Schwab Taxable,Taxable,"$1,250,000.00",2024-03-01,"Core holdings, rebalanced in January"
        Retirement,Fidelity Roth,Roth IRA,"$86,400.00",,Bought and left alone

        """.ReplaceLineEndings("\r\n");

    /// <summary>The text of a file.</summary>
    /// <param name="content">The bytes from where it stands; read to at most one byte over the limit, and left open.</param>
    /// <param name="fileName">The name it was uploaded under: .csv, .txt or .json.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The text; ERR_LIST_002 or 003.</returns>
    public static async Task<Result<string>> DecodeAsync(Stream content, string fileName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        var name = fileName?.Trim() ?? string.Empty;
        var bytes = await BoundedCopy.ReadAsync(content, Largest, cancellationToken).ConfigureAwait(false);
        if (bytes.Length > Largest)
        {
            return TooLarge($"“{FoundText.Clip(name)}”");
        }

        if (!Extensions.Any(extension => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase)))
        {
            return NotAList(name.Length == 0 ? "The file has no name" : $"The file is named {FoundText.Quote(name)}");
        }

        var text = TextDecoder.Decode(bytes);
        return text.IsSuccess ? Encoding.UTF8.GetString(text.Value.Utf8.Span) : NotAList($"{FoundText.Quote(name)} is not text");
    }

    /// <summary>ERR_LIST_002.</summary>
    /// <param name="what">What is too large, at the beginning of a sentence.</param>
    public static Error TooLarge(string what) => PortfolioListErrors.TooLarge.Because(
        $"{what} is over 1 MB, the most that is read. A list has at most {CreatePortfolios.Most} portfolios: remove what is not portfolios.", details: new Dictionary<string, object?> { [ErrorDetails.Allowed] = Largest });

    /// <summary>Reads a list.</summary>
    public static Result<PortfolioSheet> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > Largest)
        {
            return TooLarge("The text");
        }

        var decoded = TextDecoder.Decode(bytes);
        if (!decoded.IsSuccess)
        {
            return NotAList("The text has a NUL character");
        }

        var begin = Utf8Text.Trim(decoded.Value.Utf8.Span);
        return begin.IsEmpty ? NothingIn("The text is empty")
            : begin[0] is (byte)'[' or (byte)'{' ? ReadJson(decoded.Value.Utf8)
            : PortfolioTable.Read(decoded.Value);
    }

    /// <summary>Writes rows, with a header, so that <see cref="Read"/> gives them again, on other lines.</summary>
    public static string Write(IReadOnlyList<PortfolioColumn> columns, IEnumerable<PortfolioRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var table = new CsvTableWriter(text);
        table.WriteRow(columns.Select(column => column.Title()));
        foreach (var row in rows)
        {
            table.WriteRow(columns.Select(column => row[column]));
        }

        return text.ToString();
    }

    internal static Error NothingIn(string found) => PortfolioListErrors.Nothing.Because($"{found}. Give one row per portfolio, with its name at least.");

    internal static Error TooMany(int count) => BulkErrors.TooMany.Because(
        string.Create(CultureInfo.InvariantCulture, $"The list has {count:N0} portfolios; {CreatePortfolios.Most} are allowed. Import them in {(count + CreatePortfolios.Most - 1) / CreatePortfolios.Most:N0} lists."),
        details: new Dictionary<string, object?> { [ErrorDetails.Found] = count, ["limit"] = CreatePortfolios.Most });

    /// <summary>As many of the errors as somebody can work through.</summary>
    internal static IReadOnlyList<Error> Some(IEnumerable<Error> errors) => [.. errors.Take(MostErrors)];

    private static Error NotAList(string found) => PortfolioListErrors.NotAList.Because(
        $"{found}. Choose a .csv, .txt or .json file; of a workbook save the sheet as CSV, or copy its cells and paste them.", details: new Dictionary<string, object?> { [ErrorDetails.Allowed] = string.Join(", ", Extensions) });

    private static Result<PortfolioSheet> ReadJson(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            if (PortfolioItemReader.ListOf(document.RootElement) is not { } list)
            {
                return PortfolioListErrors.Json.Because("The text is JSON, but no list of portfolios. Give [{\"name\": \"…\"}, …] or {\"portfolios\": […]}.");
            }

            // Counted before they are read: a list of nothing may have hundreds of thousands.
            if (list.GetArrayLength() is var count and (0 or > CreatePortfolios.Most))
            {
                return count == 0 ? NothingIn("The list is empty") : TooMany(count);
            }

            List<PortfolioRow> rows = [.. list.EnumerateArray().Select((item, index) => PortfolioRow.Of(PortfolioItemReader.ItemOf(item), index + 1))];
            return new PortfolioSheet(rows, ColumnsOf(rows), [], IsJson: true);
        }
        catch (JsonException exception)
        {
            return PortfolioListErrors.Json.Because(
                string.Create(CultureInfo.InvariantCulture, $"The text begins like JSON and is none: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}, has something else than JSON has there. A comma or a quote may be missing."),
                row: (int?)(exception.LineNumber + 1));
        }
    }

    private static IReadOnlyList<PortfolioColumn> ColumnsOf(List<PortfolioRow> rows) => [.. PortfolioColumns.All.Where(column =>
        column == PortfolioColumn.Name || rows.Exists(row => row.Cells.ContainsKey(column) || row.Unread.Any(fault => fault.Field == column.Field())))];
}
