using System.Text;
using System.Text.RegularExpressions;
using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>The report: all of it on the screen, and on sheets of A4 and Letter.</summary>
public sealed partial class ReportTests(Browser browser, PostgresApp shared) : BrowserTest(browser, shared)
{
    // A4 and Letter at 96 dots an inch, less the margins of the page.
    private const int PaperWidth = 710;

    // Cells that reach beyond the paper, cells that are not there, and drawings that a printer would leave out.
    private const string Lost =
        """
        ([width]) => {
          const found = [];
          const shown = element => element.checkVisibility();
          for (const cell of document.querySelectorAll("main .table :is(th, td), main .heat :is(th, td), main .fig dd, main h1, main h2")) {
            if (cell.closest(".visually-hidden, details:not([open])") || cell.querySelector(":scope > .visually-hidden:only-child")) continue;
            const box = cell.getBoundingClientRect();
            if (!shown(cell)) { if (!cell.matches("[data-column=quantity], [data-column=price]")) found.push(`hidden: ${cell.outerHTML.slice(0, 160)}`); }
            else if (box.right > width + 1) found.push(`at ${Math.round(box.right)} of ${width}: ${cell.outerHTML.slice(0, 160)}`);
          }
          for (const drawn of document.querySelectorAll("main .track > *, main .heat td")) {
            if (getComputedStyle(drawn).printColorAdjust !== "exact") found.push(`not printed: ${drawn.outerHTML.slice(0, 160)}`);
          }
          for (const drawing of document.querySelectorAll("main .plot > svg")) {
            const box = drawing.getBoundingClientRect();
            if (!shown(drawing) || box.right > width + 1 || box.width < 200 || box.height < 60) found.push(`drawing of ${box.width} by ${box.height} to ${box.right}`);
          }
          return found.slice(0, 8);
        }
        """;

    [Fact]
    public async Task Report_OnPaper_LosesNothing()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var portfolio = await user.CalculatedPortfolioAsync(new() { Csv = Books.Fifty(), PortfolioName = "Fifty", EquityAsOf = "2026-07-01" }, Cancelled);
        var page = await OpenReportAsync(user, portfolio);

        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.SetViewportSizeAsync(PaperWidth, 1_000);

        (await page.EvaluateAsync<string[]>(Lost, new object[] { PaperWidth })).ShouldBeEmpty();
        var text = await page.Content().InnerTextAsync();
        foreach (var words in (string[])
        [
            "Market value by class", "Delta-adjusted by underlying", "Ridge, all at once", "Most lost:", "Where risk comes from", "Condition number", "Observations", "252 returns", "Vega / point", "Rho / point",
            "Theta / day", "Beta", "Delta-adjusted", "What is not known", "Notes", "since 1",
        ])
        {
            text.ShouldContain(words);
        }

        foreach (var asked in (string[])["Print or save as PDF", "Show all", "Show as table", "Worst first"])
        {
            text.ShouldNotContain(asked);
        }

