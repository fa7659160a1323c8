using App.Core.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Data.Accounts;

internal sealed class AppUserMap : IEntityTypeConfiguration<AppUser>
{
    // What our own stores alone change, by statements. The framework's managers write a whole row as they once read it: a password that is changed would give an account back the access that an operator took meanwhile.
    private static readonly string[] OurOwn =
    [
        nameof(AppUser.FullName), nameof(AppUser.LastSeenAt), nameof(AppUser.SuspendedAt), nameof(AppUser.VerifiedAt), nameof(AppUser.VerifiedBy), nameof(AppUser.IsPremium), nameof(AppUser.Locale),
        nameof(AppUser.Theme), nameof(AppUser.Amounts), nameof(AppUser.Version),
    ];

    public void Configure(EntityTypeBuilder<AppUser> builder)
    {
        builder.Property(user => user.FullName).HasMaxLength(200);
        builder.Property(user => user.InvitedWith).HasMaxLength(100);
        builder.Property(user => user.Locale).HasMaxLength(16);
        builder.Property(user => user.Theme).HasMaxLength(16);
        builder.Property(user => user.Amounts).HasMaxLength(16);
        builder.Property(user => user.Version).HasDefaultValue(1);
        builder.Ignore(user => user.Preferences);
        foreach (var property in OurOwn)
        {
            builder.Property(property).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
        }

        // Sign-in and registration look a user up by address; Identity's own index on it is not unique.
        builder.HasIndex(user => user.NormalizedEmail).IsUnique().HasDatabaseName("EmailIndex");

        // Operators' list of users, the newest first, and registrations over time.
        builder.HasIndex(user => user.CreatedAt);
    }
}

internal sealed class InviteCodeMap : IEntityTypeConfiguration<InviteCode>
{
    public void Configure(EntityTypeBuilder<InviteCode> builder)
    {
        builder.ToTable("invite_codes");
        builder.HasKey(code => code.Code);
        builder.Property(code => code.Code).HasMaxLength(100);
        builder.Property(code => code.Cohort).HasMaxLength(100);
    }
}

internal sealed class UserSessionMap : IEntityTypeConfiguration<UserSession>
{
    public void Configure(EntityTypeBuilder<UserSession> builder)
    {
        builder.ToTable("user_sessions");
        builder.Property(session => session.Id).ValueGeneratedNever();
        builder.Property(session => session.Address).HasMaxLength(45);
        builder.Property(session => session.UserAgent).HasMaxLength(UserSession.MaxUserAgent);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(session => session.UserId).OnDelete(DeleteBehavior.Cascade);

        // A user's sessions, the last used first; those that are over, to be cleared away.
        builder.HasIndex(session => new { session.UserId, session.LastSeenAt });
        builder.HasIndex(session => session.ExpiresAt);
    }
}

// No foreign keys: who looked at whose account is told after either is gone.
internal sealed class ImpersonationMap : IEntityTypeConfiguration<Impersonation>
{
    public void Configure(EntityTypeBuilder<Impersonation> builder)
    {
        builder.ToTable("impersonations");
        builder.Property(impersonation => impersonation.Id).ValueGeneratedNever();
        builder.Property(impersonation => impersonation.Reason).HasMaxLength(Impersonation.MaxReason);

        // Those of a user, the newest first; an operator's, of which one goes on at most; a session's.
        builder.HasIndex(impersonation => new { impersonation.TargetId, impersonation.StartedAt });
        builder.HasIndex(impersonation => new { impersonation.ImpersonatorId, impersonation.StartedAt });
        builder.HasIndex(impersonation => impersonation.SessionId);
    }
}

// Identity's own mapping of it depends on options that a context made for a migration does not see; said here it is the same everywhere.
internal sealed class PasskeyMap : IEntityTypeConfiguration<IdentityUserPasskey<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityUserPasskey<Guid>> builder)
    {
        builder.ToTable("user_passkeys");
        builder.HasKey(passkey => passkey.CredentialId);

        // The longest credential id: https://www.w3.org/TR/webauthn-3/#credential-id.
        builder.Property(passkey => passkey.CredentialId).HasMaxLength(1_023);
        builder.OwnsOne(passkey => passkey.Data).ToJson();
        builder.HasOne<AppUser>().WithMany().HasForeignKey(passkey => passkey.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
