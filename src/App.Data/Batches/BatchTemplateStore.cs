using App.Core.Batches;
using App.Core.Idempotency;
using App.Core.Operations;
using App.Data.Portfolios;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Batches;

/// <summary>The templates of batches in the database.</summary>
internal sealed class BatchTemplateStore(Database database) : IBatchTemplateStore
{
    public async Task<IReadOnlyList<BatchTemplate>> ListAsync(Guid ownerId, CancellationToken cancellationToken)
    {
        var templates = await database.RunAsync((db, token) => db.BatchTemplatesOf(ownerId).AsNoTracking().ToListAsync(token), cancellationToken);

        // Here and not in the query: the two databases sort letters differently.
        return [.. templates.OrderBy(template => template.NameKey, StringComparer.Ordinal)];
    }

    public Task<BatchTemplate?> FindAsync(Guid ownerId, string nameKey, CancellationToken cancellationToken) => database.RunAsync(
        (db, token) => db.BatchTemplatesOf(ownerId).AsNoTracking().SingleOrDefaultAsync(template => template.NameKey == nameKey, token), cancellationToken);

    public Task<BatchTemplate?> SaveAsync(BatchTemplate template, CancellationToken cancellationToken) => database.WriteAsync(
        async (db, token) =>
        {
            // Two that are saved at once are counted one after the other.
            await db.LockOwnerAsync(template.OwnerId, token);
            var templates = await db.BatchTemplatesOf(template.OwnerId).Select(row => new { row.Id, row.NameKey }).ToListAsync(token);
            var replaced = templates.Find(row => row.NameKey == template.NameKey);
            if (replaced is null && templates.Count >= BatchTemplate.Most)
            {
                return null;
            }

            var stored = template with { Id = replaced?.Id ?? template.Id };
            IdempotentCall.Succeeds(stored);
            await db.BatchTemplates.Where(row => row.Id == stored.Id).ExecuteDeleteAsync(token);
            db.Add(stored);
            await db.SaveChangesAsync(token);
            await database.AuditAsync(db, new(AuditAction.BatchTemplateSaved, template.OwnerId, stored.Id), token);
            return stored;
        },
        cancellationToken);

    public Task<bool> RemoveAsync(Guid ownerId, string nameKey, CancellationToken cancellationToken) => database.WriteAsync(
        async (db, token) =>
        {
            var id = await db.BatchTemplatesOf(ownerId).Where(template => template.NameKey == nameKey).Select(template => (Guid?)template.Id).SingleOrDefaultAsync(token);
            if (id is null || await db.BatchTemplates.Where(template => template.Id == id).ExecuteDeleteAsync(token) == 0)
            {
                return false;
            }

            await database.AuditAsync(db, new(AuditAction.BatchTemplateRemoved, ownerId, id.Value), token);
            return true;
        },
        cancellationToken);
}
