using System.Net;
using System.Text.Json.Nodes;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Api;

public sealed class LeaveApiTests(ApiApp host) : ApiTest(host)
{
    [Fact]
    public async Task Export_IsAnArchiveAndForWhoeverIsSignedInAlone()
    {
        using var client = await RegisteredAsync();
        var export = await client.GetAsync("account/export", Cancelled);
        export.Status.ShouldBe(HttpStatusCode.OK);
        export.ContentType.ShouldBe("application/zip");
        export.Headers["Cache-Control"].ShouldBe("no-store");
        export.Text.ShouldStartWith("PK");

        client.Use(null);
        ShouldBeProblem(await client.GetAsync("account/export", Cancelled), HttpStatusCode.Unauthorized, "ERR_AUTH_001");
        ShouldBeProblem(await client.PostAsync("account/delete", Goodbye(), Cancelled), HttpStatusCode.Unauthorized, "ERR_AUTH_001");
    }

    [Fact]
    public async Task Delete_IsAskedForTwiceAndThenNothingOfItIsKnown()
    {
        using var client = await RegisteredAsync();
        await client.CreatedPortfolioAsync(new PortfolioUpload(), Cancelled);
        ShouldBeProblem(await client.PostAsync("account/delete", Goodbye(word: "yes"), Cancelled), HttpStatusCode.UnprocessableEntity, "ERR_LEAVE_002");
        ShouldBeProblem(await client.PostAsync("account/delete", Goodbye("Wrong7Horse"), Cancelled), HttpStatusCode.Forbidden, "ERR_LEAVE_001");

        (await client.PostAsync("account/delete", Goodbye(), Cancelled)).Status.ShouldBe(HttpStatusCode.NoContent);

        using var stranger = new ApiClient(Address);
        var gone = ShouldBeProblem(await stranger.PostAsync("auth/login", Login(client.Email), Cancelled), HttpStatusCode.Unauthorized, "ERR_AUTH_001");
        var never = ShouldBeProblem(await stranger.PostAsync("auth/login", Login("nobody-ever@e2e.example"), Cancelled), HttpStatusCode.Unauthorized, "ERR_AUTH_001");
        ((string?)gone["detail"]).ShouldBe((string?)never["detail"]);
        ShouldBeProblem(await client.GetAsync("auth/me", Cancelled), HttpStatusCode.Unauthorized, "ERR_AUTH_001");
        (await stranger.PostAsync("onboarding/register", ApiClient.Registration(client.Email), Cancelled)).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Delete_WhileItsRunGoesOn_EndsTheRunAndTheServerGoesOn()
    {
        using var client = await RegisteredAsync();
        var portfolio = await client.CreatedPortfolioAsync(new PortfolioUpload { Csv = Books.Fifty(), EquityAsOf = Books.YearAgo }, Cancelled);
        (await client.PostAsync($"portfolios/{portfolio}/calculate", (JsonNode?)null, Cancelled)).Status.ShouldBe(HttpStatusCode.Accepted);

        (await client.PostAsync("account/delete", Goodbye(), Cancelled)).Status.ShouldBe(HttpStatusCode.NoContent);

        using var other = await RegisteredAsync();
        var theirs = await other.CreatedPortfolioAsync(new PortfolioUpload(), Cancelled);
        ((string?)(await other.CalculatedAsync(theirs, Cancelled))["status"]).ShouldNotBeNull().ShouldStartWith("completed");
        foreach (var table in new[] { "calculation_runs", "portfolio_snapshots", "position_values", "risk_reports", "positions" })
        {
            (await new AppDatabase(Server).CountAsync($"{table} WHERE portfolio_id = upper('{portfolio}')", Cancelled)).ShouldBe(0, table);
        }
    }

    [Fact]
    public async Task ExportAndDelete_ThroughAnotherUsersEyes_AreClosed()
    {
        using var user = await RegisteredAsync();
        using var admin = await RegisteredAsync();
        await new AppDatabase(Server).MakeSuperuserAsync(admin.Email, Cancelled);
        await admin.LogInAsync(Cancelled);
        var id = (string)(await user.GetAsync("auth/me", Cancelled)).Body["id"]!;
        (await admin.PostAsync("admin/impersonate", new JsonObject { ["user_id"] = id, ["reason"] = "Ticket 4711" }, Cancelled)).Status.ShouldBe(HttpStatusCode.Created);

        ShouldBeProblem(await admin.GetAsync("account/export", Cancelled), HttpStatusCode.Forbidden, "ERR_ADMIN_006");
        ShouldBeProblem(await admin.PostAsync("account/delete", Goodbye(), Cancelled), HttpStatusCode.Forbidden, "ERR_ADMIN_006");

        (await user.GetAsync("auth/me", Cancelled)).Status.ShouldBe(HttpStatusCode.OK);
        (await admin.PostAsync("admin/stop-impersonation", (JsonNode?)null, Cancelled)).Status.ShouldBe(HttpStatusCode.OK);
        (await admin.GetAsync("account/export", Cancelled)).Status.ShouldBe(HttpStatusCode.OK);
    }

    private static JsonObject Goodbye(string? password = null, string word = "DELETE") => new() { ["password"] = password ?? ApiClient.Password, ["word"] = word };

    private static JsonObject Login(string email) => new() { ["email"] = email, ["password"] = ApiClient.Password };
}
