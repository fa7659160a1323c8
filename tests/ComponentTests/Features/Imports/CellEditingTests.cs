using App.Core.Imports;
using App.Core.Imports.Brokers;
using App.Features.Imports;
using App.Features.Imports.Components;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Imports;

/// <summary>Cells changed in place: checked while they are typed, marked, taken back; and the files that are handed back.</summary>
public sealed class CellEditingTests : ImportViewTest
{
    [Fact]
    public void Pencil_OpensThePositionInPlace()
    {
        var cut = Show(Preview([]));
        cut.FindAll(".editor").ShouldBeEmpty();

        cut.Find("button[aria-label='Edit QRTZ, line 2']").Click();

        cut.Find("button[aria-label='Edit QRTZ, line 2']").GetAttribute("aria-expanded").ShouldBe("true");
        cut.FindAll(".editor label").Select(label => label.TextContent).ShouldBe(
            ["Symbol, line 2", "Quantity, line 2", "Entry Price Per Share, line 2", "Entry Date, line 2", "Investment Class, line 2", "Investment Subtype, line 2"]);
        cut.Find("#cell-2-1").GetAttribute("value").ShouldBe("10");
        cut.Find("#cell-2-3").GetAttribute("type").ShouldBe("date");
        cut.Find("#cell-2-4").GetAttribute("value").ShouldBe("PUBLIC");

        cut.Find(".editor .btn").Click();
        cut.FindAll(".editor").ShouldBeEmpty();
    }

    [Fact]
    public void Typing_IsCheckedAMomentAfterTheLastKey()
    {
        var cut = Show(Preview([]));
        cut.Find("button[aria-label='Edit QRTZ, line 2']").Click();

        cut.Find("#cell-2-1").Input("1");
        Time.Advance(CellChanges.Pause / 2);
        cut.Find("#cell-2-1").Input("12");
        Time.Advance(CellChanges.Pause / 2);
        Sent.ShouldBeEmpty();
        Time.Advance(CellChanges.Pause);

        cut.WaitForAssertion(() => Edits().ShouldBe([new CellEdit(2, "Quantity", "12")]));
        cut.Find("#cell-2-1").GetAttribute("value").ShouldBe("12");

        // Leaving the field has nothing left to check.
        cut.Find("#cell-2-1").Change("12");
        Sent.Count.ShouldBe(1);
    }

    /// <summary>A fault that is mended while it is typed keeps its field: another figure may follow.</summary>
    [Fact]
    public void ACellAtFault_IsCheckedWhileItIsTyped_AndStaysWhereItIs()
    {
        var cut = Show(Preview([]));

        cut.Find(".faults input").Input("1");
        Time.Advance(CellChanges.Pause);
        cut.WaitForAssertion(() => Sent.Count.ShouldBe(1));
        var edit = Edits().ShouldHaveSingleItem();
        (edit.Column, edit.Value).ShouldBe(("Quantity", "1"));
        cut.Render(parameters => parameters.Add(view => view.State, Preview([edit])));

        cut.Find(".faults input").GetAttribute("value").ShouldBe("1");
        cut.Find(".faults tbody tr").TextContent.ShouldContain("Mended");
        cut.Find("section[aria-label='To mend'] h2").TextContent.ShouldBe("All mended");
    }

    [Fact]
    public void LeavingAField_ChecksAtOnce_AndCellsOfBothTablesGoTogether()
    {
        var cut = Show(Preview([]));
        cut.Find("button[aria-label='Edit QRTZ, line 2']").Click();

        cut.Find("#cell-2-3").Input("2026-09-15");
        cut.Find("#cell-2-3").Change("2026-09-15");
        cut.Find(".faults input").Change("7");

        Edits().ShouldBe([new CellEdit(2, "Entry Date", "2026-09-15"), new CellEdit(4, "Quantity", "7")]);
    }

    [Fact]
    public void AFaultyValue_HasItsErrorBesideTheField_AndCanBeReset()
    {
        IReadOnlyList<CellEdit> edits = [new CellEdit(2, "Quantity", "lots"), new CellEdit(2, "Symbol", "QRTX")];
        var cut = Show(Preview(edits));
        cut.Find("button[aria-label='Edit QRTX, line 2']").Click();

        cut.Find("#cell-2-1").GetAttribute("aria-invalid").ShouldBe("true");
        cut.Find("#cell-2-1").GetAttribute("aria-describedby").ShouldBe("cell-2-1-error");
        cut.Find("#cell-2-1-error").TextContent.ShouldContain("ERR_POS_005");
        cut.FindAll(".account-card .tag").Select(tag => tag.TextContent).ShouldContain("edited");
        cut.FindAll(".field.edited").Count.ShouldBe(2);
        cut.Find("button[aria-label='Reset Quantity, line 2']").Click();

        Edits().ShouldBe([new CellEdit(2, "Symbol", "QRTX")]);
    }

