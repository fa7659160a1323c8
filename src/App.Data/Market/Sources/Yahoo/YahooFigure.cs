using System.Text.Json;
using System.Text.Json.Serialization;

namespace App.Data.Market.Sources.Yahoo;

/// <summary>Reads a figure of Yahoo's summaries: a number, an object with the number as <c>raw</c>, or any of the ways in which it says that there is none.</summary>
internal sealed class YahooFigure : JsonConverter<decimal?>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override decimal? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var figure = document.RootElement is { ValueKind: JsonValueKind.Object } wrapped && wrapped.TryGetProperty("raw", out var raw) ? raw : document.RootElement;
        return figure.ValueKind == JsonValueKind.Number && figure.TryGetDecimal(out var number) ? number : null;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, decimal? value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value is { } figure)
        {
            writer.WriteNumberValue(figure);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
