namespace App.Core.Imports.Csv;

/// <summary>A header that has been recognised as the template's: where each of its columns is.</summary>
internal sealed class TemplateLayout
{
    private readonly int[] _indexes;
    private readonly int _fieldsWithTitle;

    /// <param name="delimiter">What separates the fields.</param>
    /// <param name="headerLine">The line of the header.</param>
    /// <param name="titles">The header's cells, trimmed; some may be blank.</param>
    /// <param name="indexes">For each <see cref="TemplateColumn"/> the index of its field, or -1 when the file lacks it.</param>
    public TemplateLayout(char delimiter, int headerLine, IReadOnlyList<string> titles, int[] indexes)
        : this(delimiter, headerLine, titles, indexes, titles.Count)
    {
    }

    private TemplateLayout(char delimiter, int headerLine, IReadOnlyList<string> titles, int[] indexes, int fieldCount)
    {
        Delimiter = delimiter;
        HeaderLine = headerLine;
        Titles = titles;
        FieldCount = fieldCount;
        _indexes = indexes;
        EstimateIndex = titles.ToList().FindIndex(title => HeaderName.KeyOf(title) == HeaderName.KeyOf(EstimateColumn.Title));
        _fieldsWithTitle = titles.Take(fieldCount).Select((title, index) => title.Length > 0 ? index + 1 : 0).Max();
    }

    /// <summary>What separates the fields.</summary>
    public char Delimiter { get; }

    /// <summary>The line of the header.</summary>
    public int HeaderLine { get; }

    /// <summary>The header's cells, trimmed; some may be blank. Columns that were added are at the end.</summary>
    public IReadOnlyList<string> Titles { get; }

    /// <summary>How many fields the header of the file has.</summary>
    public int FieldCount { get; }

    /// <summary>The index of the column's field, or -1.</summary>
    public int IndexOf(TemplateColumn column) => _indexes[(int)column];

    /// <summary>The index of the field of <see cref="EstimateColumn"/>, or -1.</summary>
    public int EstimateIndex { get; }

    /// <summary>Titles that are no column of the template, in the order of the file.</summary>
    public IEnumerable<string> IgnoredTitles => Titles.Where((title, index) => title.Length > 0 && index != EstimateIndex && !_indexes.Contains(index));

    /// <summary>
    /// True when a row may have this many fields: as many as the header; fewer when only fields without a title are left out; more when the surplus
    /// is empty, as spreadsheets and trailing separators leave it.
    /// </summary>
    public bool Fits(RowCursor row) =>
        row.FieldCount == FieldCount
        || (row.FieldCount < FieldCount ? row.FieldCount >= _fieldsWithTitle : row.IsBlankFrom(FieldCount));

    /// <summary>The layout with a column of the template that the file lacks added at the end: somewhere to put an edit.</summary>
    public TemplateLayout With(TemplateColumn added)
    {
        int[] indexes = [.. _indexes];
        indexes[(int)added] = Titles.Count;
        return new(Delimiter, HeaderLine, [.. Titles, added.Title()], indexes, FieldCount);
    }
}
