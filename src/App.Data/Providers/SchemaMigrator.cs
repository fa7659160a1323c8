using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace App.Data.Providers;

/// <summary>Brings the database to the schema of this version. Several nodes may do so at once: they take turns.</summary>
/// <param name="database">Runs the migration, again while the server is still starting.</param>
/// <param name="options">Which database.</param>
/// <param name="time">The clock of the wait for another node.</param>
public sealed class SchemaMigrator(Database database, DatabaseOptions options, TimeProvider time)
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(100);

    /// <summary>Applies what is missing. On SQLite makes the file and its folder first.</summary>
    /// <exception cref="TimeoutException">Another process held the lock for two minutes.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        if (options.Provider == DatabaseProvider.Postgres)
        {
            // EF Core takes a lock on the history table for the length of the migration; it ends with the connection.
            await ApplyAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        var path = Path.GetFullPath(new SqliteConnectionStringBuilder(options.ConnectionString).DataSource);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var held = await LockAsync(path + ".migrate-lock", cancellationToken).ConfigureAwait(false);
        await DropAbandonedLockAsync(cancellationToken).ConfigureAwait(false);
        await ApplyAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task ApplyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await MigrateOnceAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Before there is a database there is no lock to take: another node made it at the same moment, and now it is there.
            await MigrateOnceAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<bool> MigrateOnceAsync(CancellationToken cancellationToken) =>
        database.RunAsync(
            async (db, token) =>
            {
                // Nearly every start finds nothing to do; EF Core takes a quarter of a second and a lock to find the same.
                var missing = await db.Database.GetPendingMigrationsAsync(token).ConfigureAwait(false);
                if (missing.Any())
                {
                    await db.Database.MigrateAsync(token).ConfigureAwait(false);
                }

                return true;
            },
            cancellationToken);

    // The operating system gives the file up when its holder dies, however it dies.
    private async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + LockPatience;
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.None);
            }
            catch (IOException) when (time.GetUtcNow() < deadline)
            {
                await Task.Delay(LockPoll, time, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException exception)
            {
                throw new TimeoutException($"Another process has been migrating the database for {LockPatience.TotalMinutes:0} minutes ({path}).", exception);
            }
        }
    }

    // EF Core's own lock on SQLite is a row, and the row of a process killed while migrating stays for ever. Whoever holds the file above is alone.
    private Task<int> DropAbandonedLockAsync(CancellationToken cancellationToken) =>
        database.RunAsync((db, token) => db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", token), cancellationToken);
}
