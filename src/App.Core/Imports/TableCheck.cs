using App.Core.Imports.Csv;
using App.Core.Imports.Rules;
using App.Core.Portfolios;

namespace App.Core.Imports;

/// <summary>Table to reading: every row through every rule, in one pass.</summary>
internal sealed class TableCheck(ImportTable table, DateOnly today)
{
    private const int MostExpectedRows = 20_000;

    private static readonly TemplateColumn[] Columns = Enum.GetValues<TemplateColumn>();

    private readonly FaultLog _faults = new();
    private readonly List<PositionDraft> _positions = new(ExpectedRows(table));
    private readonly CandidateRow _candidate = new();
    private int _rows;

    /// <summary>Checks the table; <paramref name="warnings"/> go before those that are found on the way.</summary>
    public ImportReading Run(string fileName, IEnumerable<ImportWarning> warnings, CancellationToken cancellationToken)
    {
        var rules = new PositionRules(today, _faults, ExpectedRows(table), isDerived: table.Layout.EstimateIndex >= 0);
        var unseenEdits = table.EditedLines.ToHashSet();
        using var cursor = table.OpenData();
        while (cursor.Read())
        {
            if (++_rows % 1_024 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            unseenEdits.Remove(cursor.Line);
            Check(cursor, rules);
        }

        if (_rows == 0)
            _faults.Add(() => HeaderReader.NoRows("The file has a header and no rows below it"));

        return new ImportReading
        {
            FileName = fileName,
            Table = table,
            Positions = _positions,
            Errors = _faults.Errors,
            ErrorCount = _faults.Count,
            TotalRows = _rows,
            Warnings = [.. warnings, .. Ignored(), .. Grouping(rules), .. unseenEdits.Order().Select(MissedEdit)],
        };
    }

    // Growing a list or a table of 10 000 copies it a dozen times. A file of nothing but line breaks must not gain by it, hence the bound.
    private static int ExpectedRows(ImportTable table) => Math.Min(table.Text.Utf8.Span.Count((byte)'\n'), MostExpectedRows);

    private void Check(RowCursor cursor, PositionRules rules)
    {
        if (cursor.Fault is { } fault)
        {
            AddQuoting(fault);
        }
        else if (!table.Layout.Fits(cursor))
        {
            AddFieldCount(cursor);
        }
        else
        {
            Fill(cursor);
            if (rules.Check(_candidate, cursor.Line) is { } position)
                _positions.Add(table.Layout.EstimateIndex is >= 0 and var estimate && estimate < cursor.FieldCount ? EstimateColumn.Read(cursor.GetString(estimate), position) : position);
        }
    }

    // Methods of their own, so that their closures are not made for every row.
    private void AddQuoting(QuoteFault fault) => _faults.Add(() => RowFaults.Quoting(fault));

    private void AddFieldCount(RowCursor cursor) => _faults.Add(() => RowFaults.FieldCount(cursor, table.Layout));

    private void Fill(RowCursor cursor)
    {
        _candidate.Clear();
        foreach (var column in Columns)
        {
            // A field past the end of a short row reads as empty, and so does a column that the file lacks.
            var index = table.Layout.IndexOf(column);
            if (index >= 0 && cursor[index] is { IsEmpty: false } cell)
                _candidate.Set(column, cell);
        }

        if (table.EditsOf(cursor.Line) is not { } edits)
            return;
        foreach (var column in Columns)
        {
            if (edits.TryGetValue(table.Layout.IndexOf(column), out var value))
                _candidate[column] = value;
        }
    }

    private IEnumerable<ImportWarning> Ignored() => table.Layout.IgnoredTitles
        .Select(title => new ImportWarning($"The column {FoundText.Quote(title)} is not one of the template's and was ignored.", FoundText.Clip(title), table.HeaderLine));

    // Where semicolons separate fields, a comma is often the decimal sign: 1,234 was read as twelve hundred odd, which its owner should see.
    private IEnumerable<ImportWarning> Grouping(PositionRules rules) =>
        table.Delimiter == ';' && rules.FirstGroupedNumber is { } line
            ? [new("Commas in numbers were read as thousands separators, so “1,234” is 1234. Write decimals with a point.", Row: line)]
            : [];

    private static ImportWarning MissedEdit(int line) => new($"There is no row on line {line}; its changed cells were ignored.", Row: line);
}
