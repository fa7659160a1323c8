using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Api;

/// <summary>Investment models, by their own paths and by those from before.</summary>
public sealed class ModelApiTests(ApiApp host) : ApiTest(host)
{
    public static TheoryData<string, string, string> Spellings { get; } = new() { { "models", "positions", "portfolios" }, { "model", "position", "portfolio" } };

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task Model_ThroughItsLife_IsWhatItsCallsMadeOfIt(string root, string positions, string portfolios)
    {
        using var client = await RegisteredAsync();
        var (one, two) = (await PortfolioAsync(client, "One"), await PortfolioAsync(client, "Two"));

        var made = await client.PostAsync(root, new JsonObject { ["name"] = " Core ", ["positions"] = new JsonArray(Target("ko", 0.3), Target("Z", 0), Target("TECH123456789012345678AB", 0.25)), ["portfolios"] = new JsonArray(one) }, Cancelled);
        made.Status.ShouldBe(HttpStatusCode.Created, made.Text);
        var id = (string)made.Body["model_id"]!;
        made.Headers["Location"].ShouldBe($"/api/v1/models/{id}");
        ((string)made.Body["name"]!, (int)made.Body["version"]!, (decimal)made.Body["target_total"]!, made.Body["last_rebalance_date"]).ShouldBe(("Core", 1, 0.55m, null));
        SecuritiesOf(made).ShouldBe("KO 0.3, TECH123456789012345678AB 0.25");

        var added = await client.PostAsync($"{root}/{id}/{positions}", Target("PEP", 0.4), Cancelled);
        (SecuritiesOf(added), (int)added.Body["version"]!).ShouldBe(("KO 0.3, TECH123456789012345678AB 0.25, PEP 0.4", 2));
        var set = await client.PutAsync($"{root}/{id}/{positions}?version=2", new JsonObject { ["positions"] = new JsonArray(Target("PEP", 0.2), Target("ko", 0)) }, Cancelled);
        (SecuritiesOf(set), (int)set.Body["version"]!).ShouldBe(("TECH123456789012345678AB 0.25, PEP 0.2", 3));
        SecuritiesOf(await client.DeleteAsync($"{root}/{id}/{positions}?security=pep,none", Cancelled)).ShouldBe("TECH123456789012345678AB 0.25");
        SecuritiesOf(await SendAsync(client, "DELETE", $"{root}/{id}/{positions}", new JsonObject { ["security_id"] = "TECH123456789012345678AB", ["target"] = 0.25, ["low_drift"] = 0, ["high_drift"] = 0 })).ShouldBe("");

        var attached = await client.PostAsync($"{root}/{id}/{portfolios}", new JsonObject { ["portfolios"] = new JsonArray(two, one), ["version"] = 5 }, Cancelled);
        (PortfoliosOf(attached), (int)attached.Body["version"]!).ShouldBe(($"{one} {two}", 6));
        (await client.PostAsync($"{root}/{id}/{portfolios}", new JsonObject { ["portfolios"] = new JsonArray(two) }, Cancelled)).Text.ShouldBe(attached.Text);
        PortfoliosOf(await client.DeleteAsync($"{root}/{id}/{portfolios}?portfolio={one}", Cancelled)).ShouldBe(two);
        ((int)(await SendAsync(client, "DELETE", $"{root}/{id}/{portfolios}", new JsonObject { ["portfolios"] = new JsonArray(one) })).Body["version"]!).ShouldBe(7);

        // As it is read it can be sent again, and changes nothing.
        var read = await client.GetAsync($"{root}/{id}", Cancelled);
        (await client.PutAsync($"{root}/{id}", read.Body, Cancelled)).Text.ShouldBe(read.Text);
        ((string)(await client.PutAsync($"{root}/{id}", new JsonObject { ["name"] = "Kern", ["version"] = 7 }, Cancelled)).Body["name"]!).ShouldBe("Kern");

        ShouldBeProblem(await client.DeleteAsync($"{root}/{id}?version=7", Cancelled), HttpStatusCode.Conflict, "CONCURRENCY_ERROR")["detail"]!.ToString().ShouldContain("Changed since: name (version 8).");
        (await client.DeleteAsync($"{root}/{id}?version=8", Cancelled)).Status.ShouldBe(HttpStatusCode.NoContent);
        ShouldBeProblem(await client.GetAsync($"{root}/{id}", Cancelled), HttpStatusCode.NotFound, "MODEL_NOT_FOUND");
    }

