using App.Core.Portfolios;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Data.Portfolios;

internal sealed class ValuationMap : IEntityTypeConfiguration<PositionValuation>
{
    public void Configure(EntityTypeBuilder<PositionValuation> builder)
    {
        builder.ToTable("position_valuations");
        builder.HasKey(valuation => valuation.Id);
        builder.Property(valuation => valuation.Id).ValueGeneratedNever();
        builder.HasOne<Position>().WithMany().HasForeignKey(valuation => valuation.PositionId).OnDelete(DeleteBehavior.Cascade);

        // One value a day; runs and lists read a position's values by day.
        builder.HasIndex(valuation => new { valuation.PositionId, valuation.Date }).IsUnique();
    }
}
