using E2E.Harness;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>A table of nobody in particular: its columns are guessed, corrected, read, and known the next time.</summary>
public sealed class MappingTests(Browser browser, SharedApp shared) : BrowserTest(browser, shared)
{
    private const string Depot = "Meine Werte\r\nPapier;Kennung;Menge;Letzter;Insgesamt;Bezahlt\r\nApfel;AAPL;10;200,50;2.005,00;1.500,00\r\nKohle;KO;20;70,00;1.400,00;1.300,00\r\n";

    [Fact]
    public async Task AnUnknownTable_IsMappedImportedAndKnownAgain()
    {
        var page = await OpenRegisteredAsync();
        await page.InteractiveAsync();
        await page.ChooseFileAsync(ImportFiles.Csv(Depot, "depot.csv"));
        await page.PressAsync("Check file");

        await page.SeesAsync("Which column is which?");
        await page.ShouldLookGoodAsync("mapping");
        await page.GetByLabel("What Kennung holds").SelectOptionAsync("Symbol");
        await page.GetByLabel("What Menge holds").SelectOptionAsync("Quantity");
        await page.GetByLabel("What Papier holds").SelectOptionAsync("Name");
        await page.GetByLabel("What Bezahlt holds").SelectOptionAsync("Cost in total");
        await page.PressAsync("Read the file");
        await page.SeesAsync("A table of positions");
        await Expect(page.Content()).ToContainTextAsync("AAPL");
        await page.ShouldLookGoodAsync("mapped");
        await page.GetByLabel("Account name").FillAsync("Depot");
        await page.GetByLabel("Portfolio name").FillAsync("Depot");
        await page.PressAsync("Import 1 account");
        await page.SeesAsync("is ready");

        await page.GoInteractiveAsync("/import");
        await page.ChooseFileAsync(ImportFiles.Csv(Depot.Replace("Kohle;KO;20", "Kohle;KO;25", StringComparison.Ordinal), "depot-2.csv"));
        await page.PressAsync("Check file");
        await page.SeesAsync("A table of positions");
        await Expect(page.Content()).ToContainTextAsync("as you chose them for such a table before");
        await Expect(page.Locator("[data-change=Changed]")).ToContainTextAsync("KO");
        await page.PressAsync("Change the columns");
        await page.SeesAsync("Which column is which?");
        await Expect(page.GetByLabel("What Bezahlt holds")).ToHaveValueAsync("total_cost");
    }
}
