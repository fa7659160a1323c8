namespace App.Core.Market;

/// <summary>One session's prices of one symbol.</summary>
/// <param name="Date">The session.</param>
/// <param name="Open">First price, unadjusted; positive.</param>
/// <param name="High">Highest price, unadjusted.</param>
/// <param name="Low">Lowest price, unadjusted.</param>
/// <param name="Close">Last price, unadjusted; what a position is worth per unit that day.</param>
/// <param name="AdjustedClose">Close adjusted for splits and dividends; what returns are computed from.</param>
/// <param name="Volume">Shares traded; 0 when the source does not tell.</param>
public sealed record DailyBar(DateOnly Date, decimal Open, decimal High, decimal Low, decimal Close, decimal AdjustedClose, long Volume);

/// <summary>What a source knows of a security besides its prices.</summary>
/// <param name="Symbol">Upper-case, in our spelling.</param>
/// <param name="Name">The company's or fund's name.</param>
/// <param name="Sector">GICS sector name, or null for funds and when unknown.</param>
/// <param name="Kind">STOCK, ETF, MUTUAL_FUND, CASH …: a subtype of PUBLIC, or null when unknown.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="DividendYield">Annual, as a fraction; null when unknown.</param>
public sealed record SecurityProfile(string Symbol, string Name, string? Sector, string? Kind, string Currency, double? DividendYield);

/// <summary>What a source answered for one symbol: a value, or the reason why there is none.</summary>
/// <typeparam name="T">Bars or a profile.</typeparam>
public sealed record SourceAnswer<T>(string Symbol, T? Value, string? Missing)
    where T : class
{
    /// <summary>True when the source had it.</summary>
    public bool Found => Value is not null;
}

/// <summary>Where daily prices and profiles come from. Implementations may be called from several runs at once.</summary>
public interface IMarketDataSource
{
    /// <summary>The name by which configuration and screens refer to the source.</summary>
    string Name { get; }

    /// <summary>True when the prices are made up, so that every screen says so.</summary>
    bool IsSample { get; }

    /// <summary>Bars of the sessions from <paramref name="from"/> to <paramref name="to"/>, both included, ascending, one answer per symbol asked for.</summary>
    /// <param name="symbol">Upper-case, in our spelling.</param>
    /// <param name="from">First day wanted.</param>
    /// <param name="to">Last day wanted.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<SourceAnswer<IReadOnlyList<DailyBar>>> GetDailyBarsAsync(string symbol, DateOnly from, DateOnly to, CancellationToken cancellationToken);

    /// <summary>The profile of one symbol.</summary>
    ValueTask<SourceAnswer<SecurityProfile>> GetProfileAsync(string symbol, CancellationToken cancellationToken);
}
