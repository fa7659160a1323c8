using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace E2E.Journeys;

/// <summary>Pictures of every page, wide and narrow, light and dark, for eyes. Runs only when asked for: <c>-explicit only</c>.</summary>
public sealed class Gallery(Browser browser, SharedApp shared) : BrowserTest(browser, shared)
{
    private static readonly string[] Anonymous = ["/sign-in", "/register", "/errors", "/errors/ERR_USER_003", "/errors/ERR_NONE", "/nowhere"];
    private static readonly string[] SignedIn = ["/", "/import", "/errors", "/nowhere"];

    [Fact(Explicit = true)]
    public async Task Pictures_OfEveryPage_AreTaken()
    {
        foreach (var theme in new[] { "light", "dark" })
        {
            foreach (var width in new[] { 1280, 390 })
            {
                var page = await OpenAsync(width, theme);
                foreach (var address in Anonymous)
                {
                    await page.GotoAsync(address);
                    await SaveAsync(page, $"anonymous{address}", width, theme);
                }

                await page.RegisterAsync("x", " ", "password", "no");
                await page.Locator("#summary").WaitForAsync();
                await SaveAsync(page, "register-errors", width, theme);
                await page.GotoAsync("/sign-in?returnUrl=%2Fimport");
                await page.SignInAsync("a@b.example");
                await page.Locator("#summary").WaitForAsync();
                await SaveAsync(page, "sign-in-error", width, theme);
                await page.RegisterAsync(NewEmail());
                await page.ArriveAtAsync("**/import");
                foreach (var address in SignedIn)
                {
                    await page.GotoAsync(address);
                    await page.Locator("main .loading, main [aria-busy=true]").First.WaitForAsync(new() { State = WaitForSelectorState.Detached });
                    await SaveAsync(page, $"signed-in{address}", width, theme);
                }

                await page.GoInteractiveAsync("/");
                await page.AccountMenu().ClickAsync();
                await SaveAsync(page, "menu-user", width, theme);
                await page.Locator("summary", new() { HasText = "Theme:" }).ClickAsync();
                await SaveAsync(page, "menu-theme", width, theme);
                if (width < 500)
                {
                    await page.Locator("summary", new() { HasText = "Menu" }).ClickAsync();
                    await SaveAsync(page, "menu-nav", width, theme);
                }

                foreach (var state in new[] { "show", "failed" })
                {
                    await page.EvaluateAsync($"document.getElementById('components-reconnect-modal').className = 'notice components-reconnect-{state}'");
                    await SaveAsync(page, $"connection-{state}", width, theme);
                }
            }
        }
    }

