using System.Net;
using System.Text;
using System.Text.Json;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Hosting;

/// <summary>What callers get when a request cannot be read, leads nowhere, or breaks something.</summary>
public sealed class FailureTests(SharedApp shared)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"email": 3}""", "$.email")]
    [InlineData("""{"email": "a@b.example", """, "line 1")]
    [InlineData("", "")]
    public async Task Body_ThatIsNotTheJsonExpected_IsAProblemThatSaysWhere(string body, string place)
    {
        using var client = Client(shared.App);
        using var answer = await client.PostAsync("/api/v1/auth/login", new StringContent(body, Encoding.UTF8, "application/json"), Cancelled);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await ProblemAsync(answer);
        problem.GetProperty("code").GetString().ShouldBe("ERR_REQUEST_001");
        problem.GetProperty("type").GetString().ShouldBe("/errors/ERR_REQUEST_001");
        problem.GetProperty("detail").GetString()!.ShouldContain(place);
        problem.GetProperty("detail").GetString()!.ShouldNotContain("App.");
        problem.GetProperty("trace_id").GetString()!.Length.ShouldBe(32);
    }

    [Theory]
    [InlineData("GET", "/api/v1/nowhere", 404, "ERR_REQUEST_002")]
    [InlineData("DELETE", "/api/v1/auth/login", 405, "ERR_REQUEST_002")]
    [InlineData("GET", "/api/v1/auth/me", 401, "ERR_AUTH_001")]
    public async Task Request_ThatIsTurnedAway_IsAProblemWithACode(string method, string address, int status, string code)
    {
        using var client = Client(shared.App);
        using var answer = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), address), Cancelled);

        ((int)answer.StatusCode).ShouldBe(status);
        (await ProblemAsync(answer)).GetProperty("code").GetString().ShouldBe(code);
    }

    [Fact]
    public async Task File_ThatIsMissing_IsNotAnsweredWithAPage()
    {
        using var client = new HttpClient { BaseAddress = shared.App.Address };
        client.DefaultRequestHeaders.Add("Accept", "image/avif,image/webp,*/*;q=0.8");
        using var answer = await client.GetAsync("/nowhere.png", Cancelled);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync(Cancelled)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task Fault_OfTheDatabase_IsAProblemToProgramsAndAPageToReaders(string environment)
    {
        await using var app = await AppProcess.StartAsync(new() { Environment = environment }, Cancelled);
        using var client = Client(app);
        var form = await client.GetStringAsync("/sign-in", Cancelled);
        BreakDatabase(app);
        client.DefaultRequestHeaders.Add("X-Correlation-ID", "found-again");

        using var program = await client.PostAsync("/api/v1/auth/login", new StringContent("""{"email":"a@b.example","password":"x"}""", Encoding.UTF8, "application/json"), Cancelled);
        program.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        var problem = await ProblemAsync(program);
        problem.GetProperty("code").GetString().ShouldBe("ERR_SERVER_001");
        problem.GetProperty("trace_id").GetString()!.Length.ShouldBe(32);
        problem.GetRawText().ShouldNotContain("SQLite", Case.Insensitive);

        using var reader = await client.PostAsync("/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "sign-in",
            ["__RequestVerificationToken"] = form.Split("__RequestVerificationToken\" value=\"")[1].Split('"')[0],
            ["Form.Email"] = "a@b.example",
            ["Form.Password"] = "x",
        }), Cancelled);
        reader.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        var page = await reader.Content.ReadAsStringAsync(Cancelled);
        page.ShouldContain("Something broke on our side");
        page.ShouldNotContain("SQLite", Case.Insensitive);

        // Headers that were set before the fault are cleared by what handles it.
        foreach (var answer in new[] { program, reader })
        {
            answer.Headers.GetValues("X-Correlation-ID").ShouldBe(["found-again"]);
            answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("script-src 'self'");
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        }

        if (environment == "Production")
        {
            app.Log.Split('\n').ShouldContain(line => line.StartsWith('{') && line.Contains("\"LogLevel\":\"Error\"", StringComparison.Ordinal) && line.Contains("\"correlation_id\":\"found-again\"", StringComparison.Ordinal));
        }
    }

    // Every page of the file becomes one that SQLite does not know; what the process has open it has open still.
    private static void BreakDatabase(AppProcess app)
    {
        foreach (var file in Directory.GetFiles(app.DataFolder))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            stream.Write(Enumerable.Repeat((byte)'x', (int)Math.Max(4096, stream.Length)).ToArray());
        }
    }

    private static HttpClient Client(AppProcess app)
    {
        var client = new HttpClient { BaseAddress = app.Address };
        client.DefaultRequestHeaders.Add("Accept", "text/html, application/json;q=0.9");
        return client;
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage answer)
    {
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancelled)).RootElement;
    }
}
