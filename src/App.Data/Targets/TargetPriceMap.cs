using App.Core.Targets;
using App.Data.Accounts;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Data.Targets;

internal sealed class TargetPriceMap : IEntityTypeConfiguration<TargetPrice>
{
    public void Configure(EntityTypeBuilder<TargetPrice> builder)
    {
        builder.ToTable("target_prices");

        // One per owner, symbol and direction; an owner's list is read by its beginning.
        builder.HasKey(target => new { target.OwnerId, target.Symbol, target.Direction });
        builder.Property(target => target.Symbol).HasMaxLength(100);
        builder.Property(target => target.Direction).HasConversion(new CodeConverter<TargetDirection>(TargetCodes.Directions)).HasMaxLength(10);
        builder.Property(target => target.Note).HasMaxLength(TargetRules.LongestNote);
        builder.Ignore(target => target.Key);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(target => target.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }
}
