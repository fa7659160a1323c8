using System.Text.Json;
using System.Text.Json.Serialization;
using App.Core.Imports;
using App.Core.Portfolios;
using App.Data.Accounts;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
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
        builder.Property(portfolio => portfolio.AccountName).HasMaxLength(200);
        builder.Property(portfolio => portfolio.AccountKey).HasMaxLength(200);
        builder.Property(portfolio => portfolio.Version).HasDefaultValue(1);
        builder.Property(portfolio => portfolio.AccountType).HasConversion(new CodeConverter<AccountType>(Codes.AccountTypes)).HasMaxLength(20);
        builder.Property(portfolio => portfolio.Description).HasMaxLength(2000);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(portfolio => portfolio.OwnerId).OnDelete(DeleteBehavior.Cascade);
        builder.ComplexProperty(portfolio => portfolio.Source, source =>
        {
            source.Property(each => each!.Broker).HasMaxLength(50).HasColumnName("source_broker");
            source.Property(each => each!.Number).HasMaxLength(10).HasColumnName("source_number");
            source.Property(each => each!.Name).HasMaxLength(255).HasColumnName("source_name");
            source.Ignore(each => each!.IsNamed);
        });
        builder.HasIndex(portfolio => new { portfolio.OwnerId, portfolio.AccountKey })
            .IsUnique()
            .HasFilter("deleted_at IS NULL")
            .HasDatabaseName(OneActivePerAccountName);
    }
}

internal sealed class PositionMap : IEntityTypeConfiguration<Position>
{
    /// <summary>Decides which of two writes of the same position is the second.</summary>
    public const string OnePerLotKey = "ix_positions_portfolio_lot_key";

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

        // Read by its property: one that was never given a key has that of the first of its kind.
        builder.Property(position => position.LotKey).HasMaxLength(LotKeys.Longest).UsePropertyAccessMode(PropertyAccessMode.Property);
        builder.Property(position => position.Ordinal).UsePropertyAccessMode(PropertyAccessMode.Property);
        builder.Ignore(position => position.Option);
        builder.Ignore(position => position.Multiplier);
        builder.Ignore(position => position.PricedBy);
        builder.HasOne<Portfolio>().WithMany().HasForeignKey(position => position.PortfolioId).OnDelete(DeleteBehavior.Cascade);

        // Lists and runs read a portfolio's positions in file order.
        builder.HasIndex(position => new { position.PortfolioId, position.Ordinal });

        // The natural key of a position: which row a program means, and that there is no second one.
        builder.HasIndex(position => new { position.PortfolioId, position.LotKey }).IsUnique().HasDatabaseName(OnePerLotKey);
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
        builder.Property(import => import.Fingerprint).HasMaxLength(FileFingerprint.Longest);
        builder.Property(import => import.PositionsVersion).HasDefaultValue(1);
        builder.HasOne<Portfolio>().WithMany().HasForeignKey(import => import.PortfolioId).OnDelete(DeleteBehavior.Cascade);

        // The newest import of a portfolio.
        builder.HasIndex(import => new { import.PortfolioId, import.ImportedAt });
    }
}

internal sealed class ImportUndoMap : IEntityTypeConfiguration<ImportUndo>
{
    private static readonly JsonSerializerOptions Json = new() { IgnoreReadOnlyProperties = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public void Configure(EntityTypeBuilder<ImportUndo> builder)
    {
        builder.ToTable("import_undos");
        builder.HasKey(undo => undo.PortfolioId);
        builder.Property(undo => undo.PortfolioId).ValueGeneratedNever();
        builder.Property(undo => undo.Positions).HasConversion(
            positions => JsonSerializer.Serialize(positions, Json), text => JsonSerializer.Deserialize<List<Position>>(text, Json)!, ValueComparer.CreateDefault<IReadOnlyList<Position>>(favorStructuralComparisons: false));
        builder.Property(undo => undo.Valuations).HasConversion(
            valuations => JsonSerializer.Serialize(valuations, Json), text => JsonSerializer.Deserialize<List<PositionValuation>>(text, Json)!, ValueComparer.CreateDefault<IReadOnlyList<PositionValuation>>(favorStructuralComparisons: false));
        builder.HasOne<Portfolio>().WithOne().HasForeignKey<ImportUndo>(undo => undo.PortfolioId).OnDelete(DeleteBehavior.Cascade);
    }
}
