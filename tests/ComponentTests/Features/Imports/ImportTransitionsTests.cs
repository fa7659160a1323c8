using App.Core.Calculations;
using App.Core.Imports;
using App.Core.Imports.Brokers;
using App.Features.Imports;
using Shouldly;
using Xunit;
using static App.Features.Imports.ImportEvent;
using static App.Features.Imports.ImportState;

namespace ComponentTests.Features.Imports;

/// <summary>Every state with every event. What is not in the table comes to nothing.</summary>
public sealed class ImportTransitionsTests
{
    private static readonly FileSlot Empty = new FileSlot.Empty();
    private static readonly FileSlot Arriving = new FileSlot.Arriving("holdings.csv", 100, 0);
    private static readonly FileSlot Refused = new FileSlot.Refused("holdings.csv", Some.Fault);
    private static readonly UploadedCopy Copy = Upload();
    private static readonly FileSlot Arrived = new FileSlot.Arrived(Copy);
    private static readonly FileSlot Read = new FileSlot.Read(Some.Ready.Reading!);
    private static readonly FileSlot ReadWrong = new FileSlot.Read(Some.Wrong.Reading!);
    private static readonly IReadOnlyList<CellEdit> Edits = [new(2, "Quantity", "1")];
    private static readonly Mending Mending = new(Some.Wrong, Edits);
    private static readonly Guid Other = Guid.Parse("0b6a2f0e-7c51-4c55-9e0a-d3a6f8f0a009");
    private static readonly RunView Running = Some.Run(RunStatus.Running);
    private static readonly RunView Failed = Some.Run(RunStatus.Failed);
    private static readonly RunView Completed = Some.Run(RunStatus.Completed, done: Some.Before(null));
    private static readonly RunFault Why = new("ERR_BATCH_004", "The database did not take the results.");

    private static readonly RunFault Stopped = new(null, "The calculation was stopped before its end.");

    private static readonly BrokerPreview Accounts = new(Some.Form, Copy, Some.Broker, KnownAccounts.None, AccountPlan.For(Some.Broker, Some.Form, KnownAccounts.None), [], []);
    private static readonly KnownAccounts Known = new(new Dictionary<int, App.Core.Portfolios.PortfolioUpdate> { [1] = Some.Update }, [Some.Portfolio]);
    private static readonly Mapping Columns = new(Some.Form, Copy, new MappedTable(Some.Unknown.Columns, []), Some.Unknown.Guesses, []);
    private static readonly UpdatePreview Update = new(Some.Portfolio, Some.Ready.Reading!, Some.Update);
    private static readonly AccountPlan Plan = Accounts.Plans[1] with { IsChosen = false };

    private static readonly Dictionary<string, ImportState> States = new()
    {
        ["idle"] = new Idle(Some.Form, Empty, []),
        ["idle, file coming"] = new Idle(Some.Form, Arriving, []),
        ["idle, file here"] = new Idle(Some.Form, Arrived, []),
        ["idle, file read"] = new Idle(Some.Form, Read, [Some.FormError]),
        ["idle, file refused"] = new Idle(Some.Form, Refused, []),
        ["checking"] = new Checking(Some.Form, Arrived, null),
        ["checking without a file"] = new Checking(Some.Form, Empty, null),
        ["checking again"] = new Checking(Some.Form, ReadWrong, Mending),
        ["validation error"] = new ValidationError(Some.Form, Some.Wrong, []),
        ["preview"] = new Preview(Some.Form, Some.Ready),
        ["broker preview"] = Accounts,
        ["importing accounts"] = new ImportingAccounts(Accounts),
        ["importing"] = new Importing(Some.Form, Some.Ready),
        ["mapping"] = Columns,
        ["mapping, not enough"] = Columns with { Choice = Columns.Choice.With(PositionField.Quantity, null).With(PositionField.Value, null) },
        ["idle, to update"] = new Idle(Some.Form, Arrived, [], Into: Some.Portfolio),
        ["checking, to update"] = new Checking(Some.Form, Arrived, null, Some.Portfolio),
        ["validation error, to update"] = new ValidationError(Some.Form, Some.Wrong, [], Some.Portfolio),
        ["update preview"] = Update,
        ["update preview of nothing"] = Update with { Update = Some.NoUpdate },
        ["updating"] = new Updating(Update),
        ["processing, run asked for"] = new Processing(Some.Portfolio, null),
        ["processing"] = new Processing(Some.Portfolio, Running),
        ["processing, not cancelled"] = new Processing(Some.Portfolio, Running, Some.Fault),
        ["success"] = new Success(Some.Portfolio, Completed),
        ["processing error"] = new ProcessingError(Some.Portfolio, Failed, Why),
    };

