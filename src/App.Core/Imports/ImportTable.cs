using System.Collections.Frozen;
using App.Core.Imports.Csv;

namespace App.Core.Imports;

/// <summary>The user's table as it was read: header, rows and the cells replaced since. Kept for checking again and for the annotated download.</summary>
/// <remarks>
/// Holds the file's text and splits it again when rows are asked for: a string for every cell of a large file would cost many times its size.
/// Immutable; may be read from several threads.
/// </remarks>
public sealed class ImportTable
{
    private readonly FrozenDictionary<int, FrozenDictionary<int, string>> _edits;

    internal ImportTable(DecodedText text, TemplateLayout layout)
        : this(text, layout, FrozenDictionary<int, FrozenDictionary<int, string>>.Empty)
    {
    }

    private ImportTable(DecodedText text, TemplateLayout layout, FrozenDictionary<int, FrozenDictionary<int, string>> edits)
    {
        Text = text;
        Layout = layout;
        _edits = edits;
    }

    /// <summary>The header's cells; a column of the template that the file lacks and an edit filled is at the end.</summary>
    public IReadOnlyList<string> Titles => Layout.Titles;

    /// <summary>The line of the header, from 1.</summary>
    public int HeaderLine => Layout.HeaderLine;

    /// <summary>What separates the fields: comma, semicolon or tab; comma for a workbook.</summary>
    public char Delimiter => Layout.Delimiter;

    internal DecodedText Text { get; }

    internal TemplateLayout Layout { get; }

    /// <summary>The data rows from the top, comments and blank rows left out, with the cells replaced so far.</summary>
    public IEnumerable<TableRow> Rows()
    {
        using var cursor = OpenData();
        while (cursor.Read())
            yield return new(cursor.Line, Edited(cursor.Line, cursor.GetStrings()));
    }

    /// <summary>The rows below the header.</summary>
    internal RowCursor OpenData()
    {
        var cursor = new RowCursor(Text, Delimiter);
        cursor.Read();
        return cursor;
    }

    /// <summary>The cells of a line that were replaced, by field index; null when there are none.</summary>
    internal FrozenDictionary<int, string>? EditsOf(int line) => _edits.Count == 0 ? null : _edits.GetValueOrDefault(line);

    /// <summary>The lines with replaced cells.</summary>
    internal IEnumerable<int> EditedLines => _edits.Keys;

    /// <summary>The table with cells replaced, over those replaced before; edits of columns that do not exist are left out.</summary>
    internal ImportTable With(IEnumerable<CellEdit> edits)
    {
        var table = this;
        var cells = _edits.ToDictionary(row => row.Key, row => row.Value.ToDictionary());
        foreach (var edit in edits)
        {
            if (!table.TryFindColumn(edit.Column, out var index))
            {
                if (TemplateColumns.Find(edit.Column) is not { } added)
                    continue;
                index = table.Titles.Count;
                table = new(Text, table.Layout.With(added), _edits);
            }

            if (!cells.TryGetValue(edit.Row, out var row))
                cells[edit.Row] = row = [];
            row[index] = edit.Value ?? "";
        }

        return new(Text, table.Layout, cells.ToFrozenDictionary(row => row.Key, row => row.Value.ToFrozenDictionary()));
    }

    /// <summary>True when the table has, or could be given, the column.</summary>
    internal bool CanEdit(string column) => TryFindColumn(column, out _) || TemplateColumns.Find(column) is not null;

    private bool TryFindColumn(string column, out int index)
    {
        var key = HeaderName.KeyOf(column ?? "");
        for (index = 0; index < Titles.Count; index++)
        {
            if (key.Length > 0 && HeaderName.KeyOf(Titles[index]) == key)
                return true;
        }

        return false;
    }

    private string[] Edited(int line, string[] cells)
    {
        if (EditsOf(line) is not { } edits)
            return cells;
        if (edits.Keys.Max() >= cells.Length)
            Array.Resize(ref cells, edits.Keys.Max() + 1);
        foreach (var (index, value) in edits)
            cells[index] = value;
        return [.. cells.Select(cell => cell ?? "")];
    }
}

/// <summary>One row of the user's table.</summary>
/// <param name="Line">The line on which it begins, as an editor or a spreadsheet shows it, from 1.</param>
/// <param name="Cells">Its fields, unquoted; not trimmed. A damaged row may have more or fewer than the header.</param>
public sealed record TableRow(int Line, IReadOnlyList<string> Cells);
