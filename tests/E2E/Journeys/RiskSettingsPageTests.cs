using E2E.Api;
using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>Factors and scenarios, changed by an operator. An application of its own: they are everybody's.</summary>
public sealed class RiskSettingsPageTests(Browser browser, ApiApp own) : BrowserTest(browser, own.App), IClassFixture<ApiApp>
{
    [Fact]
    public async Task Settings_ChangedByAnOperator_AreAVersion_AndShownAndRefusedToOthers()
    {
        using var admin = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        await new AppDatabase(App).MakeSuperuserAsync(admin.Email, Cancelled);
        await admin.LogInAsync(Cancelled);
        await admin.CalculatedPortfolioAsync(new PortfolioUpload { Csv = Books.Fifty(), PortfolioName = "Fifty" }, Cancelled);
        var page = await OpenAsAsync(admin, "/admin/risk");

        // A shock that cannot be is refused with what is allowed, and nothing of the draft is lost.
        await page.Locator("[data-scenario=market_up_10] button").ClickAsync();
        await page.GetByLabel("Market in percent, Market up 10 %", new() { Exact = true }).FillAsync("-700");
        await page.GetByLabel("Market in percent, Market up 10 %", new() { Exact = true }).PressAsync("Tab");
        await page.GetByRole(AriaRole.Button, new() { Name = "Put in force as version 2" }).ClickAsync();
        await Expect(page.GetByText("ERR_RISK_002")).ToBeVisibleAsync();
        await Expect(page.Locator("#changes .changes li")).ToHaveTextAsync("Scenario “Market up 10 %”: market +10 % → market −700 %.");
        await page.ShouldBeAccessibleAsync();

        await page.GetByLabel("Market in percent, Market up 10 %", new() { Exact = true }).FillAsync("-12");
        await page.GetByLabel("Market in percent, Market up 10 %", new() { Exact = true }).PressAsync("Tab");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enter weights" }).ClickAsync();
        await page.GetByLabel("Weight of Information Technology in percent").FillAsync("100");
        await page.GetByLabel("Source", new() { Exact = true }).FillAsync("fact sheet");
        await page.GetByLabel("Source", new() { Exact = true }).PressAsync("Tab");
        await page.GetByLabel("Why (kept with the version)").FillAsync("the committee asked");
        await page.GetByRole(AriaRole.Button, new() { Name = "Put in force as version 2" }).ClickAsync();
        await Expect(page.GetByText("Version 2 is in force")).ToBeVisibleAsync();
        await Expect(page.Locator("#versions [data-version='2']")).ToContainTextAsync("the committee asked");
        await page.GetByRole(AriaRole.Button, new() { Name = "Calculate all portfolios now" }).ClickAsync();
        await Expect(page.GetByText("All portfolios are being calculated")).ToBeVisibleAsync();
        await page.ShouldBeAccessibleAsync();
        await page.SetViewportSizeAsync(390, 844);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
        await page.ShouldBeAccessibleAsync();

        await UntilAllAreCalculatedAsync(admin);
        await page.SetViewportSizeAsync(1280, 900);
        await page.GotoAsync("/");
        await page.Locator("#exposure").GetByRole(AriaRole.Button, new() { Name = "Sector" }).ClickAsync();
        await Expect(page.Locator("#exposure")).ToContainTextAsync("vs S&P 500");
        await page.SetViewportSizeAsync(390, 844);
        await page.ShouldFitAsync();

        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var refused = await OpenAsync();
        await refused.GotoAsync("/sign-in?returnUrl=" + Uri.EscapeDataString("/admin/risk"));
        await refused.SignInAsync(user.Email, ApiClient.Password);
        await refused.Heading("Not for this account").WaitForAsync();
        (await refused.GotoAsync("/admin/risk"))!.Status.ShouldBe(403);
    }

    // A portfolio's own run would be refused while they are.
    private static async Task UntilAllAreCalculatedAsync(ApiClient admin)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        while ((string)(await admin.GetAsync("admin/end-of-days", patience.Token)).Body["end_of_days"]![0]!["status"]! is "pending" or "running")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }
}
