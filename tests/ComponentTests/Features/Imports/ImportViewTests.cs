using App.Core.Calculations;
using App.Core.Imports;
using App.Core.Portfolios;
using App.Features.Calculations.Components;
using App.Features.Imports;
using App.Features.Imports.Components;
using Bunit;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Imports;

/// <summary>Each state has one view; what a file holds before it is imported.</summary>
public sealed class ImportViewTests : ImportViewTest
{
    private static ImportState.BrokerPreview Accounts { get; } = new(
        Some.Form, Some.Upload(), Some.Broker, KnownAccounts.None, AccountPlan.For(Some.Broker, Some.Form, KnownAccounts.None), [], []);

    [Fact]
    public void EveryState_IsShownByOneComponentOfItsOwn()
    {
        (ImportState State, Func<IRenderedComponent<ImportStateView>, bool> IsShown)[] all =
        [
            (ImportState.Idle.Fresh, cut => cut.HasComponent<ImportForm>()),
            (new ImportState.Checking(Some.Form, new FileSlot.Empty(), null), cut => cut.HasComponent<CheckingView>()),
            (new ImportState.ValidationError(Some.Form, Some.Wrong, []), cut => cut.HasComponent<FaultsView>()),
            (new ImportState.Preview(Some.Form, Some.Ready), cut => cut.HasComponent<PreviewView>()),
            (Accounts, cut => cut.HasComponent<AccountsView>()),
            (new ImportState.ImportingAccounts(Accounts), cut => cut.HasComponent<ImportingAccountsView>()),
            (new ImportState.Mapping(Some.Form, Some.Upload(), new MappedTable(Some.Unknown.Columns, []), Some.Unknown.Guesses, []), cut => cut.HasComponent<MappingView>()),
            (new ImportState.UpdatePreview(Some.Portfolio, Some.Ready.Reading!, Some.Update), cut => cut.HasComponent<UpdatePreviewView>()),
            (new ImportState.Updating(new(Some.Portfolio, Some.Ready.Reading!, Some.Update)), cut => cut.HasComponent<UpdatingView>()),
            (new ImportState.Importing(Some.Form, Some.Ready), cut => cut.HasComponent<ImportingView>()),
            (new ImportState.Processing(Some.Portfolio, null), cut => cut.HasComponent<ProcessingView>()),
            (new ImportState.Success(Some.Portfolio, Some.Run(RunStatus.Completed, done: Some.Before(null))), cut => cut.HasComponent<SuccessView>()),
            (new ImportState.ProcessingError(Some.Portfolio, null, new RunFault(null, "Why.")), cut => cut.HasComponent<ProcessingErrorView>()),
        ];
        all.Select(one => one.State.GetType()).ShouldBe(
            typeof(ImportState).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(ImportState))), ignoreOrder: true);

        foreach (var (state, isShown) in all)
        {
            var cut = Show(state);
            all.Where(one => one.IsShown(cut)).Select(one => one.State).ShouldBe([state]);
            isShown(cut).ShouldBeTrue();
            cut.FindAll("h1").Count.ShouldBe(1, state.GetType().Name);
        }
    }

    [Fact]
    public void Accounts_OfABrokersFile_SayWhatWasReadAndWhatWasNot()
    {
        var cut = Show(Accounts);

        cut.Find("h1").TextContent.ShouldBe("A table of positions");
        cut.FindAll(".account-card").Count.ShouldBe(2);
        cut.Markup.ShouldContain("…3456");
        cut.Markup.ShouldNotContain("88123456");
        cut.Find("button.primary").TextContent.ShouldBe("Import 2 accounts");
        cut.Find(".faults tbody tr").TextContent.ShouldContain("ERR_POS_004");
        cut.FindAll(".unread tbody tr").Count.ShouldBe(2);
        cut.FindAll(".account-card")[1].TextContent.ShouldContain("to mend");
    }

    [Fact]
    public void Accounts_Edited_TellThePlanTheDayAndTheCell()
    {
        var happened = Sent;
        var cut = Show(Accounts);

        cut.Find("#account-1").Change("Roth at last");
        cut.FindAll("input[type=checkbox]")[0].Change(false);
        cut.Find("#entry-date").Change("2026-09-15");
        cut.Find(".faults input").Change("12");
        cut.Find("button.primary").Click();

        happened[0].ShouldBeOfType<ImportEvent.PlanEdited>().Plan.Form.AccountName.ShouldBe("Roth at last");
        happened[1].ShouldBeOfType<ImportEvent.PlanEdited>().Plan.IsChosen.ShouldBeFalse();
        happened[2].ShouldBe(new ImportEvent.EntryDateChosen(new DateOnly(2026, 9, 15)));
        happened[3].ShouldBeOfType<ImportEvent.RecheckWanted>().Edits.ShouldBe([new CellEdit(4, "Quantity", "12")]);
        happened[4].ShouldBeOfType<ImportEvent.ImportConfirmed>();
    }

    [Fact]
    public void Preview_OfOne_NamesItAndWhatWasIgnored()
    {
        var reading = Some.Reading(
            ",-2,3.3333,2024-03-15,MSFT,450,2035-01-19,CALL,x\r\n",
            "Symbol,Quantity,Entry Price Per Share,Entry Date,Underlying Symbol,Strike Price,Expiration Date,Option Type,Note\r\n");

        var cut = Show(new ImportState.Preview(Some.Form, new ImportCheck(Some.Terms, reading, [])));

        cut.Find("button.primary").TextContent.ShouldBe("Import 1 position");
        cut.Find("tbody tr").TextContent.ShouldContain("MSFT 450 call19 Jan 2035");
        cut.Find("tbody tr").TextContent.ShouldContain("$3.3333");
        cut.Find("tbody tr").TextContent.ShouldContain("−2");
        cut.Find(".alert.warn").TextContent.ShouldContain("“Note”");
        cut.Markup.ShouldContain("Nothing is stored until you import.");
    }

    [Fact]
    public void Preview_OfThousands_ShowsFiftyAtATime()
    {
        var cut = Show(new ImportState.Preview(Some.Form, new ImportCheck(Some.Terms, Some.Good(10_000), [])));

        cut.FindAll("tbody tr").Count.ShouldBe(50);
        cut.Find("button.primary").TextContent.ShouldBe("Import 10,000 positions");
        cut.Find("button[aria-label='Next positions']").Click();
        cut.Find("tbody th .symbol").TextContent.ShouldBe("S51");
    }
}
