using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Orders;

/// <summary>What an order does.</summary>
public enum OrderSide
{
    /// <summary>Buys.</summary>
    Buy = 1,

    /// <summary>Sells.</summary>
    Sell = 2,
}

/// <summary>Where an order is in its life; see <see cref="OrderLife"/> for what leads where.</summary>
public enum OrderStatus
{
    /// <summary>Proposed.</summary>
    Draft = 1,

    /// <summary>Released by its owner.</summary>
    Approved = 2,

    /// <summary>Handed to a broker.</summary>
    Exported = 3,

    /// <summary>A part of it was done.</summary>
    PartiallyFilled = 4,

    /// <summary>All of it was done.</summary>
    Filled = 5,

    /// <summary>It is not done any more. What was done of it before stays done.</summary>
    Cancelled = 6,
}

/// <summary>The spelling of orders' words in files, in the API and in the database.</summary>
public static class OrderCodes
{
    /// <summary>BUY, SELL.</summary>
    public static CodeTable<OrderSide> Sides { get; } = new((OrderSide.Buy, "BUY"), (OrderSide.Sell, "SELL"));

    /// <summary>draft, approved, exported, partially_filled, filled, cancelled.</summary>
    public static CodeTable<OrderStatus> Statuses { get; } = new(
        (OrderStatus.Draft, "draft"), (OrderStatus.Approved, "approved"), (OrderStatus.Exported, "exported"), (OrderStatus.PartiallyFilled, "partially_filled"),
        (OrderStatus.Filled, "filled"), (OrderStatus.Cancelled, "cancelled"));
}

/// <summary>An order to buy or sell a security in a portfolio: a record with a life of its own.</summary>
/// <remarks>Each change makes the version one higher and leaves an <see cref="OrderEvent"/> of that number.</remarks>
public sealed record Order
{
    /// <summary>The most characters of notes.</summary>
    public const int LongestNotes = 2_000;

    /// <summary>The id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>The portfolio, which is the owner's.</summary>
    public required Guid PortfolioId { get; init; }

    /// <summary>The rebalance that proposed it; null for none.</summary>
    public Guid? RebalanceId { get; init; }

    /// <summary>The symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>Buy or sell.</summary>
    public required OrderSide Side { get; init; }

    /// <summary>How many; above 0.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>The worst price at which it is to be done, in dollars, above 0; null for any.</summary>
    public decimal? LimitPrice { get; init; }

    /// <summary>Where it is in its life.</summary>
    public OrderStatus Status { get; init; } = OrderStatus.Draft;

    /// <summary>Where it was when it was cancelled; null while it is not.</summary>
    public OrderStatus? CancelledFrom { get; init; }

    /// <summary>How many were done; 0 to <see cref="Quantity"/>.</summary>
    public decimal FilledQuantity { get; init; }

    /// <summary>At what price, on average; null before any were.</summary>
    public decimal? FilledPrice { get; init; }

    /// <summary>Words of the owner; at most <see cref="LongestNotes"/> characters.</summary>
    public string? Notes { get; init; }

    /// <summary>The session that it is meant for.</summary>
    public required DateOnly TradeDate { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Counts the changes, from 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>When it was deleted; it is kept and no longer shown.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>ORDER_NOT_FOUND as every use case words it.</summary>
    public static Error NotFound() => OrderErrors.NotFound.Because("There is no such order among yours.");
}

/// <summary>What somebody did with an order. Never changed.</summary>
public sealed record OrderEvent
{
    /// <summary>The most characters of <see cref="Note"/>.</summary>
    public const int LongestNote = 200;

    /// <summary>The order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>The version that the order has since; 1 is its making.</summary>
    public required int Version { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who; null when the application did it by itself.</summary>
    public Guid? ActorId { get; init; }

    /// <summary>The operator who did it through the user's eyes; null for the user.</summary>
    public Guid? ImpersonatorId { get; init; }

    /// <summary>The status before; null for its making.</summary>
    public OrderStatus? FromStatus { get; init; }

    /// <summary>The status after; the same as before when something else was changed.</summary>
    public required OrderStatus ToStatus { get; init; }

    /// <summary>What else was changed, in words; null for nothing.</summary>
    public string? Note { get; init; }
}

/// <summary>An order with what was done with it.</summary>
/// <param name="Order">The order.</param>
/// <param name="History">The newest events, the oldest of them first; at most <see cref="MostEvents"/>.</param>
public sealed record OrderDetail(Order Order, IReadOnlyList<OrderEvent> History)
{
    /// <summary>The most events that are read of an order.</summary>
    public const int MostEvents = 200;
}
