using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Api;

/// <summary>Orders: read, moved along their life, exported, and changed in batches.</summary>
public sealed class OrderApiTests(ApiApp host) : ApiTest(host)
{
    [Fact]
    public async Task Order_AlongItsLife_HasAHistoryOfWhoDidWhat()
    {
        using var client = await RegisteredAsync();
        var id = await OrderAsync(client);
        var me = (string)(await client.GetAsync("auth/me", Cancelled)).Body["id"]!;

        var answer = await PatchAsync(client, id, new() { ["status"] = "approved", ["limit_price"] = 61.25, ["notes"] = "two\nlines", ["version"] = 1 });

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        var order = answer.Body["order"]!;
        ((string)order["status"]!, (decimal)order["limit_price"]!, (string)order["notes"]!, (int)order["version"]!, (decimal)order["quantity"]!, (string)order["side"]!).ShouldBe(("approved", 61.25m, "two\nlines", 2, 12.5m, "BUY"));
        var what = answer.Body["history"]!.AsArray()[1]!;
        ((string)what["from"]!, (string)what["to"]!, (string)what["actor_id"]!, (string)what["note"]!).ShouldBe(("draft", "approved", me, "limit price none → 61.25, notes"));
        answer.Body["next_statuses"]!.AsArray().Select(status => (string)status!).ShouldBe(["exported", "cancelled"]);
        var read = (await client.GetAsync($"orders/{id}", Cancelled)).Body;
        (read["history"]!.ToJsonString(), (string)read["order"]!["updated_at"]!).ShouldBe((answer.Body["history"]!.ToJsonString(), (string)order["updated_at"]!));
        ShouldBeProblem(await PatchAsync(client, id, new() { ["status"] = "draft" }), HttpStatusCode.Conflict, "BUSINESS_RULE_VIOLATION")["detail"]!.ToString().ShouldContain("It can become exported, cancelled.");
        ShouldBeProblem(await PatchAsync(client, id, new() { ["status"] = "exported", ["version"] = 1 }), HttpStatusCode.Conflict, "CONCURRENCY_ERROR");
        ShouldBeProblem(await PatchAsync(client, id, new() { ["status"] = "filled" }), HttpStatusCode.BadRequest, "VALIDATION_ERROR")["detail"]!.ToString().ShouldContain("fills come with rebalancing");
        ShouldBeProblem(await PatchAsync(client, id, []), HttpStatusCode.BadRequest, "VALIDATION_ERROR");
        (await PatchAsync(client, id, new() { ["limit_price"] = null })).Body["order"]!["limit_price"].ShouldBeNull();
        (await PatchAsync(client, id, new() { ["status"] = "exported" })).Status.ShouldBe(HttpStatusCode.OK);
        ShouldBeProblem(await PatchAsync(client, id, new() { ["limit_price"] = 1 }), HttpStatusCode.Conflict, "BUSINESS_RULE_VIOLATION");
        ShouldBeProblem(await client.DeleteAsync($"orders/{id}", Cancelled), HttpStatusCode.Conflict, "BUSINESS_RULE_VIOLATION");
    }

    [Fact]
    public async Task Orders_ByPortfolioAndStatus_AreListedAndExported()
    {
        using var client = await RegisteredAsync();
        var (one, two) = (await PortfolioAsync(client, "One"), await PortfolioAsync(client, "Two"));
        var (a, b, c) = (await AddAsync(one), await AddAsync(two), await AddAsync(one));
        await PatchAsync(client, b, new() { ["status"] = "approved", ["notes"] = "=1+1" });

        (await IdsAsync("orders")).ShouldBe([c, b, a]);
        (await IdsAsync($"orders?portfolio={one}")).ShouldBe([c, a]);
        (await IdsAsync("orders?status=approved")).ShouldBe([b]);
        (await IdsAsync($"orders?rebalance_id={Guid.Empty}")).ShouldBeEmpty();
        (await IdsAsync("orders?limit=1&offset=1")).ShouldBe([b]);
        ((int)(await client.GetAsync("orders?limit=1000", Cancelled)).Body["pagination"]!["limit"]!).ShouldBe(100);
        ShouldBeProblem(await client.GetAsync("orders?status=sent", Cancelled), HttpStatusCode.BadRequest, "VALIDATION_ERROR");

        var file = await client.GetAsync("orders.csv?status=approved", Cancelled);
        file.ContentType.ShouldStartWith("text/csv");
        var lines = file.Text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(2);
        lines[1].ShouldStartWith($"{b},2026-11-20,Two,Two,KO,BUY,12.5,,approved,0,,'=1+1,");
        ShouldBeProblem(await client.GetAsync("orders.csv?status=sent", Cancelled), HttpStatusCode.BadRequest, "VALIDATION_ERROR");

        async Task<IReadOnlyList<string>> IdsAsync(string path) => [.. (await client.GetAsync(path, Cancelled)).Body["orders"]!.AsArray().Select(order => (string)order!["order_id"]!)];

        async Task<string> AddAsync(string portfolio)
        {
            var order = await new AppDatabase(Server).AddOrderAsync(portfolio, Cancelled);
            await Task.Delay(2, Cancelled); // the file keeps milliseconds
            return order;
        }
    }

