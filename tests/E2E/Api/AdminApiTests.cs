using System.Net;
using System.Text.Json.Nodes;
using E2E.Harness;
using E2E.Journeys;
using Shouldly;
using Xunit;

namespace E2E.Api;

/// <summary>What only the operator may do, and what an owner may do of it to a portfolio of his own.</summary>
public sealed class AdminApiTests(ApiApp host) : ApiTest(host)
{
    [Fact]
    public async Task EndOfDay_IsStartedListedShownAndOver()
    {
        // On its own: all portfolios are those of this test.
        await using var app = await AppProcess.StartAsync(cancellationToken: Cancelled);
        using var admin = await SuperuserAsync(app);
        var portfolio = await admin.CreatedPortfolioAsync(new PortfolioUpload { Csv = Books.OneStock }, Cancelled);

        var started = await admin.PostAsync("admin/end-of-days", new JsonObject { ["force"] = true }, Cancelled);
        started.Status.ShouldBe(HttpStatusCode.Accepted, started.Body.ToString());
        var id = (string)started.Body["id"]!;
        var detail = await EndedAsync(admin, id);

        ((string)detail["end_of_day"]!["status"]!).ShouldStartWith("completed");
        ((int)detail["end_of_day"]!["portfolios"]!["completed"]!).ShouldBeGreaterThan(0);
        ((int)detail["end_of_day"]!["portfolios"]!["failed"]!).ShouldBe(0);
        detail["phases"]!.AsArray().ShouldAllBe(phase => ((string)phase!["status"]!).StartsWith("completed", StringComparison.Ordinal));
        detail["failed"]!.AsArray().ShouldBeEmpty();
        (await admin.GetAsync($"portfolios/{portfolio}/analytics/risk", Cancelled)).Body["results"]!.AsArray().Count.ShouldBe(14);
        (await admin.GetAsync("admin/end-of-days?limit=1", Cancelled)).Body["end_of_days"]!.AsArray().ShouldHaveSingleItem();
        var cancelled = await admin.PostAsync($"admin/end-of-days/{id}/cancel", (JsonNode?)null, Cancelled);
        (cancelled.Status, (string)cancelled.Body["code"]!).ShouldBe((HttpStatusCode.Conflict, "ERR_BATCH_007"));
    }

