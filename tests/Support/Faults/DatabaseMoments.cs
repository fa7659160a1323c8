using System.Data.Common;
using App.Data.Providers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace App.Testing;

/// <summary>Moments of the traffic with a database.</summary>
[Flags]
public enum Moments
{
    /// <summary>Before a connection is opened.</summary>
    Opening = 1,

    /// <summary>Before a transaction begins.</summary>
    Beginning = 2,

    /// <summary>Before the database sees a command.</summary>
    Executing = 4,

    /// <summary>After a command, before the product sees the answer.</summary>
    Executed = 8,

    /// <summary>Before the database is told to commit.</summary>
    Committing = 16,

    /// <summary>After the commit, before the product knows of it.</summary>
    Committed = 32,
}

/// <summary>Counts moments of the traffic with a database and does something at the n-th, such as throwing what a lost connection throws.</summary>
public sealed class DatabaseMoments
{
    private const int SqliteBusy = 5;

    private Moments _kinds;
    private Func<Task>? _act;
    private int _at;
    private int _times;
    private int _seen;

    /// <summary>What to hand to <see cref="TestDatabase.CreateAsync"/>.</summary>
    public IInterceptor[] Interceptors => [new Connections(this), new Transactions(this), new Commands(this)];

    /// <summary>Does something at the n-th moment of these kinds from now on, counted from 1, and then never again.</summary>
    public void At(int n, Moments kinds, Func<Task> act)
    {
        _kinds = kinds;
        _act = act;
        _seen = 0;
        _times = 1;
        Volatile.Write(ref _at, n);
    }

    /// <summary>Throws at the n-th moment of these kinds.</summary>
    public void FailAt(int n, Moments kinds, Func<Exception> fault) => At(n, kinds, () => throw fault());

    /// <summary>Does it at the moments after that one too, for one more than a piece of work is tried.</summary>
    public void Outlast() => _times = Database.Tries + 1;

    /// <summary>Does a piece of work again and again, each time with the connection lost at one moment further on, until it has no such moment any more.</summary>
    /// <param name="provider">The kind of database.</param>
    /// <param name="work">The work, told how often it was done before.</param>
    /// <returns>How often the connection was lost.</returns>
    public async Task<int> CutAtEachAsync(DatabaseProvider provider, Func<int, Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);

        // A commit to a file has no answer that could be lost on the way.
        var isServer = provider == DatabaseProvider.Postgres;
        var kinds = Moments.Opening | Moments.Beginning | Moments.Executing | Moments.Executed | Moments.Committing | (isServer ? Moments.Committed : 0);
        for (var cuts = 0; ; cuts++)
        {
            FailAt(cuts + 1, kinds, () => isServer ? new NpgsqlException("The connection is gone.", new IOException("cut")) : new SqliteException("busy", SqliteBusy));
            await work(cuts);
            if (!Stop())
            {
                return cuts;
            }
        }
    }

    /// <summary>Ends the watch.</summary>
    /// <returns>True when the moment came.</returns>
    public bool Stop() => Interlocked.Exchange(ref _at, 0) is var at && _seen >= at;

    private Task SeeAsync(Moments kind)
    {
        var at = Volatile.Read(ref _at);
        return at > 0 && _kinds.HasFlag(kind) && Interlocked.Increment(ref _seen) - at is var late && late >= 0 && late < _times ? _act!() : Task.CompletedTask;
    }

    private sealed class Connections(DatabaseMoments moments) : DbConnectionInterceptor
    {
        public override async ValueTask<InterceptionResult> ConnectionOpeningAsync(
            DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            await moments.SeeAsync(Moments.Opening);
            return result;
        }
    }

    private sealed class Transactions(DatabaseMoments moments) : DbTransactionInterceptor
    {
        public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
            DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
        {
            await moments.SeeAsync(Moments.Beginning);
            return result;
        }

        public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            await moments.SeeAsync(Moments.Committing);
            return result;
        }

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
            moments.SeeAsync(Moments.Committed);
    }

    private sealed class Commands(DatabaseMoments moments) : DbCommandInterceptor
    {
        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            await moments.SeeAsync(Moments.Executing);
            return result;
        }

        public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            await moments.SeeAsync(Moments.Executing);
            return result;
        }

        public override async ValueTask<DbDataReader> ReaderExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
        {
            try
            {
                await moments.SeeAsync(Moments.Executed);
                return result;
            }
            catch
            {
                await result.DisposeAsync();
                throw;
            }
        }

        public override async ValueTask<int> NonQueryExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            await moments.SeeAsync(Moments.Executed);
            return result;
        }
    }
}
