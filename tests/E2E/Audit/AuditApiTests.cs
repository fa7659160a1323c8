using System.Net;
using E2E.Api;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Audit;

/// <summary>The audit trail over the API and on the command line, and what a user is told of the own account.</summary>
public sealed class AuditApiTests(ApiApp own) : IClassFixture<ApiApp>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private AppProcess App => own.App;

    [Fact]
    public async Task List_Filtered_HasWhatMatches()
    {
        using var admin = await OperatorAsync();
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var portfolio = await user.CreatedPortfolioAsync(new(), Cancelled);
        await user.CalculatedAsync(portfolio, Cancelled);

        var all = (await admin.GetAsync($"admin/audit?who={user.Email.ToUpperInvariant()}&limit=2", Cancelled)).Body;
        ((int)all["total"]!, (int)all["limit"]!, (int)all["offset"]!).ShouldBe((5, 2, 0));
        all["entries"]!.AsArray().Select(entry => (string)entry!["action"]!).ShouldBe(["run.started", "portfolio.imported"]);
        var run = all["entries"]![0]!;
        ((string)run["actor"]!, (string)run["owner"]!, (string)run["target_id"]!, (string)run["channel"]!, (string)run["words"]!).ShouldBe((user.Email, user.Email, portfolio, "api", "started a calculation"));
        ((string)run["details"]!["run_id"]!).ShouldNotBeNullOrEmpty();
        var registered = (await admin.GetAsync($"admin/audit?who={user.Email}&action=account.registered&offset=0", Cancelled)).Body["entries"]!.AsArray().ShouldHaveSingleItem()!;
        (registered["actor_id"], (string)registered["owner"]!).ShouldBe((null, user.Email));
        ((int)(await admin.GetAsync("admin/audit?to=2020-01-01", Cancelled)).Body["total"]!).ShouldBe(0);
        ((int)(await admin.GetAsync("admin/audit?from=2020-01-01&to=9999-12-31", Cancelled)).Body["total"]!).ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task List_OfWhatCannotBe_IsRefusedWithWhatIsAllowed()
    {
        using var admin = await OperatorAsync();

        var refused = await admin.GetAsync("admin/audit?action=moon.landed&from=yesterday&to=2026-13-01", Cancelled);

        refused.Status.ShouldBe(HttpStatusCode.BadRequest, refused.Text);
        refused.Body["errors"]!.AsArray().Select(error => (string)error!["field"]!).ShouldBe(["action", "from", "to"]);
        ((string)refused.Body["errors"]![0]!["message"]!).ShouldContain("account.registered");
    }

    [Theory]
    [InlineData("admin/audit")]
    [InlineData("admin/audit/verify")]
    public async Task Trail_ForAnybodyElse_IsRefused(string path)
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        using var nobody = new ApiClient(App.Address);

        (await user.GetAsync(path, Cancelled)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await nobody.GetAsync(path, Cancelled)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await nobody.GetAsync("account/activity", Cancelled)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Activity_IsTheCallersOwn_WithWhoLooked()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        using var other = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        using var admin = await OperatorAsync();
        await user.CreatedPortfolioAsync(new(), Cancelled);
        await new AppDatabase(App).AddLookAsync(admin.Email, user.Email, "asked for help with an import", Cancelled);

        var activity = (await user.GetAsync("account/activity?limit=1", Cancelled)).Body;

        ((int)activity["total"]!, (int)activity["limit"]!).ShouldBe((4, 1));
        ((string)activity["activity"]![0]!["action"]!, (string)activity["activity"]![0]!["actor"]!).ShouldBe(("portfolio.imported", user.Email));
        var look = activity["looks"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)look["operator"]!, (string)look["reason"]!, (string)look["ended"]!).ShouldBe((admin.Email, "asked for help with an import", "stopped"));
        (await other.GetAsync("account/activity", Cancelled)).Body["looks"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Commands_AreInTheTrail_AndItIsCheckedByOne()
    {
        await using var app = await AppProcess.StartAsync(cancellationToken: Cancelled);
        using var user = await ApiClient.RegisteredAsync(app.Address, Cancelled);
        await app.CommandAsync($"create-superuser --email {user.Email} --yes", Cancelled);
        await app.CommandAsync("snapshots clean-up", Cancelled);
        await user.LogInAsync(Cancelled);

        var all = (await user.GetAsync("admin/audit", Cancelled)).Body["entries"]!.AsArray();

        // Signing in is there, too: each time by an entry of its own and one of its session.
        var entries = all.Where(entry => (string)entry!["action"]! is not ("session.started" or "account.signed_in")).ToList();
        all.Count.ShouldBe(entries.Count + 4);
        entries.Select(entry => ((string)entry!["action"]!, (string)entry["channel"]!, (string?)entry["owner"])).ShouldBe(
        [
            ("snapshots.cleaned_up", "command_line", null), ("account.superuser_granted", "command_line", user.Email), ("account.registered", "api", user.Email),
        ]);
        var whole = await app.CommandAsync("audit verify", Cancelled);
        (whole.ExitCode, whole.Output).ShouldSatisfyAllConditions(found => found.ExitCode.ShouldBe(0, found.Output), found => found.Output.ShouldContain($"7 entries, ending in {(string)all[0]!["hash"]!}."));

        await new AppDatabase(app).AlterAuditAsync(2, Cancelled);
        var broken = await app.CommandAsync("audit verify", Cancelled);
        (broken.ExitCode, broken.Output).ShouldSatisfyAllConditions(found => found.ExitCode.ShouldBe(1), found => found.Output.ShouldContain("Entry 2 was altered"));
        var verified = (await user.GetAsync("admin/audit/verify", Cancelled)).Body;
        ((bool)verified["is_whole"]!, (int)verified["entries"]!, ((string)verified["fault"]!)[..7]).ShouldBe((false, 7, "Entry 2"));
    }

    private async Task<ApiClient> OperatorAsync()
    {
        var client = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        await new AppDatabase(App).MakeSuperuserAsync(client.Email, Cancelled);
        await client.LogInAsync(Cancelled);
        return client;
    }
}
