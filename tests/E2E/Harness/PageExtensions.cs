using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Shouldly;

namespace E2E.Harness;

/// <summary>What tests do with pages again and again.</summary>
public static class PageExtensions
{
    public const string Password = "Harbour 42 lantern";

    // The library's own driver runs axe in pieces, with all that passed, and opens a page for each result: too slow for a look at every state.
    private static readonly Lazy<string> Axe = new(() => new BundledAxeScriptProvider().GetScript());

    private static readonly string[] ColorRules = ["color-contrast", "link-in-text-block"];

    /// <summary>Waits until the circuit has taken over: buttons of a prerendered page do nothing yet.</summary>
    /// <remarks>
    /// The circuit then gives the heading the focus: a menu that was opened just before is closed by that, a key that is pressed goes elsewhere. So that is
    /// waited for too, and that a form is open.
    /// </remarks>
    public static Task InteractiveAsync(this IPage page) =>
        page.Locator("html[data-heading-focused] main[data-interactive=true]:not(:has(fieldset:disabled))").WaitForAsync();

    /// <summary>Opens an address whose page lives in a circuit and waits for the circuit.</summary>
    public static async Task GoInteractiveAsync(this IPage page, string address)
    {
        await page.GotoAsync(address);
        await page.InteractiveAsync();
    }

    /// <summary>Waits until the page is at an address, as <see cref="IPage.WaitForURLAsync(string, PageWaitForURLOptions)"/> takes it, and loaded.</summary>
    /// <remarks>Playwright misses the event of a load that comes while it begins to wait for it, once in thousands of times: asked again it knows that the page is loaded.</remarks>
    public static async Task ArriveAtAsync(this IPage page, string address)
    {
        try
        {
            await page.WaitForURLAsync(address, new() { Timeout = 20_000 });
        }
        catch (TimeoutException)
        {
            await page.WaitForURLAsync(address);
        }
    }

    /// <summary>Fills in the registration form and sends it.</summary>
    public static async Task RegisterAsync(this IPage page, string email, string fullName = "Ada Quill", string password = Password, string inviteCode = AppProcess.InviteCode)
    {
        await page.GotoAsync("/register");
        await page.GetByLabel("Full name").FillAsync(fullName);
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await page.GetByLabel("Invite code").FillAsync(inviteCode);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
    }

    /// <summary>Fills in the sign-in form of the page that is open and sends it.</summary>
    public static async Task SignInAsync(this IPage page, string email, string password = Password)
    {
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await page.Content().GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }

    /// <summary>Opens the user's menu on a page that lives in a circuit and signs out.</summary>
    public static async Task SignOutAsync(this IPage page)
    {
        await page.InteractiveAsync();
        await page.AccountMenu().ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.ArriveAtAsync("**/sign-in?signed-out=true");
    }

    /// <summary>What opens the menu of the user who is signed in.</summary>
    public static ILocator AccountMenu(this IPage page) => page.Locator("summary", new() { HasText = "account of" });

    /// <summary>The main landmark.</summary>
    public static ILocator Content(this IPage page) => page.GetByRole(AriaRole.Main);

