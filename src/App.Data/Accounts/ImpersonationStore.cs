using App.Core.Accounts;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Accounts;

/// <summary>The impersonations in the database.</summary>
internal sealed class ImpersonationStore(Database database) : IImpersonations
{
    public Task<ImpersonationStart> StartAsync(Impersonation impersonation, CancellationToken cancellationToken) => database.WriteAsync(
        async (db, token) =>
        {
            var start = await MayStartAsync(db, impersonation, token);
            if (start == ImpersonationStart.Started)
            {
                db.Impersonations.Add(impersonation);
                await db.SaveChangesAsync(token);
                using var actor = Acting(impersonation);
                await database.AuditAsync(
                    db,
                    new(AuditAction.ImpersonationStarted, impersonation.TargetId, impersonation.Id, new Dictionary<string, object?> { ["reason"] = impersonation.Reason, ["until"] = impersonation.ExpiresAt }),
                    token);
            }

            return start;
        },
        cancellationToken);

    public Task<ImpersonationTarget?> FindTargetAsync(Guid userId, CancellationToken cancellationToken) => database.RunAsync(
        (db, token) => db.Users.Where(user => user.Id == userId).Select(user => new ImpersonationTarget(user.FullName, user.Email!)).FirstOrDefaultAsync(token), cancellationToken);

    public Task<Impersonation?> FindOfSessionAsync(Guid sessionId, CancellationToken cancellationToken) => database.RunAsync(
        (db, token) => db.Impersonations.AsNoTracking().Where(row => row.SessionId == sessionId).OrderByDescending(row => row.StartedAt).FirstOrDefaultAsync(token), cancellationToken);

