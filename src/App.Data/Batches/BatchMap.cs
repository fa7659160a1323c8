using App.Core.Batches;
using App.Data.Accounts;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Data.Batches;

internal sealed class BatchMap : IEntityTypeConfiguration<Batch>
{
    public void Configure(EntityTypeBuilder<Batch> builder)
    {
        builder.ToTable("batches");
        builder.HasKey(batch => batch.Id);
        builder.Property(batch => batch.Id).ValueGeneratedNever();
        builder.Property(batch => batch.OperationType).HasMaxLength(BatchRules.LongestType);
        builder.Property(batch => batch.ClientReference).HasMaxLength(BatchRules.LongestReference);
        builder.Property(batch => batch.WebhookUrl).HasMaxLength(WebhookUrlRules.Longest);
        builder.Property(batch => batch.CallIdentity).HasMaxLength(64);
        builder.Property(batch => batch.CorrelationId).HasMaxLength(64);
        builder.Property(batch => batch.Status).HasConversion(new CodeConverter<BatchStatus>(BatchCodes.Statuses)).HasMaxLength(20);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(batch => batch.OwnerId).OnDelete(DeleteBehavior.Cascade);

        // Its former batch may be removed before it.
        builder.HasOne<Batch>().WithMany().HasForeignKey(batch => batch.RetryOf).OnDelete(DeleteBehavior.SetNull);

        // A call that is begun again finds what it has stored.
        builder.HasIndex(batch => batch.CallIdentity).IsUnique();

        // The owner's newest.
        builder.HasIndex(batch => new { batch.OwnerId, batch.CreatedAt });

        // What is to be removed.
        builder.HasIndex(batch => batch.CompletedAt);
    }
}

internal sealed class BatchOperationMap : IEntityTypeConfiguration<BatchOperation>
{
    public void Configure(EntityTypeBuilder<BatchOperation> builder)
    {
        builder.ToTable("batch_operations");
        builder.HasKey(operation => new { operation.BatchId, operation.Index });
        builder.Property(operation => operation.Method).HasMaxLength(10);
        builder.Property(operation => operation.ResourceId).HasMaxLength(BatchRules.LongestResourceId);
        builder.Property(operation => operation.Status).HasConversion(new CodeConverter<OperationStatus>(BatchCodes.OperationStatuses)).HasMaxLength(20);
        builder.Property(operation => operation.ErrorCode).HasMaxLength(50);
        builder.Property(operation => operation.ErrorMessage).HasMaxLength(2_000);
        builder.Property(operation => operation.ErrorType).HasMaxLength(50);
        builder.HasOne<Batch>().WithMany().HasForeignKey(operation => operation.BatchId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class BatchTemplateMap : IEntityTypeConfiguration<BatchTemplate>
{
    public void Configure(EntityTypeBuilder<BatchTemplate> builder)
    {
        builder.ToTable("batch_templates");
        builder.HasKey(template => template.Id);
        builder.Property(template => template.Id).ValueGeneratedNever();
        builder.Property(template => template.Name).HasMaxLength(BatchTemplate.LongestName);

        // A letter may take several in its normal form.
        builder.Property(template => template.NameKey).HasMaxLength(4 * BatchTemplate.LongestName);
        builder.Property(template => template.OperationType).HasMaxLength(BatchRules.LongestType);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(template => template.OwnerId).OnDelete(DeleteBehavior.Cascade);

        // An owner's list; and one template a name.
        builder.HasIndex(template => new { template.OwnerId, template.NameKey }).IsUnique();
    }
}
