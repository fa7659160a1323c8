namespace App.Core.Market;

/// <summary>One session's prices of one symbol, as they were traded that day.</summary>
/// <param name="Date">The session.</param>
/// <param name="Open">First price; positive.</param>
/// <param name="High">Highest price.</param>
/// <param name="Low">Lowest price.</param>
/// <param name="Close">Last price as it was then, before any later split or dividend; what a unit held that day was worth.</param>
/// <param name="AdjustedClose">
/// Close adjusted for splits and dividends. Only its ratios within one answer mean anything: each source, and each day of asking, has a base of its own.
/// </param>
/// <param name="Volume">Shares traded; 0 when the source does not tell.</param>
public sealed record DailyBar(DateOnly Date, decimal Open, decimal High, decimal Low, decimal Close, decimal AdjustedClose, long Volume);

/// <summary>What a company did to its shares.</summary>
public enum CorporateActionKind
{
    /// <summary>Each share became several, or several became one.</summary>
    Split,

    /// <summary>Cash was paid on each share.</summary>
    Dividend,
}

/// <summary>A split or a dividend of one symbol.</summary>
/// <param name="ExDate">The first session on which a buyer no longer gets it.</param>
/// <param name="Kind">Which.</param>
/// <param name="Value">
/// Split: new shares for each old one, 4 for four-for-one and 0.1 for one-for-ten. Dividend: cash per share as it was paid then, before any later split. Positive.
/// </param>
public sealed record CorporateAction(DateOnly ExDate, CorporateActionKind Kind, decimal Value);

/// <summary>What a source knows of a symbol's days.</summary>
/// <param name="Bars">Ascending by date, each date once; sessions without a price are left out.</param>
/// <param name="Actions">Splits and dividends with an ex date among the days asked for, ascending; empty when there were none or the source does not tell.</param>
public sealed record PriceHistory(IReadOnlyList<DailyBar> Bars, IReadOnlyList<CorporateAction> Actions);

/// <summary>What a source knows of a security besides its prices.</summary>
/// <param name="Symbol">Upper-case, in our spelling.</param>
/// <param name="Name">The company's or fund's name.</param>
/// <param name="Sector">The sector as the source names it, or null for funds and when unknown.</param>
/// <param name="Kind">STOCK, ETF, MUTUAL_FUND, CASH …: a subtype of PUBLIC, or null when unknown.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="DividendYield">Annual, as a fraction; null when unknown.</param>
public sealed record SecurityProfile(string Symbol, string Name, string? Sector, string? Kind, string Currency, double? DividendYield)
{
    /// <summary>The industry as the source names it; null when unknown.</summary>
    public string? Industry { get; init; }

    /// <summary>The exchange's name or code as the source gives it; null when unknown.</summary>
    public string? Exchange { get; init; }

    /// <summary>The source's own beta to the market; null when unknown.</summary>
    public double? Beta { get; init; }
}

/// <summary>A company's figures as last reported. Each is null when the source does not tell.</summary>
/// <param name="Symbol">Upper-case, in our spelling.</param>
/// <param name="AsOf">The day the figures are of, or of asking when the source does not say.</param>
public sealed record Fundamentals(string Symbol, DateOnly AsOf)
{
    /// <summary>Price × shares outstanding, in the security's currency.</summary>
    public decimal? MarketCap { get; init; }

    /// <summary>Shares outstanding.</summary>
    public decimal? SharesOutstanding { get; init; }

    /// <summary>Price over the last four quarters' earnings per share.</summary>
    public double? PriceToEarnings { get; init; }

    /// <summary>Price over book value per share.</summary>
    public double? PriceToBook { get; init; }

    /// <summary>Earnings per share of the last four quarters.</summary>
    public double? EarningsPerShare { get; init; }

    /// <summary>Revenue of the last four quarters.</summary>
    public decimal? Revenue { get; init; }

    /// <summary>Annual dividend per share.</summary>
    public double? DividendPerShare { get; init; }
}

/// <summary>Why a source gave no value.</summary>
public enum SourceGap
{
    /// <summary>It gave one.</summary>
    None,

