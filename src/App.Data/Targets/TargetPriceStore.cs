using App.Core.Operations;
using App.Core.Targets;
using App.Data.Portfolios;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Targets;

/// <summary>The target prices in the database.</summary>
internal sealed class TargetPriceStore(Database database) : ITargetPriceStore
{
    public Task<IReadOnlyList<TargetPrice>> ListAsync(Guid ownerId, CancellationToken cancellationToken) => database.RunAsync<IReadOnlyList<TargetPrice>>(
        async (db, token) => InOrder(await db.TargetsOf(ownerId).AsNoTracking().ToListAsync(token)), cancellationToken);

    public Task<IReadOnlyDictionary<Guid, IReadOnlyList<TargetPrice>>> ListAsync(IReadOnlyList<Guid> ownerIds, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyDictionary<Guid, IReadOnlyList<TargetPrice>>>(
            async (db, token) =>
            {
                var targets = await db.TargetPrices.AsNoTracking().Where(target => ownerIds.Contains(target.OwnerId)).ToListAsync(token);
                return targets.GroupBy(target => target.OwnerId).ToDictionary(owner => owner.Key, owner => (IReadOnlyList<TargetPrice>)InOrder([.. owner]));
            },
            cancellationToken);

    public Task<TargetsPut> PutAsync(Guid ownerId, IReadOnlyList<TargetPrice> targets, int most, CancellationToken cancellationToken) => database.WriteAsync(
        async (db, token) =>
        {
            // Two imports at once would both find room for themselves, or both insert one key.
            await db.LockOwnerAsync(ownerId, token);
            return await ReplaceAsync(db, ownerId, targets, most, token);
        },
        cancellationToken);

    public Task<TargetsPut> ChangeAsync(Guid ownerId, TargetKey key, Func<TargetPrice?, TargetPrice?> change, int most, CancellationToken cancellationToken) => database.WriteAsync(
        async (db, token) =>
        {
            await db.LockOwnerAsync(ownerId, token);
            var stored = db.TargetsOf(ownerId).Where(target => target.Symbol == key.Symbol && target.Direction == key.Direction);
            if (change(await stored.AsNoTracking().SingleOrDefaultAsync(token)) is { } changed)
            {
                return await ReplaceAsync(db, ownerId, [changed], most, token);
            }

            if (await stored.ExecuteDeleteAsync(token) > 0)
            {
                await AuditRemovalAsync(db, ownerId, key, token);
            }

            return new TargetsPut(0, 0, await db.TargetsOf(ownerId).CountAsync(token), true);
        },
        cancellationToken);

    public Task<bool> RemoveAsync(Guid ownerId, TargetKey key, CancellationToken cancellationToken) => database.WriteAsync(
        async (db, token) =>
        {
            if (await db.TargetsOf(ownerId).Where(target => target.Symbol == key.Symbol && target.Direction == key.Direction).ExecuteDeleteAsync(token) == 0)
            {
                return false;
            }

            await AuditRemovalAsync(db, ownerId, key, token);
            return true;
        },
        cancellationToken);

    private Task AuditRemovalAsync(AppDbContext db, Guid ownerId, TargetKey key, CancellationToken cancellationToken) => database.AuditAsync(
        db, new(AuditAction.TargetRemoved, ownerId, null, new Dictionary<string, object?> { ["symbol"] = key.Symbol, ["direction"] = key.Direction.ToString().ToLowerInvariant() }), cancellationToken);

    // Within the transaction: what is there is counted before anything is changed, so that a refusal has changed nothing.
    private async Task<TargetsPut> ReplaceAsync(AppDbContext db, Guid ownerId, IReadOnlyList<TargetPrice> targets, int most, CancellationToken cancellationToken)
    {
        var bySide = targets.GroupBy(target => target.Direction, target => target.Symbol).Select(side => (Direction: side.Key, Symbols: side.ToArray())).ToList();
        var (had, replaced) = (await db.TargetsOf(ownerId).CountAsync(cancellationToken), 0);
        foreach (var (direction, symbols) in bySide)
        {
            replaced += await Earlier(direction, symbols).CountAsync(cancellationToken);
        }

        var total = had + targets.Count - replaced;
        if (total > most)
        {
            return new TargetsPut(0, 0, total, false);
        }

        foreach (var (direction, symbols) in bySide)
        {
            await Earlier(direction, symbols).ExecuteDeleteAsync(cancellationToken);
        }

        await BulkInsert.InsertAsync(db, targets, cancellationToken);
        await database.AuditAsync(db, new(AuditAction.TargetsSet, ownerId, null, new Dictionary<string, object?> { ["targets"] = targets.Count }), cancellationToken);
        return new TargetsPut(targets.Count - replaced, replaced, total, true);

        // As one parameter: thousands of them would be more than a statement takes.
        IQueryable<TargetPrice> Earlier(TargetDirection direction, string[] symbols) =>
            db.TargetsOf(ownerId).Where(target => target.Direction == direction && EF.Parameter(symbols).Contains(target.Symbol));
    }

    // Here, since each database has its own order of words.
    private static List<TargetPrice> InOrder(List<TargetPrice> targets)
    {
        targets.Sort((one, other) => string.CompareOrdinal(one.Symbol, other.Symbol) is not 0 and var order ? order : one.Direction.CompareTo(other.Direction));
        return targets;
    }
}
