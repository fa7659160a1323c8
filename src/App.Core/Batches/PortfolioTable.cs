using System.Globalization;
using App.Core.Imports;
using App.Core.Imports.Csv;
using App.Core.Imports.Rules;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary>A list of portfolios in rows and columns: finds the separator and the columns, by a header or by what is in them, and reads the rows.</summary>
internal static class PortfolioTable
{
    // What a spreadsheet copies is separated by tabs; where commas are decimal, by semicolons. A comma may also stand in a value.
    private static readonly char[] Delimiters = ['\t', ';', ','];

    public static Result<PortfolioSheet> Read(DecodedText text)
    {
        // A row of separators only is a row by every other separator.
        var firsts = Delimiters.Select(delimiter => First.Read(text, delimiter)).OfType<First>().Where(first => !first.IsSeparators).ToList();
        if (firsts.Count == 0)
        {
            return PortfolioList.NothingIn("The text has no rows: blank lines and lines that begin with # do not count");
        }

        // MaxBy takes the first of several.
        var header = firsts.MaxBy(first => first.Known)!;
        return header.IsHeader ? ReadBelow(text, header) : ReadAll(text, firsts);
    }

    private static Result<PortfolioSheet> ReadBelow(DecodedText text, First header)
    {
        var errors = header.Faults().ToList();
        if (errors.Count > 0)
        {
            return errors;
        }

        var read = Rows.Read(text, header.Delimiter, header.Columns, header.Titles.Count, passOver: 1);
        return read.Count == 0 && read.Errors.Count == 0
            ? PortfolioList.NothingIn("The text has a header and no rows below it")
            : read.ToSheet(header.Columns, [.. header.Titles.Where((title, index) => title.Length > 0 && header.Columns[index] is null)], isGuessed: false);
    }

    private static Result<PortfolioSheet> ReadAll(DecodedText text, List<First> firsts)
    {
        var tables = firsts.ConvertAll(first => (first.Delimiter, Cells: CellsOf(text, first.Delimiter)));
        var table = tables.Find(each => each.Cells.Count > 0 && each.Cells[0].Length > 1 && each.Cells.TrueForAll(row => row.Length == each.Cells[0].Length));
        table = table.Cells is null ? tables.MaxBy(each => each.Cells.Max(row => row.Length)) : table;
        var width = table.Cells.Max(row => row.Length);
        if (width > HeaderReader.MostColumns)
        {
            return PortfolioListErrors.Header.Because($"The first rows have up to {width} columns, and there is no header. A list of portfolios has at most {PortfolioColumns.All.Count}.", row: firsts[0].Line);
        }

        var columns = Guess(table.Cells, width);
        if (columns.Length > 0 && columns.Contains(null))
        {
            return PortfolioListErrors.Header.Because(
                $"There is no header, and of {width} columns the one with {FoundText.Quote(table.Cells.Select(row => Cell(row, Array.IndexOf(columns, null))).First(cell => cell.Length > 0))} cannot be told. Put a header above the first row: {Titles}.", row: firsts[0].Line);
        }

        return Rows.Read(text, table.Delimiter, columns, width, passOver: 0).ToSheet(columns, [], isGuessed: true);
    }

    private static string Titles => string.Join(", ", PortfolioColumns.Usual.Select(column => column.Title()));

    // The first rows, as many as a list may have: enough to tell its columns by.
    private static List<string[]> CellsOf(DecodedText text, char delimiter)
    {
        List<string[]> cells = [];
        using var cursor = new RowCursor(text, delimiter);
        while (cells.Count < CreatePortfolios.Most && cursor.Read())
        {
            cells.Add(cursor.FieldCount > HeaderReader.MostColumns ? new string[cursor.FieldCount] : [.. cursor.GetStrings().Select(Trimmed)]);
        }

        return cells;
    }

    /// <summary>The column of each field by what most of its cells are; what is neither type, amount nor day is, from left to right, the name, the account and the description. Null for one more, and for columns without anything in them as well, unless all are told.</summary>
    private static PortfolioColumn?[] Guess(List<string[]> rows, int width)
    {
        var columns = new PortfolioColumn?[width];
        Queue<PortfolioColumn> words = new([PortfolioColumn.Name, PortfolioColumn.AccountName, PortfolioColumn.Description]);
        (PortfolioColumn Column, Func<string, bool> Is)[] kinds =
        [
            (PortfolioColumn.AccountType, text => PortfolioRow.TypeOf(text) is not null),
            (PortfolioColumn.DateCreated, text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)),
            (PortfolioColumn.EquityBalance, PortfolioRow.IsAmount),
            (PortfolioColumn.Currency, text => string.Equals(text, PortfolioItemRules.Currency, StringComparison.OrdinalIgnoreCase)),
        ];

        // The first field is the name, whatever it looks like: “2024”, “529”.
        for (var field = 0; field < width; field++)
        {
            var cells = rows.Select(row => Cell(row, field)).Where(cell => cell.Length > 0).ToList();
            var kind = kinds.FirstOrDefault(each => field > 0 && !columns.Contains(each.Column) && cells.Count > 0 && cells.Count(each.Is) * 2 > cells.Count);
            columns[field] = kind.Is is not null ? kind.Column
                : cells.Count > 0 && words.TryDequeue(out var next) ? next
                : null;
        }

