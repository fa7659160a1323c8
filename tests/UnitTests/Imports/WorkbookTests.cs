using System.Buffers.Binary;
using System.Diagnostics;
using App.Core.Imports;
using App.Core.Imports.Spreadsheets;
using Shouldly;
using Support;
using Xunit;

namespace UnitTests.Imports;

/// <summary>Workbooks: values as a person would type them, rows by their own numbers, and bounds on what a hostile one may ask for.</summary>
public sealed class WorkbookTests
{
    private static readonly object[] Header = ["Symbol", "Quantity", "Entry Price Per Share", "Entry Date"];

    private static ImportReading Read(XlsxFile file) => TemplateCsv.Read(file.ToBytes(), "positions.xlsx");

    [Fact]
    public void Workbook_WithNumbersAndDates_IsReadAsTyped()
    {
        var reading = Read(new XlsxFile().Row(1, Header)
            .Row(2, "AAPL", 0.1 + 0.2, 150.25, new DateOnly(2024, 1, 15))
            .Row(3, "MSFT", -12.5, "$1,150.25", "2024-01-16"));
        reading.Errors.ShouldBeEmpty();
        reading.Positions.Select(position => (position.Symbol, position.Quantity, position.EntryPrice, position.EntryDate)).ShouldBe(
        [
            ("AAPL", 0.3m, 150.25m, new DateOnly(2024, 1, 15)), ("MSFT", -12.5m, 1150.25m, new DateOnly(2024, 1, 16)),
        ]);
    }

    [Fact]
    public void RowNumbers_AreTheSpreadsheets()
    {
        var reading = Read(new XlsxFile().Row(2, "# instructions, with \"quotes").Row(4, Header)
            .Row(7, "AAPL", "x", 1.0, "line\nbreak").Row(8, null, "# a comment further right").Row(12, "MSFT", 0.0, 1.0, "2024-01-15", "surplus"));
        reading.Table!.HeaderLine.ShouldBe(4);
        reading.Errors.Select(error => (error.Row, error.Code)).ShouldBe([(7, "ERR_POS_005"), (7, "ERR_POS_013"), (12, "ERR_CSV_006")]);
    }

    [Fact]
    public void Rows_ShorterThanTheHeader_AreCompletedWithEmptyCells() =>
        Read(new XlsxFile().Row(1, [.. Header, "Exit Date"]).Row(2, "AAPL", 1.0, 1.0, "2024-01-15")).IsValid.ShouldBeTrue();

    [Fact]
    public void Sheet_WithData_IsTheFirstThatHasSome() =>
        Read(new XlsxFile().Row(1, "", " ").Sheet().Row(3, Header).Row(4, "AAPL", 1.0, 1.0, "2024-01-15")).Positions.ShouldHaveSingleItem().Row.ShouldBe(4);

    [Fact]
    public void Workbook_WithoutData_HasNoRows() => Read(new XlsxFile().Sheet()).Errors.ShouldHaveSingleItem().Code.ShouldBe("ERR_CSV_003");

    [Theory]
    [InlineData(0.30000000000000004, "0.3")]
    [InlineData(1e-7, "0.0000001")]
    [InlineData(1234567890123456, "1234567890123460")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(0, "0")]
    [InlineData(1e300, "1E+300")]
    [InlineData(1e-30, "1E-30")]
    public void CellText_OfANumber_HasNoBinaryNoise(double number, string text) => CellText.Of(number).ShouldBe(text);

    [Theory]
    [InlineData(0.125, "0.00%", "12.5%")]
    [InlineData(-0.1, "0%", "-10%")]
    [InlineData(0.07, "0.0%;[Red]-0.0%", "7%")]
    [InlineData(12.5, "0.0\"%\"", "12.5")]
    [InlineData(12.5, "$#,##0.00", "12.5")]
    [InlineData(12.5, null, "12.5")]
    public void CellText_OfAPercentage_SaysSo(double number, string? format, string text) => CellText.Of(number, format).ShouldBe(text);

    [Fact]
    public void Workbook_DamagedAnywhere_IsNoTable()
    {
        var file = new XlsxFile().Row(1, Header).Row(2, "AAPL", 1.0, 1.0, "2024-01-15").ToBytes();
        TemplateCsv.Read(file[..(file.Length / 2)], "a.xlsx").Errors.ShouldHaveSingleItem().Code.ShouldBe("ERR_CSV_002");
        Read(new XlsxFile().Raw("<row r=\"1\"><c")).Errors.ShouldHaveSingleItem().Code.ShouldBe("ERR_CSV_002");
        Read(new XlsxFile().Raw("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>99</v></c></row>")).ErrorCount.ShouldBe(1);
    }

    [Theory]
    [InlineData("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>")]
    [InlineData("<row r=\"1\"><c r=\"ZZZZZZ1\"><v>1</v></c></row>")]
    [InlineData("<row r=\"2000000000\"><c r=\"A2000000000\"><v>1</v></c></row>")]
    public void Sheet_SpanningFarMoreThanItHolds_IsRefusedAtOnce(string row)
    {
        var watch = Stopwatch.StartNew();
        Read(new XlsxFile().Raw(row)).Errors.ShouldHaveSingleItem().Code.ShouldBe("ERR_CSV_001");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Archive_ThatUnpacksToTooMuch_IsRefusedBeforeItIsUnpacked()
    {
        var bomb = new XlsxFile().Row(1, Header).Raw(new string(' ', 70_000_000)).ToBytes();
        bomb.Length.ShouldBeLessThan(1_000_000);
        var error = TemplateCsv.Read(bomb, "bomb.xlsx").Errors.ShouldHaveSingleItem();
        error.Code.ShouldBe("ERR_CSV_001");
        error.Message.ShouldContain("unpacks to");
    }

    [Fact]
    public void Archive_ThatLiesAboutItsSize_IsReadNoFurtherThanItSays()
    {
        var bomb = new XlsxFile().Row(1, Header).Raw(new string(' ', 70_000_000)).ToBytes();
        for (var at = bomb.AsSpan().IndexOf("PK\u0001\u0002"u8); at < bomb.Length - 46 && bomb.AsSpan(at, 4).SequenceEqual("PK\u0001\u0002"u8);
             at += 46 + BinaryPrimitives.ReadUInt16LittleEndian(bomb.AsSpan(at + 28)))
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(bomb.AsSpan(at + 24)) > 1_000_000)
                BinaryPrimitives.WriteUInt32LittleEndian(bomb.AsSpan(at + 24), 1_000);
        }

        var before = GC.GetTotalAllocatedBytes();
        TemplateCsv.Read(bomb, "bomb.xlsx").ErrorCount.ShouldBe(1);
        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(50_000_000);
    }

    [Fact]
    public void Template_AsAWorkbook_ImportsEveryExample()
    {
        var file = new XlsxFile();
        var number = 0;
        foreach (var line in TemplateFile.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
            file.Row(++number, line.StartsWith('#') ? [line] : [.. line.Split(',')]);
        Read(file).Positions.Count.ShouldBe(6);
    }
}
