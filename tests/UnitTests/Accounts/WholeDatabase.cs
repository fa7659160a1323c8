using System.Data.Common;
using System.Globalization;
using App.Testing;
using Microsoft.EntityFrameworkCore;

namespace UnitTests.Accounts;

/// <summary>Looks for a text in all that a database holds.</summary>
internal static class WholeDatabase
{
    /// <summary>The tables of the database, those that the model does not know with them, that have a text in any column of any row, and in how many.</summary>
    public static async Task<SortedDictionary<string, long>> CountsAsync(TestDatabase database, string text, CancellationToken cancellationToken)
    {
        await using var db = database.NewContext();
        await db.Database.OpenConnectionAsync(cancellationToken);
        var connection = db.Database.GetDbConnection();
        var isPostgres = db.Database.IsNpgsql();
        var found = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in await TextsAsync(connection, isPostgres
            ? "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
            : "SELECT name FROM sqlite_master WHERE type = 'table'", cancellationToken))
        {
            var has = isPostgres
                ? $"position(lower($t) in lower(row_to_json(\"{table}\")::text)) > 0"
                : string.Join(" OR ", (await TextsAsync(connection, $"SELECT name FROM pragma_table_info('{table}')", cancellationToken)).Select(column => $"instr(lower(CAST(\"{column}\" AS TEXT)), lower($t)) > 0"));
            var counts = await TextsAsync(connection, $"SELECT CAST(count(*) AS TEXT) FROM \"{table}\" WHERE {has.Replace("$t", $"'{text}'", StringComparison.Ordinal)}", cancellationToken);
            if (long.Parse(counts[0], CultureInfo.InvariantCulture) is > 0 and var count)
            {
                found.Add(table, count);
            }
        }

        return found;
    }

    private static async Task<List<string>> TextsAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of tables and a text of the test's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var texts = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }
}