        // Fields without anything in them, as trailing separators leave them.
        var told = columns.Length;
        while (told > 0 && columns[told - 1] is null && rows.TrueForAll(row => Cell(row, told - 1).Length == 0))
        {
            told--;
        }

        return columns[..told];
    }

    private static string Cell(string[] row, int field) => field < row.Length ? row[field] ?? string.Empty : string.Empty;

    private static string Trimmed(string cell) => cell.Trim().Trim('\uFEFF', '\u200B').Trim();

    /// <summary>The first row of the text, read with one separator.</summary>
    private sealed record First(char Delimiter, int Line, IReadOnlyList<string> Titles)
    {
        public PortfolioColumn?[] Columns { get; } = [.. Titles.Select(PortfolioColumns.Find)];

        public bool IsSeparators => Titles.Count > 0 && Titles.All(title => title.Trim(Delimiters).Length == 0);

        public int Known => Columns.Count(column => column is not null);

        // Half of its titles are known: a portfolio called “Total” makes no header of the first row.
        public bool IsHeader => Known > 0 && Known * 2 >= Titles.Count(title => title.Length > 0);

        public static First? Read(DecodedText text, char delimiter)
        {
            using var cursor = new RowCursor(text, delimiter);
            return !cursor.Read() ? null : new(delimiter, cursor.Line, cursor.FieldCount > HeaderReader.MostColumns ? [] : [.. cursor.GetStrings().Select(Trimmed)]);
        }

        public IEnumerable<Error> Faults()
        {
            foreach (var same in Titles.Where((_, index) => Columns[index] is not null).GroupBy(title => PortfolioColumns.Find(title)!.Value).Where(same => same.Skip(1).Any()))
            {
                yield return PortfolioListErrors.Header.Because(
                    $"The header has {string.Join(" and ", same.Select(FoundText.Quote))}, which both mean {same.Key.Title()}. Keep one of them, or rename the other.", same.Key.Title(), Line);
            }

            if (!Columns.Contains(PortfolioColumn.Name))
            {
                var near = HeaderName.ClosestTo(PortfolioColumn.Name.Title(), Titles.Where((title, index) => title.Length > 0 && Columns[index] is null));
                var account = Titles.Where((_, index) => Columns[index] == PortfolioColumn.AccountName).FirstOrDefault();
                yield return PortfolioListErrors.Header.Because(
                    $"The header lacks the column “Name”; found {FoundText.Quote(string.Join(", ", Titles.Take(10)))}. "
                    + ((near ?? account) is { } title ? $"Rename {FoundText.Quote(title)} to Name if it holds the names of the portfolios." : "Add it."),
                    PortfolioColumn.Name.Title(), Line);
            }
        }
    }

    /// <summary>What came of the rows.</summary>
    private sealed record Rows(IReadOnlyList<PortfolioRow> Portfolios, int Count, IReadOnlyList<Error> Errors)
    {
        public static Rows Read(DecodedText text, char delimiter, PortfolioColumn?[] columns, int width, int passOver)
        {
            List<PortfolioRow> rows = [];
            List<Error> errors = [];
            var count = 0;
            using var cursor = new RowCursor(text, delimiter);
            while (cursor.Read())
            {
                if (passOver-- > 0)
                {
                    continue;
                }

                if (cursor.Fault is { } fault)
                {
                    var quoting = RowFaults.Quoting(fault);
                    errors.Add(PortfolioListErrors.Malformed.Because(quoting.Message, row: quoting.Row, details: quoting.Details));
                }
                else if (cursor.FieldCount > width && !cursor.IsBlankFrom(width))
                {
                    errors.Add(PortfolioListErrors.Malformed.Because(
                        $"Line {cursor.Line} has {cursor.FieldCount} fields where there are {width} columns; the surplus is {FoundText.Quote(cursor.GetString(width))}. Put a field that contains the separator, such as \"1,250.00\", in double quotes.", row: cursor.Line));
                }
                else if (++count <= CreatePortfolios.Most)
                {
                    rows.Add(RowOf(cursor, columns));
                }
            }

            return new(rows, count, errors);
        }

        public Result<PortfolioSheet> ToSheet(PortfolioColumn?[] columns, IReadOnlyList<string> passedOver, bool isGuessed) =>
            Errors.Count > 0 ? Result<PortfolioSheet>.Failed(PortfolioList.Some(Errors))
            : Count > CreatePortfolios.Most ? PortfolioList.TooMany(Count)
            : new PortfolioSheet(Portfolios, [.. PortfolioColumns.All.Where(column => columns.Contains(column))], passedOver, isGuessed);

        private static PortfolioRow RowOf(RowCursor cursor, PortfolioColumn?[] columns)
        {
            var cells = new Dictionary<PortfolioColumn, string>();
            for (var field = 0; field < Math.Min(columns.Length, cursor.FieldCount); field++)
            {
                if (columns[field] is { } column)
                {
                    cells[column] = Trimmed(cursor.GetString(field));
                }
            }

            return new(cursor.Line, cells);
        }
    }
}
