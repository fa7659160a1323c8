using System.Text;
using Shouldly;
using Support;
using Xunit;

namespace UnitTests.Imports;

/// <summary>Encodings, line ends, line numbers and damaged rows.</summary>
public sealed class TextTests
{
    private const string Header = "Symbol,Quantity,Entry Price Per Share,Entry Date,Note";

    private static byte[] Bytes(Encoding encoding, string text) => [.. encoding.Preamble, .. encoding.GetBytes(text)];

    public static TheoryData<byte[]> Encodings { get; } =
    [
        Bytes(new UTF8Encoding(false), Text),
        Bytes(new UTF8Encoding(true), Text),
        Bytes(new UnicodeEncoding(bigEndian: false, byteOrderMark: true), Text),
        Bytes(new UnicodeEncoding(bigEndian: true, byteOrderMark: true), Text),
        Bytes(Encoding.Latin1, Text),
    ];

    private const string Text = Header + "\nAAPL,10,150.25,2024-01-15,Grüße\n";

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Text_InEachEncoding_IsRead(byte[] bytes)
    {
        var reading = TemplateCsv.Read(bytes);
        reading.IsValid.ShouldBeTrue();
        reading.Table!.Rows().ShouldHaveSingleItem().Cells[4].ShouldBe("Grüße");
    }

    [Fact]
    public void Windows1252_PunctuationAndEuro_AreDecoded()
    {
        byte[] bytes = [.. Encoding.ASCII.GetBytes(Header + "\nAAPL,10,150.25,2024-01-15,"), 0x80, 0x93, 0x94, 0x9F, 0xE9];
        TemplateCsv.Read(bytes).Table!.Rows().ShouldHaveSingleItem().Cells[4].ShouldBe("€“”Ÿé");
    }

    [Theory]
    [InlineData(0x81)]
    [InlineData(0x8D)]
    [InlineData(0x8F)]
    [InlineData(0x90)]
    [InlineData(0x9D)]
    public void Bytes_ThatNoEncodingDefines_AreNamedWithTheirLine(byte undefined)
    {
        byte[] bytes = [.. Encoding.ASCII.GetBytes(Header + "\r\n#\r\nAAPL,10,150.25,2024-01-15,"), undefined];
        var error = TemplateCsv.Read(bytes).Errors.ShouldHaveSingleItem();
        (error.Code, error.Row).ShouldBe(("ERR_CSV_006", 3));
        error.Message.ShouldContain($"0x{undefined:X2}");
    }

    [Fact]
    public void Nul_AndHalfACharacterOfUtf16_AreRefusedWithTheirLine()
    {
        var nul = TemplateCsv.Read(Header + "\nA\0B").Errors.ShouldHaveSingleItem();
        (nul.Code, nul.Row).ShouldBe(("ERR_CSV_006", 2));
        byte[] half = [.. Bytes(new UnicodeEncoding(false, true), Header + "\nA"), 0x00, 0xD8, 0x41, 0x00];
        var surrogate = TemplateCsv.Read(half).Errors.ShouldHaveSingleItem();
        (surrogate.Code, surrogate.Row).ShouldBe(("ERR_CSV_006", 2));
        TemplateCsv.Read([0xFF, 0xFE, 0x41]).Errors.ShouldHaveSingleItem().Code.ShouldBe("ERR_CSV_006");
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void RowNumbers_WithEachLineEnd_AreTheEditors(string end)
    {
        string[] lines =
        [
            "# comment, with \"quote", "", Header, "AAPL,x,150.25,2024-01-15,", "# another", ",,,,", "  ",
            "\"MSFT\",10,150.25,2024-01-15,\"first", "second", "\"\"quoted\"\" # third\"", "\"# saved by a spreadsheet, quoted\",,,,", "GOOG,y,150.25,2024-01-15,",
        ];
        var reading = TemplateCsv.Read(string.Join(end, lines));
        reading.Table!.HeaderLine.ShouldBe(3);
        reading.Errors.Select(error => error.Row).ShouldBe([4, 12]);
        reading.Positions.ShouldHaveSingleItem().Row.ShouldBe(8);
        reading.Table.Rows().ElementAt(1).Cells[4].ShouldBe($"first{end}second{end}\"quoted\" # third");
        reading.TotalRows.ShouldBe(3);
    }

    [Fact]
    public void Fields_QuotedOrPadded_AreTrimmedToTheirValue()
    {
        var position = TemplateCsv.Read(Header + "\n \"AAPL\" ,\"1,000\", \" $150.25 \" ,\u00A02024-01-15\u00A0,\"a \"\"b\"\"\"").Positions.ShouldHaveSingleItem();
        (position.Symbol, position.Quantity, position.EntryPrice).ShouldBe(("AAPL", 1000m, 150.25m));
    }

    [Theory]
    [InlineData("AAPL,10,150.25,2024-01-15", 4)]
    [InlineData("AAPL,1,000,150.25,2024-01-15,note", 6)]
    public void Row_WithTheWrongNumberOfFields_IsNamedAndTheOthersAreStillRead(string row, int fields)
    {
        var reading = TemplateCsv.Read($"{Header}\n{row}\nMSFT,x,1,2024-01-15,\n");
        reading.Errors.Select(error => (error.Code, error.Row)).ShouldBe([("ERR_CSV_006", 2), ("ERR_POS_005", 3)]);
        reading.Errors[0].Message.ShouldContain($"has {fields} fields where the header has 5");
        reading.TotalRows.ShouldBe(2);
    }

    [Fact]
    public void Fields_EmptyBeyondTheHeader_AreTolerated() =>
        TemplateCsv.Read(Header + ",,\nAAPL,10,150.25,2024-01-15,,,,,\nMSFT,10,150.25,2024-01-15,\n").IsValid.ShouldBeTrue();

    [Fact]
    public void Quote_NeverClosed_IsNamedByTheLineOnWhichItOpened()
    {
        var reading = TemplateCsv.Read(Header + "\nAAPL,10,150.25,2024-01-15,\"two\nlines\"\nMSFT,10,150.25,2024-01-15,\"open\nGOOG,1,1,2024-01-15,\n");
        var error = reading.Errors.ShouldHaveSingleItem();
        (error.Code, error.Row).ShouldBe(("ERR_CSV_006", 4));
        error.Message.ShouldContain("opens on line 4");
        reading.Positions.Count.ShouldBe(1);
    }

    [Fact]
    public void Quote_ClosedByTheNextOne_NamesBothLines()
    {
        var error = TemplateCsv.Read(Header + "\nAAPL,10,150.25,2024-01-15,\"open\nMSFT,\"10\",150.25,2024-01-15,\n").Errors.ShouldHaveSingleItem();
        error.Row.ShouldBe(2);
        error.Message.ShouldContain("opens on line 2 closes on line 3");
    }

    [Fact]
    public void Quote_InTheHeaderNeverClosed_IsMalformed() =>
        TemplateCsv.Read("\"Symbol,Quantity\nAAPL,10").Errors.ShouldHaveSingleItem().Code.ShouldBe("ERR_CSV_006");

    [Fact]
    public void Quote_InsideAnUnquotedField_IsOrdinaryText() =>
        TemplateCsv.Read(Header + "\nAAPL,10,150.25,2024-01-15,5\" pipe").Table!.Rows().ShouldHaveSingleItem().Cells[4].ShouldBe("5\" pipe");
}
