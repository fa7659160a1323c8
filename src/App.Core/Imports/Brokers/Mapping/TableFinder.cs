namespace App.Core.Imports.Brokers.Mapping;

/// <summary>Finds the table in a file that no layout knows: the separator, the line of the titles, the rows below it.</summary>
internal static class TableFinder
{
    /// <summary>The table; null when the file has none of two columns and a row of data.</summary>
    /// <param name="sheets">The file by each separator that it may have.</param>
    public static TableShape? Find(IReadOnlyList<BrokerSheet> sheets)
    {
        var found = sheets.Select(Find).OfType<(TableShape Shape, int Titles, int Cells)>().ToList();
        return found.Count == 0 ? null : found.MaxBy(each => (each.Titles, each.Cells)).Shape;
    }

    private static (TableShape Shape, int Titles, int Cells)? Find(BrokerSheet sheet)
    {
        var sample = sheet.Rows().Take(TableShape.SampleSize).Where(row => row.Cells.Count > 0).ToList();
        var rows = sample.Where(row => row.Cells.Count(cell => !string.IsNullOrWhiteSpace(cell)) >= 2).ToList();
        if (rows.Count == 0)
            return null;
        var (header, titles) = HeaderIn(rows);
        var shape = TableShape.Of(sheet, header, sample);
        if (shape.Rows.Count == 0 || shape.Titles.Count < 2 || (header is null && !Enumerable.Range(0, shape.Titles.Count).Any(index => HasFigures(shape.Rows, index))))
            return null;

        // Under the wrong separator rows fall apart into different numbers of pieces.
        var usual = rows.CountBy(row => row.Cells.Count).MaxBy(count => count.Value * count.Key);
        return (shape, titles, usual.Key * usual.Value);
    }

    // The row with most known titles; where no title is known, the first row of the table when it differs from those below it as titles do.
    private static (TableRow? Header, int Titles) HeaderIn(List<TableRow> rows)
    {
        var width = rows.CountBy(row => TableShape.WidthOf(row.Cells)).MaxBy(count => count.Value * count.Key).Key;
        var wide = rows.Where(row => TableShape.WidthOf(row.Cells) * 2 > width).ToList();
        var titled = wide.Take(wide.Count - 1).Where(row => Headers.LooksLikeTitles(row.Cells)).Select(row => (Row: row, Titles: row.Cells.Count(TitleGuess.IsKnown))).ToList();
        if (titled.Count > 0 && titled.MaxBy(each => each.Titles) is { Titles: > 0 } best)
            return best;
        return wide.Count > 1 && IsUnlike(wide[0], wide[1..]) ? (wide[0], 0) : (null, 0);
    }

    private static bool IsUnlike(TableRow first, List<TableRow> below)
    {
        if (!Headers.LooksLikeTitles(first.Cells) || first.Cells.Any(cell => SecurityNumbers.IsIsin(cell.Trim()) || FileDate.Read(cell) is not null))
            return false;

        // A word above numbers is a title. In a table of words alone, what is never said again is one.
        var columns = Enumerable.Range(0, first.Cells.Count).Where(index => !string.IsNullOrWhiteSpace(first.Cells[index])).ToList();
        if (columns.Exists(index => HasFigures(below, index)))
            return true;
        var said = below.SelectMany(row => row.Cells).Select(cell => cell.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return columns.Count == TableShape.WidthOf(first.Cells) && !columns.Exists(index => said.Contains(first.Cells[index].Trim()));
    }

    private static bool HasFigures(IReadOnlyList<TableRow> rows, int index)
    {
        var filled = rows.Where(row => index < row.Cells.Count).Select(row => row.Cells[index].Trim()).Where(cell => cell.Length > 0 && !BrokerNumber.IsNothing(cell)).ToList();
        return filled.Count > 0 && filled.Count(cell => NumberShape.Of(cell.TrimEnd('%')).Proof != DecimalProof.NotANumber) * 2 > filled.Count;
    }
}
