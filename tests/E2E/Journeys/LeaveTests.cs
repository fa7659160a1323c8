using System.IO.Compression;
using App.Core.Imports;
using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>Journey 10: take everything along, and leave.</summary>
public sealed class LeaveTests(Browser browser, SharedApp shared) : BrowserTest(browser, shared)
{
    [Fact]
    public async Task Leave_AfterTakingEverythingAlong_IsGoneAndCanComeAgain()
    {
        var email = NewEmail();
        var page = await OpenAsync();
        await page.RegisterAsync(email);
        await page.ArriveAtAsync("**/import");
        await page.PreviewAsync(ImportFiles.Csv(ImportFiles.Fifty));
        await page.PressAsync("Import");
        await page.ArriveAtAsync("**/runs/**");

        // Left while its calculation goes on, or has just ended: both have to do.
        await page.GotoAsync("/account/data");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download everything" }).ClickAsync());
        download.SuggestedFilename.ShouldMatch(@"^ballast-export-\d{4}-\d\d-\d\d\.zip$");
        ShouldHaveThePositions(await download.PathAsync());

        var elsewhere = await OpenAsync();
        await elsewhere.GotoAsync("/sign-in?returnUrl=/portfolios");
        await elsewhere.SignInAsync(email);
        await elsewhere.InteractiveAsync();
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(PageExtensions.Password);
        await page.GetByLabel("Type DELETE").FillAsync("DELETE");
        await page.PressAsync("Delete my account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep it" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await page.PressAsync("Delete my account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete it for good" }).ClickAsync();

        await page.ArriveAtAsync("**/goodbye");
        await page.ShouldLookGoodAsync("goodbye");
        await elsewhere.GotoAsync("/portfolios");
        await elsewhere.ArriveAtAsync("**/sign-in?**");
        (await page.Context.CookiesAsync()).ShouldNotContain(cookie => cookie.Name == "ballast");
        await page.GotoAsync("/portfolios");
        await page.ArriveAtAsync("**/sign-in?**");
        await page.SignInAsync(email);
        await Expect(page.Content()).ToContainTextAsync("E-mail and password do not match an account");

        await page.RegisterAsync(email);
        await page.ArriveAtAsync("**/import");
        await page.GoInteractiveAsync("/portfolios");
        await Expect(page.Content()).ToContainTextAsync("No portfolio yet");
    }

    [Fact]
    public async Task Delete_WithWhatDoesNotConfirm_SaysSoAtTheFieldAndKeepsTheAccount()
    {
        var page = await OpenRegisteredAsync();
        await page.GotoAsync("/account/data");
        await page.ShouldLookGoodAsync("account-data");

        await DeleteAsync(page, "Wrong 42 password", "DELETE");
        await Expect(page.Locator("#password-error")).ToContainTextAsync("ERR_LEAVE_001");
        await Expect(page).ToHaveTitleAsync("Error: Your data · Ballast");
        await Expect(page.Locator("#summary")).ToBeFocusedAsync();
        await page.ShouldLookGoodAsync("account-data-errors");

        await DeleteAsync(page, PageExtensions.Password, "delete");
        await Expect(page.Locator("#word-error")).ToContainTextAsync("ERR_LEAVE_002");
        await page.GoInteractiveAsync("/portfolios");
        await Expect(page.AccountMenu()).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Delete_WithoutScript_NeedsTheWordAlone()
    {
        var page = await OpenAsync(options: new() { JavaScriptEnabled = false });
        await page.RegisterAsync(NewEmail());
        await page.GotoAsync("/account/data");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(PageExtensions.Password);
        await page.GetByLabel("Type DELETE").FillAsync("DELETE");
        await page.PressAsync("Delete my account");

        await page.ArriveAtAsync("**/goodbye");
    }

    private static async Task DeleteAsync(IPage page, string password, string word)
    {
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await page.GetByLabel("Type DELETE").FillAsync(word);
        await page.PressAsync("Delete my account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete it for good" }).ClickAsync();
    }

    private static void ShouldHaveThePositions(string file)
    {
        using var zip = ZipFile.OpenRead(file);
        zip.Entries.Select(entry => entry.FullName).ShouldContain("README.txt");
        using var content = new MemoryStream();
        using (var positions = zip.GetEntry("portfolios/001 Long haul/positions.csv")!.Open())
        {
            positions.CopyTo(content);
        }

        var reading = new TemplateImport().Read(content.ToArray(), "positions.csv", DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
        reading.Errors.ShouldBeEmpty();
        reading.Positions.Count.ShouldBe(50);
    }
}
