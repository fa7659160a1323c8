namespace App.Core.Portfolios;

/// <summary>A symbol that is held and has no price of the day of the figures.</summary>
/// <param name="Symbol">The symbol that prices the positions: of an option its underlying.</param>
/// <param name="Reason">Why, in words: a clause without a full stop.</param>
/// <param name="Accounts">The accounts that hold it, by name.</param>
public sealed record UnpricedSymbol(string Symbol, string Reason, IReadOnlyList<string> Accounts)
{
    /// <summary>The symbols of some portfolios, in order. What their sources said of a symbol goes before what can be seen of its price.</summary>
    public static IReadOnlyList<UnpricedSymbol> Of(IEnumerable<PortfolioOverview> parts) =>
    [
        .. parts
            .SelectMany(part => part.Positions, (part, valued) => (part.Portfolio.AccountName, Valued: valued))
            .Where(each => each.Valued is { IsOpen: true, Value.NeedsPriceUpdate: true })
            .GroupBy(each => each.Valued.Position.PricedBy ?? each.Valued.Position.Symbol, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new UnpricedSymbol(
                group.Key,
                group.Select(each => each.Valued.Prices?.Missing ?? each.Valued.Value!.Note).FirstOrDefault(reason => reason is not null) ?? "no market price",
                [.. group.Select(each => each.AccountName).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)])),
    ];
}
