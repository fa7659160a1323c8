using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using App.Core.Market;
using App.Testing;
using E2E.Harness;
using Microsoft.Playwright;
using Npgsql;

namespace App.Benchmarks;

/// <summary>
/// How long after a run has moved a page shows it: two processes on one PostgreSQL database, a page on the one that calculates and one on the other. A moment is the time
/// that the run writes beside its progress, so the write itself, the way to the node and the way to the browser are all part of it.
/// </summary>
internal static class ProgressBenchmark
{
    private const string Row = """
        SELECT (step ->> 'current')::int, heartbeat_at FROM calculation_runs, json_array_elements(progress::json -> 'steps') step
        WHERE id = $1 AND step ->> 'id' = 'pnl_calculated' AND step ->> 'current' IS NOT NULL
        """;

    // So long that there is much to see: every session's snapshot takes a tenth of a second.
    private const string Slow = """
        CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.1); RETURN NEW; END $$;
        CREATE TRIGGER slow BEFORE INSERT ON portfolio_snapshots FOR EACH ROW EXECUTE FUNCTION slow();
        """;

    private const string Watch = """
        milliseconds => new Promise(done => {
          const seen = {};
          const look = () => {
            const count = parseInt(document.querySelector("[data-step=pnl_calculated] .count")?.textContent.replace(/,/g, ""));
            if (!isNaN(count) && !(count in seen)) seen[count] = Date.now();
          };
          const observer = new MutationObserver(look);
          observer.observe(document.querySelector("main"), { subtree: true, childList: true, characterData: true });
          setTimeout(() => { observer.disconnect(); done(JSON.stringify(seen)); }, milliseconds);
        })
        """;

    private static readonly TimeSpan Looking = TimeSpan.FromSeconds(15);

    /// <summary>Measures it; there is nothing to hold it against.</summary>
    public static async Task<int> RunAsync()
    {
        await using var server = await PostgresServer.StartAsync(new PostgresServerOptions { Durable = true });
        var connectionString = await server.CreateDatabaseAsync();
        await using var first = await AppProcess.StartAsync(new AppOptions { ConnectionString = connectionString });
        await using var second = await AppProcess.StartAsync(new AppOptions { ConnectionString = connectionString });
        using var http = await BenchmarkUser.SignedInAsync(first);
        var begin = TradingCalendar.Nyse.SessionOnOrBefore(TradingCalendar.NewYorkDate(TimeProvider.System.GetUtcNow()).AddDays(-330));
        var portfolio = await BenchmarkUser.ImportAsync(http, asOf: begin);
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using (var slow = database.CreateCommand(Slow))
        {
            await slow.ExecuteNonQueryAsync();
        }

        var started = await (await http.PostAsync(new Uri($"portfolios/{portfolio}/calculate", UriKind.Relative), null)).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>();
        var run = Guid.Parse((string)started!["run_id"]!);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu"],
        });
        var address = $"/portfolios/{portfolio}/runs/{run}";
        var pages = (await OpenAsync(browser, first, address), await OpenAsync(browser, second, address));
        using var enough = new CancellationTokenSource();
        var moments = MomentsAsync(database, run, enough.Token);
        var seen = await Task.WhenAll(WatchAsync(pages.Item1), WatchAsync(pages.Item2));
        await enough.CancelAsync();
        var stored = await moments;
        var isFirst = await NodeOfAsync(database, run) == first.ProcessId;
        Console.WriteLine($"progress of a run to the page, two nodes on PostgreSQL, looked at for {Looking.TotalSeconds:0} s, {Environment.ProcessorCount} processors, ms");
        Print("page on the node that calculates", stored, seen[isFirst ? 0 : 1]);
        Print("page on the other node", stored, seen[isFirst ? 1 : 0]);
        return 0;
    }

    private static async Task<IPage> OpenAsync(IBrowser browser, AppProcess app, string address)
    {
        var page = await (await browser.NewContextAsync(new() { BaseURL = app.Address.ToString(), Locale = "en-US" })).NewPageAsync();
        await page.GotoAsync("/sign-in?returnUrl=" + Uri.EscapeDataString(address));
        await page.GetByLabel("E-mail").FillAsync(BenchmarkUser.Email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(BenchmarkUser.Password);
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.Locator("main[data-interactive=true] [data-step=pnl_calculated].now .count").WaitForAsync();
        return page;
    }

    private static async Task<Dictionary<int, DateTimeOffset>> WatchAsync(IPage page) =>
        JsonSerializer.Deserialize<Dictionary<int, long>>(await page.EvaluateAsync<string>(Watch, Looking.TotalMilliseconds))!
            .ToDictionary(each => each.Key, each => DateTimeOffset.FromUnixTimeMilliseconds(each.Value));

    /// <summary>When the run wrote each count, by the time in the row the first time that the count is in it.</summary>
    private static async Task<Dictionary<int, DateTimeOffset>> MomentsAsync(NpgsqlDataSource database, Guid run, CancellationToken enough)
    {
        Dictionary<int, DateTimeOffset> moments = [];
        while (!enough.IsCancellationRequested)
        {
            await using (var command = database.CreateCommand(Row))
            {
                command.Parameters.Add(new NpgsqlParameter { Value = run });
                await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
                if (await reader.ReadAsync(CancellationToken.None))
                {
                    moments.TryAdd(reader.GetInt32(0), reader.GetFieldValue<DateTimeOffset>(1));
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);
        }

        return moments;
    }

    private static async Task<int> NodeOfAsync(NpgsqlDataSource database, Guid run)
    {
        await using var command = database.CreateCommand("SELECT split_part(node, ':', 2)::int FROM calculation_runs WHERE id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = run });
        return (int)(await command.ExecuteScalarAsync())!;
    }

    private static void Print(string name, Dictionary<int, DateTimeOffset> stored, Dictionary<int, DateTimeOffset> seen)
    {
        var times = seen.Where(one => stored.ContainsKey(one.Key)).Select(one => (one.Value - stored[one.Key]).TotalMilliseconds).Order().ToList();
        Console.WriteLine(times.Count == 0
            ? $"  {name,-34} nothing was seen"
            : string.Create(CultureInfo.InvariantCulture, $"  {name,-34} median {times[times.Count / 2],5:0}, p95 {times[times.Count * 95 / 100],5:0}, longest {times[^1],5:0}, of {times.Count}"));
    }
}
