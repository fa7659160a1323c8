using System.Net;
using System.Text.Json.Nodes;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Api;

/// <summary>Invite codes, kept by operators over the API and at the terminal.</summary>
public sealed class InviteCodeApiTests(ApiApp host) : ApiTest(host)
{
    [Fact]
    public async Task InviteCode_MadeUsedListedAndRevoked()
    {
        using var admin = await RegisteredAsync();
        (await admin.GetAsync("admin/invite-codes", Cancelled)).Status.ShouldBe(HttpStatusCode.Forbidden);
        await new AppDatabase(Server).MakeSuperuserAsync(admin.Email, Cancelled);
        await admin.LogInAsync(Cancelled);

        var made = await admin.PostAsync("admin/invite-codes", new JsonObject { ["cohort"] = "autumn", ["max_uses"] = 1, ["expires_at"] = "2031-01-01T00:00:00Z" }, Cancelled);
        made.Status.ShouldBe(HttpStatusCode.Created, made.Text);
        var code = (string)made.Body["code"]!;
        ShouldBeProblem(await admin.PostAsync("admin/invite-codes", new JsonObject { ["cohort"] = "autumn", ["code"] = code }, Cancelled), HttpStatusCode.BadRequest, "ERR_ADMIN_005");
        ShouldBeProblem(await admin.PostAsync("admin/invite-codes", new JsonObject { ["cohort"] = "autumn", ["expires_at"] = "2020-01-01T00:00:00Z" }, Cancelled), HttpStatusCode.BadRequest, "ERR_ADMIN_005");

        // Thirty-two want its one use.
        using var stranger = new ApiClient(Address);
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(i =>
        {
            var body = ApiClient.Registration($"invited{i}@e2e.example");
            body["invite_code"] = code.ToLowerInvariant();
            return stranger.PostAsync("onboarding/register", body, Cancelled);
        }));
        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.Status == HttpStatusCode.Unauthorized).ShouldBe(31);

        var listed = (await admin.GetAsync("admin/invite-codes?cohort=autumn&state=used_up", Cancelled)).Body;
        ((int)listed["total"]!).ShouldBe(1);
        var row = listed["invite_codes"]![0]!;
        ((string)row["code"]!, (string)row["state"]!, (int)row["uses"]!, (int)row["registered_total"]!, (string)row["created_by"]!).ShouldBe((code, "used_up", 1, 1, admin.Email));
        ((string)row["registered"]![0]!["email"]!).ShouldStartWith("invited");
        ShouldBeProblem(await admin.GetAsync("admin/invite-codes?state=odd", Cancelled), HttpStatusCode.BadRequest, "ERR_REQUEST_001");

        ((string)(await admin.PostAsync($"admin/invite-codes/{code}/revoke", (JsonNode?)null, Cancelled)).Body["state"]!).ShouldBe("revoked");
        ShouldBeProblem(await admin.PostAsync("admin/invite-codes/NEVER-MADE/revoke", (JsonNode?)null, Cancelled), HttpStatusCode.NotFound, "ERR_INVITE_002");
    }

    [Fact]
    public async Task InviteCode_AtTheTerminal_IsMadeListedAndRevoked()
    {
        var made = await Server.CommandAsync("invite-codes add --cohort terminal --code TERMINAL-1 --uses 3 --expires 2031-01-01", Cancelled);
        made.ExitCode.ShouldBe(0, made.Output);
        var again = await Server.CommandAsync("invite-codes add --cohort terminal --code terminal-1", Cancelled);
        (again.ExitCode, again.Output.Contains("ERR_ADMIN_005", StringComparison.Ordinal)).ShouldBe((1, true), again.Output);
        (await Server.CommandAsync("invite-codes revoke terminal-1", Cancelled)).ExitCode.ShouldBe(0);
        var listed = await Server.CommandAsync("invite-codes list --cohort terminal --state revoked", Cancelled);
        listed.Output.ShouldContain("TERMINAL-1  revoked  terminal  0 of 3 uses  until 2031-01-02 00:00 UTC");
    }
}
