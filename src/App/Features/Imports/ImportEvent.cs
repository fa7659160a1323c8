using App.Core.Calculations;
using App.Core.Imports;
using App.Core.Imports.Brokers;
using App.Core.Portfolios;
using App.Core.Results;

namespace App.Features.Imports;

/// <summary>What can happen to an import: what the user does, and what comes of the work.</summary>
public abstract record ImportEvent
{
    private ImportEvent()
    {
    }

    /// <summary>A field of the form was changed.</summary>
    public sealed record FormEdited(PortfolioForm Form) : ImportEvent;

    /// <summary>A file was chosen and is on its way.</summary>
    public sealed record FileChosen(string Name, long Size) : ImportEvent;

    /// <summary>So many bytes of it are here.</summary>
    public sealed record FileCopied(long Bytes) : ImportEvent;

    /// <summary>All of it is here.</summary>
    public sealed record FileArrived(UploadedCopy Copy) : ImportEvent;

    /// <summary>The file chosen is not taken.</summary>
    public sealed record FileRefused(string Name, Error Error) : ImportEvent;

    /// <summary>The user goes without the file, or without another one.</summary>
    public sealed record FileDropped : ImportEvent;

    /// <summary>The user wants form and file checked.</summary>
    public sealed record CheckWanted : ImportEvent;

    /// <summary>They are.</summary>
    /// <param name="Check">What came of it.</param>
    /// <param name="Existing">The portfolio that has the account name, if one does.</param>
    public sealed record Checked(ImportCheck Check, Guid? Existing = null) : ImportEvent;

    /// <summary>Nothing recognised the file, which is a table: its columns have to be chosen.</summary>
    /// <param name="File">The file.</param>
    /// <param name="Table">The table.</param>
    /// <param name="Errors">Why it could not be read with the columns that were chosen; empty when none were.</param>
    public sealed record TableUnknown(UploadedCopy File, UnknownTable Table, IReadOnlyList<Error> Errors) : ImportEvent;

    /// <summary>The user wants to choose the columns of a table that was read by its titles.</summary>
    public sealed record ColumnsWanted : ImportEvent;

    /// <summary>The user says what a column holds; null for nothing that is needed.</summary>
    public sealed record ColumnChosen(int Column, PositionField? Field) : ImportEvent;

    /// <summary>The user wants the file read with the columns chosen.</summary>
    public sealed record ColumnsConfirmed : ImportEvent;

    /// <summary>The file is a broker's, and this is what is in it.</summary>
    public sealed record BrokerRead(UploadedCopy File, BrokerReading Reading, KnownAccounts Known) : ImportEvent;

    /// <summary>It was read again, with another entry date or with cells changed.</summary>
    public sealed record BrokerReread(BrokerReading Reading, IReadOnlyList<CellEdit> Edits, KnownAccounts Known) : ImportEvent;

    /// <summary>Its accounts were compared with the portfolios they are to go into.</summary>
    public sealed record AccountsCompared(KnownAccounts Known) : ImportEvent;

    /// <summary>The file is to replace the positions of this portfolio; null for a new one after all.</summary>
    public sealed record IntoChosen(StoredPortfolio? Portfolio) : ImportEvent;

    /// <summary>The portfolio that the page was opened for is not there.</summary>
    public sealed record PortfolioMissed(Error Error) : ImportEvent;

    /// <summary>The template is without error, and this is what it does to the portfolio.</summary>
    public sealed record UpdateRead(ImportReading Reading, PortfolioUpdate Update) : ImportEvent;

    /// <summary>The user has changed what is to become of an account.</summary>
    public sealed record PlanEdited(AccountPlan Plan) : ImportEvent;

    /// <summary>The user wants positions without a day of their own entered on this one.</summary>
    public sealed record EntryDateChosen(DateOnly Day) : ImportEvent;

    /// <summary>The accounts were not stored: these errors are in the way.</summary>
    public sealed record AccountsRefused(IReadOnlyList<Error> Errors) : ImportEvent;

    /// <summary>The user wants the file checked again with these cells.</summary>
    public sealed record RecheckWanted(IReadOnlyList<CellEdit> Edits) : ImportEvent;

    /// <summary>The user stops the work under way.</summary>
    public sealed record CancelWanted : ImportEvent;

    /// <summary>The user wants another file.</summary>
    public sealed record OtherFileWanted : ImportEvent;

    /// <summary>The user wants to change the form.</summary>
    public sealed record FormWanted : ImportEvent;

    /// <summary>The user says yes to the preview.</summary>
    public sealed record ImportConfirmed : ImportEvent;

    /// <summary>The portfolio is stored.</summary>
    public sealed record Imported(StoredPortfolio Portfolio) : ImportEvent;

    /// <summary>It was not stored, because the user stopped it.</summary>
    public sealed record ImportStopped : ImportEvent;

    /// <summary>It was not stored, because the form does not hold any more.</summary>
    public sealed record ImportRefused(IReadOnlyList<Error> Errors, Guid? Existing) : ImportEvent;

    /// <summary>The work ended with a fault; nothing was stored.</summary>
    public sealed record WorkFailed(Error Error) : ImportEvent;

    /// <summary>The calculation is asked for.</summary>
    public sealed record RunStarted(RunView Run) : ImportEvent;

    /// <summary>It could not be asked for.</summary>
    public sealed record RunRefused(Error Error) : ImportEvent;

    /// <summary>The run is further than it was.</summary>
    public sealed record RunMoved(RunView Run) : ImportEvent;

    /// <summary>The user wants the calculation cancelled. What comes of it is told as <see cref="RunMoved"/>.</summary>
    public sealed record RunCancelWanted : ImportEvent;

    /// <summary>The user wants the calculation tried again.</summary>
    public sealed record RetryWanted : ImportEvent;

    /// <summary>The user begins anew.</summary>
    public sealed record StartedOver : ImportEvent;
}
