using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using App.Data.Providers;
using E2E.Harness;

namespace App.Benchmarks;

/// <summary>From the request for a calculation to its end, as a program sees it over HTTP: 25 positions, prices stored, the application as a process of its own.</summary>
internal static class RunBenchmark
{
    private const int WarmUp = 15;
    private const int Runs = 60;
    private const double Bound = 300;

    /// <summary>Measures both databases, or the one named: sqlite, postgres.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        Console.WriteLine($"25 positions, prices stored, forced; {Runs} runs after {WarmUp}, {Environment.ProcessorCount} processors, ms");
        return await BenchmarkDatabase.OnEachAsync(args, MeasureAsync) ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(DatabaseOptions options)
    {
        await using var app = await AppProcess.StartAsync(new AppOptions { ConnectionString = options.ConnectionString });
        using var http = await BenchmarkUser.SignedInAsync(app);
        var portfolio = await BenchmarkUser.ImportAsync(http);
        List<double> seen = [], own = [];
        for (var round = -WarmUp; round < Runs; round++)
        {
            var start = Stopwatch.GetTimestamp();
            (await http.PostAsync(new Uri($"portfolios/{portfolio}/calculate?force=true", UriKind.Relative), null)).EnsureSuccessStatusCode();
            var run = await EndAsync(http, portfolio);
            if (round >= 0)
            {
                seen.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                own.Add((Time(run, "finished_at") - Time(run, "created_at")).TotalMilliseconds);
            }
        }

        Print($"{options.Provider}, request to the answer that it is complete", seen);
        Print($"{options.Provider}, by the run's own row", own);
        return Median(seen) < Bound;
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
