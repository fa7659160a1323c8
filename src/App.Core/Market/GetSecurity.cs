using App.Core.Market.Collecting;
using App.Core.Results;

namespace App.Core.Market;

/// <summary>What is stored of one symbol.</summary>
/// <param name="Entry">Its entry of the security master.</param>
/// <param name="Newest">Its newest price that is not left out; null when there is none.</param>
/// <param name="Figures">Its fundamentals; null when no source has told any.</param>
/// <param name="Actions">Its splits and dividends since the day asked for, ascending.</param>
public sealed record SecurityFacts(Security Entry, PriceBar? Newest, Fundamentals? Figures, IReadOnlyList<CorporateAction> Actions);

/// <summary>What is stored of single symbols, for those who show it.</summary>
public interface ISecurityFacts
{
    /// <summary>What is stored of a symbol; null when nothing is.</summary>
    /// <param name="symbol">Upper-case, in our spelling.</param>
    /// <param name="since">The first day whose splits and dividends are wanted.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<SecurityFacts?> FindAsync(string symbol, DateOnly since, CancellationToken cancellationToken);
}

/// <summary>What is known of a symbol, and how old it is.</summary>
/// <param name="Facts">What is stored; its splits and dividends are those of the last year.</param>
/// <param name="Session">The newest session that has closed.</param>
/// <param name="SessionsBehind">How many sessions have closed since its newest price, 0 for one of the newest session; null without a price.</param>
public sealed record SecurityView(SecurityFacts Facts, DateOnly Session, int? SessionsBehind)
{
    /// <summary>True when its newest price is not of the newest session.</summary>
    public bool IsStale => SessionsBehind > 0;

    /// <summary>True when its newest price is too old to value anything by on the newest session.</summary>
    public bool IsTooOld => SessionsBehind > Snapshots.StalePrice.MaximumSessions;

    /// <summary>The source of the fundamentals; null when there are none, or it was not kept.</summary>
    public string? FiguresSource => Facts.Figures is null ? null : Facts.Entry.FiguresSource;

    /// <summary>The days whose splits and dividends no source has told yet; null when all are told.</summary>
    public (DateOnly From, DateOnly To)? UntoldActions => OpenActions.Of(Facts.Entry) is { } open ? (open.From, open.To) : null;
}

/// <summary>What is known of one symbol: profile, fundamentals, newest close, splits and dividends of the last year.</summary>
/// <remarks>Nobody's holdings are in it. Side effects: none; no source is asked. Errors: ERR_MARKET_001.</remarks>
public sealed class GetSecurity(ISecurityFacts facts, TradingCalendar calendar, TimeProvider time)
{
    /// <summary>Gets it.</summary>
    /// <param name="symbol">The symbol, in any case.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Result<SecurityView>> HandleAsync(string symbol, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        var asked = symbol.Trim().ToUpperInvariant();
        var session = calendar.MostRecentSession(time.GetUtcNow());
        return await facts.FindAsync(asked, session.AddYears(-1), cancellationToken) is { } found
            ? new SecurityView(found, session, found.Newest is { } newest ? Math.Max(0, calendar.Sessions(newest.Date, session).Length - 1) : null)
            : MarketErrors.SecurityNotFound.Because("Nothing is stored of that symbol.");
    }
}
