using App.Core.Calculations;
using App.Core.Imports;
using App.Core.Imports.Brokers;
using App.Core.Portfolios;
using App.Core.Results;

namespace App.Features.Imports;

/// <summary>Where an import is, from the empty form to the calculated portfolio. Each state is shown by one component and can be left.</summary>
/// <remarks>
/// <c>idle → checking → (validation_error | preview) → importing → processing → (success | processing_error)</c>. Immutable; only
/// <see cref="ImportTransitions"/> makes one from another.
/// </remarks>
public abstract record ImportState
{
    private ImportState()
    {
    }

    /// <summary>The file that came and was not read yet, kept for as long as the state that has it.</summary>
    public UploadedCopy? Copy => this switch
    {
        Idle { File: FileSlot.Arrived file } => file.Copy,
        Checking { File: FileSlot.Arrived file } => file.Copy,
        Mapping mapping => mapping.File,
        BrokerPreview accounts => accounts.File,
        ImportingAccounts importing => importing.Before.File,
        _ => null,
    };

    /// <summary>The form waits to be filled in.</summary>
    /// <param name="Form">What is typed.</param>
    /// <param name="File">The file.</param>
    /// <param name="Errors">What was wrong with the form when it was last checked; never the file's own errors.</param>
    /// <param name="Existing">The portfolio that has the account name already, when that is among the errors.</param>
    /// <param name="Into">The portfolio whose positions the file is to replace; null for a new one.</param>
    public sealed record Idle(PortfolioForm Form, FileSlot File, IReadOnlyList<Error> Errors, Guid? Existing = null, StoredPortfolio? Into = null) : ImportState
    {
        /// <summary>The form as it is first shown.</summary>
        public static Idle Fresh { get; } = new(new PortfolioForm(null, null, null, null), new FileSlot.Empty(), []);
    }

    /// <summary>Form and file are being checked.</summary>
    /// <param name="Form">The form.</param>
    /// <param name="File">The file, or none.</param>
    /// <param name="Mending">What the user changed in the file; null when it is checked as it came.</param>
    /// <param name="Into">The portfolio whose positions the file is to replace; null for a new one.</param>
    /// <param name="Columns">The columns as the user chose them; null to go by what the file says of itself.</param>
    public sealed record Checking(PortfolioForm Form, FileSlot File, Mending? Mending, StoredPortfolio? Into = null, ColumnChoice? Columns = null) : ImportState;

    /// <summary>The file is a table that nothing recognised, or that was taken wrongly: the user says which column holds what.</summary>
    /// <param name="Form">The form as it was typed.</param>
    /// <param name="File">The file.</param>
    /// <param name="Table">Its columns, what they seem to hold, and what to know of it.</param>
    /// <param name="Choice">What the user has chosen so far, beginning with what was guessed.</param>
    /// <param name="Errors">Why the choice could not be read with.</param>
    /// <param name="Into">The portfolio whose positions the file is to replace; null for a new one.</param>
    public sealed record Mapping(PortfolioForm Form, UploadedCopy File, MappedTable Table, ColumnChoice Choice, IReadOnlyList<Error> Errors, StoredPortfolio? Into = null) : ImportState;

    /// <summary>The file has errors. Nothing was imported.</summary>
    /// <param name="Form">The form; every rule on it holds.</param>
    /// <param name="Check">The file as it was read.</param>
    /// <param name="Edits">Cells that the user has changed and that were not checked yet.</param>
    /// <param name="Into">The portfolio whose positions the file is to replace; null for a new one.</param>
    public sealed record ValidationError(PortfolioForm Form, ImportCheck Check, IReadOnlyList<CellEdit> Edits, StoredPortfolio? Into = null) : ImportState;

    /// <summary>All is well and waits for a yes. Nothing is stored yet.</summary>
    /// <param name="Form">The form.</param>
    /// <param name="Check">What will be imported.</param>
    /// <param name="Fault">Why an attempt to import it did not succeed.</param>
    public sealed record Preview(PortfolioForm Form, ImportCheck Check, Error? Fault = null) : ImportState;

    /// <summary>The file is a broker's own export; its accounts wait for a choice and a yes. Nothing is stored yet.</summary>
    /// <param name="Form">The form as it was typed.</param>
    /// <param name="File">The file, to be read again when the entry date or a cell is changed.</param>
    /// <param name="Reading">What it was read as.</param>
    /// <param name="Known">What is known of its accounts from imports before.</param>
    /// <param name="Plans">What is to become of each account.</param>
    /// <param name="Edits">Cells that the user has changed.</param>
    /// <param name="Errors">What was wrong with the plans when they were last tried.</param>
    public sealed record BrokerPreview(
        PortfolioForm Form, UploadedCopy File, BrokerReading Reading, KnownAccounts Known, IReadOnlyList<AccountPlan> Plans, IReadOnlyList<CellEdit> Edits, IReadOnlyList<Error> Errors) : ImportState
    {
        /// <summary>The columns as they were read, to be chosen otherwise; null when the file is read by its layout alone.</summary>
        public ColumnChoice? Columns => Reading is { Guesses.Count: > 0, Columns: { } map } && (Reading.Choice is not null || Reading.Layout is { Broker.Length: 0 })
            ? new ColumnChoice(map.HeaderLine, map.Fields.ToDictionary(each => each, map.ColumnOf))
            : null;

        /// <summary>The accounts that are chosen and that change something.</summary>
        public int Changing => Plans.Count(plan => plan.IsChosen && !(UpdateOf(plan) is { Changes.IsNothing: true }));

        /// <summary>What an account does to the portfolio it is to go into; null for a new one, and while that is being worked out.</summary>
        public PortfolioUpdate? UpdateOf(AccountPlan plan) =>
            plan.PortfolioId is { } target && Known.Updates.GetValueOrDefault(plan.Account) is { } update && update.Portfolio.Id == target ? update : null;

        /// <summary>True while it is not known what an account that is chosen does to its portfolio.</summary>
        public bool IsComparing => Plans.Any(plan => plan is { IsChosen: true, PortfolioId: not null } && UpdateOf(plan) is null);
    }

