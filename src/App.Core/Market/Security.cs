namespace App.Core.Market;

/// <summary>An entry of the security master: what is known of a symbol, and which of its prices are stored.</summary>
public sealed class Security
{
    /// <summary>Upper-case, in our spelling.</summary>
    public required string Symbol { get; init; }

    /// <summary>The company's or fund's name; null until a source told it.</summary>
    public string? Name { get; set; }

    /// <summary>GICS sector name.</summary>
    public string? Sector { get; set; }

    /// <summary>STOCK, ETF …, as a source told it.</summary>
    public string? Kind { get; set; }

    /// <summary>ISO 4217 code.</summary>
    public string? Currency { get; set; }

    /// <summary>Annual dividend yield as a fraction.</summary>
    public double? DividendYield { get; set; }

    /// <summary>The source that knew it.</summary>
    public string? Source { get; set; }

    /// <summary>True when its prices are made up.</summary>
    public bool IsSample { get; set; }

    /// <summary>Why it has no prices; null when it has.</summary>
    public string? Missing { get; set; }

    /// <summary>First day asked for and answered; earlier days are asked for when needed.</summary>
    public DateOnly? PricesFrom { get; set; }

    /// <summary>Last day asked for and answered.</summary>
    public DateOnly? PricesTo { get; set; }

    /// <summary>When a source was last asked for its profile.</summary>
    public DateTimeOffset? ProfiledAt { get; set; }
}

/// <summary>One stored day of one symbol.</summary>
public sealed class PriceBar
{
    /// <summary>The symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>The session.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>First price.</summary>
    public required decimal Open { get; init; }

    /// <summary>Highest price.</summary>
    public required decimal High { get; init; }

    /// <summary>Lowest price.</summary>
    public required decimal Low { get; init; }

    /// <summary>Last price, unadjusted.</summary>
    public required decimal Close { get; init; }

    /// <summary>Last price adjusted for splits and dividends.</summary>
    public required decimal AdjustedClose { get; init; }

    /// <summary>Shares traded.</summary>
    public required long Volume { get; init; }

    /// <summary>Makes the stored form of a source's bar.</summary>
    public static PriceBar From(string symbol, DailyBar bar)
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
            AdjustedClose = bar.AdjustedClose,
            Volume = bar.Volume,
        };
    }
}

/// <summary>The closes of one symbol, ascending by date; the arrays are parallel.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Dates">Sessions with a price.</param>
/// <param name="Closes">Unadjusted closes.</param>
/// <param name="AdjustedCloses">Closes adjusted for splits and dividends, for returns.</param>
public sealed record PriceSeries(string Symbol, DateOnly[] Dates, decimal[] Closes, double[] AdjustedCloses)
{
    /// <summary>Index of the last price on or before <paramref name="date"/>; −1 when there is none.</summary>
    public int IndexOnOrBefore(DateOnly date)
    {
        var index = Array.BinarySearch(Dates, date);
        return index >= 0 ? index : ~index - 1;
    }
}

/// <summary>The security master and the stored prices.</summary>
public interface IPriceStore
{
    /// <summary>The entries of the symbols that have one.</summary>
    Task<IReadOnlyDictionary<string, Security>> SecuritiesAsync(IReadOnlyCollection<string> symbols, CancellationToken cancellationToken);

    /// <summary>Stores entries, new or changed.</summary>
    Task SaveAsync(IReadOnlyCollection<Security> securities, CancellationToken cancellationToken);

    /// <summary>Stores bars and the entry that says which days they cover, in one transaction. Days already stored stay as they are.</summary>
    Task AppendAsync(Security security, IReadOnlyCollection<DailyBar> bars, CancellationToken cancellationToken);

    /// <summary>The closes of the symbols from <paramref name="from"/> to <paramref name="to"/>, both included. Symbols without a price are left out.</summary>
    Task<IReadOnlyDictionary<string, PriceSeries>> LoadAsync(
        IReadOnlyCollection<string> symbols, DateOnly from, DateOnly to, CancellationToken cancellationToken);
}
