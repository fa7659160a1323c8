using System.Text.Json.Nodes;
using E2E.Harness;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>The list of portfolios, and both pages' accessibility.</summary>
public sealed class PortfoliosTests(Browser browser, PostgresApp shared) : BrowserTest(browser, shared)
{
    [Fact]
    public async Task List_WithoutAPortfolio_LeadsToTheImport()
    {
        var page = await OpenRegisteredAsync();
        await page.GoInteractiveAsync("/portfolios");

        await page.GetByRole(AriaRole.Link, new() { Name = "Import your first portfolio" }).ClickAsync();
        await page.ArriveAtAsync("**/import");
    }

    [Fact]
    public async Task Delete_AskedAndConfirmed_LeavesTheLastOne()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        await user.CalculatedPortfolioAsync(new() { PortfolioName = "Growth", AccountName = "Schwab" }, Cancelled);
        await user.CreatedPortfolioAsync(new() { PortfolioName = "Retirement", AccountName = "Fidelity" }, Cancelled);
        var page = await OpenAsAsync(user, "/portfolios");
        await Expect(Row(page, "Growth")).ToContainTextAsync("completed");
        await Expect(Row(page, "Retirement")).ToContainTextAsync("not calculated");

        // By keyboard; the dialog keeps the focus, and Escape and Cancel leave everything as it is.
        var delete = page.GetByRole(AriaRole.Button, new() { Name = "Delete Retirement" });
        await delete.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByText("Delete “Retirement”?").WaitForAsync();
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ToBeFocusedAsync();
        await page.ShouldBeAccessibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await Expect(delete).ToBeFocusedAsync();

        await delete.ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete portfolio" }).ClickAsync();
        await page.GetByText("“Retirement” was deleted.").WaitForAsync();
        await Expect(Row(page, "Retirement")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "Delete Growth" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete portfolio" }).ClickAsync();
        await page.GetByRole(AriaRole.Alert).GetByText("ERR_PORT_013").WaitForAsync();
        await Expect(Row(page, "Growth")).ToHaveCountAsync(1);
        await page.ShouldBeAccessibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Growth", Exact = true }).ClickAsync();
        await page.Heading("Growth").WaitForAsync();
    }

    [Fact]
    public async Task PortfoliosOfAProgram_WithoutPositionsOrEquity_LeadToTheImportIntoThem()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var made = (await user.PostAsync("../v2/portfolios", JsonNode.Parse("""[{"name":"Known","equity_balance":250000},{"name":"Unknown"}]"""), Cancelled)).Body.AsArray();
        var page = await OpenAsAsync(user, "/portfolios");
        await page.ShouldLookGoodAtAsync("/portfolios", "tbody tr");
        await Expect(Row(page, "Known").First).ToContainTextAsync("$250,000.00");
        await Expect(Row(page, "Unknown")).ToContainTextAsync("—");
        await Expect(Row(page, "Unknown")).Not.ToContainTextAsync("as you gave it");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Calculate" })).ToHaveCountAsync(0);

        await page.ShouldLookGoodAtAsync($"/?portfolio={(string)made[1]!["portfolio_id"]!}", ".not-calculated");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Calculate" })).ToHaveCountAsync(0);
        await Expect(page.Locator(".position-table")).ToHaveCountAsync(0);
        await page.ShouldLookGoodAtAsync("/?portfolio=all", ".not-calculated");
        await Expect(page.GetByText("None of the portfolios holds anything.")).ToBeVisibleAsync();
        await page.GoInteractiveAsync($"/?portfolio={(string)made[1]!["portfolio_id"]!}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Import a file into it" }).ClickAsync();
        await page.ArriveAtAsync($"**/import?portfolio={(string)made[1]!["portfolio_id"]!}");
        await page.Heading("Update Unknown").WaitForAsync();
    }

    [Fact]
    public async Task Pages_WithAndWithoutPortfolios_AreAccessible()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var page = await OpenAsAsync(user, "/portfolios");
        await page.ShouldLookGoodAtAsync("/portfolios", ".empty");
        await page.ShouldLookGoodAtAsync("/", ".welcome");

        await user.CreatedPortfolioAsync(new() { PortfolioName = "Raw", AccountName = "Raw" }, Cancelled);
        await page.ShouldLookGoodAtAsync("/", ".not-calculated");
        await user.CalculatedPortfolioAsync(new() { Csv = Books.Fifty(), PortfolioName = "Fifty", EquityAsOf = "2026-10-01" }, Cancelled);
        await page.ShouldLookGoodAtAsync("/portfolios", "tbody tr");
        await page.ShouldLookGoodAtAsync("/?portfolio=all", "h2:has-text('Nothing to add up yet')");
        await page.ShouldLookGoodAtAsync("/?portfolio=00000000-0000-0000-0000-000000000001", ".choices");
        await page.ShouldLookGoodAtAsync("/?closed=true&sort=-day", "#changes table");

        await page.GetByText("Switch portfolio").ClickAsync();
        await page.ShouldLookGoodAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Button, new() { Name = "About Leverage" }).ClickAsync();
        await page.ShouldLookGoodAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show as table" }).ClickAsync();
        await page.Locator(".nav-table").WaitForAsync();
        await page.ShouldLookGoodAsync();
    }

    private static ILocator Row(IPage page, string name) => page.GetByRole(AriaRole.Row, new() { Name = name });
}
