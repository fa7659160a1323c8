using System.Text.Json.Nodes;
using E2E.Harness;
using Microsoft.Playwright;
using Xunit;

namespace E2E.Journeys;

/// <summary>Pictures of the page of target prices, wide and narrow, light and dark, for eyes. Runs only when asked for: <c>-explicit only</c>.</summary>
public sealed class GalleryOfTargets(Browser browser, SharedApp shared) : BrowserTest(browser, shared)
{
    [Fact(Explicit = true)]
    public async Task Pictures_OfTargets_AreTaken()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var first = await OpenAsAsync(user, "/targets");
        await first.Locator(".empty").WaitForAsync();
        foreach (var (width, theme) in ((int, string)[])[(1280, "light"), (390, "dark")])
        {
            var page = await OpenAsAsync(user, "/targets", width, theme);
            await page.Locator(".empty").WaitForAsync();
            await SaveAsync(page, "targets-none", width, theme);
        }

        var fifty = await user.CalculatedPortfolioAsync(new() { Csv = Books.Fifty(), PortfolioName = "Long haul", AccountName = "Schwab Taxable" }, Cancelled);
        var many = await user.CalculatedPortfolioAsync(new() { Csv = ImportFiles.Many(500), PortfolioName = "Five hundred of a name that goes on", AccountName = "Many" }, Cancelled);
        var raw = await user.CreatedPortfolioAsync(new() { PortfolioName = "Never calculated", AccountName = "Raw" }, Cancelled);
        await user.PutAsync("target-prices", JsonNode.Parse("""
            {"targets":[{"symbol":"AAPL","end_of_year":260,"next_year":1234.5,"downside":190.1234,"note":"Services grow faster than anybody has in the model; look again after the results of the third quarter"},
            {"symbol":"NVDA","end_of_year":300},{"symbol":"TSLA","direction":"SHORT","end_of_year":180,"downside":900},{"symbol":"BUILDING_1","next_year":450000},
            {"symbol":"MSFT350119C00450000","end_of_year":250},{"symbol":"ZZZZ","end_of_year":5,"note":"waiting"},{"symbol":"SNOW","direction":"SHORT","downside":400},{"symbol":"PRIV7","end_of_year":12}]}
            """), Cancelled);
        foreach (var (width, theme) in ((int, string)[])[(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")])
        {
            var page = await OpenAsAsync(user, $"/targets?portfolio={fifty}", width, theme);
            await page.Locator(".held-targets tbody tr").First.WaitForAsync();
            await SaveAsync(page, "targets-some", width, theme);
            await page.GetByRole(AriaRole.Textbox, new() { Name = "End of year target of AAPL, long" }).FillAsync("a lot");
            await page.Keyboard.PressAsync("Enter");
            await page.GetByText("ERR_TARGET_003").WaitForAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Import a file" }).ClickAsync();
            await page.Locator("#target-file").SetInputFilesAsync(ImportFiles.Csv(
                "Symbol,Direction,End Of Year,Next Year,Downside,Note\nAAPL,,\"1,500\",,,\nTSLA,SHRT,180,,,\nKO,,\"1.234,56\",,,\nAAPL,,2,,,\nBRK/B,,1,,,\n", "targets.csv"));
            await page.GetByText("4 things to mend").WaitForAsync();
            await SaveAsync(page, "targets-faults", width, theme);
            await page.GoInteractiveAsync($"/targets?portfolio={fifty}&q=zzzz");
            await page.GetByRole(AriaRole.Button, new() { Name = "Remove the target of ZZZZ, long" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).WaitForAsync();
            await SaveAsync(page, "targets-removed", width, theme);
            await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
            await page.Locator(".other-targets tbody tr").WaitForAsync();
            await page.GoInteractiveAsync($"/targets?portfolio={many}&page=3");
            await page.Locator(".held-targets tbody tr").First.WaitForAsync();
            await SaveAsync(page, "targets-many", width, theme);
            await page.GoInteractiveAsync($"/targets?portfolio={raw}");
            await page.Locator(".held-targets tbody tr").First.WaitForAsync();
            await SaveAsync(page, "targets-raw", width, theme);
        }
    }

    private static Task<byte[]> SaveAsync(IPage page, string name, int width, string theme) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Paths.Artifacts, "gallery", $"{name}-{width}-{theme}.png"), FullPage = true });
}
