using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace E2E.Journeys;

/// <summary>What an opened row of a position says of its symbol, in a browser.</summary>
public sealed class AboutSecurityTests(Browser browser, SharedApp shared) : BrowserTest(browser, shared)
{
    [Fact]
    public async Task Row_Opened_TellsWhatIsKnownOfItsSymbol()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        await user.CalculatedPortfolioAsync(new PortfolioUpload { Csv = Books.OneStock }, Cancelled);
        var page = await OpenAsAsync(user, "/");

        await OpenRowAsync(page);

        (await page.Locator("[data-about=AAPL]").InnerTextAsync()).ShouldContain("Sample (made up)");
        (await page.Locator("[data-fact=fundamentals]").InnerTextAsync()).ShouldContain("No source has any");
        await page.Locator("[data-fact=actions]").WaitForAsync();
    }

    [Fact(Explicit = true)] // For eyes.
    public async Task Pictures_OfAnOpenedRow_AreTaken()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        await user.CalculatedPortfolioAsync(new PortfolioUpload { Csv = Books.OneStock }, Cancelled);
        foreach (var (width, theme) in ((int, string)[])[(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")])
        {
            var page = await OpenAsAsync(user, "/", width, theme);
            await OpenRowAsync(page);
            await page.Locator("tr.drill").ScreenshotAsync(new() { Path = Path.Combine(Paths.Artifacts, "gallery", $"about-security-{width}-{theme}.png") });
        }
    }

    private static async Task OpenRowAsync(IPage page)
    {
        await page.InteractiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "About the figures of AAPL" }).ClickAsync();
        await page.Locator("[data-fact=actions]").WaitForAsync();
    }
}
