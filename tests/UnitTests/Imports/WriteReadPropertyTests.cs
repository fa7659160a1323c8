using System.Globalization;
using System.Text;
using App.Core.Imports;
using App.Core.Imports.Brokers;
using App.Core.Imports.Csv;
using Shouldly;
using Xunit;

namespace UnitTests.Imports;

/// <summary>What is written is read back as it was, for tables of any cells: by the writer alone and through the files that are handed back with their errors.</summary>
/// <remarks>Table n is always the same: a failure shows its text.</remarks>
public sealed class WriteReadPropertyTests
{
    private const int Tables = 3_000;

    private static readonly DateOnly Today = new(2026, 11, 21);

    // Pieces rather than characters: guards before guards, quotes beside separators, line breaks of every sort.
    private static readonly string[] Pieces =
    [
        "a", "Zoë", "0", "-12.5", "+3", " ", "  ", "\u00A0", "\t", ",", ";", "\"", "\"\"", "'", "''", "'=", "=", "=1+1", "+", "-", "@SUM(A1)", "#", "# note", "\r", "\n", "\r\n", "\uFEFF", "€", "😀", "\u0001",
        "sep=;", "ERR", "|", "\\", "N/A", "漢字", "e\u0301", "\u2028", "-1e5", "()", "%",
    ];

    public static TheoryData<char> Delimiters => [',', ';', '\t'];

    [Theory]
    [MemberData(nameof(Delimiters))]
    public void CsvTableWriter_AnyTable_IsReadBackAsItWas(char delimiter)
    {
        for (var seed = 0; seed < Tables; seed++)
        {
            var table = Table(new Random(seed), rows: 6, columns: 6);
            var text = Write(delimiter, table);
            ShouldBe(Read(text, delimiter), table, text);

            // Nothing that a spreadsheet runs begins a cell, as it is read by those that know nothing of the guard.
            Split(text, delimiter).Where(cell => cell.Length > 0 && "=+-@\t\r\n#".Contains(cell[0], StringComparison.Ordinal)).ShouldAllBe(cell => IsNumber(cell), text);
        }
    }

    [Theory]
    [MemberData(nameof(Delimiters))]
    public void AnnotatedFile_AnyRows_AreReadBackAsTheyWere(char delimiter)
    {
        for (var seed = 0; seed < Tables / 10; seed++)
        {
            var random = new Random(seed);
            string[] titles = ["Symbol", "Quantity", "Entry Price Per Share", "Entry Date", "Note"];
            var rows = Table(random, rows: 5, columns: 0, width: titles.Length);
            var reading = new TemplateImport().Read(Encoding.UTF8.GetBytes(Write(delimiter, [titles, .. rows])), "a.csv", Today, TestContext.Current.CancellationToken);
            var text = AnnotatedFile.Write(reading);
            var again = new TemplateImport().Read(Encoding.UTF8.GetBytes(text), "a.csv", Today, TestContext.Current.CancellationToken);

            ShouldBe([.. again.Table!.Rows().Select(row => row.Cells.Take(titles.Length).ToArray())], rows, text);
            again.Errors.Select(error => (error.Code, error.Field)).ShouldBe(reading.Errors.Select(error => (error.Code, error.Field)));
            AnnotatedFile.Write(again).ShouldBe(text);

            var faults = new TemplateImport().Read(Encoding.UTF8.GetBytes(AnnotatedFile.WriteFaults(reading)), "a.csv", Today, TestContext.Current.CancellationToken);
            faults.TotalRows.ShouldBe(reading.Errors.Select(error => error.Row).OfType<int>().Distinct().Count());
        }
    }

