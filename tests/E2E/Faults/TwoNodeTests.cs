using System.Diagnostics;
using System.Text.Json.Nodes;
using App.Data.Providers;
using E2E.Harness;
using E2E.Journeys;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Faults;

/// <summary>Two processes on one PostgreSQL database. Which of them works on a run is told by its row.</summary>
public sealed class TwoNodes : IAsyncLifetime
{
    internal AppOnDatabase First { get; private set; } = default!;

    public AppProcess Second { get; private set; } = default!;

    public async ValueTask InitializeAsync()
    {
        First = await AppOnDatabase.StartAsync(DatabaseProvider.Postgres, TestContext.Current.CancellationToken);
        Second = await First.StartSecondNodeAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (Second is not null)
        {
            await Second.DisposeAsync();
        }

        await First.DisposeAsync();
    }

    /// <summary>The node that works on the portfolio's run, and the other one.</summary>
    internal async Task<(AppProcess Working, AppProcess Other)> NodesOfRunAsync(string portfolio, CancellationToken cancellationToken)
    {
        const string Node = "SELECT split_part(node, ':', 2)::bigint FROM calculation_runs WHERE portfolio_id = @id AND status = 'Running'";
        await First.UntilAsync(Node, portfolio, cancellationToken);
        return await First.ScalarAsync(Node, portfolio, cancellationToken) == First.App.ProcessId ? (First.App, Second) : (Second, First.App);
    }
}

/// <summary>A run on one node as it is seen, cancelled and finished on the other.</summary>
public sealed class TwoNodeTests(TwoNodes nodes, Browser browser) : IClassFixture<TwoNodes>
{
    private const string Claim = "INSERT ON portfolio_snapshots";

    // One session's claim takes this long: 228 of them are more than any test looks at, also on a slow machine, and none is near the lease.
    private const double Moment = 0.2;

    // Milliseconds within which a step is pushed to whoever watches, wherever they do.
    private const double Promised = 250;

    // Looked at: so many that a machine that stands still for some seconds does not tell against the median.
    private const int Events = 20;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private AppOnDatabase Database => nodes.First;

    [Fact]
    public async Task Run_OnOneNode_IsPushedToHubAndPageOfTheOther_AndFinishedThereWhenItsNodeIsKilled()
    {
        using var client = await ApiClient.RegisteredAsync(nodes.Second.Address, Cancelled);
        var expected = await UnbrokenAsync(client);
        var (portfolio, run, working, other) = await SlowRunAsync(client);
        using var survivor = new ApiClient(other.Address);
        survivor.Use(client.Token);

        // A program at the other node: events come one by one, each soon after the row says so. A look at the row every two seconds would tell of two seconds each.
        using var hub = await HubClient.ConnectAsync(other.Address, HubClient.Runs, client.Token!, Cancelled);
        await using var events = hub.WatchAsync(portfolio, run, Cancelled).GetAsyncEnumerator(Cancelled);
        var (gaps, latencies) = await LookAsync(events, portfolio);
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant(
            $"{gaps.Count + 1} events on the other node, between them p50 {Median(gaps):0} ms; row to hub p50 {Median(latencies):0} ms, p95 {latencies[latencies.Count * 95 / 100]:0} ms"));
        Median(gaps).ShouldBeLessThan(1000, "a look at the row every two seconds told of it, no push");
        Median(latencies).ShouldBeLessThan(Promised);

