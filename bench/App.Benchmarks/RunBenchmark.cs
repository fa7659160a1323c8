using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using App.Core.Market;
using App.Data;
using App.Data.Providers;
using E2E.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace App.Benchmarks;

/// <summary>From the request for a calculation to its end, as a program sees it over HTTP: 25 positions, prices stored, the application as a process of its own.</summary>
/// <remarks>Three ways: a new portfolio's first calculation, one whose last session has to be calculated again because its snapshot was removed, and one whose snapshots are all there.</remarks>
internal static class RunBenchmark
{
    private const int WarmUp = 15;
    private const int Runs = 60;
    private const double Bound = 300;

    /// <summary>Measures both databases, or the one named: sqlite, postgres.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        Console.WriteLine($"25 positions, prices stored; {Runs} runs each after {WarmUp}, {Environment.ProcessorCount} processors, ms");
        return await BenchmarkDatabase.OnEachAsync(args, MeasureAsync) ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(DatabaseOptions options)
    {
        await using var app = await AppProcess.StartAsync(new AppOptions { ConnectionString = options.ConnectionString });
        using var http = await BenchmarkUser.SignedInAsync(app);
        var imported = 0;
        var held = await RoundsAsync(http, $"{options.Provider}, a new portfolio", () => BenchmarkUser.ImportAsync(http, $"Bench {imported++}"));
        var session = TradingCalendar.Nyse.MostRecentSession(TimeProvider.System.GetUtcNow());
        var chain = await BenchmarkUser.ImportAsync(http, "Chain", TradingCalendar.Nyse.PreviousSession(session));
        await BenchmarkUser.CalculateAsync(http, chain);
        await using var services = await BenchmarkDatabase.ServicesAsync(options);
        var contexts = services.GetRequiredService<IDbContextFactory<AppDbContext>>();
        held &= await RoundsAsync(http, $"{options.Provider}, a new session", () => WithoutLastSessionAsync(contexts, chain, session));
        return held & await RoundsAsync(http, $"{options.Provider}, forced, nothing new", () => Task.FromResult(chain));
    }

    private static async Task<bool> RoundsAsync(HttpClient http, string name, Func<Task<string>> next)
    {
        List<double> seen = [], own = [];
        for (var round = -WarmUp; round < Runs; round++)
        {
            var portfolio = await next();
            var start = Stopwatch.GetTimestamp();
            (await http.PostAsync(new Uri($"portfolios/{portfolio}/calculate?force=true", UriKind.Relative), null)).EnsureSuccessStatusCode();
            var run = await EndAsync(http, portfolio);
            if (round >= 0)
            {
                seen.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                own.Add((Time(run, "finished_at") - Time(run, "created_at")).TotalMilliseconds);
            }
        }

        Print($"{name}, request to the answer that it is complete", seen);
        Print($"{name}, by the run's own row", own);
        return Median(seen) < Bound;
    }

    // As if the last session were new. Beside the application, which keeps nothing of a chain in memory.
    private static async Task<string> WithoutLastSessionAsync(IDbContextFactory<AppDbContext> contexts, string portfolio, DateOnly session)
    {
        var id = Guid.Parse(portfolio);
        await using var db = await contexts.CreateDbContextAsync();
        await db.RiskReports.Where(report => report.PortfolioId == id && report.Session >= session).ExecuteDeleteAsync();
        if (await db.Snapshots.Where(snapshot => snapshot.PortfolioId == id && snapshot.Session >= session).ExecuteDeleteAsync() != 1)
        {
            throw new InvalidOperationException($"There was no snapshot of {session:O}.");
        }

        return portfolio;
    }

    private static async Task<JsonNode> EndAsync(HttpClient http, string portfolio)
    {
        while (true)
        {
            var run = await http.GetFromJsonAsync<JsonNode>($"portfolios/{portfolio}/runs/latest");
            if ((string)run!["status"]! is not ("pending" or "running"))
            {
                return (string)run["status"]! == "completed" ? run : throw new InvalidOperationException(run.ToJsonString());
            }

            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, CancellationToken.None);
        }
    }

    private static DateTimeOffset Time(JsonNode run, string name) => DateTimeOffset.Parse((string)run[name]!, CultureInfo.InvariantCulture);

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static void Print(string name, List<double> times) =>
        Console.WriteLine($"  {name,-62} median {Median(times),6:0}, p95 {times.Order().ElementAt(times.Count * 95 / 100),6:0}  (bound {Bound:0})");
}
