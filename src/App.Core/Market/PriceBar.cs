namespace App.Core.Market;

/// <summary>One stored day of one symbol.</summary>
public sealed class PriceBar
{
    /// <summary>The symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>The session.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>First price.</summary>
    public required decimal Open { get; init; }

    /// <summary>Highest price; not under open and close.</summary>
    public required decimal High { get; init; }

    /// <summary>Lowest price; not over open and close.</summary>
    public required decimal Low { get; init; }

    /// <summary>Last price as it was traded; positive.</summary>
    public required decimal Close { get; init; }

    /// <summary>
    /// What one unit held since the symbol's first stored day is worth with everything paid out put back into it; that day's own close at first. Only its
    /// ratios mean anything. It is on one base for good: a later split or dividend changes no stored value.
    /// </summary>
    public required double TotalReturnIndex { get; init; }

    /// <summary>Shares traded.</summary>
    public required long Volume { get; init; }

    /// <summary>True for a price that stands out so far from both its neighbours that nothing is computed from it.</summary>
    public bool IsQuarantined { get; set; }

    /// <summary>Makes the stored form of a source's bar.</summary>
    public static PriceBar From(string symbol, DailyBar bar, double totalReturnIndex)
    {
        ArgumentNullException.ThrowIfNull(bar);
        return new PriceBar
        {
            Symbol = symbol,
            Date = bar.Date,
            Open = bar.Open,
            High = bar.High,
            Low = bar.Low,
            Close = bar.Close,
            TotalReturnIndex = totalReturnIndex,
            Volume = bar.Volume,
        };
    }
}

/// <summary>A stored split or dividend of one symbol.</summary>
public sealed class StoredAction
{
    /// <summary>The symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>The first session without it.</summary>
    public required DateOnly ExDate { get; init; }

    /// <summary>Which.</summary>
    public required CorporateActionKind Kind { get; init; }

    /// <summary>New shares for each old one, or cash per share as it was paid then.</summary>
    public required decimal Value { get; init; }

    /// <summary>When it was stored, or given another value; null where that was before it was kept.</summary>
    public DateTimeOffset? KnownAt { get; init; }
}
