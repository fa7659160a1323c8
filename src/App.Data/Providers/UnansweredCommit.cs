using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace App.Data.Providers;

/// <summary>A transaction that was told to commit, should its answer get lost: PostgreSQL can be asked later how it ended.</summary>
/// <remarks>
/// The server forgets a transaction that had not reached its disk when the machine went down, and may give the number to another; that one case is told
/// wrongly. On SQLite there is nothing between the commit and its answer.
/// </remarks>
/// <param name="id">The transaction's number, as text.</param>
/// <param name="result">What the work returned.</param>
internal sealed class UnansweredCommit<T>(string id, T result)
{
    /// <summary>What the work returned.</summary>
    public T Result => result;

    /// <summary>Takes note of the transaction under way; null when it wrote nothing, or is not PostgreSQL's.</summary>
    public static async Task<UnansweredCommit<T>?> PrepareAsync(AppDbContext db, T result, CancellationToken cancellationToken)
    {
        if (db.Database.GetDbConnection() is not NpgsqlConnection connection)
        {
            return null;
        }

        await using var command = new NpgsqlCommand("SELECT pg_current_xact_id_if_assigned()::text", connection);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is string id ? new UnansweredCommit<T>(id, result) : null;
    }

    /// <summary>True when it was committed.</summary>
    /// <exception cref="TimeoutException">The server has not noticed yet that the connection is lost and may still commit: to be asked again later.</exception>
    public async Task<bool> ArrivedAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = new NpgsqlCommand("SELECT pg_xact_status($1::xid8)", (NpgsqlConnection)db.Database.GetDbConnection())
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = id } },
        };
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) switch
        {
            "committed" => true,
            "in progress" => throw new TimeoutException("The fate of a commit whose answer was lost is not decided yet."),
            _ => false,
        };
    }
}
