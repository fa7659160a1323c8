using App.Core.Operations;
using App.Data.Idempotency;
using App.Data.Operations;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using Polly;
using Polly.Retry;

namespace App.Data.Providers;

/// <summary>Runs a piece of work on a context of its own, again when the database could not take it for a reason that passes.</summary>
/// <remarks>
/// The one place that decides what is tried again: a lost connection, a deadlock, a serialization failure, a busy SQLite file and a time-out are, after
/// 1, 2 and 4 seconds; a broken constraint, a refused right or a wrong statement never is. The work is run from its start each time, so it must not
/// keep anything from a failed try.
/// </remarks>
/// <param name="contexts">Makes a context per try.</param>
/// <param name="time">The clock of the pauses.</param>
/// <param name="log">Told of each try that failed; what fails for good is the caller's to log.</param>
public sealed class Database(IDbContextFactory<AppDbContext> contexts, TimeProvider time, ILogger<Database> log) : IUnitOfWork, IDisposable
{
    /// <summary>How often a piece of work is tried that fails for a reason that passes.</summary>
    public const int Tries = 4;

    private readonly WriteTurns _turns = new();

    // The context of the transaction that everything on this path of the program is a part of; see TogetherAsync.
    private readonly AsyncLocal<AppDbContext?> _together = new();

