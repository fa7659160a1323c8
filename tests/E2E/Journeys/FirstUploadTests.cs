using App.Core.Imports;
using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>Journey 2: from the form to the command center.</summary>
public sealed class FirstUploadTests(Browser browser, SharedApp shared) : BrowserTest(browser, shared)
{
    [Fact]
    public async Task Template_UploadedUnchanged_IsImportedAndCalculated()
    {
        var page = await OpenRegisteredAsync();
        await page.InteractiveAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download the template" }).ClickAsync());
        download.SuggestedFilename.ShouldBe(TemplateFile.FileName);
        var template = await File.ReadAllBytesAsync(await download.PathAsync(), Cancelled);

        await page.PreviewAsync(ImportFiles.Raw(template, download.SuggestedFilename));
        await page.PressAsync("Import 6 positions");

        await page.SeesAsync("Long haul is ready");
        await Expect(page.Content()).ToContainTextAsync("6 positions imported, calculated as of");
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the command center" }).ClickAsync();
        await page.ArriveAtAsync("**/?portfolio=*");
    }

    [Fact]
    public async Task FiftyRows_OfEverySort_ArePreviewedAndImported()
    {
        var page = await OpenRegisteredAsync();
        await page.PreviewAsync(ImportFiles.Csv(ImportFiles.Fifty));

        await ShouldShowAsync(page, ("Positions", "50"), ("Long", "43"), ("Short", "7"), ("Options", "6"), ("Private", "3"), ("Closed", "3"));
        await Expect(page.Content()).ToContainTextAsync("Nothing is stored until you import.");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(50);
        await page.PressAsync("Import 50 positions");

        await page.SeesAsync("Long haul is ready");
        await Expect(page.Content()).ToContainTextAsync("50 positions imported, calculated as of");
    }

    [Fact]
    public async Task FormWithFaults_KeepsFormAndFile_AndSaysThemAtTheirFields()
    {
        var page = await OpenRegisteredAsync();
        await page.InteractiveAsync();
        await page.GetByLabel("Portfolio name").FillAsync("Long haul");
        await page.GetByLabel("Equity balance").FillAsync("a lot");
        await page.ChooseFileAsync(ImportFiles.Csv(ImportFiles.Faulty));
        await page.CheckFileAsync();

        await Expect(page.Locator("#summary")).ToContainTextAsync("3 things to mend");
        await Expect(page.Locator("div:has(> #summary)")).ToBeFocusedAsync();
        await Expect(page.Locator("#equity-balance-error")).ToContainTextAsync("ERR_PORT_004");
        await Expect(page.Locator("#account-name-error")).ToContainTextAsync("ERR_PORT_011");
        await Expect(page.Locator("#account-type-error")).ToContainTextAsync("ERR_PORT_009");
        await Expect(page.GetByLabel("Portfolio name")).ToHaveValueAsync("Long haul");
        await Expect(page.Locator("label.dropzone")).ToContainTextAsync("holdings.csv");
        await Expect(page.Content()).Not.ToContainTextAsync("ERR_POS");

        await page.FillImportAsync();
        await page.CheckFileAsync();
        await page.SeesAsync("things to mend");
        await Expect(page.Content()).ToContainTextAsync("nothing was imported");
    }

    [Fact]
    public async Task TwoTabs_ConfirmingTheSameImport_MakeOnePortfolio()
    {
        var first = await OpenRegisteredAsync();
        var second = await first.Context.NewPageAsync();
        await second.GoInteractiveAsync("/import");
        await first.PreviewAsync(ImportFiles.Csv(ImportFiles.Fifty));
        await second.PreviewAsync(ImportFiles.Csv(ImportFiles.Fifty));

        await Task.WhenAll(first.PressAsync("Import 50 positions"), second.PressAsync("Import 50 positions"));

        await Expect(first.Locator("#account-name-error").Or(first.GetByText("is ready"))).ToBeVisibleAsync();
        await Expect(second.Locator("#account-name-error").Or(second.GetByText("is ready"))).ToBeVisibleAsync();
        var refused = await first.Locator("#account-name-error").IsVisibleAsync() ? first : second;
        await Expect(refused.Locator("#account-name-error")).ToContainTextAsync("ERR_PORT_001");
        await (refused == first ? second : first).SeesAsync("is ready");
        await refused.GetByRole(AriaRole.Link, new() { Name = "Open the portfolio" }).ClickAsync();
        await refused.ArriveAtAsync("**/?portfolio=*");
    }

    [Fact]
    public async Task DoubleClick_OnImport_ImportsOnce()
    {
        var page = await OpenRegisteredAsync();
        await page.PreviewAsync(ImportFiles.Csv(ImportFiles.Fifty));

        await page.GetByRole(AriaRole.Button, new() { Name = "Import 50 positions" }).DblClickAsync();

        await page.SeesAsync("Long haul is ready");
    }

    private static async Task ShouldShowAsync(IPage page, params (string Name, string Count)[] figures)
    {
        foreach (var (name, count) in figures)
        {
            await Expect(page.Locator(".fig", new() { Has = page.GetByText(name, new() { Exact = true }) }).Locator("dd")).ToHaveTextAsync(count);
        }
    }
}
