using Polly;

namespace App.Data.Market.Sources.Http;

/// <summary>Sends a request through its source's pipeline, and reads each answer to its end inside of it.</summary>
/// <remarks>
/// The body belongs to the try: an answer that breaks off or trickles past the limit is tried again like one that never came. Requests are GET without
/// a body, so the same message can be sent again.
/// </remarks>
/// <param name="pipeline">The source's.</param>
internal sealed class ResilientHandler(ResiliencePipeline<HttpResponseMessage> pipeline) : DelegatingHandler
{
    /// <summary>How often the request was sent.</summary>
    public static readonly HttpRequestOptionsKey<int> Tries = new("tries");

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        await pipeline.ExecuteAsync(async token => await TryAsync(request, token), cancellationToken);

    private async Task<HttpResponseMessage> TryAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Options.Set(Tries, request.Options.TryGetValue(Tries, out var tries) ? tries + 1 : 1);
        var answer = await base.SendAsync(request, cancellationToken);
        try
        {
            answer.Content = await BoundedBody.ReadAsync(answer.Content, cancellationToken);
            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }
}
