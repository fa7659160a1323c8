using System.Globalization;
using System.Net;
using System.Text;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Api;

/// <summary>Positions and securities, many in one call.</summary>
public sealed class BulkWriteApiTests(ApiApp host) : ApiTest(host)
{
    private const string Securities = "../v2/securities/bulk";

    [Fact]
    public async Task Positions_Written_AreThereAndTheAnswerSaysWhatCameOfThem()
    {
        using var client = await RegisteredAsync();
        var book = await BookAsync(client);

        var made = await SendAsync(client, book, Body("create", Item("AAPL"), Item("MSFT", "5.5")));

        made.Status.ShouldBe(HttpStatusCode.OK, made.Text);
        ((string)made.Body["operation"]!, (string)made.Body["outcome"]!, (int)made.Body["inserted"]!, (int)made.Body["positions_version"]!, (string)made.Body["next_step"]!).ShouldBe(("create", "completed", 2, 2, "calculate"));
        var metrics = made.Body["metrics"]!.AsObject();
        metrics.Select(member => member.Key).ShouldBe(["total", "succeeded", "failed", "skipped", "duration_ms", "items_per_second", "batches", "retries", "allocated_bytes", "peak_batch_size"]);
        ((int)metrics["total"]!, (int)metrics["succeeded"]!, (int)metrics["batches"]!, (int)metrics["retries"]!).ShouldBe((2, 2, 1, 0));
        ((int)(await client.GetAsync($"portfolios/{book}", Cancelled)).Body["position_count"]!).ShouldBe(2);
        var taken = ShouldBeProblem(await SendAsync(client, book, Body("create", Item("KO"), Item("aapl"), Item("MSFT"))), HttpStatusCode.Conflict, "ERR_BULK_010");
        taken["errors"]!.AsArray().Select(error => $"{error!["details"]!["index"]} {error["details"]!["key"]}").ShouldBe(["1 AAPL|2024-01-16", "2 MSFT|2024-01-16"]);
        ((int)taken["failed"]!).ShouldBe(2);
        ((int)(await client.GetAsync($"portfolios/{book}", Cancelled)).Body["position_count"]!).ShouldBe(2);
    }

    [Fact]
    public async Task Positions_WhatIsWrong_IsToldAndNothingIsWritten()
    {
        using var client = await RegisteredAsync();
        var book = await BookAsync(client);
        ShouldBeProblem(await SendAsync(client, book, "{"), HttpStatusCode.BadRequest, "ERR_REQUEST_001");
        ShouldBeProblem(await SendAsync(client, book, """{"operation":"create","operation":"create","items":[]}"""), HttpStatusCode.BadRequest, "ERR_REQUEST_001");
        ShouldBeProblem(await SendAsync(client, book, "[]"), HttpStatusCode.BadRequest, "ERR_BULK_008");
        ShouldBeProblem(await SendAsync(client, book, """{"operation":"create","items":[]}"""), HttpStatusCode.BadRequest, "ERR_BULK_001");
        ShouldBeProblem(await SendAsync(client, book, $$"""{"operation":"create","items":[{{string.Join(',', Enumerable.Repeat("0", 10_001))}}]}"""), HttpStatusCode.BadRequest, "ERR_BULK_002");
        ShouldBeProblem(await SendAsync(client, book, $"{{{new string(' ', 8 * 1024 * 1024)}}}"), HttpStatusCode.RequestEntityTooLarge, "ERR_BULK_007");

        var problem = ShouldBeProblem(await SendAsync(client, book, """{"operation":"create","items":[7,{"symbol":"A","quantity":[1]},{"symbol":"\ud800"},{"symbol":"A","quantity":0,"entry_price":1,"entry_date":"2024-01-16"}]}"""), HttpStatusCode.BadRequest, "ERR_BULK_004");

        problem["errors"]!.AsArray().Select(error => $"{error!["details"]!["index"]} {error["code"]} {error["field"]}").ShouldBe(["0 ERR_BULK_004 ", "1 ERR_BULK_004 quantity", "2 ERR_BULK_004 symbol", "3 ERR_POS_006 quantity"]);
        ((int)(await client.GetAsync($"portfolios/{book}", Cancelled)).Body["position_count"]!).ShouldBe(0);
    }

    [Fact]
    public async Task Positions_OfAnother_AreNotThere()
    {
        using var owner = await RegisteredAsync();
        using var stranger = await RegisteredAsync();

        ShouldBeProblem(await SendAsync(stranger, await BookAsync(owner), Body("create", Item("AAPL"))), HttpStatusCode.NotFound, "ERR_PORT_012");
    }

    [Fact]
    public async Task Positions_SentAgainWithTheSameKey_AreWrittenOnceAndAnsweredTheSame()
    {
        using var client = await RegisteredAsync();
        var path = $"../v2/portfolios/{await BookAsync(client)}/positions/bulk";

        var first = await client.PostWithKeyAsync(path, "one", Json(Body("create", Item("AAPL"))), Cancelled);
        var second = await client.PostWithKeyAsync(path, "one", Json(Body("create", Item("AAPL"))), Cancelled);

        (first.Status, second.Status, second.Text).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK, first.Text));
        ShouldBeProblem(await client.PostWithKeyAsync(path, "one", Json(Body("create", Item("KO"))), Cancelled), HttpStatusCode.UnprocessableEntity, "IDEMPOTENCY_KEY_REUSED");
    }

    [Fact]
    public async Task Positions_TenThousand_AreWrittenInOneCall()
    {
        using var client = await RegisteredAsync();
        var book = await BookAsync(client);

        var answer = await SendAsync(client, book, Body("upsert", [.. Enumerable.Range(0, 10_000).Select(i => Item(string.Create(CultureInfo.InvariantCulture, $"S{i}")))]));

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        ((int)answer.Body["inserted"]!, (int)answer.Body["metrics"]!["batches"]!).ShouldBe((10_000, 40));
        ((long)answer.Body["metrics"]!["allocated_bytes"]!).ShouldBeLessThan(100 * 10L * 1024 * 1024);
        ((int)(await client.GetAsync($"portfolios/{book}", Cancelled)).Body["position_count"]!).ShouldBe(10_000);
    }

    [Fact]
    public async Task Securities_ByAUser_AreForbidden()
    {
        using var client = await RegisteredAsync();

        (await client.PostAsync(Securities, Json("""{"operation":"upsert","items":[{"symbol":"AAPL","sector":"Fruit"}]}"""), Cancelled)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static string Body(string operation, params string[] items) => $$"""{"operation":"{{operation}}","items":[{{string.Join(',', items)}}]}""";

    private static string Item(string symbol, string quantity = "10") => $$"""{"symbol":"{{symbol}}","quantity":{{quantity}},"entry_price":100,"entry_date":"2024-01-16"}""";

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static Task<Answer> SendAsync(ApiClient client, string book, string body) => client.PostAsync($"../v2/portfolios/{book}/positions/bulk", Json(body), Cancelled);

    private static async Task<string> BookAsync(ApiClient client)
    {
        var made = await client.PostAsync("../v2/portfolios", Json("""[{"name":"Book"}]"""), Cancelled);
        return (string)made.Body.AsArray()[0]!["portfolio_id"]!;
    }
}
