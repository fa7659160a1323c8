using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Api;

/// <summary>Many portfolios in one call.</summary>
public sealed class BulkPortfolioApiTests(ApiApp host) : ApiTest(host)
{
    private const string Portfolios = "../v2/portfolios";

    [Fact]
    public async Task Portfolios_CreatedAndSearched_AreTheOnesSent()
    {
        using var client = await RegisteredAsync();
        var sent = new JsonArray([.. Enumerable.Range(0, 100).Select(i => (JsonNode)new JsonObject { ["name"] = $"Book {i:D3}", ["date_created"] = new DateOnly(2024, 1, 1).AddDays(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) })]);
        sent[5]!["account_type"] = "ira";
        sent[5]!["equity_balance"] = 250_000.5;
        sent[5]!["description"] = "Words";
        sent[5]!["version"] = 3;

        var made = await client.PostAsync(Portfolios, sent, Cancelled);

        made.Status.ShouldBe(HttpStatusCode.Created, made.Text);
        var list = made.Body.AsArray();
        list.Select(each => (string)each!["name"]!).ShouldBe(sent.Select(each => (string)each!["name"]!));
        var sixth = list[5]!;
        ((string)sixth["account_type"]!, (decimal)sixth["equity_balance"]!, (string)sixth["description"]!, (int)sixth["version"]!, (string)sixth["currency"]!, (string)sixth["date_created"]!)
            .ShouldBe(("ira", 250_000.5m, "Words", 3, "USD", "2024-01-06T00:00:00+00:00"));
        var one = await client.GetAsync($"portfolios/{(string)sixth["portfolio_id"]!}", Cancelled);
        ((string)one.Body["name"]!, (int)one.Body["position_count"]!).ShouldBe(("Book 005", 0));

        var page = (await client.GetAsync($"{Portfolios}?name_like=bOOk 0&limit=30&offset=60", Cancelled)).Body;
        page["portfolios"]!.AsArray().Select(each => (string)each!["name"]!).ShouldBe(Enumerable.Range(10, 30).Reverse().Select(i => $"Book {i:D3}"));
        page["pagination"]!.ToJsonString().ShouldBe("""{"total_elements":100,"total_pages":4,"current_page":3,"page_size":30,"has_next":true,"has_previous":true}""");
        (await client.GetAsync($"{Portfolios}?name=book 007", Cancelled)).Body["pagination"]!.ToJsonString()
            .ShouldBe("""{"total_elements":1,"total_pages":1,"current_page":1,"page_size":50,"has_next":false,"has_previous":false}""");
        (await client.GetAsync($"{Portfolios}?name=none", Cancelled)).Body["pagination"]!.ToJsonString()
            .ShouldBe("""{"total_elements":0,"total_pages":0,"current_page":1,"page_size":50,"has_next":false,"has_previous":false}""");
        ShouldBeProblem(await client.GetAsync($"{Portfolios}?name=a&name_like=b", Cancelled), HttpStatusCode.BadRequest, "ERR_BULK_006");
        ShouldBeProblem(await client.GetAsync($"{Portfolios}?limit=1001", Cancelled), HttpStatusCode.BadRequest, "ERR_BULK_006");
    }

