using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>The grid of positions in the command center: sorted, filtered, paged and taken away.</summary>
public sealed partial class CenterGridTests(Browser browser, PostgresApp shared) : BrowserTest(browser, shared)
{
    [Fact]
    public async Task Grid_SortedAndFiltered_KeepsItsAddressAndExportsWhatItShows()
    {
        using var user = await UserAsync();
        await user.CalculatedPortfolioAsync(new() { Csv = Books.Fifty() }, Cancelled);
        var page = await OpenAsAsync(user, "/");

        await page.GetByRole(AriaRole.Link, new() { Name = "P&L", Exact = true }).ClickAsync();
        await page.ArriveAtAsync("**/?sort=-pnl");
        await page.GetByRole(AriaRole.Searchbox).FillAsync("a");
        await page.ArriveAtAsync("**/?q=a&sort=-pnl");
        await page.GetByRole(AriaRole.Checkbox).CheckAsync();
        await page.ArriveAtAsync("**/?q=a&closed=true&sort=-pnl");
        await page.Locator("tbody tr[data-symbol=DIS]").WaitForAsync();
        var address = page.Url;
        var symbols = await page.SymbolsAsync();
        symbols.Count.ShouldBeInRange(5, 50);
        await Expect(page.Locator("th[aria-sort=descending]")).ToContainTextAsync("P&L");

        // Somebody who is sent the address sees the same.
        await page.GoInteractiveAsync("/portfolios");
        await page.GoInteractiveAsync(address);
        await page.Locator("tbody tr[data-symbol]").First.WaitForAsync();
        (await page.SymbolsAsync()).ShouldBe(symbols);
        await Expect(page.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync("a");

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Export CSV" }).ClickAsync());
        download.SuggestedFilename.ShouldMatch(@"^Positions Account \d{4}-\d\d-\d\d\.csv$");
        var lines = (await File.ReadAllLinesAsync(await download.PathAsync(), Encoding.UTF8, Cancelled)).Where(line => line.Length > 0).ToList();
        lines.Skip(1).Select(line => line.Split(',')[2]).ShouldBe(symbols);
        await page.GoInteractiveAsync(address + "&cols=cost");
        var shown = await page.Locator("tbody tr[data-symbol] td[data-column=cost] span").First.TextContentAsync();
        decimal.Parse(shown!.Replace("$", "", StringComparison.Ordinal).Replace("−", "-", StringComparison.Ordinal), NumberStyles.Number, CultureInfo.InvariantCulture)
            .ShouldBe(decimal.Parse(Cells(lines[1])[19], CultureInfo.InvariantCulture), .005m);
        await page.GoInteractiveAsync(address);

        await page.GetByRole(AriaRole.Searchbox).FillAsync("zzzz");
        await page.GetByText("No position matches the filter.").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Clear the filter" }).ClickAsync();
        await page.ArriveAtAsync("**/?closed=true&sort=-pnl");
    }

    [Fact]
    public async Task Grid_ByKeyboard_IsSortedAndPaged()
    {
        using var user = await UserAsync();
        await user.CalculatedPortfolioAsync(new() { Csv = Hundreds(120) }, Cancelled);
        var page = await OpenAsAsync(user, "/");

        var heading = page.GetByRole(AriaRole.Link, new() { Name = "Position", Exact = true });
        await heading.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAtAsync("**/?sort=position");
        await Expect(page.Locator("th[aria-sort=ascending]")).ToContainTextAsync("Position");
        await Expect(heading).ToBeFocusedAsync();
        var first = await page.SymbolsAsync();
        first.Count.ShouldBe(50);
        first.ShouldBe(first.Order(StringComparer.Ordinal));

        await page.GetByRole(AriaRole.Link, new() { Name = "Next" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAtAsync("**/?sort=position&page=2");
        await page.GetByText("51–100 of 120").WaitForAsync();

        var about = page.GetByRole(AriaRole.Button, new() { Name = "About Gross" });
        await about.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#about-gross").WaitForAsync(new() { State = WaitForSelectorState.Visible });
        await page.Keyboard.PressAsync("Escape");
        await page.Locator("#about-gross").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await Expect(about).ToBeFocusedAsync();
    }

    private Task<ApiClient> UserAsync() => ApiClient.RegisteredAsync(App.Address, Cancelled);

    private static string Hundreds(int count) => Books.Header + "\n" + string.Join(
        '\n', Enumerable.Range(0, count).Select(number => $"{(char)('A' + (number / 26))}{(char)('A' + (number % 26))}X,{10 + number},50.5,2025-01-16,PUBLIC,STOCK,,,,,,"));

    private static List<string> Cells(string line) => [.. CellPattern().Matches(line).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("(?:^|,)(\"(?:[^\"]|\"\")*\"|[^,]*)")]
    private static partial Regex CellPattern();
}
