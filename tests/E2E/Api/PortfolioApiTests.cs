using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using App.Core.Market;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Api;

public sealed class PortfolioApiTests(ApiApp host) : ApiTest(host)
{
    private static DateOnly LastSession => TradingCalendar.Nyse.MostRecentSession(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task List_PagesAndCounts()
    {
        using var client = await RegisteredAsync();
        foreach (var name in (string[])["a", "b", "c"])
        {
            await client.CreatedPortfolioAsync(new PortfolioUpload { AccountName = name, PortfolioName = name }, Cancelled);
        }

        var page = (await client.GetAsync("portfolios?limit=2&offset=1", Cancelled)).Body;

        ((int)page["total"]!).ShouldBe(3);
        page["portfolios"]!.AsArray().Select(portfolio => (string)portfolio!["name"]!).ShouldBe(["b", "c"]);
    }

    [Fact]
    public async Task AnotherUsersPortfolio_IsNotThereForAnyCall()
    {
        using var owner = await RegisteredAsync();
        using var other = await RegisteredAsync();
        var id = await owner.CreatedPortfolioAsync(new PortfolioUpload(), Cancelled);
        await owner.CalculatedAsync(id, Cancelled);

        ShouldBeProblem(await other.GetAsync($"portfolios/{id}", Cancelled), HttpStatusCode.NotFound, "ERR_PORT_012");
        ShouldBeProblem(await other.DeleteAsync($"portfolios/{id}", Cancelled), HttpStatusCode.NotFound, "ERR_PORT_012");
        ShouldBeProblem(await other.PostAsync($"portfolios/{id}/calculate", (JsonNode?)null, Cancelled), HttpStatusCode.NotFound, "ERR_PORT_012");
        ShouldBeProblem(await other.GetAsync($"portfolios/{id}/runs/latest", Cancelled), HttpStatusCode.NotFound, "ERR_BATCH_006");
        ShouldBeProblem(await other.GetAsync($"portfolios/{id}/analytics/exposures", Cancelled), HttpStatusCode.NotFound, "ERR_PORT_012");
        ShouldBeProblem(await other.GetAsync($"portfolios/{id}/analytics/snapshots", Cancelled), HttpStatusCode.NotFound, "ERR_PORT_012");
        ((int)(await other.GetAsync("portfolios", Cancelled)).Body["total"]!).ShouldBe(0);
    }

    [Fact]
    public async Task Delete_TheLastActiveOne_Is400_AnotherOneIsHiddenAndItsNameIsFree()
    {
        using var client = await RegisteredAsync();
        var first = await client.CreatedPortfolioAsync(new PortfolioUpload { AccountName = "first" }, Cancelled);
        ShouldBeProblem(await client.DeleteAsync($"portfolios/{first}", Cancelled), HttpStatusCode.BadRequest, "ERR_PORT_013");
        await client.CreatedPortfolioAsync(new PortfolioUpload { AccountName = "second" }, Cancelled);

        (await client.DeleteAsync($"portfolios/{first}", Cancelled)).Status.ShouldBe(HttpStatusCode.NoContent);

        ShouldBeProblem(await client.GetAsync($"portfolios/{first}", Cancelled), HttpStatusCode.NotFound, "ERR_PORT_012");
        ((int)(await client.GetAsync("portfolios?include_inactive=true", Cancelled)).Body["total"]!).ShouldBe(2);
        var again = await client.CreatedPortfolioAsync(new PortfolioUpload { AccountName = "first" }, Cancelled);
        again.ShouldNotBe(first);
    }

    [Fact]
    public async Task Calculate_FiftyRows_GivesTheLastSessionsFiguresWithEveryStepTicked()
    {
        using var client = await RegisteredAsync();
        var id = await client.CreatedPortfolioAsync(new PortfolioUpload { Csv = Books.Fifty(), EquityBalance = "750,000" }, Cancelled);
        var unknown = (await client.GetAsync($"portfolios/{id}/analytics/exposures", Cancelled)).Body;
        unknown["gross"]!["value"].ShouldBeNull();
        ((string)unknown["gross"]!["reason"]!).ShouldNotBeNullOrEmpty();

        var started = await client.PostAsync($"portfolios/{id}/calculate", (JsonNode?)null, Cancelled);
        started.Status.ShouldBe(HttpStatusCode.Accepted);
        ((string)started.Body["poll_url"]!).ShouldBe($"/api/v1/portfolios/{id}/runs/{started.Body["run_id"]}");
        var run = await client.EndOfRunAsync(id, Cancelled);

        ((string)run["status"]!).ShouldBe("completed", run.ToString());
        ((int)run["percent"]!).ShouldBe(100);
        ((string)run["as_of"]!).ShouldBe(Iso(LastSession));
        run["phases"]!.AsArray().ShouldAllBe(phase => (string)phase!["status"]! == "completed");
        run["phases"]!.AsArray().Select(phase => (string)phase!["id"]!).ShouldBe(
            ["portfolio_created", "positions_imported", "symbols_extracted", "securities_enriched", "price_cache_ready", "market_data_collected", "fundamentals_collected",
                "pnl_calculated", "position_values_computed", "sectors", "exposures", "concentration", "market_beta", "provider_beta", "interest_rate_beta", "spreads", "factors",
                "volatility", "correlations", "greeks", "tail", "stress", "targets", "risk_computed"]);
        run["log"]!.AsArray().Count.ShouldBeGreaterThan(6);

        var exposures = (await client.GetAsync($"portfolios/{id}/analytics/exposures", Cancelled)).Body;
        var (longs, shorts) = (Value(exposures["long"]!), Value(exposures["short"]!));
        longs.ShouldBeGreaterThan(0);
        shorts.ShouldBeLessThan(0);
        Value(exposures["gross"]!).ShouldBe(longs - shorts);
        Value(exposures["net"]!).ShouldBe(longs + shorts);
        Value(exposures["leverage"]!).ShouldBe((longs - shorts) / 750_000m, 1e-9m);
        exposures["classes"]!.AsArray().Select(one => (string)one!["class"]!).Order().ShouldBe(["OPTIONS", "PRIVATE", "PUBLIC"]);
        exposures["classes"]!.AsArray().Sum(one => Value(one!["net"]!)).ShouldBe(longs + shorts);

        var risk = (await client.GetAsync($"portfolios/{id}/analytics/risk", Cancelled)).Body;
        risk["results"]!.AsArray().Select(result => (string)result!["id"]!).ShouldBe(
            ["sectors", "exposures", "concentration", "market_beta", "provider_beta", "interest_rate_beta", "spreads", "factors", "volatility", "correlations", "greeks", "tail", "stress", "targets"]);
        risk["results"]!.AsArray().ShouldAllBe(result => result!["fault"] == null);
        var beta = risk["results"]![3]!["figures"]!["beta"]!;
        ((int)beta["observations"]!, (double)beta["coverage"]!).ShouldSatisfyAllConditions(
            found => found.Item1.ShouldBeGreaterThan(30), found => found.Item2.ShouldBeInRange(0.5, 1));

        foreach (var kind in new[] { "beta", "volatility", "factors", "correlations", "stress", "greeks", "sectors", "concentration" })
        {
            var one = (await client.GetAsync($"portfolios/{id}/analytics/{kind}", Cancelled)).Body;
            ((string)one["as_of"]!).ShouldBe(Iso(LastSession));
            var figures = one["results"]!.AsArray().SelectMany(result =>
                result!["figures"]!.AsObject().Select(each => each.Value!).Concat(result["rows"]!.AsArray().SelectMany(row => row!["figures"]!.AsObject().Select(each => each.Value!)))).ToList();
            figures.ShouldNotBeEmpty(kind);
            figures.ShouldAllBe(figure => (figure["value"] == null) != (figure["reason"] == null) && (string)figure["as_of"]! == Iso(LastSession), kind);
        }

        var stress = (await client.GetAsync($"portfolios/{id}/analytics/stress", Cancelled)).Body["results"]![0]!;
        stress["rows"]!.AsArray().Count.ShouldBe(18);
        ((string)stress["rows"]![0]!["name"]!).ShouldBe("Market up 10 %");
        ((string)stress["rows"]![0]!["category"]!, (string)stress["rows"]![0]!["severity"]!).ShouldBe(("market", "moderate"));
        stress["tables"]!.AsArray().Select(table => (string)table!["id"]!).ShouldBe(
            ["by_position", "by_position_share", "by_position_correlated", "by_position_correlated_share", "by_factor", "by_factor_share", "by_factor_correlated", "by_factor_correlated_share"]);
        ((string)risk["results"]![5]!["figures"]!["beta"]!["words"]!).ShouldBeOneOf("very low", "low", "moderate", "high", "very high");
        ((string)beta["fit"]!).ShouldBeOneOf("excellent", "good", "fair", "poor", "no");
        stress["tables"]![0]!["rows"]!.AsArray().Sum(row => (decimal)row!["values"]![3]!).ShouldBe((decimal)stress["rows"]![3]!["figures"]!["direct"]!["value"]!, 0.005m);

        var snapshot = (await client.GetAsync($"portfolios/{id}/analytics/snapshots", Cancelled)).Body["snapshots"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)snapshot["date"]!).ShouldBe(Iso(LastSession));
        ((decimal)snapshot["equity"]!).ShouldBe(750_000m);
        ((bool)snapshot["is_anchor"]!).ShouldBeTrue();
        ((decimal)snapshot["gross"]!).ShouldBe(longs - shorts);
        ((decimal)snapshot["residual"]!).ShouldBe(0m);
        snapshot["figures"].ShouldBeNull();

        var whole = (await client.GetAsync($"portfolios/{id}/analytics/snapshots?figures=true", Cancelled)).Body["snapshots"]!.AsArray().ShouldHaveSingleItem()!;
        whole["figures"]!["beta"]!.ToJsonString().ShouldBe(beta.ToJsonString());
        whole["figures"]!.AsObject().Select(each => each.Key).ShouldBeSubsetOf(
            (await client.GetAsync($"portfolios/{id}/analytics/overview", Cancelled)).Body["risk"]!.AsObject().Select(each => each.Key));
        var overview = (await client.GetAsync($"portfolios/{id}/analytics/overview", Cancelled)).Body;
        overview["price_sources"]!.ToJsonString().ShouldBe("""[{"source":"Sample","symbols":37}]""", "25 stocks, 5 funds, 5 short, 2 mutual funds; underlyings are among them");
        (await client.GetAsync("analytics/aggregate/overview", Cancelled)).Body["price_sources"]!.ToJsonString().ShouldBe(overview["price_sources"]!.ToJsonString());
        whole["figures"]!.AsObject().ShouldAllBe(each => (each.Value!["value"] == null) != (each.Value["reason"] == null));
        whole["sectors"]!.AsObject().Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Calculate_FromAnEarlierAnchor_ChainsEverySessionToTheCent()
    {
        using var client = await RegisteredAsync();
        var anchor = TradingCalendar.Nyse.SessionOnOrBefore(LastSession.AddDays(-45));
        var id = await client.CreatedPortfolioAsync(new PortfolioUpload { Csv = Books.Fifty(), EquityAsOf = Iso(anchor) }, Cancelled);

        await client.CalculatedAsync(id, Cancelled);

        var snapshots = (await client.GetAsync($"portfolios/{id}/analytics/snapshots", Cancelled)).Body["snapshots"]!.AsArray();
        snapshots.Select(snapshot => (string)snapshot!["date"]!).ShouldBe(TradingCalendar.Nyse.Sessions(anchor, LastSession).ToArray().Select(Iso));
        var remembered = (await client.GetAsync($"portfolios/{id}/analytics/snapshots?figures=true", Cancelled)).Body["snapshots"]!.AsArray();
        remembered.Count.ShouldBe(snapshots.Count);
        remembered.ShouldAllBe(snapshot => snapshot!["figures"]!["beta"]!["value"] != null && snapshot["figures"]!["delta"]!["value"] != null && (string)snapshot["figures"]!["beta"]!["as_of"]! == (string)snapshot["date"]!);
        remembered.ShouldAllBe(snapshot => snapshot!["sectors"]!.AsObject().Count > 1 && ((string)snapshot["input_identity"]!).Length == 64);
        var (equity, growth) = (1_000_000m, 1.0);
        foreach (var snapshot in snapshots.Skip(1))
        {
            equity += (decimal)snapshot!["day_pnl"]!;
            growth *= 1 + (double)snapshot["day_return"]!;
            ((decimal)snapshot["equity"]!).ShouldBe(equity);
            ((double)snapshot["cumulative_return"]!).ShouldBe(growth - 1, 1e-12);
            ((decimal)snapshot["residual"]!).ShouldBe(0m);
        }
    }

    [Fact]
    public async Task Calculate_Twice_ChangesNothingAndSaysSo()
    {
        using var client = await RegisteredAsync();
        var id = await client.CreatedPortfolioAsync(new PortfolioUpload { Csv = Books.Fifty() }, Cancelled);
        await client.CalculatedAsync(id, Cancelled);
        var before = (await client.GetAsync($"portfolios/{id}/analytics/snapshots", Cancelled)).Text;

        var second = await client.CalculatedAsync(id, Cancelled);

        (await client.GetAsync($"portfolios/{id}/analytics/snapshots", Cancelled)).Text.ShouldBe(before);
        second["phases"]!.AsArray().Where(phase => (string)phase!["phase"]! is "3" or "4").ShouldAllBe(phase => (string)phase!["status"]! == "skipped");
    }

    [Fact]
    public async Task Calculate_SymbolWithoutPrices_CompletesWithAWarningThatNamesIt()
    {
        using var client = await RegisteredAsync();
        var id = await client.CreatedPortfolioAsync(
            new PortfolioUpload { Csv = Books.OneStock + "PLANFUND1,10,25.5,2024-01-16,PUBLIC,MUTUAL_FUND,,,,,,\n" }, Cancelled);

        var run = await client.CalculatedAsync(id, Cancelled);

        ((string)run["status"]!).ShouldBe("completed_with_warnings");
        run["warnings"]!.AsArray().ShouldContain(warning => ((string)warning!).Contains("PLANFUND1", StringComparison.Ordinal));
        var exposures = (await client.GetAsync($"portfolios/{id}/analytics/exposures", Cancelled)).Body;
        ((double)exposures["gross"]!["coverage"]!).ShouldBeLessThan(1);
    }

    [Theory]
    [InlineData("2025-07-04")]
    [InlineData("2034-01-03")]
    [InlineData("1980-01-03")]
    [InlineData("2001-01-03")]
    [InlineData("soon")]
    public async Task Calculate_ForADateThatIsNoSessionOfTheChain_Is400(string asOf)
    {
        using var client = await RegisteredAsync();
        var id = await client.CreatedPortfolioAsync(new PortfolioUpload(), Cancelled);

        ShouldBeProblem(await client.PostAsync($"portfolios/{id}/calculate?as_of={asOf}", (JsonNode?)null, Cancelled), HttpStatusCode.BadRequest, "ERR_PORT_014");
    }

    [Fact]
    public async Task Run_UnknownId_Is404()
    {
        using var client = await RegisteredAsync();
        var id = await client.CreatedPortfolioAsync(new PortfolioUpload(), Cancelled);

        ShouldBeProblem(await client.GetAsync($"portfolios/{id}/runs/latest", Cancelled), HttpStatusCode.NotFound, "ERR_BATCH_006");
        ShouldBeProblem(await client.GetAsync($"portfolios/{id}/runs/{Guid.Empty}", Cancelled), HttpStatusCode.NotFound, "ERR_BATCH_006");
    }

    [Fact]
    public async Task OpenApi_DescribesEveryEndpointOfTheApi()
    {
        using var http = new HttpClient();

        var document = JsonNode.Parse(await http.GetStringAsync(new Uri(Address, "/openapi/v1.json"), Cancelled))!;

        var paths = document["paths"]!.AsObject().Select(path => path.Key).ToList();
        foreach (var path in (string[])
        [
            "/api/v1/onboarding/register", "/api/v1/auth/login", "/api/v1/auth/refresh", "/api/v1/auth/me", "/api/v1/onboarding/csv-template",
            "/api/v1/onboarding/create-portfolio", "/api/v1/portfolios", "/api/v1/portfolios/{id}", "/api/v1/portfolios/{id}/calculate",
            "/api/v1/portfolios/{id}/runs", "/api/v1/portfolios/{id}/runs/{run_id}/cancel",
            "/api/v1/portfolios/{id}/runs/{run_id}", "/api/v1/portfolios/{id}/runs/latest", "/api/v1/portfolios/{id}/analytics/exposures",
            "/api/v1/portfolios/{id}/analytics/snapshots",
        ])
        {
            paths.ShouldContain(path);
        }

        ((string)document["openapi"]!).ShouldStartWith("3.");
        document["components"]!["schemas"]!["RunResponse"]!["properties"]!["finished_at"].ShouldNotBeNull();
    }

    private static decimal Value(JsonNode figure) => (decimal)figure["value"]!;

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
