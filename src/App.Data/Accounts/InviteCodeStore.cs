using System.Security.Cryptography;
using System.Text;
using App.Core.Accounts;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Accounts;

/// <summary>The invite codes in the database.</summary>
internal sealed class InviteCodeStore(Database database) : IInviteCodes
{
    public Task<bool> IsUsableAsync(string code, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.RunAsync(async (db, token) => await FindAsync(db, code, token) is { } found && found.IsUsable(now), cancellationToken);

    public async Task EnsureAsync(string code, string cohort, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await database.RunAsync(
                async (db, token) =>
                {
                    var key = InviteCode.Normalise(code);
                    if (!await db.InviteCodes.AnyAsync(row => row.Code == key, token))
                    {
                        db.InviteCodes.Add(new InviteCode { Code = key, Cohort = cohort, CreatedAt = now });
                        await db.SaveChangesAsync(token);
                    }

                    return true;
                },
                cancellationToken);
        }
        catch (DbUpdateException exception) when (Database.IsUniqueViolation(exception))
        {
            // Another node seeded it in between, which is what was wanted.
        }
    }

    /// <summary>Counts one use within the caller's transaction; the statement itself decides, so the last use is given once.</summary>
    internal static async Task<bool> TakeUseAsync(AppDbContext db, string code, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, code, cancellationToken) is not { } found)
        {
            return false;
        }

        var taken = await db.InviteCodes
            .Where(row => row.Code == found.Code
                && row.RevokedAt == null
                && (row.ExpiresAt == null || row.ExpiresAt > now)
                && (row.MaxUses == null || row.Uses < row.MaxUses))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Uses, row => row.Uses + 1), cancellationToken);
        return taken == 1;
    }

    // All codes are compared, each in constant time: how long it takes says nothing about how much of a guess was right.
    private static async Task<InviteCode?> FindAsync(AppDbContext db, string code, CancellationToken cancellationToken)
    {
        var wanted = Digest(InviteCode.Normalise(code));
        InviteCode? found = null;
        await foreach (var row in db.InviteCodes.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (CryptographicOperations.FixedTimeEquals(wanted, Digest(row.Code)))
            {
                found = row;
            }
        }

        return found;
    }

    private static byte[] Digest(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code));
}
