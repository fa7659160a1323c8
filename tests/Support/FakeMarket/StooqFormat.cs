using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace App.Testing.FakeMarket;

/// <summary>Tells a scenario as Stooq does: a table adjusted for everything, or for nothing when the o parameter says so.</summary>
internal static class StooqFormat
{
    public static void Map(WebApplication app, FakeMarketServer server) =>
        app.MapGet("/q/d/l/", (HttpContext context, string s, string d1, string d2, string? o, string? apikey) =>
            apikey != server.Key ? Results.Text("Get your apikey:\n\n1. Open https://stooq.example/q/d/?s=spy.us&get_apikey\n2. Copy the link, apikey=XXXXXXXX")
            : s.EndsWith(".us", StringComparison.Ordinal) && server.Security(context, s[..^3]) is { } security
                ? Results.Text(Table(security, Day(d1), Day(d2), o == "1111111"), "text/csv")
                : Results.Text("No data"));

    private static string Table(FakeSecurity security, DateOnly from, DateOnly to, bool asTraded)
    {
        var days = security.Days.Where(day => day.Date >= from && day.Date <= to).ToList();
        if (days.Count == 0)
        {
            return "No data";
        }

        var table = new StringBuilder("Date,Open,High,Low,Close,Volume\r\n");
        foreach (var day in days)
        {
            var factor = asTraded ? 1 : security.AdjustedClose(day) / day.Close;
            table.Append(CultureInfo.InvariantCulture, $"{day.Date:yyyy-MM-dd},{day.Open * factor:0.######},{day.High * factor:0.######},{day.Low * factor:0.######},{day.Close * factor:0.######},{day.Volume / factor:0.######}\r\n");
        }

        return table.ToString();
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture);
}
