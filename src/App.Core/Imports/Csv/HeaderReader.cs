using App.Core.Imports.Rules;
using App.Core.Results;

namespace App.Core.Imports.Csv;

/// <summary>Text to layout: finds the header, the separator by which it reads as one, and the template's columns in it.</summary>
internal static class HeaderReader
{
    /// <summary>More columns than this are no table of positions; it also bounds what one row can cost.</summary>
    public const int MostColumns = 200;

    /// <summary>Misspelt titles that make a row a header when no title is spelt right.</summary>
    private const int NearTitlesOfAHeader = 2;

    /// <summary>
    /// The layout; else ERR_CSV_003 without any row, ERR_CSV_005 without a header (or for each title that is there twice), ERR_CSV_006 for a damaged
    /// one, ERR_CSV_004 for each required column that is missing.
    /// </summary>
    /// <remarks>The header is the first row that counts. The separator is the one under which it names most columns; comma before semicolon before tab.</remarks>
    public static Result<TemplateLayout> Read(DecodedText text)
    {
        var headers = new List<Header>();
        foreach (var delimiter in text.Delimiters)
        {
            if (FirstRow(text, delimiter) is not { } header)
                continue;
            headers.Add(header);
            // Nearly every file: no other separator could do better.
            if (header.HasEveryRequiredColumn)
                break;
        }

        // Rows of separators only are a row by every other separator.
        if (headers.Count < text.Delimiters.Count && headers.All(header => header.Score == 0))
            return NoRows("The file has no rows");

        var best = headers.MaxBy(header => header.Score)!;
        if (best.Fault is { } fault)
            return Result<TemplateLayout>.Failed([RowFaults.Quoting(fault)]);
        if (best.Score == 0)
            return NotAHeader(headers.MaxBy(header => header.FieldCount)!);

        var errors = Repeated(best).Concat(Missing(best)).ToList();
        return errors.Count > 0 ? errors : Layout(best);
    }

    /// <summary>ERR_CSV_003.</summary>
    public static Error NoRows(string found) => FileErrors.NoRows.Because(
        $"{found}: blank lines and lines that begin with # do not count. Add one row per position below the header.");

    private static Header? FirstRow(DecodedText text, char delimiter)
    {
        using var cursor = new RowCursor(text, delimiter);
        if (!cursor.Read())
            return null;
        string[] titles = cursor.FieldCount > MostColumns ? [] : [.. cursor.GetStrings().Select(title => title.Trim().Trim('\uFEFF', '\u200B').Trim())];
        return new(delimiter, cursor.Line, cursor.FieldCount, titles, cursor.Fault);
    }

    private static TemplateLayout Layout(Header header)
    {
        var indexes = Enum.GetValues<TemplateColumn>().Select(column => Array.FindIndex(header.Columns, found => found == column));
        return new(header.Delimiter, header.Line, header.Titles, [.. indexes]);
    }

    private static IEnumerable<Error> Repeated(Header header) =>
        from titles in header.Titles.Select((title, index) => (Title: title, Position: index + 1)).GroupBy(cell => HeaderName.KeyOf(cell.Title))
        where titles.Key.Length > 0 && titles.Skip(1).Any()
        select FileErrors.NoHeader.Because(
            $"The header names {FoundText.Quote(titles.First().Title)} twice, in columns {titles.First().Position} and {titles.ElementAt(1).Position}. Keep one of them, or rename the other.",
            titles.First().Title, header.Line, new Dictionary<string, object?> { [ErrorDetails.Found] = FoundText.Clip(titles.First().Title), [ErrorDetails.Allowed] = "each title once" });

    private static IEnumerable<Error> Missing(Header header)
    {
        var unclaimed = header.Titles.Where((_, index) => header.Columns[index] is null).ToList();
        foreach (var column in Enum.GetValues<TemplateColumn>().Where(column => column.IsRequired() && !header.Columns.Contains(column)))
        {
            var closest = HeaderName.ClosestTo(column.Title(), unclaimed);
            var mend = closest is null ? "Add it." : $"The closest column is {FoundText.Quote(closest)}: rename it if it holds these values.";
            yield return FileErrors.MissingColumn.Because($"The header lacks the column “{column.Title()}”. {mend}", column.Title(), header.Line,
                new Dictionary<string, object?> { [ErrorDetails.Allowed] = column.Title(), [ErrorDetails.Found] = closest is null ? null : FoundText.Clip(closest) });
        }
    }

    // The titles of a row that is too wide are not even made strings of, so it scores nothing.
    private static Error NotAHeader(Header widest) => widest.FieldCount > MostColumns ? TooManyColumns(widest) : NotRecognised(widest);

    private static Error TooManyColumns(Header header) => FileErrors.NoHeader.Because(
        FormattableString.Invariant($"Line {header.Line} has {header.FieldCount:N0} columns; at most {MostColumns} are read. Keep the template's columns and remove the rest."),
        row: header.Line,
        details: new Dictionary<string, object?> { [ErrorDetails.Found] = header.FieldCount, [ErrorDetails.Allowed] = $"at most {MostColumns} columns" });

    private static Error NotRecognised(Header header)
    {
        var found = FoundText.Quote(Brokers.AccountMask.Text(string.Join(", ", header.Titles.Take(10))));
        return FileErrors.NoHeader.Because(
            $"Line {header.Line} is not a header that can be recognised: found {found}. The first row must have the titles Symbol, Quantity, Entry Price Per Share and Entry Date; the others are optional.",
            row: header.Line,
            details: new Dictionary<string, object?> { [ErrorDetails.Found] = found, [ErrorDetails.Allowed] = string.Join(", ", TemplateColumns.Titles) });
    }

    /// <summary>The first row of the text, read with one separator.</summary>
    private sealed record Header(char Delimiter, int Line, int FieldCount, string[] Titles, QuoteFault? Fault)
    {
        public TemplateColumn?[] Columns { get; } = [.. Titles.Select(TemplateColumns.Find)];

        public bool HasEveryRequiredColumn =>
            Fault is null && Enum.GetValues<TemplateColumn>().All(column => !column.IsRequired() || Columns.Contains(column));

        /// <summary>Titles that name a column, each worth more than all misspelt ones; misspelt ones when there are enough to be no chance.</summary>
        public int Score { get; } = Rate(Titles);

        private static int Rate(string[] titles)
        {
            var exact = titles.Count(title => TemplateColumns.Find(title) is not null);
            var near = exact > 0 ? 0 : titles.Count(title => HeaderName.KeyOf(title).Length > 0 && HeaderName.ClosestTo(title, TemplateColumns.Titles) is not null);
            return exact > 0 ? exact * 1_000 : near >= NearTitlesOfAHeader ? near : 0;
        }
    }
}
