using App.Core.Portfolios;

namespace App.Core.Orders;

/// <summary>Which orders; null leaves a condition out.</summary>
/// <param name="PortfolioId">Those of a portfolio.</param>
/// <param name="Status">Those of a status.</param>
/// <param name="RebalanceId">Those that a rebalance proposed.</param>
public sealed record OrderQuery(Guid? PortfolioId = null, OrderStatus? Status = null, Guid? RebalanceId = null);

/// <summary>An order as a file has it.</summary>
/// <param name="Order">The order.</param>
/// <param name="PortfolioName">The name of its portfolio.</param>
/// <param name="AccountName">The name of the account.</param>
public sealed record OrderRow(Order Order, string PortfolioName, string AccountName);

/// <summary>What came of writing an order.</summary>
public enum OrderWrite
{
    /// <summary>It is stored.</summary>
    Stored,

    /// <summary>It is not there, or another's.</summary>
    NotFound,

    /// <summary>It has another version.</summary>
    OtherVersion,
}

/// <summary>The orders. Every read and write is the owner's own; what was deleted is not shown.</summary>
public interface IOrderStore
{
    /// <summary>Stores new orders, each with the event of its making, all or none.</summary>
    /// <exception cref="ArgumentException">One has no quantity above 0, or is no draft of version 1: a fault of the program that proposes them.</exception>
    Task AddAsync(IReadOnlyList<Order> orders, CancellationToken cancellationToken);

    /// <summary>A page of the owner's orders, the newest first.</summary>
    Task<Page<Order>> ListAsync(Guid ownerId, OrderQuery query, int limit, int offset, CancellationToken cancellationToken);

    /// <summary>The owner's orders with the names of their portfolios, the newest first.</summary>
    /// <param name="ownerId">The owner.</param>
    /// <param name="query">Which.</param>
    /// <param name="most">Rows at most; the total says whether there are more.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<Page<OrderRow>> RowsAsync(Guid ownerId, OrderQuery query, int most, CancellationToken cancellationToken);

    /// <summary>One order with its history; null when it is not there or another's.</summary>
    Task<OrderDetail?> FindAsync(Guid ownerId, Guid orderId, CancellationToken cancellationToken);

    /// <summary>Stores what a change made of an order, with the event that tells it, if it has the version still that comes before; decided inside one transaction.</summary>
    Task<OrderWrite> ChangeAsync(Order after, OrderEvent what, CancellationToken cancellationToken);
}
