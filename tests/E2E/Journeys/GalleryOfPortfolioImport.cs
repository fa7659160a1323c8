using E2E.Harness;
using Microsoft.Playwright;
using Xunit;

namespace E2E.Journeys;

/// <summary>Pictures of the import of a list of portfolios, wide and narrow, light and dark, for eyes. Runs only when asked for: <c>-explicit only</c>.</summary>
public sealed class GalleryOfPortfolioImport(Browser browser, SharedApp shared) : BrowserTest(browser, shared)
{
    [Fact(Explicit = true)]
    public async Task Pictures_OfTheImportOfAList_AreTaken()
    {
        foreach (var (width, theme) in ((int, string)[])[(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")])
        {
            using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
            var page = await OpenAsAsync(user, "/portfolios/import", width, theme);
            await page.Locator("#portfolio-list:enabled").WaitForAsync();
            await SaveAsync(page, "list-empty", width, theme);
            await PortfolioImportTests.PasteAsync(page, "Name,Equity\nOne,1,250,000\nTwo,\"90\n");
            await page.GetByRole(AriaRole.Alert).First.WaitForAsync();
            await SaveAsync(page, "list-refused", width, theme);
            await PortfolioImportTests.PasteAsync(page, "Long haul\tSchwab Taxable\tTaxable\t$1,250,000.00\n");
            await page.Locator(".list-table tbody tr").WaitForAsync();
            await SaveAsync(page, "list-one", width, theme);
            await page.GoInteractiveAsync("/portfolios/import");
            await PortfolioImportTests.PasteAsync(page, PortfolioImportTests.Faulty);
            await page.Locator(".list-table .cell-error").First.WaitForAsync();
            await SaveAsync(page, "list-hundred", width, theme);
            await page.Locator("[data-line='60']").ScrollIntoViewIfNeededAsync();
            await page.ScreenshotAsync(new() { Path = Paths.Artifacts + $"/gallery/list-scrolled-{width}-{theme}.png" });
            await page.EvaluateAsync("() => scrollTo(0, 0)");
            await page.GetByRole(AriaRole.Button, new() { Name = "Leave the faulty ones out" }).ClickAsync();
            await page.GetByText("0 to mend").WaitForAsync();
            await page.ScreenshotAsync(new() { Path = Paths.Artifacts + $"/gallery/list-left-out-{width}-{theme}.png" });
            await PortfolioImportTests.Create(page).ClickAsync();
            await page.Locator(".created-table").WaitForAsync();
            await page.ScreenshotAsync(new() { Path = Paths.Artifacts + $"/gallery/list-created-{width}-{theme}.png" });
            await page.GoInteractiveAsync("/portfolios");
            await page.Locator(".portfolio-table tbody tr").First.WaitForAsync();
            await page.ScreenshotAsync(new() { Path = Paths.Artifacts + $"/gallery/list-header-{width}-{theme}.png" });
        }
    }

    private static Task<byte[]> SaveAsync(IPage page, string name, int width, string theme) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Paths.Artifacts, "gallery", $"{name}-{width}-{theme}.png"), FullPage = true });
}
