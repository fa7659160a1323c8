using App.Core.Calculations;
using App.Core.Market;
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
/// <remarks>Side effects: none; the reconstruction is computed from stored prices and never stored. Errors: ERR_PORT_012.</remarks>
public sealed class GetNavHistory(
    IPortfolioStore portfolios, ISnapshotStore snapshots, IBookStore books, BookMarker marker, TradingCalendar calendar)
{
    private const int MaxPoints = 5_000;

    // A year, like the prices that are held of every symbol.
    private const int ReconstructedDays = 365;

    /// <summary>The points, ascending; empty before the first calculation.</summary>
    public async Task<Result<IReadOnlyList<NavPoint>>> HandleAsync(Guid ownerId, Guid portfolioId, CancellationToken cancellationToken)
    {
        if (await portfolios.FindAsync(ownerId, portfolioId, cancellationToken) is null)
        {
            return Portfolio.NotFound();
        }

        var stored = await snapshots.ListAsync(ownerId, portfolioId, null, null, MaxPoints, cancellationToken);
        if (stored.Items is not [var first, ..])
        {
            return Result<IReadOnlyList<NavPoint>>.Of([]);
        }

        List<NavPoint> points = [];
        if (first.IsAnchor && (await books.LoadAsync([portfolioId], cancellationToken)).GetValueOrDefault(portfolioId) is { } book)
        {
            points.AddRange(await ReconstructAsync(book, first, cancellationToken));
        }

        points.AddRange(stored.Items.Select(snapshot => new NavPoint(snapshot.Session, snapshot.Equity, false) { DayPnl = snapshot.IsAnchor ? null : snapshot.DayPnl, Flow = snapshot.Flows }));
        return Result<IReadOnlyList<NavPoint>>.Of(points);
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
}
