using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>The columns of the grid: chosen, kept, saved as a view, come back to, exported.</summary>
public sealed class CenterColumnsTests(Browser browser, SharedApp shared) : BrowserTest(browser, shared)
{
    private const string Many = "class,quantity,price,value,pnl,exposure,beta,volatility,delta,gamma,theta,vega,rho,implied-volatility,underlying,expiration,entry-price,return,sector";

    [Fact]
    public async Task Columns_ChosenAndSaved_AreThereAgainAndInTheExport()
    {
        using var user = await UserAsync();
        await user.CalculatedPortfolioAsync(new() { Csv = Books.Fifty() }, Cancelled);
        var page = await OpenAsAsync(user, "/?class=options");
        await Expect(page.Locator("tbody tr[data-symbol]")).ToHaveCountAsync(5);

        // By keyboard: the menu stays open and the focus where it is.
        var columns = page.Locator(".columns-menu > summary");
        await columns.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        foreach (var name in (string[])["Theta / day", "Volatility"])
        {
            var box = page.GetByRole(AriaRole.Checkbox, new() { Name = name, Exact = true });
            await box.FocusAsync();
            await page.Keyboard.PressAsync("Space");
            await Expect(Heading(page, name)).ToBeVisibleAsync();
            await Expect(box).ToBeFocusedAsync();
            await Expect(box).ToBeCheckedAsync();
        }

        await page.Keyboard.PressAsync("Escape");
        await Expect(columns).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Theta / day" }).ClickAsync();
        await page.WaitForURLAsync(new Regex(@"\?class=options&sort=-theta&cols=position,class,side,quantity,price,value,weight,day,pnl,exposure,beta,volatility,theta$"));
        var headings = await HeadingsAsync(page);
        headings[^2..].ShouldBe(["Volatility", "Theta / day"]);
        await Expect(page.Locator("td[data-column=theta]").First).ToContainTextAsync("a share");
        var symbols = await page.SymbolsAsync();

        await page.GoInteractiveAsync(page.Url);
        await Expect(page.Locator("td[data-column=theta]").First).ToContainTextAsync("a share");
        (await HeadingsAsync(page)).ShouldBe(headings);
        (await page.SymbolsAsync()).ShouldBe(symbols);

        await page.Locator(".views-menu > summary").ClickAsync();
        await page.GetByLabel("Save this view as").FillAsync("Options by theta");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("“Options by theta” was saved.").WaitForAsync();

        // From the start again, through the view.
        await page.GoInteractiveAsync("/");
        await page.Locator("tbody tr[data-symbol]").First.WaitForAsync();
        await Expect(Heading(page, "Volatility")).ToHaveCountAsync(0);
        await page.Locator(".views-menu > summary").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Options by theta", Exact = true }).ClickAsync();
        await page.ArriveAtAsync("**/?class=options&sort=-theta&cols=**");
        await Expect(page.Locator("tbody tr[data-symbol]")).ToHaveCountAsync(5);
        (await HeadingsAsync(page)).ShouldBe(headings);
        (await page.SymbolsAsync()).ShouldBe(symbols);

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Export CSV" }).ClickAsync());
        var lines = (await File.ReadAllLinesAsync(await download.PathAsync(), Encoding.UTF8, Cancelled)).Where(line => line.Length > 0).ToList();
        lines[0].ShouldStartWith("Portfolio,Account,Symbol,Name,Class,Subtype,Side,Quantity,Price,");
        lines[0].ShouldEndWith(",Beta,Volatility,Theta,Position Theta,As Of,Estimated");
        lines.Skip(1).Select(line => line.Split(',')[2]).ShouldBe(symbols);
        lines.Skip(1).Select(line => double.Parse(line.Split(',')[^3], CultureInfo.InvariantCulture)).ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public async Task Views_RemovedByKeyboard_CanBeBroughtBack()
    {
        using var user = await UserAsync();
        await user.CalculatedPortfolioAsync(new(), Cancelled);
        (await user.PutAsync("position-views", new JsonObject { ["name"] = "Mine", ["with_closed"] = true }, Cancelled)).Status.ShouldBe(HttpStatusCode.Created);
        var page = await OpenAsAsync(user, "/");

        await page.Locator(".views-menu > summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var remove = page.GetByRole(AriaRole.Button, new() { Name = "Remove Mine" });
        await remove.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var undo = page.GetByRole(AriaRole.Button, new() { Name = "Undo" });
        await Expect(undo).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(remove).ToBeVisibleAsync();
        await Expect(page.Locator(".views-menu > .panel")).ToBeFocusedAsync();
        (await user.GetAsync("position-views", Cancelled)).Body["position_views"]!.AsArray().Count.ShouldBe(1);
    }

    public static TheoryData<int, string> Windows => new() { { 1280, "light" }, { 1280, "dark" }, { 390, "light" }, { 390, "dark" } };

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task Columns_Many_ScrollInTheirTableAndAreAccessible(int width, string theme)
    {
        var page = await ManyAsync(width, theme);
        var card = page.Locator(".positions");
        await page.ShouldFitAsync();
        await card.ShouldBeAccessibleAsync();

        var region = page.GetByRole(AriaRole.Region, new() { Name = "Table of positions" });
        await region.FocusAsync();
        await ScrollAsync(region);
        var frame = await region.BoundingBoxAsync();
        (await page.Locator(".position-table tbody th").Nth(12).BoundingBoxAsync())!.X.ShouldBe(frame!.X, 1.5f);
        (await page.Locator(".position-table thead th").Nth(9).BoundingBoxAsync())!.Y.ShouldBe(frame.Y, 1.5f);

        foreach (var menu in (string[])[".columns-menu", ".views-menu"])
        {
            await page.Locator(menu + " > summary").ClickAsync();
            await card.ShouldBeAccessibleAsync();
            await page.ShouldFitAsync();
            var panel = await page.Locator(menu + " > .panel").BoundingBoxAsync();
            panel!.X.ShouldBeGreaterThanOrEqualTo(0);
            (panel.X + panel.Width).ShouldBeLessThanOrEqualTo(width);
        }
    }

    /// <summary>For eyes; only when asked for, as the gallery.</summary>
    [Theory(Explicit = true)]
    [MemberData(nameof(Windows))]
    public async Task Pictures_OfManyColumns_AreTaken(int width, string theme)
    {
        var page = await ManyAsync(width, theme);
        var region = page.GetByRole(AriaRole.Region, new() { Name = "Table of positions" });
        await region.ScrollIntoViewIfNeededAsync();
        await SaveAsync("many");
        await ScrollAsync(region);
        await SaveAsync("many-scrolled");
        foreach (var menu in (string[])["columns-menu", "views-menu"])
        {
            await page.Locator($".{menu} > summary").ClickAsync();
            await SaveAsync(menu);
        }

        Task<byte[]> SaveAsync(string name) => page.ScreenshotAsync(new() { Path = Path.Combine(Paths.Artifacts, "gallery", $"positions-{name}-{width}-{theme}.png") });
    }

    private async Task<IPage> ManyAsync(int width, string theme)
    {
        using var user = await UserAsync();
        await user.CalculatedPortfolioAsync(new() { Csv = Books.Fifty() }, Cancelled);
        await user.PutAsync("position-views", new JsonObject { ["name"] = "Options by theta", ["class"] = "options", ["sort"] = "-theta" }, Cancelled);
        var page = await OpenAsAsync(user, "/?sort=-theta&cols=" + Many, width, theme);
        await Expect(page.Locator("td[data-column=theta]").First).ToContainTextAsync("a share");
        return page;
    }

    private static Task<System.Text.Json.JsonElement?> ScrollAsync(ILocator region) => region.EvaluateAsync("region => { region.scrollLeft = 600; region.scrollTop = 300; }");

    // Other tables have betas too.
    private static ILocator Heading(IPage page, string name) => page.Locator(".position-table").GetByRole(AriaRole.Columnheader, new() { Name = name });

    private static async Task<string[]> HeadingsAsync(IPage page) =>
        [.. (await page.Locator(".position-table thead th").AllTextContentsAsync()).Select(text => text.Trim().TrimEnd('↓', '↑').Trim())];

    private Task<ApiClient> UserAsync() => ApiClient.RegisteredAsync(App.Address, Cancelled);
}
