using App.Core.Portfolios;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Data.Portfolios;

internal sealed class CashEntryMap : IEntityTypeConfiguration<CashEntry>
{
    public void Configure(EntityTypeBuilder<CashEntry> builder)
    {
        builder.ToTable("cash_entries");
        builder.HasKey(entry => entry.Id);
        builder.Property(entry => entry.Id).ValueGeneratedNever();
        builder.Property(entry => entry.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(entry => entry.Note).HasMaxLength(200);
        builder.Ignore(entry => entry.IsExternal);
        builder.HasOne<Portfolio>().WithMany().HasForeignKey(entry => entry.PortfolioId).OnDelete(DeleteBehavior.Cascade);

        // Runs and lists read a portfolio's entries by day.
        builder.HasIndex(entry => new { entry.PortfolioId, entry.Date });
    }
}
