using System.Text;
using App.Core.Imports.Csv;

namespace App.Features.CommandCenter;

/// <summary>The positions shown, as a file: every row of the filter, whatever page is open. Figures in full, written as programs read them.</summary>
/// <remarks>
/// Without a choice of columns it has the header that it always had. With one it begins with portfolio, account and symbol, has all that each chosen column stands for, in their
/// order, and ends with the session and what is estimated.
/// </remarks>
internal static class PositionCsv
{
    /// <summary>Writes rows as UTF-8 with a byte order mark, which spreadsheets need to see what it is.</summary>
    public static byte[] Write(IEnumerable<PositionRow> rows, PositionColumns columns)
    {
        var fields = CsvFields.Of(columns);
        using var buffer = new MemoryStream();
        using (var text = new StreamWriter(buffer, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)))
        {
            var table = new CsvTableWriter(text);
            table.WriteRow(fields.Select(field => field.Name));
            foreach (var row in rows)
            {
                table.WriteRow(fields.Select(field => field.Cell(row)));
            }
        }

        return buffer.ToArray();
    }
}
