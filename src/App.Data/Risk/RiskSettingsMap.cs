using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Data.Risk;

internal sealed class RiskSettingsMap : IEntityTypeConfiguration<RiskSettingsRow>
{
    public void Configure(EntityTypeBuilder<RiskSettingsRow> builder)
    {
        builder.ToTable("risk_settings");
        builder.HasKey(row => row.Version);
        builder.Property(row => row.Version).ValueGeneratedNever();
        builder.Property(row => row.Note).HasMaxLength(500);
    }
}
