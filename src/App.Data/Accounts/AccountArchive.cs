using System.Data;
using App.Core.Accounts;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Accounts;

/// <summary>Opens the rows of an account in a transaction that sees one moment: REPEATABLE READ on PostgreSQL, a read transaction on SQLite, whose log keeps what writers replace meanwhile.</summary>
internal sealed class AccountArchive(IDbContextFactory<AppDbContext> contexts) : IAccountArchive
{
    public async Task<IAccountRows> OpenAsync(Guid userId, CancellationToken cancellationToken)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken);
        try
        {
            return new AccountRows(db, await BeginAsync(db, cancellationToken), userId);
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    private static async Task<IAsyncDisposable> BeginAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        if (db.Database.IsNpgsql())
        {
            return await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        }

        // Deferred: it takes no lock that a writer waits for.
        await db.Database.OpenConnectionAsync(cancellationToken);
        var transaction = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
        await db.Database.UseTransactionAsync(transaction, cancellationToken);
        return transaction;
    }
}
