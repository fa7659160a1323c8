using System.Text.Json;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary>A batch as it was sent, once its form is good.</summary>
/// <param name="OperationType">The kind of its operations.</param>
/// <param name="Operations">The operations.</param>
/// <param name="IsAtomic">All or none.</param>
/// <param name="ClientReference">The sender's own name for it.</param>
public sealed record BatchForm(string OperationType, IReadOnlyList<OperationForm> Operations, bool IsAtomic, string? ClientReference)
{
    /// <summary>True when whoever sends it does not wait until it is done.</summary>
    public bool IsAsync { get; init; }

    /// <summary>The batch whose failed operations these are.</summary>
    public Guid? RetryOf { get; init; }

    /// <summary>Where the record is sent when it is over; null for nowhere.</summary>
    public string? WebhookUrl { get; init; }
}

/// <summary>One operation as it was sent.</summary>
/// <param name="Method">PATCH when it was left out.</param>
/// <param name="ResourceId">What it is about.</param>
/// <param name="Data">A JSON object.</param>
public sealed record OperationForm(string Method, string ResourceId, string Data);

/// <summary>What a retry may say.</summary>
/// <param name="IsAsync">Whether to wait for it; null as the old batch was sent.</param>
public sealed record RetryForm(bool? IsAsync);

/// <summary>The rules on the form of a batch, which hold before anything of it is done.</summary>
public static class BatchRules
{
    /// <summary>The most operations of a batch.</summary>
    public const int MostOperations = 50;

    /// <summary>How long a batch is kept after it has ended.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    /// <summary>The most characters of a kind.</summary>
    public const int LongestType = 50;

    /// <summary>The most characters of a sender's own name for a batch.</summary>
    public const int LongestReference = 200;

    /// <summary>The most characters of a resource id.</summary>
    public const int LongestResourceId = 200;

    private static readonly string[] Methods = ["PATCH", "PUT", "POST", "DELETE"];

    private static readonly string[] Members = ["operation_type", "operations", "atomic", "async", "client_reference", WebhookUrlRules.Member];

    private static readonly string[] Switches = ["atomic", "async"];

    private static readonly string[] OperationMembers = ["method", "resource_id", "data"];