    [Fact]
    public void AnEditedDay_IsThatOfItsRowAlone_AndNoEstimate()
    {
        var positions = Preview([new CellEdit(2, "Entry Date", "2026-09-15"), new CellEdit(4, "Quantity", "7")]).Reading.Accounts.SelectMany(account => account.Positions).ToList();

        positions.Select(position => (position.Draft!.EntryDate, position.Draft.IsEntryDateEstimated)).ShouldBe(
            [(new DateOnly(2026, 9, 15), false), (Some.Today, true)]);
    }

    [Fact]
    public void AnOption_ShowsItsTerms()
    {
        var cut = Show(Preview([new CellEdit(2, "Investment Class", "OPTIONS")]));
        cut.Find("button[aria-label='Edit QRTZ, line 2']").Click();

        cut.FindAll(".editor label").Select(label => label.TextContent).ShouldContain("Option Type, line 2");
        cut.FindAll("#cell-2-9 option").Select(option => option.TextContent).ShouldBe(["", "CALL", "PUT"]);
    }

    [Fact]
    public void TemplateFaults_AreCheckedWhileTyped_AndStayWhereTheyAre()
    {
        var cut = Show(new ImportState.ValidationError(Some.Form, Some.Wrong, []));
        var rows = cut.FindAll("tbody tr").Count;

        cut.Find("input[aria-label='Quantity, line 2']").Input("0");
        Time.Advance(CellChanges.Pause);
        cut.WaitForAssertion(() => cut.Find("tbody tr").TextContent.ShouldContain("ERR_POS_006"));
        cut.Find("input[aria-label='Quantity, line 2']").Input("5");
        Time.Advance(CellChanges.Pause);

        cut.WaitForAssertion(() => cut.Find("tbody tr").TextContent.ShouldContain("Mended"));
        cut.FindAll("tbody tr").Count.ShouldBe(rows);
        cut.Find("input[aria-label='Quantity, line 2']").GetAttribute("value").ShouldBe("5");
        cut.Find("[role=status].small.mute:not(.num)").TextContent.ShouldBe("1 cell changed, 1 thing left to mend");
        Sent.ShouldBeEmpty();
    }

    [Fact]
    public void Downloads_AreOfferedWhereThereAreErrorsAndUnreadRows()
    {
        Texts(Show(Preview([]))).ShouldBe(["Download with errors", "Download the rows at fault", "Download these rows"], ignoreOrder: true);
        Texts(Show(Preview([new CellEdit(4, "Quantity", "7")]))).ShouldBe(["Download these rows"]);
        Texts(Show(new ImportState.ValidationError(Some.Form, Some.Wrong, []))).ShouldBe(["Download with errors", "Download the rows at fault"]);
    }

    [Fact]
    public async Task Annotate_AFileWithChangedCells_IsOfTheFileAsItCame()
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes("Symbol,Quantity,Average Cost,Market Value\r\nQRTZ,,5,50\r\n");
        var options = new BrokerImportOptions { Today = Some.Today, Edits = [new CellEdit(2, "Quantity", "10")] };
        var mended = ((FileReading.Broker)new FileImport().Read(bytes, "a.csv", options, Xunit.TestContext.Current.CancellationToken)).Reading;
        mended.ErrorCount.ShouldBe(0);

        var text = await Services.GetRequiredService<AnnotateFile>().HandleAsync(new MemoryStream(bytes), mended, onlyFaults: true, Xunit.TestContext.Current.CancellationToken);

        text.ShouldStartWith("Symbol,Quantity,Average Cost,Market Value,Errors\r\nQRTZ,,5,50,\"ERR_POS_004 ");
    }

    private static IEnumerable<string> Texts(IRenderedComponent<ImportStateView> cut) => cut.FindComponents<App.Shared.DownloadButton>().Select(button => button.Find("button").TextContent);

    private static ImportState.BrokerPreview Preview(IReadOnlyList<CellEdit> edits)
    {
        var reading = Some.BrokerWith(edits);
        return new(Some.Form, Some.Upload(), reading, KnownAccounts.None, AccountPlan.For(reading, Some.Form, KnownAccounts.None), edits, []);
    }

    private IReadOnlyList<CellEdit> Edits() => Sent[^1].ShouldBeOfType<ImportEvent.RecheckWanted>().Edits;
}
