using App.Data.Market.Sources.Http;

namespace App.Data.Market.Sources.Yahoo;

/// <summary>What Yahoo wants to see before it tells more than a chart: a cookie and the crumb that goes with it.</summary>
/// <param name="Cookie">The Cookie header.</param>
/// <param name="Crumb">The parameter.</param>
internal sealed record YahooPass(string Cookie, string Crumb);

/// <summary>Gets a pass, keeps it, and gets another when it is refused.</summary>
/// <remarks>
/// One caller at a time fetches it and the others wait for what comes of it. When Yahoo gives none (in the European Union it first wants a person to agree to a
/// page, which is not done here), or refuses one that it has just given, nobody asks again for a quarter of an hour.
/// </remarks>
internal sealed class YahooSession(SourceClient client, YahooOptions options, TimeProvider time) : IDisposable
{
    /// <summary>How long nobody asks for a pass after none was given.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>A crumb is eleven letters or so; a sentence or a page in its place is none.</summary>
    private const int LongestCrumb = 64;

    private readonly SemaphoreSlim _turn = new(1);
    private Reading<YahooPass> _pass;
    private DateTimeOffset _nextFetch;

    /// <summary>The pass, or why there is none.</summary>
    /// <param name="refused">The pass that was refused, to be replaced; null for any.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Reading<YahooPass>> PassAsync(YahooPass? refused, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_pass.Value is { } pass && pass != refused)
            {
                return _pass;
            }

            if (time.GetUtcNow() < _nextFetch)
            {
                return _pass.Succeeded ? Reading.Unavailable<YahooPass>("refuses the crumb it gave") : _pass;
            }

            _pass = await FetchAsync(cancellationToken);

            // The first pass may be refused at once and be replaced; its replacement may not, and neither is a missing one asked for again soon.
            _nextFetch = _pass.Succeeded && refused is null ? default : time.GetUtcNow() + Patience;
            return _pass;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<Reading<YahooPass>> FetchAsync(CancellationToken cancellationToken)
    {
        // This address has nothing to show and answers 404; its cookies are what counts.
        var welcome = await client.GetAsync(options.CookieAddress.ToString(), cancellationToken);
        var cookie = string.Join("; ", welcome.Cookies.Select(set => set.Split(';')[0]));
        if (cookie.Length == 0)
        {
            return Reading.Unavailable<YahooPass>(welcome.Fault ?? "gave no cookie");
        }

        var crumb = await client.GetAsync("/v1/test/getcrumb", cancellationToken, cookie);
        return crumb switch
        {
            { Fault: { } fault } => Reading.Unavailable<YahooPass>(fault),
            { IsSuccess: true } when IsCrumb(crumb.Text) => Reading.Of(new YahooPass(cookie, crumb.Text)),
            _ => Reading.Unavailable<YahooPass>($"{crumb.Refusal(crumb.IsPage ? "a page to agree to" : crumb.Text)} instead of a crumb"),
        };
    }

    private static bool IsCrumb(string text) => text.Length is > 0 and <= LongestCrumb && !text.Any(letter => char.IsWhiteSpace(letter) || letter is '<' or '{');
}
