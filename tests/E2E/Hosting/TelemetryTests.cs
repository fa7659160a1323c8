using System.Text.Json.Nodes;
using App.Data.Providers;
using App.Testing;
using E2E.Harness;
using E2E.Journeys;
using Shouldly;
using Xunit;

namespace E2E.Hosting;

/// <summary>What a collector is sent by the real process.</summary>
public sealed class TelemetryTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Work_OfAnImportAndARun_IsMeasuredAndTraced_WithoutANameOfAnybody(DatabaseProvider provider)
    {
        await using var collector = await OtlpReceiver.StartAsync(Cancelled);
        await using var server = provider == DatabaseProvider.Postgres ? await PostgresServer.StartAsync(cancellationToken: Cancelled) : null;
        await using var app = await AppProcess.StartAsync(
            new()
            {
                ConnectionString = server is null ? null : await server.CreateDatabaseAsync(cancellationToken: Cancelled),
                Settings = new Dictionary<string, string>
                {
                    ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.ToString(),
                    ["Telemetry:Headers"] = "x-key=let-me-in",
                    ["Telemetry:ServiceName"] = "ballast-under-test",
                    ["Telemetry:MetricsInterval"] = "00:00:01",
                },
            },
            Cancelled);
        using var client = await ApiClient.RegisteredAsync(app.Address, Cancelled);
        using var wrong = new ApiClient(app.Address);
        await wrong.PostAsync("auth/login", new JsonObject { ["email"] = client.Email, ["password"] = "Wrong1Password" }, Cancelled);
        await client.CreatePortfolioAsync(new() { Csv = Books.OneStock.Replace("150.25", "nonsense", StringComparison.Ordinal) }, Cancelled);
        var portfolio = await client.CreatedPortfolioAsync(new(), Cancelled);
        using (var http = new HttpClient { BaseAddress = app.Address })
        {
            http.DefaultRequestHeaders.Authorization = new("Bearer", client.Token);
            http.DefaultRequestHeaders.Add("X-Correlation-ID", "looked-for-later");
            (await http.PostAsync($"/api/v1/portfolios/{portfolio}/calculate", null, Cancelled)).EnsureSuccessStatusCode();
        }

        await client.EndOfRunAsync(portfolio, Cancelled);

        // Ending in order, it sends what it has not sent yet.
        (await app.StopAsync(Cancelled)).ShouldBe(0);

        var metrics = collector.Of("/v1/metrics");
        foreach (var name in (string[])[
            "ballast.registrations", "ballast.sign_ins", "ballast.imports", "ballast.validation.errors", "ballast.run.duration", "ballast.run.phase.duration",
            "ballast.market.request.duration", "ballast.market.answers", "ballast.workers.busy", "ballast.runs.pending", "ballast.mails.waiting",
            "http.server.request.duration", "kestrel.active_connections", "dotnet.gc.collections", "ballast-under-test", "onboarding", "pnl_calculated", "ERR_POS_"])
        {
            metrics.ShouldContain(name);
        }

        var traces = collector.Of("/v1/traces");
        foreach (var name in (string[])["import", "run", "phase pnl_calculated", "phase price_cache_ready", "market request", "correlation_id", "looked-for-later", "http.route"])
        {
            traces.ShouldContain(name);
        }

        if (provider == DatabaseProvider.Postgres)
        {
            traces.ShouldContain("Npgsql");
            metrics.ShouldContain("db.client");
        }

        metrics.ShouldNotContain("AAPL");
        metrics.ShouldNotContain(portfolio);
        (metrics + traces).ShouldNotContain(client.Email);
        (metrics + traces).ShouldNotContain(client.Token!);
        collector.Received.ShouldAllBe(each => each.Key == "let-me-in" && (each.Path == "/v1/metrics" || each.Path == "/v1/traces"));
        app.Log.ShouldNotContain("let-me-in");
    }

    [Fact]
    public async Task Work_WithACollectorThatIsAway_GoesOn()
    {
        await using var app = await AppProcess.StartAsync(
            new() { Settings = new Dictionary<string, string> { ["Telemetry:Endpoint"] = "http://127.0.0.1:9", ["Telemetry:MetricsInterval"] = "00:00:01" } }, Cancelled);
        using var client = await ApiClient.RegisteredAsync(app.Address, Cancelled);
        await client.CalculatedPortfolioAsync(new(), Cancelled);

        (await app.StopAsync(Cancelled)).ShouldBe(0);
        app.Log.ShouldNotContain("Unhandled");
    }
}
