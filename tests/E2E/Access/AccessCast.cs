using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using E2E.Harness;
using Shouldly;

namespace E2E.Access;

/// <summary>The five who knock at every door: each as a program, by a token, and as a browser, by a cookie.</summary>
internal sealed class AccessCast : IAsyncDisposable
{
    private readonly Dictionary<Caller, (string? Token, PlainBrowser Browser)> _who = [];
    private readonly List<IDisposable> _own = [];
    private readonly AppProcess _app;
    private readonly HttpClient _http;

    private AccessCast(AppProcess app)
    {
        _app = app;
        _http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = app.Address };
    }

    /// <summary>What the addresses name for a caller: what is the owner's, or what is that of the user who is looked through.</summary>
    public AccessWorld WorldOf(Caller caller) => caller == Caller.Impersonator ? LookedThrough : Owned;

    private AccessWorld Owned { get; set; } = default!;

    private AccessWorld LookedThrough { get; set; } = default!;

    public static async Task<AccessCast> AssembleAsync(AppProcess app, CancellationToken cancellationToken)
    {
        var cast = new AccessCast(app);
        var address = app.Address;
        var (other, third, target) = (await ApiClient.RegisteredAsync(address, cancellationToken), await ApiClient.RegisteredAsync(address, cancellationToken), await ApiClient.RegisteredAsync(address, cancellationToken));
        var (first, second) = (await cast.OperatorAsync(cancellationToken), await cast.OperatorAsync(cancellationToken));
        (cast.Owned, cast.LookedThrough) = (await AccessWorld.CreateAsync(app, cancellationToken), await AccessWorld.CreateAsync(app, cancellationToken));
        cast._own.AddRange([other, third, target, first, second, cast.Owned, cast.LookedThrough]);

        cast._who[Caller.Anonymous] = (null, new PlainBrowser(address));
        cast._who[Caller.Other] = (other.Token, await PlainBrowser.SignedInAsync(address, other.Email, ApiClient.Password, cancellationToken));
        cast._who[Caller.Owner] = (cast.Owned.Client.Token, await PlainBrowser.SignedInAsync(address, cast.Owned.Client.Email, ApiClient.Password, cancellationToken));
        cast._who[Caller.Operator] = (first.Token, await PlainBrowser.SignedInAsync(address, first.Email, ApiClient.Password, cancellationToken));

        // One operator looks through one pair of eyes at a time: by the cookie as by the token, so there are two.
        var byCookie = await cast.OperatorAsync(cancellationToken);
        var browser = await PlainBrowser.SignedInAsync(address, byCookie.Email, ApiClient.Password, cancellationToken);
        cast._own.Add(byCookie);
        await cast.BeginAsync(HttpMethod.Post, browser, cancellationToken);
        (await second.PostAsync("admin/impersonate", cast.Request(), cancellationToken)).Status.ShouldBe(HttpStatusCode.Created);
        cast._who[Caller.Impersonator] = (second.Token, browser);

        var revoked = await cast.OperatorAsync(cancellationToken);
        cast._own.Add(revoked);
        var impersonation = await revoked.PostAsync("admin/impersonate", new JsonObject { ["user_id"] = await IdOfAsync(target, cancellationToken), ["reason"] = "to be revoked" }, cancellationToken);
        foreach (var world in (AccessWorld[])[cast.Owned, cast.LookedThrough])
        {
            await cast.NameForOperatorsAsync(world, first, third, (string)impersonation.Body["id"]!, cancellationToken);
        }

        return cast;
    }

    /// <summary>What becomes of a request.</summary>
    public async Task<(Access? Access, string Answer)> AskAsync(Caller caller, AppRoute route, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
    {
        var (token, browser) = _who[caller];
        if (route.Pattern.Contains('#', StringComparison.Ordinal))
        {
            return await WatchAsync(route.Pattern.Split('#')[0], token, WorldOf(caller), cancellationToken);
        }

        var address = WorldOf(caller).AddressOf(route);
        var method = route.Method == "*" ? HttpMethod.Get : new HttpMethod(route.Method);
        using var answer = route.IsPage || headers.Length > 0
            ? await browser.SendAsync(method, address, AccessTable.BodyOf(route), cancellationToken, headers)
            : await SendAsync(method, address, AccessTable.BodyOf(route), token, cancellationToken);
        return (AccessOf(answer), $"{(int)answer.StatusCode} {answer.Headers.Location} {Short(await answer.Content.ReadAsStringAsync(cancellationToken))}");
    }

    public ValueTask DisposeAsync()
    {
        foreach (var one in _own.Concat(_who.Values.Select(who => who.Browser)).Append(_http))
        {
            one.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private static Access? AccessOf(HttpResponseMessage answer) => answer.StatusCode switch
    {
        HttpStatusCode.Unauthorized => Access.SignIn,
        HttpStatusCode.Redirect when answer.Headers.Location?.OriginalString.Contains("/sign-in?returnUrl", StringComparison.OrdinalIgnoreCase) == true => Access.SignIn,
        HttpStatusCode.Forbidden => Access.Forbidden,
        HttpStatusCode.NotFound => Access.NotThere,
        < HttpStatusCode.InternalServerError => Access.In,
        _ => null,
    };

    private static string Short(string text) => text.StartsWith('{') ? text[..Math.Min(text.Length, 200)] : string.Empty;

    private static async Task<string> IdOfAsync(ApiClient user, CancellationToken cancellationToken) => (string)(await user.GetAsync("auth/me", cancellationToken)).Body["id"]!;

    private JsonObject Request() => new() { ["user_id"] = LookedThrough.UserId, ["reason"] = "to see what is seen" };

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, HttpContent? body, string? token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await _http.SendAsync(request, cancellationToken);
    }

    private async Task BeginAsync(HttpMethod method, PlainBrowser browser, CancellationToken cancellationToken)
    {
        using var content = new StringContent(Request().ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        using var begun = await browser.SendAsync(method, "/api/v1/admin/impersonate", content, cancellationToken, ("Sec-Fetch-Site", "same-origin"));
        begun.StatusCode.ShouldBe(HttpStatusCode.Created, await begun.Content.ReadAsStringAsync(cancellationToken));
    }

    private async Task<ApiClient> OperatorAsync(CancellationToken cancellationToken)
    {
        var client = await ApiClient.RegisteredAsync(_app.Address, cancellationToken);
        await new AppDatabase(_app).MakeSuperuserAsync(client.Email, cancellationToken);
        return client;
    }

    private async Task NameForOperatorsAsync(AccessWorld world, ApiClient one, ApiClient third, string impersonation, CancellationToken cancellationToken)
    {
        var alert = TestAlert(world);
        var (id, now) = _app.PostgresConnectionString is null ? ($"upper('{alert}')", "datetime('now')") : ($"'{alert}'", "now()");
        await new AppDatabase(_app).ExecuteAsync(
            $"INSERT INTO alerts (id, rule, raised_at, last_seen_at, value, threshold, message) VALUES ({id}, 'test_{alert[^8..]}', {now}, {now}, 1, 0, 'Made for a test.')", cancellationToken);
        world["alert_id"] = alert;
        world["impersonation"] = impersonation;
        world["version"] = "1";
        world["user_id"] = await IdOfAsync(third, cancellationToken);
        world["userid"] = world["user_id"];
        world["invite"] = (string)(await one.PostAsync("admin/invite-codes", new JsonObject { ["cohort"] = "access" }, cancellationToken)).Body["code"]!;
        world["day_id"] = (string)(await one.PostAsync("admin/end-of-days", new JsonObject { ["force"] = true }, cancellationToken)).Body["id"]!;
    }

    // Another id than the portfolio's, and always the same.
    private static string TestAlert(AccessWorld world) => "00000000" + world["id"][8..];

    private async Task<(Access? Access, string Answer)> WatchAsync(string hub, string? token, AccessWorld world, CancellationToken cancellationToken)
    {
        try
        {
            using var client = await HubClient.ConnectAsync(_app.Address, hub, token ?? "none", cancellationToken);
            await foreach (var _ in hub == HubClient.Runs ? client.WatchAsync(cancellationToken, world["id"], world["run_id"]) : client.WatchAsync(cancellationToken, world["batch_id"]))
            {
                return (Access.In, "streams");
            }

            return (null, "streams nothing");
        }
        catch (WebSocketException exception)
        {
            return (exception.Message.Contains("401", StringComparison.Ordinal) ? Access.SignIn : null, exception.Message);
        }
        catch (InvalidOperationException exception)
        {
            return (exception.Message.Contains("BATCH_", StringComparison.Ordinal) ? Access.NotThere : null, exception.Message);
        }
    }
}
