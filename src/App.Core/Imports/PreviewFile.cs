using App.Core.Imports.Brokers;
using App.Core.Imports.Brokers.Layouts;
using App.Core.Market;
using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Imports;

/// <summary>How a file is to be read, as far as its owner says.</summary>
public sealed record ReadingChoices
{
    /// <summary>The day on which positions of a broker's file are entered; null for the session on or before the day of the file.</summary>
    public DateOnly? EntryDate { get; init; }

    /// <summary>Values of the template's columns that the user replaced in a broker's file.</summary>
    public IReadOnlyList<CellEdit> Edits { get; init; } = [];

    /// <summary>The columns as the user chose them; null to go by what was chosen for such a table before, else by its titles.</summary>
    public ColumnChoice? Columns { get; init; }
}

/// <summary>Reads a file to show what is in it.</summary>
/// <remarks>
/// Side effects: nothing of the file is stored; prices of the days of entry are, see <see cref="EntryPrices"/>. Errors: in the reading it returns, ERR_CSV, ERR_POS and ERR_BROKER.
/// </remarks>
public sealed class PreviewFile(FileImport files, IColumnMappings mappings, EntryPrices prices, TimeProvider time)
{
    /// <summary>Reads it.</summary>
    /// <param name="ownerId">Who reads it: columns that were chosen before are theirs.</param>
    /// <param name="content">The bytes from where the stream stands; read to at most one byte over the limit.</param>
    /// <param name="fileName">Its name.</param>
    /// <param name="choices">How it is to be read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<FileReading> HandleAsync(Guid ownerId, Stream content, string fileName, ReadingChoices choices, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(choices);
        var bytes = await BoundedCopy.ReadAsync(content, TemplateImport.LargestFile, cancellationToken).ConfigureAwait(false);
        var options = new BrokerImportOptions
        {
            Today = TradingCalendar.NewYorkDate(time.GetUtcNow()),
            EntryDate = choices.EntryDate,
            Edits = choices.Edits,
            Columns = choices.Columns,
        };
        var reading = files.Read(bytes, fileName, options, cancellationToken);
        if (choices.Columns is null && KeyOf(reading) is { } key && await mappings.FindAsync(ownerId, key, cancellationToken).ConfigureAwait(false) is { } saved)
            reading = AsBefore(files.Read(bytes, fileName, options with { Columns = saved.ToChoice() }, cancellationToken)) ?? reading;
        Telemetry.Found(ErrorsOf(reading));
        return reading is FileReading.Broker { Reading: var broker } ? new FileReading.Broker(await prices.HandleAsync(broker, cancellationToken).ConfigureAwait(false)) : reading;
    }

    private static IReadOnlyList<Error> ErrorsOf(FileReading reading) => reading switch
    {
        FileReading.Template { Reading.Errors: var errors } => errors,
        FileReading.Broker { Reading.Errors: var errors } => errors,
        FileReading.Unknown { AsTemplate.Errors: var errors } => errors,
        _ => [],
    };

    // A broker's own file is read by its layout; a table of nobody in particular may have been mapped before.
    private static string? KeyOf(FileReading reading) => reading switch
    {
        FileReading.Unknown { Table: var table } => table.Key,
        FileReading.Broker { Reading: { Layout.Id: AnyPositions.LayoutId, Columns: { } columns } } => columns.Key,
        _ => null,
    };

    private static FileReading.Broker? AsBefore(FileReading reading) => reading is FileReading.Broker { Reading: var broker }
        ? new(broker with { Warnings = [.. broker.Warnings, new ImportWarning("The columns were read as you chose them for such a table before.")] })
        : null;
}
