using App.Core.Market;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Data.Market;

internal sealed class SecurityMap : IEntityTypeConfiguration<Security>
{
    public void Configure(EntityTypeBuilder<Security> builder)
    {
        builder.ToTable("securities");
        builder.HasKey(security => security.Symbol);
        builder.Property(security => security.Symbol).HasMaxLength(100);
        builder.Property(security => security.Name).HasMaxLength(300);
        builder.Property(security => security.Sector).HasMaxLength(100);
        builder.Property(security => security.Kind).HasMaxLength(20);
        builder.Property(security => security.Currency).HasMaxLength(3);
        builder.Property(security => security.Source).HasMaxLength(40);
        builder.Property(security => security.Missing).HasMaxLength(500);
    }
}

internal sealed class PriceBarMap : IEntityTypeConfiguration<PriceBar>
{
    public void Configure(EntityTypeBuilder<PriceBar> builder)
    {
        builder.ToTable("price_bars");

        // Runs load a symbol's bars over a range of days: the key is that index, and keeps a day from being stored twice.
        builder.HasKey(bar => new { bar.Symbol, bar.Date });
        builder.Property(bar => bar.Symbol).HasMaxLength(100);
    }
}
