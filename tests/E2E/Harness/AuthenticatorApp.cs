using App.Core.Accounts;
using Microsoft.Playwright;

namespace E2E.Harness;

/// <summary>An authenticator app. Each code works once, so a test that needs a second one takes the next, which is accepted a little early.</summary>
internal sealed class AuthenticatorApp(string key)
{
    private long _last;

    /// <summary>The key as the page showed it.</summary>
    public string Key { get; } = key;

    /// <summary>A code that was not used yet. Waits for it where there is none that would be taken.</summary>
    public async Task<string> NextCodeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = Totp.StepAt(TimeProvider.System.GetUtcNow());
            if (Math.Max(now, _last + 1) is var step && step <= now + 1)
            {
                _last = step;
                return Totp.CodeAt(Totp.KeyOf(Key), step);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Sets two-factor sign-in up on the page of a user who is signed in.</summary>
    /// <returns>The app, and the recovery codes.</returns>
    public static async Task<(AuthenticatorApp App, IReadOnlyList<string> Codes)> SetUpAsync(IPage page, CancellationToken cancellationToken)
    {
        await page.GotoAsync("/account/security");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set it up" }).ClickAsync();
        await page.ArriveAtAsync("**/account/security/two-factor");
        var app = new AuthenticatorApp(await page.Locator("#key").InnerTextAsync());
        await page.GetByLabel("Code", new() { Exact = true }).FillAsync(await app.NextCodeAsync(cancellationToken));
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn it on" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Two-factor sign-in is on" }).WaitForAsync();
        return (app, await page.Locator(".codes code").AllInnerTextsAsync());
    }
}