    private readonly ResiliencePipeline _retries = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<Exception>(IsTransient),
            MaxRetryAttempts = Tries - 1,
            Delay = TimeSpan.FromSeconds(1),
            BackoffType = DelayBackoffType.Exponential,
            OnRetry = retry =>
            {
                Telemetry.Retried("database");
                log.LogWarning(retry.Outcome.Exception, "The database failed try {Try}; trying again in {Pause}", retry.AttemptNumber + 1, retry.RetryDelay);
                return ValueTask.CompletedTask;
            },
        })
        .Build();

    /// <summary>Reads, or writes with a single statement.</summary>
    /// <exception cref="DatabaseUnavailableException">The last try failed too, for a reason that passes.</exception>
    public async Task<T> RunAsync<T>(Func<AppDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (_together.Value is { } shared)
        {
            return await AsPartAsync(shared, work, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return await _retries.ExecuteAsync(
                async token =>
                {
                    await using var db = await contexts.CreateDbContextAsync(token).ConfigureAwait(false);
                    return await work(db, token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsTransient(exception))
        {
            throw new DatabaseUnavailableException(Tries, exception);
        }
    }

    /// <summary>Writes in one transaction, committed when the work returns.</summary>
    /// <remarks>
    /// A connection can be lost while the commit is on its way. The next try then looks for the mark that it would have left, and the work is not done twice.
    /// On SQLite every transaction begins IMMEDIATE and is serializable, and those of this process take turns in the order they came; on PostgreSQL it is READ COMMITTED, and work that decides by what it reads
    /// first updates the row that stands for the decision, which makes rivals wait.
    /// </remarks>
    /// <param name="work">The work; what it writes is all kept or none.</param>
    /// <param name="cancellationToken">Ends the wait; a transaction under way is rolled back.</param>
    /// <exception cref="DatabaseUnavailableException">The last try failed too, for a reason that passes.</exception>
    public async Task<T> WriteAsync<T>(Func<AppDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (_together.Value is { } shared)
        {
            return await AsPartAsync(shared, work, cancellationToken).ConfigureAwait(false);
        }

        UnansweredCommit<T>? unanswered = null;
        return await RunAsync(
            async (db, token) =>
            {
                using var turn = await _turns.WaitAsync(db, token).ConfigureAwait(false);
                var transaction = await db.Database.BeginTransactionAsync(token).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    if (unanswered is not null && await unanswered.ArrivedAsync(db, token).ConfigureAwait(false))
                    {
                        return unanswered.Result;
                    }

                    var result = await work(db, token).ConfigureAwait(false);
                    var commit = unanswered?.With(result) ?? await UnansweredCommit<T>.PrepareAsync(db, result, token).ConfigureAwait(false);
                    try
                    {
                        await transaction.CommitAsync(token).ConfigureAwait(false);
                    }
                    catch (Exception exception) when (IsTransient(exception))
                    {
                        unanswered = commit;
                        throw;
                    }

                    return result;
                }
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="DatabaseUnavailableException">The last try failed too, for a reason that passes.</exception>
    public Task<T> TogetherAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        return WriteAsync(
            async (db, token) =>
            {
                _together.Value = db;
                return await work(token).ConfigureAwait(false);
            },
            cancellationToken);
    }

    /// <summary>Puts an entry at the end of the audit trail, within the transaction of <see cref="WriteAsync"/>; nothing when the application acts by itself. The reply of a call with an idempotency key is stored with it.</summary>
    /// <remarks>To be called last: from here until the transaction is over, whoever writes an entry waits.</remarks>
    public async Task AuditAsync(AppDbContext db, AuditEvent what, CancellationToken cancellationToken)
    {
        await IdempotencyStore.KeepPlannedAsync(db, cancellationToken).ConfigureAwait(false);
        await AuditWriter.AppendAsync(db, what, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes the marks of transactions that nobody asks for any more: whoever lost an answer asks within seconds. On PostgreSQL.</summary>
    public Task<int> ForgetCommitsAsync(CancellationToken cancellationToken) => RunAsync(
        (db, token) => db.Database.IsNpgsql() ? db.Database.ExecuteSqlAsync($"DELETE FROM commit_marks WHERE at < now() - interval '1 day'", token) : Task.FromResult(0), cancellationToken);

    /// <summary>Stores a row, unless a unique constraint keeps it out.</summary>
    /// <param name="row">The row.</param>
    /// <param name="inTheWay">The rows that can keep it out, itself among them: it may be there already, when the answer to a first try was lost.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="audit">What the trail says of it when it is stored; null for nothing.</param>
    /// <returns>The first of the rows in the way; null when the row was stored now.</returns>
    public async Task<TRow?> AddOrFindAsync<TRow>(TRow row, Func<AppDbContext, IQueryable<TRow>> inTheWay, CancellationToken cancellationToken, AuditEvent? audit = null)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(inTheWay);
        while (true)
        {
            try
            {
                await (audit is null || Actor.Current is null ? RunAsync(AddAsync, cancellationToken) : WriteAsync(AddAsync, cancellationToken)).ConfigureAwait(false);
                return null;
            }
            catch (DbUpdateException exception) when (IsUniqueViolation(exception))
            {
                // What was in the way may be gone before it is looked up: then there is room, and the insert is tried again.
                if (await RunAsync((db, token) => inTheWay(db).AsNoTracking().FirstOrDefaultAsync(token), cancellationToken).ConfigureAwait(false) is { } other)
                {
                    return other;
                }
            }
        }

        async Task<bool> AddAsync(AppDbContext db, CancellationToken token)
        {
            db.Add(row);
            await db.SaveChangesAsync(token).ConfigureAwait(false);
            if (audit is not null)
            {
                await AuditAsync(db, audit, token).ConfigureAwait(false);
            }

            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    // A statement that fails would spoil a transaction of PostgreSQL for all that comes after it: what is a part goes back to where it began. What fails for a reason that passes is for the whole to try again.
    private static async Task<T> AsPartAsync<T>(AppDbContext db, Func<AppDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        const string Part = "part";
        var transaction = db.Database.CurrentTransaction ?? throw new InvalidOperationException("The transaction is over: work that was a part of it goes on without it.");
        await transaction.CreateSavepointAsync(Part, cancellationToken).ConfigureAwait(false);
        db.ChangeTracker.Clear();
        try
        {
            var result = await work(db, cancellationToken).ConfigureAwait(false);
            await transaction.ReleaseSavepointAsync(Part, cancellationToken).ConfigureAwait(false);
            return result;
        }
        catch (Exception exception) when (!IsTransient(exception))
        {
            await transaction.RollbackToSavepointAsync(Part, CancellationToken.None).ConfigureAwait(false);

            // Gone back to, it is still there; a part that this one is in would go back to it and not to its own, which has the same name.
            await transaction.ReleaseSavepointAsync(Part, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>True when trying again may help.</summary>
    public static bool IsTransient(Exception exception) => exception switch
    {
        SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked } => true,
        NpgsqlException npgsql => npgsql.IsTransient,
        TimeoutException => true,

        // EF Core wraps what SaveChanges meets, and Npgsql's provider wraps what it takes for transient once more.
        DbUpdateException or InvalidOperationException => exception.InnerException is { } inner && IsTransient(inner),
        _ => false,
    };

    /// <summary>True when the row would have been the second of its kind.</summary>
    public static bool IsUniqueViolation(Exception exception) => exception switch
    {
        DbUpdateException { InnerException: { } inner } => IsUniqueViolation(inner),
        SqliteException { SqliteExtendedErrorCode: SqliteConstraintUnique or SqliteConstraintPrimaryKey } => true,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => true,
        _ => false,
    };

    // https://www.sqlite.org/rescode.html
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteConstraintPrimaryKey = 1555;
    private const int SqliteConstraintUnique = 2067;
}