        // A reader there.
        await using var context = await browser.OpenAsync(other.Address);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in?returnUrl=" + Uri.EscapeDataString($"/portfolios/{portfolio}/runs/{run}"));
        await page.SignInAsync(client.Email, ApiClient.Password);
        await page.InteractiveAsync();
        var shown = await ShownAsync(page, portfolio);
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"row to page p50 {Median(shown):0} ms, p95 {shown[shown.Count * 95 / 100]:0} ms"));
        Median(shown).ShouldBeLessThan(Promised);

        await working.KillAsync(Cancelled);
        await Database.ReleaseAsync(Claim, portfolio, Cancelled);

        JsonNode last = new JsonObject();
        while (await events.MoveNextAsync())
        {
            last = events.Current;
        }

        ((string)last["status"]!, (int)last["attempt"]!).ShouldBe(("completed", 2));
        await page.SeesAsync("is ready", 4 * Browser.Patience);
        (await LongChain.SnapshotsAsync(survivor, portfolio)).ShouldBe(expected);
        (await Database.ScalarAsync("SELECT count(*) FROM portfolio_snapshots WHERE portfolio_id = @id", portfolio, Cancelled)).ShouldBe(expected.Count);
        (await Database.ScalarAsync("SELECT count(*) FROM portfolio_snapshots WHERE portfolio_id = @id AND NOT is_complete", portfolio, Cancelled)).ShouldBe(0);
        await working.StartAgainAsync(Cancelled);
    }

    [Fact]
    public async Task Run_CancelledOnTheOtherNode_EndsForWhoWatchesAndStopsAtItsOwn()
    {
        using var client = await ApiClient.RegisteredAsync(nodes.Second.Address, Cancelled);
        var expected = await UnbrokenAsync(client);
        var (portfolio, run, working, other) = await SlowRunAsync(client);
        await Database.UntilAsync("SELECT 1 FROM portfolio_snapshots WHERE portfolio_id = @id AND is_complete", portfolio, Cancelled);
        using var hub = await HubClient.ConnectAsync(working.Address, HubClient.Runs, client.Token!, Cancelled);
        await using var events = hub.WatchAsync(portfolio, run, Cancelled).GetAsyncEnumerator(Cancelled);
        (await events.MoveNextAsync()).ShouldBeTrue();

        using var canceller = new ApiClient(other.Address);
        canceller.Use(client.Token);
        (await canceller.PostAsync($"portfolios/{portfolio}/runs/{run}/cancel", (JsonNode?)null, Cancelled)).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        var began = Stopwatch.GetTimestamp();
        while (await events.MoveNextAsync() && (string)events.Current["status"]! != "cancelled")
        {
        }

        ((string)events.Current["status"]!).ShouldBe("cancelled");
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(1.9), "a look at the row told it, no push");
        var stored = await CountAsync(portfolio);
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, Cancelled);
        (await CountAsync(portfolio)).ShouldBe(stored);

        await Database.ReleaseAsync(Claim, portfolio, Cancelled);
        await canceller.CalculatedAsync(portfolio, Cancelled);
        (await LongChain.SnapshotsAsync(canceller, portfolio)).ShouldBe(expected);
    }

    private Task<long?> CountAsync(string portfolio) =>
        Database.ScalarAsync("SELECT count(*) FROM portfolio_snapshots WHERE portfolio_id = @id AND is_complete", portfolio, Cancelled);

    private static async Task<IReadOnlyList<(string Date, decimal Equity)>> UnbrokenAsync(ApiClient client)
    {
        var unbroken = await LongChain.ImportAsync(client, "Unbroken");
        await client.CalculatedAsync(unbroken, Cancelled);
        var expected = await LongChain.SnapshotsAsync(client, unbroken);
        expected.Count.ShouldBeGreaterThan(200);
        return expected;
    }

    private async Task<(string Portfolio, string Run, AppProcess Working, AppProcess Other)> SlowRunAsync(ApiClient client)
    {
        var portfolio = await LongChain.ImportAsync(client, "Watched");
        await Database.HoldAsync(Claim, "SELECT 1", portfolio, Cancelled, Moment);
        var run = (string)(await client.PostAsync($"portfolios/{portfolio}/calculate", (JsonNode?)null, Cancelled)).Body["run_id"]!;
        var (working, other) = await nodes.NodesOfRunAsync(portfolio, Cancelled);
        await Database.UntilAsync("SELECT 1 FROM portfolio_snapshots WHERE portfolio_id = @id", portfolio, Cancelled);
        return (portfolio, run, working, other);
    }

    /// <summary>Looks at the events and at the row side by side: how long after each other they came, and how long after the row said the same. Milliseconds, ascending.</summary>
    private async Task<(List<double> Gaps, List<double> Latencies)> LookAsync(IAsyncEnumerator<JsonNode> events, string portfolio)
    {
        List<(long Current, double At)> seen = [];
        var stored = await BesideTheRowAsync(portfolio, async () =>
        {
            while (seen.Count < Events && await events.MoveNextAsync())
            {
                if ((long?)events.Current["phases"]!.AsArray().Single(phase => (string)phase!["id"]! == "pnl_calculated")!["current"] is { } current)
                {
                    seen.Add((current, Now()));
                }
            }
        });
        seen.Count.ShouldBe(Events, "the run was over before");
        return ([.. seen.Zip(seen.Skip(1), (one, next) => next.At - one.At).Order()], LatenciesOf(seen, stored));
    }

    /// <summary>How long after the row the page shows the count of the step under way. Milliseconds, ascending.</summary>
    private async Task<List<double>> ShownAsync(IPage page, string portfolio)
    {
        await Expect(page.Step("P&L calculated")).ToHaveClassAsync("now");
        double[] seen = [];
        var stored = await BesideTheRowAsync(portfolio, async () => seen = await page.EvaluateAsync<double[]>(
            """
            async wanted => {
              const seen = [];
              let shown = null;
              await new Promise(done => {
                const look = () => {
                  const current = parseInt(document.querySelector(".steps .now .count")?.textContent);
                  if (isNaN(current) || current === shown) return;
                  // What stands there at first may have stood there for a while.
                  if (shown !== null) seen.push(current, Date.now());
                  shown = current;
                  if (seen.length >= 2 * wanted) { observer.disconnect(); done(); }
                };
                const observer = new MutationObserver(look);
                observer.observe(document.querySelector("main"), { subtree: true, childList: true, characterData: true });
                setTimeout(() => { observer.disconnect(); done(); }, 60000);
              });
              return seen;
            }
            """,
            Events));
        seen.Length.ShouldBe(2 * Events, "the run was over before");
        return LatenciesOf([.. seen.Chunk(2).Select(one => ((long)one[0], one[1]))], stored);
    }

    /// <summary>When the row first said each count, while somebody looks elsewhere. By the clock of the machine, which is the browser's too.</summary>
    private async Task<Dictionary<long, double>> BesideTheRowAsync(string portfolio, Func<Task> look)
    {
        const string Current = """
            SELECT (step ->> 'current')::bigint FROM calculation_runs, json_array_elements(progress::json -> 'steps') step
            WHERE portfolio_id = @id AND step ->> 'id' = 'pnl_calculated'
            """;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        Dictionary<long, double> stored = [];
        var row = Task.Run(
            async () =>
            {
                while (!enough.IsCancellationRequested)
                {
                    if (await Database.ScalarAsync(Current, portfolio, Cancelled) is { } current)
                    {
                        stored.TryAdd(current, Now());
                    }

                    await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancelled);
                }
            },
            Cancelled);
        await look();
        await enough.CancelAsync();
        await row;
        return stored;
    }

    private static List<double> LatenciesOf(List<(long Current, double At)> seen, Dictionary<long, double> stored)
    {
        var latencies = seen.Where(one => stored.ContainsKey(one.Current)).Select(one => Math.Max(0, one.At - stored[one.Current])).Order().ToList();
        latencies.Count.ShouldBeGreaterThan(Events / 2);
        return latencies;
    }

    private static double Now() => (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;

    private static double Median(List<double> ascending) => ascending[ascending.Count / 2];
}
