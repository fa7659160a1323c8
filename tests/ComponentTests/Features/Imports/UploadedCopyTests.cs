using App.Features.Imports;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Imports;

public sealed class UploadedCopyTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenRead_Twice_ReadsTheWholeEachTime()
    {
        var bytes = new byte[100_000];
        new Random(1).NextBytes(bytes);
        var told = new List<long>();
        using var copy = await UploadedCopy.CopyAsync("a.csv", new MemoryStream(bytes), told.Add, Cancelled);

        using var first = copy.OpenRead();
        first.ReadByte().ShouldBe(bytes[0]);
        using var again = new MemoryStream();
        await copy.OpenRead().CopyToAsync(again, Cancelled);

        copy.Size.ShouldBe(bytes.Length);
        again.ToArray().ShouldBe(bytes);
        told[^1].ShouldBe(bytes.Length);
        told.ShouldBeInOrder();
    }

    [Fact]
    public async Task Copy_LeavesNoFileBehind_EvenWhileItIsOpen()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there the name goes with the last handle");
        using var copy = await UploadedCopy.CopyAsync("a.csv", new MemoryStream(new byte[10]), _ => { }, Cancelled);

        var open = Directory.GetFiles("/proc/self/fd").Select(fd => File.ResolveLinkTarget(fd, returnFinalTarget: false)?.FullName ?? string.Empty);

        open.ShouldContain(name => name.StartsWith(Path.GetTempPath(), StringComparison.Ordinal) && name.EndsWith("(deleted)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Copy_OfAStreamThatBreaks_ThrowsAndLetsGo() =>
        await Should.ThrowAsync<IOException>(() => UploadedCopy.CopyAsync("a.csv", new Broken(), _ => { }, Cancelled));

    private sealed class Broken : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("gone");
    }
}
