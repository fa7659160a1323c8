using System.Net;
using System.Text.Json.Nodes;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Api;

public sealed class AccountApiTests(ApiApp host) : ApiTest(host)
{
    [Fact]
    public async Task Register_WithEverythingRight_Is201AndSaysWhatIsNext()
    {
        using var client = new ApiClient(Address);

        var answer = await client.PostAsync("onboarding/register", ApiClient.Registration("new@e2e.example"), Cancelled);

        answer.Status.ShouldBe(HttpStatusCode.Created);
        Guid.Parse((string)answer.Body["user_id"]!).ShouldNotBe(Guid.Empty);
        ((string)answer.Body["email"]!).ShouldBe("new@e2e.example");
        ((string)answer.Body["full_name"]!).ShouldBe("Ada Test");
        ((string)answer.Body["next_step"]!).ShouldBe("create_portfolio");
    }

    [Fact]
    public async Task Register_WithEverythingWrong_ReportsAllWithTheInviteAsHeadline()
    {
        using var client = new ApiClient(Address);

        var answer = await client.PostAsync(
            "onboarding/register", new JsonObject { ["full_name"] = " ", ["email"] = "nobody", ["password"] = "short", ["invite_code"] = "no" }, Cancelled);

        var problem = ShouldBeProblem(answer, HttpStatusCode.Unauthorized, "ERR_INVITE_001");
        CodesOf(problem).ShouldBe(["ERR_INVITE_001", "ERR_USER_002", "ERR_USER_003", "ERR_USER_004"]);
    }

    [Theory]
    [InlineData("email", "nobody@", "ERR_USER_002")]
    [InlineData("password", "alllower1", "ERR_USER_003")]
    [InlineData("password", "Password1", "ERR_USER_003")]
    [InlineData("full_name", "", "ERR_USER_004")]
    public async Task Register_WithOneFieldWrong_Is422(string field, string value, string code)
    {
        using var client = new ApiClient(Address);
        var body = ApiClient.Registration("wrong@e2e.example");
        body[field] = value;

        ShouldBeProblem(await client.PostAsync("onboarding/register", body, Cancelled), HttpStatusCode.UnprocessableEntity, code);
    }

    [Fact]
    public async Task Register_WithAWeakPassword_SaysWhatItHas()
    {
        using var client = new ApiClient(Address);
        var body = ApiClient.Registration("weak@e2e.example");
        body["password"] = "lowercase1";

        var details = ShouldBeProblem(await client.PostAsync("onboarding/register", body, Cancelled), HttpStatusCode.UnprocessableEntity, "ERR_USER_003")["details"]!;

        ((bool)details["has_uppercase"]!).ShouldBeFalse();
        ((bool)details["has_lowercase"]!).ShouldBeTrue();
        ((bool)details["has_digit"]!).ShouldBeTrue();
        ((bool)details["too_common"]!).ShouldBeFalse();
        ((string)details["reason"]!).ShouldNotContain("lowercase1");
    }

    [Fact]
    public async Task Register_WithATakenAddressInAnotherCase_Is409()
    {
        using var client = await RegisteredAsync();

        var answer = await client.PostAsync("onboarding/register", ApiClient.Registration(client.Email.ToUpperInvariant()), Cancelled);

        ShouldBeProblem(answer, HttpStatusCode.Conflict, "ERR_USER_001");
    }

    [Fact]
    public async Task Login_ThenMe_TellsWhoTheTokenIsOf()
    {
        using var client = await RegisteredAsync();

        var token = await client.PostAsync("auth/login", new JsonObject { ["email"] = client.Email, ["password"] = ApiClient.Password }, Cancelled);
        var me = await client.GetAsync("auth/me", Cancelled);

        ((string)token.Body["token_type"]!).ShouldBe("bearer");
        ((long)token.Body["expires_in"]!).ShouldBe(30 * 24 * 3600);
        ((string)token.Body["user"]!["email"]!).ShouldBe(client.Email);
        ((bool)token.Body["user"]!["is_superuser"]!).ShouldBeFalse();
        me.Status.ShouldBe(HttpStatusCode.OK);
        ((string)me.Body["full_name"]!).ShouldBe("Ada Test");
    }

    [Fact]
    public async Task Login_UnknownAddressAndWrongPassword_AnswerAlike()
    {
        using var client = await RegisteredAsync();

        var wrong = await client.PostAsync("auth/login", new JsonObject { ["email"] = client.Email, ["password"] = "Wrong7Horse" }, Cancelled);
        var unknown = await client.PostAsync("auth/login", new JsonObject { ["email"] = "nobody@e2e.example", ["password"] = "Wrong7Horse" }, Cancelled);

        ShouldBeProblem(wrong, HttpStatusCode.Unauthorized, "ERR_AUTH_001");
        ShouldBeProblem(unknown, HttpStatusCode.Unauthorized, "ERR_AUTH_001");
        ((string)wrong.Body["detail"]!).ShouldBe((string)unknown.Body["detail"]!);
    }

    [Fact]
    public async Task Refresh_WithARefreshToken_GivesATokenThatWorks()
    {
        using var client = await RegisteredAsync();
        var first = await client.PostAsync("auth/login", new JsonObject { ["email"] = client.Email, ["password"] = ApiClient.Password }, Cancelled);

        var second = await client.PostAsync("auth/refresh", new JsonObject { ["refresh_token"] = (string)first.Body["refresh_token"]! }, Cancelled);
        client.Use((string)second.Body["access_token"]!);

        (await client.GetAsync("auth/me", Cancelled)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    public async Task Refresh_WithSomethingElse_Is401(string token)
    {
        using var client = new ApiClient(Address);

        ShouldBeProblem(await client.PostAsync("auth/refresh", new JsonObject { ["refresh_token"] = token }, Cancelled), HttpStatusCode.Unauthorized, "ERR_AUTH_001");
    }

    [Fact]
    public async Task Refresh_WithAnAccessToken_Is401()
    {
        using var client = await RegisteredAsync();

        ShouldBeProblem(await client.PostAsync("auth/refresh", new JsonObject { ["refresh_token"] = client.Token }, Cancelled), HttpStatusCode.Unauthorized, "ERR_AUTH_001");
    }

    [Theory]
    [InlineData("auth/me")]
    [InlineData("portfolios")]
    [InlineData("portfolios/6ba7b810-9dad-11d1-80b4-00c04fd430c8/runs/latest")]
    [InlineData("portfolios/6ba7b810-9dad-11d1-80b4-00c04fd430c8/analytics/exposures")]
    public async Task AnyCall_WithoutAToken_Is401AndNoRedirect(string path)
    {
        using var client = new ApiClient(Address);

        var answer = await client.GetAsync(path, Cancelled);

        answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
        answer.ContentType.ShouldStartWith("application/problem+json");
    }

    [Fact]
    public async Task Login_AfterFiveFailures_PausesTheAccountAlsoForTheRightPassword()
    {
        using var client = await RegisteredAsync();
        for (var i = 0; i < 5; i++)
        {
            await client.PostAsync("auth/login", new JsonObject { ["email"] = client.Email, ["password"] = "Wrong7Horse" }, Cancelled);
        }

        ShouldBeProblem(
            await client.PostAsync("auth/login", new JsonObject { ["email"] = client.Email, ["password"] = ApiClient.Password }, Cancelled),
            HttpStatusCode.Unauthorized,
            "ERR_AUTH_001");
    }
}
