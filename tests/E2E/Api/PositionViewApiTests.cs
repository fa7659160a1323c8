using System.Net;
using System.Text.Json.Nodes;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Api;

public sealed class PositionViewApiTests(ApiApp host) : ApiTest(host)
{
    [Fact]
    public async Task Put_AView_IsListedReplacedAndRemoved()
    {
        using var client = await RegisteredAsync();
        var added = await client.PutAsync("position-views", View("Options", sort: "-theta", columns: ["theta", "value"]), Cancelled);

        added.Status.ShouldBe(HttpStatusCode.Created, added.Text);
        ((string)added.Body["query"]!).ShouldBe("q=spy&class=options&sort=-theta&cols=position,theta,value");
        (await client.PutAsync("position-views", new JsonObject { ["name"] = "All of it" }, Cancelled)).Status.ShouldBe(HttpStatusCode.Created);
        var replaced = await client.PutAsync("position-views", View("OPTIONS", sort: "beta", columns: null), Cancelled);
        replaced.Status.ShouldBe(HttpStatusCode.OK, replaced.Text);
        ((string)replaced.Body["id"]!).ShouldBe((string)added.Body["id"]!);

        var views = (await client.GetAsync("position-views", Cancelled)).Body["position_views"]!.AsArray();
        views.Select(view => (string)view!["name"]!).ShouldBe(["All of it", "OPTIONS"]);
        var (plain, options) = (views[0]!, views[1]!);
        (plain["text"], plain["class"], (bool)plain["with_closed"]!, (string)plain["sort"]!, (string)plain["query"]!).ShouldBe((null, null, false, "-value", ""));
        plain["columns"]!.AsArray().Select(column => (string)column!).ShouldBe(["position", "class", "side", "quantity", "price", "value", "weight", "day", "pnl", "exposure", "beta"]);
        ((string)options["text"]!, (string)options["class"]!, (string)options["sort"]!).ShouldBe(("spy", "OPTIONS", "beta"));

        (await client.DeleteAsync($"position-views/{options["id"]}", Cancelled)).Status.ShouldBe(HttpStatusCode.NoContent);
        ShouldBeProblem(await client.DeleteAsync($"position-views/{options["id"]}", Cancelled), HttpStatusCode.NotFound, "ERR_VIEW_003");
        (await client.GetAsync("position-views", Cancelled)).Body["position_views"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Put_WhatCannotBe_SaysAllThatIsWrong()
    {
        using var client = await RegisteredAsync();
        var problem = ShouldBeProblem(
            await client.PutAsync(
                "position-views",
                new JsonObject { ["name"] = " ", ["text"] = new string('x', 101), ["class"] = "bonds", ["sort"] = "--theta", ["columns"] = new JsonArray("beta", "Sharpe", null) },
                Cancelled),
            HttpStatusCode.BadRequest,
            "ERR_VIEW_001");

        CodesOf(problem).ShouldBe(["ERR_VIEW_001", "ERR_VIEW_004", "ERR_VIEW_004", "ERR_VIEW_004", "ERR_VIEW_004", "ERR_VIEW_004"]);
        problem["errors"]!.AsArray().Select(error => (string)error!["field"]!).ShouldBe(["name", "text", "class", "sort", "columns", "columns"]);
        ((string)problem["errors"]![4]!["message"]!).ShouldStartWith("“Sharpe” is no column. Use one of position, class,");
        (await client.GetAsync("position-views", Cancelled)).Body["position_views"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Views_OfAnother_AreNotThere()
    {
        using var owner = await RegisteredAsync();
        using var other = await RegisteredAsync();
        var id = (string)(await owner.PutAsync("position-views", new JsonObject { ["name"] = "Mine" }, Cancelled)).Body["id"]!;

        ShouldBeProblem(await other.DeleteAsync($"position-views/{id}", Cancelled), HttpStatusCode.NotFound, "ERR_VIEW_003");
        (await other.GetAsync("position-views", Cancelled)).Body["position_views"]!.AsArray().ShouldBeEmpty();
        (await owner.GetAsync("position-views", Cancelled)).Body["position_views"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Views_WithoutSignIn_Are401()
    {
        using var nobody = new ApiClient(Address);

        ShouldBeProblem(await nobody.GetAsync("position-views", Cancelled), HttpStatusCode.Unauthorized, "ERR_AUTH_001");
    }

    private static JsonObject View(string name, string sort, string[]? columns) => new()
    {
        ["name"] = name,
        ["text"] = " spy ",
        ["class"] = "options",
        ["sort"] = sort,
        ["columns"] = columns is null ? null : new JsonArray([.. columns.Select(column => (JsonNode)column)]),
    };
}
