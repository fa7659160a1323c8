using App.Core.Imports;
using App.Core.Imports.Csv;
using App.Core.Imports.Rules;
using App.Core.Results;

namespace App.Core.Targets;

/// <summary>A header that has been recognised: what separates the fields, and where each column is.</summary>
internal sealed class TargetHeader
{
    private readonly int[] _indexes;

    private TargetHeader(char delimiter, IReadOnlyList<string> titles)
    {
        Delimiter = delimiter;
        FieldCount = titles.Count;
        var keys = titles.Select(HeaderName.KeyOf).ToList();
        _indexes = [.. TargetColumns.Titles.Select(title => keys.IndexOf(HeaderName.KeyOf(title)))];
        Unclaimed = [.. titles.Where((title, index) => title.Length > 0 && !_indexes.Contains(index))];
    }

    /// <summary>What separates the fields.</summary>
    public char Delimiter { get; }

    /// <summary>How many fields the header has.</summary>
    public int FieldCount { get; }

    /// <summary>Titles that are none of ours, in the order of the file.</summary>
    public IReadOnlyList<string> Unclaimed { get; }

    /// <summary>The index of the column's field, or -1.</summary>
    public int IndexOf(TargetColumn column) => _indexes[(int)column];

    private int Known => _indexes.Count(index => index >= 0);

    /// <summary>
    /// The header: the first row that counts, by the separator under which it names most columns. Else ERR_CSV_003 without any row, ERR_CSV_006 when it is damaged,
    /// ERR_TARGET_010 for each column that is missing, twice or misspelt.
    /// </summary>
    public static Result<TargetHeader> Read(DecodedText text)
    {
        Candidate? best = null;
        foreach (var delimiter in text.Delimiters)
        {
            if (Candidate.Read(text, delimiter) is { } candidate && (best is null || candidate.Header.Known > best.Header.Known))
            {
                best = candidate;
            }
        }

        if (best is null)
        {
            return FileErrors.NoRows.Because("The file has no rows: blank lines and lines that begin with # do not count. Add a header and one row per target below it.");
        }

        if (best.Fault is { } fault)
        {
            return RowFaults.Quoting(fault);
        }

        var errors = best.Faults().ToList();
        return errors.Count > 0 ? errors : best.Header;
    }

    /// <summary>The first row of the text, read with one separator.</summary>
    private sealed record Candidate(TargetHeader Header, IReadOnlyList<string> Titles, int Line, QuoteFault? Fault)
    {
        public static Candidate? Read(DecodedText text, char delimiter)
        {
            using var cursor = new RowCursor(text, delimiter);
            if (!cursor.Read())
            {
                return null;
            }

            string[] titles = cursor.FieldCount > HeaderReader.MostColumns ? [] : [.. cursor.GetStrings().Select(title => title.Trim().Trim('\uFEFF', '\u200B').Trim())];
            return new(new TargetHeader(delimiter, titles), titles, cursor.Line, cursor.Fault);
        }

        public IEnumerable<Error> Faults() => Repeated().Concat(Missing()).Concat(Misspelt());

        private IEnumerable<Error> Repeated() =>
            from same in Titles.Select((title, index) => (Title: title, Position: index + 1)).GroupBy(cell => HeaderName.KeyOf(cell.Title))
            where same.Key.Length > 0 && same.Skip(1).Any()
            select At(
                $"The header names {FoundText.Quote(same.First().Title)} twice, in columns {same.First().Position} and {same.ElementAt(1).Position}. Keep one of them, or rename the other.",
                FoundText.Clip(same.First().Title), "each title once");

        private IEnumerable<Error> Missing() =>
            from column in TargetColumns.All
            where column.IsRequired() && Header.IndexOf(column) < 0
            let closest = HeaderName.ClosestTo(column.Title(), Header.Unclaimed)
            let mend = closest is null
                ? column == TargetColumn.Symbol ? "Add it." : "Add it; its cells may be empty."
                : $"The closest column is {FoundText.Quote(closest)}: rename it if it holds these values."
            select At($"The header lacks the column “{column.Title()}”; found {FoundText.Quote(string.Join(", ", Titles.Take(10)))}. {mend}", column.Title(), column.Title());

        // A direction under a title that is not known would be passed over, and every short taken for long.
        private IEnumerable<Error> Misspelt() =>
            from column in TargetColumns.All
            where !column.IsRequired() && Header.IndexOf(column) < 0
            let closest = HeaderName.ClosestTo(column.Title(), Header.Unclaimed)
            where closest is not null
            select At($"The column {FoundText.Quote(closest)} is not known, and “{column.Title()}” is missing. Rename it if it holds these values, or remove it.", FoundText.Clip(closest), column.Title());

        private Error At(string message, string field, string allowed) => TargetErrors.Header.Because(
            message, field, Line, new Dictionary<string, object?> { [ErrorDetails.Found] = FoundText.Clip(string.Join(", ", Titles.Take(10))), [ErrorDetails.Allowed] = allowed });
    }
}
