using App.Core.Batches;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Data.Portfolios;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Batches;

/// <summary>The batches in the database.</summary>
internal sealed class BatchStore(Database database, IIdGenerator ids, WebhookSignal webhooks) : IBatchStore
{
    // Of links from a batch to those that retry it.
    private const int MostRetries = 100;

    public async Task<Guid> AddAsync(Batch batch, IReadOnlyList<BatchOperation> operations, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(
                async (db, token) =>
                {
                    if (await OfCallAsync(db, batch, token) is { } earlier)
                    {
                        return earlier;
                    }

                    db.Add(batch);
                    await db.SaveChangesAsync(token);
                    await BulkInsert.InsertAsync(db, operations, token);
                    await database.AuditAsync(db, new(AuditAction.BatchSubmitted, batch.OwnerId, batch.Id, new Dictionary<string, object?> { ["type"] = batch.OperationType, ["operations"] = batch.Total }), token);
                    return batch.Id;
                },
                cancellationToken);
        }
        catch (DbUpdateException exception) when (Database.IsUniqueViolation(exception))
        {
            // Another attempt at the call was quicker by a moment.
            return (await database.RunAsync((db, token) => OfCallAsync(db, batch, token), cancellationToken))!.Value;
        }
    }

    public Task<Batch?> TakeAsync(Guid batchId, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) => database.WriteAsync(
        async (db, token) => await Open(db, batchId).Where(batch => batch.LeaseUntil == null || batch.LeaseUntil < now).ExecuteUpdateAsync(
            set => set
                .SetProperty(batch => batch.Status, BatchStatus.Processing)
                .SetProperty(batch => batch.StartedAt, batch => batch.StartedAt ?? now)
                .SetProperty(batch => batch.Attempts, batch => batch.Attempts + 1)
                .SetProperty(batch => batch.LeaseUntil, until),
            token) == 1
                ? await db.Batches.AsNoTracking().SingleAsync(batch => batch.Id == batchId, token)
                : null,
        cancellationToken);

    public Task<bool> RenewAsync(Guid batchId, int attempt, DateTimeOffset until, CancellationToken cancellationToken) => database.RunAsync(
        async (db, token) => await Open(db, batchId).Where(batch => batch.Attempts == attempt).ExecuteUpdateAsync(set => set.SetProperty(batch => batch.LeaseUntil, until), token) == 1, cancellationToken);

    public Task ReleaseAsync(Guid batchId, int attempt, bool isCounted, CancellationToken cancellationToken)
    {
        var attempts = isCounted ? attempt : attempt - 1;
        return database.RunAsync(
            (db, token) => Open(db, batchId).Where(batch => batch.Attempts == attempt).ExecuteUpdateAsync(
                set => set.SetProperty(batch => batch.LeaseUntil, (DateTimeOffset?)null).SetProperty(batch => batch.Attempts, attempts), token),
            cancellationToken);
    }

    public Task<IReadOnlyList<Guid>> DueAsync(DateTimeOffset sentBefore, DateTimeOffset now, int limit, CancellationToken cancellationToken) => database.RunAsync<IReadOnlyList<Guid>>(
        async (db, token) => await db.Batches
            .Where(batch => batch.CompletedAt == null && ((batch.LeaseUntil == null && batch.CreatedAt < sentBefore) || batch.LeaseUntil < now))
            .OrderBy(batch => batch.CreatedAt).Select(batch => batch.Id).Take(limit).ToListAsync(token),
        cancellationToken);

    public Task<IReadOnlyList<BatchOperation>> PendingAsync(Guid batchId, CancellationToken cancellationToken) => database.RunAsync<IReadOnlyList<BatchOperation>>(
        async (db, token) => await Operations(db, batchId).AsNoTracking().Where(operation => operation.Status == OperationStatus.Pending).OrderBy(operation => operation.Index).ToListAsync(token), cancellationToken);

    // Written as it is: whoever else works on it waits until this transaction is over, and then finds it done.
    public Task<bool> HoldAsync(Guid batchId, int index, CancellationToken cancellationToken) => database.RunAsync(
        async (db, token) => await Pending(db, batchId, index).ExecuteUpdateAsync(set => set.SetProperty(operation => operation.Status, OperationStatus.Pending), token) == 1, cancellationToken);

    public Task SettleAsync(Guid batchId, int index, OperationOutcome outcome, DateTimeOffset now, CancellationToken cancellationToken) => database.WriteAsync(
        async (db, token) =>
        {
            var status = outcome.IsSuccess ? OperationStatus.Completed : OperationStatus.Failed;
            var settled = await Pending(db, batchId, index).ExecuteUpdateAsync(
                set => set
                    .SetProperty(operation => operation.Status, status)
                    .SetProperty(operation => operation.HttpStatus, outcome.HttpStatus)
                    .SetProperty(operation => operation.Result, outcome.Result)
                    .SetProperty(operation => operation.ErrorCode, outcome.ErrorCode)
                    .SetProperty(operation => operation.ErrorMessage, outcome.ErrorMessage)
                    .SetProperty(operation => operation.ErrorType, outcome.ErrorType)
                    .SetProperty(operation => operation.FinishedAt, now),
                token);
            if (settled == 0)
            {
                return false;
            }

            var (done, failed) = outcome.IsSuccess ? (1, 0) : (0, 1);
            await db.Batches.Where(batch => batch.Id == batchId).ExecuteUpdateAsync(
                set => set.SetProperty(batch => batch.Completed, batch => batch.Completed + done).SetProperty(batch => batch.Failed, batch => batch.Failed + failed), token);
            return true;
        },
        cancellationToken);

    public async Task FinishAsync(Guid batchId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await database.WriteAsync((db, token) => EndAsync(db, batchId, now, token), cancellationToken))
        {
            webhooks.Set();
        }
    }

    public Task<BatchDetail?> FindAsync(Guid ownerId, Guid batchId, CancellationToken cancellationToken) => database.RunAsync(
        async (db, token) => await db.BatchesOf(ownerId).AsNoTracking().SingleOrDefaultAsync(batch => batch.Id == batchId, token) is { } batch
            ? new BatchDetail(batch, await Operations(db, batchId).AsNoTracking().OrderBy(operation => operation.Index).ToListAsync(token))
            : null,
        cancellationToken);

    public Task<Batch?> FindAloneAsync(Guid ownerId, Guid batchId, CancellationToken cancellationToken) => database.RunAsync(
        (db, token) => db.BatchesOf(ownerId).AsNoTracking().SingleOrDefaultAsync(batch => batch.Id == batchId, token), cancellationToken);

    public Task<IReadOnlyList<Guid>> RetriesAsync(Guid ownerId, Guid batchId, CancellationToken cancellationToken) => database.RunAsync<IReadOnlyList<Guid>>(
        async (db, token) => await db.BatchesOf(ownerId).Where(batch => batch.RetryOf == batchId).OrderBy(batch => batch.CreatedAt).Select(batch => batch.Id).Take(MostRetries).ToListAsync(token), cancellationToken);

    public Task<IReadOnlyList<BatchTotals>> TotalsAsync(Guid ownerId, DateTimeOffset from, CancellationToken cancellationToken) => database.RunAsync<IReadOnlyList<BatchTotals>>(
        async (db, token) => await db.BatchesOf(ownerId).Where(batch => batch.CreatedAt >= from).GroupBy(batch => batch.OperationType).OrderBy(kind => kind.Key)
            .Select(kind => new BatchTotals(kind.Key, kind.Count(), kind.Sum(batch => batch.Total), kind.Sum(batch => batch.Completed), kind.Sum(batch => batch.Failed))).ToListAsync(token),
        cancellationToken);

    public Task<Page<Batch>> ListAsync(Guid ownerId, BatchQuery query, CancellationToken cancellationToken) => database.RunAsync(
        async (db, token) =>
        {
            var batches = db.BatchesOf(ownerId).AsNoTracking().Where(batch =>
                (query.Status == null || batch.Status == query.Status) && (query.OperationType == null || batch.OperationType == query.OperationType));
            return new Page<Batch>(
                await batches.OrderByDescending(batch => batch.CreatedAt).ThenByDescending(batch => batch.Id).Skip(query.Offset).Take(query.Limit).ToListAsync(token),
                await batches.CountAsync(token));
        },
        cancellationToken);

    public Task<int> RemoveEndedAsync(DateTimeOffset before, CancellationToken cancellationToken) => database.RunAsync(
        (db, token) => db.Batches.Where(batch => batch.CompletedAt < before).ExecuteDeleteAsync(token), cancellationToken);

    // Whoever ends it stores that its record is to be sent. True when it is.
    private async Task<bool> EndAsync(AppDbContext db, Guid batchId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var batch = await db.Batches.AsNoTracking().SingleAsync(batch => batch.Id == batchId, cancellationToken);
        if (batch.Completed + batch.Failed < batch.Total || await db.Batches.Where(row => row.Id == batchId && row.CompletedAt == null).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Status, Batch.Outcome(batch.Completed, batch.Failed)).SetProperty(row => row.CompletedAt, now).SetProperty(row => row.LeaseUntil, (DateTimeOffset?)null), cancellationToken) == 0
            || batch.WebhookUrl is not { } url)
        {
            return false;
        }

        await WebhookOutbox.AddAsync(db, ids, batch, url, now, cancellationToken);
        return true;
    }

    private static async Task<Guid?> OfCallAsync(AppDbContext db, Batch batch, CancellationToken cancellationToken) => batch.CallIdentity is { } call
        ? await db.BatchesOf(batch.OwnerId).Where(row => row.CallIdentity == call).Select(row => (Guid?)row.Id).SingleOrDefaultAsync(cancellationToken)
        : null;

    private static IQueryable<Batch> Open(AppDbContext db, Guid batchId) => db.Batches.Where(batch => batch.Id == batchId && batch.CompletedAt == null);

    private static IQueryable<BatchOperation> Operations(AppDbContext db, Guid batchId) => db.BatchOperations.Where(operation => operation.BatchId == batchId);

    private static IQueryable<BatchOperation> Pending(AppDbContext db, Guid batchId, int index) =>
        Operations(db, batchId).Where(operation => operation.Index == index && operation.Status == OperationStatus.Pending);
}
