using System.Text.Json.Nodes;
using E2E.Harness;
using E2E.Journeys;
using Shouldly;
using Xunit;

namespace E2E.Api;

/// <summary>What is asked of all portfolios together, and of a session that is past.</summary>
public sealed class AggregateApiTests(ApiApp host) : ApiTest(host)
{
    [Fact]
    public async Task OverviewVolatilityAndFactors_OfTwo_AreOfOneBook_NowAndAtASession()
    {
        using var client = await RegisteredAsync();
        var first = await client.CalculatedPortfolioAsync(new() { PortfolioName = "One", AccountName = "One", EquityAsOf = "2026-10-01" }, Cancelled);
        var second = await client.CalculatedPortfolioAsync(new() { Csv = Books.Fifty(), PortfolioName = "Two", AccountName = "Two", EquityAsOf = "2026-10-15" }, Cancelled);

        var overview = (await client.GetAsync("analytics/aggregate/overview", Cancelled)).Body;
        var sum = 0m;
        foreach (var id in (string[])[first, second])
        {
            sum += (decimal)(await client.GetAsync($"portfolios/{id}/analytics/overview", Cancelled)).Body["figures"]!["equity"]!["value"]!;
        }

        ((decimal)overview["figures"]!["equity"]!["value"]!).ShouldBe(sum);
        var newest = (string)overview["as_of"]!;
        foreach (var (path, result, figure) in ((string, string, string)[])[("volatility", "volatility", "realised_63"), ("factors", "factors", "beta_market")])
        {
            var report = (await client.GetAsync($"analytics/aggregate/{path}", Cancelled)).Body;
            ((string)report["as_of"]!, report["portfolio_id"]).ShouldBe((newest, null));
            var found = report["results"]!.AsArray().Single(each => (string)each!["id"]! == result)!["figures"]![figure]!;
            ((double)found["coverage"]!).ShouldBeInRange(.5, 1);
            ((int)found["observations"]!).ShouldBeGreaterThan(60);
            double.IsFinite((double)found["value"]!).ShouldBeTrue();

            var past = (await client.GetAsync($"analytics/aggregate/{path}?session=2026-10-20", Cancelled)).Body;
            ((string)past["as_of"]!).ShouldBe("2026-10-20");
            var before = (await client.GetAsync($"analytics/aggregate/{path}?session=2026-10-05", Cancelled)).Body;
            (before["as_of"], (string)before["reason"]!).ShouldBe((null, "There is no session that all portfolios have been calculated for."), "the second begins later");
        }

        // A figure that is not known says of what kind the reason is, and a null in a table what it means.
        var risk = (await client.GetAsync($"portfolios/{second}/analytics/risk", Cancelled)).Body["results"]!.AsArray();
        risk.SelectMany(result => result!["figures"]!.AsObject()).Where(each => each.Value!["value"] is null).ShouldAllBe(each => each.Value!["reason"] != null && each.Value["reason_code"] != null);
        risk.SelectMany(result => result!["tables"]!.AsArray()).Where(table => table!["rows"]!.AsArray().Any(row => row!["values"]!.AsArray().Any(value => value is null))).ShouldAllBe(table => table!["reason"] != null);
    }

    [Fact]
    public async Task Snapshots_ArePaged_AndSayWhyAReturnIsNotKnown()
    {
        using var client = await RegisteredAsync();
        var id = await client.CalculatedPortfolioAsync(new() { EquityAsOf = "2026-10-01" }, Cancelled);
        var all = Dates((await client.GetAsync($"portfolios/{id}/analytics/snapshots", Cancelled)).Body);

        var page = (await client.GetAsync($"portfolios/{id}/analytics/snapshots?limit=3&offset=2", Cancelled)).Body;

        Dates(page).ShouldBe(all.SkipLast(2).TakeLast(3));
        ((int)page["total"]!, (int)page["limit"]!, (int)page["offset"]!).ShouldBe((all.Count, 3, 2));
        page["snapshots"]!.AsArray().ShouldAllBe(snapshot => (snapshot!["day_return"] == null) == (snapshot["day_return_reason"] != null));
    }

    private static List<string> Dates(JsonNode body) => [.. body["snapshots"]!.AsArray().Select(snapshot => (string)snapshot!["date"]!)];
}
