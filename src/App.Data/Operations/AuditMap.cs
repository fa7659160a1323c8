using App.Core.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Data.Operations;

/// <summary>The end of the audit trail. One row, which every entry is written under: whoever writes one waits here for who was first.</summary>
public sealed class AuditHeadRow
{
    /// <summary>The id of the one row.</summary>
    public const int Only = 1;

    /// <summary>Always <see cref="Only"/>.</summary>
    public int Id { get; init; } = Only;

    /// <summary>The last entry's place.</summary>
    public long Sequence { get; set; }

    /// <summary>The last entry's hash.</summary>
    public string Hash { get; set; } = AuditEntry.Genesis;
}

internal sealed class AuditHeadMap : IEntityTypeConfiguration<AuditHeadRow>
{
    public void Configure(EntityTypeBuilder<AuditHeadRow> builder)
    {
        builder.ToTable("audit_head");
        builder.Property(head => head.Id).ValueGeneratedNever();
        builder.Property(head => head.Hash).HasMaxLength(AuditEntry.Genesis.Length);
        builder.HasData(new AuditHeadRow());
    }
}

// That entries are never changed or removed is said by triggers, in the migrations.
internal sealed class AuditEntryMap : IEntityTypeConfiguration<AuditEntry>
{
    public const int MostDetails = 4_000;

    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entries");
        builder.HasKey(entry => entry.Sequence);
        builder.Property(entry => entry.Sequence).ValueGeneratedNever();
        builder.Property(entry => entry.Action).HasMaxLength(60);
        builder.Property(entry => entry.CorrelationId).HasMaxLength(64);
        builder.Property(entry => entry.Details).HasMaxLength(MostDetails);
        builder.Property(entry => entry.PreviousHash).HasMaxLength(AuditEntry.Genesis.Length);
        builder.Property(entry => entry.Hash).HasMaxLength(AuditEntry.Genesis.Length);

        // A user's own page of what was done to the account; the trail of a person or of a kind.
        builder.HasIndex(entry => new { entry.OwnerId, entry.Sequence });
        builder.HasIndex(entry => new { entry.ActorId, entry.Sequence });
        builder.HasIndex(entry => new { entry.Action, entry.Sequence });
    }
}
