using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace E2E.Harness;

/// <summary>What a receiver of webhooks was sent.</summary>
internal sealed record ReceivedWebhook(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body);

/// <summary>A receiver of webhooks: a server on this machine that answers as it is told and keeps what it is sent.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedWebhook> _received = new();
    private WebApplication? _app;

    private WebhookReceiver(int port) => Address = new Uri($"http://127.0.0.1:{port}/hook");

    /// <summary>Where it is, or will be.</summary>
    public Uri Address { get; }

    /// <summary>What it answers; the number of the call counts from 1.</summary>
    public Func<int, HttpContext, Task<IResult>> Answer { get; set; } = (_, _) => Task.FromResult(Results.Ok());

    /// <summary>All that came so far.</summary>
    public IReadOnlyList<ReceivedWebhook> Received => [.. _received];

    /// <summary>One that does not listen yet, on a port that nobody has.</summary>
    public static WebhookReceiver Down()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return new(((IPEndPoint)probe.LocalEndpoint).Port);
    }

    /// <summary>One that listens.</summary>
    public static async Task<WebhookReceiver> StartAsync(CancellationToken cancellationToken)
    {
        var receiver = Down();
        await receiver.UpAsync(cancellationToken);
        return receiver;
    }

    /// <summary>Listens from now on.</summary>
    public async Task UpAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add(Address.GetLeftPart(UriPartial.Authority));
        _app.Map("/{**path}", (Delegate)AnswerAsync);
        await _app.StartAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<IResult> AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        _received.Enqueue(new(context.Request.Path.Value!, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
        return await Answer(_received.Count, context);
    }
}
