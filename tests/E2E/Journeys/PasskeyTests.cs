using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>Passkeys, by the browser's own virtual authenticator. At localhost: an address of numbers can have none.</summary>
public sealed class PasskeyTests(Browser browser, PostgresApp shared)
{
    [Fact]
    public async Task Passkey_IsAdded_SignsIn_IsRenamedAndRemoved()
    {
        await using var context = await browser.OpenAsync(new UriBuilder(shared.App.Address) { Host = "localhost" }.Uri);
        var page = await context.NewPageAsync();
        var email = $"passkey-{App.Testing.TestIds.Next():N}@e2e.example";
        await page.RegisterAsync(email);
        await page.ArriveAtAsync("**/import");
        var device = await VirtualDevice.AttachAsync(page);

        await page.GotoAsync("/account/security");
        await AddAsync(page, "Laptop", "Wrong 1 password");
        await Expect(page.Locator("[data-passkey-error]")).ToContainTextAsync("This is not the password");
        (await device.CountAsync()).ShouldBe(0);
        await AddAsync(page, "Laptop", PageExtensions.Password);
        await Expect(page.Locator("#done")).ToContainTextAsync("The passkey is added");
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Your passkeys" })).ToContainTextAsync("Laptop");
        (await device.CountAsync()).ShouldBe(1);
        await page.ShouldLookGoodAsync("security-passkey");

        await page.GotoAsync("/");
        await page.SignOutAsync();
        await page.ShouldLookGoodAsync("sign-in-passkey");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/");

        await page.GotoAsync("/account/security");
        await page.Locator(".passkey > summary").ClickAsync();
        await page.Locator(".passkey input").FillAsync("Old laptop");
        await page.ShouldLookGoodAsync("security-passkey-open");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Your passkeys" })).ToContainTextAsync("Old laptop");
        await page.Locator(".passkey > summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove Old laptop" }).ClickAsync();
        await Expect(page.Locator("#done")).ToContainTextAsync("The passkey is removed");

        await page.GotoAsync("/");
        await page.SignOutAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Expect(page.Locator("#summary")).ToContainTextAsync("The passkey is not accepted");
    }

    [Fact]
    public async Task Passkey_OfADeviceThatDoesNotMakeSureWhoHoldsIt_IsNotUsed()
    {
        await using var context = await browser.OpenAsync(new UriBuilder(shared.App.Address) { Host = "localhost" }.Uri);
        var page = await context.NewPageAsync();
        await page.RegisterAsync($"passkey-{App.Testing.TestIds.Next():N}@e2e.example");
        await page.ArriveAtAsync("**/import");
        var device = await VirtualDevice.AttachAsync(page);
        await page.GotoAsync("/account/security");
        await AddAsync(page, "Phone", PageExtensions.Password);
        await Expect(page.Locator("#done")).ToBeVisibleAsync();
        await page.GotoAsync("/");
        await page.SignOutAsync();

        await device.ForgetWhoHoldsItAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();

        await Expect(page.Locator("[data-passkey-error]")).ToContainTextAsync("No passkey was used");
    }

    private static async Task AddAsync(IPage page, string name, string password)
    {
        await page.GetByLabel("Name", new() { Exact = true }).Last.FillAsync(name);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
    }

    /// <summary>A device of the browser's making: https://chromedevtools.github.io/devtools-protocol/tot/WebAuthn/.</summary>
    private sealed class VirtualDevice(ICDPSession session, string id)
    {
        public static async Task<VirtualDevice> AttachAsync(IPage page)
        {
            var session = await page.Context.NewCDPSessionAsync(page);
            await session.SendAsync("WebAuthn.enable");
            var answer = await session.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
            {
                ["options"] = new Dictionary<string, object>
                {
                    ["protocol"] = "ctap2",
                    ["transport"] = "internal",
                    ["hasResidentKey"] = true,
                    ["hasUserVerification"] = true,
                    ["isUserVerified"] = true,
                    ["automaticPresenceSimulation"] = true,
                },
            });
            return new(session, answer!.Value.GetProperty("authenticatorId").GetString()!);
        }

        public async Task<int> CountAsync() =>
            (await session.SendAsync("WebAuthn.getCredentials", new Dictionary<string, object> { ["authenticatorId"] = id }))!.Value.GetProperty("credentials").GetArrayLength();

        public Task<System.Text.Json.JsonElement?> ForgetWhoHoldsItAsync() =>
            session.SendAsync("WebAuthn.setUserVerified", new Dictionary<string, object> { ["authenticatorId"] = id, ["isUserVerified"] = false });
    }
}
