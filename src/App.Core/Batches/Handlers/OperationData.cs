using System.Text.Json;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary>Reads the data of an operation: every field that is none, or is not what it has to be, is told at once.</summary>
/// <param name="data">A JSON object.</param>
/// <param name="fields">The fields there are.</param>
internal sealed class OperationData(JsonElement data, params string[] fields)
{
    private readonly List<Error> _errors = [.. data.EnumerateObject().Where(member => !fields.Contains(member.Name)).Select(member => BatchErrors.Validation.Because(
        $"“{ItemFault.Clip(member.Name)}” is no field here. Those are {string.Join(", ", fields)}.", ItemFault.Clip(member.Name)))];

    /// <summary>What is wrong with what was read so far.</summary>
    public List<Error> Errors => _errors;

    /// <summary>True when null was sent, which takes away what may be missing.</summary>
    public bool IsNull(string field) => data.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Null;

    /// <summary>A text; null when it was not sent.</summary>
    public string? Text(string field) => Read(field, "a text", SentJson.TextOf);

    /// <summary>A number, or the text of one; null when it was not sent.</summary>
    public string? Number(string field) => Read(field, "a number", SentJson.NumberOf);

    /// <summary>A whole number from 1; null when it was not sent.</summary>
    public int? Version(string field)
    {
        if (!data.TryGetProperty(field, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 1)
        {
            return number;
        }

        Fault(field, "a whole number from 1", value);
        return null;
    }

    /// <summary>One of several words, or none of them: empty when null was sent; null when nothing was sent.</summary>
    public string? Choice(string field) =>
        data.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Null ? "" : Read(field, "a text, or null for none", SentJson.TextOf);

    /// <summary>True or false; null when it was not sent.</summary>
    public bool? Flag(string field)
    {
        if (!data.TryGetProperty(field, out var value))
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.ValueKind == JsonValueKind.True;
        }

        Fault(field, "true or false", value);
        return null;
    }

    /// <summary>An object within, with the fields there are in it; null when it was not sent.</summary>
    public OperationData? Part(string field, params string[] fields)
    {
        if (!data.TryGetProperty(field, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            return new OperationData(value, fields);
        }

        Fault(field, "an object", value);
        return null;
    }

    private string? Read(string field, string what, Func<JsonElement, string?> read)
    {
        if (!data.TryGetProperty(field, out var value))
        {
            return null;
        }

        if (read(value) is { } text)
        {
            return text;
        }

        Fault(field, what, value);
        return null;
    }

    private void Fault(string field, string what, JsonElement value) =>
        _errors.Add(BatchErrors.Validation.Because($"{field} is {ItemFault.Clip(value.GetRawText())}. Send {what}, or leave it out.", field));
}
