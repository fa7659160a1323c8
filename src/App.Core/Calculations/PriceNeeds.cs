using App.Core.Market;
using App.Core.Portfolios;

namespace App.Core.Calculations;

/// <summary>Which prices a book needs, and since when.</summary>
public static class PriceNeeds
{
    // How far back the volatility implied by an option's entry is worth a price of its own day; before that the realised one serves.
    private const int OldestOptionEntryDays = 3 * 366;

    // Days before the first session within which a price may be carried forward into it.
    private const int CarryDays = 10;

    /// <summary>The symbols of the book in order, each once, with the first day needed.</summary>
    /// <remarks>
    /// <para>Asked for is the year before the anchor too, for the reconstruction. Private assets need no prices; an option needs those of its underlying, never of its own symbol.</para>
    /// <para>Not asked for are positions that were closed before all that. One that was closed within the window still needs its prices up to the exit: the days it was
    /// held count in the line of equity, and in the profit of the sessions caught up.</para>
    /// <para>An option that expired and was never closed needs the days before its expiration only, however long ago: it is worth what it was worth then.</para>
    /// </remarks>
    /// <param name="book">The book.</param>
    /// <param name="to">The session to calculate up to.</param>
    public static IReadOnlyList<PriceNeed> Of(Book book, DateOnly to)
    {
        ArgumentNullException.ThrowIfNull(book);
        var window = WindowOf(book, to);
        return [.. book.Positions
            .Where(position => position.PricedBy is not null && position.EntryDate <= to && !(position.ExitDate < window))
            .GroupBy(position => position.PricedBy!, StringComparer.Ordinal)
            .Select(group => new PriceNeed(group.Key, group.Min(position => FromOf(position, window, to))))
            .OrderBy(need => need.Symbol, StringComparer.Ordinal)];
    }

    /// <summary>The first day of the prices that a book's figures may look at: a year before its anchor, or before the session where that is earlier, and some days to carry a price from.</summary>
    public static DateOnly WindowOf(Book book, DateOnly to)
    {
        ArgumentNullException.ThrowIfNull(book);
        return Earlier(book.Portfolio.EquityAsOf, to).AddDays(-CollectMarketData.HistoryDays - CarryDays);
    }

    private static DateOnly FromOf(Position position, DateOnly window, DateOnly to)
    {
        if (position.Option is not { } option)
        {
            return window;
        }

        var from = option.Expiration < window ? option.Expiration.AddDays(-CarryDays) : window;
        return position.EntryDate >= to.AddDays(-OldestOptionEntryDays) ? Earlier(from, position.EntryDate) : from;
    }

    private static DateOnly Earlier(DateOnly left, DateOnly right) => left < right ? left : right;
}
