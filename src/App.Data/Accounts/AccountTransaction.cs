using App.Core.Operations;
using App.Data.Providers;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Accounts;

/// <summary>Runs what the framework's managers write to an account in one transaction with the messages about it and its entry of the audit trail: all of it, or nothing.</summary>
/// <remarks>Scoped, as the managers are: they write on the same context.</remarks>
public sealed class AccountTransaction(AppDbContext db, Database database)
{
    /// <summary>Runs the work, and keeps it when it succeeded.</summary>
    /// <param name="work">What the managers do. Nothing slow, such as hashing a password: on SQLite everybody who writes waits meanwhile.</param>
    /// <param name="what">What the trail says of it; null for nothing.</param>
    /// <param name="mails">Messages about it.</param>
    /// <param name="cancellationToken">Ends the wait; what was done is taken back.</param>
    /// <returns>What the work returned; a failure when it would have been the second of its kind.</returns>
    public async Task<IdentityResult> RunAsync(Func<Task<IdentityResult>> work, AuditEvent? what, IReadOnlyCollection<OutgoingMail> mails, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        try
        {
            var result = await work();
            if (!result.Succeeded)
            {
                return result;
            }

            db.OutgoingMails.AddRange(mails);
            await db.SaveChangesAsync(cancellationToken);
            if (what is not null)
            {
                await database.AuditAsync(db, what, cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        catch (DbUpdateException exception) when (Database.IsUniqueViolation(exception))
        {
            return IdentityResult.Failed(new IdentityError { Code = nameof(IdentityErrorDescriber.DuplicateEmail), Description = "There is another one already." });
        }
    }
}