    public Task<bool> EndAsync(Guid id, ImpersonationEnd reason, DateTimeOffset now, CancellationToken cancellationToken) => database.WriteAsync(
        async (db, token) => await db.Impersonations.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, token) is { } found && await EndAsync(database, db, found, reason, now, token),
        cancellationToken);

    public Task<Page<ImpersonationRow>> ListAsync(int limit, int offset, CancellationToken cancellationToken) => database.RunAsync(
        async (db, token) => new Page<ImpersonationRow>(
            await db.Impersonations.AsNoTracking().OrderByDescending(row => row.StartedAt).ThenBy(row => row.Id).Skip(offset).Take(limit)
                .Select(row => new ImpersonationRow(
                    row,
                    db.Users.Where(user => user.Id == row.ImpersonatorId).Select(user => user.Email).FirstOrDefault(),
                    db.Users.Where(user => user.Id == row.TargetId).Select(user => user.Email).FirstOrDefault()))
                .ToListAsync(token),
            await db.Impersonations.CountAsync(token)),
        cancellationToken);

    public async Task<int> EndOverAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ended = 0;
        foreach (var (id, reason) in await database.RunAsync((db, token) => OverAsync(db, now, token), cancellationToken))
        {
            ended += await EndAsync(id, reason, now, cancellationToken) ? 1 : 0;
        }

        return ended;
    }

    /// <summary>Ends one within the caller's transaction; the statement itself decides, so each ends once.</summary>
    internal static async Task<bool> EndAsync(Database database, AppDbContext db, Impersonation impersonation, ImpersonationEnd reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // What nobody stopped in its time ended when that was over, whoever finds out and when.
        var isLate = !impersonation.IsActive(now);
        var at = isLate ? impersonation.ExpiresAt : now;
        var why = isLate ? ImpersonationEnd.Expired : reason;
        if (await db.Impersonations.Where(row => row.Id == impersonation.Id && row.EndedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.EndedAt, at).SetProperty(row => row.EndReason, why), cancellationToken) == 0)
        {
            return false;
        }

        using var actor = why is ImpersonationEnd.Revoked ? null : Acting(impersonation);
        await database.AuditAsync(db, new(ActionOf(why), impersonation.TargetId, impersonation.Id, DetailsOf(impersonation, why)), cancellationToken);
        return !isLate || reason == ImpersonationEnd.Expired;
    }

    /// <summary>Ends those of them that go on, within the caller's transaction and at its end: each has its entry in the trail.</summary>
    internal static async Task EndAllAsync(
        Database database, AppDbContext db, IQueryable<Impersonation> which, Func<Impersonation, ImpersonationEnd> reasonOf, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var impersonation in await which.AsNoTracking().Where(row => row.EndedAt == null).OrderBy(row => row.Id).ToListAsync(cancellationToken))
        {
            await EndAsync(database, db, impersonation, reasonOf(impersonation), now, cancellationToken);
        }
    }

    // The session first, then the operator: two that begin at once wait for each other here, in one session or in two, and the second finds the first one's row.
    private async Task<ImpersonationStart> MayStartAsync(AppDbContext db, Impersonation wanted, CancellationToken cancellationToken)
    {
        var now = wanted.StartedAt;
        var isOpen = await db.UserSessions
            .Where(session => session.Id == wanted.SessionId && session.UserId == wanted.ImpersonatorId && session.EndedAt == null && session.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.EndedAt, session => session.EndedAt), cancellationToken) > 0
            && await db.Users.Where(user => user.Id == wanted.ImpersonatorId && user.SuspendedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(user => user.SuspendedAt, user => user.SuspendedAt), cancellationToken) > 0;
        if (!isOpen || !await db.OperatorIds().ContainsAsync(wanted.ImpersonatorId, cancellationToken))
        {
            return ImpersonationStart.NotAnOperator;
        }

        foreach (var left in await db.Impersonations.AsNoTracking().Where(row => row.ImpersonatorId == wanted.ImpersonatorId && row.EndedAt == null).ToListAsync(cancellationToken))
        {
            if (left.IsActive(now))
            {
                return ImpersonationStart.OneIsUnderWay;
            }

            await EndAsync(database, db, left, ImpersonationEnd.Expired, now, cancellationToken);
        }

        // The user's row is held too: an operator who suspends or promotes it meanwhile is waited for, or waits.
        if (await db.Users.Where(user => user.Id == wanted.TargetId)
                .ExecuteUpdateAsync(set => set.SetProperty(user => user.SuspendedAt, user => user.SuspendedAt), cancellationToken) == 0)
        {
            return ImpersonationStart.NoSuchUser;
        }

        return await db.OperatorIds().ContainsAsync(wanted.TargetId, cancellationToken) ? ImpersonationStart.TargetIsOperator
            : await db.Users.AnyAsync(user => user.Id == wanted.TargetId && user.SuspendedAt != null, cancellationToken) ? ImpersonationStart.TargetIsSuspended
            : ImpersonationStart.Started;
    }

    private static async Task<List<(Guid Id, ImpersonationEnd Reason)>> OverAsync(AppDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var operators = db.OperatorIds();
        var rows = await (
            from row in db.Impersonations.AsNoTracking()
            where row.EndedAt == null
            select new
            {
                row.Id,
                IsExpired = row.ExpiresAt <= now,
                IsSignedIn = db.UserSessions.Any(session => session.Id == row.SessionId && session.EndedAt == null && session.ExpiresAt > now),
                IsOperator = operators.Contains(row.ImpersonatorId) && db.Users.Any(user => user.Id == row.ImpersonatorId && user.SuspendedAt == null),
                IsTargetOpen = db.Users.Any(user => user.Id == row.TargetId && user.SuspendedAt == null) && !operators.Contains(row.TargetId),
            }).ToListAsync(cancellationToken);
        return
        [
            .. rows.Where(row => row.IsExpired || !row.IsSignedIn || !row.IsOperator || !row.IsTargetOpen)
                .Select(row => (row.Id, row.IsExpired ? ImpersonationEnd.Expired : !row.IsOperator ? ImpersonationEnd.RoleLost : !row.IsTargetOpen ? ImpersonationEnd.TargetClosed : ImpersonationEnd.SignedOut)),
        ];
    }

    // In the user's name, by the operator: as what is done in between.
    private static IDisposable Acting(Impersonation impersonation) =>
        Actor.Begin(new Actor(impersonation.TargetId, impersonation.ImpersonatorId, Actor.Current?.Channel ?? ActorChannel.Page, Actor.Current?.CorrelationId));

    private static AuditAction ActionOf(ImpersonationEnd why) => why switch
    {
        ImpersonationEnd.Stopped => AuditAction.ImpersonationStopped,
        ImpersonationEnd.Revoked => AuditAction.ImpersonationRevoked,
        _ => AuditAction.ImpersonationEnded,
    };

    private static Dictionary<string, object?> DetailsOf(Impersonation impersonation, ImpersonationEnd why) =>
        why == ImpersonationEnd.Revoked ? new() { ["operator_id"] = impersonation.ImpersonatorId } : new() { ["why"] = why.ToString() };
}
