using App.Core.Imports;
using App.Core.Portfolios;
using App.Features.Imports;
using Bunit;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Imports;

/// <summary>What is wrong with a file: nothing but the whole, one cell, very many.</summary>
public sealed class FaultsViewTests : ImportViewTest
{
    [Fact]
    public void Faults_OfTheWholeFile_AreAnAlertAndNoTable()
    {
        var cut = Show(new ImportState.ValidationError(Some.Form, new ImportCheck(Some.Terms, Some.Reading(string.Empty), []), []));

        cut.Find("h1").TextContent.ShouldBe("holdings.csv cannot be imported");
        cut.FindAll("table").ShouldBeEmpty();
        cut.Markup.ShouldContain("ERR_CSV_003");
        cut.Find(".pill").TextContent.ShouldBe("Nothing was imported");
    }

    [Fact]
    public void Faults_One_SaysEverythingAboutIt()
    {
        var cut = Show(Wrong(Some.Reading("TSLA,25,219.91,01/15/2024\r\nAAPL,1,2,2024-01-02\r\n")));

        cut.Find("h1").TextContent.ShouldBe("1 thing to mend");
        cut.Markup.ShouldContain("2 rows read, 1 fine; nothing was imported.");
        var cells = cut.FindAll("tbody tr td");
        cells[0].TextContent.ShouldBe("2");
        cells[1].TextContent.ShouldBe("TSLA");
        cells[2].TextContent.ShouldBe("Entry Date");
        cut.Find("tbody a").GetAttribute("href").ShouldBe("/errors/ERR_POS_013");
        cut.Find("input.cell").GetAttribute("value").ShouldBe("01/15/2024");
    }

    [Fact]
    public void Faults_Mended_AreSentToBeCheckedAgain()
    {
        var cut = Show(Wrong(Some.Faulty(2)));

        cut.Find("button[aria-label='Use 2024-01-15 for Entry Date, line 3']").Click();
        cut.Find("input[aria-label='Quantity, line 2']").Change("5");
        cut.Find("form").Submit();

        Sent.ShouldHaveSingleItem().ShouldBeOfType<ImportEvent.RecheckWanted>().Edits.ShouldBe(
            [new CellEdit(3, "Entry Date", "2024-01-15"), new CellEdit(2, "Quantity", "5")], ignoreOrder: true);
    }

    [Fact]
    public void Faults_Thousand_AreShownFiftyAtATime()
    {
        var cut = Show(Wrong(Some.Faulty(500)));

        cut.FindAll("tbody tr").Count.ShouldBe(50);
        cut.Find(".pages").TextContent.ShouldContain("1–50 of 1,000 errors");
        cut.Find("button[aria-label='Next errors']").Click();
        cut.Find("tbody td").TextContent.ShouldBe("27");
        cut.Find(".bar > .btn").Click();
        cut.Markup.ShouldContain("500 cells changed");
        cut.FindAll(".bar > .btn").ShouldBeEmpty();
    }

    [Fact]
    public void Faults_MoreThanAreListed_AreCounted()
    {
        var cut = Show(Wrong(Some.Faulty(3_000)));

        cut.Find("h1").TextContent.ShouldBe("6,000 things to mend");
        cut.Markup.ShouldContain("The first 1,000 of 6,000 errors are listed.");
    }

    [Fact]
    public void Faults_InALongCell_AreMendedInTheWholeOfIt()
    {
        var symbol = new string('A', 150);

        var cut = Show(Wrong(Some.Reading($"{symbol},25,219.91,2024-01-15\r\n")));

        cut.Find("input.cell").GetAttribute("value").ShouldBe(symbol);
    }

    private static ImportState.ValidationError Wrong(ImportReading reading) => new(Some.Form, new ImportCheck(Some.Terms, reading, []), []);
}
