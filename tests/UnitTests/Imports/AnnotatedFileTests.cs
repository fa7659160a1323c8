using App.Core.Imports;
using Shouldly;
using Support;
using Xunit;

namespace UnitTests.Imports;

/// <summary>The download with errors, the re-check with replaced cells, and the two together.</summary>
public sealed class AnnotatedFileTests
{
    private const string Small = "Symbol;Quantity;Entry Price Per Share;Entry Date;Note\n";

    private static ImportReading Recheck(ImportReading reading, params CellEdit[] edits) => new TemplateImport().Recheck(reading, edits, TemplateCsv.Today);

    [Fact]
    public void Write_Errors_StandInALastColumn()
    {
        var text = AnnotatedFile.Write(TemplateCsv.Read(Small + "# comment\nAAPL;0;1,5;2024-01-15;=1+1\nMSFT;1;1;2024-01-15;\n"));
        var lines = text.Split("\r\n");
        lines[0].ShouldBe("Symbol;Quantity;Entry Price Per Share;Entry Date;Note;Errors");
        lines[1].ShouldStartWith("AAPL;0;1,5;2024-01-15;'=1+1;\"ERR_POS_006 ");
        lines[1].ShouldContain(" | ERR_POS_009 ");
        lines[2].ShouldBe("MSFT;1;1;2024-01-15;;");
    }

    [Fact]
    public void Write_UploadedAgain_HasTheSameErrorsAndOneErrorColumn()
    {
        var first = TemplateCsv.Read(Small + "AAPL;0;1;2024-01-15;\nTOO;SHORT\nTOO;LONG;1;2024-01-15;x;y\n");
        var second = TemplateCsv.Read(AnnotatedFile.Write(first));
        second.Errors.Select(error => error.Code).ShouldBe(first.Errors.Select(error => error.Code));
        second.Warnings.ShouldContain(warning => warning.Column == "Errors");
        var third = AnnotatedFile.Write(second);
        third.Split("\r\n")[0].ShouldBe("Symbol;Quantity;Entry Price Per Share;Entry Date;Note;Errors");
        TemplateCsv.Read(third).Errors.Select(error => error.Code).ShouldBe(first.Errors.Select(error => error.Code));
    }

    [Fact]
    public void Write_AFileWithoutTable_IsCommentsOnly()
    {
        var text = AnnotatedFile.Write(TemplateCsv.Read("Symbol,Quantity\nAAPL,1"));
        text.ShouldStartWith("# ERR_CSV_004 ");
        TemplateCsv.Read(text).Errors.ShouldHaveSingleItem().Code.ShouldBe("ERR_CSV_003");
    }

    [Fact]
    public void Write_RowNumbersOfErrors_MatchTheirRowsDespiteComments()
    {
        var text = AnnotatedFile.Write(TemplateCsv.Read("# one\n\n" + Small + "AAPL;1;1;2024-01-15;\"a\nb\"\nMSFT;x;1;2024-01-15;\n"));
        text.ShouldContain("MSFT;x;1;2024-01-15;;\"ERR_POS_005 ");
    }

    [Fact]
    public void Recheck_MendedCells_MakeTheReadingValid()
    {
        var reading = TemplateCsv.Read(Small + "\nAAPL;0;x;2024-01-15;\nMSFT;1;1;2024-01-15;\n");
        reading.ErrorCount.ShouldBe(2);
        var once = Recheck(reading, new CellEdit(3, "Quantity", "5"));
        once.Errors.ShouldHaveSingleItem().Code.ShouldBe("ERR_POS_009");
        var twice = Recheck(once, new CellEdit(3, "entry price per share", " 12.50 "));
        twice.IsValid.ShouldBeTrue();
        twice.Positions[0].ShouldBe(reading.Positions[0] with { Symbol = "AAPL", Quantity = 5m, EntryPrice = 12.5m, Row = 3 });
        reading.ErrorCount.ShouldBe(2);
        twice.Table!.Rows().First().Cells.ShouldBe(["AAPL", "5", " 12.50 ", "2024-01-15", ""]);
    }

    [Fact]
    public void Recheck_OnAnotherDay_JudgesByThatDay() =>
        new TemplateImport().Recheck(TemplateCsv.Read(new TemplateRow()), [], new DateOnly(2024, 1, 14)).Errors.ShouldHaveSingleItem().Code.ShouldBe("ERR_POS_014");

    [Fact]
    public void Recheck_AColumnTheFileLacks_IsAddedToTheTable()
    {
        var reading = TemplateCsv.Read(Small + "AAPL270618X;1;1;2024-01-15;\nMSFT;1;1;2024-01-15;");
        var added = Recheck(reading, new CellEdit(2, "Exit Date", "2024-02-15"), new CellEdit(2, "Investment Class", "PRIVATE"));
        added.IsValid.ShouldBeTrue();
        added.Positions[0].ExitDate.ShouldBe(new DateOnly(2024, 2, 15));
        var text = AnnotatedFile.Write(added);
        text.ShouldContain("Note;Exit Date;Investment Class;Errors\r\nAAPL270618X;1;1;2024-01-15;;2024-02-15;PRIVATE;\r\nMSFT;1;1;2024-01-15;;;;\r\n");
        TemplateCsv.Read(text).Positions.ShouldBe([added.Positions[0] with { Row = 2 }, added.Positions[1] with { Row = 3 }]);
    }

    [Fact]
    public void Recheck_OfWhatDoesNotExist_WarnsAndChangesNothing()
    {
        var reading = Recheck(TemplateCsv.Read(new TemplateRow()), new CellEdit(99, "Symbol", "X"), new CellEdit(2, "Colour", "red"));
        reading.IsValid.ShouldBeTrue();
        reading.Warnings.Select(warning => warning.Row).ShouldBe([2, 99], ignoreOrder: true);
        var unreadable = TemplateCsv.Read("nonsense");
        Recheck(unreadable, new CellEdit(1, "Symbol", "X")).ShouldBeSameAs(unreadable);
    }
}
