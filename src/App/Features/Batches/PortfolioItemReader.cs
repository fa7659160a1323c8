using System.Text.Json;
using App.Core.Batches;
using App.Core.Results;

namespace App.Features.Batches;

/// <summary>Reads the portfolios of a bulk call: <c>[…]</c> or <c>{"portfolios": […]}</c>.</summary>
internal static class PortfolioItemReader
{
    private const string Member = "portfolios";

    private static readonly string[] Fields = ["name", "date_created", "version", "account_name", "account_type", "equity_balance", "currency", "description"];

    // What is a number may also be written as a text, as it comes from a spreadsheet.
    private static readonly string[] Numbers = ["version", "equity_balance"];

    public static Result<IReadOnlyList<PortfolioItem>> Read(JsonElement body)
    {
        var list = body.ValueKind == JsonValueKind.Object && body.TryGetProperty(Member, out var member) ? member : body;
        return list.ValueKind == JsonValueKind.Array
            ? Result<IReadOnlyList<PortfolioItem>>.Of([.. list.EnumerateArray().Take(CreatePortfolios.MostRead).Select(ItemOf)])
            : BulkErrors.Empty.Because($"The body is {Words(list)}. Send a list of portfolios: [{{\"name\": \"…\"}}, …], or {{\"{Member}\": […]}}.", Member);
    }

    private static PortfolioItem ItemOf(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            return new PortfolioItem(null) { Unread = [ItemFault.Of(null, item.GetRawText(), $"it is {Words(item)}. A portfolio is an object such as {{\"name\": \"…\"}}.")] };
        }

        var read = new Dictionary<string, string?>();
        List<ItemFault> unread = [];
        foreach (var property in item.EnumerateObject())
        {
            if (!Fields.Contains(property.Name))
            {
                unread.Add(ItemFault.Of(property.Name, property.Value.GetRawText(), $"“{ItemFault.Clip(property.Name)}” is no field of a portfolio. Those are {string.Join(", ", Fields)}."));
            }
            else if (TryRead(property, out var text))
            {
                read[property.Name] = text;
            }
            else
            {
                unread.Add(ItemFault.Of(
                    property.Name, property.Value.GetRawText(), $"{property.Name} is {Words(property.Value)}. Send {(Numbers.Contains(property.Name) ? "a number" : "a text")}{(property.Name == "name" ? "" : ", or leave it out")}."));
            }
        }

        return new PortfolioItem(
            read.GetValueOrDefault("name"),
            read.GetValueOrDefault("date_created"),
            read.GetValueOrDefault("version"),
            read.GetValueOrDefault("account_name"),
            read.GetValueOrDefault("account_type"),
            read.GetValueOrDefault("equity_balance"),
            read.GetValueOrDefault("currency"),
            read.GetValueOrDefault("description"))
        { Unread = unread };
    }

    private static bool TryRead(JsonProperty property, out string? text)
    {
        var (kind, isNumber) = (property.Value.ValueKind, Numbers.Contains(property.Name));
        text = kind switch
        {
            JsonValueKind.String => Text(property.Value),
            JsonValueKind.Number when isNumber => property.Value.GetRawText(),
            _ => null,
        };
        return text is not null || kind == JsonValueKind.Null;
    }

    // Half a character, such as "\ud800", is JSON and no text.
    private static string? Text(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string Words(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        _ => "null",
    };
}
