using System.Text.Json.Nodes;
using App.Core.Market;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace App.Testing.FakeMarket;

/// <summary>Tells a scenario as Polygon does: bars as traded, actions of several tickers at once, all of it in pages.</summary>
internal static class PolygonFormat
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    public static void Map(WebApplication app, FakeMarketServer server)
    {
        var polygon = app.MapGroup(string.Empty).AddEndpointFilter(async (context, next) =>
            context.HttpContext.Request.Headers.Authorization == $"Bearer {server.Key}"
                ? await next(context)
                : Results.Json(new { status = "ERROR", error = "API Key was not provided" }, statusCode: 401));
        polygon.MapGet("/v2/aggs/ticker/{ticker}/range/1/day/{from}/{to}", (HttpContext context, string ticker, DateOnly from, DateOnly to, bool adjusted, int? cursor) =>
        {
            var security = adjusted ? null : server.Security(context, ticker);
            var bars = security?.Days.Where(day => day.Date >= from && day.Date <= to).Select(Bar) ?? [];
            return Results.Json(Page(server, context.Request, [.. bars], cursor, security?.Symbol ?? ticker));
        });
        polygon.MapGet("/stocks/v1/splits", (HttpContext context, [FromQuery(Name = "ticker.any_of")] string tickers, [FromQuery(Name = "execution_date.gte")] DateOnly from, [FromQuery(Name = "execution_date.lte")] DateOnly to, int? cursor) =>
            Results.Json(Page(server, context.Request, Actions(server, context, tickers, CorporateActionKind.Split, from, to), cursor, null)));
        polygon.MapGet("/stocks/v1/dividends", (HttpContext context, [FromQuery(Name = "ticker.any_of")] string tickers, [FromQuery(Name = "ex_dividend_date.gte")] DateOnly from, [FromQuery(Name = "ex_dividend_date.lte")] DateOnly to, int? cursor) =>
            Results.Json(Page(server, context.Request, Actions(server, context, tickers, CorporateActionKind.Dividend, from, to), cursor, null)));
        polygon.MapGet("/v3/reference/tickers/{ticker}", (HttpContext context, string ticker) => server.Security(context, ticker) is { } security
            ? Results.Json(new
            {
                status = "OK",
                results = new
                {
                    ticker = security.Symbol,
                    name = security.Name,
                    type = security.Kind == "STOCK" ? "CS" : security.Kind,
                    currency_name = "usd",
                    primary_exchange = "XNAS",
                    sic_description = security.Industry,
                    market_cap = security.MarketCap,
                    share_class_shares_outstanding = security.SharesOutstanding,
                },
            })
            : Results.Json(new { status = "NOT_FOUND", message = "Ticker not found." }, statusCode: 404));
    }

    private static JsonObject Page(FakeMarketServer server, HttpRequest request, List<JsonObject> results, int? cursor, string? ticker)
    {
        var first = cursor ?? 0;
        var page = new JsonObject { ["status"] = "OK", ["results"] = new JsonArray([.. results.Skip(first).Take(server.PageSize)]) };
        if (ticker is not null)
        {
            page["ticker"] = ticker;
        }

        if (first + server.PageSize < results.Count)
        {
            page["next_url"] = $"{server.Address.ToString().TrimEnd('/')}{request.Path}?{request.QueryString.Value!.TrimStart('?').Split("&cursor=")[0]}&cursor={first + server.PageSize}";
        }

        return page;
    }

    private static List<JsonObject> Actions(FakeMarketServer server, HttpContext context, string tickers, CorporateActionKind kind, DateOnly first, DateOnly last) =>
        [.. from ticker in tickers.Split(',')
            let security = server.Security(context, ticker)
            where security is not null
            from action in security.Actions
            where action.Kind == kind && action.ExDate >= first && action.ExDate <= last
            select kind == CorporateActionKind.Split
                ? new JsonObject { ["ticker"] = security.Symbol, ["execution_date"] = $"{action.ExDate:yyyy-MM-dd}", ["split_from"] = 1, ["split_to"] = action.Value }
                : new JsonObject { ["ticker"] = security.Symbol, ["ex_dividend_date"] = $"{action.ExDate:yyyy-MM-dd}", ["cash_amount"] = action.Value, ["currency"] = "USD" }];

    private static JsonObject Bar(FakeDay day) => new()
    {
        ["t"] = new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(day.Date.ToDateTime(TimeOnly.MinValue), NewYork), TimeSpan.Zero).ToUnixTimeMilliseconds(),
        ["o"] = day.Open,
        ["h"] = day.High,
        ["l"] = day.Low,
        ["c"] = day.Close,
        ["v"] = day.Volume + .25m,
        ["vw"] = day.Close,
        ["n"] = 1234,
    };
}
