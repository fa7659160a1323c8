using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Api;

public sealed class TargetApiTests(ApiApp host) : ApiTest(host)
{
    private const string Header = "Symbol,Direction,End Of Year,Next Year,Downside,Note\n";

    [Fact]
    public async Task Targets_SetListedReplacedAndRemoved()
    {
        using var client = await RegisteredAsync();
        var put = await client.PutAsync("target-prices", Targets(("aapl", null, 260m), ("TSLA", "short", 180.25m)), Cancelled);
        put.Status.ShouldBe(HttpStatusCode.OK, put.Text);
        ((int)put.Body["added"]!, (int)put.Body["replaced"]!, (int)put.Body["total"]!).ShouldBe((2, 0, 2));
        ((int)(await client.PutAsync("target-prices", Targets(("AAPL", "LONG", 270m)), Cancelled)).Body["replaced"]!).ShouldBe(1);

        var list = (await client.GetAsync("target-prices?limit=1", Cancelled)).Body;
        ((int)list["total"]!, (int)list["limit"]!, (int)list["offset"]!).ShouldBe((2, 1, 0));
        var first = list["targets"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)first["symbol"]!, (string)first["direction"]!, (decimal)first["end_of_year"]!, first["next_year"]).ShouldBe(("AAPL", "LONG", 270m, null));

