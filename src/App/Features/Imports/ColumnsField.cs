using System.Text;
using System.Text.Json;
using App.Core.Imports.Brokers;
using App.Core.Operations;
using App.Core.Results;

namespace App.Features.Imports;

/// <summary>The form field <c>columns</c>: JSON, the name of a field to the title of its column or to its place from 0, and perhaps <c>header_line</c>.</summary>
internal static class ColumnsField
{
    public const string Name = "columns";

    private const string HeaderLine = "header_line";
    private const string Example = "{\"symbol\": \"Coin\", \"quantity\": 1}";

    // Every field with the longest title there is room for.
    private const int LongestJson = 16 * 1024;

    /// <summary>The choice; null when the field was not sent.</summary>
    public static Result<ColumnChoice?> Read(string? json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return Result<ColumnChoice?>.Of(null);
        }

        if (Encoding.UTF8.GetByteCount(json) > LongestJson)
        {
            return NotReadable($"it is over {LongestJson / 1024} KB");
        }

        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 2 });
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : NotReadable("it is no object");
        }
        catch (JsonException exception)
        {
            return NotReadable(exception.Message);
        }
    }

    private static Result<ColumnChoice?> Read(JsonElement root)
    {
        int? headerLine = null;
        Dictionary<PositionField, int> columns = [];
        Dictionary<PositionField, string> titles = [];
        foreach (var property in root.EnumerateObject().Where(property => property.Value.ValueKind != JsonValueKind.Null))
        {
            var isNumber = property.Value.TryGetWholeNumber(out var number);
            if (property.Name.Equals(HeaderLine, StringComparison.OrdinalIgnoreCase))
            {
                if (!isNumber || number < 0)
                {
                    return NotReadable("header_line is the line of the titles from 1, or 0 when there are none");
                }

                headerLine = number;
            }
            else if (PositionFields.Find(property.Name) is not { } field)
            {
                return BrokerErrors.ImpossibleColumns.Because(
                    $"There is no field {ApiText.Quote(property.Name)}. The fields are {string.Join(", ", PositionFields.Names)}.", Name,
                    details: new Dictionary<string, object?> { [ErrorDetails.Found] = ApiText.Clip(property.Name), [ErrorDetails.Allowed] = PositionFields.Names });
            }
            else if (columns.ContainsKey(field) || titles.ContainsKey(field))
            {
                return NotReadable($"{field.Name()} is named twice");
            }
            else if (isNumber)
            {
                columns[field] = number;
            }
            else if (property.Value.ValueKind == JsonValueKind.String)
            {
                titles[field] = property.Value.GetString()!;
            }
            else
            {
                return NotReadable($"{field.Name()} is neither the title of a column nor its place from 0");
            }
        }

        return new ColumnChoice(headerLine, columns) { Titles = titles };
    }

    private static bool TryGetWholeNumber(this JsonElement value, out int number)
    {
        number = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out number);
    }

    private static Error NotReadable(string fault) => RequestErrors.NotReadable.Because($"columns is not the JSON that is expected, such as {Example}: {fault}.", Name);

    private static class ApiText
    {
        private const int Longest = 60;

        public static string Quote(string text) => $"“{Clip(text)}”";

        public static string Clip(string text) => text.Length <= Longest ? text : text[..Longest] + "…";
    }
}
