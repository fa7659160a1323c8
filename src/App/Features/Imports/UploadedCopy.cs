using Microsoft.Win32.SafeHandles;

namespace App.Features.Imports;

/// <summary>A file as it came from the browser, on disk so that many of them do not fill the memory.</summary>
/// <remarks>
/// Nothing is left behind: the file goes when this is disposed, and also when the process is killed, since its name is given up as soon as it is open where
/// the system allows that (Unix), and the system removes it with its last handle where it does not (Windows).
/// </remarks>
public sealed class UploadedCopy : IDisposable
{
    private readonly FileStream _file;

    private UploadedCopy(string name, FileStream file) => (Name, _file) = (name, file);

    /// <summary>The name it has in the browser.</summary>
    public string Name { get; }

    /// <summary>Its size in bytes.</summary>
    public long Size => _file.Length;

    /// <summary>Copies a stream to its end.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="content">What to copy; no longer than its giver allows.</param>
    /// <param name="onCopied">Told how many bytes are here, after each piece.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    public static async Task<UploadedCopy> CopyAsync(string name, Stream content, Action<long> onCopied, CancellationToken cancellationToken)
    {
        var copy = new UploadedCopy(name, Create());
        try
        {
            var buffer = new byte[32 * 1024];
            for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                await copy._file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                onCopied(copy._file.Position);
            }

            await copy._file.FlushAsync(cancellationToken);
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <summary>Its bytes from the start, read independently of other readers.</summary>
    public Stream OpenRead() => new Reader(_file.SafeFileHandle);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static FileStream Create()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, 1, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(path);
        }

        return file;
    }

    private sealed class Reader(SafeFileHandle file) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => RandomAccess.GetLength(file);

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count) => Advance(RandomAccess.Read(file, buffer.AsSpan(offset, count), Position));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Advance(await RandomAccess.ReadAsync(file, buffer, Position, cancellationToken));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private int Advance(int read)
        {
            Position += read;
            return read;
        }
    }
}
