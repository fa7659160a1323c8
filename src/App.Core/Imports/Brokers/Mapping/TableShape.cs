using System.Globalization;

namespace App.Core.Imports.Brokers.Mapping;

/// <summary>Where a table begins in a file, and its first rows: what guesses are made from.</summary>
/// <param name="Sheet">The file by the separator under which it is a table.</param>
/// <param name="HeaderLine">The line of the titles; 0 when there are none.</param>
/// <param name="Titles">The titles, trimmed; as many as the table is wide.</param>
/// <param name="Rows">The cells of the first rows of data, sums left out.</param>
internal sealed record TableShape(BrokerSheet Sheet, int HeaderLine, IReadOnlyList<string> Titles, IReadOnlyList<TableRow> Rows)
{
    /// <summary>How many rows from the top are looked at.</summary>
    public const int SampleSize = 200;

    private const int LettersInAlphabet = 26;

    /// <summary>The table below a line, which holds its titles.</summary>
    /// <param name="sheet">The file.</param>
    /// <param name="header">The line of the titles; null for a table without titles.</param>
    /// <param name="sample">The first rows of the file.</param>
    public static TableShape Of(BrokerSheet sheet, TableRow? header, IEnumerable<TableRow> sample)
    {
        var rows = sample.Where(row => row.Line > (header?.Line ?? 0) && IsData(row) && (header is null || !IsSame(row.Cells, header.Cells))).Take(SampleSize).ToList();
        var width = Math.Max(WidthOf(header?.Cells ?? []), rows.Select(row => WidthOf(row.Cells)).DefaultIfEmpty().Max());
        return new(sheet, header?.Line ?? 0, TitlesOf(header?.Cells ?? [], width), rows);
    }

    /// <summary>Titles for so many columns: what the header has, and letters as a spreadsheet names them where it has nothing.</summary>
    public static IReadOnlyList<string> TitlesOf(IReadOnlyList<string> header, int width) =>
        [.. Enumerable.Range(0, width).Select(index => index < header.Count && Bare(header[index]) is { Length: > 0 } title ? title : $"Column {LettersOf(index)}")];

    /// <summary>True for a row that could be a position: more than one cell is filled, and it is no sum of others.</summary>
    public static bool IsData(TableRow row)
    {
        var filled = row.Cells.Where(cell => !string.IsNullOrWhiteSpace(cell)).Take(2).ToList();
        return filled.Count == 2 && !RowWords.IsTotal(filled[0].Trim());
    }

    /// <summary>True for two rows with the same titles, as when a header is repeated.</summary>
    public static bool IsSame(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        var width = WidthOf(one);
        if (width == 0 || width != WidthOf(other))
            return false;
        for (var index = 0; index < width; index++)
        {
            if (!Bare(one[index]).Equals(Bare(other[index]), StringComparison.OrdinalIgnoreCase))
                return false;
        }

        return true;
    }

    /// <summary>How many columns a row has, empty ones at its end left out.</summary>
    public static int WidthOf(IReadOnlyList<string> cells)
    {
        var width = cells.Count;
        while (width > 0 && string.IsNullOrWhiteSpace(cells[width - 1]))
            width--;
        return width;
    }

    /// <summary>How many rows of the whole file could be positions.</summary>
    public int CountData()
    {
        var titles = Titles;
        return Sheet.Rows().Count(row => row.Line > HeaderLine && IsData(row) && !IsSame(row.Cells, titles));
    }

    private static string Bare(string title) => title.Trim().Trim('\uFEFF', '\u200B').Trim();

    private static string LettersOf(int index)
    {
        var letter = ((char)('A' + (index % LettersInAlphabet))).ToString(CultureInfo.InvariantCulture);
        return index < LettersInAlphabet ? letter : LettersOf((index / LettersInAlphabet) - 1) + letter;
    }
}
