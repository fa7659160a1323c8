using System.Net;
using System.Text.Json.Nodes;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Api;

/// <summary>Listing and cancelling runs, as programs do it.</summary>
public sealed class RunApiTests(ApiApp host) : ApiTest(host)
{
    [Fact]
    public async Task List_PagesNewestFirst_AndFiltersByStatus()
    {
        using var client = await RegisteredAsync();
        var id = await client.CreatedPortfolioAsync(new PortfolioUpload(), Cancelled);
        ((int)(await client.GetAsync($"portfolios/{id}/runs", Cancelled)).Body["total"]!).ShouldBe(0);
        List<string> runs = [];
        for (var i = 0; i < 3; i++)
        {
            runs.Insert(0, (string)(await client.CalculatedAsync(id, Cancelled))["run_id"]!);
        }

        var all = (await client.GetAsync($"portfolios/{id}/runs", Cancelled)).Body;
        ((int)all["total"]!, (int)all["limit"]!, (int)all["offset"]!).ShouldBe((3, 50, 0));
        Ids(all).ShouldBe(runs);
        var first = all["runs"]![2]!;
        ((string)first["kind"]!, (string)first["status"]!, (int)first["percent"]!, (int)first["attempt"]!, (int)first["warning_count"]!).ShouldBe(("onboarding", "completed", 100, 1, 0));
        ((long)first["duration_ms"]!).ShouldBeGreaterThan(0);
        first["error"].ShouldBeNull();

        var page = (await client.GetAsync($"portfolios/{id}/runs?limit=1&offset=1&status=COMPLETED", Cancelled)).Body;
        ((int)page["total"]!).ShouldBe(3);
        Ids(page).ShouldBe([runs[1]]);
        ((int)(await client.GetAsync($"portfolios/{id}/runs?status=failed", Cancelled)).Body["total"]!).ShouldBe(0);
    }

    [Fact]
    public async Task List_OfNoneOrAnothersPortfolio_Is404_AndAnUnknownStatus400()
    {
        using var owner = await RegisteredAsync();
        using var other = await RegisteredAsync();
        var id = await owner.CreatedPortfolioAsync(new PortfolioUpload(), Cancelled);

        ShouldBeProblem(await other.GetAsync($"portfolios/{id}/runs", Cancelled), HttpStatusCode.NotFound, "ERR_PORT_012");
        ShouldBeProblem(await owner.GetAsync($"portfolios/{Guid.Empty}/runs", Cancelled), HttpStatusCode.NotFound, "ERR_PORT_012");
        var problem = ShouldBeProblem(await owner.GetAsync($"portfolios/{id}/runs?status=done", Cancelled), HttpStatusCode.BadRequest, "ERR_REQUEST_001");
        ((string)problem["detail"]!).ShouldContain("completed_with_warnings");
    }

    [Fact]
    public async Task Cancel_ARunUnderWay_EndsItAtOnce_AndAnotherCanBeAskedFor()
    {
        using var client = await RegisteredAsync();
        var id = await client.CreatedPortfolioAsync(new PortfolioUpload { Csv = Books.Fifty(), EquityAsOf = Books.YearAgo }, Cancelled);
        var run = (string)(await client.PostAsync($"portfolios/{id}/calculate", (JsonNode?)null, Cancelled)).Body["run_id"]!;

        var cancelled = await client.PostAsync($"portfolios/{id}/runs/{run}/cancel", (JsonNode?)null, Cancelled);

        cancelled.Status.ShouldBe(HttpStatusCode.OK, cancelled.Text);
        ((string)cancelled.Body["status"]!, (string)cancelled.Body["run_id"]!).ShouldBe(("cancelled", run));
        cancelled.Body["finished_at"].ShouldNotBeNull();
        ((string)cancelled.Body["log"]!.AsArray()[^1]!["message"]!).ShouldBe("Cancelled by Ada Test. What was done is kept.");
        cancelled.Body["phases"]!.AsArray().ShouldNotContain(phase => (string)phase!["status"]! == "running");
        (await client.PostAsync($"portfolios/{id}/calculate", (JsonNode?)null, Cancelled)).Status.ShouldBe(HttpStatusCode.Accepted);
        ((string)(await client.EndOfRunAsync(id, Cancelled))["status"]!).ShouldBe("completed");
        ((string)(await client.GetAsync($"portfolios/{id}/runs/{run}", Cancelled)).Body["status"]!).ShouldBe("cancelled");
    }

    [Fact]
    public async Task Cancel_ARunThatIsOver_Is409_AndAnothersOrNone404()
    {
        using var client = await RegisteredAsync();
        using var other = await RegisteredAsync();
        var id = await client.CreatedPortfolioAsync(new PortfolioUpload(), Cancelled);
        var run = (string)(await client.CalculatedAsync(id, Cancelled))["run_id"]!;

        var over = ShouldBeProblem(await client.PostAsync($"portfolios/{id}/runs/{run}/cancel", (JsonNode?)null, Cancelled), HttpStatusCode.Conflict, "ERR_BATCH_007");
        ((string)over["details"]!["status"]!).ShouldBe("completed");
        ShouldBeProblem(await other.PostAsync($"portfolios/{id}/runs/{run}/cancel", (JsonNode?)null, Cancelled), HttpStatusCode.NotFound, "ERR_BATCH_006");
        ShouldBeProblem(await client.PostAsync($"portfolios/{id}/runs/{Guid.Empty}/cancel", (JsonNode?)null, Cancelled), HttpStatusCode.NotFound, "ERR_BATCH_006");
        using var anonymous = new ApiClient(Address);
        (await anonymous.PostAsync($"portfolios/{id}/runs/{run}/cancel", (JsonNode?)null, Cancelled)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static IEnumerable<string> Ids(JsonNode list) => list["runs"]!.AsArray().Select(run => (string)run!["run_id"]!);
}
