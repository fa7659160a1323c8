using System.Diagnostics;
using System.Globalization;
using App.Data.Providers;
using E2E.Harness;
using Microsoft.Playwright;

namespace App.Benchmarks;

/// <summary>
/// The command center as a person and a program meet it: what its queries take, when the page has its first figures and when all of it, and what a page that is open costs the
/// process. Portfolios of 25 and 500 positions since July, calculated.
/// </summary>
internal static class CenterBenchmark
{
    private const int WarmUp = 10;
    private const int Queries = 40;
    private const int Visits = 12;
    private const int OpenPages = 20;

    /// <summary>Measures both databases, or the one named, and both sizes, or that named.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        int[] sizes = [.. args.Select(text => int.TryParse(text, CultureInfo.InvariantCulture, out var size) ? size : 0).Where(size => size > 0)];
        Console.WriteLine($"median (p95), ms, {Environment.ProcessorCount} processors");
        return await BenchmarkDatabase.OnEachAsync([.. args.Where(text => !int.TryParse(text, CultureInfo.InvariantCulture, out _))], options => MeasureAsync(options, sizes.Length > 0 ? sizes : [25, 500])) ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(DatabaseOptions options, int[] sizes)
    {
        var heap = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using var app = await AppProcess.StartAsync(new AppOptions
        {
            ConnectionString = options.ConnectionString,
            Settings = new Dictionary<string, string> { ["DOTNET_STARTUP_HOOKS"] = typeof(CenterBenchmark).Assembly.Location, [StartupHook.FileVariable] = heap },
        });
        using var user = await BenchmarkUser.SignedInAsync(app);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu"],
        });
        var page = await (await browser.NewContextAsync(new() { BaseURL = app.Address.ToString(), Locale = "en-US", ViewportSize = new() { Width = 1280, Height = 900 } })).NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail").FillAsync(BenchmarkUser.Email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(BenchmarkUser.Password);
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
        foreach (var size in sizes)
        {
            var portfolio = await BenchmarkUser.ImportAsync(user, Books.Hundreds(size), string.Create(CultureInfo.InvariantCulture, $"{size} positions"), new DateOnly(2026, 7, 1));
            await BenchmarkUser.CalculateAsync(user, portfolio);
            Console.WriteLine($"{options.Provider}, {size} positions");
            foreach (var path in new[] { "overview", "risk", "stress" })
            {
                Print($"GET …/analytics/{path}", await TimesAsync(Queries, () => user.GetStringAsync(new Uri($"portfolios/{portfolio}/analytics/{path}", UriKind.Relative))));
            }

            Print("GET /analytics/aggregate/overview, computed", await TimesAsync(Queries, () => user.GetStringAsync(new Uri("analytics/aggregate/overview", UriKind.Relative))));
            await VisitAsync(page, portfolio);
            await OpenAsync(app, heap, page, portfolio);
        }

        return true;
    }

    private static async Task VisitAsync(IPage page, string portfolio)
    {
        List<double> first = [], risk = [], all = [];
        for (var visit = -2; visit < Visits; visit++)
        {
            var start = Stopwatch.GetTimestamp();
            await page.GotoAsync($"/?portfolio={portfolio}", new() { WaitUntil = WaitUntilState.Commit });
            await page.Locator("[data-figure=gross] dd > .num:first-child").WaitForAsync();
            var figures = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            await page.Locator("#stress table").WaitForAsync();
            var stress = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            await page.Locator("#changes table").WaitForAsync();
            if (visit >= 0)
            {
                (first, risk, all) = ([.. first, figures], [.. risk, stress], [.. all, Stopwatch.GetElapsedTime(start).TotalMilliseconds]);
            }
        }

        Print("page to its first figures", first);
        Print("page to the risk", risk);
        Print("page to all of it", all);
    }

    // The difference that closing them makes: what the first visits left in caches is there before and after.
    private static async Task OpenAsync(AppProcess app, string heap, IPage page, string portfolio)
    {
        List<IPage> pages = [];
        for (var i = 0; i < OpenPages; i++)
        {
            var one = await page.Context.NewPageAsync();
            await one.GotoAsync($"/?portfolio={portfolio}");
            await one.Locator("#changes table").WaitForAsync();
            pages.Add(one);
        }

        await SettleAsync();
        var open = await HeldMegabytesAsync(app, heap);
        foreach (var one in pages)
        {
            await one.CloseAsync();
        }

        await SettleAsync();
        var closed = await HeldMegabytesAsync(app, heap);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"managed memory held for a page that is open",-52} {(open - closed) / OpenPages,7:0.00} MB ({open:0} MB with {OpenPages}, {closed:0} MB without)"));
    }

    private static Task SettleAsync() => Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System, CancellationToken.None);

    private static async Task<double> HeldMegabytesAsync(AppProcess app, string heap)
    {
        using (var kill = Process.Start("kill", ["-USR1", app.ProcessId.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(CancellationToken.None);
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1), TimeProvider.System);
        while (!File.Exists(heap))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
        }

        var held = double.Parse(await File.ReadAllTextAsync(heap, patience.Token), CultureInfo.InvariantCulture) / 1024 / 1024;
        File.Delete(heap);
        return held;
    }

    private static async Task<List<double>> TimesAsync(int rounds, Func<Task> work)
    {
        List<double> times = [];
        for (var round = -WarmUp; round < rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            await work();
            if (round >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        return times;
    }

    private static void Print(string name, List<double> times)
    {
        var ordered = times.Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-52} {ordered[ordered.Count / 2],7:0}    ({ordered[ordered.Count * 95 / 100]:0})"));
    }
}
