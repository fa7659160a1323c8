using App.Core.Batches;
using App.Core.Operations;
using App.Data.Portfolios;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Batches;

/// <summary>The deliveries of finished batches in the database.</summary>
internal sealed class WebhookOutbox(Database database, WebhookSignal signal) : IWebhookOutbox
{
    private const string Interrupted = "Interrupted: the server that tried it stopped before it knew the answer.";

    /// <summary>Within the transaction that ends a batch: stores that its record is to be sent.</summary>
    public static async Task AddAsync(AppDbContext db, IIdGenerator ids, Batch batch, string url, DateTimeOffset now, CancellationToken cancellationToken)
    {
        db.WebhookDeliveries.Add(WebhookDelivery.Of(ids.Next(), batch.Id, url, now));
        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task<WebhookClaim?> ClaimAsync(DateTimeOffset now, TimeSpan lease, string node, CancellationToken cancellationToken)
    {
        while (await database.RunAsync((db, token) => NextAsync(db, now, token), cancellationToken) is { } next)
        {
            if (await database.WriteAsync((db, token) => TakeAsync(db, next.Delivery, now, now + lease, node, token), cancellationToken))
            {
                (next.Delivery.Attempts, next.Delivery.LeaseUntil, next.Delivery.ClaimedBy) = (next.Delivery.Attempts + 1, now + lease, node);
                return next;
            }
        }

        return null;
    }

    public Task EndTryAsync(WebhookDelivery claimed, WebhookTry end, CancellationToken cancellationToken) => database.WriteAsync(
        async (db, token) =>
        {
            var (error, took) = (Short(end.Error), (int)Math.Min(int.MaxValue, end.Took.TotalMilliseconds));
            var delivered = end.Status == WebhookStatus.Delivered ? end.At : (DateTimeOffset?)null;

            // The number of the try tells whether it is still ours.
            await Pending(db).Where(row => row.Id == claimed.Id && row.Attempts == claimed.Attempts).ExecuteUpdateAsync(
                set => set
                    .SetProperty(row => row.Status, end.Status)
                    .SetProperty(row => row.NextAttemptAt, end.NextAttemptAt)
                    .SetProperty(row => row.LeaseUntil, (DateTimeOffset?)null)
                    .SetProperty(row => row.ClaimedBy, (string?)null)
                    .SetProperty(row => row.DeliveredAt, delivered)
                    .SetProperty(row => row.LastStatus, end.HttpStatus)
                    .SetProperty(row => row.LastError, error),
                token);
            return await db.WebhookAttempts.Where(row => row.DeliveryId == claimed.Id && row.Number == claimed.Attempts).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.HttpStatus, end.HttpStatus).SetProperty(row => row.DurationMs, took).SetProperty(row => row.Error, error), token);
        },
        cancellationToken);

    public Task<WebhookHistory?> FindAsync(Guid ownerId, Guid batchId, int most, CancellationToken cancellationToken) => database.RunAsync(
        async (db, token) => await OfBatch(db, ownerId, batchId).AsNoTracking().SingleOrDefaultAsync(token) is { } delivery
            ? new WebhookHistory(delivery, await db.WebhookAttempts.AsNoTracking().Where(row => row.DeliveryId == delivery.Id).OrderByDescending(row => row.Number).Take(most).ToListAsync(token))
            : null,
        cancellationToken);

    public async Task<bool> ResendAsync(Guid ownerId, Guid batchId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var isThere = await database.WriteAsync(
            async (db, token) =>
            {
                var until = now + SendNextWebhook.Patience;
                if (await OfBatch(db, ownerId, batchId).ExecuteUpdateAsync(
                    set => set
                        .SetProperty(row => row.Status, WebhookStatus.Pending)
                        .SetProperty(row => row.NextAttemptAt, now)
                        .SetProperty(row => row.GiveUpAt, until)
                        .SetProperty(row => row.AttemptsBefore, row => row.Attempts)
                        .SetProperty(row => row.DeliveredAt, (DateTimeOffset?)null),
                    token) == 0)
                {
                    return false;
                }

                await database.AuditAsync(db, new(AuditAction.WebhookResent, ownerId, batchId), token);
                return true;
            },
            cancellationToken);
        if (isThere)
        {
            signal.Set();
        }

        return isThere;
    }

    private static async Task<WebhookClaim?> NextAsync(AppDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var busy = Pending(db).Where(row => row.LeaseUntil > now).Join(db.Batches, row => row.BatchId, batch => batch.Id, (_, batch) => batch.OwnerId);
        return await Free(db, now).AsNoTracking().Where(row => row.NextAttemptAt <= now)
            .Join(db.Batches, row => row.BatchId, batch => batch.Id, (row, batch) => new { row, batch.OwnerId })
            .Where(due => !busy.Contains(due.OwnerId))
            .OrderBy(due => due.row.NextAttemptAt)
            .Select(due => new WebhookClaim(due.row, due.OwnerId))
            .FirstOrDefaultAsync(cancellationToken);
    }

    private static async Task<bool> TakeAsync(AppDbContext db, WebhookDelivery seen, DateTimeOffset now, DateTimeOffset until, string node, CancellationToken cancellationToken)
    {
        // The statement itself decides: of several nodes that saw the row, one finds it as it was.
        var number = seen.Attempts + 1;
        if (await Free(db, now).Where(row => row.Id == seen.Id && row.Attempts == seen.Attempts).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Attempts, number).SetProperty(row => row.LeaseUntil, until).SetProperty(row => row.ClaimedBy, node), cancellationToken) == 0)
        {
            return false;
        }

        await db.WebhookAttempts.Where(row => row.DeliveryId == seen.Id && row.DurationMs == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.Error, Interrupted), cancellationToken);
        db.WebhookAttempts.Add(new WebhookAttempt { DeliveryId = seen.Id, Number = number, At = now });
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    private static IQueryable<WebhookDelivery> OfBatch(AppDbContext db, Guid ownerId, Guid batchId)
    {
        var batches = db.BatchesOf(ownerId);
        return db.WebhookDeliveries.Where(row => row.BatchId == batchId && batches.Any(batch => batch.Id == batchId));
    }

    private static IQueryable<WebhookDelivery> Free(AppDbContext db, DateTimeOffset now) => Pending(db).Where(row => row.LeaseUntil == null || row.LeaseUntil <= now);

    private static IQueryable<WebhookDelivery> Pending(AppDbContext db) => db.WebhookDeliveries.Where(row => row.Status == WebhookStatus.Pending);

    private static string? Short(string? error) => error?.Length > WebhookAttempt.LongestError ? error[..WebhookAttempt.LongestError] : error;
}
