using System.Globalization;
using App.Core.Accounts;
using App.Data.Providers;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Accounts;

/// <summary>The last step of each authenticator app that was used, among the user's tokens.</summary>
internal sealed class UsedCodes(Database database) : IUsedCodes
{
    private const string Provider = "[Ballast]";
    private const string Name = "LastAuthenticatorStep";

    public async Task<bool> TakeAsync(Guid userId, long step, CancellationToken cancellationToken)
    {
        // With leading zeros, so that texts compare as the numbers do.
        var value = step.ToString("D12", CultureInfo.InvariantCulture);
        try
        {
            return await database.RunAsync(
                async (db, token) =>
                {
                    var rows = db.UserTokens.Where(row => row.UserId == userId && row.LoginProvider == Provider && row.Name == Name);

                    // The statement itself decides: of several who bring the same code, one is let in. It is the database that compares.
#pragma warning disable CA1309
                    if (await rows.Where(row => string.Compare(row.Value, value) < 0).ExecuteUpdateAsync(set => set.SetProperty(row => row.Value, value), token) == 1)
#pragma warning restore CA1309
                    {
                        return true;
                    }

                    if (await rows.AnyAsync(token))
                    {
                        return false;
                    }

                    db.UserTokens.Add(new IdentityUserToken<Guid> { UserId = userId, LoginProvider = Provider, Name = Name, Value = value });
                    await db.SaveChangesAsync(token);
                    return true;
                },
                cancellationToken);
        }
        catch (DbUpdateException exception) when (Database.IsUniqueViolation(exception))
        {
            // Somebody else was first to use the first.
            return false;
        }
    }
}
