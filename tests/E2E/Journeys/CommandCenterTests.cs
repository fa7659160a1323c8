using System.Globalization;
using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>The command center around its figures: whose it is, which portfolio, and where it leads.</summary>
public sealed class CommandCenterTests(Browser browser, SharedApp shared) : BrowserTest(browser, shared)
{
    [Fact]
    public async Task WithoutAPortfolio_TheBannerLeadsToTheImport()
    {
        using var user = await UserAsync();
        var page = await OpenAsAsync(user, "/");

        await page.Heading("Welcome, Ada").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Import your first portfolio" }).ClickAsync();
        await page.ArriveAtAsync("**/import");
    }

    [Fact]
    public async Task SecondAccount_BringsTheSelectorAndAllPortfolios()
    {
        using var user = await UserAsync();
        var first = await user.CalculatedPortfolioAsync(new() { PortfolioName = "Growth", AccountName = "Schwab", EquityBalance = "100,000" }, Cancelled);
        var second = await user.CalculatedPortfolioAsync(new() { PortfolioName = "Retirement", AccountName = "Fidelity", EquityBalance = "50,000", Csv = Books.Fifty() }, Cancelled);
        var page = await OpenAsAsync(user, "/");

        await page.Heading("Retirement").WaitForAsync();
        await page.GetByText("Switch portfolio").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Growth" }).ClickAsync();
        await page.ArriveAtAsync($"**/?portfolio={first}");
        await page.Heading("Growth").WaitForAsync();
        (await page.Figure("equity")).ShouldBe("$100,000.00");

        await page.GetByText("Switch portfolio").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "All portfolios" }).ClickAsync();
        await page.ArriveAtAsync("**/?portfolio=all");
        await page.Heading("All portfolios").WaitForAsync();
        (await page.Figure("equity")).ShouldBe("$150,000.00");
        var gross = 0m;
        foreach (var id in new[] { first, second })
        {
            gross += (decimal)(await user.GetAsync($"portfolios/{id}/analytics/exposures", Cancelled)).Body["gross"]!["value"]!;
        }

        (await page.ExplanationAsync("gross")).ShouldContain(gross.ToString("$#,0.00", CultureInfo.InvariantCulture));
        await page.Locator(".nav-card .plot svg").First.WaitForAsync();

        await user.CreatedPortfolioAsync(new() { PortfolioName = "Third", AccountName = "Vanguard" }, Cancelled);
        await page.ReloadAsync();
        await page.Heading("All portfolios").WaitForAsync();
        await page.GetByText("Nothing to add up yet").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Calculate all" }).ClickAsync();
        await page.ArriveAtAsync("**/portfolios");
        await page.Locator("tr", new() { HasText = "Third" }).GetByText("completed").WaitForAsync();
    }

    [Fact]
    public async Task AnothersPortfolio_IsNotFoundWhereverItIsAskedFor()
    {
        using var owner = await UserAsync();
        using var user = await UserAsync();
        var theirs = await owner.CalculatedPortfolioAsync(new(), Cancelled);
        var mine = await user.CreatedPortfolioAsync(new() { PortfolioName = "Mine" }, Cancelled);
        var page = await OpenAsAsync(user, $"/?portfolio={theirs}");

        await page.Heading("No such portfolio").WaitForAsync();
        (await page.APIRequest.GetAsync($"/portfolios/{theirs}/positions.csv")).Status.ShouldBe(404);
        (await page.APIRequest.GetAsync($"/portfolios/{mine}/positions.csv")).Status.ShouldBe(200);
        await page.Content().GetByRole(AriaRole.Link, new() { Name = "Mine" }).ClickAsync();
        await page.Heading("Mine").WaitForAsync();

        var stranger = await OpenAsync();
        (await stranger.APIRequest.GetAsync($"/portfolios/{mine}/positions.csv", new() { MaxRedirects = 0 })).Status.ShouldBe(302);
    }

    [Fact]
    public async Task Calculate_OnThePage_LeadsToTheRun()
    {
        using var user = await UserAsync();
        var portfolio = await user.CreatedPortfolioAsync(new(), Cancelled);
        var page = await OpenAsAsync(user, "/");

        await page.GetByRole(AriaRole.Button, new() { Name = "Calculate", Exact = true }).ClickAsync();

        await page.ArriveAtAsync($"**/portfolios/{portfolio}/runs/*");
    }

    [Fact]
    public async Task SigningOutAndIn_FindsEverythingAgain()
    {
        using var user = await UserAsync();
        await user.CalculatedPortfolioAsync(new() { PortfolioName = "Kept" }, Cancelled);
        var page = await OpenAsAsync(user, "/");
        await page.Heading("Kept").WaitForAsync();

        await page.SignOutAsync();
        await page.GotoAsync("/?range=3m");
        await page.SignInAsync(user.Email, ApiClient.Password);

        await page.Heading("Kept").WaitForAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Three months" })).ToHaveAttributeAsync("aria-current", "true");
    }

    private Task<ApiClient> UserAsync() => ApiClient.RegisteredAsync(App.Address, Cancelled);
}
