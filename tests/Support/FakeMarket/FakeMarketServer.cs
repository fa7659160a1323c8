using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace App.Testing.FakeMarket;

/// <summary>A real HTTP server that tells a scenario in the formats of Yahoo, Stooq, Tiingo and Polygon, and misbehaves as told.</summary>
/// <remarks>Listens on a free port of this machine; <see cref="Settings"/> are the keys that lead another process's sources to it.</remarks>
public sealed class FakeMarketServer : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<FakeRequest> _requests = [];
    private readonly List<Rule> _rules = [];
    private readonly WebApplication _app;
    private readonly TimeProvider _time;
    private bool _isStopped;

    private FakeMarketServer(MarketScenario scenario, TimeProvider time)
    {
        _time = time;
        Scenario = scenario;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.Use(InspectAsync);
        YahooFormat.Map(_app, this);
        StooqFormat.Map(_app, this);
        TiingoFormat.Map(_app, this);
        PolygonFormat.Map(_app, this);
    }

    /// <summary>What it tells.</summary>
    public MarketScenario Scenario { get; set; }

    /// <summary>The day of the scenario: Yahoo's charts reach to the session of this day, which may still be running.</summary>
    public DateOnly Today { get; init; } = DateOnly.MaxValue;

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>The keys sources have to bring.</summary>
    public string Key { get; } = "k3y-0f-the-fake-market";

    /// <summary>Results on a page of Polygon's.</summary>
    public int PageSize { get; set; } = 5000;

    /// <summary>The crumb that Yahoo gives and takes; another one from now on when it is set.</summary>
    public string Crumb { get; set; } = "cRuMb.1/x";

    /// <summary>False for a Tiingo token without the subscription to fundamentals.</summary>
    public bool HasTiingoFundamentals { get; set; } = true;

    /// <summary>What the Retry-After header of a 429 says, in seconds; null for none.</summary>
    public int? RetryAfter { get; set; }

    /// <summary>Called when a request is held that will not be answered.</summary>
    public Action? Holding { get; set; }

    /// <summary>The requests so far.</summary>
    public IReadOnlyList<FakeRequest> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Configuration that leads all sources here.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["MarketData:Yahoo:BaseAddress"] = Address.ToString(),
        ["MarketData:Yahoo:CookieAddress"] = new Uri(Address, "/yahoo-cookie").ToString(),
        ["MarketData:Stooq:BaseAddress"] = Address.ToString(),
        ["MarketData:Stooq:ApiKey"] = Key,
        ["MarketData:Tiingo:BaseAddress"] = Address.ToString(),
        ["MarketData:Tiingo:ApiKey"] = Key,
        ["MarketData:Polygon:BaseAddress"] = Address.ToString(),
        ["MarketData:Polygon:ApiKey"] = Key,
    };

    /// <summary>Starts it.</summary>
    public static async Task<FakeMarketServer> StartAsync(MarketScenario scenario, TimeProvider? time = null, DateOnly? today = null)
    {
        var server = new FakeMarketServer(scenario, time ?? TimeProvider.System) { Today = today ?? DateOnly.MaxValue };
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Misbehaves from now on.</summary>
    /// <param name="how">How.</param>
    /// <param name="times">How often; then answers again.</param>
    /// <param name="where">A part of the address of the requests concerned; null for all.</param>
    public void Misbehave(Misbehaviour how, int times = int.MaxValue, string? where = null)
    {
        lock (_gate)
        {
            _rules.Add(new Rule(how, where) { Left = times });
        }
    }

    /// <summary>Answers as it should, from now on.</summary>
    public void Behave()
    {
        lock (_gate)
        {
            _rules.Clear();
        }
    }

    /// <summary>Closes the port: whoever connects is refused.</summary>
    public async Task StopListeningAsync()
    {
        _isStopped = true;
        await _app.StopAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_isStopped)
        {
            using var now = new CancellationTokenSource(TimeSpan.Zero);
            await _app.StopAsync(now.Token);
        }

        await _app.DisposeAsync();
    }

    /// <summary>The security asked for; another one when the server is to get it wrong; null when there is none.</summary>
    internal FakeSecurity? Security(HttpContext context, string symbol) => Scenario.Find(symbol) is { } security
        ? context.Items.ContainsKey(nameof(Misbehaviour.WrongSymbol)) ? Scenario.Other(security) : security
        : null;

    private async Task InspectAsync(HttpContext context, RequestDelegate next)
    {
        var request = new FakeRequest(
            context.Request.Path, Uri.UnescapeDataString(context.Request.QueryString.Value ?? string.Empty), _time.GetUtcNow(),
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        await ((Note(request)) switch
        {
            null => next(context),
            Misbehaviour.WrongSymbol => WrongAsync(context, next),
            Misbehaviour.HalfAnswer => HalfAsync(context, next),
            { } how => MisbehaveAsync(context, how),
        });
    }

    private Misbehaviour? Note(FakeRequest request)
    {
        lock (_gate)
        {
            _requests.Add(request);
            var rule = _rules.Find(rule => rule.Left > 0 && (rule.Where is null || request.Address.Contains(rule.Where, StringComparison.OrdinalIgnoreCase)));
            if (rule is not null)
            {
                rule.Left--;
            }

            return rule?.How;
        }
    }

    private async Task MisbehaveAsync(HttpContext context, Misbehaviour how)
    {
        var response = context.Response;
        switch (how)
        {
            case Misbehaviour.Slow:
                Holding?.Invoke();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case Misbehaviour.TooManyRequests:
                response.StatusCode = StatusCodes.Status429TooManyRequests;
                response.Headers.RetryAfter = RetryAfter?.ToString(CultureInfo.InvariantCulture);
                await response.WriteAsync("Too Many Requests\r\n");
                break;
            case Misbehaviour.ServerError:
                response.StatusCode = StatusCodes.Status500InternalServerError;
                await response.WriteAsync("<html><body>Oops</body></html>");
                break;
            case Misbehaviour.CutOff:
                response.ContentLength = 5000;
                await response.WriteAsync("""{"chart":{"result":[{"meta":{"curr""");
                await response.Body.FlushAsync();
                context.Abort();
                break;
            case Misbehaviour.HtmlPage:
                response.ContentType = "text/html; charset=utf-8";
                await response.WriteAsync("\r\n<!DOCTYPE html><html><body>Will be right back…</body></html>");
                break;
            case Misbehaviour.Huge:
                await HugeAsync(context);
                break;
            case Misbehaviour.NotFound:
                response.StatusCode = StatusCodes.Status404NotFound;
                await response.WriteAsync("404 page not found");
                break;
            case Misbehaviour.Unauthorized:
                response.StatusCode = StatusCodes.Status401Unauthorized;
                await response.WriteAsJsonAsync(new { detail = $"Invalid token {Key}.", error = $"Unknown API Key {Key}" });
                break;
        }
    }

    private static async Task HugeAsync(HttpContext context)
    {
        var blank = new byte[1024 * 1024];
        Array.Fill(blank, (byte)' ');
        for (var megabytes = 0; megabytes < 40 && !context.RequestAborted.IsCancellationRequested; megabytes++)
        {
            await context.Response.Body.WriteAsync(blank).AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static Task WrongAsync(HttpContext context, RequestDelegate next)
    {
        context.Items[nameof(Misbehaviour.WrongSymbol)] = true;
        return next(context);
    }

    private static async Task HalfAsync(HttpContext context, RequestDelegate next)
    {
        var original = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var whole = new MemoryStream();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(whole));
        await next(context);
        await context.Response.Body.FlushAsync();
        context.Features.Set(original);
        context.Response.ContentLength = whole.Length / 2;
        await context.Response.Body.WriteAsync(whole.ToArray().AsMemory(0, (int)whole.Length / 2));
    }

    private sealed record Rule(Misbehaviour How, string? Where)
    {
        public int Left { get; set; }
    }
}