    private static readonly Dictionary<string, ImportEvent> Events = new()
    {
        ["form edited"] = new FormEdited(Some.Form with { AccountName = "Other" }),
        ["file chosen"] = new FileChosen("new.csv", 7),
        ["file copied"] = new FileCopied(50),
        ["file arrived"] = new FileArrived(Copy),
        ["file refused"] = new FileRefused("new.csv", Some.Fault),
        ["file dropped"] = new FileDropped(),
        ["check wanted"] = new CheckWanted(),
        ["checked: ready"] = new Checked(Some.Ready),
        ["checked: file wrong"] = new Checked(Some.Wrong),
        ["checked: form wrong"] = new Checked(Some.WrongForm, Other),
        ["checked: form wrong, no file"] = new Checked(Some.WrongForm with { Reading = null }),
        ["table unknown"] = new TableUnknown(Copy, Some.Unknown, []),
        ["columns wanted"] = new ColumnsWanted(),
        ["column chosen"] = new ColumnChosen(1, PositionField.Value),
        ["columns confirmed"] = new ColumnsConfirmed(),
        ["broker read"] = new BrokerRead(Copy, Some.Broker, KnownAccounts.None),
        ["broker reread"] = new BrokerReread(Some.Broker, Edits, KnownAccounts.None),
        ["accounts compared"] = new AccountsCompared(Known),
        ["portfolio chosen"] = new IntoChosen(Some.Portfolio),
        ["new portfolio chosen"] = new IntoChosen(null),
        ["portfolio missed"] = new PortfolioMissed(Some.Fault),
        ["update read"] = new UpdateRead(Some.Ready.Reading!, Some.Update),
        ["plan edited"] = new PlanEdited(Plan),
        ["entry date chosen"] = new EntryDateChosen(Some.Today),
        ["accounts refused"] = new AccountsRefused([Some.FormError]),
        ["recheck wanted"] = new RecheckWanted(Edits),
        ["cancel wanted"] = new CancelWanted(),
        ["other file wanted"] = new OtherFileWanted(),
        ["form wanted"] = new FormWanted(),
        ["import confirmed"] = new ImportConfirmed(),
        ["imported"] = new Imported(Some.Portfolio),
        ["import stopped"] = new ImportStopped(),
        ["import refused"] = new ImportRefused([Some.FormError], Other),
        ["work failed"] = new WorkFailed(Some.Fault),
        ["run started"] = new RunStarted(Running),
        ["run refused"] = new RunRefused(Some.Fault),
        ["run moved"] = new RunMoved(Some.Run(RunStatus.Running, done: 3)),
        ["run completed"] = new RunMoved(Completed),
        ["run failed"] = new RunMoved(Failed),
        ["run cancelled"] = new RunMoved(Some.Run(RunStatus.Cancelled)),
        ["run cancel wanted"] = new RunCancelWanted(),
        ["another run moved"] = new RunMoved(Some.Run(RunStatus.Running, Other)),
        ["retry wanted"] = new RetryWanted(),
        ["started over"] = new StartedOver(),
    };

