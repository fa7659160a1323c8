using System.Globalization;
using App.Core.Imports.Csv;

namespace App.Core.Imports.Brokers;

/// <summary>The rows of a broker's file that are no positions, as a table to look through.</summary>
/// <remarks>Texts are as the page shows them: the beginning of the row, account numbers masked. The first 1 000 are listed, all are counted.</remarks>
public static class UnreadRowsFile
{
    /// <summary>The rows as CSV text, by line, with what each is and why it was not read.</summary>
    public static string Write(BrokerReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        using var text = new StringWriter();
        var writer = new CsvTableWriter(text);
        writer.WriteRow("Line", "Text", "Kind", "Reason");
        foreach (var row in reading.Unread)
            writer.WriteRow(row.Line.ToString(CultureInfo.InvariantCulture), row.Text, KindOf(row.Kind), row.Reason);
        if (reading.UnreadCount > reading.Unread.Count)
            writer.WriteComment(FormattableString.Invariant($"The first {reading.Unread.Count} of {reading.UnreadCount} rows are listed."));
        return text.ToString();
    }

    // As the API names it.
    private static string KindOf(UnreadKind kind) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());
}
