using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Api;

/// <summary>Operations on many things, sent together.</summary>
public sealed class BatchApiTests(ApiApp host) : ApiTest(host)
{
    [Fact]
    public async Task Batch_OfFiftyUpdates_IsDoneAndFoundAgain()
    {
        using var client = await RegisteredAsync();
        var ids = await PortfoliosAsync(client, 50);

        var answer = await client.PostAsync("batch", Batch("portfolio_update", ids.Select((id, i) => (id, new JsonObject { ["name"] = $"New {i:D2}" }))), Cancelled);

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        var body = answer.Body;
        ((string)body["status"]!, (int)body["total_operations"]!, (int)body["summary"]!["completed"]!, (int)body["summary"]!["failed"]!, (decimal)body["summary"]!["success_rate"]!, (decimal)body["summary"]!["progress"]!)
            .ShouldBe(("completed", 50, 50, 0, 100m, 100m));
        body["results"]!.AsArray().Select(result => ((int)result!["index"]!, (int)result["status"]!, (bool)result["success"]!, (string)result["data"]!["name"]!)).ShouldBe(Enumerable.Range(0, 50).Select(i => (i, 200, true, $"New {i:D2}")));
        body["completed_at"].ShouldNotBeNull();
        (await client.GetAsync($"batch/{(string)body["batch_id"]!}", Cancelled)).Text.ShouldBe(answer.Text);
        (await client.GetAsync($"{Bulk}?name_like=new&limit=1000", Cancelled)).Body["pagination"]!["total_elements"]!.GetValue<int>().ShouldBe(50);
    }

    [Fact]
    public async Task Batch_PartAtomicAndForeign_SaysOfEachWhatCameOfIt()
    {
        using var client = await RegisteredAsync();
        using var other = await RegisteredAsync();
        var (ids, foreign) = (await PortfoliosAsync(client, 3), (await PortfoliosAsync(other, 1))[0]);

        var partial = (await client.PostAsync("batch", Batch("portfolio_update", [(ids[0], new() { ["name"] = "One" }), (foreign, new() { ["name"] = "Mine" }), (ids[1], new() { ["name"] = "" }), (ids[2], new() { ["account_name"] = "Book 00" })]), Cancelled)).Body;
        ((string)partial["status"]!, (decimal)partial["summary"]!["success_rate"]!).ShouldBe(("partial", 25m));
        partial["results"]!.AsArray().Skip(1).Select(result => ((int)result!["status"]!, (bool)result["success"]!, (string)result["error"]!["code"]!, (string)result["error"]!["type"]!)).ShouldBe(
            [(404, false, "RESOURCE_NOT_FOUND", "/errors/ERR_PORT_012"), (400, false, "VALIDATION_ERROR", "/errors/ERR_PORT_002"), (409, false, "CONFLICT", "/errors/ERR_PORT_001")]);

        var atomic = Batch("portfolio_update", [(ids[1], new() { ["name"] = "Two" }), (foreign, new() { ["name"] = "Mine" })]);
        atomic["atomic"] = true;
        var none = (await client.PostAsync("batch", atomic, Cancelled)).Body;
        ((string)none["status"]!, (string)none["results"]![0]!["error"]!["code"]!, (string)none["results"]![1]!["error"]!["code"]!).ShouldBe(("failed", "TRANSACTION_FAILED", "RESOURCE_NOT_FOUND"));
        (await client.GetAsync($"portfolios/{ids[1]}", Cancelled)).Body["name"]!.GetValue<string>().ShouldBe("Book 01");
        (await other.GetAsync($"portfolios/{foreign}", Cancelled)).Body["name"]!.GetValue<string>().ShouldBe("Book 00");

        var history = (await client.GetAsync("batch/history?status=failed", Cancelled)).Body;
        history["batches"]!.AsArray().Select(batch => (string)batch!["batch_id"]!).ShouldBe([(string)none["batch_id"]!]);
        ((int)history["pagination"]!["total"]!).ShouldBe(1);
        ((int)(await client.GetAsync("batch/history?operation_type=portfolio_update&limit=1", Cancelled)).Body["pagination"]!["total"]!).ShouldBe(2);
        ShouldBeProblem(await client.GetAsync("batch/history?status=done", Cancelled), HttpStatusCode.BadRequest, "VALIDATION_ERROR");
        ShouldBeProblem(await other.GetAsync($"batch/{(string)none["batch_id"]!}", Cancelled), HttpStatusCode.NotFound, "BATCH_NOT_FOUND");
        ShouldBeProblem(await client.GetAsync($"batch/{Guid.Empty}", Cancelled), HttpStatusCode.NotFound, "BATCH_NOT_FOUND");
    }

