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
            (before["as_of"], (string)before["reason"]!).ShouldBe((null, "Not all portfolios have figures of 2026-10-05."), "the second begins later");
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

    [Fact]
    public async Task Figures_OfASession_AreOfThatOneOrOfNone_AndOfADateOfTheLastByThen()
    {
        using var client = await RegisteredAsync();
        var first = await client.CalculatedPortfolioAsync(new() { PortfolioName = "One", AccountName = "One", EquityAsOf = "2026-10-01" }, Cancelled);
        var second = await client.CalculatedPortfolioAsync(new() { Csv = Books.Fifty(), PortfolioName = "Two", AccountName = "Two", EquityAsOf = "2026-10-15" }, Cancelled);
        string[] ofOne = [$"portfolios/{first}/analytics/overview", $"portfolios/{first}/analytics/volatility", $"portfolios/{first}/analytics/risk"];
        string[] ofAll = ["analytics/aggregate/overview", "analytics/aggregate/breakdown", "analytics/aggregate/volatility"];

        foreach (var path in (string[])[.. ofOne, .. ofAll])
        {
            (await AskAsync($"{path}?session=2026-10-20")).ShouldBe(("2026-10-20", null), path);
            (await AskAsync($"{path}?date=2026-10-18")).ShouldBe(("2026-10-16", null), $"{path}: the 18th is a Sunday");
        }

        foreach (var path in ofOne)
        {
            (await AskAsync($"{path}?session=2026-10-18")).ShouldBe((null, "The portfolio has no figures of 2026-10-18."), path);
            (await AskAsync($"{path}?date=2026-09-30")).ShouldBe((null, "The portfolio has no figures of 2026-09-30 or before: the first are of 2026-10-01."), path);
        }

        foreach (var path in ofAll)
        {
            (await AskAsync($"{path}?session=2026-10-18")).ShouldBe((null, "Not all portfolios have figures of 2026-10-18."), path);
            (await AskAsync($"{path}?date=2026-10-05")).ShouldBe((null, "Not all portfolios have figures of 2026-10-05 or before: the first that all have is of 2026-10-15."), path);
        }

        // Of exposures the figures themselves tell the day, or the reason.
        var exposures = (await client.GetAsync($"portfolios/{second}/analytics/exposures?session=2026-10-20", Cancelled)).Body;
        ((string)exposures["gross"]!["as_of"]!, (string)exposures["bases"]!["figures"]!["market_gross"]!["as_of"]!).ShouldBe(("2026-10-20", "2026-10-20"));
        ((double)exposures["gross"]!["value"]!).ShouldBe((double)exposures["bases"]!["figures"]!["market_gross"]!["value"]!, .01);
        var none = (await client.GetAsync($"portfolios/{second}/analytics/exposures?date=2026-10-14", Cancelled)).Body;
        ((string)none["gross"]!["reason"]!).ShouldBe("The portfolio has no figures of 2026-10-14 or before: the first are of 2026-10-15.");

        // A row of a session that one of them lacks says so, the others have theirs.
        var rows = (await client.GetAsync("analytics/aggregate/breakdown?session=2026-10-05", Cancelled)).Body["portfolios"]!.AsArray();
        ((string)rows.Single(row => (string)row!["portfolio_id"]! == first)!["equity"]!["as_of"]!).ShouldBe("2026-10-05");
        ((string)rows.Single(row => (string)row!["portfolio_id"]! == second)!["equity"]!["reason"]!).ShouldBe("The portfolio has no figures of 2026-10-05.");

        async Task<(string? AsOf, string? Reason)> AskAsync(string path)
        {
            var body = (await client.GetAsync(path, Cancelled)).Body;
            return ((string?)body["as_of"], (string?)body["reason"]);
        }
    }

    [Fact]
    public async Task Figures_OfASession_SayTheirWindowHoldingsAndCoverage_InOneUnitForShares()
    {
        using var client = await RegisteredAsync();
        var id = await client.CalculatedPortfolioAsync(new() { EquityAsOf = "2026-10-01" }, Cancelled);
        var overview = (await client.GetAsync($"portfolios/{id}/analytics/overview", Cancelled)).Body;
        var held = (int)overview["positions"]!;

        List<JsonNode> figures =
        [
            .. overview["figures"]!.AsObject().Where(each => each.Key is not ("long" or "short")).Select(each => each.Value!),
            .. Of((await client.GetAsync($"portfolios/{id}/analytics/exposures", Cancelled)).Body, "equity", "gross", "net", "leverage"),
            .. Of((await client.GetAsync("analytics/aggregate/breakdown", Cancelled)).Body["portfolios"]![0]!, "equity", "share", "day_pnl", "gross", "net"),
        ];
        figures.ShouldAllBe(figure => (string)figure["window"]! == "the session" && (int)figure["observations"]! == held && (string)figure["as_of"]! == (string)overview["as_of"]!);
        figures.ShouldAllBe(figure => (string)figure["unit"]! == "usd" || (string)figure["unit"]! == "ratio");
        ((int)overview["figures"]!["long"]!["observations"]! + (int)overview["figures"]!["short"]!["observations"]!).ShouldBe(held);

        var performance = overview["performance"]!;
        var (from, to) = ((string)performance["from"]!, (string)performance["to"]!);
        foreach (var figure in Of(performance, "pnl", "flows", "time_weighted", "money_weighted", "drawdown", "worst_drawdown"))
        {
            ((string)figure["window"]!, (string)figure["as_of"]!).ShouldBe(($"{from} to {to}", to));
            ((int)figure["observations"]!).ShouldBeGreaterThan(20);
            (figure["value"] is null).ShouldBe(figure["reason"] is not null);
        }

        ((string)performance["money_weighted"]!["unit"]!).ShouldBe("ratio");

        var targets = (await client.GetAsync($"portfolios/{id}/analytics/targets", Cancelled)).Body;
        ((string)targets["equity"]!["window"]!, (int)targets["equity"]!["observations"]!).ShouldBe(("the session", held));
        ((string)targets["holdings"]![0]!["weight"]!["unit"]!, (int)targets["holdings"]![0]!["weight"]!["observations"]!).ShouldBe(("ratio", 1));

        static IEnumerable<JsonNode> Of(JsonNode body, params string[] names) => names.Select(name => body[name]!);
    }

    [Fact]
    public async Task Breakdown_OfLessThanNothing_SaysThatSharesOfItCannotBeGiven()
    {
        // A thousand dollars carry a thousand shares one way or the other: one of the two has lost it all.
        using var client = await RegisteredAsync();
        List<string> rich = [];
        foreach (var side in (int[])[1_000, -1_000])
        {
            var id = await client.CalculatedPortfolioAsync(
                new() { Csv = $"{Books.Header}\nTSLA,{side},60.5,2024-03-01,PUBLIC,STOCK,,,,,,\n", PortfolioName = $"Side {side}", AccountName = $"Side {side}", EquityBalance = "1000", EquityAsOf = "2026-06-01" }, Cancelled);
            if ((decimal)(await client.GetAsync($"portfolios/{id}/analytics/overview", Cancelled)).Body["figures"]!["equity"]!["value"]! >= 0)
            {
                rich.Add(id);
            }
        }

        (await client.DeleteAsync($"portfolios/{rich.ShouldHaveSingleItem()}", Cancelled)).Status.ShouldBe(System.Net.HttpStatusCode.NoContent);

        var breakdown = (await client.GetAsync("analytics/aggregate/breakdown", Cancelled)).Body;

        breakdown["reason"].ShouldBeNull();
        ((decimal)breakdown["equity"]!["value"]!).ShouldBeLessThan(0);
        ((string)breakdown["portfolios"]![0]!["share"]!["reason"]!).ShouldBe("The equity of all portfolios together is not positive, so nothing can be given as a share of it.");
    }

    private static List<string> Dates(JsonNode body) => [.. body["snapshots"]!.AsArray().Select(snapshot => (string)snapshot!["date"]!)];
}
