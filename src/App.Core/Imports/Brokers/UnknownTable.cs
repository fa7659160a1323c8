namespace App.Core.Imports.Brokers;

/// <summary>A table that no layout knows: its columns and what each of them seems to hold, for the user to confirm or to correct.</summary>
/// <remarks>Guessed from the first 200 rows. No two columns have the same guess. Account numbers are masked in everything that is shown.</remarks>
public sealed record UnknownTable
{
    /// <summary>The line of the titles, from 1; 0 when the table has none, and the columns are then called “Column A”, “Column B” and so on.</summary>
    public required int HeaderLine { get; init; }

    /// <summary>The columns from left to right, two at least.</summary>
    public required IReadOnlyList<ColumnGuess> Columns { get; init; }

    /// <summary>Rows below the titles that could be positions: those with a single cell and those that sum others up are not counted. One at least.</summary>
    public required int DataRows { get; init; }

    /// <summary>What files with the same titles in the same order have in common, whatever stands above and below: the key of a saved mapping. 32 hexadecimal digits.</summary>
    public required string Key { get; init; }

    /// <summary>What its owner should know before choosing: that the titles are in another language, how ambiguous numbers were read.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The guesses as a choice, ready to be read with when <see cref="Missing"/> is empty.</summary>
    public ColumnChoice Guesses => new(HeaderLine, Columns.Where(column => column.Field is not null).ToDictionary(column => column.Field!.Value, column => column.Index));

    /// <summary>What no column was guessed to say and no position can do without; empty when the guesses are enough.</summary>
    public IReadOnlyList<ColumnNeed> Missing => Guesses.Missing;
}

/// <summary>A column and what it seems to hold.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Title">Its title, trimmed; “Column C” when it has none.</param>
/// <param name="Samples">Up to five different values from the top, clipped to 60 characters, account numbers masked.</param>
/// <param name="Field">What it seems to say; null when nothing tells.</param>
/// <param name="Evidence">What tells it.</param>
/// <param name="Reason">Why, in a sentence for the user.</param>
public sealed record ColumnGuess(int Index, string Title, IReadOnlyList<string> Samples, PositionField? Field, GuessEvidence Evidence, string Reason);

/// <summary>What a guess goes by, weakest first.</summary>
public enum GuessEvidence
{
    /// <summary>Nothing: there is no guess.</summary>
    None,

    /// <summary>What the column holds, its arithmetic with other columns included.</summary>
    Values,

    /// <summary>A title that is nearly a known one.</summary>
    NearTitle,

    /// <summary>A known title, in English or in another language.</summary>
    Title,
}
