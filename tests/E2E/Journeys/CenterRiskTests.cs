using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>The risk of a book in the command center: seen, asked, followed to the positions, printed, hidden.</summary>
public sealed class CenterRiskTests(Browser browser, SharedApp shared) : BrowserTest(browser, shared)
{
    [Fact]
    public async Task Risk_OfAPortfolio_IsThatOfTheApi_AndLeadsToThePositions()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var portfolio = await user.CalculatedPortfolioAsync(new() { Csv = Books.Fifty(), PortfolioName = "Fifty", EquityAsOf = "2026-10-01" }, Cancelled);
        var overview = (await user.GetAsync($"portfolios/{portfolio}/analytics/overview", Cancelled)).Body;
        var page = await OpenAsAsync(user, "/");
        await page.Locator("#changes table").WaitForAsync();

        (await page.Figure("beta")).ShouldStartWith(((double)overview["risk"]!["beta"]!["value"]!).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture).Replace('-', '−'));
        await Expect(page.Locator("[data-factor]")).ToHaveCountAsync(7);
        await Expect(page.Locator("[data-scenario]")).ToHaveCountAsync(18);
        await page.Locator("[data-scenario=market_crash_35] button").PressAsync("Enter");
        await Expect(page.Locator(".stress-detail")).ToContainTextAsync("Most lost");
        await page.Locator("#exposure").GetByRole(AriaRole.Button, new() { Name = "Underlying" }).PressAsync("Space");
        await Expect(page.Locator("#exposure [data-key=MSFT]")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "About Beta", Exact = true }).ClickAsync();
        await Expect(page.Locator("#about-beta")).ToContainTextAsync("Observations");
        await page.Keyboard.PressAsync("Escape");
        await page.ShouldBeAccessibleAsync();
    }

    [Fact]
    public async Task EarlierSession_IsShownFromItsAddress_AndTheWayBackIsNear()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        await user.CalculatedPortfolioAsync(new() { PortfolioName = "One", EquityAsOf = "2026-10-01" }, Cancelled);
        var page = await OpenAsAsync(user, "/?date=2026-11-01");
        await page.Locator("#changes table").WaitForAsync();

        await Expect(page.Locator("[data-notice=past]")).ToContainTextAsync("close of Fri 30 Oct 2026");
        await Expect(page.Locator("[data-notice=past]")).ToContainTextAsync("1 Nov 2026 was no session");
        await page.Locator(".day-menu > summary").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Session before" }).ClickAsync();
        await Expect(page.Locator(".day-menu > summary")).ToContainTextAsync("Thu 29 Oct 2026");
        await page.GetByRole(AriaRole.Link, new() { Name = "Show the newest" }).ClickAsync();
        await Expect(page.Locator("[data-notice=past]")).ToHaveCountAsync(0);
        await page.GotoAsync("/?date=2020-01-02");
        await Expect(page.GetByText("No figures of 2 Jan 2020")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task AllPortfolios_AreOneBook()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        await user.CalculatedPortfolioAsync(new() { PortfolioName = "One", AccountName = "One", EquityAsOf = "2026-10-01" }, Cancelled);
        await user.CalculatedPortfolioAsync(new() { Csv = Books.Fifty(), PortfolioName = "Two", AccountName = "Two", EquityAsOf = "2026-10-01" }, Cancelled);
        var beta = (await user.GetAsync("analytics/aggregate/beta", Cancelled)).Body["results"]!.AsArray()[0]!["figures"]!["beta"]!;
        var page = await OpenAsAsync(user, "/?portfolio=all");
        await page.Locator("#changes table").WaitForAsync();

        (await page.Figure("beta")).ShouldStartWith(((double)beta["value"]!).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture).Replace('-', '−'));
        ((double)beta["coverage"]!).ShouldBeInRange(0.5, 1);
        (await user.GetAsync("analytics/aggregate/breakdown", Cancelled)).Body["portfolios"]!.AsArray().Sum(row => (double)row!["share"]!["value"]!).ShouldBe(1, 1e-9);
        await page.SetViewportSizeAsync(390, 844);
        (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
        await page.ShouldBeAccessibleAsync();
    }

    [Fact]
    public async Task Report_IsOnePageOfEverything()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        await user.CalculatedPortfolioAsync(new() { Csv = Books.Fifty(), PortfolioName = "Fifty", EquityAsOf = "2026-10-01" }, Cancelled);
        var page = await OpenAsAsync(user, "/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Report" }).ClickAsync();
        await page.Locator(".report #changes table").WaitForAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync("Fifty");
        await Expect(page.Locator(".position-table tbody tr")).ToHaveCountAsync(47);
        await page.ShouldBeAccessibleAsync();
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Print" })).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Amounts_AreHidden_OnEveryPage_UntilTheyAreShownAgain()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        await user.CalculatedPortfolioAsync(new() { PortfolioName = "One", EquityAsOf = "2026-10-01" }, Cancelled);
        var page = await OpenAsAsync(user, "/?range=1m");
        await page.GetByRole(AriaRole.Button, new() { Name = "Hide amounts" }).ClickAsync();
        await page.Locator("#changes table").WaitForAsync();

        page.Url.ShouldEndWith("/?range=1m");
        (await page.Figure("equity")).ShouldBe("$•••");
        (await page.Locator("main").InnerTextAsync()).ShouldNotContain("1,000,");
        await Expect(page.Locator(".position-table tbody tr").First).ToContainTextAsync("$•••");
        await page.GetByRole(AriaRole.Button, new() { Name = "Hide amounts", Pressed = true }).ClickAsync();
        await page.Locator("#changes table").WaitForAsync();
        (await page.Figure("equity")).ShouldNotContain("•");
    }
}
