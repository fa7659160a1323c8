using App.Core.Results;
using Shouldly;
using Support;
using Xunit;

namespace UnitTests.Imports;

/// <summary>How the header and its separator are found, and what is said when they are not.</summary>
public sealed class HeaderTests
{
    private const string Required = "Symbol,Quantity,Entry Price Per Share,Entry Date";
    private const string Line = "AAPL,10,150.25,2024-01-15";

    [Theory]
    [InlineData("SYMBOL,quantity,ENTRY PRICE PER SHARE,entry date")]
    [InlineData("  Symbol ,Quantity:,Entry  Price   Per Share,\" Entry Date \"")]
    [InlineData("symbol*,Quantity.,Entry_Price_Per_Share,Entry-Date")]
    [InlineData("\uFEFFSymbol,Quantity,EntryPricePerShare,“Entry Date”")]
    public void Header_InAnotherSpelling_IsMatched(string header) => TemplateCsv.Read($"{header}\n{Line}").IsValid.ShouldBeTrue();

    [Fact]
    public void Columns_InAnyOrder_AreRead()
    {
        var position = TemplateCsv.Read("Entry Date,Exit Date,Symbol,Entry Price Per Share,Quantity\n2024-01-15,2024-02-15,AAPL,150.25,-10").Positions.ShouldHaveSingleItem();
        (position.Symbol, position.Quantity, position.EntryPrice, position.ExitDate).ShouldBe(("AAPL", -10m, 150.25m, new DateOnly(2024, 2, 15)));
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    public void Separator_OfEachKind_IsFoundByTheHeader(char separator)
    {
        var reading = TemplateCsv.Read($"{Required}\n{Line}\n".Replace(',', separator));
        reading.IsValid.ShouldBeTrue();
        reading.Table!.Delimiter.ShouldBe(separator);
    }

    [Fact]
    public void Separator_HintOfExcel_IsPassedOverAndCounted()
    {
        var reading = TemplateCsv.Read($"sep=;\r\n{Required}\r\n{Line}\r\n".Replace(',', ';'));
        reading.Positions.ShouldHaveSingleItem().Row.ShouldBe(3);
    }

    [Fact]
    public void Comments_WithOtherSeparatorsAndQuotes_DoNotMislead()
    {
        var reading = TemplateCsv.Read($"# a;b;c;d;\"e\n#, \"x\n\n;;;\n{Required.Replace(',', ';')}\n{Line.Replace(',', ';')}\n");
        reading.Positions.ShouldHaveSingleItem().Row.ShouldBe(6);
    }

    [Fact]
    public void SemicolonFile_WithThousandsSeparators_WarnsHowTheyWereRead()
    {
        var reading = TemplateCsv.Read($"{Required.Replace(',', ';')}\nAAPL;1,234;150.25;2024-01-15");
        reading.Positions.ShouldHaveSingleItem().Quantity.ShouldBe(1234m);
        reading.Warnings.ShouldHaveSingleItem().Row.ShouldBe(2);
    }

    [Fact]
    public void SemicolonFile_WithDecimalCommas_IsRefusedWithTheMend()
    {
        var error = TemplateCsv.Read($"{Required.Replace(',', ';')}\nAAPL;10;150,25;2024-01-15").Errors.ShouldHaveSingleItem();
        error.Code.ShouldBe("ERR_POS_009");
        error.Message.ShouldEndWith("Did you mean 150.25?");
    }

    [Fact]
    public void ExtraColumns_AreIgnoredWithAWarningEach()
    {
        var reading = TemplateCsv.Read($"Notes,{Required},,Broker\nhold,{Line},,X\n");
        reading.IsValid.ShouldBeTrue();
        reading.Warnings.Select(warning => (warning.Column, warning.Row)).ShouldBe([("Notes", 1), ("Broker", 1)]);
    }

    [Fact]
    public void RequiredColumns_Missing_AreNamedEachWithTheClosestFound()
    {
        var reading = TemplateCsv.Read("Symbol,Quantty,Price,Entry Date\nAAPL,10,150.25,2024-01-15");
        reading.Table.ShouldBeNull();
        reading.Errors.Select(error => (error.Code, error.Field, error.Details[ErrorDetails.Found])).ShouldBe(
        [
            ("ERR_CSV_004", "Quantity", (object)"Quantty"), ("ERR_CSV_004", "Entry Price Per Share", "Price"),
        ]);
        reading.Errors[0].Message.ShouldContain("“Quantty”");
    }

    [Fact]
    public void Header_OfMisspeltTitlesOnly_IsStillTakenForOne() =>
        TemplateCsv.Read("Symbl;Quantty;Entry Dat\nAAPL;10;2024-01-15").Errors.Select(error => error.Code).Distinct().ShouldBe(["ERR_CSV_004"]);

    [Theory]
    [InlineData("AAPL,10,150.25,2024-01-15\n")]
    [InlineData("hello")]
    [InlineData("Holdings of account 123\nSymbol,Quantity")]
    public void FirstRow_ThatIsNoHeader_IsNotRecognised(string text)
    {
        var error = TemplateCsv.Read(text).Errors.ShouldHaveSingleItem();
        error.Code.ShouldBe("ERR_CSV_005");
        error.Row.ShouldBe(1);
        error.Message.ShouldContain("Entry Price Per Share");
    }

    [Theory]
    [InlineData(Required + ",symbol ", "Symbol")]
    [InlineData(Required + ",Note,NOTE", "Note")]
    public void Header_NamedTwice_IsRefused(string header, string title)
    {
        var error = TemplateCsv.Read($"# x\n{header}\n").Errors.ShouldHaveSingleItem();
        (error.Code, error.Field, error.Row).ShouldBe(("ERR_CSV_005", title, 2));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\r\n  \r\n,,,\r\n")]
    [InlineData("# only\n#comments")]
    [InlineData(Required)]
    [InlineData(Required + "\n# comment\n,,,\n")]
    public void File_WithoutRows_SaysSo(string text) => TemplateCsv.Read(text).Errors.ShouldHaveSingleItem().Code.ShouldBe("ERR_CSV_003");

    [Fact]
    public void Header_OfOver200Columns_IsRefused()
    {
        TemplateCsv.Read($"{Required}{string.Concat(Enumerable.Range(0, 196).Select(n => $",X{n}"))}\n{Line}{new string(',', 196)}").IsValid.ShouldBeTrue();
        var error = TemplateCsv.Read($"{Required}{string.Concat(Enumerable.Range(0, 197).Select(n => $",X{n}"))}\n").Errors.ShouldHaveSingleItem();
        error.Code.ShouldBe("ERR_CSV_005");
        error.Message.ShouldContain("201 columns");
        TemplateCsv.Read($"{Required};{new string(';', 200)}".Replace(',', ';')).Errors.ShouldHaveSingleItem().Message.ShouldContain("columns");
    }
}
