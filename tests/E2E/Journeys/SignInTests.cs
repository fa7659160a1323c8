using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>Out and in again.</summary>
public sealed class SignInTests(Browser browser, SharedApp shared) : BrowserTest(browser, shared)
{
    [Fact]
    public async Task SignOut_ThenSignIn_ComesBack()
    {
        var (page, email) = await RegisteredAndOutAsync();
        await Expect(page.GetByText("You are signed out.")).ToBeVisibleAsync();
        await page.GotoAsync("/import");
        await page.ArriveAtAsync("**/sign-in?returnUrl=%2Fimport");

        await page.SignInAsync(email);

        await page.ArriveAtAsync("**/import");
    }

    [Fact]
    public async Task SignOut_InAFormOfAnotherSite_IsRefused()
    {
        var page = await OpenRegisteredAsync();

        var answer = await page.APIRequest.PostAsync("/sign-out", new() { Headers = new Dictionary<string, string> { ["Accept"] = "text/html" } });

        answer.Status.ShouldBe(400);
        (await answer.TextAsync()).ShouldContain("This form has expired");
        await page.GotoAsync("/import");
        await Expect(page).ToHaveURLAsync("/import");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SignIn_WithAWrongPasswordOrAddress_SaysTheSame(bool knownAddress)
    {
        var (page, email) = await RegisteredAndOutAsync();

        await page.SignInAsync(knownAddress ? email : NewEmail(), "Wrong 1 password");

        await Expect(page.Locator("#summary")).ToContainTextAsync("E-mail and password do not match an account. Check both; after five failures an account pauses for five minutes.");
        await Expect(page.Locator("#summary").GetByRole(AriaRole.Link, new() { Name = "ERR_AUTH_001" })).ToBeVisibleAsync();
        await Expect(page.Locator("#summary")).ToBeFocusedAsync();
        await Expect(page.GetByLabel("Password", new() { Exact = true })).ToHaveValueAsync("");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/import")]
    public async Task Page_ThatNeedsASession_AsksForIt(string address)
    {
        var page = await OpenAsync();

        await page.GotoAsync(address);

        await Expect(page).ToHaveURLAsync($"/sign-in?returnUrl={Uri.EscapeDataString(address)}");
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task SignIn_WithAnAddressElsewhere_StaysHere(string returnUrl)
    {
        var (page, email) = await RegisteredAndOutAsync();
        await page.GotoAsync("/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl));

        await page.SignInAsync(email);

        await page.ArriveAtAsync(App.Address + "");
        Requests.ShouldNotContain(url => url.Contains("evil", StringComparison.Ordinal) && !url.Contains("returnUrl", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SignIn_ToBeRemembered_OutlivesTheBrowser()
    {
        var (page, email) = await RegisteredAndOutAsync();
        await page.GetByLabel("Keep me signed in").CheckAsync();
        await page.SignInAsync(email);
        await page.ArriveAtAsync(App.Address + "");

        var cookie = (await page.Context.CookiesAsync()).Single(one => one.Name == "ballast");

        cookie.Expires.ShouldBeGreaterThan(0);
        cookie.HttpOnly.ShouldBeTrue();
    }

    [Fact]
    public async Task Session_EndedInAnotherTab_IsFoundOutOnTheNextPage()
    {
        var page = await OpenRegisteredAsync();
        await page.GoInteractiveAsync("/");
        var other = await page.Context.NewPageAsync();
        await other.GoInteractiveAsync("/");
        await other.SignOutAsync();

        await page.ReloadAsync();

        await Expect(page).ToHaveURLAsync("/sign-in?returnUrl=%2F");
    }

    private async Task<(IPage Page, string Email)> RegisteredAndOutAsync()
    {
        var email = NewEmail();
        var page = await OpenAsync();
        await page.RegisterAsync(email);
        await page.ArriveAtAsync("**/import");
        await page.SignOutAsync();
        return (page, email);
    }
}
