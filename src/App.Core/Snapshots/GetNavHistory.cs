using App.Core.Calculations;
using App.Core.Market;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Snapshots;

/// <summary>One point of the line of equity.</summary>
/// <param name="Session">The session.</param>
/// <param name="Equity">Equity at its close, dollars.</param>
/// <param name="IsReconstructed">True before the anchor: rolled backward over the positions held then, no part of returns.</param>
public sealed record NavPoint(DateOnly Session, decimal Equity, bool IsReconstructed)
{
    /// <summary>Profit of the session; null where it is no part of returns: before the anchor and on it.</summary>
    public decimal? DayPnl { get; init; }

    /// <summary>What was paid in on the session, negative when taken out.</summary>
    public decimal Flow { get; init; }
}

/// <summary>The line of equity over time: snapshots, preceded by a year rolled backward from the anchor.</summary>
/// <remarks>
/// Side effects: none; the reconstruction is computed from stored prices and never stored, but remembered for all who ask in this process: it takes the prices of a year of
/// every symbol. Errors: ERR_PORT_012.
/// </remarks>
public sealed class GetNavHistory(
    IPortfolioStore portfolios, ISnapshotStore snapshots, IBookStore books, IPriceStore prices, BookMarker marker, TradingCalendar calendar)
{
    private const int MaxPoints = 5_000;

    // A year, like the prices that are held of every symbol.
    private const int ReconstructedDays = 365;

    // Points of all lines together: some ten megabytes.
    private const long MostRemembered = 200_000;

    // A value given of a private asset before the anchor makes the anchor's snapshot anew.
    private readonly BoundedMemory<(Guid PortfolioId, int PositionsVersion, DateOnly Anchor, decimal Equity, DateTimeOffset? CompletedAt), Reconstructed> _memory = new(MostRemembered, line => line.Points.Count + 1L);

    /// <summary>The points, ascending; empty before the first calculation.</summary>
    public Task<Result<IReadOnlyList<NavPoint>>> HandleAsync(Guid ownerId, Guid portfolioId, CancellationToken cancellationToken) =>
        HandleAsync(ownerId, portfolioId, null, cancellationToken);

    /// <summary>The points, ascending; empty before the first calculation.</summary>
    /// <param name="ownerId">Who asks.</param>
    /// <param name="portfolioId">The portfolio.</param>
    /// <param name="from">The first day that is to be shown: nothing is rolled backward when the chain reaches so far. Null for all there is. Stored points before it are there all the same.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Result<IReadOnlyList<NavPoint>>> HandleAsync(Guid ownerId, Guid portfolioId, DateOnly? from, CancellationToken cancellationToken)
    {
        if (await portfolios.FindAsync(ownerId, portfolioId, cancellationToken) is not { } portfolio)
        {
            return Portfolio.NotFound();
        }

        var stored = await snapshots.ListAsync(ownerId, portfolioId, null, null, MaxPoints, cancellationToken);
        if (stored.Items is not [var first, ..])
        {
            return Result<IReadOnlyList<NavPoint>>.Of([]);
        }

        var before = first.IsAnchor && !(from >= first.Session) ? await BeforeAsync(portfolio, first, cancellationToken) : [];
        return Result<IReadOnlyList<NavPoint>>.Of(
        [
            .. before,
            .. stored.Items.Select(snapshot => new NavPoint(snapshot.Session, snapshot.Equity, false) { DayPnl = snapshot.IsAnchor ? null : snapshot.DayPnl, Flow = snapshot.Flows }),
        ]);
    }

    private async Task<IReadOnlyList<NavPoint>> BeforeAsync(Portfolio portfolio, PortfolioSnapshot anchor, CancellationToken cancellationToken)
    {
        var key = (portfolio.Id, portfolio.PositionsVersion, anchor.Session, anchor.Equity, anchor.CompletedAt);
        if (_memory.TryFind(key, out var known) && known.Prices == PriceIdentity.Of(known.Symbols, await prices.SecuritiesAsync(known.Symbols, cancellationToken)))
        {
            return known.Points;
        }

        if ((await books.LoadAsync([portfolio.Id], cancellationToken)).GetValueOrDefault(portfolio.Id) is not { } book)
        {
            return [];
        }

        // The identity first: a price that is stored meanwhile makes it another one.
        string[] symbols = [.. book.Positions.Select(position => position.PricedBy).OfType<string>().Distinct(StringComparer.Ordinal)];
        var identity = PriceIdentity.Of(symbols, await prices.SecuritiesAsync(symbols, cancellationToken));
        IReadOnlyList<NavPoint> points = [.. await ReconstructAsync(book, anchor, cancellationToken)];
        if (book.Portfolio.PositionsVersion == portfolio.PositionsVersion)
        {
            _memory.Put(key, new Reconstructed(points, symbols, identity));
        }

        return points;
    }

    private async Task<IEnumerable<NavPoint>> ReconstructAsync(Book book, PortfolioSnapshot anchor, CancellationToken cancellationToken)
    {
        // Nothing was held before the first entry: the line begins there.
        var earliest = Later(anchor.Session.AddDays(-ReconstructedDays), book.Positions.Select(position => position.EntryDate).DefaultIfEmpty(anchor.Session).Min());
        if (earliest >= anchor.Session || earliest <= calendar.First)
        {
            return [];
        }

        var marked = await marker.MarkAsync(book, calendar.SessionOnOrAfter(earliest), anchor.Session, cancellationToken);
        var equity = Reconstruction.Backward(anchor.Equity, marked.Ledger, marked.Marks, marked.Dividends);
        var sessions = marked.Marks.Sessions.ToArray();
        return sessions.SkipLast(1).Select((session, index) => new NavPoint(session, equity[index], true));
    }

    private static DateOnly Later(DateOnly left, DateOnly right) => left > right ? left : right;

    /// <summary>A line before an anchor, with what it follows from besides its key.</summary>
    private sealed record Reconstructed(IReadOnlyList<NavPoint> Points, IReadOnlyList<string> Symbols, string Prices);
}
