using App.Core.Calculations;
using App.Core.Imports.Brokers;
using App.Core.Portfolios;
using static App.Features.Imports.ImportEvent;
using static App.Features.Imports.ImportState;

namespace App.Features.Imports;

/// <summary>How an import goes from state to state. An event that a state has no use for leaves it as it is: a second click, a late answer.</summary>
internal static class ImportTransitions
{
    /// <summary>The state after something has happened; the same object when nothing comes of it.</summary>
    public static ImportState Next(ImportState state, ImportEvent happened) => (state, happened) switch
    {
        (_, StartedOver) => state is Importing or ImportingAccounts or Updating ? state : Idle.Fresh,
        (Idle idle, _) => Next(idle, happened),
        (Checking checking, _) => Next(checking, happened),
        (ValidationError or Preview, _) => Decide(state, happened),
        (Mapping mapping, _) => Next(mapping, happened),
        (Importing importing, _) => Next(importing, happened),
        (BrokerPreview accounts, _) => Next(accounts, happened),
        (ImportingAccounts importing, _) => Next(importing, happened),
        (UpdatePreview or Updating, _) => Replace(state, happened),
        _ => Follow(state, happened),
    };

    /// <summary>The state in which a stored portfolio is found: at an address, after a reload, after a restart of the server.</summary>
    public static ImportState Resume(StoredPortfolio portfolio, RunView? run) => run switch
    {
        null => new ProcessingError(portfolio, null, new RunFault(null, "It was imported and has not been calculated yet.")),
        { IsActive: true } => new Processing(portfolio, run),
        { Status: RunStatus.Completed or RunStatus.CompletedWithWarnings } => new Success(portfolio, run),
        { Status: RunStatus.Cancelled } => new ProcessingError(portfolio, run, new RunFault(null, "The calculation was stopped before its end.")),
        _ => new ProcessingError(portfolio, run, new RunFault(run.ErrorCode, run.ErrorMessage ?? "The calculation ended with a fault.")),
    };

    private static ImportState Next(Idle idle, ImportEvent happened) => (idle.File, happened) switch
    {
        (_, FormEdited edited) => idle with { Form = edited.Form },
        (_, FileChosen file) => idle with { File = new FileSlot.Arriving(file.Name, file.Size, 0) },
        (_, FileRefused file) => idle with { File = new FileSlot.Refused(file.Name, file.Error) },
        (FileSlot.Arriving file, FileCopied copied) => idle with { File = file with { Copied = copied.Bytes } },
        (FileSlot.Arriving, FileArrived arrived) => idle with { File = new FileSlot.Arrived(arrived.Copy) },
        (not FileSlot.Empty, FileDropped) => idle with { File = new FileSlot.Empty() },
        (_, PortfolioMissed missed) => idle with { Errors = [missed.Error] },
        (_, IntoChosen chosen) => idle with { Into = chosen.Portfolio, Errors = [], Existing = null },
        (not FileSlot.Arriving, CheckWanted) => new Checking(idle.Form, idle.File, null, idle.Into),
        _ => idle,
    };

    private static ImportState Next(Checking checking, ImportEvent happened) => happened switch
    {
        BrokerRead read => new BrokerPreview(checking.Form, read.File, read.Reading, read.Known, AccountPlan.For(read.Reading, checking.Form, read.Known), [], []),
        TableUnknown unknown => new Mapping(
            checking.Form, unknown.File, new MappedTable(unknown.Table.Columns, unknown.Table.Notes), checking.Columns ?? unknown.Table.Guesses, unknown.Errors, checking.Into),
        UpdateRead read when checking.Into is { } into => new UpdatePreview(into, read.Reading, read.Update),
        Checked { Check.Reading: { Table: null, Errors: [{ Definition: var wrong }, ..] } } done when wrong == BrokerErrors.NotHoldings => new ValidationError(checking.Form, done.Check, [], checking.Into),
        Checked { Check: { FormErrors.Count: > 0 } check } done => new Idle(checking.Form, SlotAfter(checking.File, check), check.FormErrors, done.Existing, checking.Into),
        Checked { Check: { IsReady: true } check } => new Preview(checking.Form, check),
        Checked done => new ValidationError(checking.Form, done.Check, [], checking.Into),
        WorkFailed failed => new Idle(checking.Form, checking.File, [failed.Error], null, checking.Into),
        CancelWanted when checking.Mending is { } mending => new ValidationError(checking.Form, mending.Check, mending.Edits, checking.Into),
        CancelWanted => new Idle(checking.Form, checking.File, [], null, checking.Into),
        _ => checking,
    };

    private static ImportState Next(Mapping mapping, ImportEvent happened) => happened switch
    {
        ColumnChosen chosen => mapping with { Choice = Chosen(mapping.Choice, chosen) },
        ColumnsConfirmed when mapping.Choice.Missing.Count == 0 => new Checking(mapping.Form, new FileSlot.Arrived(mapping.File), null, mapping.Into, mapping.Choice),
        OtherFileWanted => new Idle(mapping.Form, new FileSlot.Empty(), [], null, mapping.Into),
        _ => mapping,
    };

    // A column says one thing, and a thing is said by one column.
    private static ColumnChoice Chosen(ColumnChoice choice, ColumnChosen chosen)
    {
        var without = choice.Columns.Where(each => each.Value == chosen.Column).Aggregate(choice, (left, each) => left.With(each.Key, null));
        return chosen.Field is { } field ? without.With(field, chosen.Column) : without;
    }

