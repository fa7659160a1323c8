using App.Core.Batches;
using App.Core.Calculations;
using App.Core.Operations;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Operations;

/// <summary>Counts what waits in the database.</summary>
internal sealed class QueueLengthStore(Database database) : IQueueLengths
{
    public Task<QueueLengths> ReadAsync(CancellationToken cancellationToken) => database.RunAsync(
        async (db, token) => new QueueLengths(
            await db.Runs.LongCountAsync(run => run.Status == RunStatus.Pending, token).ConfigureAwait(false),
            await db.Set<OutgoingMail>().LongCountAsync(mail => mail.SentAt == null && mail.FailedAt == null, token).ConfigureAwait(false),
            await db.WebhookDeliveries.LongCountAsync(delivery => delivery.Status == WebhookStatus.Pending, token).ConfigureAwait(false)),
        cancellationToken);
}
