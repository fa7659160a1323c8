using App.Core.Market;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Market;

/// <summary>The rows of the security master, many at a time.</summary>
internal static class SecurityRows
{
    // SQLite takes at most 32 766 parameters in a statement; in slices of this size any book fits.
    public const int PerQuery = 500;

    public static async Task<Dictionary<string, Security>> ReadAsync(AppDbContext db, IReadOnlyCollection<string> symbols, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Security>(symbols.Count, StringComparer.Ordinal);
        foreach (var slice in symbols.Chunk(PerQuery))
        {
            await foreach (var security in db.Securities.AsNoTracking().Where(row => slice.Contains(row.Symbol)).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                found[security.Symbol] = security;
            }
        }

        return found;
    }

    /// <summary>
    /// Locks the rows until the transaction ends, always in the order of their symbols: two that want the same rows wait for each other in a row, never in a
    /// circle. SQLite has one writer at a time and needs no lock.
    /// </summary>
    public static async Task LockAsync(AppDbContext db, string[] symbols, CancellationToken cancellationToken)
    {
        if (db.Database.IsNpgsql())
        {
            await db.Database.ExecuteSqlAsync($"SELECT 1 FROM securities WHERE symbol = ANY({symbols}) ORDER BY symbol FOR UPDATE", cancellationToken);
        }
    }
}
