using App.Core.Market;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace App.Testing.FakeMarket;

/// <summary>Tells a scenario as Tiingo does: each day as traded and adjusted, with the day's dividend and split.</summary>
internal static class TiingoFormat
{
    public static void Map(WebApplication app, FakeMarketServer server)
    {
        var tiingo = app.MapGroup("/tiingo").AddEndpointFilter(async (context, next) =>
            context.HttpContext.Request.Headers.Authorization == $"Token {server.Key}"
                ? await next(context)
                : Results.Json(new { detail = "Please supply a token" }, statusCode: 403));
        tiingo.MapGet("/daily/{ticker}/prices", (HttpContext context, string ticker, DateOnly startDate, DateOnly endDate) =>
            server.Security(context, ticker) is { } security
                ? Results.Json(security.Days.Where(day => day.Date >= startDate && day.Date <= endDate).Select(day => Day(security, day)))
                : NotFound());
        tiingo.MapGet("/daily/{ticker}", (HttpContext context, string ticker) => server.Security(context, ticker) is { } security
            ? Results.Json(new { ticker = security.Symbol.Replace('.', '-'), name = security.Name, exchangeCode = "NASDAQ", startDate = "1990-01-02", description = "Invented." })
            : NotFound());
        tiingo.MapGet("/fundamentals/meta", (HttpContext context, string tickers) => Results.Json(
            from ticker in tickers.Split(',')
            let security = server.Security(context, ticker)
            where security is not null
            select new { ticker = ticker.ToLowerInvariant(), sector = Told(server, security.Sector), industry = Told(server, security.Industry) }));
        tiingo.MapGet("/fundamentals/{ticker}/daily", (HttpContext context, string ticker, DateOnly startDate) =>
            !server.HasTiingoFundamentals ? Results.Json(new { detail = "Error: Free and Power plans are limited to the DOW 30." }, statusCode: 400)
            : server.Security(context, ticker) is { } security
                ? Results.Json(security.Days.Where(day => day.Date >= startDate).Select(day => new { date = Instant(day.Date), marketCap = security.MarketCap, peRatio = security.PriceToEarnings, pbRatio = (decimal?)null }))
                : NotFound());
    }

    private static object Day(FakeSecurity security, FakeDay day) => new
    {
        date = Instant(day.Date),
        open = day.Open,
        high = day.High,
        low = day.Low,
        close = day.Close,
        volume = day.Volume,
        adjClose = security.AdjustedClose(day),
        divCash = security.Actions.Where(action => action.Kind == CorporateActionKind.Dividend && action.ExDate == day.Date).Sum(action => action.Value),
        splitFactor = security.Actions.Where(action => action.Kind == CorporateActionKind.Split && action.ExDate == day.Date).Aggregate(1m, (factor, split) => factor * split.Value),
    };

    private static string Told(FakeMarketServer server, string text) => server.HasTiingoFundamentals ? text : "Field not available for free/evaluation";

    private static string Instant(DateOnly date) => $"{date:yyyy-MM-dd}T00:00:00.000Z";

    private static IResult NotFound() => Results.Json(new { detail = "Not found." }, statusCode: 404);
}
