using App.Core.Batches;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Data.Portfolios;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Batches;

/// <summary>Positions of one portfolio, many at once, in the database.</summary>
internal sealed class PositionBulkStore(Database database) : IPositionBulkStore
{
    // All but what a position is: its id, its portfolio, its place and what it is known by.
    private static readonly string[] Stated =
    [
        "symbol", "quantity", "entry_price", "entry_date", "class", "subtype", "type", "underlying_symbol", "strike_price", "expiration_date", "option_type", "exit_date", "exit_price",
        "is_entry_date_estimated", "is_entry_price_estimated",
    ];

    private static readonly MergeRule ByKey = new(["portfolio_id", "lot_key"], "lot_key", "ordinal", [.. Stated.Select(column => (column, $"excluded.{column}"))]);

    private static readonly MergeRule ById = new(["id"], "id", "ordinal", [.. Stated.Append("lot_key").Select(column => (column, $"excluded.{column}"))]);

    public Task<HeldBook?> HoldAsync(Guid ownerId, Guid portfolioId, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) => await BookSwap.TakeAsync(db, db.ActiveOf(ownerId), portfolioId, now, token) is { } version ? new HeldBook(portfolioId, version) : null, cancellationToken);

    public Task<IReadOnlyList<PositionPlace>> PlacesAsync(HeldBook book, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<PositionPlace>>(
            async (db, token) => await db.Positions.Where(position => position.PortfolioId == book.Id).Select(position => new PositionPlace(position.Id, position.LotKey, position.Ordinal)).ToListAsync(token),
            cancellationToken);

    public Task<IReadOnlyList<Position>> PositionsAsync(HeldBook book, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<Position>>(
            async (db, token) => await db.Positions.AsNoTracking().Where(position => position.PortfolioId == book.Id).OrderBy(position => position.Ordinal).ToListAsync(token), cancellationToken);

    public Task<BatchWrite> InsertAsync(IReadOnlyList<BulkRow<Position>> rows, bool replaces, CancellationToken cancellationToken) => WriteAsync(
        async (db, token) =>
        {
            List<Position> positions = [.. rows.Select(row => row.Row)];
            if (!replaces)
            {
                var made = await BulkMerge.InsertNewAsync(db, positions, ById, token);
                return [.. made.Select(each => each ? RowOutcome.Inserted : RowOutcome.KeyTaken)];
            }

            var keys = positions.ConvertAll(position => position.LotKey);
            var book = positions[0].PortfolioId;
            var there = (await db.Positions.Where(position => position.PortfolioId == book && keys.Contains(position.LotKey)).Select(position => position.LotKey).ToListAsync(token)).ToHashSet(StringComparer.Ordinal);
            var written = await BulkMerge.UpsertAsync(db, positions, ByKey, token);
            return [.. keys.Zip(written, (key, isWritten) => !there.Contains(key) ? RowOutcome.Inserted : isWritten ? RowOutcome.Updated : RowOutcome.Unchanged)];
        },
        cancellationToken);

    public Task<BatchWrite> UpdateAsync(IReadOnlyList<BulkRow<Position>> rows, CancellationToken cancellationToken) => WriteAsync(
        async (db, token) =>
        {
            List<Position> positions = [.. rows.Select(row => row.Row)];
            var ids = positions.ConvertAll(position => position.Id);
            var keys = await db.Positions.Where(position => ids.Contains(position.Id)).ToDictionaryAsync(position => position.Id, position => position.LotKey, token);
            await BookSwap.ClearKeysAsync(db, [.. positions.Where(position => keys.TryGetValue(position.Id, out var key) && key != position.LotKey).Select(position => position.Id)], token);
            await BulkMerge.UpdateAsync(db, positions, ById, token);
            return [.. positions.Select(_ => RowOutcome.Updated)];
        },
        cancellationToken);

    public Task RemoveAsync(HeldBook book, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        database.WriteAsync((db, token) => db.Positions.Where(position => position.PortfolioId == book.Id && ids.Contains(position.Id)).ExecuteDeleteAsync(token), cancellationToken);

    public Task FinishAsync(Guid ownerId, HeldBook book, BookChange change, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                await db.PositionValues.Where(value => value.PortfolioId == book.Id).ExecuteDeleteAsync(token);
                if (change.AsOf is { } day)
                {
                    await db.Portfolios.Where(portfolio => portfolio.Id == book.Id).ExecuteUpdateAsync(set => set.SetProperty(portfolio => portfolio.PositionsAsOf, day), token);
                }

                var details = new Dictionary<string, object?> { ["inserted"] = change.Inserted, ["updated"] = change.Updated, ["removed"] = change.Removed };
                await database.AuditAsync(db, new(AuditAction.PositionsChanged, ownerId, book.Id, details), token);
                return true;
            },
            cancellationToken);

    public Task<Guid?> PortfolioOfAsync(Guid ownerId, Guid positionId, CancellationToken cancellationToken) =>
        database.RunAsync(
            (db, token) => db.Positions.OfOwner(db, ownerId).Where(position => position.Id == positionId).Select(position => (Guid?)position.PortfolioId).SingleOrDefaultAsync(token), cancellationToken);

    private async Task<BatchWrite> WriteAsync(Func<AppDbContext, CancellationToken, Task<IReadOnlyList<RowOutcome>>> work, CancellationToken cancellationToken)
    {
        try
        {
            return BatchWrite.Of(await database.WriteAsync(work, cancellationToken));
        }
        catch (Exception exception) when (RowFaults.Of(exception) is { } fault)
        {
            return BatchWrite.Failed(fault);
        }
    }
}
