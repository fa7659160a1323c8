using App.Core.Accounts;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Data.Operations;
using App.Data.Portfolios;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Accounts;

/// <summary>What was done in or to an account and who looked at it, in the database.</summary>
internal sealed class AccountActivityStore(Database database) : IAccountActivity
{
    public Task<Page<AuditRow>> EntriesAsync(Guid userId, int limit, int offset, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (db, token) =>
            {
                // What an operator did to somebody else's account is told there.
                var entries = db.EntriesOf(userId).AsNoTracking();
                var page = await entries.OrderByDescending(entry => entry.Sequence).Skip(offset).Take(limit).WithAddresses(db).ToListAsync(token);
                return new Page<AuditRow>(page, await entries.CountAsync(token));
            },
            cancellationToken);

    public Task<Page<AccountLook>> LooksAsync(Guid userId, int limit, int offset, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (db, token) =>
            {
                var looks = db.Impersonations.AsNoTracking().Where(look => look.TargetId == userId);
                var page = await looks.OrderByDescending(look => look.StartedAt).ThenBy(look => look.Id).Skip(offset).Take(limit)
                    .Select(look => new AccountLook(
                        look.Id,
                        look.ImpersonatorId,
                        db.Users.Where(user => user.Id == look.ImpersonatorId).Select(user => user.Email).FirstOrDefault(),
                        look.Reason,
                        look.StartedAt,
                        look.ExpiresAt,
                        look.EndedAt,
                        look.EndReason))
                    .ToListAsync(token);
                return new Page<AccountLook>(page, await looks.CountAsync(token));
            },
            cancellationToken);
}
