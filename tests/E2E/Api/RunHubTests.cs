using System.Net.WebSockets;
using System.Text.Json.Nodes;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Api;

/// <summary>A run's progress as programs see it.</summary>
public sealed class RunHubTests(ApiApp host) : ApiTest(host)
{
    [Fact]
    public async Task Watch_ARun_StreamsItsStepsToItsEnd()
    {
        using var client = await RegisteredAsync();
        var portfolio = await client.CreatedPortfolioAsync(new PortfolioUpload { Csv = Books.Fifty(), EquityAsOf = Books.YearAgo }, Cancelled);
        using var hub = await HubClient.ConnectAsync(Address, HubClient.Runs, client.Token!, Cancelled);
        var run = await StartedAsync(client, portfolio);

        var events = await hub.WatchAsync(portfolio, run, Cancelled).ToListAsync(Cancelled);

        events.Count.ShouldBeGreaterThan(1);
        ((string)events[^1]["status"]!).ShouldBe("completed");
        ((int)events[^1]["percent"]!).ShouldBe(100);
    }

    [Fact]
    public async Task Watch_StepsThatTakeTheirTime_ShowsEachBeginAndEnd()
    {
        using var client = await RegisteredAsync();
        var database = new AppDatabase(Server);
        var portfolio = await client.CreatedPortfolioAsync(new PortfolioUpload(), Cancelled);
        using var hub = await HubClient.ConnectAsync(Address, HubClient.Runs, client.Token!, Cancelled);

        // What a run says of itself is stored at each step's begin and end: while that takes a moment, each state lasts one.
        await database.DelayUpdatesAsync("calculation_runs", 600_000, Cancelled);
        try
        {
            var run = await StartedAsync(client, portfolio);
            var events = await hub.WatchAsync(portfolio, run, Cancelled).ToListAsync(Cancelled);

            ((string)events[^1]["status"]!).ShouldBe("completed");
            var own = StepsOf(events[^1]).Where(step => (string)step["phase"]! != "import").Select(step => (string)step["id"]!).ToList();
            own.Count.ShouldBeGreaterThan(5);
            own.ShouldAllBe(id => events.Any(one => StatusOf(one, id) == "running"));
            own.ShouldAllBe(id => events.Any(one => StatusOf(one, id) == "completed"));
            events.Select(one => (int)one["percent"]!).ShouldBeInOrder();
        }
        finally
        {
            await database.MendAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task Watch_ARunThatIsCancelled_EndsWithIt()
    {
        using var client = await RegisteredAsync();
        var portfolio = await client.CreatedPortfolioAsync(new PortfolioUpload { Csv = Books.Fifty(), EquityAsOf = Books.YearAgo }, Cancelled);
        using var hub = await HubClient.ConnectAsync(Address, HubClient.Runs, client.Token!, Cancelled);
        var run = await StartedAsync(client, portfolio);

        (await client.PostAsync($"portfolios/{portfolio}/runs/{run}/cancel", (JsonNode?)null, Cancelled)).Status.ShouldBe(System.Net.HttpStatusCode.OK);

        ((string)(await hub.WatchAsync(portfolio, run, Cancelled).LastAsync(Cancelled))["status"]!).ShouldBe("cancelled");
    }

    [Fact]
    public async Task Watch_AnotherUsersRun_IsRefused()
    {
        using var owner = await RegisteredAsync();
        using var other = await RegisteredAsync();
        var portfolio = await owner.CreatedPortfolioAsync(new PortfolioUpload(), Cancelled);
        var run = (string)(await owner.CalculatedAsync(portfolio, Cancelled))["run_id"]!;
        using var hub = await HubClient.ConnectAsync(Address, HubClient.Runs, other.Token!, Cancelled);

        var refusal = await Should.ThrowAsync<InvalidOperationException>(async () => await hub.WatchAsync(portfolio, run, Cancelled).ToListAsync(Cancelled));

        refusal.Message.ShouldContain("ERR_BATCH_006");
    }

    [Fact]
    public async Task Connect_WithoutAToken_IsRefused() =>
        await Should.ThrowAsync<WebSocketException>(() => HubClient.ConnectAsync(Address, HubClient.Runs, "nonsense", Cancelled));

    private static async Task<string> StartedAsync(ApiClient client, string portfolio) =>
        (string)(await client.PostAsync($"portfolios/{portfolio}/calculate", (JsonNode?)null, Cancelled)).Body["run_id"]!;

    private static IEnumerable<JsonNode> StepsOf(JsonNode run) => run["phases"]!.AsArray().Select(step => step!);

    private static string StatusOf(JsonNode run, string step) => (string)StepsOf(run).Single(one => (string)one["id"]! == step)["status"]!;
}
