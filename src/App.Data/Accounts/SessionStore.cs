using App.Core.Accounts;
using App.Core.Operations;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Accounts;

/// <summary>The sessions in the database.</summary>
internal sealed class SessionStore(Database database) : ISessions
{
    // Translated once: it is asked with every request. One for each store, because a translation is for one kind of database.
    private readonly Func<AppDbContext, Guid, IAsyncEnumerable<StandingRow>> _find = EF.CompileAsyncQuery((AppDbContext db, Guid id) =>
        from session in db.UserSessions.AsNoTracking()
        where session.Id == id
        join user in db.Users on session.UserId equals user.Id
        from impersonation in db.Impersonations.Where(row => row.SessionId == session.Id && row.EndedAt == null).DefaultIfEmpty()
        from target in db.Users.Where(row => row.Id == impersonation!.TargetId).DefaultIfEmpty()
        select new StandingRow(
            session,
            user.SecurityStamp,
            user.SuspendedAt != null,
            user.FullName,
            user.Locale,
            user.Theme,
            user.Amounts,
            db.UserRoles.Any(held => held.UserId == user.Id && db.Roles.Any(role => role.Id == held.RoleId && role.NormalizedName == Operators.RoleName)),
            impersonation,
            target != null && target.SuspendedAt == null
                && !db.UserRoles.Any(held => held.UserId == target.Id && db.Roles.Any(role => role.Id == held.RoleId && role.NormalizedName == Operators.RoleName))));

    public Task StartAsync(UserSession session, CancellationToken cancellationToken) => database.WriteAsync(
        async (db, token) =>
        {
            db.UserSessions.Add(session);
            await db.SaveChangesAsync(token);
            await db.Users.Where(user => user.Id == session.UserId).ExecuteUpdateAsync(set => set.SetProperty(user => user.LastSeenAt, session.CreatedAt), token);
            await database.AuditAsync(db, new(AuditAction.SessionStarted, session.UserId, session.Id), token);
            return true;
        },
        cancellationToken);

    public Task<SessionStanding?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (db, token) =>
            {
                // One impersonation at most is unended: each that begins ends what was left over.
                StandingRow? found = null;
                await foreach (var row in _find(db, id).WithCancellation(token))
                {
                    found = found?.Impersonation?.StartedAt > row.Impersonation?.StartedAt ? found : row;
                }

                return found is null ? null : new SessionStanding(
                    found.Session, found.SecurityStamp, found.IsSuspended, found.IsOperator,
                    found.Impersonation is null ? null : new ImpersonationStanding(found.Impersonation, found.IsTargetOpen))
                {
                    Reader = new SessionReader(found.FullName, new UserPreferences(found.Locale, found.Theme, found.Amounts)),
                };
            },
            cancellationToken);

    public Task UseAsync(SessionUse use, CancellationToken cancellationToken) => database.WriteAsync(
        async (db, token) =>
        {
            // Whatever the order in which they are kept: a later use is never overwritten by an earlier one.
            var before = use.At - ISessions.BetweenUses;
            var kept = await db.UserSessions
                .Where(session => session.Id == use.SessionId && session.EndedAt == null && session.LastSeenAt <= before)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(session => session.LastSeenAt, use.At).SetProperty(session => session.ExpiresAt, use.ExpiresAt)
                        .SetProperty(session => session.Address, use.Address).SetProperty(session => session.UserAgent, use.UserAgent),
                    token);
            return kept > 0 && await db.Users.Where(user => user.Id == use.UserId && (user.LastSeenAt == null || user.LastSeenAt <= before))
                .ExecuteUpdateAsync(set => set.SetProperty(user => user.LastSeenAt, use.At), token) > 0;
        },
        cancellationToken);

    public Task<IReadOnlyList<UserSession>> ListAsync(Guid userId, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<UserSession>>(
            async (db, token) => await db.UserSessions.AsNoTracking()
                .Where(session => session.UserId == userId && session.EndedAt == null && session.ExpiresAt > now)
                .OrderByDescending(session => session.LastSeenAt).ThenBy(session => session.Id).Take(ISessions.MostListed).ToListAsync(token),
            cancellationToken);

    public Task<int> EndAsync(SessionEnding ending, CancellationToken cancellationToken) => database.WriteAsync(
        async (db, token) =>
        {
            // Before anything is read: an impersonation that begins meanwhile has the row of its session, and is waited for.
            var which = db.UserSessions
                .Where(session => session.UserId == ending.UserId && session.ExpiresAt > ending.At
                    && (ending.Only == null || session.Id == ending.Only) && (ending.Except == null || session.Id != ending.Except));
            var ended = await EndAsync(which, ending.Reason, ending.At, token);
            var over = await db.Impersonations.AsNoTracking()
                .Where(row => row.EndedAt == null
                    && ((row.ImpersonatorId == ending.UserId && db.UserSessions.Any(session => session.Id == row.SessionId && session.EndedAt != null))
                        || (ending.Reason == SessionEnd.AccountClosed && row.TargetId == ending.UserId)))
                .ToListAsync(token);
            if (ended > 0)
            {
                var signedOut = ending.Reason == SessionEnd.SignedOut;
                await database.AuditAsync(
                    db,
                    new(
                        signedOut ? AuditAction.SessionSignedOut : AuditAction.SessionsEnded, ending.UserId, ending.Only,
                        signedOut ? null : new Dictionary<string, object?> { ["reason"] = ending.Reason.ToString(), ["count"] = ended }),
                    token);
            }

            foreach (var impersonation in over)
            {
                var reason = impersonation.TargetId == ending.UserId ? ImpersonationEnd.TargetClosed : ImpersonationEnd.SignedOut;
                await ImpersonationStore.EndAsync(database, db, impersonation, reason, ending.At, token);
            }

            return ended;
        },
        cancellationToken);

    public Task<int> RemoveOverAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        database.RunAsync((db, token) => db.UserSessions.Where(session => session.ExpiresAt < before || session.EndedAt < before).ExecuteDeleteAsync(token), cancellationToken);

    /// <summary>Ends those that have not ended, and says how many; impersonations that hang by them are for the caller to end.</summary>
    internal static Task<int> EndAsync(IQueryable<UserSession> which, SessionEnd reason, DateTimeOffset at, CancellationToken cancellationToken) => which
        .Where(session => session.EndedAt == null)
        .ExecuteUpdateAsync(set => set.SetProperty(session => session.EndedAt, at).SetProperty(session => session.EndReason, reason), cancellationToken);

    private sealed record StandingRow(
        UserSession Session, string? SecurityStamp, bool IsSuspended, string FullName, string? Locale, string? Theme, string? Amounts, bool IsOperator, Impersonation? Impersonation, bool IsTargetOpen);
}
