using App.Core.Market;
using App.Core.Risk;
using App.Core.Snapshots;
using App.Core.Targets;

namespace App.Core.Calculations;

/// <summary>Books at a session: marked, with the snapshots of the session and the prices around it.</summary>
/// <param name="Session">The session.</param>
/// <param name="Books">The books, by the order asked.</param>
/// <param name="Snapshots">Each book's complete snapshot of the session.</param>
/// <param name="Prices">Prices of all of them and of the market's series.</param>
/// <param name="Terms">Factors, scenarios, and the targets of the books' owner.</param>
public sealed record SessionBooks(
    DateOnly Session, IReadOnlyList<MarkedBook> Books, IReadOnlyList<PortfolioSnapshot> Snapshots, MarketPrices Prices, RiskTerms Terms)
{
    /// <summary>The symbols whose prices are in it, each once.</summary>
    public required IReadOnlyList<string> Symbols { get; init; }

    /// <summary>What was stored of their prices, at the latest when these were read.</summary>
    public required string PriceIdentity { get; init; }

    /// <summary>The equity of all together at the session's close.</summary>
    public decimal Equity => Snapshots.Sum(snapshot => snapshot.Equity);
}

/// <summary>Lays portfolios out at a session as a run would, from what is stored, to look at what no run has stored: an earlier session, or several portfolios as one.</summary>
/// <remarks>Side effects: none. Nobody is asked whose they are: callers have.</remarks>
public sealed class LoadBooks(IBookStore books, ISnapshotStore snapshots, IPriceStore prices, IRiskSettingsStore settings, ITargetPriceStore targets, BookMarker marker, TradingCalendar calendar)
{
    /// <summary>The books; null unless every one of the portfolios has a complete snapshot of the session.</summary>
    /// <param name="portfolioIds">The portfolios, each once, of one owner.</param>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<SessionBooks?> HandleAsync(IReadOnlyList<Guid> portfolioIds, DateOnly session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(portfolioIds);
        var closes = await snapshots.LastCompleteAsync(portfolioIds, session, cancellationToken);
        var loaded = await books.LoadAsync(portfolioIds, cancellationToken);
        if (portfolioIds.Count == 0 || portfolioIds.Any(id => !loaded.ContainsKey(id) || closes.GetValueOrDefault(id)?.Session != session))
        {
            return null;
        }

        var current = await settings.CurrentAsync(cancellationToken);
        using var window = new MarketWindow(prices, calendar, session);
        var needs = portfolioIds.SelectMany(id => marker.NeedsOf(loaded[id], session, session)).Concat(RiskLoader.NeedsOf(current, session));
        string[] symbols = [.. portfolioIds.SelectMany(id => loaded[id].Positions).Select(position => position.PricedBy).OfType<string>().Concat(current.Symbols).Distinct(StringComparer.Ordinal)];

        // Before the prices: what is stored meanwhile makes it another identity, and what is remembered by this one is not found again.
        var identity = PriceIdentity.Of(symbols, await prices.SecuritiesAsync(symbols, cancellationToken));
        var market = await window.LoadAsync(needs, cancellationToken);
        var aims = await targets.ListAsync(loaded[portfolioIds[0]].Portfolio.OwnerId, cancellationToken);
        return new SessionBooks(
            session, [.. portfolioIds.Select(id => marker.Mark(loaded[id], session, session, market))], [.. portfolioIds.Select(id => closes[id])], market, new RiskTerms(current, aims))
        {
            Symbols = symbols,
            PriceIdentity = identity,
        };
    }
}
