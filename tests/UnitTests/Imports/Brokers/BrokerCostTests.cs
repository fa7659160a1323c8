using System.Diagnostics;
using System.Text;
using App.Core.Imports;
using App.Core.Imports.Brokers;
using Shouldly;
using UnitTests.Imports.Brokers.Fixtures;
using Xunit;

namespace UnitTests.Imports.Brokers;

/// <summary>What a broker's file may cost: memory of 8 times its size and 64 MB, and work in proportion to its rows.</summary>
/// <remarks>Runs when no other test does: memory is that of the whole process.</remarks>
[Collection(nameof(Alone))]
public sealed class BrokerCostTests
{
    private const long Mega = 1024 * 1024;

    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;

    public static TheoryData<string> Files => [.. BrokerFiles.All.Keys];

    public static TheoryData<string> OfEachLayout => ["schwab2023.csv", "fidelity16.csv", "OfxDownload.csv", "merrill.csv", "etradeLots.csv", "ibkr.csv", "flexMarks.csv", "plan.csv", "simple.csv"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_AFixtureOfAMegabyte_StaysInItsMemory(string name) => StaysInItsMemory(Repeated(name, (int)Mega), name);

    // Few bytes a row are the most memory a byte: a hundred thousand positions, each with a symbol of its own.
    [Theory]
    [InlineData("Symbol,Quantity,Price\n", 100_000, "Q{0},1,2\n")]
    [InlineData("Symbol,Quantity,Price,Description\n", 100_000, "Q{0},1,,QUARTZ NUMBER {0} AT A LONGER NAME THAN MOST\n")]
    [InlineData("Symbol,Quantity,Price\n", 100_000, "TOTAL,,{0}\n")]
    [InlineData("Symbol,Quantity,Price\n", 900_000, ",,{0}\n")]
    [InlineData("Account Number,Symbol,Quantity,Price\n", 100_000, "Z{0},Q,1,2\n")]
    [InlineData("Symbol,Quantity,Price\n", 500_000, "\"Q{0},1,2\n")]
    public void Read_RowsOfFewBytes_StaysInItsMemory(string header, int count, string row)
    {
        var text = new StringBuilder(header);
        var format = CompositeFormat.Parse(row);
        for (var number = 0; number < count && text.Length < TemplateImport.LargestFile - 100; number++)
            text.AppendFormat(null, format, number);
        StaysInItsMemory(Encoding.UTF8.GetBytes(text.ToString()), "positions.csv");
    }

    [Fact]
    public void Read_TenMegabytesOfSchwab_StaysInItsMemory() => StaysInItsMemory(Repeated("schwab2023.csv", TemplateImport.LargestFile), "schwab2023.csv");

    // The measure itself: what keeps a quarter more than is allowed alive for as long as two collections take is seen, though it lets go of it.
    [Fact]
    public void PeakOf_WorkThatKeepsMoreThanAllowed_IsOverTheBound()
    {
        var input = new byte[2 * Mega];
        var collections = GC.CollectionCount(2);
        var peak = LiveMemory.PeakOf(() =>
        {
            var kept = Enumerable.Range(0, 100).Select(_ => new byte[Mega]).ToList();
            var watch = Stopwatch.StartNew();
            while (watch.Elapsed < TimeSpan.FromMilliseconds(200) || GC.CollectionCount(2) < collections + 4)
                Thread.Yield();
            kept.Clear();
            return 0;
        });
        peak.ShouldBeGreaterThan(Bound(input.Length));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_FourAndSixteenTimesTheRows_AllocatesAsManyTimesAsMuch(string name)
    {
        const int size = 20_000;
        var (one, four, sixteen) = (Allocated(Repeated(name, size)), Allocated(Repeated(name, size * 4)), Allocated(Repeated(name, size * 16)));
        four.ShouldBeLessThan(one * 5);
        sixteen.ShouldBeLessThan(four * 5);

        long Allocated(byte[] file)
        {
            Read(file, name);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Read(file, name);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    // Work that allocates nothing shows only in time. What grows with the square takes 64 times as long a row; a busy machine is allowed 16 times.
    [Theory]
    [MemberData(nameof(OfEachLayout))]
    public void Read_SixtyFourTimesTheRows_TakesNotMuchMoreThanAsManyTimesAsLong(string name)
    {
        var (small, large) = (Repeated(name, 8_000), Repeated(name, 8_000 * 64));
        Fastest(small, 10);
        Fastest(large, 2).ShouldBeLessThan((Fastest(small, 10) * 64 * 16) + TimeSpan.FromSeconds(1));

        TimeSpan Fastest(byte[] file, int rounds) => Enumerable.Range(0, rounds).Min(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            Read(file, name);
            return Stopwatch.GetElapsedTime(start);
        });
    }

    private static long Bound(int size) => (8L * size) + (64 * Mega);

    private static void StaysInItsMemory(byte[] file, string name)
    {
        // Once before, so that what is compiled and kept for good does not count.
        Read(Repeated("simple.csv", 1_000), "simple.csv");
        var peak = LiveMemory.PeakOf(() => Read(file, name));
        TestContext.Current.SendDiagnosticMessage("{0}", $"{name} of {file.Length / (double)Mega:0.0} MB keeps {peak / (double)Mega:0.0} MB, allowed are {Bound(file.Length) / (double)Mega:0.0} MB");
        peak.ShouldBeLessThan(Bound(file.Length));
    }

    // Cast away what kind of reading it is: whatever it ends in, it may cost so much.
    private static FileReading Read(byte[] file, string name) => new FileImport().Read(file, name, new BrokerImportOptions { Today = BrokerFiles.Today }, TestContext.Current.CancellationToken);

    private static byte[] Repeated(string name, int size)
    {
        var whole = BrokerFiles.All[name].TrimEnd() + "\n";
        var one = Encoding.UTF8.GetBytes(whole);
        var times = Math.Max(1, size / one.Length);
        var bytes = new byte[one.Length * times];
        for (var at = 0; at < bytes.Length; at += one.Length)
            one.CopyTo(bytes, at);
        return bytes;
    }
}
