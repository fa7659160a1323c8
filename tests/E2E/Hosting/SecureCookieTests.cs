using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Hosting;

/// <summary>The cookies of an application that is served over https, and over http beside it.</summary>
public sealed partial class SecureCookieTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cookies_OverHttps_AreBoundToTheHost_AndNotReadOverHttp()
    {
        var certificate = Path.Combine(Directory.CreateDirectory(Path.Combine(Paths.Artifacts, "e2e")).FullName, "cookies.pfx");
        await File.WriteAllBytesAsync(certificate, Certificate(), Cancelled);
        await using var app = await AppProcess.StartAsync(
            new()
            {
                Settings = new Dictionary<string, string>
                {
                    ["Kestrel:Endpoints:Http:Url"] = "http://127.0.0.1:0",
                    ["Kestrel:Endpoints:Https:Url"] = "https://127.0.0.1:0",
                    ["Kestrel:Endpoints:Https:Certificate:Path"] = certificate,
                },
            },
            Cancelled);
        while (!app.Log.Contains("Ballast is ready at", StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancelled);
        }

        var secure = new Uri(app.Log.Split('\n').Single(line => line.Contains("Ballast is ready at", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Single(word => word.StartsWith("https:", StringComparison.Ordinal)).Trim());
        using var user = await ApiClient.RegisteredAsync(app.Address, Cancelled);

        var (names, cookie) = await SignedInAsync(secure, user.Email);
        names.ShouldContain(set => set.StartsWith("__Host-ballast-form=", StringComparison.Ordinal) && IsBound(set));
        names.ShouldContain(set => set.StartsWith("__Host-ballast=", StringComparison.Ordinal) && IsBound(set));
        (await StatusAsync(secure, cookie)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(app.Address, cookie)).ShouldBe(HttpStatusCode.Unauthorized);

        var (plainNames, plain) = await SignedInAsync(app.Address, user.Email);
        plainNames.ShouldContain(set => set.StartsWith("ballast=", StringComparison.Ordinal) && !set.Contains("secure", StringComparison.OrdinalIgnoreCase));
        (await StatusAsync(app.Address, plain)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(secure, plain)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static bool IsBound(string set) =>
        set.Contains("; secure", StringComparison.OrdinalIgnoreCase) && set.Contains("; path=/;", StringComparison.OrdinalIgnoreCase)
        && set.Contains("httponly", StringComparison.OrdinalIgnoreCase) && !set.Contains("domain=", StringComparison.OrdinalIgnoreCase);

    private static async Task<(IReadOnlyList<string> Set, string Cookie)> SignedInAsync(Uri address, string email)
    {
        using var client = Client(address, null);
        using var form = await client.GetAsync("/sign-in", Cancelled);
        var first = SetBy(form);
        var html = await form.Content.ReadAsStringAsync(Cancelled);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["_handler"] = "sign-in",
                ["__RequestVerificationToken"] = Token().Match(html).Groups[1].Value,
                ["Form.Email"] = email,
                ["Form.Password"] = ApiClient.Password,
            }),
        };
        request.Headers.Add("Cookie", CookieOf(first));
        using var answer = await client.SendAsync(request, Cancelled);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync(Cancelled));
        var second = SetBy(answer);
        return ([.. first, .. second], CookieOf(second));
    }

    private static async Task<HttpStatusCode> StatusAsync(Uri address, string cookie)
    {
        using var client = Client(address, cookie);
        using var answer = await client.GetAsync("/api/v1/auth/me", Cancelled);
        return answer.StatusCode;
    }

    private static string[] SetBy(HttpResponseMessage answer) => answer.Headers.TryGetValues("Set-Cookie", out var values) ? [.. values] : [];

    private static string CookieOf(IEnumerable<string> set) => string.Join("; ", set.Select(one => one.Split(';')[0]));

    private static HttpClient Client(Uri address, string? cookie)
    {
        var client = new HttpClient(new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        })
        { BaseAddress = address };
        if (cookie is not null)
        {
            client.DefaultRequestHeaders.Add("Cookie", cookie);
        }

        return client;
    }

    private static byte[] Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=ballast.example", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return certificate.Export(X509ContentType.Pfx);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
