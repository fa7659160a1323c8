using App.Core.Imports.Rules;
using App.Core.Models;
using App.Core.Portfolios;
using App.Data.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Data.Models;

internal sealed class ModelMap : IEntityTypeConfiguration<ModelRow>
{
    public void Configure(EntityTypeBuilder<ModelRow> builder)
    {
        builder.ToTable("models");
        builder.HasKey(model => model.Id);
        builder.Property(model => model.Id).ValueGeneratedNever();
        builder.Property(model => model.Name).HasMaxLength(ModelRules.LongestName);
        builder.Property(model => model.NameKey).HasMaxLength(ModelRules.LongestName);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(model => model.OwnerId).OnDelete(DeleteBehavior.Cascade);

        // An owner's list; and one model a name.
        builder.HasIndex(model => new { model.OwnerId, model.NameKey }).IsUnique();
    }
}

internal sealed class ModelPositionMap : IEntityTypeConfiguration<ModelPositionRow>
{
    public void Configure(EntityTypeBuilder<ModelPositionRow> builder)
    {
        builder.ToTable("model_positions");
        builder.HasKey(position => new { position.ModelId, position.Ordinal });
        builder.Property(position => position.Security).HasMaxLength(PositionLimits.SymbolLength);
        builder.HasOne<ModelRow>().WithMany().HasForeignKey(position => position.ModelId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(position => new { position.ModelId, position.Security }).IsUnique();
    }
}

internal sealed class ModelPortfolioMap : IEntityTypeConfiguration<ModelPortfolioRow>
{
    public void Configure(EntityTypeBuilder<ModelPortfolioRow> builder)
    {
        builder.ToTable("model_portfolios");
        builder.HasKey(row => new { row.ModelId, row.PortfolioId });
        builder.HasOne<ModelRow>().WithMany().HasForeignKey(row => row.ModelId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Portfolio>().WithMany().HasForeignKey(row => row.PortfolioId).OnDelete(DeleteBehavior.Cascade);
    }
}
