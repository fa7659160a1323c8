using System.Text.RegularExpressions;
using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>An application for the tests that break it. Its lease is short, so that a dead node is noticed soon, and long for a write on a machine that is busy.</summary>
public sealed class FragileApp : IAsyncLifetime
{
    public AppProcess App { get; private set; } = default!;

    public async ValueTask InitializeAsync() =>
        App = await AppProcess.StartAsync(new AppOptions { Settings = new Dictionary<string, string> { ["Calculation:Lease"] = "00:00:08" } });

    public ValueTask DisposeAsync() => App?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>Journeys 4 and 5: a calculation that is watched, fails, is left and is interrupted.</summary>
public sealed partial class RunTests(Browser browser, FragileApp fragile) : BrowserTest(browser, fragile.App), IClassFixture<FragileApp>
{
    /// <summary>
    /// What an insert counts to so that 250 of them take longer than a test looks at the run, on any machine: it takes the obstacle away when it has seen enough.
    /// None holds the database for anything like the lease.
    /// </summary>
    public const long Moment = 500_000;

    private readonly AppDatabase _database = new(fragile.App);

    [Fact]
    public async Task Steps_AreSeenTicking()
    {
        var page = await OpenRegisteredAsync();
        await PreviewYearAsync(page);
        await _database.DelayInsertsAsync("portfolio_snapshots", Moment, Cancelled);

        await page.PressAsync("Import 50 positions");

        await page.SeesAsync("Calculating Long haul");
        await Expect(page).ToHaveURLAsync(RunAddress());
        await Expect(page.Step("P&L calculated")).ToHaveClassAsync("now");
        await Expect(page.Step("P&L calculated")).ToContainTextAsync(SomeSessions());
        await Expect(page.Step("Positions imported")).ToHaveClassAsync("done");
        await Expect(page.Step("Positions imported")).ToContainTextAsync("50 positions");
        await Expect(page.Step("Price cache ready")).ToContainTextAsync("symbols");
        await Expect(page.Step("Position values computed")).ToHaveClassAsync("wait");
        await Expect(page.Content()).ToContainTextAsync("You can leave this page; the calculation goes on.");
        await _database.MendAsync(Cancelled);
        await page.SeesAsync("Long haul is ready", 60_000);
    }

    [Fact]
    public async Task FailedStep_IsShownWithWhatWasDone_AndRetryCompletes()
    {
        var page = await OpenRegisteredAsync();
        await page.PreviewAsync(ImportFiles.Csv(ImportFiles.Fifty));
        await _database.FailInsertsAsync("portfolio_snapshots", "disk says no", Cancelled);
        await page.PressAsync("Import 50 positions");

        await page.SeesAsync("Long haul was not calculated to the end");
        await Expect(page.Content()).ToContainTextAsync("The portfolio exists");
        await Expect(page.Step("Market data collected")).ToHaveClassAsync("done");
        await Expect(page.Step("P&L calculated")).ToHaveClassAsync("failed");
        await Expect(page.Step("Position values computed")).ToHaveClassAsync("wait");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("ERR_BATCH_004");
        await Expect(page.Content()).Not.ToContainTextAsync("disk says no");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Continue to dashboard" })).ToBeVisibleAsync();
        await page.ReloadAsync();
        await page.InteractiveAsync();
        await page.SeesAsync("Long haul was not calculated to the end");

        await _database.MendAsync(Cancelled);
        await page.PressAsync("Retry calculation");
        await page.SeesAsync("Long haul is ready");
        await Expect(page.Content()).ToContainTextAsync("50 positions imported");
    }

    [Fact]
    public async Task StartOver_AfterFailure_LeadsToAnEmptyForm()
    {
        var page = await OpenRegisteredAsync();
        await page.PreviewAsync(ImportFiles.Csv(ImportFiles.Fifty));
        await _database.FailInsertsAsync("portfolio_snapshots", "disk says no", Cancelled);
        await page.PressAsync("Import 50 positions");
        await page.SeesAsync("was not calculated to the end");
        await _database.MendAsync(Cancelled);

        await page.PressAsync("Start over");

        await Expect(page).ToHaveURLAsync(new Regex("/import$"));
        await Expect(page.GetByLabel("Portfolio name")).ToHaveValueAsync(string.Empty);
    }

    [Fact]
    public async Task ClosedTab_ComesBackToTheRunWhereItIs()
    {
        var page = await OpenRegisteredAsync();
        var context = page.Context;
        await PreviewYearAsync(page);
        await _database.DelayInsertsAsync("portfolio_snapshots", Moment, Cancelled);
        await page.PressAsync("Import 50 positions");
        await page.SeesAsync("Calculating");
        await Expect(page).ToHaveURLAsync(RunAddress());
        var address = page.Url;
        await page.CloseAsync();

        var again = await context.NewPageAsync();
        await again.GotoAsync(address);
        await again.SeesAsync("Calculating Long haul");
        await Expect(again.Step("Positions imported")).ToHaveClassAsync("done");
        await _database.MendAsync(Cancelled);
        await again.SeesAsync("Long haul is ready", 60_000);

        await again.GotoAsync(address[..address.LastIndexOf('/')] + "/latest");
        await again.SeesAsync("Long haul is ready");
    }

