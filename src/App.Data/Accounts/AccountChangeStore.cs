using System.Security.Cryptography;
using App.Core.Accounts;
using App.Core.Operations;
using App.Data.Providers;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Accounts;

/// <summary>What operators do to accounts, each in one transaction with what follows from it and with its entry in the audit trail.</summary>
internal sealed class AccountChangeStore(Database database)
{
    /// <summary>The name of the operators' role, as it is looked up.</summary>
    public const string OperatorRole = "SUPERUSER";

    public Task<AccountChangeOutcome> ApplyAsync(AccountChange change, Guid operatorId, Guid userId, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                // The role's row stands for who is an operator: two who take the right from each other at once wait here, and the second finds that it has none any more.
                var roles = db.Roles.Where(role => role.NormalizedName == OperatorRole);
                await roles.ExecuteUpdateAsync(set => set.SetProperty(role => role.Name, role => role.Name), token);
                if (!await db.Users.AnyAsync(user => user.Id == operatorId && user.SuspendedAt == null
                    && db.UserRoles.Any(given => given.UserId == operatorId && roles.Any(role => role.Id == given.RoleId)), token))
                {
                    return AccountChangeOutcome.NotAnOperator;
                }

                if (!await db.Users.AnyAsync(user => user.Id == userId, token))
                {
                    return AccountChangeOutcome.NoSuchUser;
                }

                if (await ChangeAsync(db, change, userId, now, token) is { } action)
                {
                    await database.AuditAsync(db, new AuditEvent(action, userId, userId), token);
                }

                return AccountChangeOutcome.Done;
            },
            cancellationToken);

    // What was done; null when the account was so before.
    private async Task<AuditAction?> ChangeAsync(AppDbContext db, AccountChange change, Guid userId, DateTimeOffset now, CancellationToken token)
    {
        switch (change)
        {
            case AccountChange.Suspend when await db.Users.Where(user => user.Id == userId && user.SuspendedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(user => user.SuspendedAt, now), token) == 1:
                await EndSessionsAsync(db, userId, SessionEnd.AccountClosed, now, token);
                await EndImpersonationsAsync(db, userId, now, token);
                return AuditAction.UserSuspended;
            case AccountChange.Reopen when await db.Users.Where(user => user.Id == userId && user.SuspendedAt != null)
                .ExecuteUpdateAsync(set => set.SetProperty(user => user.SuspendedAt, (DateTimeOffset?)null), token) == 1:
                return AuditAction.UserReopened;
            case AccountChange.Unlock when await db.Users.Where(user => user.Id == userId && (user.LockoutEnd != null || user.AccessFailedCount > 0))
                .ExecuteUpdateAsync(set => set.SetProperty(user => user.LockoutEnd, (DateTimeOffset?)null).SetProperty(user => user.AccessFailedCount, 0), token) == 1:
                return AuditAction.UserUnlocked;
            case AccountChange.GrantOperator when await GrantAsync(db, userId, token):
                await EndImpersonationsAsync(db, userId, now, token);
                return AuditAction.SuperuserGranted;
            case AccountChange.RevokeOperator when await db.UserRoles
                .Where(given => given.UserId == userId && db.Roles.Any(role => role.Id == given.RoleId && role.NormalizedName == OperatorRole)).ExecuteDeleteAsync(token) > 0:
                // A token has the role in it until it expires: its session is what ends.
                await EndSessionsAsync(db, userId, SessionEnd.RevokedByOperator, now, token);
                await EndImpersonationsAsync(db, userId, now, token);
                return AuditAction.SuperuserRevoked;
            case AccountChange.EndSessions:
                await EndSessionsAsync(db, userId, SessionEnd.RevokedByOperator, now, token);
                return AuditAction.UserSessionsEnded;
            default:
                return null;
        }
    }

    private static async Task<bool> GrantAsync(AppDbContext db, Guid userId, CancellationToken token)
    {
        var role = await db.Roles.Where(role => role.NormalizedName == OperatorRole).Select(role => role.Id).SingleAsync(token);
        if (await db.UserRoles.AnyAsync(given => given.UserId == userId && given.RoleId == role, token))
        {
            return false;
        }

        db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = userId, RoleId = role });
        await db.SaveChangesAsync(token);
        return true;
    }

    // The stamp too: a cookie or a renewal that is not bound to a session is refused within a minute.
    private static async Task EndSessionsAsync(AppDbContext db, Guid userId, SessionEnd reason, DateTimeOffset now, CancellationToken token)
    {
        var stamp = Convert.ToHexString(RandomNumberGenerator.GetBytes(20));
        await db.Users.Where(user => user.Id == userId).ExecuteUpdateAsync(set => set.SetProperty(user => user.SecurityStamp, stamp), token);
        await db.UserSessions.Where(session => session.UserId == userId && session.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.EndedAt, now).SetProperty(session => session.EndReason, reason), token);
    }

    private Task EndImpersonationsAsync(AppDbContext db, Guid userId, DateTimeOffset now, CancellationToken token) => ImpersonationStore.EndAllAsync(
        database,
        db,
        db.Impersonations.Where(each => each.TargetId == userId || each.ImpersonatorId == userId),
        each => each.TargetId == userId ? ImpersonationEnd.TargetClosed : ImpersonationEnd.RoleLost,
        now,
        token);
}
