using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace E2E.Harness;

/// <summary>A collector of OpenTelemetry over HTTP that keeps what it is sent. Names and tags stand in protobuf as they are, so that they can be looked for in the bytes.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, string Body, string? Key)> _received = new();

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapPost("/{**path}", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
            _received.Enqueue((request.Path.Value!, Encoding.Latin1.GetString(body.ToArray()), request.Headers["x-key"]));
            return Results.Bytes([], "application/x-protobuf");
        });
    }

    public Uri Address => new(_app.Urls.First());

    /// <summary>All that came so far, whatever its path.</summary>
    public IReadOnlyList<(string Path, string Body, string? Key)> Received => [.. _received];

    public static async Task<OtlpReceiver> StartAsync(CancellationToken cancellationToken)
    {
        var receiver = new OtlpReceiver();
        await receiver._app.StartAsync(cancellationToken);
        return receiver;
    }

    /// <summary>All that came on a path, one after the other.</summary>
    public string Of(string path) => string.Concat(_received.Where(each => each.Path == path).Select(each => each.Body));

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