    [Fact]
    public async Task Batch_NotWaitedFor_IsDoneByAWorkerAndFollowedOnTheHub()
    {
        using var client = await RegisteredAsync();
        using var other = await RegisteredAsync();
        var ids = await PortfoliosAsync(client, 10);
        var batch = Batch("portfolio_update", ids.Select((id, i) => (id, new JsonObject { ["name"] = i == 3 ? "" : $"New {i:D2}" })));
        batch["async"] = true;
        var body = batch.ToJsonString();

        var answer = await client.PostWithKeyAsync("batch", "async", Json(body), Cancelled);

        answer.Status.ShouldBe(HttpStatusCode.Accepted, answer.Text);
        var id = (string)answer.Body["batch_id"]!;
        (answer.Headers["Location"], (bool)answer.Body["async"]!, (string)answer.Body["status"]!).ShouldBe(($"/api/v1/batch/{id}", true, "pending"));
        using var hub = await HubClient.ConnectAsync(Address, HubClient.Batches, client.Token!, Cancelled);
        var events = await hub.WatchAsync(Cancelled, id).ToListAsync(Cancelled);
        ((string)events[^1]["status"]!, (int)events[^1]["summary"]!["completed"]!, (int)events[^1]["summary"]!["failed"]!, (decimal)events[^1]["summary"]!["progress"]!).ShouldBe(("partial", 9, 1, 100m));
        events.Select(one => (decimal)one["summary"]!["progress"]!).ShouldBeInOrder();
        (await client.PostWithKeyAsync("batch", "async", Json(body), Cancelled)).Text.ShouldBe(answer.Text, "the reply of then, with the batch of then");
        ((int)(await client.GetAsync("batch/history", Cancelled)).Body["pagination"]!["total"]!).ShouldBe(1);

        using var foreign = await HubClient.ConnectAsync(Address, HubClient.Batches, other.Token!, Cancelled);
        (await Should.ThrowAsync<InvalidOperationException>(() => foreign.WatchAsync(Cancelled, id).ToListAsync(Cancelled).AsTask())).Message.ShouldContain("BATCH_NOT_FOUND");
    }

