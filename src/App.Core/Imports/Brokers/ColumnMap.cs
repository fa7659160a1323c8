using App.Core.Imports.Brokers.Mapping;

namespace App.Core.Imports.Brokers;

/// <summary>Which column of a table says what. Made from a header, by a layout or by the user.</summary>
/// <remarks>Immutable. A field that two columns name is taken from the first of them.</remarks>
public sealed class ColumnMap
{
    private static readonly int FieldCount = Enum.GetValues<PositionField>().Length;

    private readonly int[] _columns;

    private ColumnMap(int headerLine, IReadOnlyList<string> titles, int[] columns, TableDialect dialect)
    {
        (HeaderLine, Titles, _columns, Dialect) = (headerLine, titles, columns, dialect);
        ImpliedType = !Has(PositionField.SecurityType) && TitleOf(PositionField.Symbol) is { } title && ForeignColumns.IsOfCoins(title) ? "Cryptocurrency" : "";
    }

    /// <summary>The line of the header, from 1; 0 for a table without one.</summary>
    public int HeaderLine { get; }

    /// <summary>The header's cells, trimmed.</summary>
    public IReadOnlyList<string> Titles { get; }

    /// <summary>The key of the header: see <see cref="UnknownTable.Key"/>.</summary>
    public string Key => HeaderKey.Of(Titles);

    /// <summary>How the table writes numbers and days.</summary>
    internal TableDialect Dialect { get; }

    /// <summary>The sort of security that the title of the symbols implies, where no column says it: BTC among coins is no fund of that name. Empty when it implies none.</summary>
    internal string ImpliedType { get; }

    /// <summary>A currency other than the dollar that the title of an amount names; null when none does.</summary>
    internal string? CurrencyInTitles() => Fields.Where(each => each is PositionField.Price or PositionField.Value or PositionField.TotalCost or PositionField.CostPerShare)
        .SelectMany(each => Titles[ColumnOf(each)].Split([' ', '(', ')', '[', ']', '/', '_'], StringSplitOptions.RemoveEmptyEntries))
        .FirstOrDefault(word => word is "€" or "£" || (word.Length == 3 && word.All(char.IsAsciiLetterUpper) && CurrencyCodes.Has(word) && word != "USD"));

    /// <summary>The fields that some column says, in the order of the fields.</summary>
    public IEnumerable<PositionField> Fields => Enum.GetValues<PositionField>().Where(Has);

    /// <summary>True when some column says it.</summary>
    public bool Has(PositionField field) => _columns[(int)field] >= 0;

    /// <summary>The index of the column that says it, from 0; −1 when none does.</summary>
    public int ColumnOf(PositionField field) => _columns[(int)field];

    /// <summary>The title of the column that says it; null when none does.</summary>
    public string? TitleOf(PositionField field) => ColumnOf(field) is >= 0 and var column ? Titles[column] : null;

    /// <summary>The fields that a column says, in the order of the fields; usually one or none.</summary>
    public IEnumerable<PositionField> FieldsOf(int column) => Fields.Where(field => ColumnOf(field) == column);

    /// <summary>The cell of a row that says it, trimmed, numbers and days as they are written in English; empty when there is none.</summary>
    public string Cell(PositionField field, IReadOnlyList<string> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var column = _columns[(int)field];
        if (column < 0 || column >= cells.Count)
            return "";
        var cell = cells[column].Trim();
        return field.IsNumber() ? Dialect.Number(cell) : field.IsDay() ? Dialect.Day(cell) : cell;
    }

    /// <summary>Reads a header.</summary>
    /// <param name="headerLine">Its line.</param>
    /// <param name="titles">Its cells.</param>
    /// <param name="find">The field a title names.</param>
    internal static ColumnMap Of(int headerLine, IReadOnlyList<string> titles, Func<string, PositionField?> find)
    {
        var columns = Enumerable.Repeat(-1, FieldCount).ToArray();
        for (var index = 0; index < titles.Count; index++)
        {
            if (find(titles[index]) is { } field && columns[(int)field] < 0)
                columns[(int)field] = index;
        }

        return new(headerLine, [.. titles.Select(title => title.Trim().Trim('\uFEFF').Trim())], columns, TableDialect.Usual);
    }

    /// <summary>The map of a choice, whose columns are all in the table.</summary>
    internal static ColumnMap Of(int headerLine, IReadOnlyList<string> titles, IReadOnlyDictionary<PositionField, int> chosen)
    {
        var columns = Enumerable.Repeat(-1, FieldCount).ToArray();
        foreach (var (field, column) in chosen)
            columns[(int)field] = column;
        return new(headerLine, titles, columns, TableDialect.Usual);
    }

    /// <summary>The map for a table that writes numbers and days so.</summary>
    internal ColumnMap In(TableDialect dialect) => new(HeaderLine, Titles, _columns, dialect);

    /// <summary>The map as a choice.</summary>
    public ColumnChoice ToChoice() => new(HeaderLine, Fields.ToDictionary(field => field, ColumnOf));

    /// <summary>The map with a field taken from another column; from none when <paramref name="column"/> is −1.</summary>
    public ColumnMap With(PositionField field, int column)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Titles.Count);
        var columns = _columns.ToArray();
        columns[(int)field] = Math.Max(-1, column);
        return new(HeaderLine, Titles, columns, Dialect);
    }
}
