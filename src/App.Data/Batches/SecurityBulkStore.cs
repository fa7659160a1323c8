using App.Core.Batches;
using App.Core.Market;
using App.Core.Operations;
using App.Data.Market;
using App.Data.Providers;

namespace App.Data.Batches;

/// <summary>Entries of the security master, many at once, in the database.</summary>
internal sealed class SecurityBulkStore(Database database) : ISecurityBulkStore
{
    // Decided by the row as the database has it, not as it was read: a field that no operator gave is left as it is.
    private static readonly MergeRule BySymbol = new(
        ["symbol"],
        "symbol",
        "symbol",
        [
            .. SecurityFields.Names.Select(name => (name, $"CASE WHEN ',' || excluded.stated || ',' LIKE '%,{name},%' THEN excluded.{name} ELSE securities.{name} END")),
            ("stated", "excluded.stated"),
        ]);

    public Task<IReadOnlyList<Security>> HoldAsync(IReadOnlyCollection<string> symbols, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<Security>>(
            async (db, token) =>
            {
                List<Security> found = new(symbols.Count);
                foreach (var slice in symbols.Order(StringComparer.Ordinal).Chunk(SecurityRows.PerQuery))
                {
                    await SecurityRows.LockAsync(db, slice, token);
                    found.AddRange((await SecurityRows.ReadAsync(db, slice, token)).Values);
                }

                return found;
            },
            cancellationToken);

    public async Task<BatchWrite> InsertAsync(IReadOnlyList<BulkRow<Security>> rows, bool replaces, CancellationToken cancellationToken)
    {
        try
        {
            return BatchWrite.Of(await database.WriteAsync<IReadOnlyList<RowOutcome>>(
                async (db, token) =>
                {
                    List<Security> entries = [.. rows.Select(row => row.Row)];
                    if (!replaces)
                    {
                        return [.. (await BulkMerge.InsertNewAsync(db, entries, BySymbol, token)).Select(made => made ? RowOutcome.Inserted : RowOutcome.KeyTaken)];
                    }

                    var there = await SecurityRows.ReadAsync(db, entries.ConvertAll(entry => entry.Symbol), token);
                    var written = await BulkMerge.UpsertAsync(db, entries, BySymbol, token);
                    return [.. entries.Zip(written, (entry, isWritten) => !there.ContainsKey(entry.Symbol) ? RowOutcome.Inserted : isWritten ? RowOutcome.Updated : RowOutcome.Unchanged)];
                },
                cancellationToken));
        }
        catch (Exception exception) when (RowFaults.Of(exception) is { } fault)
        {
            return BatchWrite.Failed(fault);
        }
    }

    public Task FinishAsync(int inserted, int updated, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                await database.AuditAsync(db, new(AuditAction.SecuritiesChanged, null, null, new Dictionary<string, object?> { ["inserted"] = inserted, ["updated"] = updated }), token);
                return true;
            },
            cancellationToken);
}
