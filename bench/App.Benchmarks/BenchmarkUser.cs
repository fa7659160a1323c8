using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using E2E.Harness;

namespace App.Benchmarks;

/// <summary>The user on whose behalf the application is measured over HTTP.</summary>
internal static class BenchmarkUser
{
    /// <summary>What the user signs in with.</summary>
    public const string Email = "bench@ballast.example";

    /// <summary>What the user signs in with.</summary>
    public const string Password = "Correct7Horse";

    private static readonly string[] Symbols =
        ["AAPL", "MSFT", "AMZN", "GOOGL", "META", "NVDA", "TSLA", "JPM", "V", "JNJ", "WMT", "PG", "XOM", "HD", "KO", "PEP", "CVX", "ABBV", "MRK", "COST", "SPY", "QQQ", "IWM", "TLT", "GLD"];

    /// <summary>A program of a user who has just registered and signed in.</summary>
    public static async Task<HttpClient> SignedInAsync(AppProcess app)
    {
        var http = new HttpClient { BaseAddress = new Uri(app.Address, "/api/v1/") };
        var user = new JsonObject { ["full_name"] = "Bench", ["email"] = Email, ["password"] = Password, ["invite_code"] = AppProcess.InviteCode };
        (await http.PostAsJsonAsync("onboarding/register", user)).EnsureSuccessStatusCode();
        var login = await (await http.PostAsJsonAsync("auth/login", user)).Content.ReadFromJsonAsync<JsonObject>();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)login!["access_token"]!);
        return http;
    }

    /// <summary>Imports 25 positions and returns the portfolio's id.</summary>
    /// <param name="http">The user.</param>
    /// <param name="account">The account's name; no two of a user are the same.</param>
    /// <param name="asOf">The session of its equity; null for the last one.</param>
    public static Task<string> ImportAsync(HttpClient http, string account = "Bench", DateOnly? asOf = null) =>
        ImportAsync(http, "Symbol,Quantity,Entry Price Per Share,Entry Date\n" + string.Concat(Symbols.Select(symbol => $"{symbol},10,100,2024-01-16\n")), account, asOf);

    /// <summary>Imports a file and returns the portfolio's id.</summary>
    /// <param name="http">The user.</param>
    /// <param name="csv">The file.</param>
    /// <param name="account">The account's name; no two of a user are the same.</param>
    /// <param name="asOf">The session of its equity; null for the last one.</param>
    public static async Task<string> ImportAsync(HttpClient http, string csv, string account, DateOnly? asOf)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("Bench"), "portfolio_name" },
            { new StringContent(account), "account_name" },
            { new StringContent("taxable"), "account_type" },
            { new StringContent("1000000"), "equity_balance" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(csv)), "csv_file", "bench.csv" },
        };
        if (asOf is { } session)
        {
            form.Add(new StringContent(session.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), "equity_as_of");
        }

        var created = await (await http.PostAsync(new Uri("onboarding/create-portfolio", UriKind.Relative), form)).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>();
        return (string)created!["portfolio_id"]!;
    }

    /// <summary>Calculates a portfolio and waits for the end.</summary>
    public static async Task CalculateAsync(HttpClient http, string portfolio)
    {
        (await http.PostAsync(new Uri($"portfolios/{portfolio}/calculate", UriKind.Relative), null)).EnsureSuccessStatusCode();
        while ((string)(await http.GetFromJsonAsync<JsonNode>($"portfolios/{portfolio}/runs/latest"))!["status"]! is "pending" or "running")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }
    }
}