    [Fact]
    public async Task Model_WithFaults_IsRefusedWithEachOfThem()
    {
        using var client = await RegisteredAsync();

        var problem = ShouldBeProblem(
            await client.PostAsync("models", new JsonObject { ["name"] = "M", ["positions"] = new JsonArray(Target("A", 0.0075), Target("a", 0.1), new JsonObject { ["security"] = "B", ["target"] = 0.1, ["low_drift"] = 0.5, ["high_drift"] = 0.1 }) }, Cancelled),
            HttpStatusCode.BadRequest, "VALIDATION_ERROR");

        problem["errors"]!.AsArray().Select(error => (string)error!["field"]!).ShouldBe(["positions[0].target", "positions[2].low_drift"]);
        ShouldBeProblem(await client.PostAsync("models", new JsonObject { ["name"] = "M", ["positions"] = new JsonArray(Target("A", 0.5), Target("B", 0.455)) }, Cancelled), HttpStatusCode.BadRequest, "VALIDATION_ERROR")
            ["detail"]!.ToString().ShouldContain("0.955");
        ShouldBeProblem(await client.PostAsync("models", new StringContent("{", Encoding.UTF8, "application/json"), Cancelled), HttpStatusCode.BadRequest, "ERR_REQUEST_001");
        ShouldBeProblem(await client.PostAsync("models", new JsonObject(), Cancelled), HttpStatusCode.BadRequest, "VALIDATION_ERROR");
        ShouldBeProblem(await client.GetAsync("models?sort_by=size", Cancelled), HttpStatusCode.BadRequest, "VALIDATION_ERROR");
        ((int)(await client.GetAsync("models", Cancelled)).Body["pagination"]!["total"]!).ShouldBe(0);
    }

    [Fact]
    public async Task Model_OfAnotherOrWithAnothersPortfolio_IsNotThere()
    {
        using var client = await RegisteredAsync();
        using var other = await RegisteredAsync();
        var (mine, theirs) = (await PortfolioAsync(client, "Mine"), await PortfolioAsync(other, "Theirs"));
        var id = (string)(await client.PostAsync("models", new JsonObject { ["name"] = "Core", ["portfolios"] = new JsonArray(mine) }, Cancelled)).Body["model_id"]!;

        foreach (var root in (string[])["models", "model"])
        {
            ShouldBeProblem(await other.GetAsync($"{root}/{id}", Cancelled), HttpStatusCode.NotFound, "MODEL_NOT_FOUND");
            ShouldBeProblem(await other.PutAsync($"{root}/{id}", new JsonObject { ["name"] = "Theirs" }, Cancelled), HttpStatusCode.NotFound, "MODEL_NOT_FOUND");
            ShouldBeProblem(await other.DeleteAsync($"{root}/{id}", Cancelled), HttpStatusCode.NotFound, "MODEL_NOT_FOUND");
        }

        ShouldBeProblem(await client.PostAsync($"models/{id}/portfolios", new JsonObject { ["portfolios"] = new JsonArray(theirs) }, Cancelled), HttpStatusCode.NotFound, "PORTFOLIO_NOT_FOUND");
        ShouldBeProblem(await client.PostAsync("models", new JsonObject { ["name"] = "core" }, Cancelled), HttpStatusCode.Conflict, "BUSINESS_RULE_VIOLATION");
        ShouldBeProblem(await client.PutAsync($"models/{id}?version=1", new JsonObject { ["name"] = "X", ["version"] = 2 }, Cancelled), HttpStatusCode.BadRequest, "VALIDATION_ERROR");
        ((int)(await other.GetAsync("models", Cancelled)).Body["pagination"]!["total"]!).ShouldBe(0);
        await PortfolioAsync(client, "Second");
        (await client.DeleteAsync($"portfolios/{mine}", Cancelled)).Status.ShouldBe(HttpStatusCode.NoContent);
        PortfoliosOf(await client.GetAsync($"model/{id}", Cancelled)).ShouldBe("");
    }

    [Fact]
    public async Task Models_Sorted_ComeInThatOrder()
    {
        using var client = await RegisteredAsync();
        foreach (var name in (string[])["Beta", "alpha", "Gamma"])
        {
            (await client.PostAsync("models", new JsonObject { ["name"] = name }, Cancelled)).Status.ShouldBe(HttpStatusCode.Created);
            await Task.Delay(2, Cancelled); // ids of one millisecond have no order
        }

        (await NamesAsync("models")).ShouldBe("alpha Beta Gamma");
        (await NamesAsync("models?sort_by=-name")).ShouldBe("Gamma Beta alpha");
        (await NamesAsync("models?sort_by=+model_id")).ShouldBe("Beta alpha Gamma");
        (await NamesAsync("model?sort_by=last_rebalance_date,%2Bname&limit=1&offset=1")).ShouldBe("Beta");

        async Task<string> NamesAsync(string path) => string.Join(' ', (await client.GetAsync(path, Cancelled)).Body["models"]!.AsArray().Select(model => (string)model!["name"]!));
    }

