using System.Text.Json;

namespace App.Core.Batches;

/// <summary>Reads values of JSON that somebody sent, which may be of any kind, and tells of those that are of another than they have to be.</summary>
public static class SentJson
{
    /// <summary>A text; null for anything else, and for one with half a character, such as <c>"\ud800"</c>, which is JSON and no text.</summary>
    public static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A member's text; null when it is not there or no text.</summary>
    public static string? TextOf(JsonElement parent, string member) => parent.TryGetProperty(member, out var value) ? TextOf(value) : null;

    /// <summary>A number as figures without an exponent, where it has no more of them than a decimal can hold; the text of one as it is; null for anything else.</summary>
    public static string? NumberOf(JsonElement value) => value.ValueKind != JsonValueKind.Number ? TextOf(value)
        : value.TryGetDecimal(out var number) ? number.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : value.GetRawText();

    /// <summary>What kind of value it is, in words.</summary>
    public static string WordsOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        JsonValueKind.Undefined => "missing",
        _ => "null",
    };
}
