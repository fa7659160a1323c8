using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace Support;

/// <summary>Workbooks made by hand, part by part: cells hold what they are given and rows stand where they are put.</summary>
internal sealed class XlsxFile
{
    private const string Namespaces = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly List<StringBuilder> _sheets = [new()];

    /// <summary>A number as Excel saves it from <c>12.5%</c>: 0.125 with the format of a percentage.</summary>
    public readonly record struct Percent(double Value);

    /// <summary>A number as Excel saves it from <c>$12.50</c>: 12.5 with the format of money.</summary>
    public readonly record struct Money(double Value);

    /// <summary>Adds a row to the current sheet: strings, doubles, and dates, which become date-formatted serial numbers; null leaves a cell out.</summary>
    public XlsxFile Row(int number, params object?[] cells)
    {
        var row = _sheets[^1];
        row.Append(CultureInfo.InvariantCulture, $"<row r=\"{number}\">");
        for (var column = 0; column < cells.Length; column++)
            row.Append(Cell($"{(char)('A' + column)}{number}", cells[column]));
        row.Append("</row>");
        return this;
    }

    /// <summary>Adds XML to the current sheet's data as it is.</summary>
    public XlsxFile Raw(string xml)
    {
        _sheets[^1].Append(xml);
        return this;
    }

    /// <summary>Begins another sheet.</summary>
    public XlsxFile Sheet()
    {
        _sheets.Add(new());
        return this;
    }

    public byte[] ToBytes()
    {
        var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            var numbers = Enumerable.Range(1, _sheets.Count).ToList();
            Add(archive, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>");
            Add(archive, "_rels/.rels", Rels($"<Relationship Id=\"r1\" Type=\"{Relationships}/officeDocument\" Target=\"xl/workbook.xml\"/>"));
            Add(archive, "xl/workbook.xml", $"<workbook {Namespaces}><sheets>{string.Concat(numbers.Select(n => $"<sheet name=\"S{n}\" sheetId=\"{n}\" r:id=\"r{n}\"/>"))}</sheets></workbook>");
            Add(archive, "xl/_rels/workbook.xml.rels", Rels(
                $"<Relationship Id=\"rStyles\" Type=\"{Relationships}/styles\" Target=\"styles.xml\"/>"
                + string.Concat(numbers.Select(n => $"<Relationship Id=\"r{n}\" Type=\"{Relationships}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"))));
            Add(archive, "xl/styles.xml", $"<styleSheet {Namespaces}><cellXfs count=\"4\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/><xf numFmtId=\"10\" applyNumberFormat=\"1\"/><xf numFmtId=\"8\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>");
            foreach (var number in numbers)
                Add(archive, $"xl/worksheets/sheet{number}.xml", $"<worksheet {Namespaces}><sheetData>{_sheets[number - 1]}</sheetData></worksheet>");
        }

        return bytes.ToArray();
    }

    private static string Cell(string reference, object? value) => value switch
    {
        null => "",
        DateOnly date => $"<c r=\"{reference}\" s=\"1\"><v>{date.ToDateTime(TimeOnly.MinValue).ToOADate().ToString(CultureInfo.InvariantCulture)}</v></c>",
        Percent percent => $"<c r=\"{reference}\" s=\"2\"><v>{percent.Value.ToString("R", CultureInfo.InvariantCulture)}</v></c>",
        Money money => $"<c r=\"{reference}\" s=\"3\"><v>{money.Value.ToString("R", CultureInfo.InvariantCulture)}</v></c>",
        double number => $"<c r=\"{reference}\"><v>{number.ToString("R", CultureInfo.InvariantCulture)}</v></c>",
        _ => $"<c r=\"{reference}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(value.ToString())}</t></is></c>",
    };

    private static string Rels(string relationships) =>
        $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relationships}</Relationships>";

    private static void Add(ZipArchive archive, string name, string xml)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name).Open(), new UTF8Encoding(false));
        writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        writer.Write(xml);
    }
}
