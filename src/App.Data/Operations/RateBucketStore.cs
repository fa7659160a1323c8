using App.Core.Operations;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Operations;

/// <summary>The counts of the limits in the database.</summary>
internal sealed class RateBucketStore(Database database) : IRateBuckets
{
    public async Task<RateDecision> TakeAsync(RateLimit limit, string subject, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Who is refused, again and again perhaps, waits for nobody and writes nothing.
        var before = await database.RunAsync((db, token) => CountsAsync(db, limit, subject, now, token), cancellationToken);
        return RateWindow.WaitAt(limit, before, now) is { } wait
            ? new RateDecision(wait, RateWindow.CountAt(limit, before, now), limit.PieceAt(now))
            : await database.WriteAsync((db, token) => TakeAsync(db, limit, subject, now, token), cancellationToken);
    }

    public Task GiveBackAsync(RateLimit limit, string subject, DateTimeOffset piece, CancellationToken cancellationToken) => database.WriteAsync(
        (db, token) => db.RateBuckets
            .Where(row => row.Policy == limit.Policy && row.Subject == subject && row.StartsAt == piece && row.Count > 0)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Count, row => row.Count - 1), token),
        cancellationToken);

    public Task AddAsync(IReadOnlyCollection<RateBucket> counts, CancellationToken cancellationToken) => counts.Count == 0 ? Task.CompletedTask : database.WriteAsync(
        async (db, token) =>
        {
            await UpsertAsync(db, counts.OrderBy(count => count.Policy, StringComparer.Ordinal).ThenBy(count => count.Subject, StringComparer.Ordinal).ThenBy(count => count.StartsAt), token);
            return true;
        },
        cancellationToken);

    public Task<IReadOnlyList<RateBucket>> ReadAsync(string policy, string? subject, DateTimeOffset since, CancellationToken cancellationToken) => database.RunAsync<IReadOnlyList<RateBucket>>(
        async (db, token) => await db.RateBuckets.AsNoTracking()
            .Where(row => row.Policy == policy && row.StartsAt >= since && (subject == null || row.Subject == subject))
            .ToListAsync(token),
        cancellationToken);

    public Task<int> ClearAsync(string policy, DateTimeOffset before, CancellationToken cancellationToken) => database.WriteAsync(
        (db, token) => db.RateBuckets.Where(row => row.Policy == policy && row.StartsAt < before).ExecuteDeleteAsync(token), cancellationToken);

    private static async Task<RateDecision> TakeAsync(AppDbContext db, RateLimit limit, string subject, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Whoever counts for this subject waits here for who was first; pieces of time are rows of their own, so no row can stand for all. SQLite has one writer as it is.
        if (db.Database.IsNpgsql())
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({limit.Policy + ":" + subject}, 0))", cancellationToken);
        }

        var counts = await CountsAsync(db, limit, subject, now, cancellationToken);
        var (count, piece) = (RateWindow.CountAt(limit, counts, now), limit.PieceAt(now));
        if (RateWindow.WaitAt(limit, counts, now) is { } wait)
        {
            return new RateDecision(wait, count, piece);
        }

        await UpsertAsync(db, [new RateBucket { Policy = limit.Policy, Subject = subject, StartsAt = piece, Count = 1 }], cancellationToken);
        return new RateDecision(null, count + 1, piece);
    }

    private static async Task<IReadOnlyList<RateCount>> CountsAsync(AppDbContext db, RateLimit limit, string subject, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (oldest, newest) = (limit.OldestAt(now), limit.NewestAt(now));
        return await db.RateBuckets.AsNoTracking()
            .Where(row => row.Policy == limit.Policy && row.Subject == subject && row.StartsAt >= oldest && row.StartsAt <= newest)
            .Select(row => new RateCount(row.StartsAt, row.Count))
            .ToListAsync(cancellationToken);
    }

    private static Task UpsertAsync(AppDbContext db, IEnumerable<RateBucket> counts, CancellationToken cancellationToken) => CountUpsert.AddAsync(
        db, "rate_buckets", ["policy", "subject", "starts_at"], counts.Select(count => (object[])[count.Policy, count.Subject, count.StartsAt.UtcDateTime, count.Count]), cancellationToken);
}
