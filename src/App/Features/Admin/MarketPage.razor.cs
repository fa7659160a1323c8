using App.Core.Market;
using App.Core.Portfolios;
using Microsoft.AspNetCore.Components;

namespace App.Features.Admin;

/// <summary>How it is with market data, by what is stored of it.</summary>
public sealed partial class MarketPage
{
    private MarketQuery _query = new(SymbolTrouble.Missing, 1);
    private MarketState? _market;
    private Page<TroubledSymbol>? _symbols;
    private Page<QuarantinedPrice>? _quarantined;
    private int _load;

    [SupplyParameterFromQuery] private string? Show { get; set; }

    [SupplyParameterFromQuery(Name = "page")] private string? PageNumber { get; set; }

    [Inject] private GetMarketHealth Health { get; set; } = default!;

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        var (load, query) = (++_load, MarketQuery.Parse(Show, PageNumber));
        var offset = (query.Page - 1) * MarketQuery.PageSize;
        var symbols = query.Trouble is { } trouble ? await Health.ListAsync(trouble, MarketQuery.PageSize, offset, Lifetime) : null;
        var quarantined = query.Trouble is null ? await Health.QuarantinedAsync(MarketQuery.PageSize, offset, Lifetime) : null;
        var market = await Health.HandleAsync(Lifetime);
        if (load == _load)
        {
            (_query, _market, _symbols, _quarantined) = (query, market, symbols, quarantined);
        }
    }

    private static IEnumerable<(SymbolTrouble? Trouble, string Words, int? Count)> Lists(MarketState market) =>
    [
        (SymbolTrouble.Missing, "Without a price", market.Counts.Missing),
        (SymbolTrouble.Stale, "Stale", market.Counts.Stale),
        (SymbolTrouble.Waiting, "Waiting for a source", market.Counts.Waiting),
        (null, "Left out", null),
    ];
}
