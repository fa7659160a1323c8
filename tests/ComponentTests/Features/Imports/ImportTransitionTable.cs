using App.Core.Calculations;
using App.Core.Imports;
using App.Core.Imports.Brokers;
using App.Features.Imports;
using static App.Features.Imports.ImportEvent;
using static App.Features.Imports.ImportState;

namespace ComponentTests.Features.Imports;

/// <summary>Every state, every event, and where the one goes with the other. What is not in the table comes to nothing.</summary>
internal static class ImportTransitionTable
{
    private static readonly FileSlot Empty = new FileSlot.Empty();
    private static readonly FileSlot Arriving = new FileSlot.Arriving("holdings.csv", 100, 0);
    private static readonly FileSlot Refused = new FileSlot.Refused("holdings.csv", Some.Fault);
    internal static readonly UploadedCopy Copy = Some.Upload();
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

    internal static readonly BrokerPreview Accounts = new(Some.Form, Copy, Some.Broker, KnownAccounts.None, AccountPlan.For(Some.Broker, Some.Form, KnownAccounts.None), [], []);
    internal static readonly KnownAccounts Known = new(new Dictionary<int, App.Core.Portfolios.PortfolioUpdate> { [1] = Some.Update }, [Some.Portfolio]);
    private static readonly Mapping Columns = new(Some.Form, Copy, new MappedTable(Some.Unknown.Columns, []), Some.Unknown.Guesses, []);
    private static readonly UpdatePreview Update = new(Some.Portfolio, Some.Ready.Reading!, Some.Update);
    internal static readonly AccountPlan Plan = Accounts.Plans[1] with { IsChosen = false };

    internal static readonly Dictionary<string, ImportState> States = new()
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

    internal static readonly Dictionary<string, ImportEvent> Events = new()
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

    internal static readonly Dictionary<(string State, string Event), ImportState> Table = new()
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
}
