using System.Net;
using App.Data.Market.Sources.Http;

namespace App.Data.Market.Sources.Polygon;

/// <summary>Asks for results, page after page.</summary>
/// <remarks>
/// A page says where the next one is. It is followed only to the host that was asked, because the key goes along, and only so far: a source that never ends is
/// not read to the end.
/// </remarks>
/// <param name="client">Asks Polygon.</param>
/// <param name="address">The host asked.</param>
internal sealed class PolygonPages(SourceClient client, Uri address)
{
    /// <summary>Pages that are followed; ten years of daily bars fit on one.</summary>
    public const int Most = 20;

    /// <summary>All results.</summary>
    /// <param name="path">Path and query of the first page.</param>
    /// <param name="ticker">The ticker that the pages name; null when they name none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Reading<List<T>>> AllAsync<T>(string path, string? ticker, CancellationToken cancellationToken)
        where T : class
    {
        List<T> results = [];
        string? next = path;
        for (var pages = 0; next is not null; pages++)
        {
            if (pages == Most)
            {
                return Reading.Unavailable<List<T>>($"has more than {Most} pages of it");
            }

            var page = await PageAsync<T>(next, ticker, cancellationToken);
            if (!page.Succeeded)
            {
                return page.As<List<T>>();
            }

            results.AddRange((page.Value.Results ?? []).OfType<T>());
            next = page.Value.NextUrl;
            if (next is not null && !IsOfTheHost(next))
            {
                return Reading.Unavailable<List<T>>("points to another host for its next page");
            }
        }

        return Reading.Of(results);
    }

    /// <summary>The reason of a refusal by its status.</summary>
    /// <remarks>What the plan does not reach (two years back, at first) is not offered rather than unavailable: asking again does not help.</remarks>
    public static Reading<T> Refused<T>(SourceReply reply, string? reason)
        where T : class => reply.Status switch
        {
            HttpStatusCode.NotFound when reason is not null => Reading.NotKnown<T>($"does not have it: {reason}"),
            HttpStatusCode.Forbidden when reason?.Contains("not entitled", StringComparison.OrdinalIgnoreCase) == true => Reading.NotOffered<T>($"does not offer it to this key: {reason}"),
            _ => Reading.Unavailable<T>(reply.Refusal(reason ?? (reply.IsSuccess ? "nothing" : string.Empty))),
        };

    private async Task<Reading<PolygonPage<T>>> PageAsync<T>(string page, string? ticker, CancellationToken cancellationToken)
        where T : class
    {
        var reply = await client.GetAsync(page, cancellationToken);
        var read = reply.ReadJson<PolygonPage<T>>();
        return read.Value switch
        {
            null => read,
            _ when !reply.IsSuccess => Refused<PolygonPage<T>>(reply, read.Value.Error ?? read.Value.Message),
            { Ticker: { } answered } when ticker is not null && answered != ticker => Reading.Unavailable<PolygonPage<T>>($"answered for {answered} instead of {ticker}"),
            _ => read,
        };
    }

    private bool IsOfTheHost(string next) => Uri.TryCreate(next, UriKind.Absolute, out var uri)
        && Uri.Compare(uri, address, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
