using System.Net;
using System.Text.Json.Nodes;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Api;

/// <summary>Users changed and approved by batches: what becomes of their sessions and pages, and who may.</summary>
public sealed class UserBatchApiTests(SessionApp own) : IClassFixture<SessionApp>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Update_OfOneself_IsInMeAndExported()
    {
        using var user = await own.UserAsync();

        var answer = await user.PostAsync("batch", Batch("user_update", ("me", new JsonObject { ["name"] = "Grace Brewster", ["locale"] = "de-CH", ["preferences"] = new JsonObject { ["amounts"] = "hidden" } })), Cancelled);

        ((string)answer.Body["status"]!).ShouldBe("completed", answer.Text);
        var me = (await user.GetAsync("auth/me", Cancelled)).Body;
        ((string)me["full_name"]!, (string)me["locale"]!, (string?)me["preferences"]!["theme"], (string)me["preferences"]!["amounts"]!, (int)me["version"]!, (bool)me["is_verified"]!, (bool)me["is_premium"]!)
            .ShouldBe(("Grace Brewster", "de-CH", null, "hidden", 2, false, false));
    }

    [Fact]
    public async Task Approval_ShutsAUserOutAndLetsThemInAgain()
    {
        using var admin = await own.OperatorAsync();
        using var user = await own.UserAsync();
        var id = await SessionApp.IdOfAsync(user);

        (await CodesAsync(admin, Batch("user_approval", (id, new JsonObject { ["is_verified"] = true, ["is_premium"] = true, ["is_available"] = false })))).ShouldBe([null]);
        (await user.GetAsync("auth/me", Cancelled)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await user.PostAsync("auth/login", new JsonObject { ["email"] = user.Email, ["password"] = ApiClient.Password }, Cancelled)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        var shown = (await admin.GetAsync($"admin/users/{id}", Cancelled)).Body["user"]!;
        ((bool)shown["is_verified"]!, (bool)shown["is_premium"]!, (bool)shown["is_available"]!, (string?)shown["verified_by"] is null, (int)shown["version"]!).ShouldBe((true, true, false, false, 4));
        ((int)(await admin.GetAsync($"admin/users?is_verified=true&is_premium=true&search={user.Email}", Cancelled)).Body["total"]!).ShouldBe(1);
        ((int)(await admin.GetAsync($"admin/users?is_verified=false&search={user.Email}", Cancelled)).Body["total"]!).ShouldBe(0);

        (await CodesAsync(admin, Batch("user_approval", (id, new JsonObject { ["is_available"] = true })))).ShouldBe([null]);
        await user.LogInAsync(Cancelled);
        ((bool)(await user.GetAsync("auth/me", Cancelled)).Body["is_premium"]!).ShouldBeTrue();
    }

    [Fact]
    public async Task Both_ByWhoMayNot_AreRefusedAndTheOperatorStays()
    {
        using var admin = await own.OperatorAsync();
        using var user = await own.UserAsync();
        using var other = await own.UserAsync();
        var (adminId, userId, otherId) = (await SessionApp.IdOfAsync(admin), await SessionApp.IdOfAsync(user), await SessionApp.IdOfAsync(other));

        (await CodesAsync(user, Batch("user_approval", (userId, new JsonObject { ["is_premium"] = true }), (adminId, new JsonObject { ["is_available"] = false })))).ShouldBe(["PERMISSION_DENIED", "PERMISSION_DENIED"]);
        (await CodesAsync(user, Batch("user_update", (otherId, new JsonObject { ["name"] = "X" }), (Guid.Empty.ToString(), new JsonObject { ["name"] = "X" })))).ShouldBe(["RESOURCE_NOT_FOUND", "RESOURCE_NOT_FOUND"]);
        (await CodesAsync(admin, Batch("user_approval", (adminId, new JsonObject { ["is_available"] = false })))).ShouldBe(["VALIDATION_ERROR"]);

        var atomic = Batch("user_approval", (userId, new JsonObject { ["is_available"] = false }), (Guid.Empty.ToString(), new JsonObject { ["is_verified"] = true }));
        atomic["atomic"] = true;
        (await CodesAsync(admin, atomic)).ShouldBe(["TRANSACTION_FAILED", "RESOURCE_NOT_FOUND"]);
        (await user.GetAsync("auth/me", Cancelled)).Status.ShouldBe(HttpStatusCode.OK);

        // Neither the user's nor, through the user's eyes, anybody else's.
        await SessionApp.ImpersonateAsync(admin, userId);
        (await CodesAsync(admin, Batch("user_update", ("me", new JsonObject { ["name"] = "X" })))).ShouldBe(["PERMISSION_DENIED"]);
        (await CodesAsync(admin, Batch("user_approval", (otherId, new JsonObject { ["is_premium"] = true })))).ShouldBe(["PERMISSION_DENIED"]);
        (await admin.PostAsync("admin/stop-impersonation", (JsonNode?)null, Cancelled)).Status.ShouldBe(HttpStatusCode.OK);

        (await CodesAsync(admin, Batch("user_update", (otherId, new JsonObject { ["name"] = "Mended" })))).ShouldBe([null]);
        ((string)(await other.GetAsync("auth/me", Cancelled)).Body["full_name"]!).ShouldBe("Mended");
        ((string)(await user.GetAsync("auth/me", Cancelled)).Body["full_name"]!).ShouldNotBe("X");
    }

    private static JsonObject Batch(string type, params (string Id, JsonObject Data)[] operations) => new()
    {
        ["operation_type"] = type,
        ["operations"] = new JsonArray([.. operations.Select(operation => (JsonNode)new JsonObject { ["resource_id"] = operation.Id, ["data"] = operation.Data })]),
    };

    private static async Task<IEnumerable<string?>> CodesAsync(ApiClient client, JsonObject batch)
    {
        var answer = await client.PostAsync("batch", batch, Cancelled);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        return answer.Body["results"]!.AsArray().Select(result => (string?)result!["error"]?["code"]);
    }
}
