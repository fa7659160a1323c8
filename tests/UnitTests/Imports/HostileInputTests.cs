using System.Diagnostics;
using System.Text;
using App.Core.Imports;
using Shouldly;
using Support;
using Xunit;

namespace UnitTests.Imports;

/// <summary>Any bytes end in positions or in errors with codes, in bounded time.</summary>
public sealed class HostileInputTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private static ImportReading ReadInTime(byte[] bytes, string name = "a.csv")
    {
        var watch = Stopwatch.StartNew();
        var reading = TemplateCsv.Read(bytes, name);
        watch.Elapsed.ShouldBeLessThan(Bound);
        (reading.ErrorCount > 0 || reading.Positions.Count > 0).ShouldBeTrue();
        reading.Errors.Count.ShouldBe(Math.Min(reading.ErrorCount, 1_000));
        return reading;
    }

    [Fact]
    public void Rows_50000_AreImported()
    {
        var reading = ReadInTime(Encoding.UTF8.GetBytes(TemplateCsv.Of(Enumerable.Range(0, 50_000).Select(n => new TemplateRow { Symbol = $"S{n}" }))));
        reading.ValidRows.ShouldBe(50_000);
        reading.Positions[^1].Row.ShouldBe(50_001);
    }

    [Fact]
    public void Errors_Over1000_AreCountedAndTheFirst1000Kept()
    {
        var reading = ReadInTime(Encoding.UTF8.GetBytes(TemplateCsv.Of(Enumerable.Range(0, 5_000).Select(_ => new TemplateRow { Symbol = "?", Quantity = "x", EntryDate = "y" }))));
        reading.ErrorCount.ShouldBe(15_000);
        reading.Errors.Count.ShouldBe(1_000);
        reading.Errors[^1].Row.ShouldBe(335);
        reading.TotalRows.ShouldBe(5_000);
        AnnotatedFile.Write(reading).ShouldStartWith("# The first 1000 of 15000 errors are listed.");
    }

    [Fact]
    public void Columns_AMillion_AreRefused() =>
        ReadInTime(Encoding.UTF8.GetBytes(TemplateCsv.Header + new string(',', 1_000_000) + "\nAAPL")).Errors[0].Code.ShouldBe("ERR_CSV_005");

    [Fact]
    public void Fields_AMillionInOneRow_AreOneError() =>
        ReadInTime(Encoding.UTF8.GetBytes(TemplateCsv.Of(new TemplateRow()) + string.Concat(Enumerable.Repeat("x,", 1_000_000)))).Errors.ShouldHaveSingleItem().Code.ShouldBe("ERR_CSV_006");

    [Fact]
    public void Quote_OpenOverTenMegabytes_IsOneError()
    {
        var bytes = new byte[TemplateImport.LargestFile];
        bytes.AsSpan().Fill((byte)'\n');
        Encoding.UTF8.GetBytes(TemplateCsv.Header + "\n\"").CopyTo(bytes, 0);
        var error = ReadInTime(bytes).Errors.ShouldHaveSingleItem();
        (error.Code, error.Row).ShouldBe(("ERR_CSV_006", 2));
    }

    public static TheoryData<string> Fillers { get; } = ["\n", ",", "\"", "\"\n", "x\n", "a,b\n", "#\n", "\"\",", " \"", "é", "\r", "=1,", "1,1,1,1\n", "'"];

    [Theory]
    [MemberData(nameof(Fillers))]
    public void Filler_OverTenMegabytes_EndsInACode(string filler)
    {
        var text = new StringBuilder(TemplateCsv.Header).Append('\n');
        while (text.Length + filler.Length < TemplateImport.LargestFile / 2)
            text.Append(filler);
        ReadInTime(Encoding.UTF8.GetBytes(text.ToString()));
        ReadInTime(Encoding.UTF8.GetBytes(text.ToString()[(TemplateCsv.Header.Length + 1)..]));
    }

    [Fact]
    public void Values_Enormous_AreClippedInMessages()
    {
        var huge = new string('9', 1_000_000);
        var reading = ReadInTime(Encoding.UTF8.GetBytes(TemplateCsv.Of(new TemplateRow
        {
            Symbol = huge,
            Quantity = huge,
            EntryPrice = huge,
            EntryDate = huge,
            Subtype = huge,
            ExitDate = huge,
        })));
        reading.Errors.ShouldAllBe(error => error.Message.Length < 600);
    }

    [Theory]
    [InlineData("a.csv")]
    [InlineData("a.xlsx")]
    public void RandomBytes_EndInACode(string name)
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var bytes = new byte[random.Next(0, 2_000)];
            random.NextBytes(bytes);
            TemplateCsv.Read(bytes, name).ErrorCount.ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public void MutatedTemplates_NeverThrow()
    {
        var random = new Random(20260630);
        var watch = Stopwatch.StartNew();
        byte[][] seeds = [TemplateFile.Bytes.ToArray(), Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(TemplateFile.Text)).ToArray()];
        byte[] spice = [.. "\",;\t\r\n#'=+-@()$.0eE \0"u8, 0x80, 0x9D, 0xC3, 0xE2, 0xFF];
        for (var round = 0; round < 4_000 && watch.Elapsed < TimeSpan.FromSeconds(4); round++)
        {
            var bytes = seeds[random.Next(seeds.Length)].ToList();
            for (var change = random.Next(1, 12); change > 0; change--)
                Mutate(bytes, random, spice);
            var reading = TemplateCsv.Read([.. bytes]);
            AnnotatedFile.Write(reading).ShouldNotBeNull();
            new TemplateImport().Recheck(reading, [new CellEdit(random.Next(1, 30), TemplateColumns.Titles[random.Next(12)], "\"\0=")], TemplateCsv.Today).ShouldNotBeNull();
        }
    }

    [Fact]
    public void MutatedWorkbooks_NeverThrow()
    {
        var random = new Random(1);
        var watch = Stopwatch.StartNew();
        var seed = new XlsxFile().Row(1, [.. TemplateColumns.Titles]).Row(2, "AAPL", 1.0, 1.0, new DateOnly(2024, 1, 15)).ToBytes();
        for (var round = 0; round < 300 && watch.Elapsed < TimeSpan.FromSeconds(3); round++)
        {
            var bytes = seed.ToList();
            for (var change = random.Next(1, 6); change > 0; change--)
                bytes[random.Next(4, bytes.Count)] = (byte)random.Next(256);
            TemplateCsv.Read([.. bytes], "a.xlsx").ShouldNotBeNull();
        }
    }

    private static void Mutate(List<byte> bytes, Random random, byte[] spice)
    {
        var at = random.Next(bytes.Count);
        switch (random.Next(4))
        {
            case 0:
                bytes[at] = spice[random.Next(spice.Length)];
                break;
            case 1:
                bytes.Insert(at, spice[random.Next(spice.Length)]);
                break;
            case 2:
                bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at));
                bytes.Add((byte)'\n');
                break;
            default:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 200), bytes.Count - at)));
                break;
        }
    }
}
