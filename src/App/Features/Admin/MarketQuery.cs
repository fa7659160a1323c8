using App.Core.Market;
using App.Core.Operations;
using App.Shared;

namespace App.Features.Admin;

/// <summary>Which list of symbols the address of the market-data page asks for.</summary>
/// <param name="Trouble">Symbols with this; null for the prices that are left out.</param>
/// <param name="Page">The page, from 1.</param>
public sealed record MarketQuery(SymbolTrouble? Trouble, int Page)
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 50;

    private const string Quarantined = "quarantined";

    /// <summary>Reads the address; what cannot be read counts as not given.</summary>
    public static MarketQuery Parse(string? show, string? page) => new(
        show == Quarantined ? null : AdminCodes.Troubles.TryParse(show, out var trouble) ? trouble : SymbolTrouble.Missing, Paging.PageOf(page, PageSize));

    /// <summary>The address that shows it.</summary>
    public string Address => AdminAddress.Of(
        "/admin/market", ("show", Trouble switch { null => Quarantined, SymbolTrouble.Missing => null, { } trouble => AdminCodes.Troubles.NameOf(trouble) }), ("page", Paging.TextOf(Page)));
}