    [Fact]
    public async Task Order_OfAnother_IsNotThere()
    {
        using var client = await RegisteredAsync();
        using var other = await RegisteredAsync();
        var id = await OrderAsync(client);

        ShouldBeProblem(await other.GetAsync($"orders/{id}", Cancelled), HttpStatusCode.NotFound, "ORDER_NOT_FOUND");
        ShouldBeProblem(await PatchAsync(other, id, new() { ["status"] = "approved" }), HttpStatusCode.NotFound, "ORDER_NOT_FOUND");
        ShouldBeProblem(await other.DeleteAsync($"orders/{id}", Cancelled), HttpStatusCode.NotFound, "ORDER_NOT_FOUND");
        ((int)(await other.GetAsync("orders", Cancelled)).Body["pagination"]!["total"]!).ShouldBe(0);
    }

    [Fact]
    public async Task Orders_InBatches_AreMovedAndDeletedByTheSameRules()
    {
        using var client = await RegisteredAsync();
        using var other = await RegisteredAsync();
        var (one, two, foreign) = (await OrderAsync(client), await OrderAsync(client), await OrderAsync(other));

        var moved = await BatchAsync(client, "order_update", (one, new() { ["status"] = "cancelled", ["notes"] = "not now" }), (two, new() { ["status"] = "approved", ["version"] = 2 }), (foreign, new() { ["status"] = "approved" }), (two, new() { ["status"] = "exported" }));
        var deleted = await BatchAsync(client, "bulk_delete", (one, new() { ["resource_type"] = "order" }), (two, new() { ["resource_type"] = "order" }));

        Outcomes(moved).ShouldBe([(200, null), (409, "/errors/CONCURRENCY_ERROR"), (404, "/errors/ORDER_NOT_FOUND"), (409, "/errors/BUSINESS_RULE_VIOLATION")]);
        Outcomes(deleted).ShouldBe([(200, null), (409, "/errors/BUSINESS_RULE_VIOLATION")]);
        ShouldBeProblem(await client.GetAsync($"orders/{one}", Cancelled), HttpStatusCode.NotFound, "ORDER_NOT_FOUND");
    }

    [Fact]
    public async Task Order_ChangedTwiceWithOneKey_IsChangedOnce()
    {
        using var client = await RegisteredAsync();
        var id = await OrderAsync(client);

        var first = await client.SendAsync(HttpMethod.Patch, $"orders/{id}", JsonContent.Create(new JsonObject { ["status"] = "approved" }), "approve", Cancelled);
        await PatchAsync(client, id, new() { ["status"] = "exported" });
        var again = await client.SendAsync(HttpMethod.Patch, $"orders/{id}", JsonContent.Create(new JsonObject { ["status"] = "approved" }), "approve", Cancelled);

        (first.Status, again.Text).ShouldBe((HttpStatusCode.OK, first.Text));
        ((string)(await client.GetAsync($"orders/{id}", Cancelled)).Body["order"]!["status"]!).ShouldBe("exported");
    }

    private static IEnumerable<(int Status, string? Type)> Outcomes(JsonNode batch) => batch["results"]!.AsArray().Select(result => ((int)result!["status"]!, (string?)result["error"]?["type"]));

    private static async Task<JsonNode> BatchAsync(ApiClient client, string type, params (string Id, JsonObject Data)[] operations) => (await client.PostAsync(
        "batch",
        new JsonObject { ["operation_type"] = type, ["operations"] = new JsonArray([.. operations.Select(operation => (JsonNode)new JsonObject { ["resource_id"] = operation.Id, ["data"] = operation.Data })]) },
        Cancelled)).Body;

    private static Task<Answer> PatchAsync(ApiClient client, string order, JsonObject body) => client.SendAsync(HttpMethod.Patch, $"orders/{order}", JsonContent.Create(body), null, Cancelled);

    private async Task<string> OrderAsync(ApiClient client) => await new AppDatabase(Server).AddOrderAsync(await PortfolioAsync(client, $"Book {Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}"), Cancelled);

    private static async Task<string> PortfolioAsync(ApiClient client, string name) =>
        (string)(await client.PostAsync("../v2/portfolios", new JsonArray(new JsonObject { ["name"] = name, ["equity_balance"] = 1_000 }), Cancelled)).Body.AsArray()[0]!["portfolio_id"]!;
}