    [Theory]
    [MemberData(nameof(Delimiters))]
    public void AnnotatedBrokerFile_AnyRows_AreReadBackAsTheyWere(char delimiter)
    {
        for (var seed = 0; seed < Tables / 10; seed++)
        {
            var random = new Random(seed);
            string[] titles = ["Symbol", "Quantity", "Average Cost", "Market Value", "Note"];
            string[][] head = random.Next(2) == 0 ? [["Holdings as of 2026-10-30"], titles] : [titles];
            var rows = Table(random, rows: 6, columns: 0, width: titles.Length).Select(row => random.Next(3) == 0 ? row : [$"S{random.Next(50)}", random.Next(2) == 0 ? "ten" : "10", "5", "50", row[4]]).ToList();
            var bytes = Encoding.UTF8.GetBytes(Write(delimiter, [.. head, .. rows]));
            var first = ReadBroker(bytes);
            var lines = first.Accounts.SelectMany(account => account.Positions).Select(position => position.Line);
            var faulty = ReadBroker(bytes, [.. lines.Where(_ => random.Next(2) == 0).Select(line => new CellEdit(line, "Entry Price Per Share", Cell(random)))]);

            var text = AnnotatedBrokerFile.Write(bytes, faulty, TestContext.Current.CancellationToken);

            var again = ReadBroker(Encoding.UTF8.GetBytes(text));
            ShouldBe([.. Read(text, delimiter).Select(cells => WithoutBlankEnd(ErrorCells.Without(cells)))], [.. Read(Encoding.UTF8.GetString(bytes), delimiter).Select(WithoutBlankEnd)], text);
            again.Unread.ShouldBe(first.Unread, text);
            (again.ReadRows + again.UnreadCount).ShouldBe(again.TotalRows);
            again.TotalRows.ShouldBe(first.TotalRows);
            again.Accounts.SelectMany(account => account.Positions).SelectMany(position => position.Lines).ShouldBe(first.Accounts.SelectMany(account => account.Positions).SelectMany(position => position.Lines), text);
            again.Errors.Select(error => error.Message).ShouldBe(first.Errors.Select(error => error.Message));
        }
    }

    [Theory]
    [InlineData("=1", "'=1", "=1")]
    [InlineData("'=1", "''=1", "'=1")]
    [InlineData("''=1", "'''=1", "''=1")]
    [InlineData("'tis", "'tis", "'tis")]
    [InlineData("'", "'", "'")]
    [InlineData("''", "''", "''")]
    [InlineData("-5", "-5", "-5")]
    [InlineData("'-5", "''-5", "'-5")]
    public void Guard_OnlyOurOwnApostropheIsTakenOff(string cell, string written, string read)
    {
        var text = Write(',', [[cell]]);
        text.ShouldBe(written + "\r\n");
        Read(text, ',')[0].ShouldBe([read]);
    }

    [Fact]
    public void Guard_OfAFileThatIsNotOurs_IsTakenOffWhereASpreadsheetWould() => Read("'=1,'tis,'-5\r\n", ',')[0].ShouldBe(["=1", "'tis", "-5"]);

    private static BrokerReading ReadBroker(byte[] bytes, IReadOnlyList<CellEdit>? edits = null) =>
        new FileImport().Read(bytes, "a.csv", new BrokerImportOptions { Today = Today, Edits = edits ?? [] }, TestContext.Current.CancellationToken).ShouldBeOfType<FileReading.Broker>().Reading;

    // Rows that a reader counts as blank are left out: they are the one thing that is not read back.
    private static List<string[]> Table(Random random, int rows, int columns, int width = 0) => [.. Enumerable.Range(0, random.Next(1, rows))
        .Select(_ => Enumerable.Range(0, width > 0 ? width : random.Next(1, columns)).Select(_ => Cell(random)).ToArray())
        .Where(row => row.Any(cell => !Utf8Text.IsBlank(Encoding.UTF8.GetBytes(cell))))];

    private static string Cell(Random random) => string.Concat(Enumerable.Range(0, random.Next(0, 5)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static string[] WithoutBlankEnd(string[] cells) => cells[..(Array.FindLastIndex(cells, cell => !string.IsNullOrWhiteSpace(cell)) + 1)];

    private static string Write(char delimiter, IEnumerable<string[]> rows)
    {
        var text = new StringWriter();
        var writer = new CsvTableWriter(text, delimiter);
        foreach (var row in rows)
            writer.WriteRow(row);
        return text.ToString();
    }

    // By RFC 4180 alone.
    private static IEnumerable<string> Split(string text, char delimiter)
    {
        var (cell, isQuoted) = (new StringBuilder(), false);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '"' && isQuoted && at + 1 < text.Length && text[at + 1] == '"')
            {
                cell.Append(text[at++]);
            }
            else if (text[at] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && (text[at] == delimiter || text[at] == '\n'))
            {
                yield return cell.ToString().TrimEnd('\r');
                cell.Clear();
            }
            else
            {
                cell.Append(text[at]);
            }
        }
    }

    private static bool IsNumber(string cell) => decimal.TryParse(cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);

    private static List<string[]> Read(string text, char delimiter)
    {
        using var cursor = new RowCursor(new DecodedText(Encoding.UTF8.GetBytes(text)), delimiter);
        var rows = new List<string[]>();
        while (cursor.Read())
            rows.Add(cursor.GetStrings());
        return rows;
    }

    private static void ShouldBe(List<string[]> read, List<string[]> written, string text)
    {
        read.Count.ShouldBe(written.Count, text);
        for (var row = 0; row < written.Count; row++)
            read[row].ShouldBe(written[row], text);
    }
}
