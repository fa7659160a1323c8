namespace App.Data.Market.Sources.Http;

/// <summary>Reads the body of an answer into memory, but not one that is absurdly long.</summary>
internal static class BoundedBody
{
    /// <summary>The longest body that is read, unpacked. Thirty years of daily bars are about 1 MB.</summary>
    public const int Limit = 16 * 1024 * 1024;

    /// <summary>The same content, read; its length as unpacked.</summary>
    /// <exception cref="SourceFaultException">It is longer than <see cref="Limit"/>.</exception>
    public static async Task<HttpContent> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > Limit)
        {
            throw TooLong();
        }

        using var body = new MemoryStream();
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[81_920];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (body.Length + read > Limit)
            {
                throw TooLong();
            }

            body.Write(buffer, 0, read);
        }

        return new ByteArrayContent(body.ToArray());
    }

    private static SourceFaultException TooLong() => new($"answered with more than {Limit / (1024 * 1024)} MB");
}
