using App.Core.Results;

namespace App.Core.Orders;

/// <summary>What can be missing where orders are asked for. What can be wrong with a change of one is among <see cref="Operations.RequestErrors"/>.</summary>
[ErrorCatalogue]
public static class OrderErrors
{
    /// <summary>ORDER_NOT_FOUND.</summary>
    public static readonly ErrorDefinition NotFound = new(
        "ORDER_NOT_FOUND", "Order not found", ErrorKind.NotFound, 404,
        "There is no such order among yours. It may have been deleted.", "List your orders and choose one of them.");
}
