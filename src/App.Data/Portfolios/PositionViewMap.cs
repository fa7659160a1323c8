using App.Core.Portfolios;
using App.Data.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Data.Portfolios;

internal sealed class PositionViewMap : IEntityTypeConfiguration<PositionView>
{
    public void Configure(EntityTypeBuilder<PositionView> builder)
    {
        builder.ToTable("position_views");
        builder.HasKey(view => view.Id);
        builder.Property(view => view.Id).ValueGeneratedNever();
        builder.Property(view => view.Name).HasMaxLength(PositionView.LongestName);
        builder.Property(view => view.NameKey).HasMaxLength(PositionView.LongestName);
        builder.Property(view => view.Query).HasMaxLength(PositionView.LongestQuery);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(view => view.OwnerId).OnDelete(DeleteBehavior.Cascade);

        // An owner's list; and one view a name.
        builder.HasIndex(view => new { view.OwnerId, view.NameKey }).IsUnique();
    }
}