    private static ImportState Decide(ImportState state, ImportEvent happened) => (state, happened) switch
    {
        (ValidationError wrong, RecheckWanted mended) =>
            new Checking(wrong.Form, new FileSlot.Read(wrong.Check.Reading!), new Mending(wrong.Check, mended.Edits), wrong.Into),
        (ValidationError wrong, OtherFileWanted) => new Idle(wrong.Form, new FileSlot.Empty(), [], null, wrong.Into),
        (Preview preview, OtherFileWanted) => new Idle(preview.Form, new FileSlot.Empty(), []),
        (Preview preview, FormWanted) => new Idle(preview.Form, new FileSlot.Read(preview.Check.Reading!), []),
        (Preview preview, ImportConfirmed) => new Importing(preview.Form, preview.Check),
        _ => state,
    };

    // Whether an import was still stopped in time is for the work to say, never for the button.
    private static ImportState Next(Importing importing, ImportEvent happened) => happened switch
    {
        Imported imported => new Processing(imported.Portfolio, null),
        ImportStopped => new Preview(importing.Form, importing.Check),
        ImportRefused refused => new Idle(importing.Form, new FileSlot.Read(importing.Check.Reading!), refused.Errors, refused.Existing),
        WorkFailed failed => new Preview(importing.Form, importing.Check, failed.Error),
        _ => importing,
    };

    private static ImportState Next(BrokerPreview accounts, ImportEvent happened) => happened switch
    {
        PlanEdited edited => accounts with { Plans = [.. accounts.Plans.Select(plan => plan.Account == edited.Plan.Account ? edited.Plan : plan)] },
        BrokerReread again => accounts with { Reading = again.Reading, Edits = again.Edits, Known = again.Known, Plans = Kept(accounts, again) },
        ColumnsWanted when accounts.Columns is { } columns => new Mapping(accounts.Form, accounts.File, new MappedTable(accounts.Reading.Guesses, []), columns, []),
        AccountsCompared compared => accounts with { Known = compared.Known },
        ImportConfirmed when accounts is { Changing: > 0, IsComparing: false } => new ImportingAccounts(accounts with { Errors = [] }),
        OtherFileWanted => new Idle(accounts.Form, new FileSlot.Empty(), []),
        WorkFailed failed => accounts with { Errors = [failed.Error] },
        _ => accounts,
    };

    private static ImportState Next(ImportingAccounts importing, ImportEvent happened) => happened switch
    {
        Imported imported => new Processing(imported.Portfolio, null),
        ImportStopped => importing.Before,
        AccountsRefused refused => importing.Before with { Errors = refused.Errors },
        WorkFailed failed => importing.Before with { Errors = [failed.Error] },
        _ => importing,
    };

    // Once confirmed there is no way back but undoing: whether it was stopped in time is for the work to say.
    private static ImportState Replace(ImportState state, ImportEvent happened) => (state, happened) switch
    {
        (UpdatePreview { Update.Changes.IsNothing: false } preview, ImportConfirmed) => new Updating(preview with { Fault = null }),
        (UpdatePreview preview, OtherFileWanted) => Idle.Fresh with { Into = preview.Into },
        (Updating updating, Imported imported) => new Processing(imported.Portfolio, null),
        (Updating updating, ImportStopped) => updating.Before,
        (Updating updating, AccountsRefused { Errors: [var first, ..] }) => updating.Before with { Fault = first },
        (Updating updating, WorkFailed failed) => updating.Before with { Fault = failed.Error },
        _ => state,
    };

    // What the user has said of an account stays said; an account that only came to light now is proposed anew.
    private static IReadOnlyList<AccountPlan> Kept(BrokerPreview accounts, BrokerReread again) =>
        [.. AccountPlan.For(again.Reading, accounts.Form, again.Known).Select(plan => accounts.Plans.FirstOrDefault(known => known.Account == plan.Account) ?? plan)];

    private static ImportState Follow(ImportState state, ImportEvent happened) => (state, happened) switch
    {
        (Processing processing, RunStarted started) => Resume(processing.Portfolio, started.Run),
        (Processing processing, RunRefused refused) => new ProcessingError(processing.Portfolio, processing.Run, RunFault.Of(refused.Error)),
        (Processing { Run: { } run } processing, RunMoved moved) when moved.Run.Id == run.Id => Moved(processing, moved.Run),
        (Processing { Run: not null } processing, WorkFailed failed) => processing with { Fault = failed.Error },
        (ProcessingError error, RetryWanted) => new Processing(error.Portfolio, null),
        _ => state,
    };

    // What is said of an attempt to cancel stays said while the run goes on.
    private static ImportState Moved(Processing before, RunView run) =>
        Resume(before.Portfolio, run) is Processing processing ? processing with { Fault = before.Fault } : Resume(before.Portfolio, run);

    // A file that is wrong as a whole says so at once, beside the form's own errors: there is nothing in it to keep.
    private static FileSlot SlotAfter(FileSlot before, ImportCheck check) => check.Reading switch
    {
        { IsValid: false, Table: null, Errors: [var first, ..] } wrong => new FileSlot.Refused(wrong.FileName, first),
        { } reading => new FileSlot.Read(reading),
        null => before,
    };
}