    [Fact]
    public async Task Portfolios_WhatIsWrong_IsToldAndNothingIsMade()
    {
        using var client = await RegisteredAsync();
        ShouldBeProblem(await SendAsync(client, "[]"), HttpStatusCode.BadRequest, "ERR_BULK_001");
        ShouldBeProblem(await SendAsync(client, """{"portfolio": []}"""), HttpStatusCode.BadRequest, "ERR_BULK_001");
        ShouldBeProblem(await SendAsync(client, "\"none\""), HttpStatusCode.BadRequest, "ERR_BULK_001");
        ShouldBeProblem(await SendAsync(client, $"[{string.Join(',', Enumerable.Range(0, 101).Select(i => $$"""{"name":"n{{i}}"}"""))}]"), HttpStatusCode.BadRequest, "ERR_BULK_002");
        ShouldBeProblem(await SendAsync(client, """{"portfolios":[{"name":"One"},{"name":" oNE"}]}"""), HttpStatusCode.BadRequest, "ERR_BULK_003");
        ShouldBeProblem(await SendAsync(client, """[{"name":"One","name":"Two"}]"""), HttpStatusCode.BadRequest, "ERR_REQUEST_001");
        ShouldBeProblem(await SendAsync(client, "[{"), HttpStatusCode.BadRequest, "ERR_REQUEST_001");
        ShouldBeProblem(await client.PostAsync(Portfolios, new StringContent("[]", Encoding.UTF8, "text/plain"), Cancelled), HttpStatusCode.UnsupportedMediaType, "ERR_REQUEST_001");
        ShouldBeProblem(await SendAsync(client, $"[{new string(' ', 2 * 1024 * 1024)}]"), HttpStatusCode.RequestEntityTooLarge, "ERR_BULK_007");

        var problem = ShouldBeProblem(await SendAsync(client, """[{"name":"Good"},7,{"name":["x"],"version":"two"},{"nam":"x"},{"name":"\ud800"},{"name":"Fine","currency":null}]"""), HttpStatusCode.BadRequest, "ERR_BULK_004");
        problem["errors"]!.AsArray().Select(error => $"{error!["details"]!["index"]} {error["details"]!["field"]} {error["details"]!["value"]}")
            .ShouldBe(["1  7", "2 name [\"x\"]", "2 version two", "3 nam \"x\"", "3 name ", "4 name \"\\ud800\""]);

        (await client.GetAsync("portfolios", Cancelled)).Body["total"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task Portfolios_WithoutPositions_LeaveTheFiguresOfAllTogetherAsTheyAre()
    {
        using var client = await RegisteredAsync();
        var held = await client.CreatedPortfolioAsync(new PortfolioUpload(), Cancelled);
        await client.CalculatedAsync(held, Cancelled);
        string[] figures = ["analytics/aggregate/overview", "analytics/aggregate/breakdown", "analytics/aggregate/beta", "analytics/aggregate/stress", "analytics/aggregate/targets"];
        List<string> before = [];
        foreach (var path in figures)
        {
            var figure = await client.GetAsync(path, Cancelled);
            figure.Status.ShouldBe(HttpStatusCode.OK, path);
            before.Add(figure.Text);
        }

        (await SendAsync(client, """[{"name":"Empty"},{"name":"Cash","equity_balance":1000}]""")).Status.ShouldBe(HttpStatusCode.Created);

        foreach (var (path, text) in figures.Zip(before))
        {
            var after = await client.GetAsync(path, Cancelled);
            (after.Status, after.Text).ShouldBe((HttpStatusCode.OK, text), path);
        }
        var listed = (await client.GetAsync("portfolios", Cancelled)).Body["portfolios"]!.AsArray();
        listed.Select(each => (decimal?)each!["equity_balance"]).Order().ShouldBe([null, 1000m, (decimal)listed.Single(each => (string)each!["id"]! == held)!["equity_balance"]!]);
    }

    [Fact]
    public async Task Portfolios_NameThereAlready_IsAConflictThatNamesIt()
    {
        using var client = await RegisteredAsync();
        (await SendAsync(client, """[{"name":"One"},{"name":"Two"}]""")).Status.ShouldBe(HttpStatusCode.Created);

        var problem = ShouldBeProblem(await SendAsync(client, """[{"name":"Three"},{"name":"tWO"}]"""), HttpStatusCode.Conflict, "ERR_BULK_005");

        ((int)problem["details"]!["index"]!, (string)problem["details"]!["name"]!).ShouldBe((1, "tWO"));
        (await client.GetAsync("portfolios", Cancelled)).Body["total"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task Portfolios_SixteenAtOnceWithOneKey_AreMadeOnce()
    {
        using var client = await RegisteredAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => client.PostWithKeyAsync(Portfolios, "one", Json("""[{"name":"One"},{"name":"Two"}]"""), Cancelled)));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created || answer.Status == HttpStatusCode.Conflict);
        answers.Where(answer => answer.Status == HttpStatusCode.Conflict).ShouldAllBe(answer => (string)answer.Body["code"]! == "IDEMPOTENCY_KEY_IN_USE");
        answers.Where(answer => answer.Status == HttpStatusCode.Created).Select(answer => answer.Text).Distinct().ShouldHaveSingleItem();
        (await client.PostWithKeyAsync(Portfolios, "one", Json("""[{"name":"One"},{"name":"Two"}]"""), Cancelled)).Status.ShouldBe(HttpStatusCode.Created);
        (await client.GetAsync("portfolios", Cancelled)).Body["total"]!.GetValue<int>().ShouldBe(2);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static Task<Answer> SendAsync(ApiClient client, string body) => client.PostAsync(Portfolios, Json(body), Cancelled);
}
