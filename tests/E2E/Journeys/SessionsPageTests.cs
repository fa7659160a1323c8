using System.Diagnostics;
using System.Net;
using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>One's own sessions, open pages of those that were ended, and requests of other sites.</summary>
public sealed class SessionsPageTests(Browser browser, SessionApp own) : BrowserTest(browser, own.App), IClassFixture<SessionApp>
{
    [Fact]
    public async Task Sessions_AreShownWithThisOneMarked_AndEnded()
    {
        using var user = await own.UserAsync();
        var page = await OpenAsAsync(user, "/portfolios");
        var other = await OpenAsAsync(user, "/portfolios", 390);
        await page.GotoAsync("/account/sessions");
        await Expect(page.Locator("tr[data-session]")).ToHaveCountAsync(3);
        await Expect(page.Locator("tr[data-session]").First).ToContainTextAsync("Chrome on Linux");
        await Expect(page.Locator("tr[data-session]").First).ToContainTextAsync("This session");
        await page.ShouldLookGoodAsync("sessions");

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^End Chrome on Linux") }).ClickAsync();
        await Expect(page.GetByText("One session was ended.")).ToBeVisibleAsync();
        await Expect(page.Locator("tr[data-session]")).ToHaveCountAsync(2);
        await other.ReloadAsync();
        await Expect(other).ToHaveURLAsync("/sign-in?returnUrl=%2Fportfolios");

        await page.GetByRole(AriaRole.Button, new() { Name = "End all others" }).ClickAsync();
        await Expect(page.Locator("tr[data-session]")).ToHaveCountAsync(1);
        await page.ShouldLookGoodAsync("sessions-one");
        (await user.GetAsync("auth/me", Cancelled)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Sessions_InHundreds_AreAList()
    {
        using var user = await own.UserAsync();
        var page = await OpenAsAsync(user, "/portfolios");
        await own.ExecuteAsync(
            $"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
            INSERT INTO user_sessions (id, user_id, kind, created_at, last_seen_at, expires_at, address, user_agent)
            SELECT upper(substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-4' || substr(h, 14, 3) || '-8' || substr(h, 18, 3) || '-' || substr(h, 21, 12)), user_id, kind,
              datetime('now', '-' || i || ' hours'), datetime('now', '-' || i || ' minutes'), datetime('now', '+1 day'), '2001:db8:85a3:1234:5678:8a2e:370:7334', 'python-requests/2.' || i
            FROM (SELECT n.i, lower(hex(randomblob(16))) AS h, s.user_id, s.kind FROM n, (SELECT * FROM user_sessions WHERE user_id = (SELECT id FROM users WHERE email = '{user.Email}') LIMIT 1) s)
            """);

        await page.GotoAsync("/account/sessions");

        await Expect(page.Locator("tr[data-session]")).ToHaveCountAsync(302);
        await page.ShouldFitAsync();
    }

    [Fact]
    public async Task OpenPage_OfASessionThatWasEnded_IsLostWithinAMinute()
    {
        using var user = await own.UserAsync();
        var page = await OpenAsAsync(user, "/portfolios");

        (await user.DeleteAsync("account/sessions", Cancelled)).Status.ShouldBe(HttpStatusCode.OK);
        var watch = Stopwatch.StartNew();

        await page.WaitForURLAsync("**/sign-in?returnUrl=%2Fportfolios", new() { Timeout = 60_000 });
        SessionApp.Tell(FormattableString.Invariant($"open page, session ended: at sign-in after {watch.Elapsed.TotalSeconds:F1} s"));
    }

    [Fact]
    public async Task SignOut_EndsTheSession_ForACopyOfItsCookieToo()
    {
        using var user = await own.UserAsync();
        var page = await OpenAsAsync(user, "/portfolios");
        var cookie = (await page.Context.CookiesAsync()).Single(one => one.Name == "ballast");
        using var copy = Client($"ballast={cookie.Value}");
        (await copy.GetAsync("/api/v1/auth/me", Cancelled)).StatusCode.ShouldBe(HttpStatusCode.OK);

        await page.SignOutAsync();

        (await copy.GetAsync("/api/v1/auth/me", Cancelled)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await copy.GetAsync("/portfolios", Cancelled)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task SignOut_WhileImpersonating_EndsBoth()
    {
        using var admin = await own.OperatorAsync();
        using var user = await own.UserAsync();
        var page = await OpenAsAsync(admin, "/portfolios");
        await page.GotoAsync($"/admin/users/{await SessionApp.IdOfAsync(user)}/impersonate");
        await page.GetByLabel("Reason").FillAsync("Ticket 4711");
        await page.GetByRole(AriaRole.Button, new() { Name = "Look through their eyes" }).ClickAsync();
        await page.SignOutAsync();

        var row = (await admin.GetAsync("admin/impersonations?limit=500", Cancelled)).Body["impersonations"]!.AsArray().Single(one => (string)one!["impersonator"]! == admin.Email)!;
        ((string)row["end_reason"]!).ShouldBe("signed_out");
    }

    // With a browser's cookie: who sent it, what it says of itself, what comes of it.
    public static TheoryData<string, string?, string?, int> Posts => new()
    {
        { "/api/v1/portfolios/00000000-0000-0000-0000-000000000000/calculate", null, null, 403 },
        { "/api/v1/portfolios/00000000-0000-0000-0000-000000000000/calculate", "https://evil.example", null, 403 },
        { "/api/v1/portfolios/00000000-0000-0000-0000-000000000000/calculate", "null", null, 403 },
        { "/api/v1/portfolios/00000000-0000-0000-0000-000000000000/calculate", "own", "cross-site", 403 },
        { "/api/v1/portfolios/00000000-0000-0000-0000-000000000000/calculate", "own", "same-site", 403 },
        { "/api/v1/portfolios/00000000-0000-0000-0000-000000000000/calculate", "own", null, 404 },
        { "/api/v1/portfolios/00000000-0000-0000-0000-000000000000/calculate", null, "same-origin", 404 },
        { "/hubs/runs/negotiate", null, null, 403 },
        { "/hubs/runs/negotiate", "https://evil.example", null, 403 },
        { "/hubs/runs/negotiate", "own", null, 200 },
        { "/_blazor/negotiate", "https://evil.example", null, 403 },
        { "/_blazor/negotiate", null, null, 403 },
        { "/_blazor/negotiate", "own", null, 200 },
        { "/theme", "own", null, 400 },
        { "/amounts", "own", null, 400 },
        { "/account/sessions/end-others", "own", null, 400 },
        { "/sign-out", "own", null, 400 },
    };

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task Post_WithACookie_HasToComeFromHere(string address, string? origin, string? site, int status)
    {
        using var user = await own.UserAsync();
        var page = await OpenAsAsync(user, "/portfolios");
        using var client = Client("ballast=" + (await page.Context.CookiesAsync()).Single(one => one.Name == "ballast").Value);
        using var request = new HttpRequestMessage(HttpMethod.Post, address + (address.Contains("negotiate", StringComparison.Ordinal) ? "?negotiateVersion=1" : string.Empty));
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin == "own" ? App.Address.GetLeftPart(UriPartial.Authority) : origin);
        }

        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        using var answer = await client.SendAsync(request, Cancelled);

        ((int)answer.StatusCode).ShouldBe(status, await answer.Content.ReadAsStringAsync(Cancelled));
        if (status == 403)
        {
            (await answer.Content.ReadAsStringAsync(Cancelled)).ShouldContain("ERR_SESSION_002");
        }
    }

    private HttpClient Client(string cookie)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = App.Address };
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        return client;
    }
}
