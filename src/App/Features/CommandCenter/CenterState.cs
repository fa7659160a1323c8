using App.Core.Calculations;
using App.Core.Portfolios;
using App.Core.Risk;
using App.Core.Targets;

namespace App.Features.CommandCenter;

/// <summary>Where the command center is. One record, one part of the page for each.</summary>
public abstract record CenterState
{
    private CenterState()
    {
    }

    /// <summary>Asking.</summary>
    public sealed record Loading : CenterState;

    /// <summary>There is no portfolio yet.</summary>
    public sealed record Welcome : CenterState;

    /// <summary>The address names a portfolio that is not there, or is another's: the same to whoever asks.</summary>
    public sealed record NotFound(IReadOnlyList<Portfolio> Portfolios) : CenterState;

    /// <summary>All portfolios are asked for, and not all are of one session: there is nothing that could be added up.</summary>
    public sealed record Uneven(IReadOnlyList<Portfolio> Portfolios, AggregateOverview Aggregate) : CenterState;

    /// <summary>The figures of one portfolio, or of all.</summary>
    public sealed record Shown(IReadOnlyList<Portfolio> Portfolios, CenterView View) : CenterState;

    /// <summary>What an address asks for: one of the listed portfolios, all of them, or one that is not listed.</summary>
    public static Selection Select(IReadOnlyList<Portfolio> portfolios, string? portfolio) => portfolio switch
    {
        _ when portfolios.Count == 0 => new Selection(false, null),
        null or "" => new Selection(false, portfolios.MaxBy(one => one.CreatedAt)!.Id),
        _ when string.Equals(portfolio, CenterQuery.All, StringComparison.OrdinalIgnoreCase) =>
            portfolios is [var only] ? new Selection(false, only.Id) : new Selection(true, null),
        _ when Guid.TryParse(portfolio, out var id) && portfolios.Any(one => one.Id == id) => new Selection(false, id),
        _ => new Selection(false, null),
    };

    /// <summary>What is to be loaded: one portfolio, all, or nothing.</summary>
    public readonly record struct Selection(bool IsAll, Guid? PortfolioId);
}

/// <summary>The figures the page shows, of one portfolio or of all.</summary>
/// <param name="Portfolio">The portfolio; null for all.</param>
/// <param name="Equity">Equity and the day; null before the first calculation.</param>
/// <param name="Exposures">What it is exposed to; null while positions have no values.</param>
/// <param name="Positions">Its positions.</param>
/// <param name="Run">The latest run; null for all and when none was asked for.</param>
/// <param name="SampleSymbols">Symbols with made-up prices.</param>
/// <param name="CumulativePnl">Profit since the first day of the chain; null on that day, and for all.</param>
/// <param name="CumulativeReturn">The same as a time-weighted return; null when unknown.</param>
public sealed record CenterView(
    Portfolio? Portfolio,
    EquitySummary? Equity,
    PortfolioExposures? Exposures,
    IReadOnlyList<PositionRow> Positions,
    RunView? Run,
    int SampleSymbols,
    decimal? CumulativePnl = null,
    double? CumulativeReturn = null)
{
    /// <summary>What the owner's targets of now say of the newest session; null on an earlier one, whose report has those of then.</summary>
    public IReadOnlyList<HorizonReturn>? Expected { get; init; }

    /// <summary>Where the prices of what is held come from, the source of the most symbols first.</summary>
    public IReadOnlyList<PriceSourceCount> PriceSources { get; init; } = [];

    /// <summary>Of all portfolios what has no price of the day; of one portfolio its latest run says it.</summary>
    public IReadOnlyList<UnpricedSymbol> Unpriced { get; init; } = [];

    /// <summary>How many portfolios are added up; 1 for one.</summary>
    public int Books { get; init; } = 1;

    /// <summary>What is selected, in words.</summary>
    public string Name => Portfolio?.Name ?? "All portfolios";

    /// <summary>What was missing in the latest run.</summary>
    public IReadOnlyList<string> Warnings => Run?.Progress.Warnings ?? [];

    public static CenterView Of(PortfolioOverview overview) => new(
        overview.Portfolio,
        overview.Equity,
        overview.Exposures,
        [.. PositionRow.Of(overview)],
        overview.Run,
        overview.SampleSymbols,
        overview.Snapshot is { IsAnchor: false } snapshot ? snapshot.CumulativePnl : null,
        overview.Snapshot is { IsAnchor: false } ? overview.Snapshot.CumulativeReturn : null)
    {
        PriceSources = overview.PriceSources,
    };

    public static CenterView Of(AggregateOverview aggregate) =>
        new(null, aggregate.Equity, aggregate.Exposures, [.. PositionRow.Of(aggregate)], null, aggregate.SampleSymbols) { PriceSources = aggregate.PriceSources, Unpriced = aggregate.Unpriced, Books = aggregate.Parts.Count };
}