    [Fact]
    public async Task Batch_Retried_SendsWhatFailedAndIsLinkedBothWays()
    {
        using var client = await RegisteredAsync();
        using var other = await RegisteredAsync();
        var ids = await PortfoliosAsync(client, 3);
        var first = (await client.PostAsync("batch", Batch("portfolio_update", [(ids[0], new() { ["name"] = "One" }), (ids[1], new() { ["account_name"] = "Book 00" }), (ids[2], new() { ["name"] = "" })]), Cancelled)).Body;
        var id = (string)first["batch_id"]!;
        (await client.PostAsync("batch", Batch("portfolio_update", [(ids[0], new() { ["account_name"] = "Spare" })]), Cancelled)).Status.ShouldBe(HttpStatusCode.OK);

        var second = await client.PostWithKeyAsync($"batch/{id}/retry", "again", null, Cancelled);

        second.Status.ShouldBe(HttpStatusCode.OK, second.Text);
        ((string)second.Body["retry_of"]!, (int)second.Body["total_operations"]!, (string)second.Body["status"]!).ShouldBe((id, 2, "partial"));
        second.Body["results"]!.AsArray().Select(result => (string)result!["resource_id"]!).ShouldBe([ids[1], ids[2]]);
        (await client.PostWithKeyAsync($"batch/{id}/retry", "again", null, Cancelled)).Text.ShouldBe(second.Text);
        (await client.GetAsync($"batch/{id}", Cancelled)).Body["retries"]!.AsArray().Select(each => (string)each!).ShouldBe([(string)second.Body["batch_id"]!]);
        var later = await client.PostAsync($"batch/{id}/retry", new JsonObject { ["async"] = true }, Cancelled);
        later.Status.ShouldBe(HttpStatusCode.Accepted, later.Text);

        ShouldBeProblem(await other.PostAsync($"batch/{id}/retry", new JsonObject(), Cancelled), HttpStatusCode.NotFound, "BATCH_NOT_FOUND");
        ShouldBeProblem(await client.PostAsync($"batch/{id}/retry", new JsonObject { ["asink"] = true }, Cancelled), HttpStatusCode.BadRequest, "INVALID_OPERATION_STRUCTURE");
        var good = (await client.PostAsync("batch", Batch("portfolio_update", [(ids[0], new() { ["name"] = "Fine" })]), Cancelled)).Body;
        ShouldBeProblem(await client.PostAsync($"batch/{(string)good["batch_id"]!}/retry", new JsonObject(), Cancelled), HttpStatusCode.Conflict, "BATCH_NOT_RETRYABLE");
    }

    [Fact]
    public async Task Templates_AreKeptByNameAndRun()
    {
        using var client = await RegisteredAsync();
        using var other = await RegisteredAsync();
        var ids = await PortfoliosAsync(client, 3);
        var kept = Batch("portfolio_update", [("each", new() { ["account_type"] = "hsa" })]);

        (await client.PutAsync("batch/templates/To%20HSA", kept, Cancelled)).Status.ShouldBe(HttpStatusCode.OK);
        kept["client_reference"] = "second";
        (await client.PutAsync("batch/templates/to%20hsa", kept, Cancelled)).Status.ShouldBe(HttpStatusCode.OK);
        var list = (await client.GetAsync("batch/templates", Cancelled)).Body["templates"]!.AsArray();
        list.Select(template => ((string)template!["name"]!, (string)template["body"]!["client_reference"]!)).ShouldBe([("to hsa", "second")]);
        var run = await client.PostAsync("batch/templates/TO%20HSA/run", new JsonObject { ["resource_ids"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]), ["client_reference"] = "third" }, Cancelled);
        run.Status.ShouldBe(HttpStatusCode.OK, run.Text);
        ((string)run.Body["status"]!, (int)run.Body["summary"]!["completed"]!, (string)run.Body["client_reference"]!).ShouldBe(("completed", 3, "third"));
        ((string)(await client.PostAsync("batch/templates/to%20hsa/run", new JsonObject(), Cancelled)).Body["results"]![0]!["error"]!["code"]!).ShouldBe("RESOURCE_NOT_FOUND", "“each” is no portfolio");

