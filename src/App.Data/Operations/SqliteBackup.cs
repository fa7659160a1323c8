using System.Globalization;
using App.Data.Providers;
using Microsoft.Data.Sqlite;

namespace App.Data.Operations;

/// <summary>What came of a back-up.</summary>
/// <param name="IsWritten">True when the file is there and whole.</param>
/// <param name="Message">What was written, or why nothing was and what to do.</param>
public sealed record BackupOutcome(bool IsWritten, string Message);

/// <summary>Copies the SQLite database into a file, as it is at one moment, while the application goes on.</summary>
/// <remarks>
/// <para>The copy is made by <c>VACUUM INTO</c>: it reads in one transaction, which in the write-ahead log keeps no writer waiting, and whatever is written meanwhile is not in it. It is checked, flushed, and only
/// then given its name: a file of that name is a whole one. Only this user may read it, for it holds keys and hashes of passwords.</para>
/// <para>The scheduler's own file is not copied: what is due is in the rows of the runs.</para>
/// </remarks>
/// <param name="options">Which database.</param>
public sealed class SqliteBackup(DatabaseOptions options)
{
    /// <summary>Writes it.</summary>
    /// <param name="file">The file; must not exist.</param>
    /// <param name="cancellationToken">Ends the wait between the steps; nothing is left then.</param>
    public async Task<BackupOutcome> WriteAsync(string file, CancellationToken cancellationToken)
    {
        if (Refusal(file) is { } refusal)
        {
            return new BackupOutcome(false, refusal);
        }

        var part = file + ".part";
        try
        {
            CreatePrivate(part);
            await CopyAsync(part, cancellationToken).ConfigureAwait(false);
            if (await FaultAsync(part, cancellationToken).ConfigureAwait(false) is { } fault)
            {
                return new BackupOutcome(false, $"The copy is not whole ({fault}), and was removed. Nothing was written; check the disk, and the database by: sqlite3 FILE 'PRAGMA integrity_check'.");
            }

            Flush(part);
            File.Move(part, file, overwrite: false);
        }
        finally
        {
            File.Delete(part);
        }

        return new BackupOutcome(true, string.Create(CultureInfo.InvariantCulture, $"{file}: {new FileInfo(file).Length / 1024.0 / 1024.0:0.0} MB, whole."));
    }

    private string? Refusal(string file)
    {
        if (options.Provider != DatabaseProvider.Sqlite)
        {
            return "This is a PostgreSQL database: back it up by pg_dump --format=custom --file FILE DATABASE, which is as consistent while the application runs.";
        }

        var source = new SqliteConnectionStringBuilder(options.ConnectionString).DataSource;
        return !File.Exists(source) ? $"There is no database {Path.GetFullPath(source)}. Say where it is by ConnectionStrings:Ballast."
            : File.Exists(file) ? $"{file} exists and is left as it is. Name a file that does not."
            : !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))) ? $"There is no directory {Path.GetDirectoryName(Path.GetFullPath(file))}."
            : null;
    }

    private static void CreatePrivate(string file)
    {
        File.Delete(file);
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var stream = new FileStream(file, create);
    }

    private async Task CopyAsync(string file, CancellationToken cancellationToken)
    {
        var source = new SqliteConnectionStringBuilder(options.ConnectionString) { Mode = SqliteOpenMode.ReadWrite, Pooling = false };
        var connection = new SqliteConnection(source.ToString());
        await using (connection.ConfigureAwait(false))
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            using var command = connection.CreateCommand();
            command.CommandText = "VACUUM INTO $file";
            command.CommandTimeout = 0;
            command.Parameters.AddWithValue("$file", file);
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<string?> FaultAsync(string file, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        await using (connection.ConfigureAwait(false))
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA integrity_check(1)";
            command.CommandTimeout = 0;
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is string and "ok" ? null : "PRAGMA integrity_check";
        }
    }

    // Before it has its name: a power cut must not leave a good name with nothing behind it.
    private static void Flush(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }
}
