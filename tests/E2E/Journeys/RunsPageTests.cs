using App.Core.Market;
using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>Every calculation of a portfolio, and one asked for by its session.</summary>
public sealed class RunsPageTests(Browser browser, SharedApp shared) : BrowserTest(browser, shared)
{
    private static DateOnly LastSession => TradingCalendar.Nyse.MostRecentSession(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task Runs_OfHundreds_AreFoundByPageAndByStatus()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var portfolio = await user.CalculatedPortfolioAsync(new() { PortfolioName = "Growth" }, Cancelled);
        await new AppDatabase(App).CopyRunsAsync(portfolio, 120, Cancelled);
        var page = await OpenAsAsync(user, "/portfolios");
        await page.GetByRole(AriaRole.Link, new() { Name = "All calculations of Growth" }).ClickAsync();

        await Expect(page.Heading("Calculations")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-run]")).ToHaveCountAsync(50);
        await Expect(page.Locator(".pager")).ToContainTextAsync("1–50 of 121");
        await page.GetByRole(AriaRole.Link, new() { Name = "Page 3" }).ClickAsync();
        await Expect(page.Locator("[data-run]")).ToHaveCountAsync(21);

        await page.GetByLabel("Status").SelectOptionAsync("failed");
        await Expect(page.Locator("[data-run]")).ToHaveCountAsync(7);
        (await page.Locator("[data-run] .status").AllTextContentsAsync()).ShouldAllBe(status => status.Trim() == "failed");
        page.Url.ShouldEndWith("?status=failed");

        await page.Locator("[data-run] a").First.ClickAsync();
        await page.SeesAsync("Growth was not calculated to the end");
        await page.GetByText("Activity log").ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Download the log" }).ClickAsync());
        (await File.ReadAllTextAsync(await download.PathAsync(), Cancelled)).ShouldContain("Calculation requested");
        await page.GoBackAsync();
        await Expect(page.Locator("[data-run]")).ToHaveCountAsync(7);
    }

    [Fact]
    public async Task PastSession_ThatIsNone_OffersThoseAround_AndIsCalculated()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var anchor = TradingCalendar.Nyse.SessionOnOrBefore(LastSession.AddDays(-40));
        var portfolio = await user.CalculatedPortfolioAsync(new() { PortfolioName = "Growth", EquityAsOf = $"{anchor:yyyy-MM-dd}" }, Cancelled);
        var page = await OpenAsAsync(user, $"/?portfolio={portfolio}");
        var sunday = LastSession.AddDays(-7 - (int)LastSession.DayOfWeek);
        var before = TradingCalendar.Nyse.PreviousSession(sunday);

        await page.GetByText("Past session").ClickAsync();
        await page.GetByLabel("As of").FillAsync($"{sunday:yyyy-MM-dd}");
        await Expect(page.Locator("#as-of-error")).ToContainTextAsync($"The sessions around it are {before:yyyy-MM-dd} and");
        await page.ShouldBeAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = FormattableString.Invariant($"{before:ddd d MMM yyyy}") }).ClickAsync();
        await Expect(page.Locator("#as-of-error")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Calculate this session" }).ClickAsync();

        await page.SeesAsync("Growth is ready");
        await Expect(page.Content()).ToContainTextAsync(FormattableString.Invariant($"calculated as of {before:d MMM yyyy}"), new() { IgnoreCase = true });
        await page.GetByRole(AriaRole.Link, new() { Name = "All calculations" }).ClickAsync();
        await Expect(page.Locator("[data-run]").First).ToContainTextAsync(FormattableString.Invariant($"{before:d MMM yyyy}"));
    }

    [Fact]
    public async Task Runs_OfAnothersPortfolio_AreNotFound()
    {
        using var owner = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var portfolio = await owner.CreatedPortfolioAsync(new(), Cancelled);
        var other = await OpenRegisteredAsync();

        (await other.GotoAsync($"/portfolios/{portfolio}/runs"))!.Status.ShouldBe(404);
        (await other.GotoAsync($"/portfolios/{Guid.Empty}/runs"))!.Status.ShouldBe(404);
    }

    [Fact]
    public async Task Runs_NoneOneAndMany_AreAccessible()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var none = await user.CreatedPortfolioAsync(new() { AccountName = "None" }, Cancelled);
        var many = await user.CalculatedPortfolioAsync(new() { AccountName = "Many" }, Cancelled);
        var page = await OpenAsAsync(user, $"/portfolios/{none}/runs");
        await page.ShouldLookGoodAtAsync($"/portfolios/{none}/runs", ".empty");
        await page.ShouldLookGoodAtAsync($"/portfolios/{many}/runs", "[data-run]");
        await new AppDatabase(App).CopyRunsAsync(many, 70, Cancelled);
        await page.ShouldLookGoodAtAsync($"/portfolios/{many}/runs?page=2", "[data-run]");
        await page.ShouldLookGoodAtAsync($"/portfolios/{many}/runs?status=running", ".no-rows");
        await page.GetByText("Past session").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Calculate this session" }).ClickAsync();
        await page.Locator("#as-of-error").WaitForAsync();
        await page.ShouldLookGoodAsync();
        await page.ShouldLookGoodAtAsync($"/portfolios/{many}/runs/latest", "h1");
    }
}
