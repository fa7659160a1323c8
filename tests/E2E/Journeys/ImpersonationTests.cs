using System.Diagnostics;
using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>An operator looks through a user's eyes in a browser; and open pages of what is over.</summary>
public sealed class ImpersonationTests(Browser browser, SessionApp own) : BrowserTest(browser, own.App), IClassFixture<SessionApp>
{
    // Half a minute between two looks at a page that does nothing, and a little for looking.
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Impersonation_IsBegunForAReason_ShownOverEveryPage_AndStopped()
    {
        using var admin = await own.OperatorAsync();
        using var user = await own.UserAsync();
        await user.CreatedPortfolioAsync(new PortfolioUpload { PortfolioName = "Of the user" }, Cancelled);
        await user.CalculatedAsync(await user.CreatedPortfolioAsync(new PortfolioUpload { PortfolioName = "Another", AccountName = "Two" }, Cancelled), Cancelled);
        var page = await OpenAsAsync(admin, "/portfolios");
        await page.GotoAsync($"/admin/users/{await SessionApp.IdOfAsync(user)}/impersonate");
        await page.ShouldLookGoodAsync("impersonate");
        await page.GetByRole(AriaRole.Button, new() { Name = "Look through their eyes" }).ClickAsync();
        await Expect(page.Locator("#summary")).ToBeVisibleAsync();
        await Expect(page.Locator("#impersonate-reason-error")).ToContainTextAsync("There is no reason");
        await page.ShouldLookGoodAsync("impersonate-errors");

        await page.GetByLabel("Reason").FillAsync("Ticket 4711: a figure that looks wrong");
        await page.GetByLabel("Hours").SelectOptionAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Look through their eyes" }).ClickAsync();

        await page.InteractiveAsync();
        var banner = page.Locator(".impersonation[role=status]");
        await Expect(banner).ToContainTextAsync("You are looking through the eyes of Ada Test");
        await Expect(banner).ToContainTextAsync("Ticket 4711: a figure that looks wrong");
        await Expect(banner.Locator("[data-countdown]")).ToContainTextAsync("in 1:59:");
        await page.GoInteractiveAsync("/portfolios");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Of the user", Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Delete Of the user" })).ToHaveCountAsync(0);
        await page.ShouldLookGoodAsync("impersonated");

        // The countdown goes on in the circuit's page.
        var shown = await banner.Locator("[data-countdown]").TextContentAsync();
        await Expect(banner.Locator("[data-countdown]")).Not.ToHaveTextAsync(shown!);
        foreach (var address in new[] { "/guide", "/nowhere", "/errors", "/report?portfolio=all" })
        {
            await page.GotoAsync(address);
            await Expect(banner).ToBeVisibleAsync();
        }

        // Without its token no form stops it; and it is not stopped.
        (await page.APIRequest.PostAsync("/stop-impersonation")).Status.ShouldBe(400);
        await page.GotoAsync("/account/sessions");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Closed while you look through a user's eyes" })).ToBeVisibleAsync();
        await page.ShouldLookGoodAsync("closed");
        await page.GoInteractiveAsync("/portfolios");
        await banner.GetByRole(AriaRole.Button, new() { Name = "Stop impersonation" }).ClickAsync();
        await page.ArriveAtAsync(App.Address.ToString());
        await page.InteractiveAsync();
        await Expect(banner).ToHaveCountAsync(0);
        await page.AccountMenu().ClickAsync();
        await Expect(page.Locator(".who")).ToContainTextAsync(admin.Email);
    }

    [Fact]
    public async Task Banner_WithoutScript_SaysWhenItEnds_AndStops()
    {
        using var admin = await own.OperatorAsync();
        using var user = await own.UserAsync();
        var page = await OpenAsync(390, options: new() { JavaScriptEnabled = false });
        await page.GotoAsync($"/sign-in?returnUrl={Uri.EscapeDataString($"/admin/users/{await SessionApp.IdOfAsync(user)}/impersonate")}");
        await page.SignInAsync(admin.Email, ApiClient.Password);
        await page.GetByLabel("Reason").FillAsync("Ticket 4711");
        await page.GetByRole(AriaRole.Button, new() { Name = "Look through their eyes" }).ClickAsync();

        await Expect(page.Locator(".impersonation")).ToContainTextAsync("UTC");
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop impersonation" }).ClickAsync();

        await Expect(page.Locator(".impersonation")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("stopped")]
    [InlineData("revoked")]
    [InlineData("expired")]
    [InlineData("role lost")]
    [InlineData("target promoted")]
    public async Task OpenPage_OfAnImpersonationThatIsOver_IsLostWithinAMinute(string what)
    {
        using var admin = await own.OperatorAsync();
        using var other = await own.OperatorAsync();
        using var user = await own.UserAsync();
        await user.CreatedPortfolioAsync(new PortfolioUpload { PortfolioName = "Of the user" }, Cancelled);
        var page = await ImpersonatingAsync(admin, user);
        await page.GoInteractiveAsync("/portfolios");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Of the user", Exact = true })).ToBeVisibleAsync();
        var second = what == "stopped" ? await page.Context.NewPageAsync() : null;
        if (second is not null)
        {
            await second.GotoAsync("/guide");
        }

        var watch = Stopwatch.StartNew();
        await EndAsync(what, admin, other, user, second);

        // By itself: nobody touches the page.
        await page.GetByRole(AriaRole.Link, new() { Name = "Of the user", Exact = true }).WaitForAsync(new() { State = WaitForSelectorState.Detached, Timeout = (float)Most.TotalMilliseconds });
        SessionApp.Tell(FormattableString.Invariant($"open page, impersonation {what}: the user's data was gone after {watch.Elapsed.TotalSeconds:F1} s"));
        await page.InteractiveAsync();
        await Expect(page.Locator(".impersonation")).ToHaveCountAsync(0);
        await page.AccountMenu().ClickAsync();
        await Expect(page.Locator(".who")).ToContainTextAsync(admin.Email);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Command_OfAnOpenPageWhoseSessionIsOver_IsNotCarriedOut(bool impersonated)
    {
        using var admin = await own.OperatorAsync();
        using var user = await own.UserAsync();
        await user.CreatedPortfolioAsync(new PortfolioUpload { PortfolioName = "One" }, Cancelled);
        await user.CreatedPortfolioAsync(new PortfolioUpload { PortfolioName = "Two", AccountName = "Two" }, Cancelled);
        var page = impersonated ? await ImpersonatingAsync(admin, user) : await OpenAsAsync(user, "/portfolios");
        await page.GoInteractiveAsync("/portfolios");
        var calculate = page.GetByRole(AriaRole.Button, new() { Name = "Calculate One" });
        await calculate.WaitForAsync();
        await (impersonated
            ? own.ExecuteAsync($"UPDATE impersonations SET expires_at = datetime('now', '-1 second') WHERE ended_at IS NULL AND impersonator_id = (SELECT id FROM users WHERE email = '{admin.Email}')")
            : user.DeleteAsync("account/sessions", Cancelled));

        var watch = Stopwatch.StartNew();
        try
        {
            await calculate.ClickAsync(new() { Timeout = 10_000 });
        }
        catch (TimeoutException)
        {
            // A call of the page's own that was still on its way is a command too: then the page is gone before a hand can be at the button.
            await Expect(calculate).ToHaveCountAsync(0);
        }

        if (impersonated)
        {
            await Expect(page.Locator(".impersonation")).ToHaveCountAsync(0);
        }
        else
        {
            await page.ArriveAtAsync("**/sign-in?returnUrl=%2Fportfolios");
        }

        SessionApp.Tell(FormattableString.Invariant($"command of an open page, {(impersonated ? "impersonation expired" : "session ended")}: turned out after {watch.ElapsedMilliseconds} ms"));
        var portfolios = (await user.GetAsync("portfolios", Cancelled)).Body["portfolios"]!.AsArray();
        foreach (var portfolio in portfolios)
        {
            (await user.GetAsync($"portfolios/{(string)(portfolio!["id"] ?? portfolio["portfolio_id"])!}/runs/latest", Cancelled)).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
        }
    }

    private async Task EndAsync(string what, ApiClient admin, ApiClient other, ApiClient user, IPage? second)
    {
        var ofAdmin = $"(SELECT id FROM users WHERE email = '{admin.Email}')";
        await (what switch
        {
            "stopped" => second!.GetByRole(AriaRole.Button, new() { Name = "Stop impersonation" }).ClickAsync(),
            "revoked" => RevokeAsync(other, admin),
            "expired" => own.ExecuteAsync($"UPDATE impersonations SET expires_at = datetime('now', '-1 second') WHERE ended_at IS NULL AND impersonator_id = {ofAdmin}"),
            "role lost" => own.ExecuteAsync($"DELETE FROM user_roles WHERE user_id = {ofAdmin}"),
            _ => new AppDatabase(App).MakeSuperuserAsync(user.Email, Cancelled),
        });
    }

    private static async Task RevokeAsync(ApiClient other, ApiClient admin)
    {
        var rows = (await other.GetAsync("admin/impersonations?limit=500", Cancelled)).Body["impersonations"]!.AsArray();
        var id = (string)rows.Single(row => (string)row!["impersonator"]! == admin.Email && (bool)row["is_active"]!)!["id"]!;
        (await other.PostAsync($"admin/impersonations/{id}/revoke", (System.Text.Json.Nodes.JsonNode?)null, Cancelled)).Status.ShouldBe(System.Net.HttpStatusCode.NoContent);
    }

    private async Task<IPage> ImpersonatingAsync(ApiClient admin, ApiClient user)
    {
        var page = await OpenAsAsync(admin, "/portfolios");
        await page.GotoAsync($"/admin/users/{await SessionApp.IdOfAsync(user)}/impersonate");
        await page.GetByLabel("Reason").FillAsync("Ticket 4711");
        await page.GetByRole(AriaRole.Button, new() { Name = "Look through their eyes" }).ClickAsync();
        await page.Locator(".impersonation").WaitForAsync();
        return page;
    }
}
