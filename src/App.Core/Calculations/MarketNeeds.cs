using App.Core.Market;
using App.Core.Portfolios;

namespace App.Core.Calculations;

/// <summary>What the books that are to be calculated need of the market. Books are added one by one; a symbol that several need is needed from the earliest day of them.</summary>
/// <param name="session">The session to calculate up to.</param>
public sealed class MarketNeeds(DateOnly session)
{
    private readonly SortedDictionary<string, DateOnly> _from = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _public = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _onboarding = new(StringComparer.Ordinal);

    /// <summary>The session to calculate up to.</summary>
    public DateOnly Session => session;

    /// <summary>The first day needed of the market's own series: as far back as the risk of any session since the first anchor of the books looks.</summary>
    public DateOnly MarketFrom { get; private set; } = session.AddDays(-CollectMarketData.HistoryDays);

    /// <summary>The symbols in order, each once, with the first day needed.</summary>
    public IReadOnlyList<PriceNeed> Prices => [.. _from.Select(each => new PriceNeed(each.Key, each.Value))];

    /// <summary>Those of public positions: the only ones that report anything.</summary>
    public IReadOnlyCollection<string> Public => _public;

    /// <summary>Those of portfolios that have never been calculated: for them every phase is done, whatever the session.</summary>
    public IReadOnlyCollection<string> Onboarding => _onboarding;

    /// <summary>The needs of one book.</summary>
    public static MarketNeeds Of(Book book, DateOnly session, bool isOnboarding)
    {
        var needs = new MarketNeeds(session);
        needs.Add(book, isOnboarding);
        return needs;
    }

    /// <summary>Adds a book.</summary>
    /// <param name="book">The book.</param>
    /// <param name="isOnboarding">True when the portfolio has never been calculated.</param>
    public void Add(Book book, bool isOnboarding)
    {
        ArgumentNullException.ThrowIfNull(book);
        MarketFrom = PriceNeeds.WindowOf(book, session) is var window && window < MarketFrom ? window : MarketFrom;
        foreach (var need in PriceNeeds.Of(book, session))
        {
            _from[need.Symbol] = _from.TryGetValue(need.Symbol, out var known) && known < need.From ? known : need.From;
            if (isOnboarding)
            {
                _onboarding.Add(need.Symbol);
            }
        }

        _public.UnionWith(book.Positions
            .Where(position => position is { Class: InvestmentClass.Public, PricedBy: { } symbol } && _from.ContainsKey(symbol))
            .Select(position => position.PricedBy!));
    }
}
