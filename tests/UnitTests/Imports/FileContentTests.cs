using System.IO.Compression;
using System.Text;
using App.Core.Imports;
using Shouldly;
using Support;
using Xunit;

namespace UnitTests.Imports;

/// <summary>Files that are no tables, by name and by content; and files that are too large.</summary>
public sealed class FileContentTests
{
    private static readonly byte[] Good = Encoding.UTF8.GetBytes(TemplateCsv.Of(new TemplateRow()));

    [Theory]
    [InlineData("positions.csv")]
    [InlineData("POSITIONS.CSV")]
    [InlineData(" my positions.old.Csv ")]
    public void Name_EndingInCsv_IsRead(string name) => TemplateCsv.Read(Good, name).IsValid.ShouldBeTrue();

    [Theory]
    [InlineData("positions.txt")]
    [InlineData("positions.xls")]
    [InlineData("csv")]
    [InlineData("positions.csv.exe")]
    [InlineData("")]
    public void Name_OfAnotherKind_IsRefused(string name)
    {
        var error = TemplateCsv.Read(Good, name).Errors.ShouldHaveSingleItem();
        error.Code.ShouldBe("ERR_CSV_002");
        error.Message.ShouldContain(".csv");
    }

    public static TheoryData<byte[], string> Disguises { get; } = new()
    {
        { "%PDF-1.7\n"u8.ToArray(), "PDF" },
        { [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], ".xls" },
        { [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "PNG" },
        { [0xFF, 0xD8, 0xFF, 0xE0], "JPEG" },
        { "GIF89a"u8.ToArray(), "GIF" },
        { [0x4D, 0x5A, 0x90, 0x00, 0x03, 0x00], "program" },
        { [0x7F, 0x45, 0x4C, 0x46, 0x02], "program" },
        { [0x1F, 0x8B, 0x08, 0x00], "compressed" },
        { "\n<!DOCTYPE html><html><body>Sign in</body></html>"u8.ToArray(), "HTML" },
        { "<?xml version=\"1.0\"?><Workbook/>"u8.ToArray(), "XML" },
        { "{\"positions\": []}"u8.ToArray(), "JSON" },
        { "OFXHEADER:100\r\n"u8.ToArray(), "OFX" },
        { Zip("readme.txt"), "zip" },
        { Zip("word/document.xml"), "Word" },
        { new XlsxFile().ToBytes(), "rename it to .xlsx" },
    };

    [Theory]
    [MemberData(nameof(Disguises))]
    public void Content_OfAnotherKindNamedCsv_SaysWhatItLooksLike(byte[] content, string looks)
    {
        var error = TemplateCsv.Read(content).Errors.ShouldHaveSingleItem();
        error.Code.ShouldBe("ERR_CSV_002");
        error.Message.ShouldContain(looks);
    }

    [Fact]
    public void Content_OfTextNamedXlsx_SaysToRenameIt() =>
        TemplateCsv.Read(Good, "positions.xlsx").Errors.ShouldHaveSingleItem().Message.ShouldContain("rename it to .csv");

    [Fact]
    public void Content_OfAnotherZipNamedXlsx_IsRefused() =>
        TemplateCsv.Read(Zip("word/document.xml"), "positions.xlsx").Errors.ShouldHaveSingleItem().Message.ShouldContain("Word");

    [Theory]
    [InlineData("empty.csv")]
    [InlineData("empty.xlsx")]
    public void Content_Empty_HasNoRows(string name) => TemplateCsv.Read([], name).Errors.ShouldHaveSingleItem().Code.ShouldBe("ERR_CSV_003");

    [Fact]
    public async Task Size_OfExactly10MB_PassesAndOneByteMoreDoesNot()
    {
        var padding = "\n# padding"u8;
        var file = new byte[TemplateImport.LargestFile + 1];
        file.AsSpan().Fill((byte)'#');
        Good.CopyTo(file, 0);
        padding.CopyTo(file.AsSpan(Good.Length));
        var import = new TemplateImport();

        var fits = await import.ReadAsync(new MemoryStream(file, 0, file.Length - 1), "a.csv", TemplateCsv.Today, TestContext.Current.CancellationToken);
        fits.IsValid.ShouldBeTrue();
        var over = await import.ReadAsync(new Trickle(file), "a.csv", TemplateCsv.Today, TestContext.Current.CancellationToken);
        over.Errors.ShouldHaveSingleItem().Code.ShouldBe("ERR_CSV_001");
    }

    [Fact]
    public async Task Stream_WithoutEnd_IsReadToOneByteOverTheLimit()
    {
        var endless = new Endless();
        var reading = await new TemplateImport().ReadAsync(endless, "a.csv", TemplateCsv.Today, TestContext.Current.CancellationToken);
        reading.Errors.ShouldHaveSingleItem().Code.ShouldBe("ERR_CSV_001");
        endless.Delivered.ShouldBe(TemplateImport.LargestFile + 1);
    }

    private static byte[] Zip(string entry)
    {
        var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            archive.CreateEntry(entry).Open().Dispose();
        return bytes.ToArray();
    }

    /// <summary>Gives out a file in uneven pieces and does not tell its length.</summary>
    private sealed class Trickle(byte[] file) : Stream
    {
        private int _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _position; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var piece = Math.Min(Math.Min(count, 77_777), file.Length - _position);
            file.AsSpan(_position, piece).CopyTo(buffer.AsSpan(offset));
            _position += piece;
            return piece;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    /// <summary>A stream that never ends and counts what was taken from it.</summary>
    private sealed class Endless : Stream
    {
        public long Delivered { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Delivered; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)'x');
            Delivered += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
