using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace App.Data.Providers;

/// <summary>A transaction that was told to commit, should its answer get lost: it leaves a mark, and who does the work again looks for it first.</summary>
/// <remarks>
/// The number of the transaction would not do: one whose records had not reached the disk when the server went down is forgotten, its number is given to another,
/// and what became of that one is told. On SQLite there is nothing between the commit and its answer.
/// </remarks>
/// <param name="id">The mark.</param>
/// <param name="result">What the work returned.</param>
internal sealed class UnansweredCommit<T>(Guid id, T result)
{
    /// <summary>What the work returned.</summary>
    public T Result => result;

    /// <summary>Leaves the mark of the transaction under way; null when it wrote nothing, or is not PostgreSQL's.</summary>
    public static async Task<UnansweredCommit<T>?> PrepareAsync(AppDbContext db, T result, CancellationToken cancellationToken)
    {
        if (db.Database.GetDbConnection() is not NpgsqlConnection connection)
        {
            return null;
        }

        await using var command = new NpgsqlCommand(
            "INSERT INTO commit_marks (id, at) SELECT gen_random_uuid(), now() WHERE pg_current_xact_id_if_assigned() IS NOT NULL RETURNING id", connection);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is Guid id ? new UnansweredCommit<T>(id, result) : null;
    }

    /// <summary>Finds out, within the transaction that is to do the work again, whether the work is done. When it is not, this transaction has the mark.</summary>
    /// <remarks>The server may not have noticed yet that the connection is lost, and may still commit: the insert waits for the end of the other.</remarks>
    /// <returns>True when it was committed.</returns>
    public async Task<bool> ArrivedAsync(AppDbContext db, CancellationToken cancellationToken) =>
        await db.Database.ExecuteSqlAsync($"INSERT INTO commit_marks (id, at) VALUES ({id}, now()) ON CONFLICT DO NOTHING", cancellationToken).ConfigureAwait(false) == 0;

    /// <summary>The same mark for the work done again.</summary>
    public UnansweredCommit<T> With(T another) => new(id, another);
}
