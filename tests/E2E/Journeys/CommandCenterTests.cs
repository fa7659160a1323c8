using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace E2E.Journeys;

/// <summary>The command center in a real browser, against what the API says of the same portfolios.</summary>
public sealed partial class CommandCenterTests(Browser browser, SharedApp shared) : BrowserTest(browser, shared)
{
    [Fact]
    public async Task WithoutAPortfolio_TheBannerLeadsToTheImport()
    {
        using var user = await UserAsync();
        var page = await OpenAsAsync(user, "/");

        await page.Heading("Welcome, Ada").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Import your first portfolio" }).ClickAsync();
        await page.WaitForURLAsync("**/import");
    }

    [Fact]
    public async Task Figures_OfAPortfolio_AreThoseOfTheApi()
    {
        using var user = await UserAsync();
        var portfolio = await user.CalculatedPortfolioAsync(new() { Csv = Books.Fifty(), PortfolioName = "Fifty", EquityAsOf = "2026-10-01" }, Cancelled);
        var snapshot = (await user.GetAsync($"portfolios/{portfolio}/analytics/snapshots", Cancelled)).Body["snapshots"]!.AsArray()[^1]!;
        var exposures = (await user.GetAsync($"portfolios/{portfolio}/analytics/exposures", Cancelled)).Body;
        var page = await OpenAsAsync(user, "/");

        (await page.Figure("equity")).ShouldBe(Dollars(snapshot["equity"]!));
        (await page.Figure("day")).ShouldStartWith(Signed(snapshot["day_pnl"]!) + $" ({Percent((double)snapshot["day_return"]!)})");
        (await page.Figure("total")).ShouldStartWith(Signed(snapshot["cumulative_pnl"]!));
        foreach (var name in new[] { "gross", "net", "long", "short" })
        {
            (await page.Locator($"#about-{name}").TextContentAsync()).ShouldNotBeNull().ShouldContain(Dollars(exposures[name]!["value"]!));
        }

        (await page.Locator("#about-cash").TextContentAsync()).ShouldNotBeNull().ShouldContain(Dollars(snapshot["cash"]!));
        (await page.Figure("leverage")).ShouldStartWith(((double)exposures["leverage"]!["value"]!).ToString("0.00", CultureInfo.InvariantCulture) + "×");
        await page.GetByText("Sample market data").WaitForAsync();
        await page.GetByText("Close of ").First.WaitForAsync();
    }

    [Fact]
    public async Task Figures_OfTheFirstDay_AreOfPositionsHeld()
    {
        using var user = await UserAsync();
        await user.CalculatedPortfolioAsync(new(), Cancelled);
        var page = await OpenAsAsync(user, "/");

        (await page.Figure("equity")).ShouldBe("$1,000,000.00");
        (await page.Figure("day")).ShouldEndWith("from positions held");
        await page.Locator(".chart svg .rz-line-series path").First.WaitForAsync();
    }

    [Fact]
    public async Task Chart_InEachRange_IsDrawnAcrossTheCardAndCanBeReadAsATable()
    {
        using var user = await UserAsync();
        var portfolio = await user.CalculatedPortfolioAsync(new() { EquityAsOf = "2026-10-01" }, Cancelled);
        var page = await OpenAsAsync(user, "/");
        await page.Locator(".chart svg .rz-line-series path, .chart svg .rz-area-series path").First.WaitForAsync();

        var card = await page.Locator(".nav-card").BoundingBoxAsync();
        var grid = await page.Locator(".chart svg").First.BoundingBoxAsync();
        grid!.Width.ShouldBeGreaterThan(card!.Width * .9f);

        await page.GetByRole(AriaRole.Link, new() { Name = "One month" }).ClickAsync();
        await page.WaitForURLAsync("**/?range=1m");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show as table" }).ClickAsync();
        var table = page.GetByRole(AriaRole.Region, new() { Name = "Net asset value by session" });
        var snapshots = (await user.GetAsync($"portfolios/{portfolio}/analytics/snapshots?from=2026-10-20", Cancelled)).Body["snapshots"]!.AsArray();
        (await table.Locator("tbody tr").CountAsync()).ShouldBeInRange(snapshots.Count - 1, snapshots.Count + 1);
        (await table.Locator("tbody tr").First.TextContentAsync()).ShouldNotBeNull().ShouldContain(Dollars(snapshots[^1]!["equity"]!));
    }

