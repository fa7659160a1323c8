using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using App.Testing;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Hosting;

/// <summary>What is done too often is refused for as long as is said, and a process that dies forgets none of it.</summary>
public sealed class LimitTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BadCodes_FiveAndThenAKill_AreStillAPauseAfterTheStart()
    {
        await using var app = await StartAsync(("RateLimits:Enabled", "true"), ("RateLimits:InviteCodeDelay", "00:00:00.25"));
        List<double> took = [];
        for (var i = 0; i < 5; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            (await TryAsync(app, "guess")).Status.ShouldBe(HttpStatusCode.Unauthorized);
            took.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }

        foreach (var (index, least) in new[] { 0, 0.25, 0.5, 1, 2 }.Index())
        {
            took[index].ShouldBeGreaterThanOrEqualTo(least);
        }

        await app.KillAsync(Cancelled);
        await app.StartAgainAsync(Cancelled);

        foreach (var code in new[] { "guess", AppProcess.InviteCode })
        {
            ShouldBeLimited(await TryAsync(app, code), 3_400, 3_660);
        }

        var (status, page) = await RegisterOnPageAsync(app);
        status.ShouldBe(HttpStatusCode.TooManyRequests);
        page.ShouldContain("ERR_RATE_001");
        page.ShouldContain("Too many invite codes from this network address were not accepted");
    }

    [Fact]
    public async Task BadCodes_OnTwoNodes_AreOnePause()
    {
        await using var server = await PostgresServer.StartAsync(cancellationToken: Cancelled);
        var options = OptionsOf(("RateLimits:Enabled", "true"), ("RateLimits:InviteCodeDelay", "00:00:00")) with { ConnectionString = await server.CreateDatabaseAsync(cancellationToken: Cancelled) };
        await using var first = await AppProcess.StartAsync(options, Cancelled);
        await using var second = await AppProcess.StartAsync(options, Cancelled);

        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => TryAsync(i % 2 == 0 ? first : second, $"guess{i}")));

        answers.Count(answer => answer.Status == HttpStatusCode.Unauthorized).ShouldBe(5);
        answers.Count(answer => answer.Status == HttpStatusCode.TooManyRequests).ShouldBe(27);
        ShouldBeLimited(await TryAsync(first, AppProcess.InviteCode), 3_500, 3_660);
        ShouldBeLimited(await TryAsync(second, AppProcess.InviteCode), 3_500, 3_660);
    }

    [Fact]
    public async Task ForwardedFor_FromNobodyThatIsKnown_ChangesNothing_InProductionWithoutASetting()
    {
        await using var app = await AppProcess.StartAsync(new() { Environment = "Production", Settings = new Dictionary<string, string> { ["RateLimits:InviteCodeDelay"] = "00:00:00" } }, Cancelled);
        for (var i = 0; i < 5; i++)
        {
            (await TryAsync(app, "guess", $"203.0.113.{i}")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        }

        ShouldBeLimited(await TryAsync(app, "guess", "203.0.113.99"), 3_500, 3_660);
    }

    [Fact]
    public async Task ForwardedFor_FromAKnownProxy_IsTheAddressThatIsCounted()
    {
        await using var app = await StartAsync(("RateLimits:Enabled", "true"), ("RateLimits:InviteCodeDelay", "00:00:00"), ("Security:KnownProxies", "10.1.2.3, 127.0.0.0/8"));
        for (var i = 0; i < 5; i++)
        {
            (await TryAsync(app, "guess", "2001:db8:1:2::1")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        }

        // Another address of the same network; an address that the caller has put before his own; and another caller.
        ShouldBeLimited(await TryAsync(app, "guess", "2001:db8:1:2:ffff::7"), 3_500, 3_660);
        ShouldBeLimited(await TryAsync(app, "guess", "203.0.113.7, 2001:db8:1:2::1"), 3_500, 3_660);
        ShouldBeLimited(await TryAsync(app, "guess", "2001:db8:1:2::1, 10.1.2.3"), 3_500, 3_660);
        (await TryAsync(app, "guess", "2001:db8:1:3::1")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Requests_OfAUser_EndAtTheLimit_OverARestartToo_AndOperatorsAreNotLimited()
    {
        await using var app = await StartAsync(("RateLimits:Enabled", "true"), ("RateLimits:RequestsPerHour", "20"));
        using var user = await ApiClient.RegisteredAsync(app.Address, Cancelled);
        (await PassedAsync(user, 12)).ShouldBe(12);
        (await app.StopAsync(Cancelled)).ShouldBe(0);
        await app.StartAgainAsync(Cancelled);
        (await PassedAsync(user, 12)).ShouldBe(8);

        ShouldBeLimited(await user.GetAsync("portfolios", Cancelled), 3_400, 3_660);
        using var reader = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Address, "/portfolios"));
        reader.Headers.Authorization = new AuthenticationHeaderValue("Bearer", user.Token);
        reader.Headers.Accept.ParseAdd("text/html");
        using var http = new HttpClient();
        using var page = await http.SendAsync(reader, Cancelled);
        page.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        page.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(3_400, 3_660);
        var words = await page.Content.ReadAsStringAsync(Cancelled);
        words.ShouldContain("Too many requests");
        words.ShouldMatch("Wait (5[89]|6[01]) minutes, then try again");

        // What a page is drawn with is not counted.
        using var sheet = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Address, "/tokens.css"));
        sheet.Headers.Authorization = reader.Headers.Authorization;
        (await http.SendAsync(sheet, Cancelled)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var other = await ApiClient.RegisteredAsync(app.Address, Cancelled);
        (await PassedAsync(other, 5)).ShouldBe(5);
        await new AppDatabase(app).MakeSuperuserAsync(other.Email, Cancelled);
        await other.LogInAsync(Cancelled);
        (await PassedAsync(other, 40)).ShouldBe(40);
    }

    [Fact]
    public async Task Files_OfAUser_EndAtTheLimit_OnWhicheverEndpoint_AndOperatorsAreNotLimited()
    {
        await using var app = await StartAsync(("RateLimits:Enabled", "true"), ("RateLimits:UploadsPerHour", "3"));
        using var user = await ApiClient.RegisteredAsync(app.Address, Cancelled);
        var portfolio = await user.CreatedPortfolioAsync(new(), Cancelled);
        (await SendAsync(user, "imports/preview")).Status.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(user, "target-prices/import")).Status.ShouldNotBe(HttpStatusCode.TooManyRequests);

        foreach (var path in new[] { "imports/preview", "imports", "onboarding/create-portfolio", "target-prices/import", $"portfolios/{portfolio}/imports", $"portfolios/{portfolio}/imports/preview" })
        {
            var refused = await SendAsync(user, path);
            ShouldBeLimited(refused, 3_500, 3_660);
            ((string)refused.Body["detail"]!).ShouldStartWith("3 files an hour may be sent. Try again in 6");
        }

        (await user.GetAsync("portfolios", Cancelled)).Status.ShouldBe(HttpStatusCode.OK);
        await new AppDatabase(app).MakeSuperuserAsync(user.Email, Cancelled);
        await user.LogInAsync(Cancelled);
        for (var i = 0; i < 5; i++)
        {
            (await SendAsync(user, "imports/preview")).Status.ShouldBe(HttpStatusCode.OK);
        }
    }

    private static void ShouldBeLimited(Answer answer, int least, int most)
    {
        answer.Status.ShouldBe(HttpStatusCode.TooManyRequests, answer.Text);
        ((string)answer.Body["code"]!).ShouldBe("ERR_RATE_001");
        ((string)answer.Body["type"]!).ShouldBe("/errors/ERR_RATE_001");
        var seconds = int.Parse(answer.Headers["Retry-After"], CultureInfo.InvariantCulture);
        seconds.ShouldBeInRange(least, most);
        ((int)answer.Body["details"]!["retry_after"]!).ShouldBe(seconds);
    }

    private static Task<Answer> SendAsync(ApiClient user, string path) => user.PostAsync(path, new PortfolioUpload { AccountName = "Another" }.ToContent(), Cancelled);

    private static async Task<int> PassedAsync(ApiClient user, int requests)
    {
        var passed = 0;
        for (var i = 0; i < requests; i++)
        {
            passed += (await user.GetAsync("portfolios", Cancelled)).Status == HttpStatusCode.OK ? 1 : 0;
        }

        return passed;
    }

    private static async Task<Answer> TryAsync(AppProcess app, string code, string? forwardedFor = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(app.Address, "/api/v1/onboarding/register"));
        var body = ApiClient.Registration("limits@e2e.example");
        body["invite_code"] = code;
        request.Content = JsonContent.Create(body);
        if (forwardedFor is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        }

        using var answer = await http.SendAsync(request, Cancelled);
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        return new Answer(
            answer.StatusCode, JsonNode.Parse(text)!, text, answer.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase), answer.Content.Headers.ContentType?.ToString());
    }

    private static async Task<(HttpStatusCode Status, string Page)> RegisterOnPageAsync(AppProcess app)
    {
        using var http = new HttpClient { BaseAddress = app.Address };
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        var form = await http.GetStringAsync("/register", Cancelled);
        using var answer = await http.PostAsync("/register", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "register",
            ["__RequestVerificationToken"] = form.Split("__RequestVerificationToken\" value=\"")[1].Split('"')[0],
            ["Form.FullName"] = "Ada",
            ["Form.Email"] = "limits@e2e.example",
            ["Form.Password"] = ApiClient.Password,
            ["Form.InviteCode"] = AppProcess.InviteCode,
        }), Cancelled);
        answer.Headers.RetryAfter.ShouldNotBeNull();
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }

    private static Task<AppProcess> StartAsync(params (string Key, string Value)[] settings) => AppProcess.StartAsync(OptionsOf(settings), Cancelled);

    private static AppOptions OptionsOf(params (string Key, string Value)[] settings) => new() { Settings = settings.ToDictionary(setting => setting.Key, setting => setting.Value) };
}
