using System.Diagnostics;
using System.Globalization;
using System.Text;
using E2E.Harness;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace App.Benchmarks;

/// <summary>
/// What a person waits for and what a machine has to have: the application as a process of its own, driven by a real browser. Start to first page, the click
/// on Import to the command center's figures for 50 positions, and the process's resident memory after the start and after ten such uploads.
/// </summary>
internal static class JourneyBenchmark
{
    private const int Starts = 5;
    private const int Uploads = 10;
    private const string Password = "Harbour 42 lantern";

    /// <summary>Measures all of it; there is no bound, as there is nothing to hold it against.</summary>
    public static async Task<int> RunAsync()
    {
        await MeasureStartsAsync();
        await using var app = await AppProcess.StartAsync();
        await FirstPageAsync(app);
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, CancellationToken.None);
        var atStart = ResidentMegabytes(app);
        var (clicks, opens) = await MeasureUploadsAsync(app);
        Console.WriteLine($"50 positions in the browser, {Uploads} uploads, ms");
        Print("click on Import to “is ready”", clicks);
        Print("click on the link to the figures", opens);
        Print("both", [.. clicks.Zip(opens, (click, open) => click + open)]);
        Console.WriteLine("resident memory, MB");
        Console.WriteLine($"  after the start and a page   {atStart,6:0}");
        Console.WriteLine($"  after {Uploads} uploads             {ResidentMegabytes(app),6:0}");
        return 0;
    }

    private static async Task MeasureStartsAsync()
    {
        List<double> fresh = [], again = [];
        for (var round = 0; round < Starts; round++)
        {
            var start = Stopwatch.GetTimestamp();
            await using var app = await AppProcess.StartAsync();
            await FirstPageAsync(app);
            fresh.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await app.StopAsync();
            start = Stopwatch.GetTimestamp();
            await app.StartAgainAsync();
            await FirstPageAsync(app);
            again.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        Console.WriteLine($"start of the process to the first page, {Starts} starts, ms");
        Print("without a database", fresh);
        Print("with one", again);
    }

    private static async Task FirstPageAsync(AppProcess app)
    {
        using var http = new HttpClient();
        (await http.GetAsync(new Uri(app.Address, "/sign-in"))).EnsureSuccessStatusCode();
    }

    private static async Task<(List<double> Clicks, List<double> Opens)> MeasureUploadsAsync(AppProcess app)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu"],
        });
        var page = await browser.NewPageAsync(new() { BaseURL = app.Address.ToString(), Locale = "en-US" });
        await RegisterAsync(page);
        List<double> clicks = [], opens = [];
        for (var upload = 1; upload <= Uploads; upload++)
        {
            await PreviewAsync(page, upload);
            clicks.Add(await TimeAsync(
                page.GetByRole(AriaRole.Button, new() { Name = "Import 50 positions" }),
                page.GetByRole(AriaRole.Heading, new() { Name = "is ready" })));
            opens.Add(await TimeAsync(
                page.GetByRole(AriaRole.Link, new() { Name = "Open the command center" }),
                page.Locator("[data-figure=leverage] dd")));
        }

        return (clicks, opens);
    }

    private static async Task RegisterAsync(IPage page)
    {
        await page.GotoAsync("/register");
        await page.GetByLabel("Full name").FillAsync("Ada Quill");
        await page.GetByLabel("E-mail").FillAsync("ada@bench.example");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await page.GetByLabel("Invite code").FillAsync(AppProcess.InviteCode);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await page.WaitForURLAsync("**/import");
    }

    private static async Task PreviewAsync(IPage page, int upload)
    {
        await page.GotoAsync("/import");
        await page.Locator("#file:enabled").SetInputFilesAsync(
            new FilePayload { Name = "fifty.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(Books.Fifty()) });
        await Expect(page.Locator("label.dropzone")).ToContainTextAsync("to replace it");
        await page.GetByLabel("Portfolio name").FillAsync("Long haul");
        await page.GetByLabel("Account name").FillAsync(string.Create(CultureInfo.InvariantCulture, $"Account {upload}"));
        await page.GetByLabel("Account type").SelectOptionAsync("taxable");
        await page.GetByLabel("Equity balance").FillAsync("1250000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check file" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Import 50 positions" })).ToBeVisibleAsync();
    }

    private static async Task<double> TimeAsync(ILocator click, ILocator appears)
    {
        var start = Stopwatch.GetTimestamp();
        await click.ClickAsync();
        await appears.WaitForAsync();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double ResidentMegabytes(AppProcess app)
    {
        using var process = Process.GetProcessById(app.ProcessId);
        return process.WorkingSet64 / 1024.0 / 1024.0;
    }

    private static void Print(string name, List<double> times)
    {
        var ordered = times.Order().ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  {name,-34} median {ordered[ordered.Count / 2],6:0}   first {times[0],6:0}   ({ordered[0]:0} to {ordered[^1]:0})"));
    }
}