    private static readonly Dictionary<(string State, string Event), ImportState> Table = new()
    {
        [("idle", "form edited")] = new Idle(Edited, Empty, []),
        [("idle", "file chosen")] = new Idle(Some.Form, New, []),
        [("idle", "file refused")] = new Idle(Some.Form, NewRefused, []),
        [("idle", "check wanted")] = new Checking(Some.Form, Empty, null),
        [("idle, file coming", "form edited")] = new Idle(Edited, Arriving, []),
        [("idle, file coming", "file chosen")] = new Idle(Some.Form, New, []),
        [("idle, file coming", "file copied")] = new Idle(Some.Form, new FileSlot.Arriving("holdings.csv", 100, 50), []),
        [("idle, file coming", "file arrived")] = new Idle(Some.Form, Arrived, []),
        [("idle, file coming", "file refused")] = new Idle(Some.Form, NewRefused, []),
        [("idle, file coming", "file dropped")] = new Idle(Some.Form, Empty, []),
        [("idle, file here", "form edited")] = new Idle(Edited, Arrived, []),
        [("idle, file here", "file chosen")] = new Idle(Some.Form, New, []),
        [("idle, file here", "file refused")] = new Idle(Some.Form, NewRefused, []),
        [("idle, file here", "file dropped")] = new Idle(Some.Form, Empty, []),
        [("idle, file here", "check wanted")] = new Checking(Some.Form, Arrived, null),
        [("idle, file read", "form edited")] = new Idle(Edited, Read, [Some.FormError]),
        [("idle, file read", "file chosen")] = new Idle(Some.Form, New, [Some.FormError]),
        [("idle, file read", "file refused")] = new Idle(Some.Form, NewRefused, [Some.FormError]),
        [("idle, file read", "file dropped")] = new Idle(Some.Form, Empty, [Some.FormError]),
        [("idle, file read", "check wanted")] = new Checking(Some.Form, Read, null),
        [("idle, file refused", "form edited")] = new Idle(Edited, Refused, []),
        [("idle, file refused", "file chosen")] = new Idle(Some.Form, New, []),
        [("idle, file refused", "file refused")] = new Idle(Some.Form, NewRefused, []),
        [("idle, file refused", "file dropped")] = new Idle(Some.Form, Empty, []),
        [("idle, file refused", "check wanted")] = new Checking(Some.Form, Refused, null),
        [("checking", "checked: ready")] = new Preview(Some.Form, Some.Ready),
        [("checking", "checked: file wrong")] = new ValidationError(Some.Form, Some.Wrong, []),
        [("checking", "checked: form wrong")] = new Idle(Some.Form, new FileSlot.Read(Some.WrongForm.Reading!), [Some.FormError], Other),
        [("checking", "checked: form wrong, no file")] = new Idle(Some.Form, Arrived, [Some.FormError]),
        [("checking", "cancel wanted")] = new Idle(Some.Form, Arrived, []),
        [("checking", "work failed")] = new Idle(Some.Form, Arrived, [Some.Fault]),
        [("checking without a file", "checked: ready")] = new Preview(Some.Form, Some.Ready),
        [("checking without a file", "checked: file wrong")] = new ValidationError(Some.Form, Some.Wrong, []),
        [("checking without a file", "checked: form wrong")] = new Idle(Some.Form, new FileSlot.Read(Some.WrongForm.Reading!), [Some.FormError], Other),
        [("checking without a file", "checked: form wrong, no file")] = new Idle(Some.Form, Empty, [Some.FormError]),
        [("checking without a file", "cancel wanted")] = new Idle(Some.Form, Empty, []),
        [("checking without a file", "work failed")] = new Idle(Some.Form, Empty, [Some.Fault]),
        [("checking again", "checked: ready")] = new Preview(Some.Form, Some.Ready),
        [("checking again", "checked: file wrong")] = new ValidationError(Some.Form, Some.Wrong, []),
        [("checking again", "checked: form wrong")] = new Idle(Some.Form, new FileSlot.Read(Some.WrongForm.Reading!), [Some.FormError], Other),
        [("checking again", "checked: form wrong, no file")] = new Idle(Some.Form, ReadWrong, [Some.FormError]),
        [("checking again", "cancel wanted")] = new ValidationError(Some.Form, Some.Wrong, Edits),
        [("checking again", "work failed")] = new Idle(Some.Form, ReadWrong, [Some.Fault]),
        [("checking", "broker read")] = Accounts,
        [("checking without a file", "broker read")] = Accounts,
        [("checking again", "broker read")] = Accounts,
        [("broker preview", "broker reread")] = Accounts with { Edits = Edits },
        [("broker preview", "plan edited")] = Accounts with { Plans = [Accounts.Plans[0], Plan] },
        [("broker preview", "import confirmed")] = new ImportingAccounts(Accounts),
        [("broker preview", "other file wanted")] = new Idle(Some.Form, Empty, []),
        [("broker preview", "work failed")] = Accounts with { Errors = [Some.Fault] },
        [("importing accounts", "imported")] = new Processing(Some.Portfolio, null),
        [("importing accounts", "import stopped")] = Accounts,
        [("importing accounts", "accounts refused")] = Accounts with { Errors = [Some.FormError] },
        [("importing accounts", "work failed")] = Accounts with { Errors = [Some.Fault] },
        [("validation error", "recheck wanted")] = new Checking(Some.Form, ReadWrong, Mending),
        [("validation error", "other file wanted")] = new Idle(Some.Form, Empty, []),
        [("preview", "other file wanted")] = new Idle(Some.Form, Empty, []),
        [("preview", "form wanted")] = new Idle(Some.Form, Read, []),
        [("preview", "import confirmed")] = new Importing(Some.Form, Some.Ready),
        [("importing", "imported")] = new Processing(Some.Portfolio, null),
        [("importing", "import stopped")] = new Preview(Some.Form, Some.Ready),
        [("importing", "import refused")] = new Idle(Some.Form, Read, [Some.FormError], Other),
        [("importing", "work failed")] = new Preview(Some.Form, Some.Ready, Some.Fault),
        [("idle", "portfolio chosen")] = new Idle(Some.Form, Empty, [], Into: Some.Portfolio),
        [("idle", "new portfolio chosen")] = new Idle(Some.Form, Empty, []),
        [("idle", "portfolio missed")] = new Idle(Some.Form, Empty, [Some.Fault]),
        [("idle, file coming", "portfolio chosen")] = new Idle(Some.Form, Arriving, [], Into: Some.Portfolio),
        [("idle, file coming", "new portfolio chosen")] = new Idle(Some.Form, Arriving, []),
        [("idle, file coming", "portfolio missed")] = new Idle(Some.Form, Arriving, [Some.Fault]),
        [("idle, file here", "portfolio chosen")] = new Idle(Some.Form, Arrived, [], Into: Some.Portfolio),
        [("idle, file here", "new portfolio chosen")] = new Idle(Some.Form, Arrived, []),
        [("idle, file here", "portfolio missed")] = new Idle(Some.Form, Arrived, [Some.Fault]),
        [("idle, file read", "portfolio chosen")] = new Idle(Some.Form, Read, [], Into: Some.Portfolio),
        [("idle, file read", "new portfolio chosen")] = new Idle(Some.Form, Read, []),
        [("idle, file read", "portfolio missed")] = new Idle(Some.Form, Read, [Some.Fault]),
        [("idle, file refused", "portfolio chosen")] = new Idle(Some.Form, Refused, [], Into: Some.Portfolio),
        [("idle, file refused", "new portfolio chosen")] = new Idle(Some.Form, Refused, []),
        [("idle, file refused", "portfolio missed")] = new Idle(Some.Form, Refused, [Some.Fault]),
        [("idle, to update", "portfolio chosen")] = new Idle(Some.Form, Arrived, [], Into: Some.Portfolio),
        [("idle, to update", "new portfolio chosen")] = new Idle(Some.Form, Arrived, []),
        [("idle, to update", "portfolio missed")] = new Idle(Some.Form, Arrived, [Some.Fault], Into: Some.Portfolio),
        [("idle, to update", "form edited")] = new Idle(Edited, Arrived, [], Into: Some.Portfolio),
        [("idle, to update", "file chosen")] = new Idle(Some.Form, New, [], Into: Some.Portfolio),
        [("idle, to update", "file refused")] = new Idle(Some.Form, NewRefused, [], Into: Some.Portfolio),
        [("idle, to update", "file dropped")] = new Idle(Some.Form, Empty, [], Into: Some.Portfolio),
        [("idle, to update", "check wanted")] = new Checking(Some.Form, Arrived, null, Some.Portfolio),
        [("checking, to update", "checked: ready")] = new Preview(Some.Form, Some.Ready),
        [("checking, to update", "checked: file wrong")] = new ValidationError(Some.Form, Some.Wrong, [], Some.Portfolio),
        [("checking, to update", "checked: form wrong")] = new Idle(Some.Form, new FileSlot.Read(Some.WrongForm.Reading!), [Some.FormError], Other, Some.Portfolio),
        [("checking, to update", "checked: form wrong, no file")] = new Idle(Some.Form, Arrived, [Some.FormError], Into: Some.Portfolio),
        [("checking, to update", "cancel wanted")] = new Idle(Some.Form, Arrived, [], Into: Some.Portfolio),
        [("checking, to update", "work failed")] = new Idle(Some.Form, Arrived, [Some.Fault], Into: Some.Portfolio),
        [("checking, to update", "broker read")] = Accounts,
        [("checking, to update", "update read")] = Update,
        [("validation error, to update", "recheck wanted")] = new Checking(Some.Form, ReadWrong, Mending, Some.Portfolio),
        [("validation error, to update", "other file wanted")] = new Idle(Some.Form, Empty, [], Into: Some.Portfolio),
        [("checking", "table unknown")] = Columns,
        [("checking without a file", "table unknown")] = Columns,
        [("checking again", "table unknown")] = Columns,
        [("checking, to update", "table unknown")] = Columns with { Into = Some.Portfolio },
        [("mapping", "column chosen")] = Columns with { Choice = Columns.Choice.With(PositionField.Quantity, null).With(PositionField.Value, 1) },
        [("mapping", "columns confirmed")] = new Checking(Some.Form, Arrived, null, null, Columns.Choice),
        [("mapping", "other file wanted")] = new Idle(Some.Form, Empty, []),
        [("mapping, not enough", "column chosen")] = Columns with { Choice = Columns.Choice.With(PositionField.Quantity, null).With(PositionField.Value, 1) },
        [("mapping, not enough", "other file wanted")] = new Idle(Some.Form, Empty, []),
        [("broker preview", "columns wanted")] = new Mapping(Some.Form, Copy, new MappedTable(Some.Broker.Guesses, []), Accounts.Columns!, []),
        [("broker preview", "accounts compared")] = Accounts with { Known = Known },
        [("update preview", "import confirmed")] = new Updating(Update),
        [("update preview", "other file wanted")] = Idle.Fresh with { Into = Some.Portfolio },
        [("update preview of nothing", "other file wanted")] = Idle.Fresh with { Into = Some.Portfolio },
        [("updating", "imported")] = new Processing(Some.Portfolio, null),
        [("updating", "import stopped")] = Update,
        [("updating", "accounts refused")] = Update with { Fault = Some.FormError },
        [("updating", "work failed")] = Update with { Fault = Some.Fault },
        [("processing, run asked for", "run started")] = new Processing(Some.Portfolio, Running),
        [("processing, run asked for", "run refused")] = new ProcessingError(Some.Portfolio, null, RunFault.Of(Some.Fault)),
        [("processing", "run started")] = new Processing(Some.Portfolio, Running),
        [("processing", "run refused")] = new ProcessingError(Some.Portfolio, Running, RunFault.Of(Some.Fault)),
        [("processing", "run moved")] = new Processing(Some.Portfolio, ((RunMoved)Events["run moved"]).Run),
        [("processing", "work failed")] = new Processing(Some.Portfolio, Running, Some.Fault),
        [("processing", "run cancelled")] = new ProcessingError(Some.Portfolio, ((RunMoved)Events["run cancelled"]).Run, Stopped),
        [("processing, not cancelled", "run started")] = new Processing(Some.Portfolio, Running),
        [("processing, not cancelled", "run refused")] = new ProcessingError(Some.Portfolio, Running, RunFault.Of(Some.Fault)),
        [("processing, not cancelled", "run moved")] = new Processing(Some.Portfolio, ((RunMoved)Events["run moved"]).Run, Some.Fault),
        [("processing, not cancelled", "run completed")] = new Success(Some.Portfolio, Completed),
        [("processing, not cancelled", "run failed")] = new ProcessingError(Some.Portfolio, Failed, Why),
        [("processing, not cancelled", "run cancelled")] = new ProcessingError(Some.Portfolio, ((RunMoved)Events["run cancelled"]).Run, Stopped),
        [("processing, not cancelled", "work failed")] = new Processing(Some.Portfolio, Running, Some.Fault),
        [("processing", "run completed")] = new Success(Some.Portfolio, Completed),
        [("processing", "run failed")] = new ProcessingError(Some.Portfolio, Failed, Why),
        [("processing error", "retry wanted")] = new Processing(Some.Portfolio, null),
    };

