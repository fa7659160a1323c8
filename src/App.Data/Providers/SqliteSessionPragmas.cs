using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace App.Data.Providers;

/// <summary>Prepares each SQLite connection: write-ahead log, patience with other writers, foreign keys.</summary>
/// <remarks>
/// In the write-ahead log readers never wait for the writer. <c>synchronous = NORMAL</c> keeps the file consistent through a crash of the machine and
/// loses nothing when only the process dies. Write transactions begin IMMEDIATE, which is this client's default, so two writers queue at the start of
/// their transaction and none fails in the middle of one.
/// </remarks>
internal sealed class SqliteSessionPragmas : DbConnectionInterceptor
{
    /// <summary>How long a statement waits for another writer.</summary>
    public const int BusyTimeoutMs = 10_000;

    // First of all: turning the write-ahead log on waits for other processes that open a new file at the same time.
    private static readonly string Patience = string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {BusyTimeoutMs}; ");

    private const string Pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        // Microsoft.Data.Sqlite has no asynchronous I/O: the synchronous call is what its asynchronous one does.
        Apply(connection);
        return Task.CompletedTask;
    }

    private static void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();

        // The bundled build has no short sleep: with a busy timeout it waits whole seconds, and the client's own polling does better.
        command.CommandText = SqliteNative.Source == SqliteNative.Bundled ? Pragmas : Patience + Pragmas;
        command.ExecuteNonQuery();
    }
}
