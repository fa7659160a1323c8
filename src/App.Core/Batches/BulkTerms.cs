using System.Text.Json;
using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary>What a bulk call does with its items.</summary>
public enum BulkOperation
{
    /// <summary>Makes a row of each; one that is there is a fault.</summary>
    Create,

    /// <summary>Changes fields of rows that are there.</summary>
    Update,

    /// <summary>Makes a row of each, or takes the place of the one of its key.</summary>
    Upsert,
}

/// <summary>The spelling of what bulk calls name.</summary>
public static class BulkCodes
{
    /// <summary>create, update, upsert.</summary>
    public static CodeTable<BulkOperation> Operations { get; } = new((BulkOperation.Create, "create"), (BulkOperation.Update, "update"), (BulkOperation.Upsert, "upsert"));
}

/// <summary>A bulk call as it was sent, once its form is good; the items are read later, each by the rules on its kind.</summary>
/// <param name="Operation">What is done with them.</param>
/// <param name="Continues">True where what is valid stays although others fail; false where any failure undoes everything.</param>
/// <param name="BatchSize">Items that are written at once.</param>
/// <param name="MatchesId">True where the items of an update name their rows by id, false by key.</param>
/// <param name="Where">What has to hold of a row for it to be changed, unless its item says otherwise; null for nothing.</param>
/// <param name="Items">The items.</param>
public sealed record BulkTerms(BulkOperation Operation, bool Continues, int BatchSize, bool MatchesId, JsonElement? Where, IReadOnlyList<JsonElement> Items)
{
    /// <summary>The most items of a call.</summary>
    public const int MostItems = 10_000;

    /// <summary>The most items that are written at once.</summary>
    public const int LargestBatch = 1_000;

    /// <summary>Items that are written at once when the call does not say.</summary>
    public const int UsualBatch = 250;

    /// <summary>The most failures, and the most that were left alone, that an answer lists; all are counted.</summary>
    public const int MostListed = 1_000;

    private static readonly string[] Members = ["operation", "items", "on_error", "batch_size", "match", "where"];

    /// <summary>Reads the body of a bulk call. Errors: ERR_BULK_001, 002, 008, all of them at once.</summary>
    /// <param name="body">The body.</param>
    /// <param name="things">What the items are, such as <c>positions</c>.</param>
    /// <param name="hasIds">True where rows can be named by id.</param>
    public static Result<BulkTerms> Read(JsonElement body, string things, bool hasIds)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return BulkErrors.FormInvalid.Because($"The body is {SentJson.WordsOf(body)}. Send an object with operation and items.");
        }

        List<Error> errors = [.. body.EnumerateObject().Where(member => !Members.Contains(member.Name)).Select(member => Fault(
            $"“{ItemFault.Clip(member.Name)}” is no member of a bulk call. Those are {string.Join(", ", Members)}.", ItemFault.Clip(member.Name)!))];
        var operation = OperationOf(body, errors);
        var continues = ChoiceOf(body, "on_error", "rollback", "continue", errors);
        var matchesId = hasIds ? ChoiceOf(body, "match", "key", "id", errors) : ChoiceOf(body, "match", "key", null, errors);
        var batchSize = BatchSizeOf(body, errors);
        var where = WhereOf(body, errors);
        if (operation is not null and not BulkOperation.Update && (matchesId || where is not null))
        {
            errors.Add(Fault($"{(matchesId ? "match" : "where")} is for update only; {BulkCodes.Operations.NameOf(operation.Value)} goes by the key.", matchesId ? "match" : "where"));
        }

        if (FaultOfItems(body, things) is { } fault)
        {
            errors.Add(fault);
        }

        return errors.Count > 0 ? errors : new BulkTerms(operation!.Value, continues, batchSize, matchesId, where, [.. body.GetProperty("items").EnumerateArray()]);
    }

    /// <summary>What a body asks for, as metrics name it; null where that cannot be read.</summary>
    internal static string? OperationOf(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && SentJson.TextOf(body, "operation") is { } text && BulkCodes.Operations.TryParse(text.Trim(), out var operation) ? BulkCodes.Operations.NameOf(operation) : null;

    private static BulkOperation? OperationOf(JsonElement body, List<Error> errors)
    {
        if (SentJson.TextOf(body, "operation") is { } text && BulkCodes.Operations.TryParse(text.Trim(), out var operation))
        {
            return operation;
        }

        var found = body.TryGetProperty("operation", out var sent) ? ItemFault.Clip(sent.GetRawText()) : "missing";
        errors.Add(Fault($"operation is {found}. Send one of {string.Join(", ", BulkCodes.Operations.Names)}.", "operation"));
        return null;
    }

    private static bool ChoiceOf(JsonElement body, string member, string usual, string? other, List<Error> errors)
    {
        if (!body.TryGetProperty(member, out var sent) || sent.ValueKind == JsonValueKind.Null)
        {
            return false;
        }

        var text = SentJson.TextOf(sent)?.Trim();
        if (text != usual && (other is null || text != other))
        {
            errors.Add(Fault($"{member} is {ItemFault.Clip(sent.GetRawText())}. Send {usual}{(other is null ? "" : $" or {other}")}, or leave it out for {usual}.", member));
        }

        return text is not null && text == other;
    }

    private static int BatchSizeOf(JsonElement body, List<Error> errors)
    {
        if (!body.TryGetProperty("batch_size", out var sent) || sent.ValueKind == JsonValueKind.Null)
        {
            return UsualBatch;
        }

        if (sent.ValueKind == JsonValueKind.Number && sent.TryGetInt32(out var size) && size is >= 1 and <= LargestBatch)
        {
            return size;
        }

        errors.Add(Fault($"batch_size is {ItemFault.Clip(sent.GetRawText())}. Send a whole number from 1 to {LargestBatch}, or leave it out for {UsualBatch}.", "batch_size"));
        return UsualBatch;
    }

    private static JsonElement? WhereOf(JsonElement body, List<Error> errors)
    {
        if (!body.TryGetProperty("where", out var sent) || sent.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (sent.ValueKind != JsonValueKind.Object)
        {
            errors.Add(Fault($"where is {SentJson.WordsOf(sent)}. Send an object of fields and the values that the row must have.", "where"));
        }

        return sent;
    }

    private static Error? FaultOfItems(JsonElement body, string things)
    {
        if (!body.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array)
        {
            return BulkErrors.Empty.Because($"items is {SentJson.WordsOf(items)}. Send a list of 1 to {MostItems} {things}.", "items");
        }

        return items.GetArrayLength() switch
        {
            0 => BulkErrors.Empty.Because($"items is an empty list. Send 1 to {MostItems} {things}.", "items"),
            > MostItems and var count => BulkErrors.TooMany.Because(
                $"The call has {count} items; {MostItems} are allowed. Send them in {(count + MostItems - 1) / MostItems} calls.",
                "items", details: new Dictionary<string, object?> { [ErrorDetails.Found] = count, ["limit"] = MostItems }),
            _ => null,
        };
    }

    private static Error Fault(string message, string field) => BulkErrors.FormInvalid.Because(message, field);
}
