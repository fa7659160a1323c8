using System.Net;
using System.Text.RegularExpressions;
using Shouldly;

namespace E2E.Harness;

/// <summary>A browser without scripts: cookies, forms with their tokens, no redirects followed. For what is told by an answer alone.</summary>
public sealed partial class PlainBrowser : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClientHandler _handler;
    private readonly HttpClient _http;

    public PlainBrowser(Uri address)
    {
        _handler = new HttpClientHandler { CookieContainer = _cookies, AllowAutoRedirect = false };
        _http = new HttpClient(_handler) { BaseAddress = address };
        _http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    /// <summary>Signs a user in over the form of the sign-in page.</summary>
    public static async Task<PlainBrowser> SignedInAsync(Uri address, string email, string password, CancellationToken cancellationToken)
    {
        var browser = new PlainBrowser(address);
        using var answer = await browser.SubmitAsync(
            "/sign-in", new Dictionary<string, string> { ["Form.Email"] = email, ["Form.Password"] = password }, cancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, $"{email} could not sign in");
        return browser;
    }

    /// <summary>Opens a page with a form and sends it with the hidden fields it has, the antiforgery token among them.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string page, Dictionary<string, string> fields, CancellationToken cancellationToken)
    {
        using var shown = await SendAsync(HttpMethod.Get, page, null, cancellationToken);
        var markup = await shown.Content.ReadAsStringAsync(cancellationToken);
        foreach (var hidden in HiddenFields().Matches(markup).Select(match => match.Value))
        {
            fields.TryAdd(AttributeOf(hidden, "name"), AttributeOf(hidden, "value"));
        }

        return await SendAsync(HttpMethod.Post, page, new FormUrlEncodedContent(fields), cancellationToken);
    }

    /// <summary>Sends a request with the cookies there are.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _http.SendAsync(request, cancellationToken);
    }

    /// <summary>The cookies as a header.</summary>
    public string CookieHeader => _cookies.GetCookieHeader(_http.BaseAddress!);

    public void Dispose() => (_http, _handler).Item1.Dispose();

    private static string AttributeOf(string tag, string name) => WebUtility.HtmlDecode(Regex.Match(tag, $"\\b{name}=\"([^\"]*)\"").Groups[1].Value);

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex HiddenFields();
}
