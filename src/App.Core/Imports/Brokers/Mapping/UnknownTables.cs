using App.Core.Imports.Brokers.Layouts;
using App.Core.Imports.Rules;

namespace App.Core.Imports.Brokers.Mapping;

/// <summary>Looks at a file that no layout knows as a table to be mapped.</summary>
internal static class UnknownTables
{
    /// <summary>The table; null when the file has none of two columns and a row of data.</summary>
    /// <param name="sheets">The file by each separator that it may have.</param>
    /// <param name="note">What is to be told with it; null for nothing.</param>
    public static UnknownTable? Find(IReadOnlyList<BrokerSheet> sheets, string? note) => TableFinder.Find(sheets) is { } shape ? Of(shape, note) : null;

    /// <summary>The columns of a table that was read. A broker's own are what its layout knows them to be; those of any other table are guessed again.</summary>
    /// <param name="sheet">The file.</param>
    /// <param name="map">The columns as they were read.</param>
    /// <param name="layout">The layout.</param>
    public static IReadOnlyList<ColumnGuess> Columns(BrokerSheet sheet, ColumnMap map, PositionsLayout layout)
    {
        var rows = sheet.Rows().SkipWhile(row => row.Line <= map.HeaderLine).Where(row => TableShape.IsData(row) && !TableShape.IsSame(row.Cells, map.Titles)).Take(TableShape.SampleSize);
        var table = new TableShape(sheet, map.HeaderLine, TableShape.TitlesOf(map.Titles, map.Titles.Count), [.. rows]);
        var guesses = ColumnGuesser.Guess(table, map.Dialect, layout.Find);
        return layout is AnyPositions ? guesses : [.. guesses.Select(guess => Known(guess, layout, map))];
    }

    private static ColumnGuess Known(ColumnGuess guess, PositionsLayout layout, ColumnMap map) => layout.Find(map.Titles[guess.Index]) is { } field
        ? guess with { Field = field, Evidence = GuessEvidence.Title, Reason = $"{FoundText.Quote(guess.Title)} is {layout.Broker}'s title of {field.Words()}." }
        : guess with { Field = null, Evidence = GuessEvidence.None, Reason = $"{FoundText.Quote(guess.Title)} is not needed." };

    private static UnknownTable Of(TableShape shape, string? note)
    {
        var evidence = TableDialects.Of(shape);
        string?[] notes = [note, evidence.Warning];
        return new()
        {
            HeaderLine = shape.HeaderLine,
            Columns = ColumnGuesser.Guess(shape, evidence.Dialect, ColumnDictionary.Find),
            DataRows = shape.CountData(),
            Key = HeaderKey.Of(shape.Titles),
            Notes = [.. notes.OfType<string>()],
        };
    }
}
