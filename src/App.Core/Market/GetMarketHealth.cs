using App.Core.Portfolios;

namespace App.Core.Market;

/// <summary>How it is with market data.</summary>
/// <param name="Sources">By source.</param>
/// <param name="Counts">How many symbols have what trouble.</param>
/// <param name="UsesSample">True when the made-up market is among the sources.</param>
/// <param name="StaleBefore">A newest price of before this day is stale.</param>
public sealed record MarketState(IReadOnlyList<SourceHealth> Sources, TroubleCounts Counts, bool UsesSample, DateOnly StaleBefore);

/// <summary>Tells operators how it is with market data.</summary>
/// <remarks>Side effects: none. Errors: none.</remarks>
public sealed class GetMarketHealth(IMarketHealth health, IPriceStore prices, CollectMarketData collect, TradingCalendar calendar, TimeProvider time)
{
    /// <summary>Sessions after which a price counts as stale.</summary>
    public const int StaleAfter = 5;

    /// <summary>Tells it.</summary>
    public async Task<MarketState> HandleAsync(CancellationToken cancellationToken)
    {
        var stale = StaleBefore();
        return new MarketState(await health.SourcesAsync(cancellationToken), await health.CountsAsync(stale, cancellationToken), collect.UsesSampleData, stale);
    }

    /// <summary>The symbols with one trouble.</summary>
    public Task<Page<TroubledSymbol>> ListAsync(SymbolTrouble trouble, int limit, int offset, CancellationToken cancellationToken) =>
        health.ListAsync(trouble, StaleBefore(), limit, offset, cancellationToken);

    /// <summary>The prices that are left out of everything.</summary>
    public Task<Page<QuarantinedPrice>> QuarantinedAsync(int limit, int offset, CancellationToken cancellationToken) => prices.ListQuarantinedAsync(null, limit, offset, cancellationToken);

    private DateOnly StaleBefore()
    {
        var day = calendar.MostRecentSession(time.GetUtcNow());
        for (var back = 0; back < StaleAfter; back++)
        {
            day = calendar.PreviousSession(day);
        }

        return day;
    }
}
