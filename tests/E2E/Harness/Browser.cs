using App.Testing;
using E2E.Harness;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(Browser))]
[assembly: AssemblyFixture(typeof(SharedApp))]
[assembly: AssemblyFixture(typeof(PostgresApp))]

// Three classes side by side on two processors: a test waits for a browser, a database, a lease or a process for a third of its time. More would wait for each other.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
[assembly: TestCollectionOrderer(typeof(App.Testing.SlowFirst))]

namespace E2E.Harness;

/// <summary>Debian's Chromium, driven by Playwright; started once for all tests.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>How long, in milliseconds, anything on a page may take: what is there at once here takes many seconds where others work too.</summary>
    public const int Patience = 60_000;

    // Says of a document that a heading of it has had the focus: the last that a circuit does of itself as it takes a page over.
    private const string HeadingWatch =
        "addEventListener('focusin', event => { if (event.target.matches('h1')) document.documentElement.dataset.headingFocused = 'true'; });";

    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic", "--no-first-run", "--disable-sync"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    // Without a window: the shell is the same engine without the browser around it, whose own pages and processes take a third of the time.
    private static readonly string[] Installed = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    private static string Executable =>
        Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } path ? path : Array.Find(Installed, File.Exists) ?? Installed[^1];

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Executable))
        {
            throw new InvalidOperationException(
                $"No browser at {Executable}. Install Debian's (apt-get install -y --no-install-recommends chromium), or name another in the environment variable CHROMIUM.");
        }

        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Headless = true, Args = Arguments });
    }

    /// <summary>A browser of its own: no cookies, no history.</summary>
    public async Task<IBrowserContext> OpenAsync(Uri address, BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.BaseURL = address.ToString();
        options.Locale ??= "en-US";
        options.TimezoneId ??= "America/New_York";
        options.ViewportSize ??= new() { Width = 1280, Height = 900 };
        options.ReducedMotion ??= ReducedMotion.Reduce;
        var context = await _browser!.NewContextAsync(options);
        context.SetDefaultTimeout(Patience);
        await context.AddInitScriptAsync(HeadingWatch);
        return context;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}

/// <summary>The application that tests share which leave it as they found it, apart from users of their own.</summary>
public class SharedApp : IAsyncLifetime
{
    private AppProcess? _app;

    /// <summary>The process.</summary>
    public AppProcess App => _app!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync() => _app = await StartAsync();

    /// <inheritdoc />
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await (_app?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <summary>Starts the process.</summary>
    protected virtual Task<AppProcess> StartAsync() => AppProcess.StartAsync();
}

/// <summary>
/// The same on PostgreSQL, where every call of a page to its database is a wait: SQLite answers most of them at once, which hides what a page does in between. A part of the journeys is made here.
/// </summary>
public sealed class PostgresApp : SharedApp
{
    private PostgresServer? _server;

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <inheritdoc />
    protected override async Task<AppProcess> StartAsync()
    {
        _server = await PostgresServer.StartAsync();
        return await AppProcess.StartAsync(new() { ConnectionString = await _server.CreateDatabaseAsync() });
    }
}
