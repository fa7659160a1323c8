using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>What stands around every page: theme, menus, skip link, pages for what is not there.</summary>
public sealed class ShellTests(Browser browser, SharedApp shared) : BrowserTest(browser, shared)
{
    private const string Light = "rgb(246, 246, 243)";
    private const string Dark = "rgb(14, 19, 21)";

    [Fact]
    public async Task Theme_Chosen_ShowsAtOnceAndIsInTheFirstByteFromThenOn()
    {
        var page = await OpenRegisteredAsync();
        await page.GoInteractiveAsync("/");
        await ShouldBeOnAsync(page, Light);

        await ChooseAsync(page, "Dark");

        await ShouldBeOnAsync(page, Dark);
        await Expect(ThemeMenu(page)).ToContainTextAsync("Dark");
        await Expect(ThemeMenu(page)).ToBeFocusedAsync();
        var answer = await page.ReloadAsync();
        (await answer!.TextAsync()).ShouldContain("<html lang=\"en\" data-theme=\"dark\">");
        await ShouldBeOnAsync(page, Dark);
    }

    [Theory]
    [InlineData(ColorScheme.Light, Light)]
    [InlineData(ColorScheme.Dark, Dark)]
    public async Task Theme_OfTheSystem_FollowsTheDevice(ColorScheme device, string paper)
    {
        var page = await OpenAsync(options: new() { ColorScheme = device });

        await page.GotoAsync("/sign-in");

        await ShouldBeOnAsync(page, paper);
        await Expect(ThemeMenu(page)).ToContainTextAsync("System");
    }

    [Fact]
    public async Task Theme_WithoutScript_IsPostedAndComesBackToThePage()
    {
        var page = await OpenAsync(options: new() { JavaScriptEnabled = false });
        await page.GotoAsync("/sign-in?returnUrl=%2Fimport");

        await ChooseAsync(page, "Dark");

        await page.ArriveAtAsync("**/sign-in?returnUrl=%2Fimport");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }

    [Fact]
    public async Task Menus_OnAPhone_OpenByKeyAndCloseByEscape()
    {
        var page = await OpenRegisteredAsync(390);
        await page.GoInteractiveAsync("/");
        var menu = page.Locator("summary", new() { HasText = "Menu" });
        await menu.FocusAsync();

        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Import", Exact = true })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Import", Exact = true })).ToBeHiddenAsync();
        await Expect(menu).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = "Import", Exact = true }).ClickAsync();
        await page.ArriveAtAsync("**/import");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Portfolios" })).ToBeHiddenAsync();
    }

    [Fact]
    public async Task SampleMark_OnAnyScreen_CanBeReadAndTakesNoRoomFromTheRest()
    {
        var page = await OpenRegisteredAsync();
        foreach (var address in new[] { "/", "/portfolios", "/targets", "/import", "/nowhere" })
        {
            await page.GotoAsync(address);
            foreach (var width in new[] { 390, 800, 1280 })
            {
                await page.SetViewportSizeAsync(width, 900);
                await Expect(page.Locator(".site-header .sample-mark")).ToBeVisibleAsync();
                (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue(address);
            }
        }
    }

    [Fact]
    public async Task SkipLink_Followed_MovesTheFocusToTheContent()
    {
        var page = await OpenRegisteredAsync();
        await page.GoInteractiveAsync("/import");
        await page.GetByText("Skip to content").FocusAsync();

        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Content()).ToBeFocusedAsync();
        await Expect(page).ToHaveURLAsync("/import");
    }

    [Fact]
    public async Task Address_ThatIsNotThere_IsAPageWithItsStatus()
    {
        var page = await OpenRegisteredAsync();

        var answer = await page.GotoAsync("/nowhere");

        answer!.Status.ShouldBe(404);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("There is no such page");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Import", Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task ErrorReference_ListsEveryCodeAndEachHasItsPage()
    {
        var page = await OpenAsync();
        await page.GotoAsync("/errors");
        await page.GetByRole(AriaRole.Link, new() { Name = "ERR_USER_003" }).ClickAsync();
        await page.ArriveAtAsync("**/errors/ERR_USER_003");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Password too weak");
        await Expect(page.GetByText("HTTP 422")).ToBeVisibleAsync();

        var unknown = await page.GotoAsync("/errors/ERR_NONE_999");

        unknown!.Status.ShouldBe(404);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("There is no code “ERR_NONE_999”");
    }

    [Fact]
    public async Task Guide_IsReadBeforeSignInAndLeadsFromBrokerToBroker()
    {
        var page = await OpenAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Link, new() { Name = "User guide" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Schwab", Exact = true }).ClickAsync();
        await page.ArriveAtAsync("**/guide/schwab");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Schwab");

        var unknown = await page.GotoAsync("/guide/nowhere");

        unknown!.Status.ShouldBe(404);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("There is no page “nowhere”");
    }

    [Fact]
    public async Task Requests_OfAWholeVisit_StayOnTheHost()
    {
        var page = await OpenRegisteredAsync();
        await page.GoInteractiveAsync("/");
        await page.GotoAsync("/errors", new() { WaitUntil = WaitUntilState.NetworkIdle });

        // That none of them left is asserted when the test ends, as in every test.
        Requests.Count.ShouldBeGreaterThan(10);
        Requests.ShouldContain(url => url.Contains("_blazor", StringComparison.Ordinal) || url.Contains("blazor.web", StringComparison.Ordinal));
    }

    private static Task ShouldBeOnAsync(IPage page, string paper) => Expect(page.Locator("body")).ToHaveCSSAsync("background-color", paper);

    private static ILocator ThemeMenu(IPage page) => page.Locator("summary", new() { HasText = "Theme:" });

    private static async Task ChooseAsync(IPage page, string theme)
    {
        await ThemeMenu(page).ClickAsync();
        await page.Locator("form[action='/theme'] button", new() { HasText = theme }).ClickAsync();
    }
}
