using App.Core.Batches;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Data.Batches;

internal sealed class WebhookDeliveryMap : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.ToTable("webhook_deliveries");
        builder.Property(delivery => delivery.Id).ValueGeneratedNever();
        builder.Property(delivery => delivery.Url).HasMaxLength(WebhookUrlRules.Longest);
        builder.Property(delivery => delivery.Status).HasConversion(new CodeConverter<WebhookStatus>(WebhookCodes.Statuses)).HasMaxLength(20);
        builder.Property(delivery => delivery.ClaimedBy).HasMaxLength(200);
        builder.Property(delivery => delivery.LastError).HasMaxLength(WebhookAttempt.LongestError);
        builder.HasOne<Batch>().WithMany().HasForeignKey(delivery => delivery.BatchId).OnDelete(DeleteBehavior.Cascade);

        // One for a batch.
        builder.HasIndex(delivery => delivery.BatchId).IsUnique();

        // What is to be sent next.
        builder.HasIndex(delivery => delivery.NextAttemptAt).HasFilter("status = 'pending'").HasDatabaseName("ix_webhook_deliveries_waiting");
    }
}

internal sealed class WebhookAttemptMap : IEntityTypeConfiguration<WebhookAttempt>
{
    public void Configure(EntityTypeBuilder<WebhookAttempt> builder)
    {
        builder.ToTable("webhook_attempts");
        builder.HasKey(attempt => new { attempt.DeliveryId, attempt.Number });
        builder.Property(attempt => attempt.Error).HasMaxLength(WebhookAttempt.LongestError);
        builder.HasOne<WebhookDelivery>().WithMany().HasForeignKey(attempt => attempt.DeliveryId).OnDelete(DeleteBehavior.Cascade);
    }
}
