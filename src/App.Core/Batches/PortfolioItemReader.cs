using System.Text.Json;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary>Reads the portfolios of a bulk call: <c>[…]</c> or <c>{"portfolios": […]}</c>.</summary>
public static class PortfolioItemReader
{
    private const string Member = "portfolios";

    private static readonly string[] Fields = ["name", "date_created", "version", "account_name", "account_type", "equity_balance", "currency", "description"];

    // What is a number may also be written as a text, as it comes from a spreadsheet.
    private static readonly string[] Numbers = ["version", "equity_balance"];

    /// <summary>The items; ERR_BULK_001 and 002 without a list, or with too many. What is wrong with one of them is in its <see cref="PortfolioItem.Unread"/>.</summary>
    public static Result<IReadOnlyList<PortfolioItem>> Read(JsonElement body)
    {
        if (ListOf(body) is not { } list)
        {
            return BulkErrors.Empty.Because($"The body is {SentJson.WordsOf(BodyOf(body))}. Send a list of portfolios: [{{\"name\": \"…\"}}, …], or {{\"{Member}\": […]}}.", Member);
        }

        // Counted before they are read: a list of nothing may have hundreds of thousands.
        return CreatePortfolios.FaultOfCount(list.GetArrayLength()) is { } fault ? fault : Result<IReadOnlyList<PortfolioItem>>.Of([.. list.EnumerateArray().Select(ItemOf)]);
    }

    /// <summary>The list in a body; null when there is none.</summary>
    internal static JsonElement? ListOf(JsonElement body) => BodyOf(body) is { ValueKind: JsonValueKind.Array } list ? list : null;

    /// <summary>One item, whatever it is.</summary>
    internal static PortfolioItem ItemOf(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            return new PortfolioItem(null) { Unread = [ItemFault.Of(null, item.GetRawText(), $"it is {SentJson.WordsOf(item)}. A portfolio is an object such as {{\"name\": \"…\"}}.")] };
        }

        var read = new Dictionary<string, string?>();
        List<ItemFault> unread = [];
        foreach (var property in item.EnumerateObject())
        {
            if (!Fields.Contains(property.Name))
            {
                unread.Add(ItemFault.Of(property.Name, property.Value.GetRawText(), $"“{ItemFault.Clip(property.Name)}” is no field of a portfolio. Those are {string.Join(", ", Fields)}."));
            }
            else if ((Numbers.Contains(property.Name) ? SentJson.NumberOf(property.Value) : SentJson.TextOf(property.Value)) is { } text)
            {
                read[property.Name] = text;
            }
            else if (property.Value.ValueKind != JsonValueKind.Null)
            {
                unread.Add(ItemFault.Of(
                    property.Name, property.Value.GetRawText(), $"{property.Name} is {SentJson.WordsOf(property.Value)}. Send {(Numbers.Contains(property.Name) ? "a number" : "a text")}{(property.Name == "name" ? "" : ", or leave it out")}."));
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

    private static JsonElement BodyOf(JsonElement body) => body.ValueKind == JsonValueKind.Object && body.TryGetProperty(Member, out var member) ? member : body;
}