    /// <summary>Reads the body of a batch. Errors, the headline first: MISSING_OPERATION_TYPE, INVALID_OPERATIONS, BATCH_SIZE_EXCEEDED, INVALID_OPERATION_STRUCTURE, which names every one that is at fault.</summary>
    /// <param name="body">The body.</param>
    /// <param name="types">The kinds there are, for the message.</param>
    /// <param name="webhooks">Where webhooks may go; public addresses by https when null.</param>
    public static Result<BatchForm> Read(JsonElement body, IEnumerable<string> types, WebhookPolicy? webhooks = null)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return BatchErrors.InvalidStructure.Because($"The body is {SentJson.WordsOf(body)}. Send an object with operation_type and operations.");
        }

        if (SentJson.TextOf(body, "operation_type") is not { } type || string.IsNullOrWhiteSpace(type) || type.Trim().Length > LongestType)
        {
            return BatchErrors.MissingType.Because($"operation_type is missing, or no text of 1 to {LongestType} characters. Send one of {string.Join(", ", types)}.", "operation_type");
        }

        if (!body.TryGetProperty("operations", out var operations) || operations.ValueKind != JsonValueKind.Array || operations.GetArrayLength() == 0)
        {
            return BatchErrors.InvalidOperations.Because($"operations is {(operations.ValueKind == JsonValueKind.Array ? "an empty list" : SentJson.WordsOf(operations))}. Send a list of 1 to {MostOperations}.", "operations");
        }

        if (operations.GetArrayLength() > MostOperations)
        {
            return BatchErrors.SizeExceeded.Because(
                $"The batch has {operations.GetArrayLength()} operations; {MostOperations} are allowed.",
                "operations", details: new Dictionary<string, object?> { ["max_operations"] = MostOperations, ["submitted_operations"] = operations.GetArrayLength() });
        }

        List<Error> errors = [.. FaultsOf(body)];
        if (WebhookUrlRules.FaultOf(body, webhooks ?? WebhookPolicy.Strict) is { } fault)
        {
            errors.Add(Fault(fault, WebhookUrlRules.Member));
        }

        var forms = operations.EnumerateArray().Select((operation, index) => FormOf(operation, index, errors)).ToList();
        return errors.Count > 0
            ? errors
            : new BatchForm(type.Trim(), [.. forms.OfType<OperationForm>()], IsTrue(body, "atomic"), SentJson.TextOf(body, "client_reference")) { IsAsync = IsTrue(body, "async"), WebhookUrl = WebhookUrlRules.Read(body) };
    }

    /// <summary>Reads what a retry may say. Errors: INVALID_OPERATION_STRUCTURE.</summary>
    /// <param name="body">The body; undefined for none.</param>
    public static Result<RetryForm> ReadRetry(JsonElement body)
    {
        if (body.ValueKind == JsonValueKind.Undefined)
        {
            return new RetryForm(null);
        }

        if (body.ValueKind != JsonValueKind.Object)
        {
            return Fault($"The body is {SentJson.WordsOf(body)}. Send an object with async, or nothing.", "body");
        }

        List<Error> errors = [.. body.EnumerateObject().Where(member => member.Name != "async").Select(member => Fault($"“{ItemFault.Clip(member.Name)}” is no member of a retry. That is async.", ItemFault.Clip(member.Name)!))];
        if (!body.TryGetProperty("async", out var mode) || mode.ValueKind is JsonValueKind.Null)
        {
            return errors.Count > 0 ? errors : new RetryForm(null);
        }

        if (mode.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            errors.Add(Fault($"async is {SentJson.WordsOf(mode)}. Send true or false.", "async"));
        }

        return errors.Count > 0 ? errors : new RetryForm(mode.ValueKind == JsonValueKind.True);
    }

    private static bool IsTrue(JsonElement body, string member) => body.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.True;

    private static IEnumerable<Error> FaultsOf(JsonElement body)
    {
        foreach (var member in body.EnumerateObject().Where(member => !Members.Contains(member.Name)))
        {
            yield return Fault($"“{ItemFault.Clip(member.Name)}” is no member of a batch. Those are {string.Join(", ", Members)}.", ItemFault.Clip(member.Name)!);
        }

        foreach (var member in Switches)
        {
            if (body.TryGetProperty(member, out var value) && value.ValueKind is not (JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null))
            {
                yield return Fault($"{member} is {SentJson.WordsOf(value)}. Send true or false.", member);
            }
        }

        if (body.TryGetProperty("client_reference", out var reference) && reference.ValueKind is not JsonValueKind.Null
            && (SentJson.TextOf(body, "client_reference") is not { } text || text.Length > LongestReference || PlainText.FirstForeign(text) is not null))
        {
            yield return Fault($"client_reference is no text of up to {LongestReference} characters.", "client_reference");
        }
    }

    private static OperationForm? FormOf(JsonElement operation, int index, List<Error> errors)
    {
        var before = errors.Count;
        if (operation.ValueKind != JsonValueKind.Object)
        {
            errors.Add(Fault($"Operation {index} is {SentJson.WordsOf(operation)}. Send an object with resource_id and data.", $"operations[{index}]", index));
            return null;
        }

        foreach (var member in operation.EnumerateObject().Where(member => !OperationMembers.Contains(member.Name)))
        {
            errors.Add(Fault($"Operation {index} has “{ItemFault.Clip(member.Name)}”, which is no member of an operation. Those are {string.Join(", ", OperationMembers)}.", $"operations[{index}]", index));
        }

        var resource = SentJson.TextOf(operation, "resource_id")?.Trim();
        if (resource is not { Length: > 0 and <= LongestResourceId } || PlainText.FirstForeign(resource) is not null)
        {
            errors.Add(Fault($"Operation {index} has no resource_id, or one that is no text of 1 to {LongestResourceId} characters. It says what the operation is about.", $"operations[{index}].resource_id", index));
        }

        var method = "PATCH";
        if (operation.TryGetProperty("method", out var sent) && sent.ValueKind != JsonValueKind.Null)
        {
            method = SentJson.TextOf(operation, "method")?.Trim().ToUpperInvariant() ?? "";
            if (!Methods.Contains(method))
            {
                errors.Add(Fault($"Operation {index} has the method {ItemFault.Clip(sent.GetRawText())}. Send one of {string.Join(", ", Methods)}, or leave it out for PATCH.", $"operations[{index}].method", index));
            }
        }

        var hasData = operation.TryGetProperty("data", out var data) && data.ValueKind != JsonValueKind.Null;
        if (hasData && data.ValueKind != JsonValueKind.Object)
        {
            errors.Add(Fault($"Operation {index} has data that is {SentJson.WordsOf(data)}. Send an object.", $"operations[{index}].data", index));
        }

        return errors.Count == before ? new OperationForm(method, resource!, hasData ? data.GetRawText() : "{}") : null;
    }

    private static Error Fault(string message, string field, int? index = null) =>
        BatchErrors.InvalidStructure.Because(message, field, details: index is { } at ? new Dictionary<string, object?> { ["index"] = at } : null);
}
