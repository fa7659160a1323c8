using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace App.Testing;

/// <summary>What calculations have left in the database, row by row and past the stores, to be compared with what they leave when nothing goes wrong.</summary>
public sealed class StoredResults
{
    private const string Prices = "price_bars";

    private static readonly Table[] Tables =
    [
        new("portfolios", "id"),
        new(Prices, "symbol, date"),
        new("corporate_actions", "symbol, ex_date, kind", "known_at"),

        // What is known of a symbol, without when it was asked for, how often, and who was at it last.
        new(
            "securities", "symbol", "profiled_at", "fundamentals_at", "answered_at", "holes_asked_at", "holes_left", "hole_tries", "head_not_before", "actions_not_before", "unavailable_at", "fetch_holder", "fetch_until"),

        // A source that does not say of when its figures are gives the day of asking.
        new("fundamentals", "symbol", "as_of"),
        new("portfolio_snapshots", "portfolio_id, session", "run_id", "fence", "lease_until", "created_at", "completed_at"),
        new("position_values", "position_id"),
        new("risk_reports", "portfolio_id, session", "run_id"),
        new("calculation_runs", "portfolio_id, session, created_at", "id", "end_of_day_id", "node", "fence", "attempt", "heartbeat_at", "created_at", "started_at", "finished_at", "progress"),
        new("end_of_days", "session, created_at", "id", "node", "fence", "attempt", "heartbeat_at", "created_at", "started_at", "finished_at", "progress"),
    ];

    private readonly Dictionary<string, IReadOnlyList<StoredRow>> _rows = [];

    /// <summary>The tables of what is calculated and what it is calculated from: all but those of who calculated it, of which there may be more when it took more than one go.</summary>
    public static IReadOnlyList<string> OfResults { get; } = [.. Tables.Select(table => table.Name).Except(["calculation_runs", "end_of_days"])];

    private StoredResults()
    {
    }

    /// <summary>The rows of a table by its key; none when it was not read.</summary>
    public IReadOnlyList<StoredRow> this[string table] => _rows.GetValueOrDefault(table, []);

    /// <summary>What two calculations of the same agree in: everything but ids of runs, times, of fetching too, nodes, fences, attempts and progress.</summary>
    /// <param name="database">The database.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="withPrices">False to leave out the prices, which are most of the rows, where nobody stores any.</param>
    public static Task<StoredResults> ReadAsync(TestDatabase database, CancellationToken cancellationToken, bool withPrices = true) =>
        ReadAsync(database, isWhole: false, withPrices, cancellationToken);

    /// <summary>Every column, to tell whether anybody has written anything.</summary>
    public static Task<StoredResults> ReadWholeAsync(TestDatabase database, CancellationToken cancellationToken, bool withPrices = true) =>
        ReadAsync(database, isWhole: true, withPrices, cancellationToken);

    /// <summary>Where these differ first from those expected; null when they do not.</summary>
    /// <param name="expected">What should be there.</param>
    /// <param name="tables">The tables to compare; all when none is named.</param>
    public string? DifferenceFrom(StoredResults expected, params IReadOnlyCollection<string> tables)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(tables);
        foreach (var (table, rows) in expected._rows.Where(each => tables.Count == 0 || tables.Contains(each.Key)))
        {
            var found = _rows[table];
            var index = found.Zip(rows).TakeWhile(pair => pair.First == pair.Second).Count();
            if (index < Math.Max(found.Count, rows.Count))
            {
                return $"{table} has {found.Count} rows, expected {rows.Count}; the first that differs is\n{found.ElementAtOrDefault(index)}\nexpected\n{rows.ElementAtOrDefault(index)}";
            }
        }

        return null;
    }

    private static async Task<StoredResults> ReadAsync(TestDatabase database, bool isWhole, bool withPrices, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        var results = new StoredResults();
        await using var db = database.NewContext();
        await db.Database.OpenConnectionAsync(cancellationToken);

        // One state of all tables, whatever goes on meanwhile, and without a lock in anybody's way.
        await using DbTransaction transaction = db.Database.GetDbConnection() is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: true)
            : await db.Database.GetDbConnection().BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        foreach (var table in Tables.Where(table => withPrices || table.Name != Prices))
        {
            results._rows[table.Name] = await ReadAsync(transaction, table, isWhole, cancellationToken);
        }

        return results;
    }

    private static async Task<List<StoredRow>> ReadAsync(DbTransaction transaction, Table table, bool isWhole, CancellationToken cancellationToken)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Names of the list above.
        command.CommandText = $"SELECT * FROM {table.Name} ORDER BY {table.Key}";
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var columns = Enumerable.Range(0, reader.FieldCount).Where(i => isWhole || !table.Volatile.Contains(reader.GetName(i))).ToList();
        List<StoredRow> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new StoredRow([.. columns.Select(i => (reader.GetName(i), Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)!))]));
        }

        return rows;
    }

    private sealed record Table(string Name, string Key, params string[] Volatile);
}

/// <summary>A row as text by column.</summary>
public sealed class StoredRow(IReadOnlyList<(string Column, string Text)> fields) : IEquatable<StoredRow>
{
    private readonly string _text = string.Join(" | ", fields.Select(field => $"{field.Column}={field.Text}"));

    /// <summary>The text of a column.</summary>
    public string this[string column] => fields.First(field => field.Column == column).Text;

    public static bool operator ==(StoredRow? left, StoredRow? right) => left?._text == right?._text;

    public static bool operator !=(StoredRow? left, StoredRow? right) => !(left == right);

    /// <inheritdoc/>
    public bool Equals(StoredRow? other) => this == other;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is StoredRow other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => _text;
}
