using App.Core.Calculations;
using App.Core.Market;
using App.Core.Results;
using App.Core.Risk;
using App.Core.Snapshots;

namespace App.Core.Portfolios;

/// <summary>Where the stored prices of a position's symbol are from.</summary>
/// <param name="Source">The source of the newest one; null when there is none.</param>
/// <param name="IsSample">True when they are made up.</param>
/// <param name="Missing">Why there is none, in words; null when there is one, or nobody has asked.</param>
public sealed record PriceOrigin(string? Source, bool IsSample, string? Missing)
{
    /// <summary>What the security master says of a symbol.</summary>
    public static PriceOrigin Of(Security security)
    {
        ArgumentNullException.ThrowIfNull(security);
        return security.Bars > 0 ? new(security.Source, security.IsSample, null) : new(null, false, security.Missing);
    }
}

/// <summary>A position beside its value.</summary>
/// <param name="Position">The position.</param>
/// <param name="Value">Its value at the newest session; null before the first calculation.</param>
/// <param name="Name">The security's name; null when unknown.</param>
public sealed record ValuedPosition(Position Position, PositionValue? Value, string? Name)
{
    /// <summary>The sector of the security that prices it, see <see cref="GicsSectors"/>; null when no source has told it.</summary>
    public string? Sector { get; init; }

    /// <summary>Where the prices of its symbol are from; null for what has no symbol in the market, and for a symbol that was never asked for.</summary>
    public PriceOrigin? Prices { get; init; }

    /// <summary>True when it is held on the day of the figures, or now while there are none.</summary>
    public bool IsOpen => Value?.IsOpen ?? Position.ExitDate is null;
}

/// <summary>What the command center shows of one portfolio.</summary>
/// <param name="Portfolio">The portfolio.</param>
/// <param name="Snapshot">Its newest complete snapshot; null before the first calculation.</param>
/// <param name="DayPnl">Profit of the newest session over the positions held; on the anchor's day too, where the snapshot itself has none.</param>
/// <param name="Exposures">What it is exposed to; null before the first calculation.</param>
/// <param name="Positions">Its positions in file order.</param>
/// <param name="Run">Its latest run; null when none was asked for.</param>
/// <param name="SampleSymbols">How many of its symbols have made-up prices; above 0 every screen says so.</param>
public sealed record PortfolioOverview(
    Portfolio Portfolio,
    PortfolioSnapshot? Snapshot,
    decimal? DayPnl,
    PortfolioExposures? Exposures,
    IReadOnlyList<ValuedPosition> Positions,
    RunView? Run,
    int SampleSymbols)
{
    /// <summary>Equity and what the session did to it; null before the first calculation.</summary>
    public EquitySummary? Equity => Snapshot is null ? null : EquitySummary.Of(Snapshot, DayPnl ?? 0, new LedgerBook(Exposures!.Totals, CountOf(1), CountOf(-1)));

    /// <summary>Where the prices of what is held come from.</summary>
    public IReadOnlyList<PriceSourceCount> PriceSources => PriceSourceCount.Of(Positions);

    private int CountOf(int side) => Positions.Count(valued => valued.Value is { IsOpen: true } && Math.Sign(valued.Position.Quantity) == side);
}

/// <summary>Everything the command center shows of one portfolio besides the line of equity.</summary>
/// <remarks>Side effects: none. Errors: ERR_PORT_012.</remarks>
public sealed class GetOverview(
    IPortfolioStore portfolios, ISnapshotStore snapshots, IPositionValueStore values, IRunStore runs, IPriceStore prices, LoadBooks books)
{
    /// <summary>Loads what the newest calculation has left.</summary>
    public Task<Result<PortfolioOverview>> HandleAsync(Guid ownerId, Guid portfolioId, CancellationToken cancellationToken) =>
        HandleAsync(ownerId, portfolioId, null, cancellationToken);

    /// <summary>Loads it as it was on a day: at the last session calculated by then.</summary>
    /// <param name="ownerId">Who asks.</param>
    /// <param name="portfolioId">The portfolio.</param>
    /// <param name="day">The day; null for the newest session. Before the first snapshot there are no figures.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Result<PortfolioOverview>> HandleAsync(Guid ownerId, Guid portfolioId, DateOnly? day, CancellationToken cancellationToken)
    {
        if (await portfolios.FindAsync(ownerId, portfolioId, cancellationToken) is not { } portfolio)
        {
            return Portfolio.NotFound();
        }

        // The run first: one that ends after this is followed to its end, one that ended before has its values stored. The other way round its end could be missed.
        var run = await runs.FindAsync(ownerId, portfolioId, null, cancellationToken);
        var positions = await portfolios.PositionsAsync(ownerId, portfolioId, cancellationToken);
        var stored = await values.ListAsync(ownerId, portfolioId, cancellationToken);
        var (snapshot, shown) = await AtAsync(ownerId, portfolioId, day, stored, cancellationToken);
        var byPosition = shown.ToDictionary(value => value.PositionId);
        var securities = await prices.SecuritiesAsync(
            [.. positions.Select(position => position.PricedBy).OfType<string>().Distinct(StringComparer.Ordinal)], cancellationToken);

        return new PortfolioOverview(
            portfolio,
            snapshot,
            snapshot is null ? null : byPosition.Values.Sum(value => value.DayPnl),
            snapshot is null ? null : GetExposures.Sum(snapshot.Session, snapshot.Equity, positions, [.. byPosition.Values]),
            [.. positions.Where(position => day is null || byPosition.ContainsKey(position.Id)).Select(Valued)],
            run,
            securities.Values.Count(security => security.IsSample));

        ValuedPosition Valued(Position position) => new(position, byPosition.GetValueOrDefault(position.Id), SecurityOf(position)?.Name)
        {
            Sector = SectorOf(position),
            Prices = SecurityOf(position) is { } security ? PriceOrigin.Of(security) : null,
        };

        Security? SecurityOf(Position position) => position.PricedBy is { } symbol ? securities.GetValueOrDefault(symbol) : null;

        string? SectorOf(Position position) => SecurityOf(position) is { } security && GicsSectors.Of(security.Sector, security.Kind) is var sector && sector != GicsSectors.Unclassified ? sector : null;
    }

    private async Task<(PortfolioSnapshot? Snapshot, IReadOnlyList<PositionValue> Values)> AtAsync(
        Guid ownerId, Guid portfolioId, DateOnly? day, IReadOnlyList<PositionValue> stored, CancellationToken cancellationToken)
    {
        var newest = stored is [var first, ..] ? first.Session : (DateOnly?)null;

        // While a run is between its phases the snapshots are ahead of the values: what is shown together is of one session. Positions that have just been
        // replaced have no values yet, and so nothing to show beside an older snapshot.
        if ((day < newest ? day : newest) is not { } until
            || (await snapshots.ListAsync(ownerId, portfolioId, null, until, 1, cancellationToken)).Items is not [var snapshot])
        {
            return (null, day is null ? stored : []);
        }

        if (snapshot.Session == newest)
        {
            return (snapshot, stored);
        }

        // Of an earlier session no values are kept: they follow from the positions and the prices.
        return await books.HandleAsync([portfolioId], snapshot.Session, cancellationToken) is { } loaded
            ? (snapshot, PositionValuePhase.ValuesAt(loaded.Books[0], snapshot.Session, snapshot.Equity))
            : (null, []);
    }
}
