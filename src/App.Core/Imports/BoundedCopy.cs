namespace App.Core.Imports;

/// <summary>Reads a stream into memory, but not more than it takes to know that it is too long.</summary>
internal static class BoundedCopy
{
    private const int FirstBuffer = 64 * 1024;

    /// <summary>The bytes of the stream; one more than <paramref name="limit"/> when it is longer, and then no further.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream content, int limit, CancellationToken cancellationToken)
    {
        var bytes = new byte[Math.Min(FirstBuffer, limit + 1)];
        var used = 0;
        while (true)
        {
            var read = await content.ReadAsync(bytes.AsMemory(used), cancellationToken).ConfigureAwait(false);
            used += read;
            if (read == 0 || used > limit)
                return bytes.AsMemory(0, used);
            if (used == bytes.Length)
                Array.Resize(ref bytes, Math.Min(bytes.Length * 2, limit + 1));
        }
    }
}
