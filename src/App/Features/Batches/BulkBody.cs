using System.Text.Json;
using App.Core.Batches;
using App.Core.Operations;
using App.Core.Results;
using Microsoft.AspNetCore.Mvc;

namespace App.Features.Batches;

/// <summary>Reads the JSON of a call that works on many things: by hand, so that what is wrong with it is told of each item and not of the first.</summary>
internal static class BulkBody
{
    // Twice the same member in one object would lose the first without a word.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    // What is somewhat too large is read to its end: a connection that is closed while it is still written to loses the answer.
    private const int Patience = 4;

    /// <summary>The limit of the server for a body of at most so many bytes.</summary>
    public static RequestSizeLimitAttribute LimitOf(long mostBytes) => new(Patience * mostBytes);

    /// <summary>The document. Errors: the body is no JSON, or is larger than it may be.</summary>
    /// <param name="request">The request.</param>
    /// <param name="mostBytes">The most bytes of a body.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<Result<JsonDocument>> ReadAsync(HttpRequest request, long mostBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > mostBytes)
        {
            return TooLarge(mostBytes);
        }

        if (!request.HasJsonContentType())
        {
            return RequestErrors.NotReadable.Because($"The body is {(request.ContentType is { Length: > 0 } type ? ItemFault.Clip(type) : "without a content type")}. Send JSON, as application/json.");
        }

        try
        {
            using var bytes = new MemoryStream();
            var buffer = new byte[16 * 1024];
            int read;
            while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (bytes.Length + read > mostBytes)
                {
                    return TooLarge(mostBytes);
                }

                bytes.Write(buffer, 0, read);
            }

            return JsonDocument.Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), Options);
        }
        catch (IOException exception) when (exception is not BadHttpRequestException { StatusCode: not StatusCodes.Status413PayloadTooLarge })
        {
            // Of the server, or of the copy that tells one call with a key from another.
            return TooLarge(mostBytes);
        }
        catch (JsonException exception)
        {
            return RequestErrors.NotReadable.Because($"The body is not JSON that can be read: {exception.Message}");
        }
    }

    /// <summary>The document of a call whose body may be left out, which is then undefined.</summary>
    public static async Task<Result<OptionalBody>> ReadOptionalAsync(HttpRequest request, long mostBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength is 0 or null && request.ContentType is null)
        {
            return new OptionalBody(null);
        }

        var body = await ReadAsync(request, mostBytes, cancellationToken);
        return body.IsSuccess ? new OptionalBody(body.Value) : Result<OptionalBody>.Failed(body.Errors);
    }

    /// <summary>A body that may be left out.</summary>
    internal sealed record OptionalBody(JsonDocument? Document)
    {
        public JsonElement Root => Document?.RootElement ?? default;
    }

    private static Error TooLarge(long mostBytes) => BulkErrors.BodyTooLarge.Because(
        $"The body is larger than {mostBytes / 1024 / 1024} MB, which is the most of one call. Send the items in several.", details: new Dictionary<string, object?> { ["limit"] = mostBytes });
}
