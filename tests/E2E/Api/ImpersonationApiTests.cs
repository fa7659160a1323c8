using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Api;

/// <summary>Sessions and impersonation by access token, and what is lost with them.</summary>
public sealed class ImpersonationApiTests(SessionApp own) : IClassFixture<SessionApp>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Impersonation_ByToken_ActsAsTheUser_UntilItIsStopped()
    {
        using var admin = await own.OperatorAsync();
        using var user = await own.UserAsync();
        var portfolio = await user.CreatedPortfolioAsync(new PortfolioUpload(), Cancelled);
        var (adminId, userId) = (await SessionApp.IdOfAsync(admin), await SessionApp.IdOfAsync(user));

        var id = await SessionApp.ImpersonateAsync(admin, userId);

        (await SessionApp.IdOfAsync(admin)).ShouldBe(userId);
        ((bool)(await admin.GetAsync("auth/me", Cancelled)).Body["is_superuser"]!).ShouldBeFalse();
        (await admin.GetAsync($"portfolios/{portfolio}/runs/latest", Cancelled)).Status.ShouldNotBe(HttpStatusCode.Unauthorized);
        (await admin.GetAsync("portfolios", Cancelled)).Text.ShouldContain(portfolio);

        // One inside another, the area of operators, and what is the user's own.
        await ShouldBeAsync(admin.PostAsync("admin/impersonate", new JsonObject { ["user_id"] = adminId, ["reason"] = "Ticket 4711" }, Cancelled), HttpStatusCode.Unauthorized, "ERR_ADMIN_004");
        await ShouldBeAsync(admin.GetAsync("admin/impersonations", Cancelled), HttpStatusCode.Forbidden, "ERR_ADMIN_001");
        await ShouldBeAsync(admin.GetAsync("admin/end-of-days", Cancelled), HttpStatusCode.Forbidden, "ERR_ADMIN_001");
        await ShouldBeAsync(admin.DeleteAsync($"portfolios/{portfolio}", Cancelled), HttpStatusCode.Forbidden, "ERR_ADMIN_006");
        await ShouldBeAsync(admin.GetAsync($"/portfolios/{portfolio}/positions.csv", Cancelled), HttpStatusCode.Forbidden, "ERR_ADMIN_006");
        await ShouldBeAsync(admin.GetAsync("/portfolios/all/positions.csv", Cancelled), HttpStatusCode.Forbidden, "ERR_ADMIN_006");
        await ShouldBeAsync(admin.GetAsync("target-prices.csv", Cancelled), HttpStatusCode.Forbidden, "ERR_ADMIN_006");
        await ShouldBeAsync(admin.GetAsync("batch/webhook-secret", Cancelled), HttpStatusCode.Forbidden, "ERR_ADMIN_006");
        await ShouldBeAsync(admin.PostAsync("batch", WebhookApiTests.BodyOf("https://hooks.invalid/"), Cancelled), HttpStatusCode.Forbidden, "ERR_ADMIN_006");
        (await admin.PostAsync("batch", WebhookApiTests.BodyOf(null), Cancelled)).Status.ShouldBe(HttpStatusCode.OK);
        await ShouldBeAsync(admin.GetAsync("account/sessions", Cancelled), HttpStatusCode.Forbidden, "ERR_ADMIN_006");
        await ShouldBeAsync(admin.DeleteAsync("account/sessions", Cancelled), HttpStatusCode.Forbidden, "ERR_ADMIN_006");
        (await user.GetAsync($"/portfolios/{portfolio}/positions.csv", Cancelled)).Status.ShouldBe(HttpStatusCode.OK);

        var stopped = await admin.PostAsync("admin/stop-impersonation", (JsonNode?)null, Cancelled);
        stopped.Status.ShouldBe(HttpStatusCode.OK, stopped.Text);
        ((string)stopped.Body["user_id"]!).ShouldBe(userId);
        (await SessionApp.IdOfAsync(admin)).ShouldBe(adminId);
        await ShouldBeAsync(admin.PostAsync("admin/stop-impersonation", (JsonNode?)null, Cancelled), HttpStatusCode.Unauthorized, "ERR_ADMIN_004");
        var listed = (await admin.GetAsync("admin/impersonations?limit=500", Cancelled)).Body["impersonations"]!.AsArray().Single(row => (string)row!["id"]! == id)!;
        ((string)listed["end_reason"]!, (bool)listed["is_active"]!, (string)listed["user"]!, (string)listed["impersonator"]!).ShouldBe(("stopped", false, user.Email, admin.Email));
    }

    [Fact]
    public async Task Impersonate_WhatMayNotBe_IsToldByCode()
    {
        using var admin = await own.OperatorAsync();
        using var other = await own.OperatorAsync();
        using var user = await own.UserAsync();
        var userId = await SessionApp.IdOfAsync(user);

        await ShouldBeAsync(StartAsync(user, userId, "Ticket 4711"), HttpStatusCode.Forbidden, "ERR_ADMIN_001");
        await ShouldBeAsync(StartAsync(admin, Guid.Empty.ToString(), "Ticket 4711"), HttpStatusCode.NotFound, "ERR_ADMIN_002");
        await ShouldBeAsync(StartAsync(admin, await SessionApp.IdOfAsync(admin), "Ticket 4711"), HttpStatusCode.BadRequest, "ERR_ADMIN_003");
        await ShouldBeAsync(StartAsync(admin, await SessionApp.IdOfAsync(other), "Ticket 4711"), HttpStatusCode.Forbidden, "ERR_ADMIN_006");
        await ShouldBeAsync(StartAsync(admin, userId, "why"), HttpStatusCode.UnprocessableEntity, "ERR_SESSION_003");
        await ShouldBeAsync(StartAsync(admin, userId, "Ticket 4711", 9), HttpStatusCode.UnprocessableEntity, "ERR_SESSION_003");
        using var nobody = new ApiClient(own.App.Address);
        (await StartAsync(nobody, userId, "Ticket 4711")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Impersonation_Revoked_IsOverWithTheNextRequest()
    {
        using var admin = await own.OperatorAsync();
        using var other = await own.OperatorAsync();
        using var user = await own.UserAsync();
        var adminId = await SessionApp.IdOfAsync(admin);
        var id = await SessionApp.ImpersonateAsync(admin, await SessionApp.IdOfAsync(user));

        (await other.PostAsync($"admin/impersonations/{id}/revoke", (System.Text.Json.Nodes.JsonNode?)null, Cancelled)).Status.ShouldBe(HttpStatusCode.NoContent);

        (await SessionApp.IdOfAsync(admin)).ShouldBe(adminId);
        await ShouldBeAsync(other.PostAsync($"admin/impersonations/{id}/revoke", (JsonNode?)null, Cancelled), HttpStatusCode.NotFound, "ERR_ADMIN_004");
    }

    [Fact]
    public async Task Role_TakenAway_IsLostWithTheNextRequest_WhateverTheTokenSays()
    {
        using var admin = await own.OperatorAsync();
        (await admin.GetAsync("admin/impersonations", Cancelled)).Status.ShouldBe(HttpStatusCode.OK);

        await own.ExecuteAsync($"DELETE FROM user_roles WHERE user_id = (SELECT id FROM users WHERE email = '{admin.Email}')");

        await ShouldBeAsync(admin.GetAsync("admin/impersonations", Cancelled), HttpStatusCode.Forbidden, "ERR_ADMIN_001");
    }

    [Fact]
    public async Task Suspended_IsOutAtOnce_AndNotLetInAgain()
    {
        using var user = await own.UserAsync();

        await own.ExecuteAsync($"UPDATE users SET suspended_at = datetime('now') WHERE email = '{user.Email}'");

        (await user.GetAsync("auth/me", Cancelled)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await user.PostAsync("auth/login", new JsonObject { ["email"] = user.Email, ["password"] = ApiClient.Password }, Cancelled)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Sessions_AreListedAndEnded_AndAnothersAreNotThere()
    {
        using var user = await own.UserAsync();
        using var other = await own.UserAsync();
        var first = user.Token;
        await user.LogInAsync(Cancelled);
        var listed = (await user.GetAsync("account/sessions", Cancelled)).Body;
        ((int)listed["total"]!).ShouldBe(2);
        var current = listed["sessions"]!.AsArray().Single(session => (bool)session!["is_current"]!)!;
        ((string)current["kind"]!, (string)current["address"]!).ShouldBe(("program", "127.0.0.1"));
        var old = (string)listed["sessions"]!.AsArray().Single(session => !(bool)session!["is_current"]!)!["id"]!;

        await ShouldBeAsync(other.DeleteAsync($"account/sessions/{old}", Cancelled), HttpStatusCode.NotFound, "ERR_SESSION_001");
        (await user.DeleteAsync($"account/sessions/{old}", Cancelled)).Status.ShouldBe(HttpStatusCode.NoContent);

        using var before = new ApiClient(own.App.Address);
        before.Use(first);
        await ShouldBeAsync(before.GetAsync("auth/me", Cancelled), HttpStatusCode.Unauthorized, "ERR_AUTH_001");
        await user.LogInAsync(Cancelled);
        ((int)(await user.DeleteAsync("account/sessions", Cancelled)).Body["ended"]!).ShouldBe(1);
        (await user.GetAsync("auth/me", Cancelled)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Refresh_KeepsTheSession_AndIsRefusedWhenItHasEnded()
    {
        using var user = await own.UserAsync();
        var login = await user.PostAsync("auth/login", new JsonObject { ["email"] = user.Email, ["password"] = ApiClient.Password }, Cancelled);
        var refresh = new JsonObject { ["refresh_token"] = (string)login.Body["refresh_token"]! };
        var before = (int)(await user.GetAsync("account/sessions", Cancelled)).Body["total"]!;

        var renewed = await user.PostAsync("auth/refresh", refresh.DeepClone(), Cancelled);

        renewed.Status.ShouldBe(HttpStatusCode.OK, renewed.Text);
        ((int)(await user.GetAsync("account/sessions", Cancelled)).Body["total"]!).ShouldBe(before);
        using var other = new ApiClient(own.App.Address);
        other.Use((string)renewed.Body["access_token"]!);
        (await user.DeleteAsync("account/sessions", Cancelled)).Status.ShouldBe(HttpStatusCode.OK);
        (await other.GetAsync("auth/me", Cancelled)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await user.PostAsync("auth/refresh", refresh, Cancelled)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("session ended")]
    [InlineData("impersonation stopped")]
    public async Task Hub_OfWhatIsOver_RefusesAtOnce_AndEndsWithinAMinute(string what)
    {
        using var admin = await own.OperatorAsync();
        using var user = await own.UserAsync();
        var token = admin.Token!;
        await admin.LogInAsync(Cancelled);
        using var by = new ApiClient(own.App.Address);
        by.Use(token);
        if (what == "impersonation stopped")
        {
            await SessionApp.ImpersonateAsync(by, await SessionApp.IdOfAsync(user));
        }

        using var listening = await HubClient.ConnectAsync(own.App.Address, HubClient.Runs, token, Cancelled);
        using var calling = await HubClient.ConnectAsync(own.App.Address, HubClient.Runs, token, Cancelled);

        _ = what == "session ended" ? await admin.DeleteAsync("account/sessions", Cancelled) : await by.PostAsync("admin/stop-impersonation", (JsonNode?)null, Cancelled);
        var watch = Stopwatch.StartNew();

        var refusal = await Should.ThrowAsync<Exception>(async () => await calling.WatchAsync(Guid.Empty.ToString(), Guid.Empty.ToString(), Cancelled).ToListAsync(Cancelled));
        (refusal is WebSocketException || refusal.Message.Contains("ERR_AUTH_001", StringComparison.Ordinal)).ShouldBeTrue(refusal.ToString());
        SessionApp.Tell(FormattableString.Invariant($"hub, {what}: a call was refused after {watch.ElapsedMilliseconds} ms"));
        await listening.ClosedAsync(Cancelled).WaitAsync(TimeSpan.FromSeconds(60), Cancelled);
        SessionApp.Tell(FormattableString.Invariant($"hub, {what}: a connection that only listens ended after {watch.Elapsed.TotalSeconds:F1} s"));
    }

    private static Task<Answer> StartAsync(ApiClient by, string userId, string reason, int hours = 1) =>
        by.PostAsync("admin/impersonate", new JsonObject { ["user_id"] = userId, ["reason"] = reason, ["hours"] = hours }, Cancelled);

    private static async Task ShouldBeAsync(Task<Answer> asked, HttpStatusCode status, string code)
    {
        var answer = await asked;
        (answer.Status, (string?)answer.Body["code"]).ShouldBe((status, code), answer.Text);
    }
}
