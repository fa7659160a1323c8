using App.Core.Accounts;
using App.Core.Operations;
using App.Data.Providers;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Accounts;

/// <summary>The users in the database.</summary>
internal sealed class UserDirectory(Database database, IPasswordHasher<AppUser> hasher, ILookupNormalizer normalizer, IActivityCounter activity) : IUserDirectory
{
    public Task<bool> EmailTakenAsync(string email, CancellationToken cancellationToken)
    {
        var normalized = normalizer.NormalizeEmail(email.Trim());
        return database.RunAsync((db, token) => db.Users.AnyAsync(user => user.NormalizedEmail == normalized, token), cancellationToken);
    }

    public async Task<UserAddition> AddAsync(NewUser user, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var row = ToRow(user, now);
        try
        {
            var added = await database.WriteAsync(
                async (db, token) =>
                {
                    if (!await InviteCodeStore.TakeUseAsync(db, user.InviteCode, now, token))
                    {
                        return UserAddition.InviteNotUsable;
                    }

                    db.Users.Add(row);
                    await db.SaveChangesAsync(token);
                    await database.AuditAsync(db, new(AuditAction.Registered, user.Id, null), token);
                    return UserAddition.Added;
                },
                cancellationToken);
            if (added == UserAddition.Added)
            {
                activity.Count(ActivityNames.Registrations);
            }

            return added;
        }
        catch (DbUpdateException exception) when (Database.IsUniqueViolation(exception))
        {
            return UserAddition.EmailTaken;
        }
    }

    private AppUser ToRow(NewUser user, DateTimeOffset now)
    {
        var row = new AppUser
        {
            Id = user.Id,
            FullName = user.FullName,
            CreatedAt = now,
            InvitedWith = InviteCode.Normalise(user.InviteCode),
            Email = user.Email,
            NormalizedEmail = normalizer.NormalizeEmail(user.Email),
            UserName = user.Email,
            NormalizedUserName = normalizer.NormalizeName(user.Email),
            LockoutEnabled = true,

            // Opaque to everyone: a value that changes when the credentials do.
            SecurityStamp = Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(20)),
        };
        row.PasswordHash = hasher.HashPassword(row, user.Password);
        return row;
    }
}