    [Fact]
    public async Task RiskSettings_AreChangedAsAWhole_AndUsedByTheNextCalculation()
    {
        await using var app = await AppProcess.StartAsync(cancellationToken: Cancelled);
        using var admin = await SuperuserAsync(app);
        var portfolio = await admin.CalculatedPortfolioAsync(new PortfolioUpload { Csv = Books.OneStock }, Cancelled);
        var settings = (await admin.GetAsync("admin/risk-settings", Cancelled)).Body["settings"]!;
        ((int)settings["version"]!, settings["scenarios"]!.AsArray().Count).ShouldBe((1, 18));

        settings["version"] = 2;
        settings["scenarios"]!.AsArray().Add(new JsonObject { ["id"] = "house_view", ["name"] = "House view", ["category"] = "market", ["market"] = -0.2, ["volatility"] = 0.1 });
        var change = new JsonObject { ["settings"] = settings.DeepClone(), ["note"] = "asked for by the committee" };
        var changed = await admin.PutAsync("admin/risk-settings", change, Cancelled);

        changed.Status.ShouldBe(HttpStatusCode.OK, changed.Body.ToString());
        changed.Body["versions"]!.AsArray().Select(version => (int)version!["version"]!).ShouldBe([2, 1]);
        ((string)changed.Body["versions"]![0]!["note"]!).ShouldBe("asked for by the committee");
        ((int)(await admin.GetAsync("admin/risk-settings/1", Cancelled)).Body["version"]!).ShouldBe(1);
        await admin.CalculatedAsync(portfolio, Cancelled);
        (await admin.GetAsync($"portfolios/{portfolio}/analytics/stress", Cancelled)).Body["results"]![0]!["rows"]!.AsArray()
            .ShouldContain(row => (string)row!["key"]! == "house_view" && (double)row["figures"]!["direct"]!["value"]! < 0);

        var stale = await admin.PutAsync("admin/risk-settings", change.DeepClone(), Cancelled);
        (stale.Status, (string)stale.Body["code"]!).ShouldBe((HttpStatusCode.Conflict, "ERR_RISK_004"));
        change["settings"]!["version"] = 3;
        change["settings"]!["scenarios"]![0]!["market"] = -7;
        var wrong = await admin.PutAsync("admin/risk-settings", change.DeepClone(), Cancelled);
        (wrong.Status, (string)wrong.Body["code"]!).ShouldBe((HttpStatusCode.UnprocessableEntity, "ERR_RISK_002"));
        foreach (var (field, code) in new[] { ("factors", "ERR_RISK_001"), ("ridge_factors", "ERR_RISK_001"), ("scenarios", "ERR_RISK_002") })
        {
            var holed = change.DeepClone();
            holed["settings"]![field] = new JsonArray((JsonNode?)null);
            var refused = await admin.PutAsync("admin/risk-settings", holed, Cancelled);
            (refused.Status, (string)refused.Body["errors"]![0]!["field"]!).ShouldBe((HttpStatusCode.UnprocessableEntity, field), refused.Body.ToString());
            refused.Body["errors"]!.AsArray().ShouldContain(error => (string)error!["code"]! == code);
        }

        var none = await admin.PutAsync("admin/risk-settings", new JsonObject { ["settings"] = null, ["note"] = "none" }, Cancelled);
        (none.Status, (string)none.Body["code"]!, (string)none.Body["errors"]![0]!["field"]!).ShouldBe((HttpStatusCode.UnprocessableEntity, "ERR_RISK_006", "settings"));
        using var user = await ApiClient.RegisteredAsync(app.Address, Cancelled);
        (await user.GetAsync("admin/risk-settings", Cancelled)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task EndOfDay_OfNoSession_IsRefusedWithTheSessionsAround()
    {
        using var admin = await SuperuserAsync();

        var refused = await admin.PostAsync("admin/end-of-days", new JsonObject { ["as_of"] = "2025-01-04" }, Cancelled);

        (refused.Status, (string)refused.Body["code"]!).ShouldBe((HttpStatusCode.BadRequest, "ERR_PORT_014"));
        (await admin.GetAsync($"admin/end-of-days/{Guid.Empty}", Cancelled)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Snapshots_AreVerifiedReplayedAndCleanedUp()
    {
        using var admin = await SuperuserAsync();
        var portfolio = await admin.CreatedPortfolioAsync(new PortfolioUpload { Csv = Books.OneStock, EquityAsOf = Books.YearAgo }, Cancelled);
        await admin.CalculatedAsync(portfolio, Cancelled);
        var before = (await admin.GetAsync($"portfolios/{portfolio}/analytics/snapshots", Cancelled)).Body["snapshots"]!.AsArray();
        var lastGood = (string)before[^3]!["date"]!;

        var verified = (await admin.GetAsync($"admin/snapshots/verify?portfolio_id={portfolio}", Cancelled)).Body;
        ((int)verified["portfolios"]!, (int)verified["snapshots"]!, (int)verified["fault_count"]!).ShouldBe((1, before.Count, 0));
        ((int)(await admin.GetAsync($"portfolios/{portfolio}/snapshots/verify", Cancelled)).Body["fault_count"]!).ShouldBe(0);

        var plan = (await admin.PostAsync($"portfolios/{portfolio}/snapshots/replay", new JsonObject { ["last_good_date"] = lastGood }, Cancelled)).Body;
        ((bool)plan["dry_run"]!, (int)plan["removed"]!, (int)plan["calculated"]!).ShouldBe((true, 2, 2));
        var done = await admin.PostAsync(
            "admin/snapshots/replay", new JsonObject { ["portfolio_id"] = portfolio, ["last_good_date"] = lastGood, ["dry_run"] = false }, Cancelled);
        done.Status.ShouldBe(HttpStatusCode.OK, done.Body.ToString());
        ((string)(await admin.EndOfRunAsync(portfolio, Cancelled))["status"]!).ShouldBe("completed");
        (await admin.GetAsync($"portfolios/{portfolio}/analytics/snapshots", Cancelled)).Body["snapshots"]!.ToJsonString().ShouldBe(before.ToJsonString());
        ((int)(await admin.PostAsync("admin/snapshots/clean-up", (JsonNode?)null, Cancelled)).Body["claims_removed"]!).ShouldBeGreaterThanOrEqualTo(0);
        (await admin.PostAsync("admin/snapshots/replay", new JsonObject(), Cancelled)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Quarantine_IsListedInPages()
    {
        using var admin = await SuperuserAsync();

        var listed = await admin.GetAsync("admin/market/quarantine?symbol=aapl&limit=7&offset=2", Cancelled);

        listed.Status.ShouldBe(HttpStatusCode.OK, listed.Text);
        ((int)listed.Body["limit"]!, (int)listed.Body["offset"]!, (int)listed.Body["total"]!, listed.Body["quarantine"]!.AsArray().Count).ShouldBe((7, 2, 0, 0));
    }

    [Theory]
    [InlineData("admin/end-of-days")]
    [InlineData("admin/snapshots/verify")]
    [InlineData("admin/market/quarantine")]
    public async Task Admin_ForAnybodyElse_IsRefused(string path)
    {
        using var user = await RegisteredAsync();
        using var nobody = new ApiClient(Address);

        (await user.GetAsync(path, Cancelled)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await nobody.GetAsync(path, Cancelled)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Snapshots_OfAnothersPortfolio_AreNotFound()
    {
        using var owner = await RegisteredAsync();
        using var other = await RegisteredAsync();
        var portfolio = await owner.CreatedPortfolioAsync(new PortfolioUpload { Csv = Books.OneStock }, Cancelled);

        (await other.GetAsync($"portfolios/{portfolio}/snapshots/verify", Cancelled)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await other.PostAsync($"portfolios/{portfolio}/snapshots/replay", new JsonObject { ["last_good_date"] = "2025-01-03" }, Cancelled)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await other.GetAsync($"portfolios/{portfolio}/analytics/risk", Cancelled)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<JsonNode> EndedAsync(ApiClient admin, string id)
    {
        while (true)
        {
            var detail = (await admin.GetAsync($"admin/end-of-days/{id}", Cancelled)).Body;
            if ((string)detail["end_of_day"]!["status"]! is not ("pending" or "running"))
            {
                return detail;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancelled);
        }
    }

    private Task<ApiClient> SuperuserAsync() => SuperuserAsync(Server);

    private static async Task<ApiClient> SuperuserAsync(AppProcess app)
    {
        var client = await ApiClient.RegisteredAsync(app.Address, Cancelled);
        await new AppDatabase(app).MakeSuperuserAsync(client.Email, Cancelled);
        await client.LogInAsync(Cancelled);
        return client;
    }
}
