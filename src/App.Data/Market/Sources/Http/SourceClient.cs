using System.Net;
using System.Net.Http.Headers;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace App.Data.Market.Sources.Http;

/// <summary>Asks one source over HTTP. Whatever happens becomes a <see cref="SourceReply"/>; only the caller's own cancellation throws.</summary>
/// <remarks>
/// Redirects are not followed and cookies not kept: both would send what is meant for one host to another. Connections are renewed every two minutes,
/// so that a source that moves is found. Nothing is logged here, because addresses and headers can hold keys. Safe for any number of callers.
/// </remarks>
internal sealed class SourceClient : IDisposable
{
    private readonly HttpClient _http;

    /// <summary>Makes the client of a source.</summary>
    public SourceClient(HttpSourceOptions options, TimeProvider time)
    {
        var connections = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        };
        _http = new HttpClient(new ResilientHandler(SourcePipeline.Build(options, time)) { InnerHandler = connections })
        {
            BaseAddress = options.BaseAddress,

            // The pipeline limits each try; turns and pauses are not part of it.
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Headers sent with every request.</summary>
    public HttpRequestHeaders Headers => _http.DefaultRequestHeaders;

    /// <summary>Asks for an address, relative to the source's or absolute.</summary>
    /// <param name="address">The address; symbols in it escaped.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="cookie">The Cookie header; null for none.</param>
    public async Task<SourceReply> GetAsync(string address, CancellationToken cancellationToken, string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.RelativeOrAbsolute));
        if (cookie is not null)
        {
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
        }

        try
        {
            using var answer = await _http.SendAsync(request, cancellationToken);
            var cookies = answer.Headers.TryGetValues("Set-Cookie", out var set) ? set.ToArray() : [];
            var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            var reply = new SourceReply(null, answer.StatusCode, body, cookies);
            return (int)answer.StatusCode >= 500 || answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
                ? SourceReply.None(reply.Refusal(string.Empty) + Count(request))
                : reply;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && Explain(exception) is { } fault)
        {
            return SourceReply.None(exception is SourceFaultException or BrokenCircuitException ? fault : fault + Count(request));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static string? Explain(Exception exception) => exception switch
    {
        SourceFaultException => exception.Message,
        BrokenCircuitException { RetryAfter: { } rest } => $"failed {FailureBreaker.Failures} times in a row and is asked again in {Math.Ceiling(rest.TotalSeconds)} s",
        TimeoutRejectedException => $"did not answer within {SourcePipeline.TryLimit.TotalSeconds} s",
        IOException or HttpRequestException { HttpRequestError: HttpRequestError.Unknown, InnerException: IOException } => "broke off in the middle of its answer",
        HttpRequestException failed => Explain(failed.HttpRequestError),
        _ => null,
    };

    private static string Explain(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "could not be found in the network",
        HttpRequestError.ConnectionError => "could not be reached",
        HttpRequestError.SecureConnectionError => "offered no secure connection",
        HttpRequestError.ProxyTunnelError => "could not be reached through the proxy",
        HttpRequestError.ResponseEnded => "broke off in the middle of its answer",
        _ => "could not be understood",
    };

    private static string Count(HttpRequestMessage request) =>
        request.Options.TryGetValue(ResilientHandler.Tries, out var tries) && tries > 1 ? $" on each of {tries} tries" : string.Empty;
}
