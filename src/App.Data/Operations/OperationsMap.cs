using App.Core.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Data.Operations;

internal sealed class RateBucketMap : IEntityTypeConfiguration<RateBucket>
{
    public void Configure(EntityTypeBuilder<RateBucket> builder)
    {
        builder.ToTable("rate_buckets");
        builder.HasKey(bucket => new { bucket.Policy, bucket.Subject, bucket.StartsAt });
        builder.Property(bucket => bucket.Policy).HasMaxLength(40);
        builder.Property(bucket => bucket.Subject).HasMaxLength(80);

        // What is older than every window, to be cleared away.
        builder.HasIndex(bucket => bucket.StartsAt);
    }
}

internal sealed class HourlyCountMap : IEntityTypeConfiguration<HourlyCount>
{
    public void Configure(EntityTypeBuilder<HourlyCount> builder)
    {
        builder.ToTable("hourly_counts");
        builder.HasKey(count => new { count.Name, count.Hour });
        builder.Property(count => count.Name).HasMaxLength(80);

        // What happened in a stretch of time; what is too old to be kept.
        builder.HasIndex(count => count.Hour);
    }
}

internal sealed class AlertRecordMap : IEntityTypeConfiguration<AlertRecord>
{
    public void Configure(EntityTypeBuilder<AlertRecord> builder)
    {
        builder.ToTable("alerts");
        builder.Property(alert => alert.Id).ValueGeneratedNever();
        builder.Property(alert => alert.Rule).HasMaxLength(40);
        builder.Property(alert => alert.Message).HasMaxLength(500);

        // One open alert of a rule, whichever node saw it.
        builder.HasIndex(alert => alert.Rule).IsUnique().HasFilter("resolved_at IS NULL").HasDatabaseName("ix_alerts_open");
        builder.HasIndex(alert => alert.RaisedAt);
    }
}

internal sealed class OutgoingMailMap : IEntityTypeConfiguration<OutgoingMail>
{
    public void Configure(EntityTypeBuilder<OutgoingMail> builder)
    {
        builder.ToTable("outgoing_mails");
        builder.Property(mail => mail.Id).ValueGeneratedNever();
        builder.Property(mail => mail.Kind).HasMaxLength(40);
        builder.Property(mail => mail.LastFault).HasMaxLength(500);

        // What is to be sent next.
        builder.HasIndex(mail => mail.NextTryAt).HasFilter("sent_at IS NULL AND failed_at IS NULL").HasDatabaseName("ix_outgoing_mails_waiting");
    }
}
