using E2E.Harness;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>Journey 1: from an invite code to the upload page.</summary>
public sealed class RegistrationTests(Browser browser, SharedApp shared) : BrowserTest(browser, shared)
{
    [Fact]
    public async Task Register_WithAnInviteCode_IsSignedInAndLandsOnTheUploadPage()
    {
        var page = await OpenAsync();
        await page.RegisterAsync(NewEmail(), "Grace Hopper", inviteCode: $"  {AppProcess.InviteCode.ToLowerInvariant()} ");

        await page.ArriveAtAsync("**/import");
        await page.InteractiveAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Expect(page.AccountMenu()).ToHaveTextAsync("GH, account of Grace Hopper");
    }

    [Fact]
    public async Task Register_WithEverythingWrong_SaysSoAtEachFieldAndKeepsWhatWasTyped()
    {
        var page = await OpenAsync();
        await page.RegisterAsync("not an address", " ", "password", "WRONG");

        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/register$"));
        await Expect(page).ToHaveTitleAsync("Error: Create your account · Ballast");
        foreach (var (label, code) in new[] { ("Full name", "ERR_USER_004"), ("E-mail", "ERR_USER_002"), ("Password", "ERR_USER_003"), ("Invite code", "ERR_INVITE_001") })
        {
            var input = page.GetByLabel(label, new() { Exact = true });
            await Expect(input).ToHaveAttributeAsync("aria-invalid", "true");
            var described = page.Locator($"#{(await input.GetAttributeAsync("aria-describedby"))!.Split(' ')[0]}");
            await Expect(described.GetByRole(AriaRole.Link, new() { Name = code })).ToHaveAttributeAsync("href", $"/errors/{code}");
        }

        await Expect(page.GetByLabel("E-mail")).ToHaveValueAsync("not an address");
        await Expect(page.GetByLabel("Invite code")).ToHaveValueAsync("WRONG");
        await Expect(page.GetByLabel("Password", new() { Exact = true })).ToHaveValueAsync("");
        await Expect(page.Locator("#summary")).ToBeFocusedAsync();
        await Expect(page.Locator("#summary a")).ToHaveTextAsync(["Full name required", "E-mail address not valid", "Password too weak", "Invite code not accepted"]);

        // The summary leads to the field without leaving the page, which would lose the errors.
        await page.Locator("#summary").GetByText("Password too weak").ClickAsync();
        await Expect(page.GetByLabel("Password", new() { Exact = true })).ToBeFocusedAsync();
        await Expect(page.Locator("[aria-invalid=true]")).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task Register_WithTheWrongInviteCodeOnly_AsksForIt()
    {
        var page = await OpenAsync();
        await page.RegisterAsync(NewEmail(), inviteCode: "PRESCOTT-LINNAEAN");

        await Expect(page.Locator("#summary")).ToContainTextAsync("Invite code not accepted");
        await Expect(page.Locator("#invite-code-error")).ToContainTextAsync("ERR_INVITE_001");
        await Expect(page.Locator("[aria-invalid=true]")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Register_WithATakenAddress_SaysSoAtTheField()
    {
        var email = NewEmail();
        var first = await OpenAsync();
        await first.RegisterAsync(email);
        await first.ArriveAtAsync("**/import");

        var page = await OpenAsync();
        await page.RegisterAsync(email.ToUpperInvariant());

        await Expect(page.Locator("#email-error")).ToContainTextAsync("ERR_USER_001");
    }

    [Fact]
    public async Task Register_ByKeyboardAlone_Works()
    {
        var page = await OpenAsync();
        await page.GotoAsync("/register");

        await Expect(page.GetByLabel("Full name")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Ada Quill");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(NewEmail());
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(PageExtensions.Password);
        await page.Keyboard.PressAsync("Tab");

        // Looks at what was typed, and goes on.
        await page.Keyboard.PressAsync("Space");
        await Expect(page.GetByLabel("Password", new() { Exact = true })).ToHaveAttributeAsync("type", "text");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(AppProcess.InviteCode);
        await page.Keyboard.PressAsync("Enter");

        await page.ArriveAtAsync("**/import");
    }

    [Fact]
    public async Task Register_WithoutScript_Works()
    {
        var page = await OpenAsync(options: new() { JavaScriptEnabled = false });
        await page.RegisterAsync("nobody", password: "short");
        await Expect(page.Locator("#email-error")).ToContainTextAsync("ERR_USER_002");

        await page.RegisterAsync(NewEmail());

        await page.ArriveAtAsync("**/import");
    }

    [Fact]
    public async Task Register_WhenSignedIn_GoesHome()
    {
        var page = await OpenRegisteredAsync();

        await page.GotoAsync("/register");

        await Expect(page).ToHaveURLAsync(App.Address.ToString());
    }
}
