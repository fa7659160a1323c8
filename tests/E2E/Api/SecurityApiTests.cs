using System.Net;
using System.Text.Json.Nodes;
using E2E.Harness;
using E2E.Journeys;
using Shouldly;
using Xunit;

namespace E2E.Api;

/// <summary>What is known of single symbols, over HTTP.</summary>
public sealed class SecurityApiTests(ApiApp host) : ApiTest(host)
{
    [Fact]
    public async Task Security_OfAHeldSymbol_IsThere_AndAnUnknownOneIsNot()
    {
        using var user = await RegisteredAsync();
        await user.CalculatedPortfolioAsync(new PortfolioUpload { Csv = Books.OneStock }, Cancelled);

        var found = await user.GetAsync("securities/aapl", Cancelled);

        found.Status.ShouldBe(HttpStatusCode.OK, found.Text);
        ((string)found.Body["symbol"]!, (string)found.Body["price"]!["source"]!, (bool)found.Body["price"]!["is_sample"]!).ShouldBe(("AAPL", "Sample", true));
        ((decimal)found.Body["price"]!["close"]!).ShouldBeGreaterThan(0);
        ((int)found.Body["price"]!["sessions_behind"]!, (bool)found.Body["price"]!["is_stale"]!).ShouldBe((0, false));
        found.Body["fundamentals"].ShouldBeNull("the sample market has none");
        found.Body["corporate_actions"]!.AsArray().ShouldAllBe(action => (string)action!["kind"]! == "dividend" && (decimal)action["value"]! > 0);
        ShouldBeProblem(await user.GetAsync("securities/NOBODYS", Cancelled), HttpStatusCode.NotFound, "ERR_MARKET_001");
        using var nobody = new ApiClient(Address);
        (await nobody.GetAsync("securities/AAPL", Cancelled)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task OpenApi_DescribesSecuritiesAndTheQuarantine()
    {
        using var http = new HttpClient();

        var document = JsonNode.Parse(await http.GetStringAsync(new Uri(Address, "/openapi/v1.json"), Cancelled))!;

        document["paths"]!["/api/v1/securities/{symbol}"]!["get"]!["responses"]!.AsObject().Select(response => response.Key).ShouldBe(["200", "401", "404"], ignoreOrder: true);
        document["paths"]!["/api/v1/admin/market/quarantine"]!["get"]!["parameters"]!.AsArray().Select(parameter => (string)parameter!["name"]!).ShouldBe(["symbol", "limit", "offset"], ignoreOrder: true);
    }
}