        ShouldBeProblem(await other.GetAsync("batch/templates/to%20hsa", Cancelled), HttpStatusCode.NotFound, "BATCH_TEMPLATE_NOT_FOUND");
        ShouldBeProblem(await client.PostAsync("batch/templates/none/run", new JsonObject(), Cancelled), HttpStatusCode.NotFound, "BATCH_TEMPLATE_NOT_FOUND");
        ShouldBeProblem(await client.PostAsync("batch/templates/to%20hsa/run", new JsonObject { ["operations"] = new JsonArray() }, Cancelled), HttpStatusCode.BadRequest, "BATCH_TEMPLATE_INVALID");
        ShouldBeProblem(await client.PutAsync("batch/templates/" + new string('x', 101), kept, Cancelled), HttpStatusCode.BadRequest, "BATCH_TEMPLATE_INVALID");
        ShouldBeProblem(await client.PutAsync("batch/templates/empty", new JsonObject { ["operation_type"] = "custom" }, Cancelled), HttpStatusCode.BadRequest, "INVALID_OPERATIONS");
        (await client.DeleteAsync("batch/templates/to%20hsa", Cancelled)).Status.ShouldBe(HttpStatusCode.NoContent);
        ShouldBeProblem(await client.DeleteAsync("batch/templates/to%20hsa", Cancelled), HttpStatusCode.NotFound, "BATCH_TEMPLATE_NOT_FOUND");
    }

    [Fact]
    public async Task Results_AndStatistics_AreOfTheOwnBatches()
    {
        using var client = await RegisteredAsync();
        using var other = await RegisteredAsync();
        var ids = await PortfoliosAsync(client, 2);
        var batch = (await client.PostAsync("batch", Batch("portfolio_update", [(ids[0], new() { ["description"] = "=1+1" }), (ids[1], new() { ["name"] = "" })]), Cancelled)).Body;
        var id = (string)batch["batch_id"]!;

        var csv = await client.GetAsync($"batch/{id}/results.csv", Cancelled);
        var rows = Payloads.FormulaPayloads.Rows(csv.Text).ToList();
        (csv.Status, csv.ContentType).ShouldBe((HttpStatusCode.OK, "text/csv; charset=utf-8"));
        rows.Select(row => (row[0], row[3], row[4], row[5])).ShouldBe([("index", "status", "success", "code"), ("0", "200", "true", ""), ("1", "400", "false", "VALIDATION_ERROR")]);
        rows.SelectMany(row => row).Where(Payloads.FormulaPayloads.Runs).ShouldBeEmpty();
        (await client.GetAsync($"batch/{id}/results.json", Cancelled)).Body["results"]!.ToJsonString().ShouldBe(batch["results"]!.ToJsonString());
        ShouldBeProblem(await other.GetAsync($"batch/{id}/results.csv", Cancelled), HttpStatusCode.NotFound, "BATCH_NOT_FOUND");
        ShouldBeProblem(await other.GetAsync($"batch/{id}/results.json", Cancelled), HttpStatusCode.NotFound, "BATCH_NOT_FOUND");

        var stats = (await client.GetAsync("batch/stats", Cancelled)).Body;
        ((int)stats["batches"]!, (int)stats["operations"]!, (int)stats["completed"]!, (int)stats["failed"]!, (decimal)stats["success_rate"]!, (decimal)stats["mean_size"]!).ShouldBe((1, 2, 1, 1, 50m, 2m));
        ((string)stats["operation_types"]![0]!["operation_type"]!).ShouldBe("portfolio_update");
        ((int)(await other.GetAsync("batch/stats", Cancelled)).Body["batches"]!).ShouldBe(0);
    }

    [Fact]
    public async Task Batch_WithAnotherEquity_TakesTheFiguresAwayAndTheNextBeginWithIt()
    {
        using var client = await RegisteredAsync();
        var id = await client.CreatedPortfolioAsync(new PortfolioUpload(), Cancelled);
        await client.CalculatedAsync(id, Cancelled);
        (await client.GetAsync($"portfolios/{id}", Cancelled)).Body["as_of"].ShouldNotBeNull();

        // A name alone leaves them.
        (await client.PostAsync("batch", Batch("portfolio_update", [(id, new() { ["name"] = "Other" })]), Cancelled)).Body["status"]!.GetValue<string>().ShouldBe("completed");
        (await client.GetAsync($"portfolios/{id}", Cancelled)).Body["as_of"].ShouldNotBeNull();
        (await client.PostAsync("batch", Batch("portfolio_update", [(id, new() { ["equity_balance"] = 777_000.25 })]), Cancelled)).Body["status"]!.GetValue<string>().ShouldBe("completed");

        var changed = (await client.GetAsync($"portfolios/{id}", Cancelled)).Body;
        ((string?)changed["as_of"], (decimal)changed["net_asset_value"]!, (decimal)changed["equity_balance"]!).ShouldBe((null, 777_000.25m, 777_000.25m));
        await client.CalculatedAsync(id, Cancelled);
        ((decimal)(await client.GetAsync($"portfolios/{id}", Cancelled)).Body["net_asset_value"]!).ShouldBe(777_000.25m);
        (await client.GetAsync($"portfolios/{id}/snapshots/verify", Cancelled)).Text.ShouldContain("\"faults\":[]");
    }

    [Fact]
    public async Task Batch_OfAFormThatIsNone_IsRefusedAndNothingIsKept()
    {
        using var client = await RegisteredAsync();
        ShouldBeProblem(await SendAsync(client, """{"operations":[{"resource_id":"a"}]}"""), HttpStatusCode.BadRequest, "MISSING_OPERATION_TYPE");
        ShouldBeProblem(await SendAsync(client, """{"operation_type":"custom","operations":[]}"""), HttpStatusCode.BadRequest, "INVALID_OPERATIONS");
        ShouldBeProblem(await SendAsync(client, """{"operation_type":"custom","operations":[{"resource":"a"}]}"""), HttpStatusCode.BadRequest, "INVALID_OPERATION_STRUCTURE");
        ShouldBeProblem(await SendAsync(client, """{"operation_type":"custom","operation_type":"custom"}"""), HttpStatusCode.BadRequest, "ERR_REQUEST_001");
        var many = ShouldBeProblem(
            await client.PostAsync("batch", Batch("custom", Enumerable.Range(0, 51).Select(i => ($"{i}", new JsonObject()))), Cancelled), HttpStatusCode.BadRequest, "BATCH_SIZE_EXCEEDED");
        ((int)many["details"]!["max_operations"]!, (int)many["details"]!["submitted_operations"]!).ShouldBe((50, 51));
        ((int)(await client.GetAsync("batch/history", Cancelled)).Body["pagination"]!["total"]!).ShouldBe(0);
    }

    [Fact]
    public async Task Batch_SixteenAtOnceWithOneKey_IsOneBatch()
    {
        using var client = await RegisteredAsync();
        var ids = await PortfoliosAsync(client, 5);
        var body = Batch("portfolio_update", ids.Select(id => (id, new JsonObject { ["description"] = "once" }))).ToJsonString();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => client.PostWithKeyAsync("batch", "one", Json(body), Cancelled)));
        var last = await client.PostWithKeyAsync("batch", "one", Json(body), Cancelled);

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK || (string)answer.Body["code"]! == "IDEMPOTENCY_KEY_IN_USE");
        answers.Where(answer => answer.Status == HttpStatusCode.OK).ShouldAllBe(answer => answer.Text == last.Text);
        ((int)(await client.GetAsync("batch/history", Cancelled)).Body["pagination"]!["total"]!).ShouldBe(1);
    }

    private const string Bulk = "../v2/portfolios";

    private static JsonObject Batch(string type, IEnumerable<(string Id, JsonObject Data)> operations) => new()
    {
        ["operation_type"] = type,
        ["operations"] = new JsonArray([.. operations.Select(operation => (JsonNode)new JsonObject { ["resource_id"] = operation.Id, ["data"] = operation.Data })]),
    };

    private static async Task<IReadOnlyList<string>> PortfoliosAsync(ApiClient client, int count) =>
        [.. (await client.PostAsync(Bulk, new JsonArray([.. Enumerable.Range(0, count).Select(i => (JsonNode)new JsonObject { ["name"] = $"Book {i:D2}", ["equity_balance"] = 1_000 })]), Cancelled)).Body.AsArray().Select(each => (string)each!["portfolio_id"]!)];

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static Task<Answer> SendAsync(ApiClient client, string body) => client.PostAsync("batch", Json(body), Cancelled);
}
