using System.Security.Claims;
using System.Text;
using App.Api;
using App.Core.Batches;
using App.Core.Operations;
using App.Core.Orders;
using App.Core.Results;
using App.Features.Accounts;
using App.Features.Batches;

namespace App.Features.Orders;

/// <summary>A change of an order, for the reference only: the body is read by hand.</summary>
internal sealed record OrderPatchRequest(string? Status, string? Notes, decimal? LimitPrice, int? Version);

internal sealed record OrderResponse(
    Guid OrderId,
    Guid PortfolioId,
    Guid? RebalanceId,
    string Symbol,
    string Side,
    decimal Quantity,
    decimal? LimitPrice,
    string Status,
    decimal FilledQuantity,
    decimal? FilledPrice,
    string? Notes,
    DateOnly TradeDate,
    int Version,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public static OrderResponse From(Order order) => new(
        order.Id,
        order.PortfolioId,
        order.RebalanceId,
        order.Symbol,
        OrderCodes.Sides.NameOf(order.Side),
        order.Quantity,
        order.LimitPrice,
        OrderCodes.Statuses.NameOf(order.Status),
        order.FilledQuantity,
        order.FilledPrice,
        order.Notes,
        order.TradeDate,
        order.Version,
        order.CreatedAt,
        order.UpdatedAt);
}

internal sealed record OrderEventResponse(int Version, DateTimeOffset At, Guid? ActorId, Guid? ImpersonatorId, string? From, string To, string? Note)
{
    public static OrderEventResponse Of(OrderEvent what) => new(
        what.Version,
        what.At,
        what.ActorId,
        what.ImpersonatorId,
        what.FromStatus is { } from ? OrderCodes.Statuses.NameOf(from) : null,
        OrderCodes.Statuses.NameOf(what.ToStatus),
        what.Note);
}

internal sealed record OrderDetailResponse(OrderResponse Order, IReadOnlyList<OrderEventResponse> History, IReadOnlyList<string> NextStatuses)
{
    public static OrderDetailResponse From(OrderDetail detail) => new(
        OrderResponse.From(detail.Order), [.. detail.History.Select(OrderEventResponse.Of)], [.. OrderLife.After(detail.Order.Status).Select(OrderCodes.Statuses.NameOf)]);
}

internal sealed record OrderListResponse(IReadOnlyList<OrderResponse> Orders, PageInfo Pagination);

/// <summary>The caller's orders.</summary>
internal static class OrderEndpoints
{
    // The longest notes, every character escaped.
    private const long MaxBody = 64 * 1024;

    private const int MostRows = 100;

    private const string ContentType = "text/csv; charset=utf-8";

