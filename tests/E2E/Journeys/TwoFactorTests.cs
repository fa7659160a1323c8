using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>A second factor: set up, asked for, got round by a recovery code, and turned off.</summary>
public sealed class TwoFactorTests(Browser browser, PostgresApp shared) : BrowserTest(browser, shared)
{
    [Fact]
    public async Task SetUp_ThenSignIn_AsksForACodeThatWorksOnce()
    {
        var (page, email) = await RegisteredAsync();
        await page.GotoAsync("/account/security");
        await page.ShouldLookGoodAsync("security-off");
        var (app, codes) = await AuthenticatorApp.SetUpAsync(page, Cancelled);
        codes.Count.ShouldBe(10);
        await page.ShouldLookGoodAsync("recovery-codes");
        await page.GotoAsync("/account/security");
        await Expect(page.GetByText("10 recovery codes are left.")).ToBeVisibleAsync();
        await page.ShouldLookGoodAsync("security-on");

        var other = await OpenAsync();
        await other.GotoAsync("/sign-in?returnUrl=%2Fimport");
        await other.SignInAsync(email);
        await other.ArriveAtAsync("**/sign-in/two-factor?**");
        await other.ShouldLookGoodAsync("two-factor");
        await EnterAsync(other, "Code", "000000");
        await Expect(other.Locator("#summary")).ToContainTextAsync("This code is not accepted");
        var code = await app.NextCodeAsync(Cancelled);
        await EnterAsync(other, "Code", code);
        await other.ArriveAtAsync("**/import");

        var third = await OpenAsync();
        await third.GotoAsync("/sign-in");
        await third.SignInAsync(email);
        await EnterAsync(third, "Code", code);
        await Expect(third.Locator("#summary")).ToContainTextAsync("This code is not accepted");
        await third.GotoAsync("/account");
        await Expect(third).ToHaveURLAsync("/sign-in?returnUrl=%2Faccount");
    }

    [Fact]
    public async Task RecoveryCode_SignsInOnce()
    {
        var (page, email) = await RegisteredAsync();
        var (_, codes) = await AuthenticatorApp.SetUpAsync(page, Cancelled);

        var other = await OpenAsync();
        await other.GotoAsync("/sign-in");
        await other.SignInAsync(email);
        await other.GetByRole(AriaRole.Link, new() { Name = "Use a recovery code" }).ClickAsync();
        await other.ShouldLookGoodAsync("two-factor-recovery");
        await EnterAsync(other, "Recovery code", codes[0].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal));
        await other.ArriveAtAsync(App.Address + "");
        await other.GotoAsync("/account/security");
        await Expect(other.GetByText("9 recovery codes are left.")).ToBeVisibleAsync();

        var third = await OpenAsync();
        await third.GotoAsync("/sign-in");
        await third.SignInAsync(email);
        await third.GetByRole(AriaRole.Link, new() { Name = "Use a recovery code" }).ClickAsync();
        await EnterAsync(third, "Recovery code", codes[0]);
        await Expect(third.Locator("#summary")).ToContainTextAsync("This code is not accepted");
    }

    [Fact]
    public async Task Device_ThatIsRemembered_IsAskedForNoCode()
    {
        var (page, email) = await RegisteredAsync();
        var (app, _) = await AuthenticatorApp.SetUpAsync(page, Cancelled);
        var other = await OpenAsync();
        await other.GotoAsync("/sign-in");
        await other.SignInAsync(email);
        await other.GetByLabel("Ask for no code in this browser").CheckAsync();
        await EnterAsync(other, "Code", await app.NextCodeAsync(Cancelled));
        await other.ArriveAtAsync(App.Address + "");
        var cookie = (await other.Context.CookiesAsync()).Single(one => one.Name == "ballast-device");
        (cookie.Expires - TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()).ShouldBeInRange(29 * 86_400, 31 * 86_400);
        cookie.HttpOnly.ShouldBeTrue();

        await other.SignOutAsync();
        await other.SignInAsync(email);

        await other.ArriveAtAsync(App.Address + "");
    }

    [Fact]
    public async Task FiveWrongCodes_PauseTheAccount()
    {
        var (page, email) = await RegisteredAsync();
        var (app, _) = await AuthenticatorApp.SetUpAsync(page, Cancelled);
        var other = await OpenAsync();
        await other.GotoAsync("/sign-in");
        await other.SignInAsync(email);
        for (var i = 0; i < 5; i++)
        {
            await EnterAsync(other, "Code", "000000");
            await Expect(other.Locator("#summary")).ToBeVisibleAsync();
        }

        await EnterAsync(other, "Code", await app.NextCodeAsync(Cancelled));
        await Expect(other.Locator("#summary")).ToContainTextAsync("This code is not accepted");
    }

    [Fact]
    public async Task NewCodesAndTurningOff_AskForThePassword()
    {
        var (page, email) = await RegisteredAsync();
        var (_, codes) = await AuthenticatorApp.SetUpAsync(page, Cancelled);
        await page.GotoAsync("/account/security");
        await page.GetByLabel("Password, to make new recovery codes").FillAsync("Wrong 1 password");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make new codes" }).ClickAsync();
        await Expect(page.Locator("#summary")).ToContainTextAsync("This is not the password");
        await page.GetByLabel("Password, to make new recovery codes").FillAsync(PageExtensions.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make new codes" }).ClickAsync();
        (await page.Locator(".codes code").AllInnerTextsAsync()).Intersect(codes).ShouldBeEmpty();

        await page.GotoAsync("/account/security");
        await page.GetByLabel("Password, to turn it off").FillAsync(PageExtensions.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn off" }).ClickAsync();
        await Expect(page.Locator("#done")).ToContainTextAsync("Two-factor sign-in is off.");

        var other = await OpenAsync();
        await other.GotoAsync("/sign-in");
        await other.SignInAsync(email);
        await other.ArriveAtAsync(App.Address + "");
    }

    [Fact]
    public async Task SetUp_WithAWrongCode_StaysOff()
    {
        var (page, _) = await RegisteredAsync();
        await page.GotoAsync("/account/security");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set it up" }).ClickAsync();
        await page.ShouldLookGoodAsync("two-factor-set-up");

        await page.GetByLabel("Code", new() { Exact = true }).FillAsync("123");
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn it on" }).ClickAsync();

        await Expect(page.Locator("#code-error")).ToContainTextAsync("not the code that the app shows");
        await page.ShouldLookGoodAsync("two-factor-set-up-error");
        await page.GotoAsync("/account/security");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Set it up" })).ToBeVisibleAsync();
    }

    private async Task<(IPage Page, string Email)> RegisteredAsync()
    {
        var email = NewEmail();
        var page = await OpenAsync();
        await page.RegisterAsync(email);
        await page.ArriveAtAsync("**/import");
        return (page, email);
    }

    private static async Task EnterAsync(IPage page, string label, string code)
    {
        await page.GetByLabel(label, new() { Exact = true }).FillAsync(code);
        await page.Content().GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }
}
