using App.Core.Calculations;
using App.Core.Operations;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Operations;

/// <summary>What the database says of itself and of the work on it.</summary>
internal sealed class InstallationStore(Database database, DatabaseOptions options) : IInstallation
{
    public Task<DatabaseFacts> DatabaseAsync(CancellationToken cancellationToken) =>
        database.RunAsync(
            async (db, token) => options.Provider == DatabaseProvider.Postgres
                ? new DatabaseFacts(
                    "PostgreSQL",
                    await db.Database.SqlQuery<string>($"SELECT current_setting('server_version') AS \"Value\"").SingleAsync(token),
                    await db.Database.SqlQuery<long>($"SELECT pg_database_size(current_database()) AS \"Value\"").SingleAsync(token))
                : new DatabaseFacts(
                    "SQLite",
                    await db.Database.SqlQuery<string>($"SELECT sqlite_version() AS \"Value\"").SingleAsync(token),
                    await db.Database.SqlQuery<long>($"SELECT page_count * page_size AS \"Value\" FROM pragma_page_count(), pragma_page_size()").SingleAsync(token)),
            cancellationToken);

    public Task<IReadOnlyList<SeenNode>> NodesAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<SeenNode>>(
            async (db, token) => (await db.Runs.Where(run => run.Status != RunStatus.Pending && run.Node != null && run.HeartbeatAt > since)
                    .GroupBy(run => run.Node!).Select(group => new { Name = group.Key, At = group.Max(run => run.HeartbeatAt) }).ToListAsync(token))
                .OrderByDescending(node => node.At).Select(node => new SeenNode(node.Name, node.At!.Value)).ToList(),
            cancellationToken);

    public Task<int> FailedRunsAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        database.RunAsync((db, token) => db.Runs.EndedSince(since).CountAsync(run => run.Status == RunStatus.Failed, token), cancellationToken);

    public Task<IReadOnlyList<RunTime>> TimesAsync(DateTimeOffset from, DateTimeOffset to, int most, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<RunTime>>(
            async (db, token) =>
            {
                var rows = await db.Runs.EndedSince(from).Alone().Where(run => run.HeartbeatAt < to)
                    .OrderByDescending(run => run.HeartbeatAt).Take(most)
                    .Select(run => new { run.StartedAt, run.FinishedAt }).ToListAsync(token);
                return rows.ConvertAll(row => new RunTime(row.FinishedAt!.Value, row.FinishedAt.Value - row.StartedAt!.Value));
            },
            cancellationToken);
}