    /// <summary>Asserts that the page, as it is now, looks good wide and on a phone, light and dark: nothing for axe to complain of, nothing off the side. GALLERY=1 also takes pictures.</summary>
    /// <remarks>In one circuit, by the window's width and the attribute that the theme's switch sets: getting a page into a state takes many times longer than looking at it.</remarks>
    /// <param name="page">The page.</param>
    /// <param name="picture">The name of its pictures; without one, none are taken.</param>
    /// <param name="widths">The widths; a desk's and a phone's when none is given. The last is the width that the page is left at.</param>
    public static async Task ShouldLookGoodAsync(this IPage page, string? picture = null, params int[] widths)
    {
        ArgumentNullException.ThrowIfNull(widths);

        // A page that was just gone to is as wide as its words before its style sheets are there.
        await page.WaitForLoadStateAsync(LoadState.Load);
        var theme = await page.EvaluateAsync<string>("() => document.documentElement.dataset.theme");
        var width = page.ViewportSize!.Width;
        foreach (var wide in widths is [] ? [1280, 390] : widths)
        {
            await page.SetViewportSizeAsync(wide, HeightOf(wide));
            await page.ShouldFitAsync();
            foreach (var shade in new[] { "light", "dark" })
            {
                await page.EvaluateAsync("theme => document.documentElement.dataset.theme = theme", shade);
                if (picture is not null && Environment.GetEnvironmentVariable("GALLERY") is { Length: > 0 })
                {
                    await page.ScreenshotAsync(new() { Path = Path.Combine(Paths.Artifacts, "gallery", FormattableString.Invariant($"{picture}-{wide}-{shade}.png")), FullPage = true });
                }

                // Of another theme only the colors are another.
                await (shade == "light" ? page.ShouldBeAccessibleAsync() : page.ShouldBeAccessibleAsync(ColorRules, []));
            }
        }

        await page.EvaluateAsync("theme => document.documentElement.dataset.theme = theme", theme);
        await page.SetViewportSizeAsync(width, HeightOf(width));
    }

    /// <summary>Opens an address, waits for a part of its page, and asserts that it looks good.</summary>
    public static async Task ShouldLookGoodAtAsync(this IPage page, string address, string part)
    {
        await page.GoInteractiveAsync(address);
        await page.Locator(part).First.WaitForAsync();
        await page.ShouldLookGoodAsync();
    }

    /// <summary>Asserts that axe finds nothing to complain of.</summary>
    /// <param name="page">The page, as it is now.</param>
    /// <param name="exceptRules">Rules left out, such as <c>region</c> of a part that is drawn outside of the landmarks; say why at the call.</param>
    public static Task ShouldBeAccessibleAsync(this IPage page, params string[] exceptRules) => page.ShouldBeAccessibleAsync([], exceptRules);

    private static async Task ShouldBeAccessibleAsync(this IPage page, string[] onlyRules, string[] exceptRules)
    {
        await LoadAxeAsync(page);
        var violations = await page.EvaluateAsync<string[]>(
            """
            async ([only, except]) => {
              const rules = Object.fromEntries(except.map(rule => [rule, { enabled: false }]));
              const { violations } = await axe.run({ resultTypes: ["violations"], ...(only.length ? { runOnly: only } : { rules }) });
              return violations.flatMap(({ id, help, nodes }) => nodes.map(node => `${id} at ${node.target}: ${help}: ${node.html}`));
            }
            """,
            new object[] { onlyRules, exceptRules });
        violations.ShouldBeEmpty($"axe on {page.Url}");
    }

    /// <summary>Asserts that axe finds nothing to complain of in a part of a page.</summary>
    public static async Task ShouldBeAccessibleAsync(this ILocator part)
    {
        await LoadAxeAsync(part.Page);
        var violations = await part.EvaluateAsync<string[]>(
            """
            async part => {
              const { violations } = await axe.run(part, { resultTypes: ["violations"] });
              return violations.flatMap(({ id, help, nodes }) => nodes.map(node => `${id} at ${node.target}: ${help}: ${node.html}`));
            }
            """);
        violations.ShouldBeEmpty($"axe on a part of {part.Page.Url}");
    }

    private static int HeightOf(int width) => width < 500 ? 844 : 900;

    private static async Task LoadAxeAsync(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.EvaluateAsync($"() => {{ {Axe.Value} }}");
        }
    }

    /// <summary>Asserts that the page needs no scrolling to the side.</summary>
    public static async Task ShouldFitAsync(this IPage page)
    {
        var (content, window) = (await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), page.ViewportSize!.Width);
        content.ShouldBeLessThanOrEqualTo(window, $"width of {page.Url}");
    }
}
