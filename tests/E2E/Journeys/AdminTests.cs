using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>An application that alerts its operators of the first run that fails.</summary>
public sealed class AlertingApp : IAsyncLifetime
{
    public AppProcess App { get; private set; } = default!;

    public async ValueTask InitializeAsync() => App = await AppProcess.StartAsync(
        new AppOptions { Settings = new Dictionary<string, string> { ["Alerts:FewestRuns"] = "1", ["Alerts:FailedRuns"] = "0" } }, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

/// <summary>An operator finds who is stuck and helps. An application of its own: operators see everybody.</summary>
public sealed class AdminTests(Browser browser, AlertingApp own) : BrowserTest(browser, own.App), IClassFixture<AlertingApp>
{
    [Fact]
    public async Task Operator_FindsAUser_RetriesTheFailedRun_SuspendsAndReopens()
    {
        using var admin = await OperatorAsync();
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var portfolio = await user.CalculatedPortfolioAsync(new PortfolioUpload { PortfolioName = "Lost" }, Cancelled);
        await new AppDatabase(App).SetRunAsync(portfolio, "Failed", Cancelled);
        var page = await OpenAsAsync(admin, "/admin/users");

        await page.GetByLabel("Name or e-mail").FillAsync(user.Email.ToUpperInvariant());
        await page.GetByLabel("Name or e-mail").PressAsync("Enter");
        await Expect(page.Locator("[data-user]")).ToHaveCountAsync(1);
        await page.GetByLabel("Stuck only").CheckAsync();
        await Expect(page.Locator("[data-user] .stuck")).ToHaveTextAsync("last calculation failed");
        await page.ShouldLookGoodAsync("admin-users-one");
        await page.Locator("[data-user] a").First.ClickAsync();

        await Expect(page.GetByText("May need help")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-portfolio]")).ToContainTextAsync("ERR_BATCH_004");
        await page.ShouldLookGoodAsync("admin-user");
        await page.Locator("[data-portfolio]").GetByRole(AriaRole.Link, new() { Name = "Lost" }).ClickAsync();
        await Expect(page.Locator("[data-run]")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Steps of Lost" }).ClickAsync();
        await Expect(page.Locator(".admin-detail .steps li").First).ToBeVisibleAsync();
        await page.ShouldLookGoodAsync("admin-run-open");
        await page.GetByRole(AriaRole.Button, new() { Name = "Retry Lost" }).ClickAsync();
        await Expect(page.GetByText("Lost is being calculated again.")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-run]")).ToHaveCountAsync(2);
        ((string)(await user.EndOfRunAsync(portfolio, Cancelled))["status"]!).ShouldStartWith("completed");

        await page.GotoAsync($"/admin/users?search={user.Email}");
        await page.InteractiveAsync();
        await page.Locator("[data-user] a").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Suspend", Exact = true }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync("signing in is refused as with a wrong password");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Suspend" }).ClickAsync();
        await Expect(page.GetByText("The account is suspended.")).ToBeVisibleAsync();
        (await LogInAsync(user)).Status.ShouldBe(HttpStatusCode.Unauthorized);

        await page.GetByRole(AriaRole.Button, new() { Name = "Reopen" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Reopen" }).ClickAsync();
        await Expect(page.GetByText("The account is open again.")).ToBeVisibleAsync();
        (await LogInAsync(user)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Operator_ApprovesAUserAndMarksThemPremium_AndFindsThemByIt()
    {
        using var admin = await OperatorAsync();
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var page = await OpenAsAsync(admin, $"/admin/users?search={user.Email}&approved=no&premium=no");
        await Expect(page.Locator("[data-user] [data-label=Approved]")).ToHaveTextAsync("no");
        await page.Locator("[data-user] a").First.ClickAsync();

        foreach (var (act, said) in new[] { ("Approve", "The account is approved."), ("Make premium", "The account is premium.") })
        {
            await page.GetByRole(AriaRole.Button, new() { Name = act, Exact = true }).ClickAsync();
            await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = act, Exact = true }).ClickAsync();
            await Expect(page.GetByText(said)).ToBeVisibleAsync();
        }

        await page.ShouldLookGoodAsync("admin-user-premium");
        await page.GoInteractiveAsync($"/admin/users?search={user.Email}");
        await page.GetByLabel("Approval").SelectOptionAsync("yes");
        await Expect(page).ToHaveURLAsync(new Regex("&approved=yes$"));
        await page.GetByLabel("Tier").SelectOptionAsync("yes");
        await Expect(page).ToHaveURLAsync(new Regex("&approved=yes&premium=yes$"));
        await Expect(page.Locator("[data-user]")).ToContainTextAsync("premium");
        await page.ShouldLookGoodAsync("admin-users-premium");
        var own = await OpenAsAsync(user, "/import");
        await own.GotoAsync("/account");
        await Expect(own.Locator(".title")).ToContainTextAsync("Premium");
        await own.ShouldLookGoodAsync("account-premium");
    }

    [Fact]
    public async Task Lists_OfHundreds_AreFoundByPageFilterAndOrder()
    {
        using var admin = await OperatorAsync();
        await new AppDatabase(App).AddUsersAsync(230, Cancelled);
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var portfolio = await user.CalculatedPortfolioAsync(new PortfolioUpload { PortfolioName = "Many" }, Cancelled);
        await new AppDatabase(App).CopyRunsAsync(portfolio, 120, Cancelled);
        var page = await OpenAsAsync(admin, "/admin/users?search=made-up");

        await Expect(page.Locator("[data-user]")).ToHaveCountAsync(50);
        await Expect(page.Locator(".pager")).ToContainTextAsync("1–50 of 230");
        await page.ShouldLookGoodAsync("admin-users-many");
        await page.GetByRole(AriaRole.Link, new() { Name = "Page 5" }).ClickAsync();
        await Expect(page.Locator("[data-user]")).ToHaveCountAsync(30);
        await page.Locator("thead").GetByRole(AriaRole.Link, new() { Name = "User" }).ClickAsync();
        await Expect(page.Locator("[data-user] a").First).ToHaveTextAsync("Made Up 1");
        await page.GetByLabel("State").SelectOptionAsync("suspended");
        await Expect(page.Locator("[data-user]")).ToHaveCountAsync(23);
        page.Url.ShouldEndWith("?search=made-up&state=suspended&sort=name&direction=ascending");

        await page.GoInteractiveAsync($"/admin/runs?portfolio={portfolio}");
        await Expect(page.Locator("[data-run]")).ToHaveCountAsync(50);
        await page.ShouldLookGoodAsync("admin-runs-many");
        await page.GetByLabel("Status").SelectOptionAsync("failed");
        await Expect(page.Locator("[data-run]")).ToHaveCountAsync(7);
    }

    [Fact]
    public async Task EveryPage_WithSomethingAndWithNothing_LooksGood()
    {
        using var admin = await OperatorAsync();
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        await user.CalculatedPortfolioAsync(new PortfolioUpload(), Cancelled);
        (await user.CreatePortfolioAsync(new PortfolioUpload { AccountName = "Wrong", Csv = Books.OneStock.Replace("2", "x", StringComparison.Ordinal) }, Cancelled)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await LogInAsync("nobody@e2e.example", "x")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        await new AppDatabase(App).SetRunAsync(await user.CalculatedPortfolioAsync(new PortfolioUpload { AccountName = "Failed" }, Cancelled), "Failed", Cancelled);

        // After it, since the night has a run of that portfolio too.
        (await admin.PostAsync("admin/end-of-days", new JsonObject(), Cancelled)).Status.ShouldBe(HttpStatusCode.Accepted);
        var page = await OpenAsAsync(admin, "/admin/runs");
        await Expect(page.Locator("[data-night]").First).ToBeVisibleAsync();
        await page.ShouldLookGoodAsync("admin-runs");
        await page.GoInteractiveAsync("/admin/runs?who=nobody-at-all");
        await page.ShouldLookGoodAsync("admin-runs-none");
        await page.GoInteractiveAsync("/admin/users?search=nobody-at-all");
        await page.ShouldLookGoodAsync("admin-users-none");
        await page.GoInteractiveAsync("/admin/activity");
        await Expect(page.Locator("[data-error=ERR_AUTH_001]")).ToBeVisibleAsync();
        await page.ShouldLookGoodAsync("admin-activity");
        await page.GetByRole(AriaRole.Link, new() { Name = "30 days" }).ClickAsync();
        await Expect(page.Locator("[aria-current]", new() { HasText = "30 days" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Uploads as table" }).ClickAsync();
        await page.ShouldLookGoodAsync("admin-activity-30d");
        await page.GoInteractiveAsync("/admin/market");
        await page.ShouldLookGoodAsync("admin-market");
        await page.GetByRole(AriaRole.Link, new() { Name = "Left out" }).ClickAsync();
        await Expect(page.GetByText("No price stands out from its neighbours.")).ToBeVisibleAsync();
        (await page.GotoAsync($"/admin/users/{Guid.Empty}"))!.Status.ShouldBe(404);
        await Expect(page.Heading("There is no such page")).ToBeVisibleAsync();

        // The failed run is found within a minute.
        await UntilAsync(async () => (int)(await admin.GetAsync("admin/alerts?open=true", Cancelled)).Body["total"]! > 0);
        await page.GoInteractiveAsync("/admin");
        await Expect(page.Locator(".alert-dot")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-alert=runs_fail]")).ToBeVisibleAsync();
        await page.ShouldLookGoodAsync("admin-overview");
        await page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();
        await Expect(page.Locator("[data-alert=runs_fail]")).ToContainTextAsync($"acknowledged by {admin.Email}");
    }

    [Fact]
    public async Task Api_ListsChangesAndRefuses()
    {
        using var admin = await OperatorAsync();
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var portfolio = await user.CalculatedPortfolioAsync(new PortfolioUpload(), Cancelled);
        var listed = await admin.GetAsync($"admin/users?search={user.Email}&has_portfolio=true&state=active,", Cancelled);
        (listed.Status, (string)listed.Body["code"]!).ShouldBe((HttpStatusCode.BadRequest, "ERR_REQUEST_001"));
        listed = await admin.GetAsync($"admin/users?search={user.Email}&has_portfolio=true&sort=last_seen", Cancelled);
        var id = (string)listed.Body["users"]![0]!["id"]!;
        ((int)listed.Body["total"]!, (string)listed.Body["users"]![0]!["last_run_status"]!).ShouldBe((1, "completed"));
        var detail = await admin.GetAsync($"admin/users/{id}", Cancelled);
        ((string)detail.Body["portfolios"]![0]!["id"]!, detail.Body["imports"]!.AsArray().Count).ShouldBe((portfolio, 1));

        ((bool)(await admin.PostAsync($"admin/users/{id}/grant-superuser", (JsonNode?)null, Cancelled)).Body["is_superuser"]!).ShouldBeTrue();
        ((bool)(await admin.PostAsync($"admin/users/{id}/revoke-superuser", (JsonNode?)null, Cancelled)).Body["is_superuser"]!).ShouldBeFalse();
        ((string)(await admin.PostAsync($"admin/users/{id}/suspend", (JsonNode?)null, Cancelled)).Body["state"]!).ShouldBe("suspended");
        (await LogInAsync(user)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await admin.PostAsync($"admin/users/{id}/reopen", (JsonNode?)null, Cancelled)).Status.ShouldBe(HttpStatusCode.OK);
        var own = (string)(await admin.GetAsync($"admin/users?search={admin.Email}", Cancelled)).Body["users"]![0]!["id"]!;
        var refused = await admin.PostAsync($"admin/users/{own}/suspend", (JsonNode?)null, Cancelled);
        (refused.Status, (string)refused.Body["code"]!).ShouldBe((HttpStatusCode.BadRequest, "ERR_ADMIN_003"));
        var nobody = await admin.PostAsync($"admin/users/{Guid.Empty}/unlock", (JsonNode?)null, Cancelled);
        (nobody.Status, (string)nobody.Body["code"]!).ShouldBe((HttpStatusCode.NotFound, "ERR_ADMIN_002"));

        var runs = await admin.GetAsync($"admin/runs?portfolio_id={portfolio}&status=completed", Cancelled);
        var run = (string)runs.Body["runs"]![0]!["run_id"]!;
        (await admin.GetAsync($"admin/users?search={user.Email}&has_portfolio=false", Cancelled)).Body["total"]!.GetValue<int>().ShouldBe(0);
        (await admin.GetAsync($"admin/runs?portfolio_id={portfolio}&error_code=ERR_BATCH_002", Cancelled)).Body["total"]!.GetValue<int>().ShouldBe(0);
        ((string)runs.Body["runs"]![0]!["owner"]!, runs.Body["runs"]![0]!["phases"]!.AsArray().Count).ShouldSatisfyAllConditions(found => found.Item1.ShouldBe(user.Email), found => found.Item2.ShouldBeGreaterThan(5));
        (await admin.PostAsync($"admin/runs/{run}/cancel", (JsonNode?)null, Cancelled)).Status.ShouldBe(HttpStatusCode.Conflict);
        (await admin.PostAsync($"admin/runs/{run}/retry", (JsonNode?)null, Cancelled)).Status.ShouldBe(HttpStatusCode.Accepted);
        (await admin.PostAsync($"admin/runs/{Guid.Empty}/retry", (JsonNode?)null, Cancelled)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await admin.GetAsync("admin/runs?trigger=nobody", Cancelled)).Status.ShouldBe(HttpStatusCode.BadRequest);

        (await admin.GetAsync("admin/metrics?bucket=day&from=2026-01-01T00:00:00Z&to=2026-01-04T00:00:00Z", Cancelled)).Body["points"]!.AsArray().Count.ShouldBe(3);
        (await admin.GetAsync("admin/metrics?bucket=hour&from=2026-01-01T00:00:00Z&to=2026-06-04T00:00:00Z", Cancelled)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await admin.GetAsync("admin/alerts?open=true", Cancelled)).Status.ShouldBe(HttpStatusCode.OK);
        (await admin.PostAsync($"admin/alerts/{Guid.Empty}/acknowledge", (JsonNode?)null, Cancelled)).Status.ShouldBe(HttpStatusCode.NotFound);

        // Who is none any more has no session left either.
        await user.LogInAsync(Cancelled);
        foreach (var path in new[] { "users", "runs", "metrics", "alerts" })
        {
            (await user.GetAsync($"admin/{path}", Cancelled)).Status.ShouldBe(HttpStatusCode.Forbidden);
        }
    }

    private async Task<ApiClient> OperatorAsync()
    {
        var admin = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        await new AppDatabase(App).MakeSuperuserAsync(admin.Email, Cancelled);
        await admin.LogInAsync(Cancelled);
        return admin;
    }

    // The application looks once a minute.
    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var left = 90; !await isSo(); left--)
        {
            left.ShouldBePositive();
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, Cancelled);
        }
    }

    private Task<Answer> LogInAsync(ApiClient user) => LogInAsync(user.Email, ApiClient.Password);

    private async Task<Answer> LogInAsync(string email, string password)
    {
        using var anybody = new ApiClient(App.Address);
        return await anybody.PostAsync("auth/login", new JsonObject { ["email"] = email, ["password"] = password }, Cancelled);
    }
}
