using App.Core.Accounts;
using App.Core.Operations;
using App.Data.Portfolios;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Accounts;

/// <summary>Removes accounts from the database.</summary>
/// <remarks>
/// The foreign keys of everything that is a user's end at the user or at one of the user's portfolios, and cascade. The large tables are emptied first, by statements of their own, in the
/// order in which a run writes: runs before what they compute. A run's holder that is about to write waits for us or we for it; after that it finds no run to hold, and writes nothing.
/// </remarks>
internal sealed class AccountDeletionStore(Database database, TimeProvider time) : IAccountDeletion
{
    public Task<AccountDeletion> DeleteAsync(Guid userId, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                if (await IsLastOperatorAsync(db, userId, token))
                {
                    return AccountDeletion.LastOperator;
                }

                var symbols = await OwnSymbols.OfAsync(db, userId, token);
                await EmptyPortfoliosAsync(db, userId, token);
                await ForgetAsync(db, userId, token);
                if (await db.Users.Where(user => user.Id == userId).ExecuteDeleteAsync(token) == 0)
                {
                    return AccountDeletion.NoAccount;
                }

                await OwnSymbols.RemoveAsync(db, symbols, token);
                await EndImpersonationsAsync(db, userId, token);
                await database.AuditAsync(db, new(AuditAction.AccountDeleted, userId, userId), token);
                return AccountDeletion.Deleted;
            },
            cancellationToken);

    // Of two operators that leave at once the second finds itself the last.
    private static async Task<bool> IsLastOperatorAsync(AppDbContext db, Guid userId, CancellationToken cancellationToken)
    {
        await db.LockOperatorsAsync(cancellationToken);
        return await db.OperatorIds().Order().Take(2).ToListAsync(cancellationToken) is [var only] && only == userId;
    }

    private static async Task EmptyPortfoliosAsync(AppDbContext db, Guid userId, CancellationToken cancellationToken)
    {
        var portfolios = db.EverOf(userId).Select(portfolio => portfolio.Id);
        await db.Runs.Where(run => portfolios.Contains(run.PortfolioId)).ExecuteDeleteAsync(cancellationToken);
        await db.Snapshots.Where(row => portfolios.Contains(row.PortfolioId)).ExecuteDeleteAsync(cancellationToken);
        await db.RiskReports.Where(row => portfolios.Contains(row.PortfolioId)).ExecuteDeleteAsync(cancellationToken);
        await db.PositionValues.Where(row => portfolios.Contains(row.PortfolioId)).ExecuteDeleteAsync(cancellationToken);
        await db.Positions.Where(row => portfolios.Contains(row.PortfolioId)).ExecuteDeleteAsync(cancellationToken);
        await db.EverOf(userId).ExecuteDeleteAsync(cancellationToken);
    }

    // What has no foreign key, and what is others' or the installation's and names the user.
    private static async Task ForgetAsync(AppDbContext db, Guid userId, CancellationToken cancellationToken)
    {
        var subject = RateSubject.Of(userId);
        await db.RateBuckets.Where(bucket => bucket.Subject == subject).ExecuteDeleteAsync(cancellationToken);
        await db.OutgoingMails.Where(mail => mail.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await db.Runs.Where(run => run.RequestedBy == userId).ExecuteUpdateAsync(set => set.SetProperty(run => run.RequestedBy, (Guid?)null), cancellationToken);
        await db.EndOfDays.Where(day => day.RequestedBy == userId).ExecuteUpdateAsync(set => set.SetProperty(day => day.RequestedBy, (Guid?)null), cancellationToken);
        await db.RiskSettings.Where(row => row.CreatedBy == userId).ExecuteUpdateAsync(set => set.SetProperty(row => row.CreatedBy, (Guid?)null), cancellationToken);
        await db.Users.Where(user => user.VerifiedBy == userId).ExecuteUpdateAsync(set => set.SetProperty(user => user.VerifiedBy, (Guid?)null), cancellationToken);
        await db.InviteCodes.Where(code => code.CreatedBy == userId).ExecuteUpdateAsync(set => set.SetProperty(code => code.CreatedBy, (Guid?)null), cancellationToken);
    }

    // Their records stay: that somebody looked is told after either is gone. What goes on ends.
    private Task EndImpersonationsAsync(AppDbContext db, Guid userId, CancellationToken cancellationToken) => ImpersonationStore.EndAllAsync(
        database,
        db,
        db.Impersonations.Where(row => row.TargetId == userId || row.ImpersonatorId == userId),
        row => row.TargetId == userId ? ImpersonationEnd.TargetClosed : ImpersonationEnd.SignedOut,
        time.GetUtcNow(),
        cancellationToken);
}
