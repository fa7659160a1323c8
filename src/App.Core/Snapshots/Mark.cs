namespace App.Core.Snapshots;

/// <summary>How the price that values a position came about, the most trustworthy first.</summary>
public enum MarkSource
{
    /// <summary>A close of that session.</summary>
    Quoted,

    /// <summary>A model's price from a quoted underlying, for an option without a quote.</summary>
    Model,

    /// <summary>The value of a private asset as its owner gave it, of that day or an earlier one; it holds until a newer is given.</summary>
    Given,

    /// <summary>An earlier session's close, carried; or a model's price from such a close.</summary>
    Stale,

    /// <summary>The entry price, for want of anything better; also what a private asset is worth until its owner gives a value.</summary>
    Entry,
}

/// <summary>The price per share that values a position on a session, and where it is from.</summary>
/// <param name="Price">Price per share; 0 only for an option that is worth nothing.</param>
/// <param name="Source">How it came about.</param>
public readonly record struct Mark(decimal Price, MarkSource Source)
{
    /// <summary>True when a price should be looked for: the mark is stale or the entry price.</summary>
    public bool NeedsUpdate => Source >= MarkSource.Stale;
}
