using App.Core.Imports.Brokers;
using App.Core.Market;

namespace App.Core.Imports;

/// <summary>Reads a file to show what is in it.</summary>
/// <remarks>Side effects: none, nothing is stored. Errors: in the reading it returns, ERR_CSV, ERR_POS and ERR_BROKER.</remarks>
public sealed class PreviewFile(FileImport files, TimeProvider time)
{
    /// <summary>Reads it.</summary>
    /// <param name="content">The bytes from where the stream stands.</param>
    /// <param name="fileName">Its name.</param>
    /// <param name="entryDate">The day on which positions of a broker's file are entered; null for the session on or before the day of the file.</param>
    /// <param name="edits">Values of the template's columns that the user replaced in a broker's file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Task<FileReading> HandleAsync(Stream content, string fileName, DateOnly? entryDate, IReadOnlyList<CellEdit> edits, CancellationToken cancellationToken) =>
        HandleAsync(content, fileName, entryDate, edits, null, cancellationToken);

    /// <summary>Reads it with the columns as the user chose them; null to go by its titles.</summary>
    /// <inheritdoc cref="HandleAsync(Stream, string, DateOnly?, IReadOnlyList{CellEdit}, CancellationToken)" path="/param"/>
    public Task<FileReading> HandleAsync(
        Stream content, string fileName, DateOnly? entryDate, IReadOnlyList<CellEdit> edits, ColumnChoice? columns, CancellationToken cancellationToken)
    {
        var options = new BrokerImportOptions { Today = TradingCalendar.NewYorkDate(time.GetUtcNow()), EntryDate = entryDate, Edits = edits, Columns = columns };
        return files.ReadAsync(content, fileName, options, cancellationToken);
    }
}
