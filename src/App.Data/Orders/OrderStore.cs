using App.Core.Operations;
using App.Core.Orders;
using App.Core.Portfolios;
using App.Data.Portfolios;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Orders;

/// <summary>The orders in the database.</summary>
internal sealed class OrderStore(Database database) : IOrderStore
{
    public async Task AddAsync(IReadOnlyList<Order> orders, CancellationToken cancellationToken)
    {
        if (orders.FirstOrDefault(order => order.Quantity <= 0 || order.LimitPrice <= 0 || order is not { Status: OrderStatus.Draft, Version: 1, FilledQuantity: 0, DeletedAt: null }) is { } wrong)
        {
            throw new ArgumentException($"A new order is a draft of version 1 with a quantity, and a limit price if any, above 0. {wrong.Id} is not.", nameof(orders));
        }

        var (actor, operatorId) = (Actor.Current?.UserId, Actor.Current?.ImpersonatorId);
        await database.WriteAsync(
            async (db, token) =>
            {
                await BulkInsert.InsertAsync(db, orders, token);
                await BulkInsert.InsertAsync(
                    db,
                    [.. orders.Select(order => new OrderEvent { OrderId = order.Id, Version = order.Version, At = order.CreatedAt, ActorId = actor, ImpersonatorId = operatorId, ToStatus = order.Status })],
                    token);
                return true;
            },
            cancellationToken);
    }

    public Task<Page<Order>> ListAsync(Guid ownerId, OrderQuery query, int limit, int offset, CancellationToken cancellationToken) => database.RunAsync(
        async (db, token) =>
        {
            var orders = Of(db, ownerId, query);
            return new Page<Order>(await NewestFirst(orders).Skip(offset).Take(limit).ToListAsync(token), await orders.CountAsync(token));
        },
        cancellationToken);

    public Task<Page<OrderRow>> RowsAsync(Guid ownerId, OrderQuery query, int most, CancellationToken cancellationToken) => database.RunAsync(
        async (db, token) =>
        {
            var orders = Of(db, ownerId, query);
            var page = await NewestFirst(orders).Take(most).ToListAsync(token);

            // Deleted ones with them: the order stays when its portfolio goes.
            var names = await db.EverOf(ownerId).Select(portfolio => new { portfolio.Id, portfolio.Name, portfolio.AccountName }).ToDictionaryAsync(portfolio => portfolio.Id, token);
            return new Page<OrderRow>([.. page.Select(order => new OrderRow(order, names[order.PortfolioId].Name, names[order.PortfolioId].AccountName))], await orders.CountAsync(token));
        },
        cancellationToken);

    public Task<OrderDetail?> FindAsync(Guid ownerId, Guid orderId, CancellationToken cancellationToken) => database.RunAsync(
        async (db, token) =>
        {
            if (await db.OrdersOf(ownerId).AsNoTracking().SingleOrDefaultAsync(order => order.Id == orderId, token) is not { } order)
            {
                return null;
            }

            var history = await db.OrderEvents.AsNoTracking().Where(what => what.OrderId == orderId).OrderByDescending(what => what.Version).Take(OrderDetail.MostEvents).ToListAsync(token);
            history.Reverse();
            return new OrderDetail(order, history);
        },
        cancellationToken);

    public Task<OrderWrite> ChangeAsync(Order after, OrderEvent what, CancellationToken cancellationToken) => database.WriteAsync(
        async (db, token) =>
        {
            // This statement decides: whoever else has the version waits for the row, and then finds another.
            var before = after.Version - 1;
            var changed = await db.OrdersOf(after.OwnerId).Where(order => order.Id == after.Id && order.Version == before).ExecuteUpdateAsync(
                set => set
                    .SetProperty(order => order.Status, after.Status)
                    .SetProperty(order => order.CancelledFrom, after.CancelledFrom)
                    .SetProperty(order => order.LimitPrice, after.LimitPrice)
                    .SetProperty(order => order.FilledQuantity, after.FilledQuantity)
                    .SetProperty(order => order.FilledPrice, after.FilledPrice)
                    .SetProperty(order => order.Notes, after.Notes)
                    .SetProperty(order => order.UpdatedAt, after.UpdatedAt)
                    .SetProperty(order => order.DeletedAt, after.DeletedAt)
                    .SetProperty(order => order.Version, after.Version),
                token);
            if (changed == 0)
            {
                return await db.OrdersOf(after.OwnerId).AnyAsync(order => order.Id == after.Id, token) ? OrderWrite.OtherVersion : OrderWrite.NotFound;
            }

            db.Add(what);
            await db.SaveChangesAsync(token);
            await database.AuditAsync(db, new(after.DeletedAt is null ? AuditAction.OrderChanged : AuditAction.OrderDeleted, after.OwnerId, after.Id, DetailsOf(what)), token);
            return OrderWrite.Stored;
        },
        cancellationToken);

    private static Dictionary<string, object?>? DetailsOf(OrderEvent what) => what.FromStatus is not { } from || from == what.ToStatus ? null
        : new() { ["from"] = OrderCodes.Statuses.NameOf(from), ["to"] = OrderCodes.Statuses.NameOf(what.ToStatus) };

    private static IQueryable<Order> Of(AppDbContext db, Guid ownerId, OrderQuery query) => db.OrdersOf(ownerId).AsNoTracking().Where(order =>
        (query.PortfolioId == null || order.PortfolioId == query.PortfolioId) && (query.Status == null || order.Status == query.Status) && (query.RebalanceId == null || order.RebalanceId == query.RebalanceId));

    private static IQueryable<Order> NewestFirst(IQueryable<Order> orders) => orders.OrderByDescending(order => order.CreatedAt).ThenByDescending(order => order.Id);
}
