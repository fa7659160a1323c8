using App.Core.Orders;

namespace App.Testing;

/// <summary>Makes a draft of an order; a test sets what it is about.</summary>
public sealed class OrderBuilder
{
    /// <summary>The id.</summary>
    public Guid Id { get; init; } = TestIds.Next();

    /// <summary>The owner.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>The portfolio.</summary>
    public required Guid PortfolioId { get; init; }

    /// <summary>The rebalance.</summary>
    public Guid? RebalanceId { get; init; }

    /// <summary>The symbol.</summary>
    public string Symbol { get; init; } = "KO";

    /// <summary>How many.</summary>
    public decimal Quantity { get; init; } = 12.5m;

    /// <summary>The limit price.</summary>
    public decimal? LimitPrice { get; init; }

    /// <summary>Words of the owner.</summary>
    public string? Notes { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; } = TestTimes.Now;

    /// <summary>Makes it.</summary>
    public Order Build() => new()
    {
        Id = Id,
        OwnerId = OwnerId,
        PortfolioId = PortfolioId,
        RebalanceId = RebalanceId,
        Symbol = Symbol,
        Side = OrderSide.Buy,
        Quantity = Quantity,
        LimitPrice = LimitPrice,
        Notes = Notes,
        TradeDate = TestTimes.Session,
        CreatedAt = CreatedAt,
        UpdatedAt = CreatedAt,
    };
}
