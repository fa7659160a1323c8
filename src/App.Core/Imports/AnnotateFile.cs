using App.Core.Imports.Brokers;
using App.Core.Market;

namespace App.Core.Imports;

/// <summary>Hands a broker's file back with a column of errors: all of it, or the rows at fault alone.</summary>
/// <remarks>
/// Side effects: none. Errors: none of its own; those of the file are what it writes. Cells that were replaced in the page are not in the file, so it is read
/// again as it came, and tells the errors that it has.
/// </remarks>
public sealed class AnnotateFile(FileImport files, TimeProvider time)
{
    /// <summary>Writes it.</summary>
    /// <param name="content">The file's bytes from where the stream stands, those that were read.</param>
    /// <param name="reading">What they were read as.</param>
    /// <param name="onlyFaults">True for the rows at fault and their titles alone.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task<string> HandleAsync(Stream content, BrokerReading reading, bool onlyFaults, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(reading);
        var bytes = await BoundedCopy.ReadAsync(content, TemplateImport.LargestFile, cancellationToken).ConfigureAwait(false);
        var asItCame = reading.IsMended ? ReadAgain(bytes, reading, cancellationToken) : reading;
        return onlyFaults
            ? AnnotatedBrokerFile.WriteFaults(bytes, asItCame, cancellationToken)
            : AnnotatedBrokerFile.Write(bytes, asItCame, cancellationToken);
    }

    private BrokerReading ReadAgain(ReadOnlyMemory<byte> bytes, BrokerReading reading, CancellationToken cancellationToken)
    {
        var options = new BrokerImportOptions { Today = TradingCalendar.NewYorkDate(time.GetUtcNow()), EntryDate = reading.EntryDate, Columns = reading.Choice };
        return files.Read(bytes, reading.FileName, options, cancellationToken) is FileReading.Broker { Reading: var again } ? again : reading;
    }
}
