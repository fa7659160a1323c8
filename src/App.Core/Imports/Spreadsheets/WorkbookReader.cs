using System.Text;
using App.Core.Imports.Csv;
using App.Core.Results;
using ExcelDataReader;

namespace App.Core.Imports.Spreadsheets;

/// <summary>Workbook to text: the first sheet with data, each row written as comma-separated cells and remembered by its row number.</summary>
/// <remarks>
/// Comments (rows whose first filled cell begins with <c>#</c>) and blank rows are left out. Only the first 10 sheets are looked at. A workbook is
/// someone else's program run on our memory, so everything it could ask for is bounded: see <see cref="WorkbookLimits"/>.
/// </remarks>
internal static class WorkbookReader
{
    // ExcelDataReader asks for Windows-1252 when it is configured, even for workbooks that do not use it.
    static WorkbookReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The text; ERR_CSV_001 when the workbook unpacks to too much, ERR_CSV_002 when it cannot be read.</summary>
    public static Result<DecodedText> Read(ReadOnlyMemory<byte> file, string fileName)
    {
        try
        {
            var bytes = file.ToArray();
            if (WorkbookLimits.CheckArchive(bytes) is { } tooLarge)
                return tooLarge;

            using var reader = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(bytes, writable: false));
            return ReadFirstSheetWithData(reader);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // A damaged archive or XML ends in whatever exception the parser met first; to the user they are all one thing.
            return FileContent.NotATable(fileName, ", but its content is damaged and cannot be read as an Excel workbook", "a damaged workbook");
        }
    }

    private static Result<DecodedText> ReadFirstSheetWithData(IExcelDataReader reader)
    {
        for (var sheet = 0; sheet < WorkbookLimits.Sheets; sheet++)
        {
            if (WorkbookLimits.CheckSheet(reader) is { } tooLarge)
                return tooLarge;

            var rows = new SheetRows();
            while (reader.Read())
            {
                rows.Add(reader);
                if (rows.Length > WorkbookLimits.TextLength)
                    return WorkbookLimits.TooMuchText();
            }

            if (rows.Count > 0 || !reader.NextResult())
                return rows.ToText();
        }

        return new SheetRows().ToText();
    }

    /// <summary>The rows of one sheet as they are collected.</summary>
    private sealed class SheetRows
    {
        private readonly StringBuilder _text = new();
        private readonly List<int> _lines = [];
        private readonly List<string> _cells = [];
        private readonly CsvTableWriter _writer;
        private int _width;

        public SheetRows() => _writer = new(new StringWriter(_text));

        public int Count => _lines.Count;

        public int Length => _text.Length;

        public void Add(IExcelDataReader reader)
        {
            _cells.Clear();
            var length = 0;
            var firstFilled = 0;
            for (var column = 0; column < reader.FieldCount && length <= WorkbookLimits.TextLength; column++)
            {
                var cell = CellText.Of(reader.GetValue(column), reader.GetNumberFormatString(column));
                if (string.IsNullOrWhiteSpace(cell))
                    continue;
                length += cell.Length;
                // Blanks are added only once a cell follows them: a sheet may be formatted far beyond its data.
                while (_cells.Count < column)
                    _cells.Add("");
                _cells.Add(cell);
                firstFilled = firstFilled == 0 ? column + 1 : firstFilled;
            }

            if (firstFilled == 0 || _cells[firstFilled - 1].TrimStart().StartsWith('#'))
                return;
            Write(reader.Depth + 1);
        }

        public DecodedText ToText() => new(Encoding.UTF8.GetBytes(_text.ToString()), _lines);

        private void Write(int line)
        {
            // The width of the table is that of its first row, the header; spreadsheets know no rows that are too short.
            while (_cells.Count < _width)
                _cells.Add("");
            _width = _width == 0 ? _cells.Count : _width;
            _writer.WriteRow(_cells);
            _lines.Add(line);
        }
    }
}
