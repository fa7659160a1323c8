using System.Collections.Concurrent;
using System.Text.Json;
using App.Core.Accounts;
using App.Core.Operations;

namespace App.Core.Batches;

/// <summary>What became of a batch that was to be worked on.</summary>
public enum BatchExecution
{
    /// <summary>All of its operations have ended.</summary>
    Over,

    /// <summary>It is over already, or another works on it; nothing was done.</summary>
    NotTaken,

    /// <summary>It was given back, because this node is stopping.</summary>
    GivenBack,
}

/// <summary>Does the operations of a stored batch that are pending, in their order. Begun again after an interruption, it goes on where it stopped; two that work on one batch do each operation once.</summary>
/// <remarks>
/// Each operation is a transaction: its effect, what came of it, and the counters of the batch are kept together or not at all. An atomic batch is one transaction for all. The batch is done in the name of whoever sent it, with
/// the rights of then as far as they still hold; one that was begun more than <see cref="MostAttempts"/> times is given up.
/// </remarks>
public sealed class ExecuteBatch(
    IBatchStore store, IUnitOfWork unit, IUserAdministration users, IEnumerable<IOperationHandler> handlers, BatchSignals signals, TimeProvider time)
{
    /// <summary>How many times a batch is begun before what is left of it is given up: it may be what stops the server.</summary>
    public const int MostAttempts = 3;

    /// <summary>How long a worker is believed to be there without saying so; it says so three times as often.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, IOperationHandler> _handlers = handlers.ToDictionary(handler => handler.OperationType);

    // A process that is short of processors is late with what it says; what it has in hand it does not take again.
    private readonly ConcurrentDictionary<Guid, bool> _inHand = new();

    /// <summary>The kinds there are, by name.</summary>
    public IEnumerable<string> OperationTypes => _handlers.Keys.Order(StringComparer.Ordinal);

    /// <summary>Does them, unless another does.</summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="fault">Told what the program was not written for; what the user learns of it is TRANSACTION_FAILED.</param>
    /// <param name="stopping">Ends the work between two operations; those that are pending stay so, and the batch is given back.</param>
    public async Task<BatchExecution> HandleAsync(Guid batchId, Action<Exception> fault, CancellationToken stopping)
    {
        if (!_inHand.TryAdd(batchId, true))
        {
            return BatchExecution.NotTaken;
        }

        try
        {
            var now = time.GetUtcNow();
            return await store.TakeAsync(batchId, now, now + Lease, stopping) is { } batch ? await WorkAsync(batch, fault, stopping) : BatchExecution.NotTaken;
        }
        finally
        {
            _inHand.TryRemove(batchId, out _);
        }
    }

    private async Task<BatchExecution> WorkAsync(Batch batch, Action<Exception> fault, CancellationToken stopping)
    {
        using var actor = Actor.Begin(new Actor(batch.OwnerId, batch.ImpersonatorId, batch.Channel, batch.CorrelationId));
        await using var heartbeat = new Heartbeat(Lease / 3, token => store.RenewAsync(batch.Id, batch.Attempts, time.GetUtcNow() + Lease, token), time);
        try
        {
            signals.Mark(batch.Id);
            var pending = await store.PendingAsync(batch.Id, stopping);
            if (batch.Attempts > MostAttempts)
            {
                await GiveUpAsync(batch, pending, $"The server was stopped {MostAttempts} times while it worked on the batch, so what was left of it was given up. It did nothing.", CancellationToken.None);
            }
            else
            {
                await DoAllAsync(batch, pending, fault, stopping);
            }

            await store.FinishAsync(batch.Id, time.GetUtcNow(), stopping);
            signals.Mark(batch.Id);
            return BatchExecution.Over;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await store.ReleaseAsync(batch.Id, batch.Attempts, isCounted: false, CancellationToken.None);
            return BatchExecution.GivenBack;
        }
        catch (Exception)
        {
            await store.ReleaseAsync(batch.Id, batch.Attempts, isCounted: true, CancellationToken.None);
            throw;
        }
    }

    private async Task DoAllAsync(Batch batch, IReadOnlyList<BatchOperation> pending, Action<Exception> fault, CancellationToken cancellationToken)
    {
        if (await RightsAsync(batch, cancellationToken) is not { } rights)
        {
            await GiveUpAsync(batch, pending, OperationOutcome.Refused([BatchErrors.PermissionDenied.Because("The account was suspended after the batch was sent.")]), cancellationToken);
        }
        else if (batch.IsAtomic)
        {
            await TogetherAsync(batch, pending, rights, fault, cancellationToken);
            signals.Mark(batch.Id);
        }
        else
        {
            foreach (var operation in pending)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await AloneAsync(batch, operation, rights, fault, cancellationToken);
                signals.Mark(batch.Id);
            }
        }
    }

    // What was allowed when it was sent and still is; null when nothing is.
    private async Task<CallerRights?> RightsAsync(Batch batch, CancellationToken cancellationToken) => await users.FindAsync(batch.OwnerId, cancellationToken) switch
    {
        null or { SuspendedAt: not null } => null,
        { IsOperator: false } => batch.Rights & ~CallerRights.Operator,
        _ => batch.Rights,
    };

    private Task GiveUpAsync(Batch batch, IReadOnlyList<BatchOperation> operations, string message, CancellationToken cancellationToken) =>
        GiveUpAsync(batch, operations, OperationOutcome.TakenBack(message), cancellationToken);

    private async Task GiveUpAsync(Batch batch, IReadOnlyList<BatchOperation> operations, OperationOutcome outcome, CancellationToken cancellationToken)
    {
        foreach (var operation in operations)
        {
            await store.SettleAsync(batch.Id, operation.Index, outcome, time.GetUtcNow(), cancellationToken);
        }
    }

    private async Task AloneAsync(Batch batch, BatchOperation operation, CallerRights rights, Action<Exception> fault, CancellationToken cancellationToken)
    {
        var failed = await AttemptAsync(batch, [operation], rights, fault, cancellationToken);
        if (failed is not null)
        {
            await store.SettleAsync(batch.Id, operation.Index, failed.Outcome, time.GetUtcNow(), cancellationToken);
        }
    }

    private async Task TogetherAsync(Batch batch, IReadOnlyList<BatchOperation> operations, CallerRights rights, Action<Exception> fault, CancellationToken cancellationToken)
    {
        if (await AttemptAsync(batch, operations, rights, fault, cancellationToken) is not { } failed)
        {
            return;
        }

        var because = failed.Index is { } index ? $"Operation {index} of the atomic batch failed, so this one was taken back or not begun." : failed.Outcome.ErrorMessage!;
        await unit.TogetherAsync(
            async token =>
            {
                foreach (var operation in operations)
                {
                    await store.SettleAsync(batch.Id, operation.Index, operation.Index == failed.Index ? failed.Outcome : OperationOutcome.TakenBack(because), time.GetUtcNow(), token);
                }

                return true;
            },
            cancellationToken);
    }

    // Null when all are done.
    private async Task<Failure?> AttemptAsync(Batch batch, IReadOnlyList<BatchOperation> operations, CallerRights rights, Action<Exception> fault, CancellationToken cancellationToken)
    {
        int? at = null;
        try
        {
            return await unit.TogetherAsync(
                async token =>
                {
                    foreach (var operation in operations)
                    {
                        at = operation.Index;
                        await DoAsync(batch, operation, rights, token);
                    }

                    at = null;
                    return (Failure?)null;
                },
                cancellationToken);
        }
        catch (RefusedException refused)
        {
            return new(at, refused.Outcome);
        }
        catch (DatabaseUnavailableException unavailable)
        {
            fault(unavailable);
            return new(at, OperationOutcome.TakenBack("The database did not take it, although it was tried several times."));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            fault(exception);
            return new(at, OperationOutcome.TakenBack("The program met a situation it was not written for; the details are in the server's log."));
        }
    }

    private async Task DoAsync(Batch batch, BatchOperation operation, CallerRights rights, CancellationToken cancellationToken)
    {
        if (!await store.HoldAsync(batch.Id, operation.Index, cancellationToken))
        {
            return;
        }

        if (!_handlers.TryGetValue(batch.OperationType, out var handler))
        {
            throw new RefusedException(OperationOutcome.Refused([BatchErrors.Validation.Because($"There is no operation_type “{batch.OperationType}”. Those are {string.Join(", ", OperationTypes)}.", "operation_type")]));
        }

        using var data = JsonDocument.Parse(operation.Data);
        var result = await handler.HandleAsync(new OperationCall(batch.OwnerId, rights, operation.Method, operation.ResourceId, data.RootElement), cancellationToken);
        if (!result.IsSuccess)
        {
            throw new RefusedException(OperationOutcome.Refused(result.Errors));
        }

        await store.SettleAsync(batch.Id, operation.Index, OperationOutcome.Done(result.Value), time.GetUtcNow(), cancellationToken);
    }

    private sealed record Failure(int? Index, OperationOutcome Outcome);

    // Rolls the transaction back.
    private sealed class RefusedException(OperationOutcome outcome) : Exception
    {
        public OperationOutcome Outcome => outcome;
    }
}
