using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace App.Testing;

/// <summary>Makes the database's commands and commits fail as a test wishes, before they are executed or after.</summary>
public sealed class FaultInjector
{
    private readonly Queue<Exception> _faults = new();
    private readonly Queue<Exception> _lostAnswers = new();

    /// <summary>What to hand to <see cref="TestDatabase.CreateAsync"/>.</summary>
    public IInterceptor[] Interceptors => [new Commands(this), new Commits(this)];

    /// <summary>Commands seen, failed ones included.</summary>
    public int Seen { get; private set; }

    /// <summary>Fails the next commands, one fault each, before the database sees them.</summary>
    public void FailNext(params Exception[] faults)
    {
        Seen = 0;
        Array.ForEach(faults, _faults.Enqueue);
    }

    /// <summary>Lets the next commit through and loses its answer.</summary>
    public void LoseAnswerOfNextCommit(Exception fault) => _lostAnswers.Enqueue(fault);

    private void OnCommand()
    {
        Seen++;
        if (_faults.TryDequeue(out var fault))
        {
            throw fault;
        }
    }

    private void OnCommitted()
    {
        if (_lostAnswers.TryDequeue(out var fault))
        {
            throw fault;
        }
    }

    private sealed class Commands(FaultInjector injector) : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            injector.OnCommand();
            return ValueTask.FromResult(result);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            injector.OnCommand();
            return ValueTask.FromResult(result);
        }
    }

    private sealed class Commits(FaultInjector injector) : DbTransactionInterceptor
    {
        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            injector.OnCommitted();
            return Task.CompletedTask;
        }
    }
}
