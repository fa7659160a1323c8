using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace E2E.Hosting;

/// <summary>Everything about an account is done, in pages and over the API, with a log that says all it can; then what must be in no log is looked for in it.</summary>
public sealed class SecretsInLogTests(Browser browser, SecretsInLogTests.TalkativeApp own)
    : BrowserTest(browser, (own ?? throw new ArgumentNullException(nameof(own))).App), IClassFixture<SecretsInLogTests.TalkativeApp>
{
    private const string Invite = "Sesame-Invite-7731";
    private const string Fresh = "Lantern 43 harbour";
    private const string Newest = "Beacon 91 quayside";

    private readonly List<(string What, string Secret)> _secrets = [("invite code", Invite), ("password", PageExtensions.Password), ("new password", Fresh), ("newest password", Newest)];

    [Fact]
    public async Task Log_AtItsMostTalkative_HasNoSecret()
    {
        var (email, fresh) = (NewEmail(), NewEmail());
        var page = await OpenAsync();
        await page.RegisterAsync(email, inviteCode: Invite.ToUpperInvariant());
        await page.ArriveAtAsync("**/import");
        await TwoFactorAsync(page, email);
        await ChangeEmailAsync(page, fresh);
        await ResetAsync(fresh);
        await ProgramAsync(fresh);
        await RememberCookiesAsync(page);

        // Spoken of, or this test would find nothing wherever it looks.
        App.Log.ShouldContain("Microsoft.EntityFrameworkCore.Database.Command");
        App.Log.ShouldContain("/reset-password");
        var written = App.Log.Split('\n').Where(line => !line.TrimStart().StartsWith("Invite code", StringComparison.Ordinal)).ToList();
        List<string> lines = [.. written, .. written.Where(line => line.Contains('%', StringComparison.Ordinal)).Select(line => Uri.UnescapeDataString(line.Replace('+', ' ')))];
        foreach (var (what, secret) in _secrets)
        {
            // Six digits may stand in a longer number.
            var form = new Regex($"(?<![\\w.]){Regex.Escape(secret)}(?!\\w)", RegexOptions.IgnoreCase);
            lines.Where(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase) && form.IsMatch(line)).ShouldBeEmpty($"{what} is in the log");
        }
    }

    private async Task TwoFactorAsync(IPage page, string email)
    {
        var (app, codes) = await AuthenticatorApp.SetUpAsync(page, Cancelled);
        _secrets.Add(("authenticator key", app.Key.Replace(" ", string.Empty, StringComparison.Ordinal)));
        _secrets.AddRange(codes.Select(code => ("recovery code", code)));
        var other = await OpenAsync();
        await other.GotoAsync("/sign-in");
        await other.SignInAsync(email);
        var code = await app.NextCodeAsync(Cancelled);
        _secrets.Add(("code", code));
        await other.GetByLabel("Code", new() { Exact = true }).FillAsync(code);
        await other.Content().GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await other.ArriveAtAsync(App.Address + "");
        await page.GotoAsync("/account/security");
        if (!page.Url.Contains("security", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The session is lost: {page.Url}");
        }

        await page.GetByLabel("Password, to turn it off").FillAsync(PageExtensions.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn off" }).ClickAsync();
        await page.Locator("#done").WaitForAsync();
    }

    private async Task ChangeEmailAsync(IPage page, string fresh)
    {
        await page.GotoAsync("/account");
        await page.GetByLabel("New e-mail address").FillAsync(fresh);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(PageExtensions.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the link" }).ClickAsync();
        var link = (await own.Mail.WaitForAsync(fresh, "Confirm", Cancelled)).LinkTo("/confirm-email");
        AddToken(link);
        await page.GotoAsync(link);
        await page.GetByRole(AriaRole.Button, new() { Name = "Use this address" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Your address is changed" }).WaitForAsync();
        await page.GotoAsync("/account");
        await page.GetByLabel("Current password").FillAsync(PageExtensions.Password);
        await page.GetByLabel("New password", new() { Exact = true }).FillAsync(Fresh);
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the password" }).ClickAsync();
        await page.Locator("#done").WaitForAsync();
    }

    private async Task ResetAsync(string email)
    {
        var page = await OpenAsync();
        await page.GotoAsync("/forgot-password");
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the link" }).ClickAsync();
        var link = (await own.Mail.WaitForAsync(email, "Set a new password", Cancelled)).LinkTo("/reset-password");
        AddToken(link);
        await page.GotoAsync(link);
        await page.GetByLabel("New password", new() { Exact = true }).FillAsync(Newest);
        await page.GetByRole(AriaRole.Button, new() { Name = "Set the password" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Your password is set" }).WaitForAsync();
        await page.GotoAsync("/sign-in");
        await page.SignInAsync(email, Newest);
        await page.ArriveAtAsync(App.Address + "");
        await RememberCookiesAsync(page);
    }

    private async Task ProgramAsync(string email)
    {
        using var client = new ApiClient(App.Address);
        var login = await client.PostAsync("auth/login", new JsonObject { ["email"] = email, ["password"] = Newest }, Cancelled);
        var (access, refresh) = ((string)login.Body["access_token"]!, (string)login.Body["refresh_token"]!);
        _secrets.AddRange([("access token", access), ("refresh token", refresh)]);
        client.Use(access);
        (await client.GetAsync("auth/me", Cancelled)).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        await client.PostAsync("auth/refresh", new JsonObject { ["refresh_token"] = refresh }, Cancelled);
        using var http = new HttpClient();
        await http.PostAsync(new Uri(App.Address, $"/hubs/runs/negotiate?negotiateVersion=1&access_token={Uri.EscapeDataString(access)}"), null, Cancelled);
    }

    private void AddToken(string link) => _secrets.Add(("token of a link", Regex.Match(link, "token=([^&]+)").Groups[1].Value));

    private async Task RememberCookiesAsync(IPage page) =>
        _secrets.AddRange((await page.Context.CookiesAsync()).Where(cookie => cookie.Name.StartsWith("ballast", StringComparison.Ordinal)).Select(cookie => ($"cookie {cookie.Name}", cookie.Value)));

    /// <summary>An application whose log says all it can.</summary>
    public sealed class TalkativeApp : IAsyncLifetime
    {
        private AppProcess? _app;

        public AppProcess App => _app!;

        public MailServer Mail { get; } = new();

        public async ValueTask InitializeAsync() => _app = await AppProcess.StartAsync(new AppOptions
        {
            Settings = new Dictionary<string, string>(Mail.Settings)
            {
                ["Beta:InviteCode"] = Invite,
                ["Logging:LogLevel:Default"] = "Debug",
                ["Logging:LogLevel:Microsoft.AspNetCore"] = "Debug",
                ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "Debug",
                ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Debug",
            },
        });

        public async ValueTask DisposeAsync()
        {
            if (_app is not null)
            {
                await _app.DisposeAsync();
            }

            await Mail.DisposeAsync();
        }
    }
}
