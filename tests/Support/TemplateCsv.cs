using System.Text;
using App.Core.Imports;

namespace Support;

/// <summary>One row of the template as text; by default a share that imports.</summary>
internal sealed record TemplateRow
{
    public string Symbol { get; init; } = "AAPL";

    public string Quantity { get; init; } = "10";

    public string EntryPrice { get; init; } = "150.25";

    public string EntryDate { get; init; } = "2024-01-15";

    public string Class { get; init; } = "";

    public string Subtype { get; init; } = "";

    public string Underlying { get; init; } = "";

    public string Strike { get; init; } = "";

    public string Expiration { get; init; } = "";

    public string OptionType { get; init; } = "";

    public string ExitDate { get; init; } = "";

    public string ExitPrice { get; init; } = "";

    /// <summary>An option without a symbol of its own that imports.</summary>
    public static TemplateRow Option { get; } = new()
    {
        Symbol = "",
        Quantity = "2",
        EntryPrice = "5.50",
        Underlying = "MSFT",
        Strike = "450",
        Expiration = "2027-06-18",
        OptionType = "CALL",
    };

    public IReadOnlyList<string> Values =>
        [Symbol, Quantity, EntryPrice, EntryDate, Class, Subtype, Underlying, Strike, Expiration, OptionType, ExitDate, ExitPrice];

    /// <summary>The row as a line; values with a comma or a quote are quoted, the others stand as they are.</summary>
    public override string ToString() => string.Join(',', Values.Select(Quote));

    private static string Quote(string value) => value.AsSpan().IndexOfAny(",\"\r\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"")}\"";
}

/// <summary>Template files as text, and the reading of them on a fixed day.</summary>
internal static class TemplateCsv
{
    public const string Header =
        "Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,Strike Price,Expiration Date,Option Type,Exit Date,Exit Price Per Share";

    /// <summary>The day of every reading here.</summary>
    public static readonly DateOnly Today = new(2026, 6, 30);

    /// <summary>The header on line 1 and the rows below it.</summary>
    public static string Of(params IEnumerable<TemplateRow> rows) => string.Concat([Header, "\n", .. rows.Select(row => row + "\n")]);

    /// <summary>Reads rows below the header.</summary>
    public static ImportReading Read(params IEnumerable<TemplateRow> rows) => Read(Of(rows));

    /// <summary>Reads a text in UTF-8.</summary>
    public static ImportReading Read(string text, string fileName = "positions.csv") => Read(Encoding.UTF8.GetBytes(text), fileName);

    /// <summary>Reads bytes.</summary>
    public static ImportReading Read(byte[] bytes, string fileName = "positions.csv") => new TemplateImport().Read(bytes, fileName, Today);
}