    private static App.Core.Portfolios.PortfolioForm Edited => Some.Form with { AccountName = "Other" };

    private static FileSlot New => new FileSlot.Arriving("new.csv", 7, 0);

    private static FileSlot NewRefused => new FileSlot.Refused("new.csv", Some.Fault);

    public static TheoryData<string, string> EveryPair { get; } = [.. States.Keys.SelectMany(state => Events.Keys.Select(happened => (state, happened)))];

    public static TheoryData<string> EveryState { get; } = [.. States.Keys];

    [Theory]
    [MemberData(nameof(EveryPair))]
    public void Next_GoesWhereTheTableSays_AndNowhereElse(string from, string happened)
    {
        var state = States[from];

        var next = ImportTransitions.Next(state, Events[happened]);

        if (Table.TryGetValue((from, happened), out var expected))
        {
            ShouldEqual(next, expected);
        }
        else if (happened == "started over" && from is not ("importing" or "importing accounts" or "updating"))
        {
            next.ShouldBeSameAs(Idle.Fresh);
        }
        else
        {
            next.ShouldBeSameAs(state);
        }
    }

    [Theory]
    [MemberData(nameof(EveryState))]
    public void EveryState_CanBeLeft(string from) =>
        Events.Values.Select(happened => ImportTransitions.Next(States[from], happened))
            .SelectMany(next => Events.Values.Select(happened => ImportTransitions.Next(next, happened)))
            .ShouldContain(next => next.GetType() != States[from].GetType());

