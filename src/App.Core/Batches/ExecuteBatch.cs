using System.Text.Json;
using App.Core.Operations;

namespace App.Core.Batches;

/// <summary>Does the operations of a stored batch that are pending, in their order. Begun again after an interruption, it goes on where it stopped; two that work on one batch do each operation once.</summary>
/// <remarks>
/// Each operation is a transaction: its effect, what came of it, and the counters of the batch are kept together or not at all. An atomic batch is one transaction for all.
/// </remarks>
public sealed class ExecuteBatch(IBatchStore store, IUnitOfWork unit, IEnumerable<IOperationHandler> handlers, TimeProvider time)
{
    private readonly Dictionary<string, IOperationHandler> _handlers = handlers.ToDictionary(handler => handler.OperationType);

    /// <summary>The kinds there are, by name.</summary>
    public IEnumerable<string> OperationTypes => _handlers.Keys.Order(StringComparer.Ordinal);

    /// <summary>Does them.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="rights">What its owner may do.</param>
    /// <param name="fault">Told what the program was not written for; what the user learns of it is TRANSACTION_FAILED.</param>
    /// <param name="cancellationToken">Ends the work between two operations; those that are pending stay so.</param>
    public async Task HandleAsync(Batch batch, CallerRights rights, Action<Exception> fault, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        await store.BeginAsync(batch.Id, time.GetUtcNow(), cancellationToken);
        var pending = await store.PendingAsync(batch.Id, cancellationToken);
        if (batch.IsAtomic)
        {
            await TogetherAsync(batch, pending, rights, fault, cancellationToken);
        }
        else
        {
            foreach (var operation in pending)
            {
                await AloneAsync(batch, operation, rights, fault, cancellationToken);
            }
        }

        await store.FinishAsync(batch.Id, time.GetUtcNow(), cancellationToken);
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