    [Fact]
    public async Task Model_MadeAndChangedTwiceWithOneKey_IsMadeAndChangedOnce()
    {
        using var client = await RegisteredAsync();
        var body = new JsonObject { ["name"] = "Core" }.ToJsonString();

        var first = await client.PostWithKeyAsync("models", "make", Json(body), Cancelled);
        (await client.PostWithKeyAsync("models", "make", Json(body), Cancelled)).Text.ShouldBe(first.Text);
        var id = (string)first.Body["model_id"]!;
        var target = Target("KO", 0.1).ToJsonString();
        var added = await client.PostWithKeyAsync($"models/{id}/positions", "add", Json(target), Cancelled);
        var again = await client.PostWithKeyAsync($"models/{id}/positions", "add", Json(target), Cancelled);

        (added.Status, again.Text, (int)again.Body["version"]!).ShouldBe((HttpStatusCode.OK, added.Text, 2));
        (await SendAsync(client, "DELETE", $"models/{id}", null, "delete")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await SendAsync(client, "DELETE", $"models/{id}", null, "delete")).Status.ShouldBe(HttpStatusCode.NoContent);
        ShouldBeProblem(await client.DeleteAsync($"models/{id}", Cancelled), HttpStatusCode.NotFound, "MODEL_NOT_FOUND");
    }

    [Fact]
    public async Task Models_DeletedInABatch_AreGone()
    {
        using var client = await RegisteredAsync();
        var id = (string)(await client.PostAsync("models", new JsonObject { ["name"] = "Core" }, Cancelled)).Body["model_id"]!;
        var operations = new JsonArray([.. Enumerable.Range(0, 2).Select(_ => (JsonNode)new JsonObject { ["method"] = "DELETE", ["resource_id"] = id, ["data"] = new JsonObject { ["resource_type"] = "model" } })]);

        var batch = (await client.PostAsync("batch", new JsonObject { ["operation_type"] = "bulk_delete", ["operations"] = operations }, Cancelled)).Body;

        batch["results"]!.AsArray().Select(result => ((int)result!["status"]!, (string?)result["error"]?["type"])).ShouldBe([(200, null), (404, "/errors/MODEL_NOT_FOUND")]);
        ShouldBeProblem(await client.GetAsync($"models/{id}", Cancelled), HttpStatusCode.NotFound, "MODEL_NOT_FOUND");
    }

    [Fact]
    public async Task Reference_HasThePathsOnce()
    {
        using var client = await RegisteredAsync();

        var paths = (await client.GetAsync("/openapi/v1.json", Cancelled)).Body["paths"]!.AsObject().Select(path => path.Key).ToList();

        paths.ShouldContain("/api/v1/models/{model_id}/positions");
        paths.Where(path => path.StartsWith("/api/v1/model/", StringComparison.Ordinal) || path == "/api/v1/model").ShouldBeEmpty();
    }

    private static JsonObject Target(string security, double target) => new() { ["security"] = security, ["target"] = (decimal)target, ["low_drift"] = 0.01m, ["high_drift"] = 0.02m };

    private static string SecuritiesOf(Answer answer) => string.Join(", ", (answer.Body["positions"] ?? throw new InvalidOperationException(answer.Text)).AsArray().Select(position => FormattableString.Invariant($"{position!["security"]} {(decimal)position["target"]!:0.###}")));

    private static string PortfoliosOf(Answer answer) => string.Join(' ', (answer.Body["portfolios"] ?? throw new InvalidOperationException(answer.Text)).AsArray().Select(id => (string)id!));

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static Task<Answer> SendAsync(ApiClient client, string method, string path, JsonObject? body, string? key = null) =>
        client.SendAsync(new HttpMethod(method), path, body is null ? null : JsonContent.Create(body), key, Cancelled);

    private static async Task<string> PortfolioAsync(ApiClient client, string name) =>
        (string)(await client.PostAsync("../v2/portfolios", new JsonArray(new JsonObject { ["name"] = name, ["equity_balance"] = 1_000 }), Cancelled)).Body.AsArray()[0]!["portfolio_id"]!;
}
