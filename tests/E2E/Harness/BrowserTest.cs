using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace E2E.Harness;

/// <summary>
/// A test in the browser. Every one also proves, when it ends, that no request left the host, no script threw and nothing was against the policy of content; one that failed leaves a
/// screenshot of each of its pages, and what they and the server wrote, under <c>artifacts/e2e</c>.
/// </summary>
public abstract class BrowserTest(Browser browser, AppProcess app) : IAsyncLifetime
{
    private static int _users;

    private readonly List<IBrowserContext> _contexts = [];
    private readonly ConcurrentQueue<string> _console = new();
    private readonly ConcurrentQueue<string> _faults = new();

    protected BrowserTest(Browser browser, SharedApp shared)
        : this(browser, (shared ?? throw new ArgumentNullException(nameof(shared))).App)
    {
    }

    /// <summary>The application under test.</summary>
    protected AppProcess App { get; } = app;

    /// <summary>The addresses of all requests so far.</summary>
    protected ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>The token of the test.</summary>
    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <inheritdoc />
    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A page in a browser of its own.</summary>
    /// <param name="width">The width of the window; 390 is a phone.</param>
    /// <param name="theme">light, dark or system; null for a browser without the cookie.</param>
    /// <param name="options">More about the browser, such as no script or another language.</param>
    protected async Task<IPage> OpenAsync(int width = 1280, string? theme = null, BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.ViewportSize = new() { Width = width, Height = width < 500 ? 844 : 900 };
        var context = await browser.OpenAsync(App.Address, options);
        _contexts.Add(context);
        context.Request += (_, request) => Requests.Enqueue(request.Url);
        context.Console += (_, message) => _console.Enqueue($"{message.Type}: {message.Text}");
        context.WebError += (_, error) => _faults.Enqueue(error.Error);
        if (theme is not null)
        {
            await context.AddCookiesAsync([new() { Name = "theme", Value = theme, Url = App.Address.ToString() }]);
        }

        return await context.NewPageAsync();
    }

    /// <summary>A page of a user who has just registered, at the address a new user lands on.</summary>
    protected async Task<IPage> OpenRegisteredAsync(int width = 1280, string? theme = null, BrowserNewContextOptions? options = null)
    {
        var page = await OpenAsync(width, theme, options);
        await page.RegisterAsync(NewEmail());
        await page.ArriveAtAsync("**/import");
        return page;
    }

    /// <summary>A page of a user who was made over the API, in the circuit.</summary>
    protected async Task<IPage> OpenAsAsync(ApiClient user, string address, int width = 1280, string? theme = null)
    {
        ArgumentNullException.ThrowIfNull(user);
        var page = await OpenAsync(width, theme);
        await page.GotoAsync("/sign-in?returnUrl=" + Uri.EscapeDataString(address));
        await page.SignInAsync(user.Email, ApiClient.Password);
        await page.InteractiveAsync();
        return page;
    }

    /// <summary>An address nobody has yet.</summary>
    protected static string NewEmail() => string.Create(CultureInfo.InvariantCulture, $"user{Interlocked.Increment(ref _users)}@e2e.example");

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (TestContext.Current.TestState?.Result is TestResult.Failed || !_faults.IsEmpty)
        {
            await LeaveTracesAsync();
        }

        foreach (var context in _contexts)
        {
            await context.DisposeAsync();
        }

        await CleanUpAsync();
        Requests.ShouldAllBe(url => IsOurs(url));
        _faults.ShouldBeEmpty();
        _console.Where(line => line.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
    }

    /// <summary>What a test ends that it has started.</summary>
    protected virtual ValueTask CleanUpAsync() => ValueTask.CompletedTask;

    private bool IsOurs(string url) =>
        url.StartsWith("data:", StringComparison.Ordinal) || url.StartsWith("blob:", StringComparison.Ordinal) || new Uri(url).Authority == App.Address.Authority;

    private async Task LeaveTracesAsync()
    {
        var name = string.Concat(TestContext.Current.Test!.TestDisplayName.Split(Path.GetInvalidFileNameChars()).Select(part => part.Replace(' ', '_')));
        var folder = Directory.CreateDirectory(Path.Combine(Paths.Artifacts, "e2e", name.Length > 120 ? name[..120] : name)).FullName;
        foreach (var (page, number) in _contexts.SelectMany(context => context.Pages).Select((page, index) => (page, index + 1)))
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"page{number}.png"), FullPage = true });
            await File.WriteAllTextAsync(Path.Combine(folder, $"page{number}.html"), $"<!-- {page.Url} -->\n{await page.ContentAsync()}", CancellationToken.None);
        }

        await File.WriteAllLinesAsync(Path.Combine(folder, "console.txt"), _console, CancellationToken.None);
        await File.WriteAllTextAsync(Path.Combine(folder, "server.txt"), App.Log, CancellationToken.None);
    }
}
