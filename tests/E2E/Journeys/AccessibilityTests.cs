using E2E.Harness;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>No axe violation and no scrolling to the side: every page of the shell, light and dark, wide and on a phone.</summary>
public sealed class AccessibilityTests(Browser browser, SharedApp shared) : BrowserTest(browser, shared)
{
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

    [Fact]
    public async Task Looks_OneOfWhichIsFaulty_FindTheFault()
    {
        const string Page = "<html lang=en data-theme=light><title>Faults</title><style>{0}</style><main><h1>Faults</h1><p>Text</p></main>";
        var page = await OpenAsync();
        foreach (var (style, fault) in new[]
        {
            ("[data-theme=dark] p { color: #eee; background: #fff }", "color-contrast at p"),
            ("@media (max-width: 500px) { p { color: #eee; background: #fff } }", "color-contrast at p"),
            ("@media (max-width: 500px) { p { width: 500px } }", "390"),
            ("@media (min-width: 900px) { p { width: 1500px } }", "1280"),
        })
        {
            await page.SetContentAsync(Page.Replace("{0}", style, StringComparison.Ordinal));
            (await Assert.ThrowsAsync<ShouldAssertException>(() => page.ShouldLookGoodAsync())).Message.ShouldContain(fault);
        }

        await page.SetContentAsync(Page.Replace("{0}", string.Empty, StringComparison.Ordinal));
        await page.ShouldLookGoodAsync();
        page.ViewportSize!.Width.ShouldBe(1280);
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
    }

    [Fact]
    public async Task Pages_BeforeSignIn_AreAccessible()
    {
        var page = await OpenAsync();
        foreach (var address in new[] { "/sign-in", "/register", "/errors", "/errors/ERR_USER_003", "/errors/ERR_NONE_999", "/guide", "/guide/schwab", "/guide/nowhere", "/nowhere" })
        {
            await page.GotoAsync(address);
            await page.ShouldLookGoodAsync();
        }
    }

    [Fact]
    public async Task Forms_WithErrors_AreAccessible()
    {
        var page = await OpenAsync();
        await page.RegisterAsync("not-an-address", " ", "password", "WRONG");
        await Expect(page.Locator("#summary")).ToBeVisibleAsync();
        await page.ShouldLookGoodAsync();

        await page.GotoAsync("/sign-in");
        await page.SignInAsync(NewEmail());
        await Expect(page.Locator("#summary")).ToBeVisibleAsync();
        await page.ShouldLookGoodAsync();
    }

    [Fact]
    public async Task Shell_WithItsMenusOpen_IsAccessible()
    {
        var page = await OpenRegisteredAsync();
        await page.GoInteractiveAsync("/");
        await page.Heading("Welcome").WaitForAsync();
        await page.ShouldLookGoodAsync();
        foreach (var (menu, widths) in new[] { ("Theme:", new[] { 1280, 390 }), ("account of", [1280, 390]), ("Menu", [390]) })
        {
            await page.SetViewportSizeAsync(widths[0], 900);
            await page.Locator("summary", new() { HasText = menu }).ClickAsync();
            await page.ShouldLookGoodAsync(null, widths);
            await page.Keyboard.PressAsync("Escape");
        }
    }
}
