using System.Text.Json.Nodes;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Hosting;

/// <summary>What is found again in the logs of Production, and what callers are not told of a fault.</summary>
public sealed class LogTests
{
    // What the database says when it refuses: nothing of it may reach a caller.
    private const string Secret = "SELECT secret FROM /var/lib/vault";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_AskedForByARequest_IsFoundByTheRequestsCorrelationId_AndByItsOwn()
    {
        await using var app = await AppProcess.StartAsync(new() { Environment = "Production" }, Cancelled);
        using var client = await ApiClient.RegisteredAsync(app.Address, Cancelled);
        var portfolio = await client.CreatedPortfolioAsync(new(), Cancelled);
        var runId = await CalculateAsync(app, client, portfolio, "asked-by-ada");
        await client.EndOfRunAsync(portfolio, Cancelled);
        await app.StopAsync(Cancelled);

        var lines = Lines(app);
        lines.ShouldContain(line => Says(line, $"Run {runId} is asked for") && HasScope(line, "correlation_id", "asked-by-ada"));
        lines.ShouldContain(line => Says(line, $"Run {runId} completed") && HasScope(line, "correlation_id", "asked-by-ada") && HasScope(line, "RunId", runId));
    }

    [Fact]
    public async Task Run_ThatFails_TellsItsCauseInTheLogByItsId_AndNotToItsOwner()
    {
        await using var app = await AppProcess.StartAsync(new() { Environment = "Production" }, Cancelled);
        using var client = await ApiClient.RegisteredAsync(app.Address, Cancelled);
        var portfolio = await client.CreatedPortfolioAsync(new(), Cancelled);
        await new AppDatabase(app).FailInsertsAsync("portfolio_snapshots", Secret, Cancelled);

        var runId = await CalculateAsync(app, client, portfolio, "fails");
        var run = await client.EndOfRunAsync(portfolio, Cancelled);
        await app.StopAsync(Cancelled);

        ((string)run["status"]!).ShouldBe("failed");
        ShouldBeFreeOfInternals(run.ToJsonString());
        Lines(app).ShouldContain(line => Says(line, $"Run {runId} failed") && HasScope(line, "RunId", runId) && HasScope(line, "correlation_id", "fails")
            && (string?)line["LogLevel"] == "Error" && ((string)line["Exception"]!).Contains(Secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("users")]
    [InlineData("portfolios")]
    [InlineData("calculation_runs")]
    public async Task Fault_OfATable_IsAProblemWithATraceId_AndNothingOfTheInside(string table)
    {
        await using var app = await AppProcess.StartAsync(new() { Environment = "Production" }, Cancelled);
        using var client = await ApiClient.RegisteredAsync(app.Address, Cancelled);
        var portfolio = await client.CreatedPortfolioAsync(new(), Cancelled);
        await new AppDatabase(app).FailInsertsAsync(table, Secret, Cancelled);

        var answer = table switch
        {
            "users" => await client.PostAsync("onboarding/register", ApiClient.Registration("late@e2e.example"), Cancelled),
            "portfolios" => await client.CreatePortfolioAsync(new() { AccountName = "Second" }, Cancelled),
            _ => await client.PostAsync($"portfolios/{portfolio}/calculate", (JsonNode?)null, Cancelled),
        };

        ((int)answer.Status).ShouldBe(500, answer.Text);
        ((string)answer.Body["code"]!).ShouldBe("ERR_SERVER_001");
        var trace = (string)answer.Body["trace_id"]!;
        trace.Length.ShouldBe(32);
        Lines(app).ShouldContain(line => (string?)line["LogLevel"] == "Error" && line.ToJsonString().Contains(trace, StringComparison.Ordinal));
        ShouldBeFreeOfInternals(answer.Text);
    }

    private static void ShouldBeFreeOfInternals(string text)
    {
        foreach (var inside in (string[])["SELECT", "secret", "/var/", "SQLite", "Exception", "   at ", "App.Core", "App.Data", "/work/", ".cs:line"])
        {
            text.ShouldNotContain(inside, Case.Sensitive);
        }
    }

    private static async Task<string> CalculateAsync(AppProcess app, ApiClient client, string portfolio, string correlation)
    {
        using var http = new HttpClient { BaseAddress = app.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", client.Token);
        http.DefaultRequestHeaders.Add("X-Correlation-ID", correlation);
        using var answer = await http.PostAsync($"/api/v1/portfolios/{portfolio}/calculate", null, Cancelled);
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancelled))!["run_id"]!;
    }

    private static IReadOnlyList<JsonNode> Lines(AppProcess app) => [.. app.Log.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!)];

    private static bool Says(JsonNode line, string words) => ((string?)line["Message"])?.Contains(words, StringComparison.Ordinal) == true;

    private static bool HasScope(JsonNode line, string key, string value) =>
        line["Scopes"] is JsonArray scopes && scopes.Any(scope => scope is JsonObject fields && fields[key] is { } found && found.ToString() == value);
}
