using System.Buffers.Text;
using System.Globalization;
using System.Reflection;
using App.Core.Market;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace App.Data.Market;

/// <summary>Reads closes from SQLite: one prepared statement executed for each symbol, dates and decimals parsed from the bytes in the page.</summary>
/// <remarks>SQLite keeps both as text. Through the data reader each would become a string first, which takes longer than reading the row.</remarks>
internal static class SqliteSeriesReader
{
    private const string Sql =
        "SELECT date, close, total_return_index FROM price_bars WHERE symbol = $symbol AND date >= $from AND date <= $to AND NOT is_quarantined ORDER BY date";

    // By name: the client was compiled against a newer SQLitePCLRaw than the one used here (ADR 6), so the compiler cannot be shown the property's type.
    private static readonly PropertyInfo Statement = typeof(SqliteDataReader).GetProperty("Handle")
        ?? throw new MissingMemberException(nameof(SqliteDataReader), "Handle");

    public static List<PriceSeries> Read(SqliteConnection connection, string[] symbols, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Sql;
        var symbol = command.Parameters.Add("$symbol", SqliteType.Text);
        command.Parameters.AddWithValue("$from", from);
        command.Parameters.AddWithValue("$to", to);
        List<PriceSeries> found = [];
        var builder = new SeriesBuilder();
        foreach (var name in symbols)
        {
            cancellationToken.ThrowIfCancellationRequested();
            symbol.Value = name;
            using var reader = command.ExecuteReader();
            var row = (sqlite3_stmt)Statement.GetValue(reader)!;
            while (reader.Read())
            {
                builder.Add(DateOf(raw.sqlite3_column_blob(row, 0)), DecimalOf(raw.sqlite3_column_blob(row, 1)), raw.sqlite3_column_double(row, 2));
            }

            if (builder.Take(name) is { } series)
            {
                found.Add(series);
            }
        }

        return found;
    }

    // yyyy-MM-dd, as the provider writes it.
    private static DateOnly DateOf(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text[..4], out int year, out _) && Utf8Parser.TryParse(text[5..7], out int month, out _) && Utf8Parser.TryParse(text[8..10], out int day, out _)
            ? new DateOnly(year, month, day)
            : throw new FormatException("A stored date is not written as yyyy-MM-dd.");

    private static decimal DecimalOf(ReadOnlySpan<byte> text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);
}
