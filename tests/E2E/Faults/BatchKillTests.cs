using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using E2E.Api;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Faults;

/// <summary>The process is killed in the middle of a batch; the caller, who had no answer, repeats it with the same key.</summary>
public sealed class BatchKillTests(ApiApp own, ITestOutputHelper output) : IClassFixture<ApiApp>
{
    private const int Operations = 10;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Batch_KilledInTheMiddle_IsFinishedByTheNextThatAsks_EachOperationOnce()
    {
        using var client = await ApiClient.RegisteredAsync(own.App.Address, Cancelled);
        var portfolios = new JsonArray([.. Enumerable.Range(0, Operations).Select(i => (JsonNode)new JsonObject { ["name"] = $"Book {i}" })]);
        var ids = (await client.PostAsync("../v2/portfolios", portfolios, Cancelled)).Body.AsArray().Select(each => (string)each!["portfolio_id"]!).ToList();
        var body = new JsonObject
        {
            ["operation_type"] = "portfolio_update",
            ["operations"] = new JsonArray([.. ids.Select((id, i) => (JsonNode)new JsonObject { ["resource_id"] = id, ["data"] = new JsonObject { ["name"] = $"New {i}" } })]),
        }.ToJsonString();
        var database = new AppDatabase(own.App);
        await database.DelayUpdatesAsync("portfolios", 3_000_000, Cancelled);

        var first = client.TryPostWithKeyAsync("batch", "one", Json(body), Cancelled);
        await database.UntilAsync("batch_operations WHERE status = 'completed' AND \"index\" = 3", Cancelled);
        await own.App.KillAsync(Cancelled);
        (await first).ShouldBeNull();
        var done = await database.CountAsync("batch_operations WHERE status = 'completed'", Cancelled);
        done.ShouldBeInRange(4, Operations - 1);
        (await database.CountAsync("portfolios WHERE version = 2", Cancelled)).ShouldBe(done, "an operation and what came of it are one transaction");
        await database.MendAsync(Cancelled);
        await own.App.StartAgainAsync(Cancelled);

        using var after = client.Again(own.App.Address);
        var answer = await after.PostWithKeyUntilDoneAsync("batch", "one", () => Json(body), Cancelled);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        ((string)answer.Body["status"]!, (int)answer.Body["summary"]!["completed"]!).ShouldBe(("completed", Operations));
        (await database.CountAsync("portfolios WHERE version = 2", Cancelled)).ShouldBe(Operations);
        (await database.CountAsync("batches", Cancelled)).ShouldBe(1);
        (await after.PostWithKeyAsync("batch", "one", Json(body), Cancelled)).Text.ShouldBe(answer.Text);
        output.WriteLine($"killed after {done} of {Operations} operations: the rest was done by the repeated call, each once");
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
