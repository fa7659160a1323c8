using App.Core.Operations;
using App.Core.Portfolios;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Portfolios;

/// <summary>The saved views in the database.</summary>
internal sealed class PositionViewStore(Database database) : IPositionViewStore
{
    public async Task<IReadOnlyList<PositionView>> ListAsync(Guid ownerId, CancellationToken cancellationToken)
    {
        var views = await database.RunAsync((db, token) => db.ViewsOf(ownerId).AsNoTracking().ToListAsync(token), cancellationToken);

        // Here and not in the query: the two databases sort letters differently.
        return [.. views.OrderBy(view => view.NameKey, StringComparer.Ordinal)];
    }

    public Task<SavedPositionView?> SaveAsync(PositionView view, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                // Two that are saved at once are counted one after the other.
                await db.LockOwnerAsync(view.OwnerId, token);
                var views = await db.ViewsOf(view.OwnerId).Select(row => new { row.Id, row.NameKey }).ToListAsync(token);
                var replaced = views.Find(row => row.NameKey == view.NameKey);
                if (replaced is null && views.Count >= PositionView.Most)
                {
                    return null;
                }

                var stored = view with { Id = replaced?.Id ?? view.Id };
                await db.PositionViews.Where(row => row.Id == stored.Id).ExecuteDeleteAsync(token);
                db.Add(stored);
                await db.SaveChangesAsync(token);
                await database.AuditAsync(db, new(AuditAction.ViewSaved, view.OwnerId, stored.Id), token);
                return new SavedPositionView(stored, replaced is null);
            },
            cancellationToken);

    public Task<bool> RemoveAsync(Guid ownerId, Guid viewId, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                if (await db.ViewsOf(ownerId).Where(view => view.Id == viewId).ExecuteDeleteAsync(token) == 0)
                {
                    return false;
                }

                await database.AuditAsync(db, new(AuditAction.ViewRemoved, ownerId, viewId), token);
                return true;
            },
            cancellationToken);
}