        await Expect(page.Locator(".exposure-table:visible")).ToHaveCountAsync(6);
        foreach (var (format, width, height) in ((string, int, int)[])[("A4", 595, 842), ("Letter", 612, 792)])
        {
            var pdf = Encoding.Latin1.GetString(await page.PdfAsync(new() { Format = format, PrintBackground = false }));
            Sheets().Count(pdf).ShouldBeInRange(4, 30);
            var boxes = Box().Matches(pdf);
            boxes.Count.ShouldBeGreaterThan(0);
            boxes.ShouldAllBe(box => Math.Abs(Points(box.Groups[1]) - width) < 2 && Math.Abs(Points(box.Groups[2]) - height) < 2, format);
        }
    }

    [Fact]
    public async Task Report_OfFiveHundredPositions_HasEachOfThem()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var portfolio = await user.CalculatedPortfolioAsync(new() { Csv = Books.Hundreds(500), PortfolioName = "Five hundred" }, Cancelled);
        var page = await OpenReportAsync(user, portfolio);

        await Expect(page.Locator(".position-table tbody tr")).ToHaveCountAsync(500);
        await Expect(page.Locator("#exposure [data-key$=Q]")).ToHaveCountAsync(2 * 50);
        await Expect(page.Locator("#exposure [data-key='(others)']")).ToHaveCountAsync(2);
        await Expect(page.Locator("[data-sources=positions] tbody tr")).ToHaveCountAsync(51);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.SetViewportSizeAsync(PaperWidth, 1_000);
        (await page.EvaluateAsync<string[]>(Lost, new object[] { PaperWidth })).ShouldBeEmpty();
        Sheets().Count(Encoding.Latin1.GetString(await page.PdfAsync(new() { Format = "A4" }))).ShouldBeInRange(15, 45);
    }

    [Fact]
    public async Task Report_OnAScreen_FitsAndIsAccessible()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var portfolio = await user.CalculatedPortfolioAsync(new() { Csv = Books.Fifty(), PortfolioName = "Fifty", EquityAsOf = "2026-10-01" }, Cancelled);
        var page = await OpenReportAsync(user, portfolio);

        await page.ShouldLookGoodAsync();
    }

    [Fact]
    public async Task Report_OfAnotherDayAsked_IsOfThatDay()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var portfolio = await user.CalculatedPortfolioAsync(new() { PortfolioName = "One", EquityAsOf = "2026-10-01" }, Cancelled);
        var page = await OpenReportAsync(user, portfolio);
        await Expect(page.Locator(".report thead a.sort")).ToHaveCountAsync(0);

        // The same page of the same circuit, with another query.
        await page.EvaluateAsync($"Blazor.navigateTo('/report?portfolio={portfolio}&date=2026-10-30')");

        await Expect(page.Locator(".report-head")).ToContainTextAsync("Close of Fri 30 Oct 2026");
        await page.Locator(".report[aria-busy=false]").WaitForAsync();
    }

    /// <summary>The command center's own page, printed as it is.</summary>
    [Fact]
    public async Task CommandCenter_OnPaper_LosesNothing()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        await user.CalculatedPortfolioAsync(new() { Csv = Books.Fifty(), PortfolioName = "Fifty", EquityAsOf = "2026-10-01" }, Cancelled);
        var page = await OpenAsAsync(user, "/");
        await page.Locator("#changes table").WaitForAsync();

        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.SetViewportSizeAsync(PaperWidth, 1_000);

        (await page.EvaluateAsync<string[]>(Lost, new object[] { PaperWidth })).ShouldBeEmpty();
    }

    [Fact]
    public async Task CommandCenter_WithEveryColumnChosen_TurnsTheirSheetsAndLosesNone()
    {
        const string Every =
            "class,side,sector,underlying,expiration,quantity,price,price-source,value,weight,day,pnl,return,cost,entry-price,entered,exposure,beta,volatility,delta,gamma,theta,vega,rho,implied-volatility";
        const int TurnedWidth = 1_039;
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        await user.CalculatedPortfolioAsync(new() { Csv = Books.Fifty(), PortfolioName = "Fifty", EquityAsOf = "2026-10-01" }, Cancelled);
        var page = await OpenAsAsync(user, $"/?cols={Every}");
        await page.Locator("#changes table").WaitForAsync();
        await Expect(page.Locator(".position-table thead th")).ToHaveCountAsync(26);

        var pdf = Encoding.Latin1.GetString(await page.PdfAsync(new() { Path = Path.Combine(Paths.Artifacts, "every-column.pdf"), PreferCSSPageSize = true }));
        Box().Matches(pdf).Select(box => Points(box.Groups[1]) > Points(box.Groups[2])).Distinct().Count().ShouldBe(2, "some upright, some turned");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.SetViewportSizeAsync(TurnedWidth, 800);
        (await page.Locator(".position-table").EvaluateAsync<double>("table => table.getBoundingClientRect().right")).ShouldBeLessThanOrEqualTo(TurnedWidth);
    }

    /// <summary>For eyes; only when asked for, as the gallery.</summary>
    [Theory(Explicit = true)]
    [InlineData(50)]
    [InlineData(500)]
    public async Task Pictures_OfTheReport_AreTaken(int count)
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var portfolio = await user.CalculatedPortfolioAsync(new() { Csv = count == 50 ? Books.Fifty() : Books.Hundreds(count), PortfolioName = $"Book of {count}", EquityAsOf = "2026-07-01" }, Cancelled);
        var page = await OpenReportAsync(user, portfolio);
        page.SetDefaultTimeout(4 * Browser.Patience);
        await page.ScreenshotAsync(new() { Path = Picture($"report-{count}-wide"), FullPage = true });
        await page.SetViewportSizeAsync(390, 844);
        await page.ScreenshotAsync(new() { Path = Picture($"report-{count}-390"), FullPage = true });
        await page.PdfAsync(new() { Format = "A4", Path = Path.Combine(Paths.Artifacts, "gallery", $"report-{count}.pdf") });
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.SetViewportSizeAsync(PaperWidth, 1_000);
        await page.ScreenshotAsync(new() { Path = Picture($"report-{count}-print"), FullPage = true });

        static string Picture(string name) => Path.Combine(Paths.Artifacts, "gallery", name + ".png");
    }

    private async Task<IPage> OpenReportAsync(ApiClient user, string portfolio)
    {
        var page = await OpenAsAsync(user, $"/report?portfolio={portfolio}");
        await page.Locator(".report[aria-busy=false] #changes").WaitForAsync();
        return page;
    }

    private static double Points(Group number) => double.Parse(number.Value, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"/Type\s*/Page\b")]
    private static partial Regex Sheets();

    [GeneratedRegex(@"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]")]
    private static partial Regex Box();
}
