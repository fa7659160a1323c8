using App.Core.Operations;
using App.Core.Portfolios;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Operations;

/// <summary>The alerts in the database.</summary>
internal sealed class AlertStore(Database database, IIdGenerator ids) : IAlertStore
{
    // Any number, the same on every node, that no other lock of this database has.
    private const long Lock = 0x42414C4C41535401;

    public Task<AlertFacts> FactsAsync(DateTimeOffset now, (DateOnly Session, DateTimeOffset DueAt)? night, CancellationToken cancellationToken) =>
        database.RunAsync((db, token) => AlertFigures.ReadAsync(db, now, night, token), cancellationToken);

    public async Task<AlertChanges> ApplyAsync(IReadOnlyList<AlertFinding> findings, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var open = await database.RunAsync((db, token) => db.Alerts.CountAsync(alert => alert.ResolvedAt == null, token), cancellationToken);

        // Every minute of every day in which all is well nothing is written.
        return findings.Count == 0 && open == 0 ? new AlertChanges([], [], 0) : await database.WriteAsync((db, token) => ApplyAsync(db, findings, now, token), cancellationToken);
    }

    public Task<Page<ListedAlert>> ListAsync(bool openOnly, int limit, int offset, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (db, token) =>
            {
                var alerts = db.Alerts.AsNoTracking().Where(alert => !openOnly || alert.ResolvedAt == null);
                var page = await alerts.OrderBy(alert => alert.ResolvedAt != null).ThenByDescending(alert => alert.RaisedAt).ThenBy(alert => alert.Id).Skip(offset).Take(limit)
                    .Select(alert => new { Alert = alert, By = db.Users.Where(user => user.Id == alert.AcknowledgedBy).Select(user => user.Email).FirstOrDefault() })
                    .ToListAsync(token);
                return new Page<ListedAlert>(page.ConvertAll(each => new ListedAlert(each.Alert, each.By)), await alerts.CountAsync(token));
            },
            cancellationToken);

    public Task<bool> AcknowledgeAsync(Guid alertId, Guid operatorId, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                var written = await db.Alerts.Where(alert => alert.Id == alertId && alert.AcknowledgedAt == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(alert => alert.AcknowledgedAt, now).SetProperty(alert => alert.AcknowledgedBy, operatorId), token);
                if (written == 0)
                {
                    return await db.Alerts.AnyAsync(alert => alert.Id == alertId, token);
                }

                await database.AuditAsync(db, new AuditEvent(AuditAction.AlertAcknowledged, null, alertId), token);
                return true;
            },
            cancellationToken);

    private async Task<AlertChanges> ApplyAsync(AppDbContext db, IReadOnlyList<AlertFinding> findings, DateTimeOffset now, CancellationToken token)
    {
        // SQLite has one writer anyway. On PostgreSQL a node that finds another at it leaves it to that one.
        if (db.Database.IsNpgsql() && !await db.Database.SqlQuery<bool>($"SELECT pg_try_advisory_xact_lock({Lock}) AS \"Value\"").SingleAsync(token))
        {
            return new AlertChanges([], [], await db.Alerts.CountAsync(alert => alert.ResolvedAt == null, token));
        }

        var open = await db.Alerts.Where(alert => alert.ResolvedAt == null).ToListAsync(token);
        List<AlertRecord> raised = [];
        foreach (var finding in findings)
        {
            if (open.Find(alert => alert.Rule == finding.Rule) is { } known)
            {
                (known.LastSeenAt, known.Value, known.Message) = (now, finding.Value, finding.Message);
            }
            else
            {
                raised.Add(new AlertRecord
                {
                    Id = ids.Next(),
                    Rule = finding.Rule,
                    RaisedAt = now,
                    LastSeenAt = now,
                    Value = finding.Value,
                    Threshold = finding.Threshold,
                    Message = finding.Message,
                });
            }
        }

        var resolved = open.Where(alert => findings.All(finding => finding.Rule != alert.Rule)).ToList();
        resolved.ForEach(alert => alert.ResolvedAt = now);
        db.Alerts.AddRange(raised);
        await db.SaveChangesAsync(token);
        return new AlertChanges(raised, resolved, open.Count - resolved.Count + raised.Count);
    }
}