    [Fact]
    public async Task Grid_SortedAndFiltered_KeepsItsAddressAndExportsWhatItShows()
    {
        using var user = await UserAsync();
        await user.CalculatedPortfolioAsync(new() { Csv = Books.Fifty() }, Cancelled);
        var page = await OpenAsAsync(user, "/");

        await page.GetByRole(AriaRole.Link, new() { Name = "P&L", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/?sort=-pnl");
        await page.GetByRole(AriaRole.Searchbox).FillAsync("a");
        await page.WaitForURLAsync("**/?q=a&sort=-pnl");
        await page.GetByRole(AriaRole.Checkbox).CheckAsync();
        await page.WaitForURLAsync("**/?q=a&closed=true&sort=-pnl");
        await page.Locator("tbody tr[data-symbol=DIS]").WaitForAsync();
        var address = page.Url;
        var symbols = await page.SymbolsAsync();
        symbols.Count.ShouldBeInRange(5, 50);
        (await page.Locator("th[aria-sort=descending]").TextContentAsync()).ShouldNotBeNull().ShouldStartWith("P&L");

        // Somebody who is sent the address sees the same.
        await page.GoInteractiveAsync("/portfolios");
        await page.GoInteractiveAsync(address);
        await page.Locator("tbody tr[data-symbol]").First.WaitForAsync();
        (await page.SymbolsAsync()).ShouldBe(symbols);
        (await page.GetByRole(AriaRole.Searchbox).InputValueAsync()).ShouldBe("a");

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Export CSV" }).ClickAsync());
        download.SuggestedFilename.ShouldMatch(@"^Positions Account \d{4}-\d\d-\d\d\.csv$");
        var lines = (await File.ReadAllLinesAsync(await download.PathAsync(), Encoding.UTF8, Cancelled)).Where(line => line.Length > 0).ToList();
        lines.Skip(1).Select(line => line.Split(',')[2]).ShouldBe(symbols);
        var shown = await page.Locator("tbody tr[data-symbol]").First.Locator("td").Nth(8).TextContentAsync();
        decimal.Parse(shown!.Replace("$", "", StringComparison.Ordinal).Replace("−", "-", StringComparison.Ordinal), NumberStyles.Number, CultureInfo.InvariantCulture)
            .ShouldBe(decimal.Parse(Cells(lines[1])[19], CultureInfo.InvariantCulture), .005m);

        await page.GetByRole(AriaRole.Searchbox).FillAsync("zzzz");
        await page.GetByText("No position matches the filter.").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Clear the filter" }).ClickAsync();
        await page.WaitForURLAsync("**/?closed=true&sort=-pnl");
    }

    [Fact]
    public async Task Grid_ByKeyboard_IsSortedAndPaged()
    {
        using var user = await UserAsync();
        await user.CalculatedPortfolioAsync(new() { Csv = Hundreds(120) }, Cancelled);
        var page = await OpenAsAsync(user, "/");

        await page.GetByRole(AriaRole.Link, new() { Name = "Position", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/?sort=position");
        (await page.EvaluateAsync<string>("document.activeElement.textContent")).ShouldStartWith("Position");
        var first = await page.SymbolsAsync();
        first.Count.ShouldBe(50);
        first.ShouldBe(first.Order(StringComparer.Ordinal));

        await page.GetByRole(AriaRole.Link, new() { Name = "Next" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/?sort=position&page=2");
        await page.GetByText("51–100 of 120").WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "About Gross" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#about-gross").WaitForAsync(new() { State = WaitForSelectorState.Visible });
        await page.Keyboard.PressAsync("Escape");
        await page.Locator("#about-gross").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        (await page.EvaluateAsync<string>("document.activeElement.getAttribute('aria-label')")).ShouldBe("About Gross");
    }

    [Fact]
    public async Task SecondAccount_BringsTheSelectorAndAllPortfolios()
    {
        using var user = await UserAsync();
        var first = await user.CalculatedPortfolioAsync(new() { PortfolioName = "Growth", AccountName = "Schwab", EquityBalance = "100,000" }, Cancelled);
        var second = await user.CalculatedPortfolioAsync(new() { PortfolioName = "Retirement", AccountName = "Fidelity", EquityBalance = "50,000", Csv = Books.Fifty() }, Cancelled);
        var page = await OpenAsAsync(user, "/");

        await page.Heading("Retirement").WaitForAsync();
        await page.GetByText("Switch portfolio").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Growth" }).ClickAsync();
        await page.WaitForURLAsync($"**/?portfolio={first}");
        await page.Heading("Growth").WaitForAsync();
        (await page.Figure("equity")).ShouldBe("$100,000.00");

        await page.GetByText("Switch portfolio").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "All portfolios" }).ClickAsync();
        await page.WaitForURLAsync("**/?portfolio=all");
        await page.Heading("All portfolios").WaitForAsync();
        (await page.Figure("equity")).ShouldBe("$150,000.00");
        var gross = 0m;
        foreach (var id in new[] { first, second })
        {
            gross += (decimal)(await user.GetAsync($"portfolios/{id}/analytics/exposures", Cancelled)).Body["gross"]!["value"]!;
        }

        (await page.Locator("#about-gross").TextContentAsync()).ShouldNotBeNull().ShouldContain(gross.ToString("$#,0.00", CultureInfo.InvariantCulture));
        await page.Locator(".chart svg .rz-line-series path").First.WaitForAsync();

        await user.CreatedPortfolioAsync(new() { PortfolioName = "Third", AccountName = "Vanguard" }, Cancelled);
        await page.ReloadAsync();
        await page.Heading("All portfolios").WaitForAsync();
        await page.GetByText("Nothing to add up yet").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Calculate all" }).ClickAsync();
        await page.WaitForURLAsync("**/portfolios");
        await page.Locator("tr", new() { HasText = "Third" }).GetByText("completed").WaitForAsync();
    }

    [Fact]
    public async Task AnothersPortfolio_IsNotFoundWhereverItIsAskedFor()
    {
        using var owner = await UserAsync();
        using var user = await UserAsync();
        var theirs = await owner.CalculatedPortfolioAsync(new(), Cancelled);
        var mine = await user.CreatedPortfolioAsync(new() { PortfolioName = "Mine" }, Cancelled);
        var page = await OpenAsAsync(user, $"/?portfolio={theirs}");

        await page.Heading("No such portfolio").WaitForAsync();
        (await page.APIRequest.GetAsync($"/portfolios/{theirs}/positions.csv")).Status.ShouldBe(404);
        (await page.APIRequest.GetAsync($"/portfolios/{mine}/positions.csv")).Status.ShouldBe(200);
        await page.Content().GetByRole(AriaRole.Link, new() { Name = "Mine" }).ClickAsync();
        await page.Heading("Mine").WaitForAsync();

        var stranger = await OpenAsync();
        (await stranger.APIRequest.GetAsync($"/portfolios/{mine}/positions.csv", new() { MaxRedirects = 0 })).Status.ShouldBe(302);
    }

    [Fact]
    public async Task Run_UnderWay_BringsItsFiguresByItself()
    {
        using var user = await UserAsync();
        var portfolio = await user.CreatedPortfolioAsync(new() { Csv = Books.Fifty(), PortfolioName = "Fresh" }, Cancelled);
        var page = await OpenAsAsync(user, "/");
        await page.GetByText("Not calculated yet").First.WaitForAsync();
        (await page.Locator("tbody tr[data-symbol]").CountAsync()).ShouldBe(47);

        // The page is loaded while the run is going, or just after: it ends with figures either way.
        await user.PostAsync($"portfolios/{portfolio}/calculate", (JsonNode?)null, Cancelled);
        await page.ReloadAsync();

        await page.Locator("[data-figure=equity]").WaitForAsync();
        (await page.Figure("equity")).ShouldBe("$1,000,000.00");
    }

    [Fact]
    public async Task Calculate_OnThePage_LeadsToTheRun()
    {
        using var user = await UserAsync();
        var portfolio = await user.CreatedPortfolioAsync(new(), Cancelled);
        var page = await OpenAsAsync(user, "/");

        await page.GetByRole(AriaRole.Button, new() { Name = "Calculate" }).ClickAsync();

        await page.WaitForURLAsync($"**/portfolios/{portfolio}/runs/*");
    }

    [Fact]
    public async Task SigningOutAndIn_FindsEverythingAgain()
    {
        using var user = await UserAsync();
        await user.CalculatedPortfolioAsync(new() { PortfolioName = "Kept" }, Cancelled);
        var page = await OpenAsAsync(user, "/");
        await page.Heading("Kept").WaitForAsync();

        await page.SignOutAsync();
        await page.GotoAsync("/?range=3m");
        await page.SignInAsync(user.Email, ApiClient.Password);

        await page.Heading("Kept").WaitForAsync();
        (await page.GetByRole(AriaRole.Link, new() { Name = "Three months" }).GetAttributeAsync("aria-current")).ShouldBe("true");
    }

    [Fact]
    public async Task Figures_ForAReaderOfGerman_AreWrittenTheirWay()
    {
        using var user = await UserAsync();
        await user.CalculatedPortfolioAsync(new(), Cancelled);
        var page = await OpenAsync(options: new() { Locale = "de-DE" });
        await page.GotoAsync("/sign-in");
        await page.SignInAsync(user.Email, ApiClient.Password);

        (await page.Figure("equity")).ShouldBe("1.000.000,00 $");
    }

    private Task<ApiClient> UserAsync() => ApiClient.RegisteredAsync(App.Address, Cancelled);

    private async Task<IPage> OpenAsAsync(ApiClient user, string address, int width = 1280, string? theme = null)
    {
        var page = await OpenAsync(width, theme);
        await page.GotoAsync("/sign-in");
        await page.SignInAsync(user.Email, ApiClient.Password);
        await page.InteractiveAsync();
        await page.GoInteractiveAsync(address);
        return page;
    }

    private static string Hundreds(int count) => Books.Header + "\n" + string.Join(
        '\n', Enumerable.Range(0, count).Select(number => $"{(char)('A' + (number / 26))}{(char)('A' + (number % 26))}X,{10 + number},50.5,2025-01-16,PUBLIC,STOCK,,,,,,"));

    private static string Dollars(JsonNode amount) => Written((decimal)amount, "");

    private static string Signed(JsonNode amount) => Written((decimal)amount, "+");

    private static string Written(decimal amount, string plus)
    {
        var rounded = Math.Round(amount, 2, MidpointRounding.AwayFromZero);
        return (rounded < 0 ? "−" : rounded > 0 ? plus : "") + Math.Abs(rounded).ToString("$#,0.00", CultureInfo.InvariantCulture);
    }

    private static string Percent(double share)
    {
        var rounded = Math.Round(share * 100, 2, MidpointRounding.AwayFromZero);
        return (rounded < 0 ? "−" : rounded > 0 ? "+" : "") + Math.Abs(rounded).ToString("0.00", CultureInfo.InvariantCulture) + "%";
    }

    private static List<string> Cells(string line) => [.. CellPattern().Matches(line).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("(?:^|,)(\"(?:[^\"]|\"\")*\"|[^,]*)")]
    private static partial Regex CellPattern();
}

internal static class CenterExtensions
{
    /// <summary>Imports a file, calculates it, and returns the portfolio's id.</summary>
    public static async Task<string> CalculatedPortfolioAsync(this ApiClient user, PortfolioUpload upload, CancellationToken cancellationToken)
    {
        var portfolio = await user.CreatedPortfolioAsync(upload, cancellationToken);
        var run = await user.CalculatedAsync(portfolio, cancellationToken);
        ((string?)run["status"]).ShouldNotBeNull().ShouldStartWith("completed");
        return portfolio;
    }

    public static ILocator Heading(this IPage page, string name) => page.GetByRole(AriaRole.Heading, new() { Name = name, Level = 1 });

    /// <summary>The text of a figure, white space folded.</summary>
    public static async Task<string> Figure(this IPage page, string name)
    {
        var figure = page.Locator($"[data-figure={name}]");
        var value = name is "equity" or "day" or "total" ? figure : figure.Locator("dd");
        return string.Join(' ', (await value.TextContentAsync() ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    public static async Task<IReadOnlyList<string>> SymbolsAsync(this IPage page) =>
        await page.Locator("tbody tr[data-symbol]").EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.symbol)");
}
