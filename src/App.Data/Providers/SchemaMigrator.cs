using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace App.Data.Providers;

/// <summary>Brings the database to the schema of this version. Several nodes may do so at once: they take turns.</summary>
/// <param name="database">Runs the migration, again while the server is still starting.</param>
/// <param name="options">Which database.</param>
/// <param name="time">The clock of the wait for another node.</param>
public sealed class SchemaMigrator(Database database, DatabaseOptions options, TimeProvider time)
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromMinutes(2);
    // "Ballast" in a number of its own: advisory locks of a database share one space.
    private const long LockKey = 0x42_61_6C_6C_61_73_74;

    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(100);

    /// <summary>Applies what is missing. On SQLite makes the file and its folder first.</summary>
    /// <exception cref="TimeoutException">Another process held the lock for two minutes.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        if (options.Provider == DatabaseProvider.Postgres)
        {
            await database.RunAsync(CreateIfMissingAsync, cancellationToken).ConfigureAwait(false);
            await database.RunAsync(MigrateAloneAsync, cancellationToken).ConfigureAwait(false);
            await database.ForgetCommitsAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        var path = Path.GetFullPath(new SqliteConnectionStringBuilder(options.ConnectionString).DataSource);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var held = await LockAsync(path + ".migrate-lock", cancellationToken).ConfigureAwait(false);
        await DropAbandonedLockAsync(cancellationToken).ConfigureAwait(false);
        await database.RunAsync(ApplyAsync, cancellationToken).ConfigureAwait(false);
    }

    // Two nodes may find it missing at the same moment; the one that comes second finds it made.
    private static async Task<bool> CreateIfMissingAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var creator = db.GetService<IRelationalDatabaseCreator>();
        try
        {
            if (!await creator.ExistsAsync(cancellationToken).ConfigureAwait(false))
            {
                await creator.CreateAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            return false;
        }

        return true;
    }

    // EF Core locks the history table for one migration at a time, and between two of them another node slips in. The session's own lock is held for all of
    // them, and ends with the connection however its holder dies.
    private async Task<bool> MigrateAloneAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var deadline = time.GetUtcNow() + LockPatience;
            while (!await db.Database.SqlQuery<bool>($"SELECT pg_try_advisory_lock({LockKey}) AS \"Value\"").SingleAsync(cancellationToken).ConfigureAwait(false))
            {
                if (time.GetUtcNow() >= deadline)
                {
                    throw new TimeoutException($"Another process has been migrating the database for {LockPatience.TotalMinutes:0} minutes.");
                }

                await Task.Delay(LockPoll, time, cancellationToken).ConfigureAwait(false);
            }

            await ApplyAsync(db, cancellationToken).ConfigureAwait(false);
            await db.Database.SqlQuery<bool>($"SELECT pg_advisory_unlock({LockKey}) AS \"Value\"").SingleAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        finally
        {
            await db.Database.CloseConnectionAsync().ConfigureAwait(false);
        }
    }

    // Nearly every start finds nothing to do; EF Core takes a quarter of a second and a lock to find the same.
    private static async Task<bool> ApplyAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var missing = await db.Database.GetPendingMigrationsAsync(cancellationToken).ConfigureAwait(false);
        if (missing.Any())
        {
            await db.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

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