    [Fact]
    public void Confirming_WaitsForTheComparisonAndForSomethingToChange()
    {
        var target = Some.Portfolio.Id;
        var into = Accounts with { Known = Known, Plans = [Plan with { Account = 0 }, Accounts.Plans[1] with { PortfolioId = target }] };

        (into.Changing, into.IsComparing).ShouldBe((1, false));
        ImportTransitions.Next(into, new ImportConfirmed()).ShouldBeOfType<ImportingAccounts>();
        ImportTransitions.Next(into with { Known = KnownAccounts.None }, new ImportConfirmed()).ShouldBeOfType<BrokerPreview>().IsComparing.ShouldBeTrue();
        var same = Known with { Updates = new Dictionary<int, App.Core.Portfolios.PortfolioUpdate> { [1] = Some.NoUpdate } };
        ImportTransitions.Next(into with { Known = same }, new ImportConfirmed()).ShouldBeOfType<BrokerPreview>().Changing.ShouldBe(0);
    }

    [Fact]
    public void Plans_OfAccountsThatAreKnown_GoIntoTheirPortfolios() =>
        AccountPlan.For(Some.Broker, Some.Form, Known).Select(plan => plan.PortfolioId).ShouldBe([null, Some.Portfolio.Id]);

    [Theory]
    [InlineData(RunStatus.Pending, typeof(Processing))]
    [InlineData(RunStatus.Running, typeof(Processing))]
    [InlineData(RunStatus.Completed, typeof(Success))]
    [InlineData(RunStatus.CompletedWithWarnings, typeof(Success))]
    [InlineData(RunStatus.Failed, typeof(ProcessingError))]
    [InlineData(RunStatus.Cancelled, typeof(ProcessingError))]
    public void Resume_FindsTheRunWhereItIs(RunStatus status, Type state) =>
        ImportTransitions.Resume(Some.Portfolio, Some.Run(status)).ShouldBeOfType(state);

