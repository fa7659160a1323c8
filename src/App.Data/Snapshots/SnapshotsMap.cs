using App.Core.Portfolios;
using App.Core.Snapshots;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Data.Snapshots;

internal sealed class PortfolioSnapshotMap : IEntityTypeConfiguration<PortfolioSnapshot>
{
    public void Configure(EntityTypeBuilder<PortfolioSnapshot> builder)
    {
        builder.ToTable("portfolio_snapshots");

        // The key is the exactly-once: one row per portfolio and session, whoever inserts it.
        builder.HasKey(snapshot => new { snapshot.PortfolioId, snapshot.Session });
        builder.Property(snapshot => snapshot.PositionsVersion).HasDefaultValue(1).HasSentinel(0);
        builder.Property(snapshot => snapshot.InputIdentity).HasMaxLength(64);
        builder.HasOne<Portfolio>().WithMany().HasForeignKey(snapshot => snapshot.PortfolioId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PositionValueMap : IEntityTypeConfiguration<PositionValue>
{
    public void Configure(EntityTypeBuilder<PositionValue> builder)
    {
        builder.ToTable("position_values");
        builder.HasKey(value => value.PositionId);
        builder.Property(value => value.PositionId).ValueGeneratedNever();
        builder.Property(value => value.Source).HasConversion<string>().HasMaxLength(20);
        builder.Property(value => value.Note).HasMaxLength(500);
        builder.Property(value => value.SplitFactor).HasDefaultValue(1m).HasSentinel(0m);
        builder.HasOne<Position>().WithOne().HasForeignKey<PositionValue>(value => value.PositionId).OnDelete(DeleteBehavior.Cascade);

        // The command center reads, and a run replaces, all values of a portfolio.
        builder.HasIndex(value => value.PortfolioId);
    }
}
