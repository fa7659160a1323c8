using App.Data.Providers;
using E2E.Api;
using E2E.Harness;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>An operator looks at what the installation needs. An application of its own: it is broken on purpose.</summary>
public sealed class PrerequisitesPageTests(Browser browser, ApiApp own) : BrowserTest(browser, own.App), IClassFixture<ApiApp>
{
    [Fact]
    public async Task Prerequisites_AreShown_SayHowToMend_AndAreForOperatorsOnly()
    {
        using var admin = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        await new AppDatabase(App).MakeSuperuserAsync(admin.Email, Cancelled);
        var page = await OpenAsync();
        await page.GotoAsync("/sign-in?returnUrl=" + Uri.EscapeDataString("/admin/prerequisites"));
        await page.SignInAsync(admin.Email, ApiClient.Password);

        await Expect(page.GetByText("Everything is there")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-check=scenarios]")).ToContainTextAsync("Found: 18 scenarios.");
        await page.ShouldLookGoodAsync("prerequisites");

        await ExecuteAsync("UPDATE risk_settings SET version = 2, document = json_set(json_remove(document, '$.scenarios[17]'), '$.version', 2)");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check again" }).ClickAsync();
        await Expect(page.GetByText("A prerequisite is missing")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-check=scenarios]")).ToContainTextAsync("An operator mends it under Risk settings");
        await page.ShouldLookGoodAsync("prerequisites-missing");

        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var refused = await OpenAsync();
        await refused.GotoAsync("/sign-in?returnUrl=" + Uri.EscapeDataString("/admin/prerequisites"));
        await refused.SignInAsync(user.Email, ApiClient.Password);
        await refused.Heading("Not for this account").WaitForAsync();
    }

    private async Task ExecuteAsync(string sql)
    {
        SqliteNative.Initialize();
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(App.DataFolder, "ballast.db")};Pooling=False");
        await connection.OpenAsync(Cancelled);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own statements.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Cancelled);
    }
}
