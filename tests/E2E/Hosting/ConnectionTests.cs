using E2E.Harness;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Hosting;

/// <summary>The server goes away under an open page, and comes back.</summary>
public sealed class ConnectionTests(Browser browser, ConnectionTests.OwnApp own) : BrowserTest(browser, own.App), IClassFixture<ConnectionTests.OwnApp>
{
    [Fact]
    public async Task Page_WhoseServerIsKilled_SaysSoAndIsLoadedAnewWhenItIsBack()
    {
        var page = await OpenRegisteredAsync();
        await page.GoInteractiveAsync("/");
        await page.EvaluateAsync("document.documentElement.dataset.before = 'true'");
        await App.KillAsync(Cancelled);
        await Expect(page.GetByText("Connection lost")).ToBeVisibleAsync();
        await Expect(page.GetByText("Your calculations go on at the server.")).ToBeVisibleAsync();

        await App.StartAgainAsync(Cancelled);

        // A new server knows nothing of the old circuit, but the session it does know: the page comes back signed in.
        // It tries again at longer and longer intervals.
        await Expect(page.Locator("html[data-before]")).ToHaveCountAsync(0, new() { Timeout = 4 * Browser.Patience });
        await page.InteractiveAsync();
        await Expect(page.AccountMenu()).ToBeVisibleAsync();
        await Expect(page.GetByText("Connection lost")).ToBeHiddenAsync();
    }

    public sealed class OwnApp : IAsyncLifetime
    {
        public AppProcess App { get; private set; } = null!;

        public async ValueTask InitializeAsync() => App = await AppProcess.StartAsync();

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
