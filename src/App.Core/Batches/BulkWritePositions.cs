using System.Text.Json;
using App.Core.Idempotency;
using App.Core.Market;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary>Makes, changes or replaces many positions of a portfolio in one transaction.</summary>
/// <remarks>
/// Side effects: positions; with any of them another, the version of the portfolio's positions one higher, a calculation that is going on stopped, the values of positions removed, one entry of the audit trail. Snapshots stay. An import before
/// it can no longer be undone. Nothing is calculated. New positions are judged before the database is touched, changes beside what is stored of their rows before any is written.
/// Errors: ERR_BULK_001, 002, 003, 004, 008 to 011, 013 to 015; ERR_POS_001 to 022; ERR_PORT_012.
/// </remarks>
public sealed class BulkWritePositions(IPortfolioStore portfolios, IPositionBulkStore store, IUnitOfWork unit, IIdGenerator ids, TimeProvider time)
{
    /// <summary>The most positions of a portfolio that a bulk call may lead to.</summary>
    public const int MostPositions = 100_000;

    /// <summary>Does it.</summary>
    /// <param name="ownerId">Who asks; only the owner may.</param>
    /// <param name="portfolioId">The portfolio.</param>
    /// <param name="body">The call as it was sent.</param>
    /// <param name="meter">Measures it.</param>
    /// <param name="cancellationToken">Ends the wait; nothing is stored then.</param>
    public Task<Result<BulkReport>> HandleAsync(Guid ownerId, Guid portfolioId, JsonElement body, BulkMeter meter, CancellationToken cancellationToken) => Telemetry.BulkAsync(
        "positions", BulkTerms.OperationOf(body), meter, () => DoAsync(ownerId, portfolioId, body, meter, cancellationToken));

    private async Task<Result<BulkReport>> DoAsync(Guid ownerId, Guid portfolioId, JsonElement body, BulkMeter meter, CancellationToken cancellationToken)
    {
        var read = BulkTerms.Read(body, "positions", hasIds: true);
        if (!read.IsSuccess)
        {
            return Result<BulkReport>.Failed(read.Errors);
        }

        var terms = read.Value;
        var judged = new BulkTally();
        var work = WorkOf(terms, judged);
        if (judged.Failed > 0 && !terms.Continues)
        {
            return Result<BulkReport>.Failed(judged.ToErrors());
        }

        if (await portfolios.FindAsync(ownerId, portfolioId, cancellationToken) is not { } portfolio)
        {
            return Portfolio.NotFound();
        }

        return await BulkCall.RunAsync(unit, terms, judged, portfolio.PositionsVersion, meter, (tally, retries, token) => WriteAsync(work, ownerId, portfolioId, terms, tally, retries, meter, token), cancellationToken);
    }

    // What is done within the transaction, with what was read and judged before it.
    private Func<HeldBook, BulkTally, CancellationToken, Task<BookChange>> WorkOf(BulkTerms terms, BulkTally judged)
    {
        var today = TradingCalendar.NewYorkDate(time.GetUtcNow());
        if (terms.Operation == BulkOperation.Update)
        {
            var changes = new PositionItems(today).ReadChanges(terms, judged);
            return (book, tally, token) => UpdateAsync(terms, changes, book, today, tally, token);
        }

        var planned = new PositionItems(today).ReadNew(terms.Items, judged);
        if (terms.Operation == BulkOperation.Upsert)
        {
            planned = BulkCall.LastOfEach(planned, each => (each.Index, each.Key), "position", judged);
        }

        return (book, tally, token) => InsertAsync(terms, planned, book, today, tally, token);
    }

    private async Task<BulkReport> WriteAsync(
        Func<HeldBook, BulkTally, CancellationToken, Task<BookChange>> work, Guid ownerId, Guid portfolioId, BulkTerms terms, BulkTally tally, int retries, BulkMeter meter, CancellationToken cancellationToken)
    {
        var book = await store.HoldAsync(ownerId, portfolioId, time.GetUtcNow(), cancellationToken) ?? throw new BulkRefusedException([Portfolio.NotFound()]);
        var change = await work(book, tally, cancellationToken);
        BulkCall.ThrowIfUndone(terms, tally);
        var report = tally.ToReport(terms, book.Version + 1, meter, retries);
        if (!report.HasChanges)
        {
            throw new BulkIdleException(report with { Version = book.Version });
        }

        IdempotentCall.Succeeds(report);
        await store.FinishAsync(ownerId, book, change, cancellationToken);
        return report;
    }

    private async Task<BookChange> InsertAsync(BulkTerms terms, IReadOnlyList<PlannedPosition> planned, HeldBook book, DateOnly today, BulkTally tally, CancellationToken cancellationToken)
    {
        var places = await store.PlacesAsync(book, cancellationToken);
        var held = places.ToDictionary(place => place.LotKey, place => place.Id, StringComparer.Ordinal);
        var added = planned.Count(each => !held.ContainsKey(each.Key));
        if (places.Count + added > MostPositions)
        {
            throw new BulkRefusedException([BulkErrors.TooManyPositions.Because(
                $"The portfolio has {places.Count} positions; with {added} more it would have over {MostPositions}.",
                "items", details: new Dictionary<string, object?> { [ErrorDetails.Found] = places.Count + added, ["limit"] = MostPositions })]);
        }

        var rows = RowsOf(planned, book, places);
        var replaces = terms.Operation == BulkOperation.Upsert;
        await new BulkWriter<Position>("position", (batch, token) => store.InsertAsync(batch, replaces, token)).WriteAsync(terms, rows, tally, cancellationToken);

        // Where nothing was held there is no day yet that quantities and prices are stated of.
        return new BookChange(tally.Inserted, tally.Updated, 0, places.Count == 0 ? today : null);
    }

    private List<BulkRow<Position>> RowsOf(IReadOnlyList<PlannedPosition> planned, HeldBook book, IReadOnlyList<PositionPlace> places)
    {
        var used = places.Select(place => place.Id).ToHashSet();
        var ordinal = places.Count == 0 ? 0 : places.Max(place => place.Ordinal) + 1;
        List<BulkRow<Position>> rows = new(planned.Count);
        foreach (var (index, key, draft) in planned)
        {
            // The id that follows from symbol and day may be in use, by another lot or by one whose day was set right since.
            var id = ids.ForPosition(book.Id, draft);
            while (!used.Add(id))
            {
                id = ids.Next();
            }

            rows.Add(new(index, key, Position.From(draft, id, book.Id, ordinal++).Keyed(key)));
        }

        return rows;
    }

    private async Task<BookChange> UpdateAsync(BulkTerms terms, IReadOnlyList<PlannedChange> changes, HeldBook book, DateOnly today, BulkTally tally, CancellationToken cancellationToken)
    {
        var stored = await store.PositionsAsync(book, cancellationToken);
        var rows = new PositionPatching(today).Plan(changes, stored, book.Version, tally);
        BulkCall.ThrowIfUndone(terms, tally);
        await new BulkWriter<Position>("position", store.UpdateAsync).WriteAsync(terms, rows, tally, cancellationToken);
        return new BookChange(0, tally.Updated, 0, null);
    }
}
