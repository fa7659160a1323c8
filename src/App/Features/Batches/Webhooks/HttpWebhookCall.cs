using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using App.Core.Batches;

namespace App.Features.Batches;

/// <summary>Calls receivers over HTTP.</summary>
/// <remarks>
/// A name is looked up here, and what is connected to is one of the addresses that were found and judged: there is no second look-up that could find another. Redirects are not followed, no proxy is asked (it would look the name up itself),
/// and neither cookies nor traces are sent. Of an answer the status counts; up to a kilobyte of its body is read, so that the receiver sees an orderly end, and forgotten. Safe for any number of callers.
/// </remarks>
internal sealed class HttpWebhookCall : IWebhookCall, IDisposable
{
    private const int MostRead = 1024;
    private const int MostAddresses = 4;

    private static readonly ProductInfoHeaderValue Agent = new("Ballast-Webhooks", "1");

    // Of several addresses, such as one of each family, the next has its turn after this.
    private static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(3);

    private readonly WebhookPolicy _policy;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public HttpWebhookCall(WebhookPolicy policy, Func<string, CancellationToken, Task<IPAddress[]>> resolve, TimeProvider time)
    {
        (_policy, _resolve, _time) = (policy, resolve, time);
        var connections = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectCallback = ConnectAsync,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 0,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        };
        _http = new HttpClient(connections) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public async Task<WebhookAnswer> SendAsync(WebhookMessage message, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(SendNextWebhook.LongestCall, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            using var request = RequestOf(message);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            await ReadSomeAsync(response, either.Token);
            return WebhookAnswer.Of((int)response.StatusCode);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever keeps a record from its receiver: it is written down, and tried again.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            // A wait that is ended by the time that is over may end with the socket's word for it.
            return AnswerOf(late.IsCancellationRequested ? new OperationCanceledException(late.Token) : fault);
        }
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage RequestOf(WebhookMessage message)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, message.Address) { Content = new ByteArrayContent(message.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.UserAgent.Add(Agent);
        foreach (var (name, value) in message.Headers)
        {
            request.Headers.Add(name, value);
        }

        return request;
    }

    // The status is there already: an answer whose body breaks off, or does not end in time, counts by it.
    private static async Task ReadSomeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            await body.ReadAtLeastAsync(new byte[MostRead], MostRead, throwOnEndOfStream: false, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or OperationCanceledException)
        {
            // Nothing of it was wanted.
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var found = IPAddress.TryParse(host, out var literal) ? [literal] : await _resolve(host, cancellationToken);
        var allowed = found.Where(address => _policy.FaultOf(address) is null).Take(MostAddresses).ToList();
        if (allowed.Count == 0)
        {
            throw found.Length == 0 ? new SocketException((int)SocketError.HostNotFound) : new NotAllowedException(_policy.FaultOf(found[0])!);
        }

        for (var i = 0; ; i++)
        {
            try
            {
                return await ConnectAsync(allowed[i], port, cancellationToken);
            }
            catch (Exception exception) when (i + 1 < allowed.Count && !cancellationToken.IsCancellationRequested && exception is SocketException)
            {
                // The next of its addresses may be reachable.
            }
        }
    }

    private async Task<Stream> ConnectAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(LongestConnect, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), either.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception exception)
        {
            socket.Dispose();
            if (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                throw new SocketException((int)SocketError.TimedOut);
            }

            throw;
        }
    }

    private static WebhookAnswer AnswerOf(Exception fault) => CausesOf(fault).Select(Known).FirstOrDefault(answer => answer is not null)
        ?? WebhookAnswer.None(WebhookEnd.Unreachable, $"The connection broke before there was an answer ({(fault as HttpRequestException)?.HttpRequestError.ToString() ?? fault.GetType().Name}).");

    private static WebhookAnswer? Known(Exception cause) => cause switch
    {
        NotAllowedException refused => WebhookAnswer.None(WebhookEnd.Refused, $"Not sent: the receiver's name stands for {refused.Kind}. Webhooks go to public addresses."),
        AuthenticationException => WebhookAnswer.None(WebhookEnd.Unreachable, "No safe connection: the receiver's certificate is not good for its name, not trusted or out of date, or it offers no TLS."),
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery } =>
            WebhookAnswer.None(WebhookEnd.Unreachable, "The receiver's name could not be found."),
        SocketException socket => WebhookAnswer.None(WebhookEnd.Unreachable, $"No connection to the receiver ({socket.SocketErrorCode})."),
        OperationCanceledException => WebhookAnswer.None(WebhookEnd.Timeout, $"No answer within {SendNextWebhook.LongestCall.TotalSeconds:0} seconds."),
        _ => null,
    };

    // The innermost first: what a connection failed for stands within what the client says of it.
    private static IEnumerable<Exception> CausesOf(Exception fault) => fault.InnerException is { } inner ? [.. CausesOf(inner), fault] : [fault];

    // Before a connection is tried.
    private sealed class NotAllowedException(string kind) : Exception
    {
        public string Kind => kind;
    }
}
