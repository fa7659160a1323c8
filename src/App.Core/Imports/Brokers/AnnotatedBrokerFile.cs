namespace App.Core.Imports.Brokers;

/// <summary>A broker's own file with a last column that says what is wrong with each row: to be mended in a spreadsheet and uploaded as it is.</summary>
/// <remarks>
/// <para>
/// Every row, blank line and comment is there, on its own line and in the file's separator; a workbook becomes the CSV of its sheet. Only the titles of the
/// columns and the rows at fault have a cell more, so that what a file is recognised by stays untouched. Uploaded again the column is ignored and the file is
/// read as it was: the same positions from the same lines, the same rows unread.
/// </para>
/// <para>
/// A row that cannot be split into cells stays as it stands in the file, and its error is in a comment above it; errors of the whole file are in comments
/// there or at the end. The text is at most a small multiple of the file's size: 1 000 errors are told at most.
/// </para>
/// </remarks>
public static class AnnotatedBrokerFile
{
    /// <summary>The whole file; empty when the content is no table, which it then was not when it was read.</summary>
    /// <param name="content">The file's bytes, those that were read.</param>
    /// <param name="reading">What it was read as, without any cell replaced.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static string Write(ReadOnlyMemory<byte> content, BrokerReading reading, CancellationToken cancellationToken = default) =>
        Write(content, reading, onlyFaults: false, cancellationToken);

    /// <summary>The rows at fault alone, below the titles of their table.</summary>
    /// <inheritdoc cref="Write(ReadOnlyMemory{byte}, BrokerReading, CancellationToken)" path="/param"/>
    public static string WriteFaults(ReadOnlyMemory<byte> content, BrokerReading reading, CancellationToken cancellationToken = default) =>
        Write(content, reading, onlyFaults: true, cancellationToken);

    private static string Write(ReadOnlyMemory<byte> content, BrokerReading reading, bool onlyFaults, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var decoded = TemplateImport.Decode(content, reading.FileName);
        if (!decoded.IsSuccess)
            return "";
        using var output = new StringWriter();
        new BrokerAnnotation(decoded.Value, reading, output).Run(onlyFaults, cancellationToken);
        return output.ToString();
    }
}
