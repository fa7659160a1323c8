using System.Globalization;
using App.Core.Idempotency;
using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Orders;

/// <summary>Changes an order: its status along its life, its limit price until the broker has it, its notes at any time.</summary>
/// <remarks>
/// Side effects: the order, its version one higher, an event of its history, an entry of the audit trail; none of them when the change leaves everything as it is. Errors: ORDER_NOT_FOUND, BUSINESS_RULE_VIOLATION
/// for a status that it does not lead to or a limit price that comes too late, CONCURRENCY_ERROR.
/// </remarks>
public sealed class ChangeOrder(IOrderStore orders, TimeProvider time)
{
    private const int MostRounds = 5;

    /// <summary>Changes it.</summary>
    public async Task<Result<OrderDetail>> HandleAsync(Guid ownerId, Guid orderId, OrderPatch patch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(patch);
        for (var round = 1; ; round++)
        {
            if (await orders.FindAsync(ownerId, orderId, cancellationToken) is not { } detail)
            {
                return Order.NotFound();
            }

            if (patch.Version is { } wanted && wanted != detail.Order.Version)
            {
                return OtherVersion(detail, wanted);
            }

            var changed = Apply(detail.Order, patch, time.GetUtcNow().AsStored());
            if (!changed.IsSuccess)
            {
                return Result<OrderDetail>.Failed(changed.Errors);
            }

            if (ReferenceEquals(changed.Value, detail.Order))
            {
                // An earlier round may have planned another reply.
                IdempotentCall.Succeeds(detail);
                return detail;
            }

            var what = EventOf(detail.Order, changed.Value, NoteOf(detail.Order, changed.Value));
            var after = new OrderDetail(changed.Value, [.. detail.History.TakeLast(OrderDetail.MostEvents - 1), what]);
            IdempotentCall.Succeeds(after);
            switch (await orders.ChangeAsync(changed.Value, what, cancellationToken))
            {
                case OrderWrite.Stored:
                    return after;
                case OrderWrite.NotFound:
                    return Order.NotFound();
                case var _ when patch.Version is null && round < MostRounds:
                    // Changed between the look and the write: what is to be changed is judged beside what it is now.
                    break;
                default:
                    return await orders.FindAsync(ownerId, orderId, cancellationToken) is { } now ? OtherVersion(now, detail.Order.Version) : Order.NotFound();
            }
        }
    }

    /// <summary>The event that leads from one order to the other, by whoever acts.</summary>
    internal static OrderEvent EventOf(Order before, Order after, string? note) => new()
    {
        OrderId = after.Id,
        Version = after.Version,
        At = after.UpdatedAt,
        ActorId = Actor.Current?.UserId,
        ImpersonatorId = Actor.Current?.ImpersonatorId,
        FromStatus = before.Status,
        ToStatus = after.Status,
        Note = note,
    };

    /// <summary>CONCURRENCY_ERROR: the version that is stored, and what was done since the one that was sent.</summary>
    internal static Error OtherVersion(OrderDetail detail, int sent)
    {
        var order = detail.Order;
        var since = detail.History.Where(what => what.Version > sent).ToList();
        var what = sent > order.Version ? "It never had that version." : $"Since then: {string.Join("; ", since.TakeLast(10).Select(WordsOf))}.";
        return RequestErrors.Concurrency.Because(
            $"The order has version {order.Version}; the change was made for {sent}. {what} Read it and decide anew.",
            "version",
            details: new Dictionary<string, object?> { [ErrorDetails.Found] = sent, ["stored"] = order.Version, ["changed"] = since.SelectMany(FieldsOf).Distinct().ToList() });
    }

    private static Result<Order> Apply(Order order, OrderPatch patch, DateTimeOffset now)
    {
        var (status, limit, notes) = (patch.Status ?? order.Status, patch.LimitPrice is { } said ? said.Price : order.LimitPrice, patch.Notes is { } text ? (text.Length == 0 ? null : text) : order.Notes);
        List<Error> errors = [];
        if (status != order.Status && OrderLife.FaultOf(order.Status, status) is { } fault)
        {
            errors.Add(fault);
        }

        if (limit != order.LimitPrice && !OrderLife.IsOpenToTerms(order.Status))
        {
            errors.Add(RequestErrors.BusinessRule.Because(
                $"The order is {OrderCodes.Statuses.NameOf(order.Status)}: its limit price is what the broker was given. It can be changed while an order is draft or approved; cancel this one and make another.", "limit_price"));
        }

        return errors.Count > 0 ? errors
            : status == order.Status && limit == order.LimitPrice && notes == order.Notes ? order
            : order with
            {
                Status = status,
                CancelledFrom = status == OrderStatus.Cancelled ? order.CancelledFrom ?? order.Status : null,
                LimitPrice = limit,
                Notes = notes,
                Version = order.Version + 1,
                UpdatedAt = now,
            };
    }

    private static string? NoteOf(Order before, Order after)
    {
        var parts = new[]
        {
            before.LimitPrice == after.LimitPrice ? null : $"{LimitWord} {PriceOf(before.LimitPrice)} → {PriceOf(after.LimitPrice)}",
            before.Notes == after.Notes ? null : NotesWord,
        }.OfType<string>().ToList();
        return parts.Count == 0 ? null : string.Join(", ", parts);
    }

    private const string LimitWord = "limit price";

    private const string NotesWord = "notes";

    private static IEnumerable<string> FieldsOf(OrderEvent what)
    {
        if (what.FromStatus != what.ToStatus)
        {
            yield return "status";
        }

        if (what.Note?.Contains(LimitWord, StringComparison.Ordinal) == true)
        {
            yield return "limit_price";
        }

        if (what.Note?.Contains(NotesWord, StringComparison.Ordinal) == true)
        {
            yield return "notes";
        }
    }

    private static string WordsOf(OrderEvent what) => string.Join(", ", new[]
    {
        what.FromStatus == what.ToStatus || what.FromStatus is not { } from ? null : $"{OrderCodes.Statuses.NameOf(from)} → {OrderCodes.Statuses.NameOf(what.ToStatus)}",
        what.Note,
    }.OfType<string>()) + string.Create(CultureInfo.InvariantCulture, $" (version {what.Version})");

    private static string PriceOf(decimal? price) => price?.ToString("0.####", CultureInfo.InvariantCulture) ?? "none";
}
