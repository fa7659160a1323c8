using System.Globalization;
using System.Text.Json;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary>Reads the members of one item of a bulk call as texts: every one that is none, or is of another kind than it has to be, is told at once.</summary>
internal sealed class ItemFields
{
    private readonly Dictionary<string, string?> _values = new(StringComparer.Ordinal);
    private readonly List<Error> _errors = [];

    private ItemFields()
    {
    }

    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<Error> Errors => _errors;

    /// <summary>The names of the members that were sent, also those sent as null.</summary>
    public IReadOnlyCollection<string> Names => _values.Keys;

    /// <summary>A member's text; null when it was not sent, or sent as null.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>True when it was sent, also as null.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>Reads an object.</summary>
    /// <param name="item">What was sent.</param>
    /// <param name="what">What it is, in words.</param>
    /// <param name="fields">The members there are: those that are numbers may also be sent as the text of one.</param>
    /// <param name="isNumber">Which are numbers.</param>
    /// <param name="others">Members that somebody else reads.</param>
    public static ItemFields Read(JsonElement item, string what, IReadOnlyList<string> fields, Func<string, bool> isNumber, params ReadOnlySpan<string> others)
    {
        var read = new ItemFields();
        if (item.ValueKind != JsonValueKind.Object)
        {
            read._errors.Add(Fault($"it is {SentJson.WordsOf(item)}. Send {what} as an object.", null, item));
            return read;
        }

        foreach (var member in item.EnumerateObject())
        {
            if (!others.Contains(member.Name))
            {
                read.Add(member, what, fields, isNumber);
            }
        }

        return read;
    }

    private void Add(JsonProperty member, string what, IReadOnlyList<string> fields, Func<string, bool> isNumber)
    {
        var (name, value) = (member.Name, member.Value);
        if (!fields.Contains(name))
        {
            _errors.Add(Fault($"“{ItemFault.Clip(name)}” is no field of {what}. Those are {string.Join(", ", fields)}.", ItemFault.Clip(name), value));
        }
        else if (value.ValueKind == JsonValueKind.Null)
        {
            _values[name] = null;
        }
        else if ((isNumber(name) ? SentJson.NumberOf(value) : SentJson.TextOf(value)) is { } text)
        {
            _values[name] = text;
        }
        else
        {
            _errors.Add(Fault($"{name} is {SentJson.WordsOf(value)}{(value.ValueKind == JsonValueKind.String ? " with half a character" : "")}. Send {(isNumber(name) ? "a number" : "a text")}, or leave it out.", name, value));
        }
    }

    private static Error Fault(string message, string? field, JsonElement found) => BulkErrors.ItemInvalid.Because(
        message, field, details: new Dictionary<string, object?> { ["value"] = ItemFault.Clip(found.GetRawText()) });
}

/// <summary>What has to hold of a row for it to be changed: fields and the values that they must have.</summary>
internal sealed class RowCondition
{
    private readonly IReadOnlyList<(string Field, string? Value, decimal? Number)> _terms;

    private RowCondition(IReadOnlyList<(string, string?, decimal?)> terms) => _terms = terms;

    /// <summary>Reads one.</summary>
    /// <param name="where">What was sent.</param>
    /// <param name="fields">The fields there are.</param>
    /// <param name="isNumber">Which of them are numbers.</param>
    /// <param name="errors">Told what is wrong.</param>
    public static RowCondition Read(JsonElement where, IReadOnlyList<string> fields, Func<string, bool> isNumber, List<Error> errors)
    {
        var read = ItemFields.Read(where, "a condition", fields, isNumber);
        errors.AddRange(read.Errors.Select(error => error with { Field = error.Field is null ? "where" : $"where.{error.Field}" }));
        List<(string, string?, decimal?)> terms = [];
        foreach (var name in read.Names)
        {
            decimal number = 0;
            if (read[name] is { } text && isNumber(name) && !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
            {
                errors.Add(BulkErrors.ItemInvalid.Because($"where.{name} is “{ItemFault.Clip(text)}”, which is no number.", $"where.{name}"));
                continue;
            }

            terms.Add((name, read[name]?.Trim(), read[name] is not null && isNumber(name) ? number : null));
        }

        return new(terms);
    }

    /// <summary>Why the row does not satisfy it; null when it does.</summary>
    /// <param name="found">The row's fields as texts; null for one without a value.</param>
    public Error? Judge(Func<string, string?> found)
    {
        foreach (var (field, value, number) in _terms)
        {
            var stored = found(field);
            var holds = number is { } wanted
                ? stored is not null && decimal.TryParse(stored, NumberStyles.Float, CultureInfo.InvariantCulture, out var has) && has == wanted
                : string.Equals(value is { Length: 0 } ? null : value, stored, StringComparison.OrdinalIgnoreCase);
            if (!holds)
            {
                return BulkErrors.ConditionNotMet.Because(
                    $"{field} is {(stored is null ? "not set" : ItemFault.Clip(stored))}; the condition asks for {(value is null ? "none" : ItemFault.Clip(value))}. The row was left as it is.",
                    field, details: new Dictionary<string, object?> { [ErrorDetails.Found] = stored, ["wanted"] = value });
            }
        }

        return null;
    }
}
