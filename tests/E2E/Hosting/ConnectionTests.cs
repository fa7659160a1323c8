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
        await App.KillAsync(Cancelled);
        await Expect(page.GetByText("Connection lost")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(page.GetByText("Your calculations go on at the server.")).ToBeVisibleAsync();

        await App.StartAgainAsync(Cancelled);

        // A new server knows nothing of the old circuit, but the session it does know: the page comes back signed in.
        await Expect(page.GetByText("Connection lost")).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await page.InteractiveAsync();
        await Expect(page.AccountMenu()).ToBeVisibleAsync();
    }

    public sealed class OwnApp : IAsyncLifetime
    {
        public AppProcess App { get; private set; } = null!;

        public async ValueTask InitializeAsync() => App = await AppProcess.StartAsync();

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
