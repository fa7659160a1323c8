using App.Core.Idempotency;
using App.Data.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Data.Idempotency;

internal sealed class IdempotentRequestMap : IEntityTypeConfiguration<IdempotentRequest>
{
    public void Configure(EntityTypeBuilder<IdempotentRequest> builder)
    {
        builder.ToTable("idempotent_requests");
        builder.HasKey(request => new { request.OwnerId, request.Route, request.Key });
        builder.Property(request => request.Route).HasMaxLength(IdempotencyKey.LongestRoute);
        builder.Property(request => request.Key).HasMaxLength(IdempotencyKey.Longest);
        builder.Property(request => request.Fingerprint).HasMaxLength(64);
        builder.Property(request => request.ContentType).HasMaxLength(200);
        builder.Property(request => request.Location).HasMaxLength(IdempotencyKey.LongestRoute);
        builder.Ignore(request => request.Reply);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(request => request.OwnerId).OnDelete(DeleteBehavior.Cascade);

        // What has expired.
        builder.HasIndex(request => request.ExpiresAt);
    }
}