    [Fact]
    public void Resume_WithoutARun_OffersToCalculate() =>
        ImportTransitions.Resume(Some.Portfolio, run: null).ShouldBeOfType<ProcessingError>().Run.ShouldBeNull();

    [Fact]
    public void Next_FileThatIsWrongAsAWhole_IsRefusedBesideTheFormsErrors()
    {
        var next = ImportTransitions.Next(States["checking"], new Checked(Some.WrongForm with { Reading = Some.Reading("a,b\r\n", "One,Two\r\n") }));

        next.ShouldBeOfType<Idle>().File.ShouldBeOfType<FileSlot.Refused>().Error.Code.ShouldBe("ERR_CSV_005");
    }

    [Fact] // a form that is asked for only because the file is no list of holdings would be in the way of what is wrong
    public void Next_ListOfTransactions_IsSaidAlone()
    {
        var reading = ((FileReading.Template)new FileImport().Read(
            "Date,Action,Symbol,Description,Quantity,Price,Fees & Comm,Amount\r\n10/30/2026,Buy,AAPL,APPLE INC,10,$250.00,,-$2500.00\r\n"u8.ToArray(),
            "a.csv", new BrokerImportOptions { Today = Some.Today }, Xunit.TestContext.Current.CancellationToken)).Reading;

        var next = ImportTransitions.Next(States["checking"], new Checked(Some.WrongForm with { Reading = reading }));

        next.ShouldBeOfType<ValidationError>().Check.Reading!.Errors.Single().Code.ShouldBe("ERR_BROKER_001");
    }

