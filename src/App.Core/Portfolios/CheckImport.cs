using App.Core.Imports;
using App.Core.Imports.Brokers;
using App.Core.Market;
using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Portfolios;

/// <summary>An uploaded file.</summary>
/// <param name="FileName">Its name.</param>
/// <param name="Content">Its bytes from where the stream stands.</param>
/// <param name="Account">Which account of a broker's file is meant; null when it has only one.</param>
/// <param name="Columns">Which column holds what; null to go by the titles.</param>
public sealed record UploadedFile(string FileName, Stream Content, int? Account = null, ColumnChoice? Columns = null);

/// <summary>What a form and a file were read as, before anything is stored.</summary>
/// <param name="Terms">The form, when every rule on it holds; null otherwise.</param>
/// <param name="Reading">The file; null when none was sent.</param>
/// <param name="FormErrors">The form's faults, ERR_PORT_007 among them when there is no file; the headline first.</param>
public sealed record ImportCheck(PortfolioTerms? Terms, ImportReading? Reading, IReadOnlyList<Error> FormErrors)
{
    /// <summary>The broker's file that the reading was taken from; null when it is the template, or nothing that is known.</summary>
    public BrokerReading? Broker { get; init; }

    /// <summary>What is to be stored; null when no file was sent.</summary>
    public FileHoldings? Holdings => Reading is null ? null
        : Broker?.Accounts.FirstOrDefault(account => account.Index == (Account ?? account.Index)) is not { } found ? FileHoldings.Of(Reading)
        : FileHoldings.Of(Reading) with { Fingerprint = FileFingerprint.OfAccount(Broker.Fingerprint, found.Index), Source = FileHoldings.SourceOf(Broker, found) };

    /// <summary>Which account of a broker's file was meant; null for its only one.</summary>
    public int? Account { get; init; }

    /// <summary>The table whose columns can be chosen, when nothing recognised the file; the reading is then the template's, with its errors. Null otherwise.</summary>
    public UnknownTable? Unknown { get; init; }

    /// <summary>True when form and file may be imported as they are.</summary>
    public bool IsReady => Terms is not null && Reading is { IsValid: true };

    /// <summary>Every error in the order of the catalogue's checks: the form's, then ERR_PORT_008 standing for the file's.</summary>
    public IReadOnlyList<Error> Errors => Reading is { IsValid: false } reading
        ? [.. FormErrors, FileHasErrors(reading)]
        : FormErrors;

    private static Error FileHasErrors(ImportReading reading) => PortfolioErrors.FileHasErrors.Because(
        reading.ErrorCount == 1
            ? $"{reading.FileName} has one error; nothing was imported."
            : FormattableString.Invariant($"{reading.FileName} has {reading.ErrorCount} errors; nothing was imported."),
        "File",
        details: new Dictionary<string, object?>
        {
            ["total_rows"] = reading.TotalRows,
            ["valid_rows"] = reading.ValidRows,
            ["error_count"] = reading.ErrorCount,
        });
}

/// <summary>Reads a portfolio's form and file and finds every fault of both in one pass.</summary>
/// <remarks>
/// Side effects: none, nothing is stored. Errors: in the check it returns, ERR_PORT_001 to 011 and 014 for the form, ERR_CSV, ERR_POS and ERR_BROKER for the file.
/// </remarks>
public sealed class CheckImport(PreviewFile files, TemplateImport import, PortfolioFormRules rules, IPortfolioStore portfolios, TimeProvider time)
{
    /// <summary>Checks both.</summary>
    /// <param name="ownerId">Whose portfolio it is to be.</param>
    /// <param name="form">The form as typed.</param>
    /// <param name="file">The file; null when none was sent.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<ImportCheck> HandleAsync(Guid ownerId, PortfolioForm form, UploadedFile? file, CancellationToken cancellationToken)
    {
        var terms = await rules.CheckAsync(form, async key => await portfolios.FindByAccountAsync(ownerId, key, cancellationToken) is not null);
        Telemetry.Found(terms.Errors);
        if (file is null)
        {
            var required = PortfolioErrors.FileRequired.Because("Choose a .csv or .xlsx file to import.", "File");
            return new ImportCheck(terms.IsSuccess ? terms.Value : null, null, [.. terms.Errors, required]);
        }

        var agreed = terms.IsSuccess ? terms.Value : null;
        return await files.HandleAsync(ownerId, file.Content, file.FileName, new ReadingChoices { Columns = file.Columns }, cancellationToken) switch
        {
            FileReading.Broker { Reading: var broker } => new ImportCheck(agreed, broker.ToImport(file.Account), terms.Errors) { Broker = broker, Account = file.Account },
            FileReading.Unknown { AsTemplate: var reading, Table: var table } => new ImportCheck(agreed, reading, terms.Errors) { Unknown = table },
            FileReading.Template { Reading: var reading } => new ImportCheck(agreed, reading, terms.Errors),
            var other => throw new InvalidOperationException($"No such reading: {other}"),
        };
    }

    /// <summary>Checks the form beside a file that was read before, as the user has mended it.</summary>
    public async Task<ImportCheck> HandleAsync(Guid ownerId, PortfolioForm form, ImportReading reading, CancellationToken cancellationToken)
    {
        var check = await HandleAsync(ownerId, form, file: null, cancellationToken);
        return new ImportCheck(check.Terms, reading, [.. check.FormErrors.Where(error => error.Code != PortfolioErrors.FileRequired.Code)]);
    }

    /// <summary>Checks a file again with cells replaced.</summary>
    public ImportCheck Recheck(ImportCheck earlier, IReadOnlyList<CellEdit> edits)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        return earlier.Reading is null ? earlier : earlier with { Reading = import.Recheck(earlier.Reading, edits, Today()) };
    }

    // Positions belong to New York sessions, so the day there decides what is in the future.
    private DateOnly Today() => TradingCalendar.NewYorkDate(time.GetUtcNow());
}