        (await client.DeleteAsync("target-prices?symbol=aapl", Cancelled)).Status.ShouldBe(HttpStatusCode.NoContent);
        ShouldBeProblem(await client.DeleteAsync("target-prices?symbol=AAPL", Cancelled), HttpStatusCode.NotFound, "ERR_TARGET_009");
        ShouldBeProblem(await client.DeleteAsync("target-prices", Cancelled), HttpStatusCode.UnprocessableEntity, "ERR_TARGET_001");
        ((int)(await client.GetAsync("target-prices", Cancelled)).Body["total"]!).ShouldBe(1);
    }

    [Fact]
    public async Task Put_WithFaults_Is422WithAllOfThemAndStoresNothing()
    {
        using var client = await RegisteredAsync();

        var problem = ShouldBeProblem(
            await client.PutAsync("target-prices", Targets(("AAPL", null, 260m), ("", "UP", 0m), ("aapl", "LONG", 1m)), Cancelled), HttpStatusCode.UnprocessableEntity, "ERR_TARGET_001");

        CodesOf(problem).ShouldBe(["ERR_TARGET_001", "ERR_TARGET_002", "ERR_TARGET_003", "ERR_TARGET_006"]);
        ((string)problem["errors"]![2]!["field"]!).ShouldBe("targets[1].end_of_year");
        ((int)(await client.GetAsync("target-prices", Cancelled)).Body["total"]!).ShouldBe(0);
        (await client.PutAsync("target-prices", new JsonObject { ["targets"] = new JsonArray((JsonNode?)null) }, Cancelled)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await client.PutAsync("target-prices", JsonValue.Create("words"), Cancelled)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await client.PutAsync("target-prices", new JsonObject(), Cancelled)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Import_FaultyThenMended_IsExportedAsItWas()
    {
        using var client = await RegisteredAsync();

        var problem = ShouldBeProblem(await ImportAsync(client, Header + "AAPL,,260,,,grows\nTSLA,SHORT,none,,,\nAAPL,,1,,,\n"), HttpStatusCode.UnprocessableEntity, "ERR_TARGET_008");
        ((int)problem["error_count"]!, (int)problem["total_rows"]!, (int)problem["valid_rows"]!).ShouldBe((2, 3, 1));
        CodesOf(problem).ShouldBe(["ERR_TARGET_003", "ERR_TARGET_006"]);
        ((int)problem["errors"]![0]!["row"]!, (string)problem["errors"]![0]!["field"]!).ShouldBe((3, "End Of Year"));
        ((int)(await client.GetAsync("target-prices", Cancelled)).Body["total"]!).ShouldBe(0);

        var done = await ImportAsync(client, Header + "AAPL,,260,,,grows\nTSLA,SHORT,\"$1,180.50\",,,\n");
        ((int)done.Body["added"]!, (int)done.Body["total_rows"]!).ShouldBe((2, 2), done.Text);

        var export = await client.GetAsync("target-prices.csv", Cancelled);
        export.ContentType.ShouldBe("text/csv; charset=utf-8");
        export.Text.ReplaceLineEndings("\n").ShouldBe("\uFEFF" + Header + "AAPL,LONG,260,,,grows\nTSLA,SHORT,1180.5,,,\n");
        ((int)(await ImportAsync(client, export.Text)).Body["replaced"]!).ShouldBe(2);

        ShouldBeProblem(await ImportAsync(client, new string('x', (2 * 1024 * 1024) + 1)), HttpStatusCode.UnprocessableEntity, "ERR_TARGET_008");
        ShouldBeProblem(await client.PostAsync("target-prices/import", new MultipartFormDataContent(), Cancelled), HttpStatusCode.BadRequest, "ERR_PORT_007");
    }

    [Fact]
    public async Task Analytics_OfOneAndOfAll_SayWhatTargetsMean()
    {
        using var client = await RegisteredAsync();
        var id = await client.CreatedPortfolioAsync(new PortfolioUpload { Csv = Books.Fifty(), EquityBalance = "750,000" }, Cancelled);
        var before = (await client.GetAsync($"portfolios/{id}/analytics/targets", Cancelled)).Body;
        before["horizons"]!["end_of_year"]!["expected_return"]!["value"].ShouldBeNull();
        ((string)before["horizons"]!["end_of_year"]!["expected_return"]!["reason"]!).ShouldNotBeNullOrEmpty();
        await client.CalculatedAsync(id, Cancelled);
        var holdings = (await client.GetAsync($"portfolios/{id}/analytics/targets", Cancelled)).Body["holdings"]!.AsArray();
        var (apple, tesla) = (Holding(holdings, "AAPL"), Holding(holdings, "TSLA"));
        ((string)tesla["direction"]!).ShouldBe("SHORT");
        Holding(before["holdings"]!.AsArray(), "AAPL")["needs_price_update"].ShouldBeNull("it has not been valued");
        ((bool)apple["needs_price_update"]!).ShouldBeFalse();
        var (p, q) = ((decimal)apple["price"]!["value"]!, (decimal)tesla["price"]!["value"]!);

        await client.PutAsync("target-prices", Targets(("AAPL", "LONG", Math.Round(p * 1.1m, 2)), ("TSLA", "SHORT", Math.Round(q * .8m, 2)), ("ZZZZ", null, 5m)), Cancelled);

        var one = (await client.GetAsync($"portfolios/{id}/analytics/targets", Cancelled)).Body;
        var upside = ((Math.Round(p * 1.1m, 2) - p) * (decimal)apple["quantity"]!) + ((Math.Round(q * .8m, 2) - q) * (decimal)tesla["quantity"]!);
        var year = one["horizons"]!["end_of_year"]!;
        ((decimal)year["upside"]!["value"]!).ShouldBe(upside);
        ((decimal)year["expected_return"]!["value"]!).ShouldBe(upside / 750_000m, 1e-12m);
        ((double)year["expected_return"]!["coverage"]!).ShouldBeInRange(0.001, .999);
        ((int)year["holdings"]!).ShouldBe(2);
        ((decimal)Holding(one["holdings"]!.AsArray(), "TSLA")["horizons"]!["end_of_year"]!["expected_return"]!["value"]!).ShouldBe(.2m, .001m);
        ((string)one["not_held"]!.AsArray().ShouldHaveSingleItem()!["symbol"]!).ShouldBe("ZZZZ");

        var all = (await client.GetAsync("analytics/aggregate/targets", Cancelled)).Body;
        all["portfolio_id"].ShouldBeNull();
        ((decimal)all["horizons"]!["end_of_year"]!["upside"]!["value"]!).ShouldBe(upside);
    }

    [Fact]
    public async Task Analytics_OfAHoldingWithoutAPrice_SayThatItNeedsOne()
    {
        using var client = await RegisteredAsync();
        var id = await client.CreatedPortfolioAsync(new PortfolioUpload { Csv = Books.OneStock + "PLANFUND1,10,20,2024-01-16,PUBLIC,STOCK,,,,,,\n" }, Cancelled);
        await client.CalculatedAsync(id, Cancelled);

        var holdings = (await client.GetAsync($"portfolios/{id}/analytics/targets", Cancelled)).Body["holdings"]!.AsArray();

        ((bool)Holding(holdings, "AAPL")["needs_price_update"]!).ShouldBeFalse();
        ((bool)Holding(holdings, "PLANFUND1")["needs_price_update"]!).ShouldBeTrue();
        using var http = new HttpClient();
        var document = JsonNode.Parse(await http.GetStringAsync(new Uri(Address, "/openapi/v1.json"), Cancelled))!;
        ((string?)document["components"]!["schemas"]!["TargetHoldingResponse"]!["properties"]!["needs_price_update"]!["description"]).ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Everything_OfAnotherOrOfNobody_IsClosed()
    {
        using var owner = await RegisteredAsync();
        using var other = await RegisteredAsync();
        var id = await owner.CreatedPortfolioAsync(new PortfolioUpload(), Cancelled);
        await owner.PutAsync("target-prices", Targets(("AAPL", null, 1m)), Cancelled);

        ShouldBeProblem(await other.GetAsync($"portfolios/{id}/analytics/targets", Cancelled), HttpStatusCode.NotFound, "ERR_PORT_012");
        ((int)(await other.GetAsync("target-prices", Cancelled)).Body["total"]!).ShouldBe(0);
        ShouldBeProblem(await other.DeleteAsync("target-prices?symbol=AAPL", Cancelled), HttpStatusCode.NotFound, "ERR_TARGET_009");
        other.Use(null);
        foreach (var path in (string[])["target-prices", "target-prices.csv", "analytics/aggregate/targets", $"portfolios/{id}/analytics/targets"])
        {
            (await other.GetAsync(path, Cancelled)).Status.ShouldBe(HttpStatusCode.Unauthorized, path);
        }

        (await other.PutAsync("target-prices", Targets(("AAPL", null, 1m)), Cancelled)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await other.GetAsync("target-prices/csv-template", Cancelled)).Headers["Cache-Control"].ShouldContain("3600");
    }

    [Fact]
    public async Task OpenApi_DescribesThem()
    {
        using var http = new HttpClient();

        var paths = JsonNode.Parse(await http.GetStringAsync(new Uri(Address, "/openapi/v1.json"), Cancelled))!["paths"]!.AsObject();

        foreach (var (path, verb) in ((string, string)[])
        [
            ("/api/v1/target-prices", "get"), ("/api/v1/target-prices", "put"), ("/api/v1/target-prices", "delete"), ("/api/v1/target-prices/import", "post"),
            ("/api/v1/target-prices/csv-template", "get"), ("/api/v1/target-prices.csv", "get"), ("/api/v1/portfolios/{id}/analytics/targets", "get"), ("/api/v1/analytics/aggregate/targets", "get"),
        ])
        {
            ((string?)paths[path]?[verb]?["summary"]).ShouldNotBeNullOrEmpty($"{verb} {path}");
            ((string?)paths[path]![verb]!["operationId"]).ShouldNotBeNullOrEmpty();
        }
    }

    private static JsonObject Targets(params (string Symbol, string? Direction, decimal EndOfYear)[] targets) => new()
    {
        ["targets"] = new JsonArray([.. targets.Select(target => new JsonObject { ["symbol"] = target.Symbol, ["direction"] = target.Direction, ["end_of_year"] = target.EndOfYear })]),
    };

    private static JsonNode Holding(JsonArray holdings, string symbol) => holdings.Single(holding => (string)holding!["symbol"]! == symbol)!;

    private static Task<Answer> ImportAsync(ApiClient client, string text)
    {
        var content = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "csv_file", "targets.csv" } };
        return client.PostAsync("target-prices/import", content, Cancelled);
    }
}
