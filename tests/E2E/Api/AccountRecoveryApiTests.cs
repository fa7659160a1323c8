using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Api;

/// <summary>A forgotten password and a second factor, over the API.</summary>
public sealed class AccountRecoveryApiTests(MailApp host) : IClassFixture<MailApp>
{
    private const string Fresh = "Lantern43harbour";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ForgotPassword_ThenReset_SetsANewPasswordOnce()
    {
        using var client = await ApiClient.RegisteredAsync(host.App.Address, Cancelled);
        var asked = await client.PostAsync("auth/forgot-password", new JsonObject { ["email"] = client.Email }, Cancelled);
        asked.Status.ShouldBe(HttpStatusCode.Accepted);
        var body = await ResetOfAsync(client.Email);

        body["new_password"] = "password";
        var weak = await client.PostAsync("auth/reset-password", body.DeepClone(), Cancelled);
        weak.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        ((string)weak.Body["code"]!).ShouldBe("ERR_USER_003");
        body["new_password"] = Fresh;
        (await client.PostAsync("auth/reset-password", body.DeepClone(), Cancelled)).Status.ShouldBe(HttpStatusCode.NoContent);
        var again = await client.PostAsync("auth/reset-password", body.DeepClone(), Cancelled);
        ((string)again.Body["code"]!).ShouldBe("ERR_AUTH_003");

        (await LogInAsync(client, client.Email, ApiClient.Password)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await LogInAsync(client, client.Email, Fresh)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task ForgotPassword_WithoutAnAddress_Is422()
    {
        using var client = new ApiClient(host.App.Address);

        var answer = await client.PostAsync("auth/forgot-password", new JsonObject { ["email"] = "nobody" }, Cancelled);

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        ((string)answer.Body["code"]!).ShouldBe("ERR_USER_002");
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("6ba7b8109dad11d180b400c04fd430c8", "abc")]
    [InlineData("nonsense", "%%%")]
    public async Task ResetPassword_WithSomethingElse_Is422(string user, string token)
    {
        using var client = new ApiClient(host.App.Address);

        var answer = await client.PostAsync("auth/reset-password", new JsonObject { ["user"] = user, ["token"] = token, ["new_password"] = Fresh }, Cancelled);

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        ((string)answer.Body["code"]!).ShouldBe("ERR_AUTH_003");
    }

    [Fact]
    public async Task ForgotPassword_OverAndOver_SendsThreeAnHour()
    {
        using var client = await ApiClient.RegisteredAsync(host.App.Address, Cancelled);
        for (var i = 0; i < 5; i++)
        {
            (await client.PostAsync("auth/forgot-password", new JsonObject { ["email"] = client.Email }, Cancelled)).Status.ShouldBe(HttpStatusCode.Accepted);
        }

        // Messages go in their order: when the one asked for last has come, those before it have too.
        using var other = await ApiClient.RegisteredAsync(host.App.Address, Cancelled);
        await other.PostAsync("auth/forgot-password", new JsonObject { ["email"] = other.Email }, Cancelled);
        await host.Mail.WaitForAsync(other.Email, "Set a new password", Cancelled);
        host.Mail.Received.Count(mail => mail.To == client.Email).ShouldBe(3);
    }

    /// <summary>Known and unknown addresses in turn; the medians are written to the output.</summary>
    [Fact]
    public async Task ForgotPassword_KnownAndUnknown_TakeAlikeAndAnswerAlike()
    {
        const int Rounds = 60;
        using var client = await ApiClient.RegisteredAsync(host.App.Address, Cancelled);
        var (known, unknown) = (new List<double>(), new List<double>());
        for (var i = 0; i < Rounds + 10; i++)
        {
            var (a, first) = await TimedAsync(client, client.Email);
            var (b, second) = await TimedAsync(client, $"nobody{i}@e2e.example");
            first.Text.ShouldBe(second.Text);
            first.Status.ShouldBe(second.Status);
            if (i >= 10)
            {
                known.Add(a);
                unknown.Add(b);
            }
        }

        var (of, against) = (Median(known), Median(unknown));
        TestContext.Current.TestOutputHelper!.WriteLine(FormattableString.Invariant($"median of {Rounds}: known {of:F2} ms, unknown {against:F2} ms"));
        Math.Abs(of - against).ShouldBeLessThan(Math.Max(3, 0.35 * Math.Min(of, against)), $"known {of} ms, unknown {against} ms");
    }

    private static async Task<(double Milliseconds, Answer Answer)> TimedAsync(ApiClient client, string email)
    {
        var start = Stopwatch.GetTimestamp();
        var answer = await client.PostAsync("auth/forgot-password", new JsonObject { ["email"] = email }, Cancelled);
        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, answer);
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    private static Task<Answer> LogInAsync(ApiClient client, string email, string password) =>
        client.PostAsync("auth/login", new JsonObject { ["email"] = email, ["password"] = password }, Cancelled);

    private async Task<JsonObject> ResetOfAsync(string email)
    {
        var link = (await host.Mail.WaitForAsync(email, "Set a new password", Cancelled)).LinkTo("/reset-password");
        var query = System.Web.HttpUtility.ParseQueryString(new Uri(host.App.Address, link).Query);
        return new JsonObject { ["user"] = query["user"], ["token"] = query["token"] };
    }
}
