using System.Text.Json.Nodes;

namespace E2E.Payloads;

/// <summary>The texts that requests of the API may have, out of its OpenAPI document: fields of type string that are neither dates, ids, files nor one of a list.</summary>
internal static class OpenApiTexts
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    public static IEnumerable<string> Of(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject().Where(pair => Methods.Contains(pair.Key))
        from content in operation.Value!["requestBody"]?["content"]?.AsObject() ?? []
        from field in Fields(document, content.Value!["schema"], "", [])
        select $"{operation.Key.ToUpperInvariant()} {path.Key} {field}";

    private static IEnumerable<string> Fields(JsonNode document, JsonNode? schema, string name, string[] above)
    {
        if ((string?)schema?["$ref"] is { } reference)
        {
            return above.Contains(reference) ? [] : Fields(document, Resolve(document, reference), name, [.. above, reference]);
        }

        string[] parts = ["allOf", "oneOf", "anyOf"];
        return
        [
            .. parts.SelectMany(part => schema?[part]?.AsArray() ?? []).SelectMany(each => Fields(document, each, name, above)),
            .. (schema?["properties"]?.AsObject() ?? []).SelectMany(property => Fields(document, property.Value, name.Length == 0 ? property.Key : $"{name}.{property.Key}", above)),
            .. schema?["items"] is { } items ? Fields(document, items, name + "[]", above) : [],
            .. IsText(schema) ? [name] : Array.Empty<string>(),
        ];
    }

    private static JsonNode? Resolve(JsonNode document, string reference) => reference.Split('/').Skip(1).Aggregate((JsonNode?)document, (node, part) => node?[part]);

    private static bool IsText(JsonNode? schema) =>
        schema?["format"] is null && schema?["enum"] is null && schema?["pattern"] is null
        && schema?["type"] switch { JsonArray types => types.Any(type => (string?)type == "string"), JsonValue type => (string?)type == "string", _ => false };
}
