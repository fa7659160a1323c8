using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Hosting;

/// <summary>What every answer says to a browser, and how a request is found in the logs.</summary>
public sealed class HeaderTests(SharedApp shared)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // A page, a page that is none, a form, a redirect, an answer to a program, one turned away, one that cannot be read, a style sheet, a script, a document, health.
    public static TheoryData<string, string, int> Answers => new()
    {
        { "GET", "/sign-in", 200 },
        { "GET", "/nowhere", 404 },
        { "GET", "/portfolios", 302 },
        { "GET", "/errors/ERR_USER_003", 200 },
        { "GET", "/api/v1/auth/me", 401 },
        { "GET", "/api/v1/nowhere", 404 },
        { "POST", "/api/v1/auth/login", 400 },
        { "GET", "/api/v1/onboarding/csv-template", 200 },
        { "GET", "/css/base.css", 200 },
        { "GET", "/js/menu.js", 200 },
        { "GET", "/openapi/v1.json", 200 },
        { "GET", "/health/live", 200 },
        { "POST", "/hubs/runs/negotiate", 401 },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Answer_OfEveryKind_TellsTheBrowserWhatIsNeverDone(string method, string address, int status)
    {
        using var client = Client();
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = method == "POST" ? new StringContent("{", Encoding.UTF8, "application/json") : null };
        request.Headers.Add("Accept", "text/html");
        using var answer = await client.SendAsync(request, Cancelled);

        ((int)answer.StatusCode).ShouldBe(status);
        var policy = Header(answer, "Content-Security-Policy").Split("; ").Select(directive => directive.Split(' ', 2)).ToDictionary(parts => parts[0], parts => parts[1]);
        policy["default-src"].ShouldBe("'none'");
        policy["script-src"].ShouldBe("'self'");
        policy["style-src"].ShouldBe("'self'");
        policy["frame-ancestors"].ShouldBe("'none'");
        policy["form-action"].ShouldBe("'self'");
        policy["base-uri"].ShouldBe("'self'");
        Header(answer, "X-Content-Type-Options").ShouldBe("nosniff");
        Header(answer, "X-Frame-Options").ShouldBe("DENY");
        Header(answer, "Referrer-Policy").ShouldBe("same-origin");
        Header(answer, "Cross-Origin-Opener-Policy").ShouldBe("same-origin");
        Header(answer, "Permissions-Policy").ShouldContain("camera=()");
        answer.Headers.Contains("Server").ShouldBeFalse();
        answer.Headers.CacheControl.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("/sign-in", "no-store")]
    [InlineData("/api/v1/auth/me", "no-store")]
    [InlineData("/api/v1/onboarding/csv-template", "public, max-age=3600")]
    public async Task Answer_ThatDoesNotSayHowLongItMayBeKept_IsNotKept(string address, string expected)
    {
        using var client = Client();
        using var answer = await client.GetAsync(address, Cancelled);

        answer.Headers.CacheControl!.ToString().ShouldContain(expected);
    }

    [Theory]
    [InlineData("order-4711_a.b", true)]
    [InlineData("", false)]
    [InlineData("two words", false)]
    [InlineData("<script>", false)]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345", false)]
    public async Task CorrelationId_ThatCanBeLogged_ComesBack_AndAnyOtherIsReplaced(string sent, bool isTaken)
    {
        using var client = Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/auth/me");
        request.Headers.TryAddWithoutValidation("X-Correlation-ID", sent);
        using var answer = await client.SendAsync(request, Cancelled);

        var id = Header(answer, "X-Correlation-ID");
        if (isTaken)
        {
            id.ShouldBe(sent);
            return;
        }

        id.ShouldMatch("^[0-9a-f]{32}$");
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancelled));
        problem.RootElement.GetProperty("trace_id").GetString().ShouldBe(id);
    }

    [Fact]
    public async Task Production_OverHttps_AsksForItForAYear_AndLogsJson()
    {
        var certificate = Path.Combine(Directory.CreateDirectory(Path.Combine(Paths.Artifacts, "e2e")).FullName, "host.pfx");
        await File.WriteAllBytesAsync(certificate, Certificate(), Cancelled);
        await using var app = await AppProcess.StartAsync(
            new()
            {
                Environment = "Production",
                Settings = new Dictionary<string, string>
                {
                    ["Kestrel:Endpoints:Http:Url"] = "http://127.0.0.1:0",
                    ["Kestrel:Endpoints:Https:Url"] = "https://127.0.0.1:0",
                    ["Kestrel:Endpoints:Https:Certificate:Path"] = certificate,
                },
            },
            Cancelled);

        // The server says that it listens before it is announced.
        while (!app.Log.Contains("Ballast is ready at", StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancelled);
        }

        var addresses = app.Log.Split('\n').Single(line => line.Contains("Ballast is ready at", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        using var client = new HttpClient(handler);
        client.DefaultRequestHeaders.Host = "ballast.example";

        using var secure = await client.GetAsync(new Uri(new Uri(addresses.Single(word => word.StartsWith("https:", StringComparison.Ordinal))), "/sign-in"), Cancelled);
        using var plain = await client.GetAsync(new Uri(app.Address, "/sign-in"), Cancelled);

        Header(secure, "Strict-Transport-Security").ShouldContain("max-age=31536000");
        plain.Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
        var lines = app.Log.Split('\n').Where(line => line.StartsWith('{')).ToList();
        lines.ShouldNotBeEmpty();
        foreach (var line in lines)
        {
            using var entry = JsonDocument.Parse(line);
            DateTimeOffset.Parse(entry.RootElement.GetProperty("Timestamp").GetString()!, CultureInfo.InvariantCulture).Offset.ShouldBe(TimeSpan.Zero);
            entry.RootElement.GetProperty("LogLevel").GetString().ShouldNotBeNullOrEmpty();
        }
    }

    private static byte[] Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=ballast.example", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return certificate.Export(X509ContentType.Pfx);
    }

    private HttpClient Client() => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = shared.App.Address };

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? values.Single() : throw new ShouldAssertException($"no {name} on {answer.RequestMessage!.RequestUri}");
}