    [Fact(Explicit = true)]
    public async Task Pictures_OfAnOwnersPages_AreTaken()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        await user.CalculatedPortfolioAsync(new() { PortfolioName = "One share", AccountName = "One" }, Cancelled);
        await user.CalculatedPortfolioAsync(new() { Csv = Books.Fifty(), PortfolioName = "Long haul", AccountName = "Schwab Taxable", EquityAsOf = "2026-07-01" }, Cancelled);
        await user.CalculatedPortfolioAsync(
            new() { Csv = ImportFiles.Many(500), PortfolioName = "A name that goes on and on until it has to be cut somewhere, or wrapped", AccountName = "Five hundred" }, Cancelled);
        foreach (var (width, theme) in ((int, string)[])[(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")])
        {
            await PicturesOfAsync(user, width, theme);
        }
    }

    [Fact(Explicit = true)]
    public async Task Pictures_OfBrokersFiles_AreTaken()
    {
        foreach (var (width, theme) in ((int, string)[])[(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")])
        {
            var page = await OpenRegisteredAsync(width, theme);
            await DropAsync(page, BrokerFiles.Hundreds(400, 1), "Schwab positions");
            await SaveAsync(page, "broker-hundreds", width, theme);
            await page.PressAsync("Import 1 account");
            await page.SeesAsync("is ready");
            await page.GoInteractiveAsync("/import");
            await DropAsync(page, BrokerFiles.Hundreds(400, 2), "Schwab positions");
            await page.Locator("[data-change]").First.WaitForAsync();
            await SaveAsync(page, "broker-update-hundreds", width, theme);
            await page.GoInteractiveAsync("/import");
            await DropAsync(page, BrokerFiles.Unfinished, "A table of positions");
            await SaveAsync(page, "broker-unfinished", width, theme);
            await page.GoInteractiveAsync("/import");
            await page.InteractiveAsync();
            await page.ChooseFileAsync(ImportFiles.Csv("Date,Action,Symbol,Description,Quantity,Price,Fees & Comm,Amount\r\n10/30/2026,Buy,AAPL,APPLE INC,10,$250.00,,-$2500.00\r\n", "export.csv"));
            await page.CheckFileAsync();
            await page.GetByText("ERR_BROKER_001").First.WaitForAsync();
            await SaveAsync(page, "broker-wrong-file", width, theme);
            foreach (var guide in (string[])["", "/schwab", "/any-table"])
            {
                await page.GotoAsync($"/guide{guide}");
                await SaveAsync(page, $"guide{guide}", width, theme);
            }
        }
    }

    [Fact(Explicit = true)]
    public async Task Pictures_OfCalculations_AreTaken()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var one = await user.CalculatedPortfolioAsync(new() { PortfolioName = "One share", AccountName = "One" }, Cancelled);
        var none = await user.CreatedPortfolioAsync(new() { PortfolioName = "Never calculated", AccountName = "None" }, Cancelled);
        var many = await user.CalculatedPortfolioAsync(
            new() { Csv = Books.Fifty(), PortfolioName = "A name that goes on and on until it has to be cut somewhere, or wrapped", AccountName = "Many", EquityAsOf = Books.YearAgo }, Cancelled);
        var database = new AppDatabase(App);
        await database.CopyRunsAsync(many, 312, Cancelled);
        foreach (var (width, theme) in ((int, string)[])[(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")])
        {
            var page = await OpenAsAsync(user, $"/portfolios/{none}/runs", width, theme);
            await page.Locator(".empty").WaitForAsync();
            await SaveAsync(page, "runs-none", width, theme);
            await page.GoInteractiveAsync($"/portfolios/{one}/runs");
            await SaveAsync(page, "runs-one", width, theme);
            await page.GoInteractiveAsync($"/portfolios/{many}/runs?page=2");
            await SaveAsync(page, "runs-hundreds", width, theme);
            await page.GoInteractiveAsync($"/portfolios/{many}/runs?status=running");
            await SaveAsync(page, "runs-filtered", width, theme);
            await page.GetByText("Past session").ClickAsync();
            await page.GetByLabel("As of").FillAsync("2026-11-15");
            await page.Locator("#as-of-error").WaitForAsync();
            await SaveAsync(page, "runs-past-session", width, theme);
            await page.GoInteractiveAsync($"/?portfolio={one}");
            await page.GetByText("Past session").ClickAsync();
            await SaveAsync(page, "center-past-session", width, theme);
            await page.GoInteractiveAsync("/portfolios");
            await page.Locator("tbody tr").First.WaitForAsync();
            await SaveAsync(page, "list-runs", width, theme);

            // Long enough to look at, and to cancel.
            await database.DelayInsertsAsync("portfolio_snapshots", RunTests.Moment, Cancelled);
            var running = await user.CreatedPortfolioAsync(
                new() { Csv = Books.Fifty(), PortfolioName = "Long haul", AccountName = $"{width} {theme}", EquityAsOf = Books.YearAgo }, Cancelled);
            await user.PostAsync($"portfolios/{running}/calculate", (System.Text.Json.Nodes.JsonNode?)null, Cancelled);
            await page.GoInteractiveAsync($"/portfolios/{running}/runs");
            await page.Locator("[data-run]").WaitForAsync();
            await SaveAsync(page, "runs-running", width, theme);
            await page.GoInteractiveAsync($"/portfolios/{running}/runs/latest");
            await page.Locator(".steps .now").WaitForAsync();
            await SaveAsync(page, "run-running", width, theme);
            await page.GetByRole(AriaRole.Button, new() { Name = "Cancel", Exact = true }).ClickAsync();
            await SaveAsync(page, "run-cancel", width, theme);
            await page.GetByRole(AriaRole.Button, new() { Name = "Cancel calculation" }).ClickAsync();
            await page.GetByText("Cancelled. What was done is kept.").First.WaitForAsync();
            await SaveAsync(page, "run-cancelled", width, theme);
            await database.MendAsync(Cancelled);
        }
    }

    [Fact(Explicit = true)]
    public async Task Pictures_OfRisk_AreTaken()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var books = new Dictionary<string, string>
        {
            ["one"] = await user.CalculatedPortfolioAsync(new() { PortfolioName = "One share", AccountName = "One" }, Cancelled),
            ["fifty"] = await user.CalculatedPortfolioAsync(new() { Csv = Books.Fifty(), PortfolioName = "Long haul", AccountName = "Schwab Taxable", EquityAsOf = "2026-07-01" }, Cancelled),
            ["private"] = await user.CalculatedPortfolioAsync(new() { Csv = Books.Header + "\nFUND_A,1,50000,2023-06-01,PRIVATE,PRIVATE_EQUITY,,,,,,\n", PortfolioName = "Family", AccountName = "Trust" }, Cancelled),
            ["hundreds"] = await user.CalculatedPortfolioAsync(new() { Csv = Books.Hundreds(500), EquityAsOf = "2026-09-01", PortfolioName = "Five hundred positions", AccountName = "Five hundred" }, Cancelled),
        };
        foreach (var (width, theme) in ((int, string)[])[(1280, "light"), (390, "dark"), (1280, "dark"), (390, "light")])
        {
            var page = await OpenAsAsync(user, "/portfolios", width, theme);
            foreach (var (name, id) in books)
            {
                await page.GoInteractiveAsync($"/?portfolio={id}");
                await page.Locator("#changes").WaitForAsync();
                await page.Locator(".nav-card .plot").First.WaitForAsync();
                await SaveAsync(page, $"risk-{name}", width, theme);
            }

            await page.GoInteractiveAsync("/?portfolio=all");
            await page.Locator("#changes").WaitForAsync();
            await SaveAsync(page, "risk-all", width, theme);
            await page.GoInteractiveAsync($"/?portfolio={books["fifty"]}&date=2026-09-30");
            await page.Locator("#changes table").WaitForAsync();
            await page.Locator("tr[data-scenario=market_crash_35] button").ClickAsync();
            await page.Locator("#exposure").GetByRole(AriaRole.Button, new() { Name = "Underlying" }).ClickAsync();
            await page.Locator("#exposure").GetByRole(AriaRole.Button, new() { Name = "Delta" }).ClickAsync();
            await page.Locator("#factors summary").ClickAsync();
            await page.Locator(".day-menu > summary").ClickAsync();
            await SaveAsync(page, "risk-fifty-past-open", width, theme);
        }
    }

    [Fact(Explicit = true)]
    public async Task Pictures_OfRiskSettings_AreTaken()
    {
        using var admin = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        await new AppDatabase(App).MakeSuperuserAsync(admin.Email, Cancelled);
        await admin.LogInAsync(Cancelled);
        var settings = (await admin.GetAsync("admin/risk-settings", Cancelled)).Body["settings"]!;
        settings["version"] = (int)settings["version"]! + 1;
        settings["sector_benchmark"] = System.Text.Json.Nodes.JsonNode.Parse("""
            {"name":"S&P 500","as_of":"2026-10-30","source":"made up for a picture","weights":{"Energy":0.03,"Materials":0.02,"Industrials":0.08,"Consumer Discretionary":0.1,"Consumer Staples":0.05,
             "Health Care":0.1,"Financials":0.13,"Information Technology":0.34,"Communication Services":0.11,"Utilities":0.02,"Real Estate":0.02}}
            """);
        (await admin.PutAsync("admin/risk-settings", new System.Text.Json.Nodes.JsonObject { ["settings"] = settings.DeepClone(), ["note"] = "Weights of the index" }, Cancelled)).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        await admin.PutAsync("target-prices", System.Text.Json.Nodes.JsonNode.Parse("""{"targets":[{"symbol":"AAPL","direction":"LONG","end_of_year":310,"downside":150},{"symbol":"MSFT","direction":"LONG","end_of_year":600,"next_year":700}]}"""), Cancelled);
        await admin.CalculatedPortfolioAsync(new() { Csv = Books.Fifty(), PortfolioName = "Long haul", EquityAsOf = "2026-07-01" }, Cancelled);
        foreach (var (width, theme) in ((int, string)[])[(1280, "light"), (390, "dark")])
        {
            var page = await OpenAsAsync(admin, "/admin/risk", width, theme);
            await page.Locator("[data-scenario=vix_spike_150] button").ClickAsync();
            await page.GetByLabel("Market in percent, Volatility spike", new() { Exact = true }).FillAsync("-2000");
            await page.GetByLabel("Market in percent, Volatility spike", new() { Exact = true }).PressAsync("Tab");
            await page.GetByLabel("Convexity").FillAsync("many");
            await page.GetByLabel("Convexity").PressAsync("Tab");
            await page.GetByRole(AriaRole.Button, new() { Name = "Put in force" }).ClickAsync();
            await page.GetByText("ERR_RISK_003").WaitForAsync();
            await SaveAsync(page, "risk-settings", width, theme);
            await page.GoInteractiveAsync("/");
            await page.Locator("#changes").WaitForAsync();
            await page.Locator("#exposure").GetByRole(AriaRole.Button, new() { Name = "Sector" }).ClickAsync();
            await SaveAsync(page, "risk-against-index", width, theme);
        }
    }

    private static async Task DropAsync(IPage page, string csv, string heading)
    {
        await page.InteractiveAsync();
        await page.ChooseFileAsync(ImportFiles.Csv(csv, "export.csv"));
        await page.CheckFileAsync();
        await page.SeesAsync(heading);
    }

    private async Task PicturesOfAsync(ApiClient user, int width, string theme)
    {
        var page = await OpenAsAsync(user, "/portfolios", width, theme);
        await page.Locator("tbody tr").First.WaitForAsync();
        await SaveAsync(page, "list", width, theme);
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete One share" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await SaveAsync(page, "list-delete", width, theme);
        await page.Keyboard.PressAsync("Escape");
        foreach (var name in (string[])["One share", "Long haul", "A name that goes"])
        {
            await page.GoInteractiveAsync("/portfolios");
            await page.GetByRole(AriaRole.Link, new() { Name = name }).First.ClickAsync();
            await page.Locator("[data-figure=leverage] dd").WaitForAsync();
            await page.Locator(".nav-card .plot path").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await SaveAsync(page, $"center-{name.Replace(' ', '-')}", width, theme);
        }

        await page.GoInteractiveAsync("/?portfolio=all");
        await page.Locator(".nav-card .plot path").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await SaveAsync(page, "center-all", width, theme);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await SaveAsync(page, "center-all-print", width, theme);
    }

    private static Task<byte[]> SaveAsync(IPage page, string name, int width, string theme) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Paths.Artifacts, "gallery", $"{name.Replace('/', '_')}-{width}-{theme}.png"), FullPage = true });
}
