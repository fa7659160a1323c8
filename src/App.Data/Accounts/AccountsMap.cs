using App.Core.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Data.Accounts;

internal sealed class AppUserMap : IEntityTypeConfiguration<AppUser>
{
    public void Configure(EntityTypeBuilder<AppUser> builder)
    {
        builder.Property(user => user.FullName).HasMaxLength(200);

        // Sign-in and registration look a user up by address; Identity's own index on it is not unique.
        builder.HasIndex(user => user.NormalizedEmail).IsUnique().HasDatabaseName("EmailIndex");
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
