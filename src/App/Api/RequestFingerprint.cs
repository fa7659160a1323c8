using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace App.Api;

/// <summary>Tells whether two calls are the same: SHA-256 of query and body.</summary>
/// <remarks>A form is told by its parts and not by its bytes: whoever sends one again sends another boundary between them.</remarks>
internal static class RequestFingerprint
{
    private const int InMemory = 64 * 1024;

    /// <summary>The fingerprint in hexadecimal; null when the body cannot be read, or is over the bound. The body can be read again afterwards.</summary>
    public static async Task<string?> OfAsync(HttpRequest request, long mostBytes, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, request.QueryString.Value);
        return await (request.HasFormContentType ? AddFormAsync(hash, request, mostBytes, cancellationToken) : AddBodyAsync(hash, request, mostBytes, cancellationToken))
            ? Convert.ToHexStringLower(hash.GetHashAndReset())
            : null;
    }

    private static async Task<bool> AddBodyAsync(IncrementalHash hash, HttpRequest request, long mostBytes, CancellationToken cancellationToken)
    {
        request.EnableBuffering(InMemory, mostBytes);
        try
        {
            await AddAsync(hash, request.Body, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is IOException or BadHttpRequestException)
        {
            return false;
        }
        finally
        {
            request.Body.Position = 0;
        }
    }

    private static async Task<bool> AddFormAsync(IncrementalHash hash, HttpRequest request, long mostBytes, CancellationToken cancellationToken)
    {
        if ((await UploadForm.ReadAsync(request, mostBytes, cancellationToken)).Form is not { } form)
        {
            return false;
        }

        foreach (var (name, values) in form.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            Add(hash, name);
            foreach (var value in values)
            {
                Add(hash, value);
            }
        }

        foreach (var file in form.Files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            Add(hash, file.Name);
            Add(hash, file.FileName);
            await using var content = file.OpenReadStream();
            await AddAsync(hash, content, cancellationToken);
        }

        return true;
    }

    // With its length, so that no two lists of texts are one.
    private static void Add(IncrementalHash hash, string? text)
    {
        var bytes = Encoding.UTF8.GetBytes(text ?? string.Empty);
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }

    private static async Task AddAsync(IncrementalHash hash, Stream stream, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(InMemory);
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                hash.AppendData(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
