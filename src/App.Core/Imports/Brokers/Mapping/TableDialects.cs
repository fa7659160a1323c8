namespace App.Core.Imports.Brokers.Mapping;

/// <summary>Finds out how a table writes its numbers.</summary>
internal static class TableDialects
{
    // After so many rows without a separator in doubt none is to come: reading on would read every large file twice.
    private const int MostRowsOfWholeNumbers = 1_000;

    /// <summary>What the rows below a header prove. Reads on to the end of the file only while that could change the answer.</summary>
    /// <param name="sheet">The file.</param>
    /// <param name="headerLine">The line of the titles; 0 for none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static DialectEvidence Of(BrokerSheet sheet, int headerLine, CancellationToken cancellationToken)
    {
        var evidence = new DialectEvidence();
        var rows = 0;
        foreach (var row in sheet.Rows().Where(row => row.Line > headerLine))
        {
            if (++rows % 1_024 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (rows > MostRowsOfWholeNumbers && !evidence.IsOpen)
                break;
            evidence.Take(row.Cells, sheet.Delimiter);
        }

        return evidence;
    }

    /// <summary>What rows at hand prove.</summary>
    public static DialectEvidence Of(TableShape table)
    {
        var evidence = new DialectEvidence();
        foreach (var row in table.Rows)
            evidence.Take(row.Cells, table.Sheet.Delimiter);
        return evidence;
    }
}
