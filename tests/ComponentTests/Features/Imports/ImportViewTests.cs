using App.Core.Calculations;
using App.Core.Imports;
using App.Core.Market;
using App.Core.Portfolios;
using App.Features.Calculations.Components;
using App.Features.Imports;
using App.Features.Imports.Components;
using App.Testing;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Imports;

/// <summary>Each state as it is shown: nothing in it, one thing, very many.</summary>
public sealed class ImportViewTests : BunitContext
{
    private readonly List<ImportEvent> _sent = [];
    private readonly ManualTime _time = new(Some.Now);

    private static ImportState.BrokerPreview Accounts { get; } = new(Some.Form, ImportTransitionsTests.Upload(), Some.Broker, KnownAccounts.None, AccountPlan.For(Some.Broker, Some.Form, KnownAccounts.None), [], []);

    public ImportViewTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(TradingCalendar.Nyse);
        Services.AddSingleton<TimeProvider>(_time);
        Services.AddSingleton<TemplateImport>();
        Services.AddSingleton<FileImport>();
        Services.AddSingleton<AnnotateFile>();
    }

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
            (new ImportState.Mapping(Some.Form, ImportTransitionsTests.Upload(), new MappedTable(Some.Unknown.Columns, []), Some.Unknown.Guesses, []), cut => cut.HasComponent<MappingView>()),
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
        var happened = _sent;
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
    public void Form_Fresh_ShowsTheLastSessionAndAsksForTheFile()
    {
        var cut = Show(ImportState.Idle.Fresh);

        cut.Find("#equity-as-of").GetAttribute("value").ShouldBe("2026-11-20");
        cut.Markup.ShouldContain("The last session was Fri 20 Nov 2026.");
        cut.FindAll("#account-type option").Count.ShouldBe(10);
        cut.Find("label.dropzone input[type=file]").GetAttribute("accept").ShouldBe(".csv,.xlsx");
        cut.Find("a[download]").GetAttribute("href").ShouldBe("/api/v1/onboarding/csv-template");
    }

    [Fact]
    public void Form_Edited_SendsTheWholeForm()
    {
        var cut = Show(new ImportState.Idle(Some.Form, new FileSlot.Empty(), []));

        cut.Find("#account-type").Change("roth_ira");

        cut.WaitForAssertion(() => _sent.ShouldBe([new ImportEvent.FormEdited(Some.Form with { AccountType = "roth_ira" })]));
    }

    [Fact]
    public void Form_WithAnAccountNameThatIsTaken_LinksToThePortfolioThatHasIt()
    {
        var taken = PortfolioFormRules.AccountNameTaken("Schwab Taxable");

        var cut = Show(new ImportState.Idle(Some.Form, new FileSlot.Empty(), [taken], Some.Portfolio.Id));

        cut.Find("#account-name-error a").GetAttribute("href").ShouldBe("/errors/ERR_PORT_001");
        cut.Find($"a[href='/?portfolio={Some.Portfolio.Id}']").ShouldNotBeNull();
        cut.Find("#account-name").GetAttribute("aria-invalid").ShouldBe("true");
    }

    [Fact]
    public void Form_WhileTheFileComes_ShowsHowMuchAndCanStop()
    {
        var cut = Show(new ImportState.Idle(Some.Form, new FileSlot.Arriving("holdings.csv", 2_000_000, 500_000), []));

        cut.Find("progress").GetAttribute("value").ShouldBe("500000");
        cut.Find("label.dropzone").TextContent.ShouldContain("500.0 kB of 2.0 MB read");
        cut.Find("button[type=submit]").HasAttribute("disabled").ShouldBeTrue();
        cut.Find("button.link-btn").Click();
        cut.WaitForAssertion(() => _sent.ShouldBe([new ImportEvent.FileDropped()]));
    }

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

        _sent.ShouldHaveSingleItem().ShouldBeOfType<ImportEvent.RecheckWanted>().Edits.ShouldBe(
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

    [Fact]
    public void Processing_ShowsRealStepsWithCountsAndTimes()
    {
        var cut = Show(new ImportState.Processing(Some.Portfolio, Some.Run(RunStatus.Running)));

        cut.Find("[data-step=positions_imported]").ClassName.ShouldBe("done");
        cut.Find("[data-step=positions_imported] .count").TextContent.ShouldBe("50 positions");
        cut.Find("[data-step=symbols_extracted] .t").TextContent.ShouldBe("1.2 s");
        cut.Find("[data-step=securities_enriched]").ClassName.ShouldBe("now");
        cut.Find("[data-step=securities_enriched] .count").TextContent.ShouldBe("14 / 31 symbols");
        cut.Find("[data-step=pnl_calculated]").ClassName.ShouldBe("wait");
        cut.Find("[role=status].visually-hidden").TextContent.ShouldBe($"Securities enriched, step 4 of {2 + Some.Before(null)}");
        cut.Markup.ShouldContain("You can leave this page; the calculation goes on.");
    }

    [Fact]
    public void Processing_CanBeCancelledOnceAsked()
    {
        var cut = Show(new ImportState.Processing(Some.Portfolio, Some.Run(RunStatus.Running)));
        var dialog = cut.Find("dialog#cancel-run, dialog[aria-labelledby=cancel-run-title]");
        dialog.QuerySelectorAll("button").Select(button => button.TextContent).ShouldBe(["Keep calculating", "Cancel calculation"]);

        cut.FindAll("button").Single(button => button.TextContent == "Cancel").Click();
        _sent.ShouldBeEmpty();
        cut.FindAll("button").Single(button => button.TextContent == "Cancel calculation").Click();

        _sent.ShouldBe([new ImportEvent.RunCancelWanted()]);
        Show(new ImportState.Processing(Some.Portfolio, null)).FindAll(".actions.leave button").ShouldBeEmpty();
    }

    [Fact]
    public void Processing_ThatCouldNotBeCancelled_SaysWhyAndGoesOn()
    {
        var cut = Show(new ImportState.Processing(Some.Portfolio, Some.Run(RunStatus.Running), Some.Fault));

        cut.Find("[role=alert]").TextContent.ShouldContain(Some.Fault.Message);
        cut.Find("[data-step=securities_enriched]").ClassName.ShouldBe("now");
    }

    [Fact]
    public void Cancelled_SaysWhatIsKept_AndOffersToCalculateAgain()
    {
        var begun = Some.Run(RunStatus.Running);
        var cancelled = begun with { Status = RunStatus.Cancelled, Progress = begun.Progress.Cancelled("Ada Quill", Some.Now), FinishedAt = Some.Now };

        var cut = Show(ImportTransitions.Resume(Some.Portfolio, cancelled));

        cut.Find(".alert.warn b").TextContent.ShouldBe("Cancelled. What was done is kept.");
        cut.FindAll("[role=alert]").ShouldBeEmpty();
        cut.Find("[data-step=securities_enriched]").ClassName.ShouldBe("stopped");
        cut.Find("[data-step=securities_enriched] .count").TextContent.ShouldBe("14 / 31 symbols");
        cut.Find(".log").TextContent.ShouldContain("Cancelled by Ada Quill.");
        cut.FindAll("button").Single(button => button.TextContent == "Calculate again").Click();
        _sent.ShouldBe([new ImportEvent.RetryWanted()]);
    }

    [Fact]
    public void Processing_After120Seconds_SaysSo_AndAgainAfterKeepWaiting()
    {
        var cut = Show(new ImportState.Processing(Some.Portfolio, Some.Run(RunStatus.Running)));
        cut.Markup.ShouldNotContain("longer than expected");

        _time.Advance(TimeSpan.FromSeconds(121));
        cut.WaitForState(() => cut.Markup.Contains("This is taking longer than expected", StringComparison.Ordinal));
        cut.FindAll("button").Single(button => button.TextContent == "Keep waiting").Click();
        cut.Markup.ShouldNotContain("longer than expected");

        _time.Advance(TimeSpan.FromSeconds(121));
        cut.WaitForState(() => cut.Markup.Contains("This is taking longer than expected", StringComparison.Ordinal));
    }

    [Fact]
    public void Success_SaysHowManyAndOfWhichSession()
    {
        var cut = Show(new ImportState.Success(Some.Portfolio, Some.Run(RunStatus.CompletedWithWarnings, done: Some.Before(null), warnings: ["No prices for XYZ."])));

        cut.Find(".alert.good").TextContent.ShouldContain("50 positions imported, calculated as of 20 Nov 2026");
        cut.Find(".alert.warn").TextContent.ShouldContain("No prices for XYZ.");
        cut.Find("a.primary").GetAttribute("href").ShouldBe($"/?portfolio={Some.Portfolio.Id}");
    }

    [Fact]
    public void ProcessingError_SaysThatThePortfolioExists_WhatFailedAndWhatToDo()
    {
        var run = Some.Run(RunStatus.Failed, done: Some.Before(RunSteps.PnlCalculated), warnings: [.. Enumerable.Range(1, 200).Select(number => $"Warning {number}.")]);

        var cut = Show(ImportTransitions.Resume(Some.Portfolio, run));

        cut.Markup.ShouldContain("The portfolio exists");
        cut.Find("[role=alert] b").TextContent.ShouldBe("“P&L calculated” failed");
        cut.Find("[role=alert] a").GetAttribute("href").ShouldBe("/errors/ERR_BATCH_004");
        cut.Find("[data-step=market_data_collected]").ClassName.ShouldBe("done");
        cut.FindAll(".alert.warn > .alert-body > ul > li").Count.ShouldBe(4);
        cut.FindAll("button").Single(button => button.TextContent == "Retry calculation").Click();
        cut.FindAll("button").Single(button => button.TextContent == "Start over").Click();
        _sent.ShouldBe([new ImportEvent.RetryWanted(), new ImportEvent.StartedOver()]);
    }

    private static ImportState.ValidationError Wrong(ImportReading reading) => new ImportState.ValidationError(Some.Form, new ImportCheck(Some.Terms, reading, []), []);

    private IRenderedComponent<ImportStateView> Show(ImportState state)
    {
        var cut = Render<ImportStateView>(p => p
            .Add(x => x.State, state)
            .Add(x => x.OnEvent, EventCallback.Factory.Create<ImportEvent>(this, _sent.Add)));

        // The form opens when all of its first rendering is done.
        cut.WaitForAssertion(() => cut.FindAll("fieldset[disabled]").ShouldBeEmpty());
        return cut;
    }
}
