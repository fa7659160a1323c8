using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using E2E.Api;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Faults;

/// <summary>The process is killed in the middle of a batch; the caller, who had no answer, repeats it with the same key, or does not.</summary>
public sealed class BatchKillTests(ApiApp own, ITestOutputHelper output) : IClassFixture<ApiApp>
{
    private const int Operations = 10;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Batch_KilledInTheMiddle_IsFinishedByTheNextThatAsks_EachOperationOnce()
    {
        var (client, database, body) = await MadeAsync();
        using var sender = client;
        var done = await KilledAsync(client, database, body);

        using var after = client.Again(own.App.Address);
        var answer = await after.PostWithKeyUntilDoneAsync("batch", "one", () => Json(body), Cancelled);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        ((string)answer.Body["status"]!, (int)answer.Body["summary"]!["completed"]!).ShouldBe(("completed", Operations));
        await ShouldBeDoneOnceAsync(database, (string)answer.Body["batch_id"]!);
        (await after.PostWithKeyAsync("batch", "one", Json(body), Cancelled)).Text.ShouldBe(answer.Text);
        output.WriteLine($"killed after {done} of {Operations} operations: the rest was done by the repeated call, each once");
    }

    [Fact]
    public async Task Batch_KilledAndNotSentAgain_IsFinishedByTheServerThatStarts()
    {
        var (client, database, body) = await MadeAsync();
        using var sender = client;
        var done = await KilledAsync(client, database, body);

        using var after = client.Again(own.App.Address);
        var watch = Stopwatch.StartNew();
        JsonNode batch;
        do
        {
            await Task.Delay(200, Cancelled);
            batch = (await after.GetAsync("batch/history", Cancelled)).Body["batches"]![0]!;
        }
        while (batch["completed_at"] is null && watch.Elapsed < TimeSpan.FromMinutes(2));

        ((string)batch["status"]!, (int)batch["summary"]!["completed"]!).ShouldBe(("completed", Operations));
        await ShouldBeDoneOnceAsync(database, (string)batch["batch_id"]!);
        output.WriteLine($"killed after {done} of {Operations} operations: the rest was done by the server that was started, {watch.Elapsed.TotalSeconds:0.0} s later, each once");
    }

    private async Task<(ApiClient Client, AppDatabase Database, string Body)> MadeAsync()
    {
        var client = await ApiClient.RegisteredAsync(own.App.Address, Cancelled);
        var portfolios = new JsonArray([.. Enumerable.Range(0, Operations).Select(i => (JsonNode)new JsonObject { ["name"] = $"Book {i}" })]);
        var ids = (await client.PostAsync("../v2/portfolios", portfolios, Cancelled)).Body.AsArray().Select(each => (string)each!["portfolio_id"]!).ToList();
        var body = new JsonObject
        {
            ["operation_type"] = "portfolio_update",
            ["operations"] = new JsonArray([.. ids.Select((id, i) => (JsonNode)new JsonObject { ["resource_id"] = id, ["data"] = new JsonObject { ["name"] = $"New {i}" } })]),
        }.ToJsonString();
        return (client, new AppDatabase(own.App), body);
    }

    // How many operations were done by then.
    private async Task<long> KilledAsync(ApiClient client, AppDatabase database, string body)
    {
        var before = await database.CountAsync("batch_operations WHERE status = 'completed'", Cancelled);
        await database.DelayUpdatesAsync("portfolios", 3_000_000, Cancelled);
        var first = client.TryPostWithKeyAsync("batch", "one", Json(body), Cancelled);
        await database.UntilAsync("batch_operations o JOIN batches b ON b.id = o.batch_id WHERE b.completed_at IS NULL AND o.status = 'completed' AND o.\"index\" = 3", Cancelled);
        await own.App.KillAsync(Cancelled);
        (await first).ShouldBeNull();
        var done = await database.CountAsync("batch_operations WHERE status = 'completed'", Cancelled) - before;
        done.ShouldBeInRange(4, Operations - 1);
        (await database.CountAsync("portfolios WHERE version = 2", Cancelled)).ShouldBe(before + done, "an operation and what came of it are one transaction");
        await database.MendAsync(Cancelled);
        await own.App.StartAgainAsync(Cancelled);
        return done;
    }

    private static async Task ShouldBeDoneOnceAsync(AppDatabase database, string batch)
    {
        var operations = await database.CountAsync("batch_operations", Cancelled);
        (await database.CountAsync("batch_operations WHERE status = 'completed'", Cancelled)).ShouldBe(operations, batch);
        (await database.CountAsync("portfolios WHERE version = 2", Cancelled)).ShouldBe(operations, "each once");
        (await database.CountAsync("portfolios WHERE version > 2", Cancelled)).ShouldBe(0);
        (await database.CountAsync("batches", Cancelled)).ShouldBe(operations / Operations);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
