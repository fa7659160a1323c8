using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Data.Operations;

/// <summary>A data-protection key. In the database, so that sign-ins outlive a restart and hold on every node.</summary>
public sealed class DataProtectionKeyRow
{
    /// <summary>Order of creation.</summary>
    public int Id { get; init; }

    /// <summary>The key's own name.</summary>
    public required string FriendlyName { get; init; }

    /// <summary>The key as the framework writes it.</summary>
    public required string Xml { get; init; }
}

internal sealed class DataProtectionKeyMap : IEntityTypeConfiguration<DataProtectionKeyRow>
{
    public void Configure(EntityTypeBuilder<DataProtectionKeyRow> builder)
    {
        builder.ToTable("data_protection_keys");
        builder.Property(key => key.FriendlyName).HasMaxLength(200);
    }
}
