using App.Core.Idempotency;
using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Orders;

/// <summary>Deletes an order that never was more than a draft, once it is cancelled: it is kept in the database and no longer shown. Every other order is a record of what was decided, and stays.</summary>
/// <remarks>Side effects: marks the order deleted, an event of its history, an entry of the audit trail. Errors: ORDER_NOT_FOUND, BUSINESS_RULE_VIOLATION, CONCURRENCY_ERROR.</remarks>
public sealed class DeleteOrder(IOrderStore orders, TimeProvider time)
{
    private const int MostRounds = 5;

    /// <summary>Deletes it.</summary>
    /// <param name="ownerId">Whose it has to be.</param>
    /// <param name="orderId">The order.</param>
    /// <param name="version">The version that it has to have; null for whichever.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Result<Order>> HandleAsync(Guid ownerId, Guid orderId, int? version, CancellationToken cancellationToken)
    {
        for (var round = 1; ; round++)
        {
            if (await orders.FindAsync(ownerId, orderId, cancellationToken) is not { Order: var order } detail)
            {
                return Order.NotFound();
            }

            if (version is { } wanted && wanted != order.Version)
            {
                return ChangeOrder.OtherVersion(detail, wanted);
            }

            if (FaultOf(order) is { } fault)
            {
                return fault;
            }

            var now = time.GetUtcNow().AsStored();
            var deleted = order with { DeletedAt = now, UpdatedAt = now, Version = order.Version + 1 };
            IdempotentCall.Succeeds(deleted);
            switch (await orders.ChangeAsync(deleted, ChangeOrder.EventOf(order, deleted, "deleted"), cancellationToken))
            {
                case OrderWrite.Stored:
                    return deleted;
                case OrderWrite.NotFound:
                    return Order.NotFound();
                case var _ when version is null && round < MostRounds:
                    break;
                default:
                    return await orders.FindAsync(ownerId, orderId, cancellationToken) is { } other ? ChangeOrder.OtherVersion(other, order.Version) : Order.NotFound();
            }
        }
    }

    private static Error? FaultOf(Order order) => order switch
    {
        { Status: OrderStatus.Cancelled, CancelledFrom: OrderStatus.Draft } => null,
        { Status: OrderStatus.Draft } => RequestErrors.BusinessRule.Because("The order is draft. Cancel it first; a draft that is cancelled can be deleted.", "status"),
        { Status: OrderStatus.Cancelled, CancelledFrom: { } from } => RequestErrors.BusinessRule.Because(
            $"The order was cancelled when it was {OrderCodes.Statuses.NameOf(from)}: it stays as a record of that. Orders that are cancelled as drafts can be deleted.", "status"),
        _ => RequestErrors.BusinessRule.Because($"The order is {OrderCodes.Statuses.NameOf(order.Status)}, and stays as a record of that. Orders that are cancelled as drafts can be deleted.", "status"),
    };
}
