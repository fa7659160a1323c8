using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>Back in without the password: by the message's link, once, within the hour.</summary>
public sealed class ForgottenPasswordTests(Browser browser, MailApp mail) : BrowserTest(browser, (mail ?? throw new ArgumentNullException(nameof(mail))).App), IClassFixture<MailApp>
{
    private const string Fresh = "Lantern 43 harbour";

    [Fact]
    public async Task Link_SetsANewPassword_Once()
    {
        var email = NewEmail();
        var page = await OpenAsync();
        await page.RegisterAsync(email);
        await page.ArriveAtAsync("**/import");
        await page.SignOutAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Forgot your password?" }).ClickAsync();
        await page.ShouldLookGoodAsync("forgot-password");
        await AskAsync(page, email);
        await page.ShouldLookGoodAsync("forgot-password-asked");
        var message = await mail.Mail.WaitForAsync(email, "Set a new password", Cancelled);
        message.Text.ShouldStartWith("Hello Ada Quill,");
        var link = message.LinkTo("/reset-password");

        await page.GotoAsync(link);
        await page.ShouldLookGoodAsync("reset-password");
        await SetAsync(page, "Password1");
        await Expect(page.Locator("#password-error")).ToContainTextAsync("many people use");
        await SetAsync(page, Fresh);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your password is set" })).ToBeVisibleAsync();
        await page.ShouldLookGoodAsync("reset-password-done");
        await mail.Mail.WaitForAsync(email, "Your password was set anew", Cancelled);

        await page.GotoAsync(link);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "This link does not work" })).ToBeVisibleAsync();
        await page.ShouldLookGoodAsync("reset-password-used");
        await page.GotoAsync("/sign-in");
        await page.SignInAsync(email);
        await Expect(page.Locator("#summary")).ToContainTextAsync("do not match");
        await page.SignInAsync(email, Fresh);
        await page.ArriveAtAsync(App.Address + "");
    }

    [Fact]
    public async Task Page_OfAnAddressNobodyHas_SaysTheSameAndSendsNothing()
    {
        var (known, unknown) = (NewEmail(), NewEmail());
        var page = await OpenAsync();
        await page.RegisterAsync(known);
        await page.ArriveAtAsync("**/import");
        await page.SignOutAsync();

        await page.GotoAsync("/forgot-password");
        await AskAsync(page, unknown);
        var ofUnknown = await TextOfAsync(page);
        await page.GotoAsync("/forgot-password");
        await AskAsync(page, known);
        var ofKnown = await TextOfAsync(page);
        await mail.Mail.WaitForAsync(known, "Set a new password", Cancelled);

        ofUnknown.Replace(unknown, known, StringComparison.Ordinal).ShouldBe(ofKnown);
        mail.Mail.Received.ShouldNotContain(message => message.To == unknown);
    }

    [Fact]
    public async Task Link_WithAnotherUsersToken_DoesNotWork()
    {
        var (one, other) = (NewEmail(), NewEmail());
        var page = await OpenAsync();
        foreach (var email in new[] { one, other })
        {
            await page.RegisterAsync(email);
            await page.ArriveAtAsync("**/import");
            await page.SignOutAsync();
            await page.GotoAsync("/forgot-password");
            await AskAsync(page, email);
        }

        var mine = new Uri(App.Address, (await mail.Mail.WaitForAsync(one, "Set a new password", Cancelled)).LinkTo("/reset-password")).Query;
        var theirs = new Uri(App.Address, (await mail.Mail.WaitForAsync(other, "Set a new password", Cancelled)).LinkTo("/reset-password")).Query;
        await page.GotoAsync($"/reset-password{mine.Split('&')[0]}&{theirs.Split('&')[1]}");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "This link does not work" })).ToBeVisibleAsync();
    }

    // Once its style sheets are there: they say where a line ends.
    private static async Task<string> TextOfAsync(IPage page)
    {
        await page.WaitForLoadStateAsync(LoadState.Load);
        return await page.Content().InnerTextAsync();
    }

    private static async Task AskAsync(IPage page, string email)
    {
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the link" }).ClickAsync();
        await Expect(page.GetByText("a message with a link is on its way")).ToBeVisibleAsync();
    }

    private static async Task SetAsync(IPage page, string password)
    {
        await page.GetByLabel("New password", new() { Exact = true }).FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Set the password" }).ClickAsync();
    }
}
