using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using E2E.Api;
using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>Invite codes, kept by an operator. An application of its own: they are everybody's.</summary>
public sealed class InviteCodesPageTests(Browser browser, ApiApp own) : BrowserTest(browser, own.App), IClassFixture<ApiApp>
{
    [Fact]
    public async Task Codes_AreMadeCopiedUsedFilteredAndRevoked()
    {
        using var admin = await OperatorAsync();
        var page = await OpenAsAsync(admin, "/admin/invite-codes");
        await Expect(page.Locator("[data-code]")).ToHaveCountAsync(1);
        await page.ShouldLookGoodAsync("invite-codes-one");

        // Faults at their fields, with what was typed still there.
        await page.GetByLabel("Code", new() { Exact = true }).FillAsync("short");
        await page.GetByLabel("Uses", new() { Exact = true }).FillAsync("many");
        await page.PressAsync("Make the code");
        await Expect(page.Locator("#invite-uses-error")).ToContainTextAsync("ERR_ADMIN_005");
        await page.GetByLabel("Uses", new() { Exact = true }).FillAsync("2");
        await page.PressAsync("Make the code");
        await Expect(page.Locator("#invite-code-error")).ToContainTextAsync("The code has 5 characters");
        await Expect(page.Locator("#invite-cohort-error")).ToContainTextAsync("Say whom the code is for.");
        await page.ShouldLookGoodAsync("invite-codes-faults");

        await page.GetByLabel("Cohort", new() { Exact = true }).First.FillAsync("Spring beta");
        await page.GetByLabel("Code", new() { Exact = true }).FillAsync("");
        await page.GetByLabel("Expires", new() { Exact = true }).FillAsync("2030-06-30");
        await page.PressAsync("Make the code");
        var code = (await page.Locator(".made-code code").InnerTextAsync()).Trim();
        code.Split('-').Length.ShouldBe(5);
        var row = page.Locator($"[data-code='{code}']");
        await Expect(row).ToContainTextAsync("0 of 2");
        await Expect(row).ToContainTextAsync("1 Jul 2030, 00:00");

        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy the new code" }).ClickAsync();
        await Expect(page.Locator(".made-code [data-copied]")).ToBeVisibleAsync();
        (await page.EvaluateAsync<string>("() => navigator.clipboard.readText()")).ShouldBe(code);

        await ShouldLetInAsync(code);
        await page.ReloadAsync();
        await page.InteractiveAsync();
        await Expect(row).ToContainTextAsync("1 of 2");
        await row.GetByText("1 person").ClickAsync();
        await Expect(row).ToContainTextAsync("invited-by-page@e2e.example");
        await page.ShouldLookGoodAsync("invite-codes-people");

        await row.GetByRole(AriaRole.Button, new() { Name = $"Revoke {code}" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await Expect(row).ToContainTextAsync("revoked");
        await page.Locator("label:has(span:text-is('State')) select").SelectOptionAsync("revoked");
        await Expect(page).ToHaveURLAsync(new Regex(@"/admin/invite-codes\?state=revoked$"));
        await Expect(page.Locator("[data-code]")).ToHaveCountAsync(1);
        await page.Locator("label:has(span:text-is('State')) select").SelectOptionAsync("expired");
        await Expect(page.GetByText("No code is like that.")).ToBeVisibleAsync();
        await page.ShouldLookGoodAsync("invite-codes-none");

        await MakeManyAsync(admin);
        await page.GoInteractiveAsync("/admin/invite-codes?page=2&cohort=");
        await Expect(page.Locator("[data-code]")).ToHaveCountAsync(50);
        await Expect(page.Locator(".pager")).ToContainTextAsync("51–100 of 122");
        await page.ShouldLookGoodAsync("invite-codes-many");
    }

    [Fact]
    public async Task Page_ForAnotherUser_IsClosed()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var page = await OpenAsync();
        await page.GotoAsync("/sign-in?returnUrl=" + Uri.EscapeDataString("/admin/invite-codes"));
        await page.SignInAsync(user.Email, ApiClient.Password);
        await page.Heading("Not for this account").WaitForAsync();
        (await page.GotoAsync("/admin/invite-codes"))!.Status.ShouldBe(403);
    }

    private async Task<ApiClient> OperatorAsync()
    {
        var admin = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        await new AppDatabase(App).MakeSuperuserAsync(admin.Email, Cancelled);
        await admin.LogInAsync(Cancelled);
        return admin;
    }

    // Some with the longest code and the longest cohort there can be.
    private static Task MakeManyAsync(ApiClient admin) => Parallel.ForEachAsync(Enumerable.Range(0, 120), Cancelled, async (i, token) => await admin.PostAsync("admin/invite-codes", new JsonObject
    {
        ["cohort"] = i % 7 == 0 ? string.Concat(Enumerable.Repeat("a long cohort ", 7)) : string.Create(CultureInfo.InvariantCulture, $"cohort {i % 5}"),
        ["code"] = i % 9 == 0 ? string.Create(CultureInfo.InvariantCulture, $"{new string('W', 95)}{i}") : null,
        ["max_uses"] = i % 3 == 0 ? 100_000 : null,
    }, token));

    private async Task ShouldLetInAsync(string code)
    {
        using var client = new ApiClient(App.Address);
        var body = ApiClient.Registration("invited-by-page@e2e.example");
        body["invite_code"] = code;
        (await client.PostAsync("onboarding/register", body, Cancelled)).Status.ShouldBe(System.Net.HttpStatusCode.Created);
    }
}
