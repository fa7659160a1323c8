using System.Text.Json.Nodes;
using App.Core.Market;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace App.Testing.FakeMarket;

/// <summary>Tells a scenario as Yahoo does: divided by later splits, in single precision, with the running session's bar, summaries only for a cookie and a crumb.</summary>
internal static class YahooFormat
{
    private const string Cookie = "A3=d=cookie-of-the-fake&S=x";
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    public static void Map(WebApplication app, FakeMarketServer server)
    {
        app.MapGet("/v8/finance/chart/{symbol}", (HttpContext context, string symbol, long? period1, long? period2) =>
            server.Security(context, symbol) is { } security
                ? Results.Json(Chart(security, server.Today, period1 ?? 0, period2 ?? long.MaxValue))
                : Refusal("chart", 404, "Not Found", "No data found, symbol may be delisted"));
        app.MapGet("/yahoo-cookie", (HttpContext context) =>
        {
            context.Response.Headers.Append("Set-Cookie", $"{Cookie}; Expires=Sat, 20 Nov 2027 00:00:00 GMT; Domain=.yahoo.com; Path=/; Secure; HttpOnly");
            return Results.NotFound();
        });
        app.MapGet("/v1/test/getcrumb", (HttpRequest request) => request.Headers.Cookie == Cookie ? Results.Text(server.Crumb) : Results.Text(string.Empty));
        app.MapGet("/v10/finance/quoteSummary/{symbol}", (HttpContext context, string symbol, string? crumb) =>
            context.Request.Headers.Cookie != Cookie || crumb != server.Crumb ? Refusal("finance", 401, "Unauthorized", "Invalid Crumb")
            : server.Security(context, symbol) is { } security ? Results.Json(Summary(security))
            : Refusal("quoteSummary", 404, "Not Found", $"Quote not found for symbol: {symbol}"));
    }

    private static IResult Refusal(string part, int status, string code, string description) => Results.Json(
        new JsonObject { [part] = new JsonObject { ["result"] = null, ["error"] = new JsonObject { ["code"] = code, ["description"] = description } } }, statusCode: status);

    private static JsonObject Chart(FakeSecurity security, DateOnly today, long from, long to)
    {
        var days = security.Days.Where(day => day.Date <= today && Opening(day.Date) >= from && Opening(day.Date) <= to).ToList();
        var result = new JsonObject
        {
            ["meta"] = new JsonObject
            {
                ["currency"] = "USD",
                ["symbol"] = security.Symbol.Replace('.', '-'),
                ["exchangeName"] = "NMS",
                ["fullExchangeName"] = "NasdaqGS",
                ["instrumentType"] = TypeOf(security),
                ["exchangeTimezoneName"] = "America/New_York",
                ["gmtoffset"] = -18000,
                ["longName"] = security.Name,
                ["dataGranularity"] = "1d",
            },
        };
        if (days.Count > 0)
        {
            result["timestamp"] = new JsonArray([.. days.Select(day => (JsonNode)Opening(day.Date))]);
            result["events"] = Events(security, days[0].Date, today);
        }

        JsonArray Prices(Func<FakeDay, decimal> price) => new([.. days.Select(day => (JsonNode)Single(price(day) / security.SharesSince(day.Date)))]);
        result["indicators"] = new JsonObject
        {
            ["quote"] = new JsonArray(new JsonObject
            {
                ["open"] = Prices(day => day.Open),
                ["high"] = Prices(day => day.High),
                ["low"] = Prices(day => day.Low),
                ["close"] = Prices(day => day.Close),
                ["volume"] = new JsonArray([.. days.Select(day => (JsonNode)(day.Volume * security.SharesSince(day.Date)))]),
            }),
            ["adjclose"] = new JsonArray(new JsonObject { ["adjclose"] = new JsonArray([.. days.Select(day => (JsonNode)Single(security.AdjustedClose(day)))]) }),
        };
        return new JsonObject { ["chart"] = new JsonObject { ["result"] = new JsonArray(result), ["error"] = null } };
    }

    private static JsonObject Events(FakeSecurity security, DateOnly from, DateOnly to)
    {
        var (dividends, splits) = (new JsonObject(), new JsonObject());
        foreach (var action in security.Actions.Where(action => action.ExDate >= from && action.ExDate <= to))
        {
            var time = Opening(action.ExDate);
            if (action.Kind == CorporateActionKind.Dividend)
            {
                dividends[$"{time}"] = new JsonObject { ["amount"] = Single(action.Value / security.SharesSince(action.ExDate)), ["date"] = time };
            }
            else
            {
                splits[$"{time}"] = new JsonObject { ["date"] = time, ["numerator"] = action.Value, ["denominator"] = 1, ["splitRatio"] = $"{action.Value}:1" };
            }
        }

        return new JsonObject { ["dividends"] = dividends, ["splits"] = splits };
    }

    private static JsonObject Summary(FakeSecurity security) => new()
    {
        ["quoteSummary"] = new JsonObject
        {
            ["result"] = new JsonArray(new JsonObject
            {
                ["price"] = new JsonObject
                {
                    ["symbol"] = security.Symbol.Replace('.', '-'),
                    ["longName"] = security.Name,
                    ["quoteType"] = TypeOf(security),
                    ["currency"] = "USD",
                    ["exchangeName"] = "NasdaqGS",
                    ["marketCap"] = security.MarketCap,
                },
                ["assetProfile"] = new JsonObject { ["sector"] = security.Sector, ["industry"] = security.Industry },
                ["summaryDetail"] = new JsonObject
                {
                    ["beta"] = security.Beta,
                    ["dividendYield"] = new JsonObject { ["raw"] = security.DividendYield, ["fmt"] = "1.25%" },
                    ["yield"] = new JsonObject(),
                    ["trailingPE"] = security.PriceToEarnings,
                },
                ["defaultKeyStatistics"] = new JsonObject { ["sharesOutstanding"] = security.SharesOutstanding, ["priceToBook"] = "Infinity" },
            }),
            ["error"] = null,
        },
    };

    private static string TypeOf(FakeSecurity security) => security.Kind switch { "STOCK" => "EQUITY", "MUTUAL_FUND" => "MUTUALFUND", var kind => kind };

    private static long Opening(DateOnly date) =>
        new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(date.ToDateTime(new TimeOnly(9, 30)), NewYork), TimeSpan.Zero).ToUnixTimeSeconds();

    private static double Single(decimal value) => (float)value;
}
