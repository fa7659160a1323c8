using E2E.Api;
using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>The audit trail and an account's activity, in the browser. An application of its own: the trail is everybody's.</summary>
public sealed class AuditPagesTests(Browser browser, ApiApp own) : BrowserTest(browser, own.App), IClassFixture<ApiApp>
{
    [Fact]
    public async Task Write_OfAPagesEvent_IsInTheTrail_AsDoneByItsReader()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        using var admin = await OperatorAsync();
        await user.CreatedPortfolioAsync(new() { AccountName = "Stays" }, Cancelled);
        var page = await OpenAsAsync(user, "/targets");

        var form = page.GetByRole(AriaRole.Form, new() { Name = "Add a target" });
        await form.GetByLabel("Symbol").FillAsync("KO");
        await form.GetByLabel("End of year").FillAsync("70");
        await form.GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();
        await Expect(form.GetByLabel("Symbol")).ToHaveValueAsync("");

        var entry = (await admin.GetAsync($"admin/audit?who={user.Email}&action=targets.set", Cancelled)).Body["entries"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)entry["actor"]!, (string)entry["owner"]!, (string)entry["channel"]!).ShouldBe((user.Email, user.Email, "page"));
        ((string?)entry["correlation_id"]).ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Registration_OnThePage_IsInTheTrail_AsOfSomebodyNotSignedIn()
    {
        using var admin = await OperatorAsync();
        var email = NewEmail();
        var page = await OpenAsync();
        await page.RegisterAsync(email);
        await page.ArriveAtAsync("**/import");

        var entry = (await admin.GetAsync($"admin/audit?who={email}&action=account.registered", Cancelled)).Body["entries"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)entry["action"]!, entry["actor_id"], (string)entry["owner"]!, (string)entry["channel"]!).ShouldBe(("account.registered", null, email, "page"));
    }

    [Fact]
    public async Task Trail_IsFilteredReadAndChecked()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        using var admin = await OperatorAsync();
        var portfolio = await user.CreatedPortfolioAsync(new(), Cancelled);
        await user.CalculatedAsync(portfolio, Cancelled);
        var page = await OpenAsAsync(admin, "/admin/audit");

        await page.GetByLabel("Who: part of an address, or an id").FillAsync(user.Email);
        await page.GetByLabel("Who: part of an address, or an id").PressAsync("Enter");
        await Expect(page.Locator("[data-entry]")).ToHaveCountAsync(5);
        await page.GetByLabel("Action").SelectOptionAsync("run.started");
        await Expect(page.Locator("[data-entry]")).ToHaveCountAsync(1);
        page.Url.ShouldContain("action=run.started");
        await page.Locator("[data-entry] summary").ClickAsync();
        await Expect(page.Locator("dl.entry")).ToContainTextAsync(portfolio);
        await page.ShouldLookGoodAsync("audit-one");

        await page.GetByRole(AriaRole.Button, new() { Name = "Check the chain" }).ClickAsync();
        await Expect(page.GetByText("The chain is whole")).ToBeVisibleAsync();
        await page.ShouldLookGoodAsync("audit-checked");
        await page.GetByLabel("From", new() { Exact = true }).FillAsync("2099-01-01");
        await page.GetByLabel("From", new() { Exact = true }).PressAsync("Tab");
        await Expect(page.Locator(".no-rows")).ToBeVisibleAsync();
        await page.ShouldLookGoodAsync("audit-none");
        await page.GetByRole(AriaRole.Link, new() { Name = "Show every entry" }).ClickAsync();
        await Expect(page.Locator("[data-entry]").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Activity_IsShownToTheUser_AndTheTrailIsNot()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        using var admin = await OperatorAsync();
        var page = await OpenAsAsync(user, "/account/activity");
        await Expect(page.GetByText("No operator has.")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-action='account.registered']")).ToContainTextAsync("not signed in yet");
        await page.ShouldLookGoodAsync("activity-one");

        await user.CreatedPortfolioAsync(new(), Cancelled);
        await new AppDatabase(App).AddLookAsync(admin.Email, user.Email, "The import of 12 March shows twice the cash; asked by mail to look at it with the statement at hand.", Cancelled);
        await page.GotoAsync("/account/activity");
        await Expect(page.Locator(".looks tbody tr")).ToContainTextAsync(admin.Email);
        await Expect(page.Locator(".looks tbody tr")).ToContainTextAsync("stopped by the operator");
        await Expect(page.Locator("[data-action='portfolio.imported']")).ToContainTextAsync("you");
        await page.ShouldLookGoodAsync("activity-looks");

        await page.GotoAsync("/admin/audit");
        await page.Heading("Not for this account").WaitForAsync();
    }

    private async Task<ApiClient> OperatorAsync()
    {
        var client = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        await new AppDatabase(App).MakeSuperuserAsync(client.Email, Cancelled);
        await client.LogInAsync(Cancelled);
        return client;
    }
}

/// <summary>Many entries. An application of its own: its trail is not whole.</summary>
public sealed class AuditHundredsTests(Browser browser, ApiApp own) : BrowserTest(browser, own.App), IClassFixture<ApiApp>
{
    [Fact]
    public async Task Trail_OfHundreds_IsReadPageByPage_AndItsBreakIsFound()
    {
        using var admin = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        await new AppDatabase(App).MakeSuperuserAsync(admin.Email, Cancelled);
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        await user.CreatedPortfolioAsync(new(), Cancelled);
        await new AppDatabase(App).CopyAuditAsync(user.Email, 320, Cancelled);
        var page = await OpenAsAsync(admin, "/admin/audit?page=2");

        await Expect(page.Locator("[data-entry]")).ToHaveCountAsync(50);
        await page.ShouldLookGoodAsync("audit-many");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check the chain" }).ClickAsync();
        await Expect(page.GetByText("The chain is broken")).ToBeVisibleAsync();
        await page.ShouldLookGoodAsync("audit-broken");

        var own = await OpenAsAsync(user, "/account/activity?page=99");
        await Expect(own.Locator(".pager [aria-current=page]")).ToHaveTextAsync("7");
        await own.ShouldLookGoodAsync("activity-many");
    }
}
