namespace App.Core.Snapshots;

/// <summary>Where a position's price comes from.</summary>
public enum MarkSource
{
    /// <summary>The market's close of the session.</summary>
    Quoted,

    /// <summary>An option's model value: Black–Scholes at a stated volatility.</summary>
    Model,

    /// <summary>An earlier close, carried forward.</summary>
    Stale,

    /// <summary>The entry price: there is no market price, or none that is recent enough.</summary>
    Entry,
}
