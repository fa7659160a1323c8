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
        builder.Property(security => security.Industry).HasMaxLength(100);
        builder.Property(security => security.Exchange).HasMaxLength(100);
        builder.Property(security => security.Kind).HasMaxLength(20);
        builder.Property(security => security.Currency).HasMaxLength(3);
        builder.Property(security => security.Stated).HasMaxLength(100);
        builder.Property(security => security.Source).HasMaxLength(40);
        builder.Property(security => security.Missing).HasMaxLength(500);
        builder.Property(security => security.AnsweredBy).HasMaxLength(200);
        builder.Property(security => security.FiguresSource).HasMaxLength(40);
        builder.Property(security => security.FetchHolder).HasMaxLength(40);
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

internal sealed class StoredActionMap : IEntityTypeConfiguration<StoredAction>
{
    public void Configure(EntityTypeBuilder<StoredAction> builder)
    {
        builder.ToTable("corporate_actions");

        // Loaded as the bars are, by symbol and days.
        builder.HasKey(action => new { action.Symbol, action.ExDate, action.Kind });
        builder.Property(action => action.Symbol).HasMaxLength(100);
        builder.Property(action => action.Kind).HasConversion<string>().HasMaxLength(20);
    }
}

internal sealed class FundamentalsMap : IEntityTypeConfiguration<Fundamentals>
{
    public void Configure(EntityTypeBuilder<Fundamentals> builder)
    {
        builder.ToTable("fundamentals");
        builder.HasKey(row => row.Symbol);
        builder.Property(row => row.Symbol).HasMaxLength(100);
    }
}
