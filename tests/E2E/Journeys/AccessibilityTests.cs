using E2E.Harness;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>No axe violation and no scrolling to the side: every page of the shell, light and dark, wide and on a phone.</summary>
public sealed class AccessibilityTests(Browser browser, SharedApp shared) : BrowserTest(browser, shared)
{
    public static TheoryData<int, string> Views => new() { { 1280, "light" }, { 1280, "dark" }, { 390, "light" }, { 390, "dark" } };

    [Fact]
    public async Task Check_OfAPageWithFaults_FindsThem()
    {
        var page = await OpenAsync();
        await page.SetContentAsync("<html lang=en><title>Faults</title><main><h1>Faults</h1><img src='data:,'><p style='color:#aaa'>Pale</p></main>");

        var found = await Assert.ThrowsAsync<ShouldAssertException>(() => page.ShouldBeAccessibleAsync());
        var without = await Assert.ThrowsAsync<ShouldAssertException>(() => page.ShouldBeAccessibleAsync("image-alt"));

        found.Message.ShouldContain("image-alt at img");
        found.Message.ShouldContain("color-contrast at p");
        without.Message.ShouldNotContain("image-alt");
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Pages_BeforeSignIn_AreAccessible(int width, string theme)
    {
        var page = await OpenAsync(width, theme);
        foreach (var address in new[] { "/sign-in", "/register", "/errors", "/errors/ERR_USER_003", "/errors/ERR_NONE_999", "/guide", "/guide/schwab", "/guide/nowhere", "/nowhere" })
        {
            await page.GotoAsync(address);
            await page.ShouldBeAccessibleAsync();
            await page.ShouldFitAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Forms_WithErrors_AreAccessible(int width, string theme)
    {
        var page = await OpenAsync(width, theme);
        await page.RegisterAsync("not-an-address", " ", "password", "WRONG");
        await Expect(page.Locator("#summary")).ToBeVisibleAsync();
        await page.ShouldBeAccessibleAsync();
        await page.ShouldFitAsync();

        await page.GotoAsync("/sign-in");
        await page.SignInAsync(NewEmail());
        await Expect(page.Locator("#summary")).ToBeVisibleAsync();
        await page.ShouldBeAccessibleAsync();
        await page.ShouldFitAsync();
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Shell_WithItsMenusOpen_IsAccessible(int width, string theme)
    {
        var page = await OpenRegisteredAsync(width, theme);
        await page.GoInteractiveAsync("/");
        await page.Heading("Welcome").WaitForAsync();
        await page.ShouldBeAccessibleAsync();
        foreach (var menu in width < 500 ? new[] { "Theme:", "account of", "Menu" } : ["Theme:", "account of"])
        {
            await page.Locator("summary", new() { HasText = menu }).ClickAsync();
            await page.ShouldBeAccessibleAsync();
            await page.ShouldFitAsync();
        }
    }
}
