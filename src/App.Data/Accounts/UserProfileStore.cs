using App.Core.Accounts;
using App.Core.Operations;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Accounts;

/// <summary>What users say of themselves, in the database.</summary>
internal sealed class UserProfileStore(Database database) : IUserProfiles
{
    public Task<(AccountChangeOutcome Outcome, StoredProfile? Stored)> ChangeAsync(
        Func<StoredProfile, StoredProfile> change, int? version, Guid? operatorId, Guid userId, CancellationToken cancellationToken) =>
        database.WriteAsync<(AccountChangeOutcome, StoredProfile?)>(
            async (db, token) =>
            {
                if (operatorId is { } by)
                {
                    await db.LockOperatorsAsync(token);
                    if (!await db.IsOperatorAsync(by, token))
                    {
                        return (AccountChangeOutcome.NotAnOperator, null);
                    }
                }

                if (await db.HoldUserAsync(userId, token) is not { } user)
                {
                    return (AccountChangeOutcome.NoSuchUser, null);
                }

                var before = new StoredProfile(user.Id, user.FullName, user.Preferences, user.Version);
                if (version is { } wanted && wanted != user.Version)
                {
                    return (AccountChangeOutcome.VersionChanged, before);
                }

                var after = change(before);
                return (AccountChangeOutcome.Done, after == before ? before : await StoreAsync(db, before, after with { Version = before.Version + 1 }, token));
            },
            cancellationToken);

    private async Task<StoredProfile> StoreAsync(AppDbContext db, StoredProfile before, StoredProfile after, CancellationToken token)
    {
        await db.Users.Where(user => user.Id == before.UserId).ExecuteUpdateAsync(
            set => set.SetProperty(user => user.FullName, after.FullName).SetProperty(user => user.Locale, after.Preferences.Locale).SetProperty(user => user.Theme, after.Preferences.Theme)
                .SetProperty(user => user.Amounts, after.Preferences.Amounts).SetProperty(user => user.Version, after.Version),
            token);
        if (after.FullName != before.FullName)
        {
            // The trail outlives the account, so that it has no names in it.
            await database.AuditAsync(db, new AuditEvent(AuditAction.NameChanged, before.UserId, null), token);
        }

        if (DetailsOf(before.Preferences, after.Preferences) is { Count: > 0 } details)
        {
            await database.AuditAsync(db, new AuditEvent(AuditAction.PreferencesChanged, before.UserId, null, details), token);
        }

        return after;
    }

    private static Dictionary<string, object?> DetailsOf(UserPreferences before, UserPreferences after)
    {
        Dictionary<string, object?> details = [];
        foreach (var (field, old, now) in new[] { ("locale", before.Locale, after.Locale), ("theme", before.Theme, after.Theme), ("amounts", before.Amounts, after.Amounts) })
        {
            if (old != now)
            {
                (details[$"old_{field}"], details[$"new_{field}"]) = (old, now);
            }
        }

        return details;
    }
}
