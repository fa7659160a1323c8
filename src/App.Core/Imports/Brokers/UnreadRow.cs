namespace App.Core.Imports.Brokers;

/// <summary>What a row is that was not read as a position.</summary>
public enum UnreadKind
{
    /// <summary>A title, an account's line, a filter: what stands around the table.</summary>
    Heading,

    /// <summary>The titles of the columns.</summary>
    Header,

    /// <summary>A sum of rows that were read.</summary>
    Total,

    /// <summary>Cash of the account: counted in its total, no position.</summary>
    Cash,

    /// <summary>Money under way: counted in the account's total.</summary>
    Pending,

    /// <summary>A position whose lots were read instead, or a lot whose position was.</summary>
    Lot,

    /// <summary>Nothing is held any more.</summary>
    NothingHeld,

    /// <summary>Held in another currency than the file's main one: its money cannot be added to the rest.</summary>
    OtherCurrency,

    /// <summary>A row of transactions, of balances or of another table than that of the positions.</summary>
    OtherTable,

    /// <summary>A note, a disclaimer, the time of the download.</summary>
    Note,

    /// <summary>Neither this nor that: nothing says what it is.</summary>
    Unknown,
}

/// <summary>A row that was not read as a position, and why.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Reason">Why it was not read, in a sentence.</param>
/// <param name="Text">Its beginning, with account numbers masked.</param>
public sealed record UnreadRow(int Line, UnreadKind Kind, string Reason, string Text);
