using E2E.Harness;
using Microsoft.Playwright;
using Xunit;

namespace E2E.Journeys;

/// <summary>Pictures of every page, wide and narrow, light and dark, for eyes. Runs only when asked for: <c>-explicit only</c>.</summary>
public sealed class Gallery(Browser browser, SharedApp shared) : BrowserTest(browser, shared)
{
    private static readonly string[] Anonymous = ["/sign-in", "/register", "/errors", "/errors/ERR_USER_003", "/errors/ERR_NONE", "/nowhere"];
    private static readonly string[] SignedIn = ["/", "/import", "/errors", "/nowhere"];

    [Fact(Explicit = true)]
    public async Task Pictures_OfEveryPage_AreTaken()
    {
        foreach (var theme in new[] { "light", "dark" })
        {
            foreach (var width in new[] { 1280, 390 })
            {
                var page = await OpenAsync(width, theme);
                foreach (var address in Anonymous)
                {
                    await page.GotoAsync(address);
                    await SaveAsync(page, $"anonymous{address}", width, theme);
                }

                await page.RegisterAsync("x", " ", "password", "no");
                await SaveAsync(page, "register-errors", width, theme);
                await page.GotoAsync("/sign-in?returnUrl=%2Fimport");
                await page.SignInAsync("a@b.example");
                await SaveAsync(page, "sign-in-error", width, theme);
                await page.RegisterAsync(NewEmail());
                foreach (var address in SignedIn)
                {
                    await page.GotoAsync(address);
                    await SaveAsync(page, $"signed-in{address}", width, theme);
                }

                await page.GoInteractiveAsync("/");
                await page.AccountMenu().ClickAsync();
                await SaveAsync(page, "menu-user", width, theme);
                await page.Locator("summary", new() { HasText = "Theme:" }).ClickAsync();
                await SaveAsync(page, "menu-theme", width, theme);
                if (width < 500)
                {
                    await page.Locator("summary", new() { HasText = "Menu" }).ClickAsync();
                    await SaveAsync(page, "menu-nav", width, theme);
                }

                foreach (var state in new[] { "show", "failed" })
                {
                    await page.EvaluateAsync($"document.getElementById('components-reconnect-modal').className = 'notice components-reconnect-{state}'");
                    await SaveAsync(page, $"connection-{state}", width, theme);
                }
            }
        }
    }

    private static Task<byte[]> SaveAsync(IPage page, string name, int width, string theme) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Paths.Artifacts, "gallery", $"{name.Replace('/', '_')}-{width}-{theme}.png"), FullPage = width > 500 });
}
