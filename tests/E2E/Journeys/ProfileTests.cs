using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>Name, address and password on the page of one's account.</summary>
public sealed class ProfileTests(Browser browser, MailApp mail) : BrowserTest(browser, (mail ?? throw new ArgumentNullException(nameof(mail))).App), IClassFixture<MailApp>
{
    private const string Fresh = "Lantern 43 harbour";

    [Fact]
    public async Task Name_IsChanged_AlsoInTheHeader()
    {
        var page = await OpenRegisteredAsync();
        await page.GotoAsync("/account");
        await page.ShouldLookGoodAsync("account");

        await page.GetByLabel("Full name").FillAsync(" ");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the name" }).ClickAsync();
        await Expect(page.Locator("#full-name-error")).ToContainTextAsync("The full name is empty");
        await page.ShouldLookGoodAsync("account-error");
        await page.GetByLabel("Full name").FillAsync("Grace Brewster");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the name" }).ClickAsync();

        await Expect(page.Locator("#done")).ToContainTextAsync("Your name is changed.");
        await Expect(page.AccountMenu()).ToContainTextAsync("Grace Brewster");
        await page.ShouldLookGoodAsync("account-done");
    }

    [Fact]
    public async Task Preferences_AreChanged_AndHoldInEveryBrowserThatHasNoneOfItsOwn()
    {
        var email = NewEmail();
        var page = await OpenAsync(theme: "light");
        await page.RegisterAsync(email);
        await page.ArriveAtAsync("**/import");
        await page.GotoAsync("/account");

        await page.GetByLabel("Figures").SelectOptionAsync("de-CH");
        await page.GetByLabel("Theme", new() { Exact = true }).SelectOptionAsync("dark");
        await page.GetByLabel("Amounts", new() { Exact = true }).SelectOptionAsync("hidden");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the preferences" }).ClickAsync();

        // The choice that this browser had gives way to the new one.
        await Expect(page.Locator("#done")).ToContainTextAsync("Your preferences are changed.");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await Expect(page.GetByLabel("Figures")).ToHaveValueAsync("de-CH");
        await page.ShouldLookGoodAsync("account-preferences");
        var elsewhere = await OpenAsync();
        await elsewhere.GotoAsync("/sign-in");
        await elsewhere.SignInAsync(email);
        await Expect(elsewhere.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await Expect(elsewhere.GetByRole(AriaRole.Button, new() { Name = "Hide amounts: amounts hidden" })).ToBeVisibleAsync();
        var own = await OpenAsync(theme: "light");
        await own.GotoAsync("/sign-in");
        await own.SignInAsync(email);
        await Expect(own.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
    }

    [Fact]
    public async Task Email_IsChangedByTheLinkToTheNewAddress()
    {
        var (old, fresh) = (NewEmail(), NewEmail());
        var page = await OpenAsync();
        await page.RegisterAsync(old);
        await page.ArriveAtAsync("**/import");
        var elsewhere = await OpenAsync();
        await elsewhere.GotoAsync("/sign-in");
        await elsewhere.SignInAsync(old);
        await elsewhere.ArriveAtAsync(App.Address + "");

        await page.GotoAsync("/account");
        await AskForAsync(page, fresh, "Wrong 1 password");
        await Expect(page.Locator("#email-password-error")).ToContainTextAsync("This is not the password");
        await AskForAsync(page, fresh, PageExtensions.Password);
        await Expect(page.Locator("#done")).ToContainTextAsync("on its way to the new address");
        await mail.Mail.WaitForAsync(old, "A new e-mail address was asked for", Cancelled);
        var link = (await mail.Mail.WaitForAsync(fresh, "Confirm your new e-mail address", Cancelled)).LinkTo("/confirm-email");

        await page.GotoAsync(link);
        await page.ShouldLookGoodAsync("confirm-email");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use this address" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your address is changed" })).ToBeVisibleAsync();
        (await mail.Mail.WaitForAsync(old, "Your e-mail address was changed", Cancelled)).Text.ShouldContain(fresh);

        // This session goes on; the link and the old address do not.
        await page.GotoAsync("/account");
        await Expect(page.Content().GetByText(fresh).First).ToBeVisibleAsync();
        await page.GotoAsync(link);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "This link does not work" })).ToBeVisibleAsync();
        var third = await OpenAsync();
        await third.GotoAsync("/sign-in");
        await third.SignInAsync(old);
        await Expect(third.Locator("#summary")).ToContainTextAsync("do not match");
        await third.SignInAsync(fresh);
        await third.ArriveAtAsync(App.Address + "");
    }

    [Fact]
    public async Task Email_OfAnotherAccount_SaysTheSameAndSendsNothingThere()
    {
        var taken = NewEmail();
        var other = await OpenAsync();
        await other.RegisterAsync(taken);
        await other.ArriveAtAsync("**/import");
        var mine = NewEmail();
        var page = await OpenAsync();
        await page.RegisterAsync(mine);
        await page.ArriveAtAsync("**/import");

        await page.GotoAsync("/account");
        await AskForAsync(page, taken, PageExtensions.Password);

        await Expect(page.Locator("#done")).ToContainTextAsync("on its way to the new address");
        await mail.Mail.WaitForAsync(mine, "A new e-mail address was asked for", Cancelled);
        mail.Mail.Received.ShouldNotContain(message => message.To == taken);
    }

    [Fact]
    public async Task Password_IsChanged_WhichEndsOtherBrowsers()
    {
        var email = NewEmail();
        var page = await OpenAsync();
        await page.RegisterAsync(email);
        await page.ArriveAtAsync("**/import");
        var elsewhere = await OpenAsync();
        await elsewhere.GotoAsync("/sign-in");
        await elsewhere.SignInAsync(email);
        await elsewhere.ArriveAtAsync(App.Address + "");

        await page.GotoAsync("/account");
        await ChangeAsync(page, "Wrong 1 password", Fresh);
        await Expect(page.Locator("#current-password-error")).ToContainTextAsync("This is not the password");
        await ChangeAsync(page, PageExtensions.Password, "Michelle2024");
        await Expect(page.Locator("#new-password-error")).ToContainTextAsync("many people use");
        await ChangeAsync(page, PageExtensions.Password, Fresh);
        await Expect(page.Locator("#done")).ToContainTextAsync("Your password is changed");
        await mail.Mail.WaitForAsync(email, "Your password was changed", Cancelled);

        await page.ReloadAsync();
        await Expect(page).ToHaveURLAsync("/account?done=password");
        await elsewhere.GotoAsync("/account");
        await Expect(elsewhere).ToHaveURLAsync("/sign-in?returnUrl=%2Faccount");
        await elsewhere.SignInAsync(email, Fresh);
        await elsewhere.ArriveAtAsync("**/account");
    }

    private static async Task AskForAsync(IPage page, string email, string password)
    {
        await page.GetByLabel("New e-mail address").FillAsync(email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the link" }).ClickAsync();
    }

    private static async Task ChangeAsync(IPage page, string current, string wanted)
    {
        await page.GetByLabel("Current password").FillAsync(current);
        await page.GetByLabel("New password", new() { Exact = true }).FillAsync(wanted);
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the password" }).ClickAsync();
    }
}
