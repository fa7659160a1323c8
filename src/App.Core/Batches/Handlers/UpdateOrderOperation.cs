using System.Text.Json.Nodes;
using App.Core.Orders;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary><c>order_update</c>: status, notes, limit_price; version, when it has to be the one stored.</summary>
public sealed class UpdateOrderOperation(ChangeOrder change) : IOperationHandler
{
    /// <inheritdoc/>
    public string OperationType => "order_update";

    /// <inheritdoc/>
    public async Task<Result<JsonObject>> HandleAsync(OperationCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var patch = OrderPatch.Read(call.Data);
        if (!patch.IsSuccess)
        {
            return Result<JsonObject>.Failed(patch.Errors);
        }

        // What is no id at all is nothing of anybody's.
        return Guid.TryParse(call.ResourceId, out var id)
            ? (await change.HandleAsync(call.OwnerId, id, patch.Value, cancellationToken)).Match<Result<JsonObject>>(detail => AnswerOf(detail.Order), errors => Result<JsonObject>.Failed(errors))
            : Order.NotFound();
    }

    private static JsonObject AnswerOf(Order order) => new()
    {
        ["order_id"] = order.Id,
        ["status"] = OrderCodes.Statuses.NameOf(order.Status),
        ["limit_price"] = order.LimitPrice,
        ["notes"] = order.Notes,
        ["version"] = order.Version,
    };
}
