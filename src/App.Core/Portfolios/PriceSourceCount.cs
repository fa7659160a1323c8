namespace App.Core.Portfolios;

/// <summary>How many of the symbols that are held have their newest price from a source.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="Symbols">How many symbols; of options the underlyings count.</param>
/// <param name="IsSample">True when its prices are made up.</param>
public sealed record PriceSourceCount(string Source, int Symbols, bool IsSample)
{
    /// <summary>Counts the symbols of open positions, each once however many positions and accounts hold it. Those without any price are of no source.</summary>
    /// <returns>The source of the most symbols first.</returns>
    public static IReadOnlyList<PriceSourceCount> Of(IEnumerable<ValuedPosition> positions) =>
    [
        .. positions
            .Where(valued => valued is { IsOpen: true, Prices.Source: not null })
            .DistinctBy(valued => valued.Position.PricedBy, StringComparer.Ordinal)
            .GroupBy(valued => (Source: valued.Prices!.Source!, valued.Prices.IsSample))
            .Select(group => new PriceSourceCount(group.Key.Source, group.Count(), group.Key.IsSample))
            .OrderByDescending(count => count.Symbols)
            .ThenBy(count => count.Source, StringComparer.Ordinal),
    ];
}
