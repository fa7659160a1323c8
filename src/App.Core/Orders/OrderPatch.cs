using System.Globalization;
using System.Text.Json;
using App.Core.Batches;
using App.Core.Imports.Rules;
using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Orders;

/// <summary>What is to be changed of an order, by the rules that hold whatever the order is.</summary>
/// <param name="Status">The status; null leaves it.</param>
/// <param name="Notes">The notes; empty takes them away, null leaves them.</param>
/// <param name="LimitPrice">The limit price; null within takes it away, null leaves it.</param>
/// <param name="Version">The version that the change is made for; null for whichever it has.</param>
public sealed record OrderPatch(OrderStatus? Status = null, string? Notes = null, OrderLimit? LimitPrice = null, int? Version = null)
{
    private const decimal MostPrice = 1_000_000_000m;

    private static readonly string[] Fields = ["status", "notes", "limit_price", "version"];

    /// <summary>Reads one out of an object of JSON. Every fault is told. Errors: VALIDATION_ERROR.</summary>
    public static Result<OrderPatch> Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return RequestErrors.Validation.Because($"The body is {SentJson.WordsOf(body)}. Send an object with at least one of status, notes, limit_price.");
        }

        var data = new OperationData(body, Fields);
        var status = StatusOf(data.Text("status"), data.Errors);
        var notes = NotesOf(data.IsNull("notes") ? "" : data.Text("notes"), data.Errors);
        var limit = data.IsNull("limit_price") ? new OrderLimit(null) : LimitOf(data.Number("limit_price"), data.Errors);
        var version = data.Version("version");
        if (data.Errors.Count == 0 && status is null && notes is null && limit is null)
        {
            data.Errors.Add(RequestErrors.Validation.Because("There is nothing to change. Send at least one of status, notes, limit_price."));
        }

        return data.Errors.Count > 0 ? data.Errors : new OrderPatch(status, notes, limit, version);
    }

    private static OrderStatus? StatusOf(string? text, List<Error> errors)
    {
        if (text is null)
        {
            return null;
        }

        if (!OrderCodes.Statuses.TryParse(text.Trim(), out var status))
        {
            errors.Add(Fault($"“{ItemFault.Clip(text)}” is no status. Those are {string.Join(", ", OrderCodes.Statuses.Names)}.", "status", text));
            return null;
        }

        // What was done is more than a word: it has a quantity and a price, and moves positions and cash.
        if (status is OrderStatus.PartiallyFilled or OrderStatus.Filled)
        {
            errors.Add(Fault($"An order cannot be called {OrderCodes.Statuses.NameOf(status)} here: fills come with rebalancing, with their quantity and price. Send approved, exported or cancelled.", "status", text));
        }

        return status;
    }

    private static string? NotesOf(string? text, List<Error> errors)
    {
        var notes = text?.Trim();
        if (notes?.Length > Order.LongestNotes)
        {
            errors.Add(Fault($"notes has {notes.Length} characters; {Order.LongestNotes} are allowed. Shorten it.", "notes", notes));
        }
        else if (notes is not null && PlainText.FirstForeign(notes, lines: true) is { } foreign)
        {
            errors.Add(Fault($"notes has the character {foreign}, which text cannot have. Remove it.", "notes", notes));
        }

        return notes;
    }

    private static OrderLimit? LimitOf(string? text, List<Error> errors)
    {
        if (text is null)
        {
            return null;
        }

        if (decimal.TryParse(text.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price)
            && price is > 0 and < MostPrice && decimal.Round(price, PositionLimits.PriceDecimals) == price)
        {
            return new OrderLimit(price);
        }

        errors.Add(Fault($"limit_price is {ItemFault.Clip(text)}. Send dollars above 0 and under 1,000,000,000 with at most {PositionLimits.PriceDecimals} decimals, or null for no limit.", "limit_price", text));
        return null;
    }

    private static Error Fault(string message, string field, string? found) => RequestErrors.Validation.Because(message, field, details: new Dictionary<string, object?> { [ErrorDetails.Found] = ItemFault.Clip(found) });
}

/// <summary>A limit price that was said, none among them.</summary>
/// <param name="Price">The price; null for no limit.</param>
public sealed record OrderLimit(decimal? Price);
