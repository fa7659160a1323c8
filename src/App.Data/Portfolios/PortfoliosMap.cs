using App.Core.Imports;
using App.Core.Portfolios;
using App.Data.Accounts;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Data.Portfolios;

internal sealed class PortfolioMap : IEntityTypeConfiguration<Portfolio>
{
    /// <summary>Decides ERR_PORT_001, also between two requests at once.</summary>
    public const string OneActivePerAccountName = "ix_portfolios_owner_account_active";

    public void Configure(EntityTypeBuilder<Portfolio> builder)
    {
        builder.ToTable("portfolios");
        builder.HasKey(portfolio => portfolio.Id);
        builder.Property(portfolio => portfolio.Id).ValueGeneratedNever();
        builder.Property(portfolio => portfolio.Name).HasMaxLength(255);
        builder.Property(portfolio => portfolio.AccountName).HasMaxLength(100);
        builder.Property(portfolio => portfolio.AccountKey).HasMaxLength(100);
        builder.Property(portfolio => portfolio.AccountType).HasConversion(new CodeConverter<AccountType>(Codes.AccountTypes)).HasMaxLength(20);
        builder.Property(portfolio => portfolio.Description).HasMaxLength(2000);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(portfolio => portfolio.OwnerId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(portfolio => new { portfolio.OwnerId, portfolio.AccountKey })
            .IsUnique()
            .HasFilter("deleted_at IS NULL")
            .HasDatabaseName(OneActivePerAccountName);
    }
}

internal sealed class PositionMap : IEntityTypeConfiguration<Position>
{
    public void Configure(EntityTypeBuilder<Position> builder)
    {
        builder.ToTable("positions");
        builder.HasKey(position => position.Id);
        builder.Property(position => position.Id).ValueGeneratedNever();
        builder.Property(position => position.Symbol).HasMaxLength(100);
        builder.Property(position => position.UnderlyingSymbol).HasMaxLength(100);
        builder.Property(position => position.Class).HasConversion(new CodeConverter<InvestmentClass>(Codes.InvestmentClasses)).HasMaxLength(20);
        builder.Property(position => position.Subtype).HasConversion(new CodeConverter<InvestmentSubtype>(Codes.InvestmentSubtypes)).HasMaxLength(20);
        builder.Property(position => position.Type).HasConversion(new CodeConverter<PositionType>(Codes.PositionTypes)).HasMaxLength(10);
        builder.Property(position => position.OptionType).HasConversion(new CodeConverter<OptionType>(Codes.OptionTypes)).HasMaxLength(10);
        builder.Ignore(position => position.Option);
        builder.Ignore(position => position.Multiplier);
        builder.Ignore(position => position.PricedBy);
        builder.HasOne<Portfolio>().WithMany().HasForeignKey(position => position.PortfolioId).OnDelete(DeleteBehavior.Cascade);

        // Lists and runs read a portfolio's positions in file order.
        builder.HasIndex(position => new { position.PortfolioId, position.Ordinal });
    }
}

internal sealed class ImportRecordMap : IEntityTypeConfiguration<ImportRecord>
{
    public void Configure(EntityTypeBuilder<ImportRecord> builder)
    {
        builder.ToTable("imports");
        builder.HasKey(import => import.Id);
        builder.Property(import => import.Id).ValueGeneratedNever();
        builder.Property(import => import.FileName).HasMaxLength(255);
        builder.HasOne<Portfolio>().WithMany().HasForeignKey(import => import.PortfolioId).OnDelete(DeleteBehavior.Cascade);

        // The newest import of a portfolio.
        builder.HasIndex(import => new { import.PortfolioId, import.ImportedAt });
    }
}