    public static void MapOrders(this IEndpointRouteBuilder api)
    {
        var orders = api.MapGroup("/orders").WithTags("Orders").RequireAuthorization().ProducesProblem(401);
        orders.MapGet("", ListAsync)
            .WithName("list_orders").WithSummary("The caller's orders, the newest first; by portfolio, status and rebalance_id.").Produces<OrderListResponse>().ProducesProblem(400);
        orders.MapGet("/{order_id:guid}", GetAsync)
            .WithName("get_order").WithSummary("One order, with who did what with it and when, and what its status can become.").Produces<OrderDetailResponse>().ProducesProblem(404);
        orders.MapPatch("/{order_id:guid}", ChangeAsync)
            .WithName("update_order").Idempotent(MaxBody).Audits(AuditAction.OrderChanged).WithMetadata(BulkBody.LimitOf(MaxBody))
            .WithSummary("Changes the status along an order's life, its notes, and while it is draft or approved its limit price, which null takes away; with version only if it is the stored one.")
            .Accepts<OrderPatchRequest>("application/json").Produces<OrderDetailResponse>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413);
        orders.MapDelete("/{order_id:guid}", DeleteAsync).RequireAuthorization(Policies.OwnEyes)
            .WithName("delete_order").Idempotent().Audits(AuditAction.OrderDeleted).WithSummary("Deletes an order that was cancelled as a draft; every other stays as a record. With version only if it is the stored one.")
            .Produces(204).ProducesProblem(404).ProducesProblem(409);
        api.MapGet("/orders.csv", ExportAsync).WithTags("Orders").RequireAuthorization(Policies.OwnEyes)
            .WithName("export_orders").WithSummary("The same orders as a file, up to 10,000.").Produces(200, contentType: "text/csv").ProducesProblem(400).ProducesProblem(401);
    }

    private static async Task<IResult> ListAsync(
        ClaimsPrincipal user, IOrderStore orders, Guid? portfolio, string? status, Guid? rebalance_id, int? limit, int? offset, CancellationToken cancellationToken)
    {
        var query = QueryOf(portfolio, status, rebalance_id);
        if (!query.IsSuccess)
        {
            return ApiProblems.From(query.Errors);
        }

        var (most, skip) = (ApiConventions.LimitOf(limit, most: MostRows), ApiConventions.OffsetOf(offset));
        var page = await orders.ListAsync(user.UserId, query.Value, most, skip, cancellationToken);
        return TypedResults.Ok(new OrderListResponse([.. page.Items.Select(OrderResponse.From)], new PageInfo(page.Total, most, skip)));
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, IOrderStore orders, Guid order_id, CancellationToken cancellationToken) =>
        await orders.FindAsync(user.UserId, order_id, cancellationToken) is { } detail ? TypedResults.Ok(OrderDetailResponse.From(detail)) : ApiProblems.From([Order.NotFound()]);

    private static async Task<IResult> ChangeAsync(HttpRequest request, ClaimsPrincipal user, ChangeOrder change, Guid order_id, CancellationToken cancellationToken)
    {
        var body = await BulkBody.ReadAsync(request, MaxBody, cancellationToken);
        if (!body.IsSuccess)
        {
            return ApiProblems.From(body.Errors);
        }

        using var document = body.Value;
        var patch = OrderPatch.Read(document.RootElement);
        return patch.IsSuccess
            ? await Idempotency.ReplyAsync<OrderDetail, OrderDetailResponse>(
                request.HttpContext, StatusCodes.Status200OK, OrderDetailResponse.From, null, () => change.HandleAsync(user.UserId, order_id, patch.Value, cancellationToken))
            : ApiProblems.From(patch.Errors);
    }

    private static Task<IResult> DeleteAsync(ClaimsPrincipal user, DeleteOrder delete, Guid order_id, int? version, CancellationToken cancellationToken) =>
        Idempotency.DoneAsync(() => delete.HandleAsync(user.UserId, order_id, version, cancellationToken));

    private static async Task<IResult> ExportAsync(ClaimsPrincipal user, OrderFile file, Guid? portfolio, string? status, Guid? rebalance_id, CancellationToken cancellationToken)
    {
        var query = QueryOf(portfolio, status, rebalance_id);
        return query.IsSuccess
            ? (await file.HandleAsync(user.UserId, query.Value, cancellationToken)).ToHttp(text =>
                TypedResults.Bytes([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)], ContentType, OrderFile.FileName)) // with the mark by which spreadsheets know UTF-8
            : ApiProblems.From(query.Errors);
    }

    private static Result<OrderQuery> QueryOf(Guid? portfolio, string? status, Guid? rebalance)
    {
        OrderStatus? wanted = null;
        if (!string.IsNullOrWhiteSpace(status))
        {
            if (!OrderCodes.Statuses.TryParse(status.Trim(), out var parsed))
            {
                return RequestErrors.Validation.Because($"“{ItemFault.Clip(status)}” is no status. Those are {string.Join(", ", OrderCodes.Statuses.Names)}.", "status");
            }

            wanted = parsed;
        }

        return new OrderQuery(portfolio, wanted, rebalance);
    }
}