    /// <summary>It answered, and does not have the symbol or has nothing for those days. Asking again soon is no use.</summary>
    NotKnown,

    /// <summary>It does not offer this kind of data.</summary>
    NotOffered,

    /// <summary>It did not answer, or not with anything usable: no network, an outage, a limit, a refused key. It may have the symbol.</summary>
    Unavailable,
}

/// <summary>What a source answered for one symbol: a value, or the reason why there is none.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
/// <param name="Symbol">The symbol asked for, in our spelling.</param>
/// <param name="Value">The value; null exactly when <paramref name="Gap"/> is not None.</param>
/// <param name="Missing">The reason in words for the owner, a clause without a full stop; null when there is a value.</param>
/// <param name="Gap">The reason for programs.</param>
public sealed record SourceAnswer<T>(string Symbol, T? Value, string? Missing, SourceGap Gap)
    where T : class
{
    /// <summary>True when the source had it.</summary>
    public bool Found => Value is not null;
}

/// <summary>Makes answers.</summary>
public static class SourceAnswer
{
    /// <summary>The source has it.</summary>
    public static SourceAnswer<T> Of<T>(string symbol, T value)
        where T : class => new(symbol, value, null, SourceGap.None);

    /// <summary>The source answered and does not have it.</summary>
    public static SourceAnswer<T> NotKnown<T>(string symbol, string missing)
        where T : class => new(symbol, null, missing, SourceGap.NotKnown);

    /// <summary>The source never has this kind of data.</summary>
    public static SourceAnswer<T> NotOffered<T>(string symbol, string missing)
        where T : class => new(symbol, null, missing, SourceGap.NotOffered);

    /// <summary>The source did not answer, or not usably.</summary>
    public static SourceAnswer<T> Unavailable<T>(string symbol, string missing)
        where T : class => new(symbol, null, missing, SourceGap.Unavailable);
}

/// <summary>A symbol and the days wanted of it, both included.</summary>
/// <param name="Symbol">Upper-case, in our spelling: class shares with a full stop, BRK.B.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day, not before <paramref name="From"/>.</param>
public sealed record HistoryRequest(string Symbol, DateOnly From, DateOnly To);

/// <summary>Where daily prices, corporate actions, profiles and fundamentals come from.</summary>
/// <remarks>
/// <para>Each method gives exactly one answer for each symbol asked for, as it comes, in any order. A source decides itself how many it asks for at once
/// and how fast, and tries again what may pass. Whatever a source does, answers late, wrongly or not at all, becomes an
/// answer with a reason; only the caller's own cancellation throws.</para>
/// <para>Implementations may be called from several runs at once.</para>
/// </remarks>
public interface IMarketDataSource
{
    /// <summary>The name by which configuration and screens refer to the source.</summary>
    string Name { get; }

    /// <summary>True when the prices are made up, so that every screen says so.</summary>
    bool IsSample { get; }

    /// <summary>
    /// True when its histories tell splits and dividends: an answer without any then means that there were none. The days of a source that tells none stay open, and
    /// another is asked for their splits and dividends.
    /// </summary>
    bool TellsActions { get; }

    /// <summary>Daily bars and corporate actions. A symbol with no bar in its days is <see cref="SourceGap.NotKnown"/>.</summary>
    /// <param name="requests">The symbols, each once.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    IAsyncEnumerable<SourceAnswer<PriceHistory>> GetHistoriesAsync(IReadOnlyList<HistoryRequest> requests, CancellationToken cancellationToken);

    /// <summary>Profiles.</summary>
    /// <param name="symbols">The symbols, each once.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    IAsyncEnumerable<SourceAnswer<SecurityProfile>> GetProfilesAsync(IReadOnlyList<string> symbols, CancellationToken cancellationToken);

    /// <summary>Fundamentals.</summary>
    /// <param name="symbols">The symbols, each once.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    IAsyncEnumerable<SourceAnswer<Fundamentals>> GetFundamentalsAsync(IReadOnlyList<string> symbols, CancellationToken cancellationToken);
}
