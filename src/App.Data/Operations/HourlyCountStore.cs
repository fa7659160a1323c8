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
                // In one order on every node, so that two never wait for each other in a circle.
                foreach (var count in counts.OrderBy(count => count.Hour).ThenBy(count => count.Name, StringComparer.Ordinal))
                {
                    // SQLite keeps instants as UTC text, which is how the model writes them there.
                    object hour = db.Database.IsSqlite() ? count.Hour.UtcDateTime : count.Hour.ToUniversalTime();
                    await db.Database.ExecuteSqlAsync(
                        $"INSERT INTO hourly_counts (name, hour, count) VALUES ({count.Name}, {hour}, {count.Count}) ON CONFLICT (name, hour) DO UPDATE SET count = hourly_counts.count + excluded.count", token);
                }

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
