using App.Core.Operations;
using App.Core.Risk;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Risk;

/// <summary>The risk settings in the database.</summary>
internal sealed class RiskSettingsStore(Database database) : IRiskSettingsStore
{
    // A version never changes, and reading it takes longer than asking which is the newest.
    private RiskSettings? _newest;

    public async Task<RiskSettings> CurrentAsync(CancellationToken cancellationToken)
    {
        var version = await database.RunAsync((db, token) => db.RiskSettings.MaxAsync(row => (int?)row.Version, token), cancellationToken);
        if (version is null)
        {
            return RiskSettings.Standard;
        }

        if (Volatile.Read(ref _newest) is { } known && known.Version == version)
        {
            return known;
        }

        var read = RiskSettings.FromJson(await database.RunAsync(
            (db, token) => db.RiskSettings.Where(row => row.Version == version).Select(row => row.Document).SingleAsync(token), cancellationToken));
        Volatile.Write(ref _newest, read);
        return read;
    }

    public async Task<RiskSettings?> FindAsync(int version, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _newest) is { } known && known.Version == version)
        {
            return known;
        }

        var document = await database.RunAsync(
            (db, token) => db.RiskSettings.Where(row => row.Version == version).Select(row => row.Document).SingleOrDefaultAsync(token), cancellationToken);
        return document is null ? null : RiskSettings.FromJson(document);
    }

    public async Task<IReadOnlyList<RiskSettingsVersion>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        var rows = await database.RunAsync(
            (db, token) => db.RiskSettings.AsNoTracking().OrderByDescending(row => row.Version).Take(limit).ToListAsync(token), cancellationToken);
        return rows.ConvertAll(row => new RiskSettingsVersion(RiskSettings.FromJson(row.Document), row.CreatedAt, row.CreatedBy, row.Note));
    }

    public async Task<bool> AddAsync(RiskSettingsVersion version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(version);
        var row = new RiskSettingsRow
        {
            Version = version.Settings.Version,
            Document = version.Settings.ToJson(),
            CreatedAt = version.At,
            CreatedBy = version.By,
            Note = version.Note,
        };
        var audit = new AuditEvent(AuditAction.RiskSettingsChanged, null, null, new Dictionary<string, object?> { ["version"] = row.Version });
        return await database.AddOrFindAsync(row, db => db.RiskSettings.Where(other => other.Version == row.Version), cancellationToken, audit) is not { } other
            || (other.CreatedBy == row.CreatedBy && other.CreatedAt == row.CreatedAt && other.Document == row.Document);
    }
}
