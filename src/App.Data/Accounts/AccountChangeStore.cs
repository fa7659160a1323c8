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
    public Task<AccountChangeOutcome> ApplyAsync(AccountChange change, Guid operatorId, Guid userId, int? version, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                // Two who take the right from each other at once: the second has none any more.
                await db.LockOperatorsAsync(token);
                if (!await db.IsOperatorAsync(operatorId, token))
                {
                    return AccountChangeOutcome.NotAnOperator;
                }

                if (await db.HoldUserAsync(userId, token) is not { } user)
                {
                    return AccountChangeOutcome.NoSuchUser;
                }

                if (version is { } wanted && wanted != user.Version)
                {
                    return AccountChangeOutcome.VersionChanged;
                }

                if (await ChangeAsync(db, change, operatorId, userId, now, token) is { } action)
                {
                    await database.AuditAsync(db, new AuditEvent(action, userId, userId, DetailsOf(change, user)), token);
                }

                return AccountChangeOutcome.Done;
            },
            cancellationToken);

    // What was done; null when the account was so before.
    private async Task<AuditAction?> ChangeAsync(AppDbContext db, AccountChange change, Guid operatorId, Guid userId, DateTimeOffset now, CancellationToken token)
    {
        switch (change)
        {
            case AccountChange.Suspend when await db.Users.Where(user => user.Id == userId && user.SuspendedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(user => user.SuspendedAt, now).SetProperty(user => user.Version, user => user.Version + 1), token) == 1:
                await EndSessionsAsync(db, userId, SessionEnd.AccountClosed, now, token);
                await EndImpersonationsAsync(db, userId, now, token);
                return AuditAction.UserSuspended;
            case AccountChange.Reopen when await db.Users.Where(user => user.Id == userId && user.SuspendedAt != null)
                .ExecuteUpdateAsync(set => set.SetProperty(user => user.SuspendedAt, (DateTimeOffset?)null).SetProperty(user => user.Version, user => user.Version + 1), token) == 1:
                return AuditAction.UserReopened;
            case AccountChange.Unlock when await db.Users.Where(user => user.Id == userId && (user.LockoutEnd != null || user.AccessFailedCount > 0))
                .ExecuteUpdateAsync(set => set.SetProperty(user => user.LockoutEnd, (DateTimeOffset?)null).SetProperty(user => user.AccessFailedCount, 0), token) == 1:
                return AuditAction.UserUnlocked;
            case AccountChange.GrantOperator when await GrantAsync(db, userId, token):
                await EndImpersonationsAsync(db, userId, now, token);
                return AuditAction.SuperuserGranted;
            case AccountChange.RevokeOperator when await db.UserRoles
                .Where(given => given.UserId == userId && db.Roles.Any(role => role.Id == given.RoleId && role.NormalizedName == Operators.RoleName)).ExecuteDeleteAsync(token) > 0:
                // A token has the role in it until it expires: its session is what ends.
                await EndSessionsAsync(db, userId, SessionEnd.RevokedByOperator, now, token);
                await EndImpersonationsAsync(db, userId, now, token);
                return AuditAction.SuperuserRevoked;
            case AccountChange.EndSessions:
                await EndSessionsAsync(db, userId, SessionEnd.RevokedByOperator, now, token);
                return AuditAction.UserSessionsEnded;
            case AccountChange.Verify when await db.Users.Where(user => user.Id == userId && user.VerifiedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(user => user.VerifiedAt, now).SetProperty(user => user.VerifiedBy, operatorId).SetProperty(user => user.Version, user => user.Version + 1), token) == 1:
                return AuditAction.UserVerified;
            case AccountChange.Unverify when await db.Users.Where(user => user.Id == userId && user.VerifiedAt != null)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(user => user.VerifiedAt, (DateTimeOffset?)null).SetProperty(user => user.VerifiedBy, (Guid?)null).SetProperty(user => user.Version, user => user.Version + 1), token) == 1:
                return AuditAction.UserUnverified;
            case AccountChange.GrantPremium when await SetPremiumAsync(db, userId, true, token):
                return AuditAction.PremiumGranted;
            case AccountChange.RevokePremium when await SetPremiumAsync(db, userId, false, token):
                return AuditAction.PremiumRevoked;
            default:
                return null;
        }
    }

    private static async Task<bool> SetPremiumAsync(AppDbContext db, Guid userId, bool isPremium, CancellationToken token) =>
        await db.Users.Where(user => user.Id == userId && user.IsPremium != isPremium)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.IsPremium, isPremium).SetProperty(user => user.Version, user => user.Version + 1), token) == 1;

    // What it was and what it is, where it is a value of its own; an action such as the end of sessions says all there is.
    private static Dictionary<string, object?>? DetailsOf(AccountChange change, AppUser before) => change switch
    {
        AccountChange.Suspend => Details("is_available", true, false),
        AccountChange.Reopen => Details("is_available", false, true),
        AccountChange.Verify => Details("is_verified", false, true),
        AccountChange.Unverify => new(Details("is_verified", true, false)) { ["verified_at"] = before.VerifiedAt, ["verified_by"] = before.VerifiedBy },
        AccountChange.GrantPremium => Details("is_premium", false, true),
        AccountChange.RevokePremium => Details("is_premium", true, false),
        _ => null,
    };

    private static Dictionary<string, object?> Details(string field, bool old, bool now) => new() { [$"old_{field}"] = old, [$"new_{field}"] = now };

    private static async Task<bool> GrantAsync(AppDbContext db, Guid userId, CancellationToken token)
    {
        var role = await db.Roles.Where(role => role.NormalizedName == Operators.RoleName).Select(role => role.Id).SingleAsync(token);
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
        await SessionStore.EndAsync(db.UserSessions.Where(session => session.UserId == userId), reason, now, token);
    }

    private Task EndImpersonationsAsync(AppDbContext db, Guid userId, DateTimeOffset now, CancellationToken token) => ImpersonationStore.EndAllAsync(
        database,
        db,
        db.Impersonations.Where(each => each.TargetId == userId || each.ImpersonatorId == userId),
        each => each.TargetId == userId ? ImpersonationEnd.TargetClosed : ImpersonationEnd.RoleLost,
        now,
        token);
}