    /// <summary>The template, read for a portfolio that exists; what it does to its positions waits for a yes. Nothing is stored yet.</summary>
    /// <param name="Into">The portfolio.</param>
    /// <param name="Reading">The file.</param>
    /// <param name="Update">What it does.</param>
    /// <param name="Fault">Why an attempt to store it did not succeed.</param>
    public sealed record UpdatePreview(StoredPortfolio Into, ImportReading Reading, PortfolioUpdate Update, Error? Fault = null) : ImportState;

    /// <summary>The positions of a portfolio are being replaced, in one transaction.</summary>
    public sealed record Updating(UpdatePreview Before) : ImportState;

    /// <summary>The chosen accounts are being stored, in one transaction.</summary>
    public sealed record ImportingAccounts(BrokerPreview Before) : ImportState;

    /// <summary>The portfolio is being stored, in one transaction.</summary>
    public sealed record Importing(PortfolioForm Form, ImportCheck Check) : ImportState;

    /// <summary>The portfolio is stored and is being calculated.</summary>
    /// <param name="Portfolio">The portfolio.</param>
    /// <param name="Run">The run; null until the one asked for is known.</param>
    /// <param name="Fault">Why an attempt to cancel it did not succeed.</param>
    public sealed record Processing(StoredPortfolio Portfolio, RunView? Run, Error? Fault = null) : ImportState;

    /// <summary>Calculated.</summary>
    public sealed record Success(StoredPortfolio Portfolio, RunView Run) : ImportState;

    /// <summary>Stored, and not calculated to the end.</summary>
    /// <param name="Portfolio">The portfolio.</param>
    /// <param name="Run">The run that failed; null when there was none.</param>
    /// <param name="Error">Why.</param>
    public sealed record ProcessingError(StoredPortfolio Portfolio, RunView? Run, RunFault Error) : ImportState;
}

/// <summary>Cells changed in a file with errors.</summary>
/// <param name="Check">The check whose errors are mended.</param>
/// <param name="Edits">The new values.</param>
public sealed record Mending(ImportCheck Check, IReadOnlyList<CellEdit> Edits);

/// <summary>The table of a file whose columns are being chosen.</summary>
/// <param name="Columns">The columns from left to right.</param>
/// <param name="Notes">What to know before choosing.</param>
public sealed record MappedTable(IReadOnlyList<ColumnGuess> Columns, IReadOnlyList<string> Notes);

/// <summary>What is known of the accounts of a broker's file from imports before.</summary>
/// <param name="Updates">What importing an account does to the portfolio it is known to be, or was chosen to go into; by account.</param>
/// <param name="Portfolios">Every portfolio that an account could go into.</param>
public sealed record KnownAccounts(IReadOnlyDictionary<int, PortfolioUpdate> Updates, IReadOnlyList<StoredPortfolio> Portfolios)
{
    /// <summary>Nothing was imported before.</summary>
    public static KnownAccounts None { get; } = new(new Dictionary<int, PortfolioUpdate>(), []);
}

/// <summary>What is to become of an account of a broker's file.</summary>
/// <param name="Account">Its index in the file.</param>
/// <param name="IsChosen">True when it is to be imported.</param>
/// <param name="Form">The portfolio it is to become, filled in from the file until the user changes it.</param>
/// <param name="PortfolioId">The portfolio whose positions it is to replace; null to make a new one of it.</param>
public sealed record AccountPlan(int Account, bool IsChosen, PortfolioForm Form, Guid? PortfolioId = null)
{
    /// <summary>A plan for each account: all of them, as the file proposes; what was typed in the form counts where there is only one.</summary>
    public static IReadOnlyList<AccountPlan> For(BrokerReading reading, PortfolioForm typed, KnownAccounts known)
    {
        var form = reading.Accounts.Count == 1 ? typed : new PortfolioForm(null, null, null, null, null, typed.Description);
        return [.. reading.Accounts.Select(account =>
            new AccountPlan(account.Index, true, ImportAccounts.Completed(form, account, reading), known.Updates.GetValueOrDefault(account.Index)?.Portfolio.Id))];
    }
}

/// <summary>A portfolio that exists.</summary>
public sealed record StoredPortfolio(Guid Id, string Name)
{
    public static StoredPortfolio Of(Portfolio portfolio) => new(portfolio.Id, portfolio.Name);
}

/// <summary>Why a calculation did not come to its end: the code and what is said of it.</summary>
public sealed record RunFault(string? Code, string Message)
{
    public static RunFault Of(Error error) => new(error.Code, error.Message);
}
