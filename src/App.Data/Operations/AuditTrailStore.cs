using App.Core.Operations;
using App.Core.Portfolios;
using App.Data.Accounts;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Operations;

/// <summary>The audit trail in the database.</summary>
internal sealed class AuditTrailStore(Database database) : IAuditTrail
{
    public Task<Page<AuditRow>> ListAsync(AuditFilter filter, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (db, token) =>
            {
                var entries = Matching(db, filter);
                var page = await entries.OrderByDescending(entry => entry.Sequence).Skip(filter.Offset).Take(filter.Limit).WithAddresses(db).ToListAsync(token);
                return new Page<AuditRow>(page, await entries.CountAsync(token));
            },
            cancellationToken);

    public Task<IReadOnlyList<AuditEntry>> AfterAsync(long sequence, int limit, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<AuditEntry>>(
            async (db, token) => await db.AuditEntries.AsNoTracking().Where(entry => entry.Sequence > sequence).OrderBy(entry => entry.Sequence).Take(limit).ToListAsync(token),
            cancellationToken);

    public Task<AuditHead> HeadAsync(CancellationToken cancellationToken) =>
        database.RunAsync((db, token) => db.AuditHeads.AsNoTracking().Select(head => new AuditHead(head.Sequence, head.Hash)).SingleAsync(token), cancellationToken);

    public Task AppendAsync(AuditEvent what, CancellationToken cancellationToken) => Actor.Current is null
        ? Task.CompletedTask
        : database.WriteAsync(
            async (db, token) =>
            {
                await database.AuditAsync(db, what, token);
                return true;
            },
            cancellationToken);

    private static IQueryable<AuditEntry> Matching(AppDbContext db, AuditFilter filter)
    {
        var entries = db.AuditEntries.AsNoTracking();
        if (filter.Action is { } action)
        {
            entries = entries.Where(entry => entry.Action == action);
        }

        if (filter.From is { } from)
        {
            var first = from.Begins();
            entries = entries.Where(entry => entry.At >= first);
        }

        if (filter.To is { } to)
        {
            var end = to.Ends();
            entries = entries.Where(entry => entry.At < end);
        }

        if (Guid.TryParse(filter.Who, out var id))
        {
            // Of somebody whose account is gone there is no address any more.
            entries = entries.Where(entry => entry.ActorId == id || entry.ImpersonatorId == id || entry.OwnerId == id);
        }
        else if (filter.Who?.Trim().ToUpperInvariant() is { Length: > 0 } part)
        {
            IQueryable<AppUser> people = db.Users.Where(user => user.NormalizedEmail!.Contains(part));
            entries = entries.Where(entry => people.Any(user => user.Id == entry.ActorId || user.Id == entry.ImpersonatorId || user.Id == entry.OwnerId));
        }

        return entries;
    }
}
