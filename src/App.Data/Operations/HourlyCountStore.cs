using App.Core.Operations;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Operations;

/// <summary>The counts in the database.</summary>
internal sealed class HourlyCountStore(Database database) : IHourlyCountStore
{
    public async Task AddAsync(IReadOnlyCollection<HourlyCount> counts, CancellationToken cancellationToken)
    {
        if (counts.Count == 0)
        {
            return;
        }

        await database.WriteAsync(
            async (db, token) =>
            {
                var rows = counts.OrderBy(count => count.Hour).ThenBy(count => count.Name, StringComparer.Ordinal).Select(count => (object[])[count.Name, count.Hour.UtcDateTime, count.Count]);
                await CountUpsert.AddAsync(db, "hourly_counts", ["name", "hour"], rows, token);
                return true;
            },
            cancellationToken);
    }

    public Task<IReadOnlyDictionary<string, long>> SumsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyDictionary<string, long>>(
            async (db, token) => await db.HourlyCounts.Where(count => count.Hour >= from && count.Hour < to)
                .GroupBy(count => count.Name)
                .Select(group => new { Name = group.Key, Sum = group.Sum(count => count.Count) })
                .ToDictionaryAsync(group => group.Name, group => group.Sum, token),
            cancellationToken);

    public Task<IReadOnlyList<HourlyCount>> HoursAsync(IReadOnlyCollection<string> names, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<HourlyCount>>(
            async (db, token) => await db.HourlyCounts.AsNoTracking()
                .Where(count => names.Contains(count.Name) && count.Hour >= from && count.Hour < to)
                .OrderBy(count => count.Hour).ThenBy(count => count.Name).ToListAsync(token),
            cancellationToken);

    public Task<int> RemoveAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        database.RunAsync((db, token) => db.HourlyCounts.Where(count => count.Hour < before).ExecuteDeleteAsync(token), cancellationToken);
}
