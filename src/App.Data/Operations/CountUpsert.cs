using System.Text;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Operations;

/// <summary>Adds to counts: a row that is there gets more, one that is not is made.</summary>
internal static class CountUpsert
{
    // Rows of a statement: four parameters each at most, and SQLite takes 32 766.
    private const int AtOnce = 500;

    /// <param name="db">The context of the transaction.</param>
    /// <param name="table">The table; its count is in <c>count</c>.</param>
    /// <param name="key">The columns of its key.</param>
    /// <param name="rows">The values of the key, instants as UTC, and last what is to be added. In one order on every node, or two of them may wait for each other.</param>
    /// <param name="cancellationToken">Stops between two statements.</param>
    public static async Task AddAsync(AppDbContext db, string table, IReadOnlyList<string> key, IEnumerable<object[]> rows, CancellationToken cancellationToken)
    {
        var columns = string.Join(", ", key);
        foreach (var some in rows.Chunk(AtOnce))
        {
            var sql = new StringBuilder($"INSERT INTO {table} ({columns}, count) VALUES ");
            var parameters = new List<object>(some.Length * (key.Count + 1));
            foreach (var row in some)
            {
                sql.Append(parameters.Count == 0 ? "(" : ", (");
                foreach (var (index, value) in row.Index())
                {
                    sql.Append(index == 0 ? "{" : ", {").Append(parameters.Count).Append('}');
                    parameters.Add(value);
                }

                sql.Append(')');
            }

            sql.Append(" ON CONFLICT (").Append(columns).Append(") DO UPDATE SET count = ").Append(table).Append(".count + excluded.count");
            await db.Database.ExecuteSqlRawAsync(sql.ToString(), parameters, cancellationToken);
        }
    }
}
