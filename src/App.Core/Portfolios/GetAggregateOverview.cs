using App.Core.Risk;

namespace App.Core.Portfolios;

/// <summary>All portfolios of an owner that are added up, pooled where that is exact.</summary>
/// <param name="Parts">The portfolios by name, without those that hold nothing and have no figures.</param>
/// <param name="Equity">The sum of their equity, and the cash of one account that held it all; null unless every one has been calculated for the same session, for a sum over two days is of neither.</param>
/// <param name="Exposures">What all positions together are exposed to, as if in one account; null together with <paramref name="Equity"/>.</param>
public sealed record AggregateOverview(IReadOnlyList<PortfolioOverview> Parts, EquitySummary? Equity, PortfolioExposures? Exposures)
{
    /// <summary>Symbols with made-up prices, each portfolio's counted.</summary>
    public int SampleSymbols => Parts.Sum(part => part.SampleSymbols);

    /// <summary>Where the prices of what is held come from; a symbol that several portfolios hold counts once.</summary>
    public IReadOnlyList<PriceSourceCount> PriceSources => PriceSourceCount.Of(Parts.SelectMany(part => part.Positions));

    /// <summary>What is held in any of them without a price of the day.</summary>
    public IReadOnlyList<UnpricedSymbol> Unpriced => UnpricedSymbol.Of(Parts);

    /// <summary>Pools portfolios.</summary>
    public static AggregateOverview Of(IReadOnlyList<PortfolioOverview> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var summaries = parts.Select(part => part.Equity).OfType<EquitySummary>().ToList();
        if (parts.Count == 0 || summaries.Count < parts.Count || summaries.Any(summary => summary.Session != summaries[0].Session))
        {
            return new(parts, null, null);
        }

        var positions = parts.SelectMany(part => part.Positions).ToList();
        var exposures = GetExposures.Sum(
            summaries[0].Session, summaries.Sum(summary => summary.Equity), [.. positions.Select(valued => valued.Position)],
            [.. positions.Where(valued => valued.Value is not null).Select(valued => valued.Value!)]);
        return new(parts, EquitySummary.Pool(summaries, exposures.Totals), exposures);
    }
}

/// <summary>Everything the command center shows of all of an owner's portfolios together, besides the line of equity.</summary>
/// <remarks>Side effects: none. Errors: none; without portfolios there are no parts.</remarks>
public sealed class GetAggregateOverview(IPortfolioStore portfolios, GetOverview overview)
{
    /// <summary>Loads and pools them as the newest calculations have left them.</summary>
    public Task<AggregateOverview> HandleAsync(Guid ownerId, CancellationToken cancellationToken) => HandleAsync(ownerId, null, cancellationToken);

    /// <summary>Loads and pools them as they were on a day.</summary>
    public async Task<AggregateOverview> HandleAsync(Guid ownerId, DateOnly? day, CancellationToken cancellationToken)
    {
        List<PortfolioOverview> parts = [];
        foreach (var portfolio in await portfolios.BooksAsync(ownerId, ListPortfolios.Most, cancellationToken))
        {
            // One that was deleted since the list was read is simply not there.
            if (await overview.HandleAsync(ownerId, portfolio.Id, day, cancellationToken) is { IsSuccess: true, Value: var part })
            {
                parts.Add(part);
            }
        }

        return AggregateOverview.Of(parts);
    }
}
