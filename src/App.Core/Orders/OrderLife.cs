using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Orders;

/// <summary>What leads where in the life of an order: draft → approved → exported → filled, by way of partially filled where not all of it is done at once; cancelled from anywhere before the end.</summary>
public static class OrderLife
{
    /// <summary>What an order of a status can become; nothing at the end of its life.</summary>
    public static IReadOnlyList<OrderStatus> After(OrderStatus status) => status switch
    {
        OrderStatus.Draft => [OrderStatus.Approved, OrderStatus.Cancelled],
        OrderStatus.Approved => [OrderStatus.Exported, OrderStatus.Cancelled],
        OrderStatus.Exported => [OrderStatus.PartiallyFilled, OrderStatus.Filled, OrderStatus.Cancelled],
        OrderStatus.PartiallyFilled => [OrderStatus.Filled, OrderStatus.Cancelled],
        _ => [],
    };

    /// <summary>True where the broker has not got it yet: its limit price can be changed.</summary>
    public static bool IsOpenToTerms(OrderStatus status) => status is OrderStatus.Draft or OrderStatus.Approved;

    /// <summary>What keeps an order of one status from becoming another, BUSINESS_RULE_VIOLATION naming what it can become; null when nothing does.</summary>
    public static Error? FaultOf(OrderStatus from, OrderStatus to)
    {
        var after = After(from);
        if (after.Contains(to))
        {
            return null;
        }

        var (was, wanted, allowed) = (OrderCodes.Statuses.NameOf(from), OrderCodes.Statuses.NameOf(to), after.Select(OrderCodes.Statuses.NameOf).ToList());
        return RequestErrors.BusinessRule.Because(
            $"The order is {was}, which does not become {wanted}. {(allowed.Count == 0 ? "That is the end of its life: it becomes nothing else." : $"It can become {string.Join(", ", allowed)}.")}",
            "status",
            details: new Dictionary<string, object?> { [ErrorDetails.Found] = wanted, ["stored"] = was, [ErrorDetails.Allowed] = allowed });
    }
}