    [Fact]
    public async Task Cancelled_Run_KeepsWhatWasDone_AndIsCalculatedAgain()
    {
        var page = await OpenRegisteredAsync();
        await PreviewYearAsync(page);
        await _database.DelayInsertsAsync("portfolio_snapshots", Moment, Cancelled);
        await page.PressAsync("Import 50 positions");
        await Expect(page.Step("P&L calculated")).ToContainTextAsync(SomeSessions());

        // By keyboard; Escape and the harmless answer leave it going.
        var cancel = page.GetByRole(AriaRole.Button, new() { Name = "Cancel", Exact = true });
        await cancel.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Keep calculating" })).ToBeFocusedAsync();
        await page.ShouldBeAccessibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(cancel).ToBeFocusedAsync();
        await cancel.ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel calculation" }).ClickAsync();

        await page.GetByText("Cancelled. What was done is kept.").First.WaitForAsync();
        await Expect(page.Step("P&L calculated")).ToHaveClassAsync("stopped");
        await Expect(page.Step("P&L calculated")).ToContainTextAsync(SomeSessions());
        await Expect(page.Step("Position values computed")).ToHaveClassAsync("wait");
        await Expect(page.Content()).ToContainTextAsync("Cancelled by Ada Quill.");
        await page.ShouldBeAccessibleAsync();
        var kept = await _database.CountAsync("portfolio_snapshots WHERE is_complete", Cancelled);
        kept.ShouldBeGreaterThan(0);

        // At once, with the first still at its last session as far as the database tells.
        await _database.MendAsync(Cancelled);
        await page.PressAsync("Calculate again");
        await page.SeesAsync("Long haul is ready", 60_000);
        await page.GetByRole(AriaRole.Link, new() { Name = "All calculations" }).ClickAsync();
        await Expect(page.Locator("[data-run]")).ToHaveCountAsync(2);
        await Expect(page.Locator("[data-run] .pill")).ToHaveTextAsync(["completed", "cancelled"]);
    }

    [Fact]
    public async Task KilledServer_StartedAgain_TakesTheRunUpAndTheOpenPageFollows()
    {
        var page = await OpenRegisteredAsync();
        await PreviewYearAsync(page);
        await _database.DelayInsertsAsync("portfolio_snapshots", Moment, Cancelled);
        await page.PressAsync("Import 50 positions");
        await Expect(page.Step("P&L calculated")).ToHaveClassAsync("now");
        await Expect(page.Step("P&L calculated")).ToContainTextAsync(SomeSessions());
        await Expect(page).ToHaveURLAsync(RunAddress());

        await App.KillAsync(Cancelled);
        await App.StartAgainAsync(Cancelled);

        // The page notices by itself, when it tries again, and loads anew; a reader who is faster than it sees the run in another tab.
        var tab = await page.Context.NewPageAsync();
        await tab.GotoAsync(page.Url);
        await tab.SeesAsync("Calculating Long haul");
        await Expect(tab.Step("Market data collected")).ToHaveClassAsync("done");
        await Expect(tab.Content()).ToContainTextAsync("taken up again after an interruption", new() { Timeout = 2 * Browser.Patience });
        await _database.MendAsync(Cancelled);
        await tab.SeesAsync("Long haul is ready", 60_000);
        await page.SeesAsync("Long haul is ready", 4 * Browser.Patience);
        (await _database.CountAsync("portfolios", Cancelled)).ShouldBe(await _database.CountAsync("imports", Cancelled));
    }

    /// <inheritdoc />
    protected override async ValueTask CleanUpAsync() => await _database.MendAsync(CancellationToken.None);

    [Fact]
    public async Task AnotherOwnersRun_IsNotFound()
    {
        var owner = await OpenRegisteredAsync();
        await owner.PreviewAsync(ImportFiles.Csv(ImportFiles.Fifty));
        await owner.PressAsync("Import 50 positions");
        await owner.SeesAsync("is ready");
        await Expect(owner).ToHaveURLAsync(RunAddress());

        var other = await OpenRegisteredAsync();
        var response = await other.GotoAsync(owner.Url);

        response!.Status.ShouldBe(404);
    }

    private static async Task PreviewYearAsync(IPage page)
    {
        await page.FillImportAsync();
        await page.FillYearAsync();
        await page.ChooseFileAsync(ImportFiles.Csv(ImportFiles.Fifty));
        await page.CheckFileAsync();
        await page.SeesAsync("Long haul");
    }

    [GeneratedRegex("/portfolios/[0-9a-f-]{36}/runs/[0-9a-f-]{36}$")]
    private static partial Regex RunAddress();

    // Neither none of them nor all.
    [GeneratedRegex(@"\b[1-9][0-9]* / 2\d\d sessions")]
    private static partial Regex SomeSessions();
}