    [Fact]
    public void Copy_IsKeptOnlyUntilTheFileIsReadForGood()
    {
        States["idle, file here"].Copy.ShouldBeSameAs(Copy);
        States["checking"].Copy.ShouldBeSameAs(Copy);
        States.Where(state => state.Key is not ("idle, file here" or "checking" or "broker preview" or "importing accounts" or "idle, to update" or "checking, to update" or "mapping" or "mapping, not enough")).ShouldAllBe(state => state.Value.Copy == null);
    }

    // Lists in records are compared by reference, so those are compared by what is in them.
    private static void ShouldEqual(ImportState next, ImportState expected)
    {
        switch (next, expected)
        {
            case (Idle one, Idle other):
                one.Errors.ShouldBe(other.Errors);
                (one with { Errors = [] }).ToString().ShouldBe((other with { Errors = [] }).ToString());
                (one.File is FileSlot.Arrived { Copy: var copy } ? copy : null).ShouldBeSameAs((other.File as FileSlot.Arrived)?.Copy);
                break;
            case (Mapping one, Mapping other):
                one.Choice.Columns.ShouldBe(other.Choice.Columns, ignoreOrder: true);
                one.Table.Columns.ShouldBeSameAs(other.Table.Columns);
                (one.File, one.Into, one.Errors.Count).ShouldBe((other.File, other.Into, other.Errors.Count));
                break;
            case (Checking { Columns: { } one }, Checking { Columns: { } other }):
                one.ShouldBeSameAs(other);
                break;
            case (Checking { Mending: { } one }, Checking { Mending: { } other }):
                one.Edits.ShouldBe(other.Edits);
                one.Check.ShouldBeSameAs(other.Check);
                break;
            case (ValidationError one, ValidationError other):
                one.Edits.ShouldBe(other.Edits);
                one.Check.ShouldBeSameAs(other.Check);
                break;
            case (BrokerPreview one, BrokerPreview other):
                one.Plans.ShouldBe(other.Plans);
                one.Edits.ShouldBe(other.Edits);
                one.Errors.ShouldBe(other.Errors);
                (one with { Plans = other.Plans, Edits = other.Edits, Errors = other.Errors }).ShouldBe(other);
                break;
            case (ImportingAccounts one, ImportingAccounts other):
                ShouldEqual(one.Before, other.Before);
                break;
            default:
                next.ShouldBe(expected);
                break;
        }
    }

    internal static UploadedCopy Upload()
    {
        using var content = new MemoryStream("AAPL"u8.ToArray());
        return UploadedCopy.CopyAsync("holdings.csv", content, _ => { }, CancellationToken.None).GetAwaiter().GetResult();
    }
}
