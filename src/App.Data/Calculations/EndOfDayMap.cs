using App.Core.Calculations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Data.Calculations;

internal sealed class EndOfDayMap : IEntityTypeConfiguration<EndOfDay>
{
    public void Configure(EntityTypeBuilder<EndOfDay> builder)
    {
        builder.ToTable("end_of_days");
        builder.HasKey(day => day.Id);
        builder.Property(day => day.Id).ValueGeneratedNever();
        builder.Property(day => day.Status).HasConversion<string>().HasMaxLength(30);
        builder.Property(day => day.Node).HasMaxLength(200);
        builder.Property(day => day.ErrorCode).HasMaxLength(20);
        builder.Property(day => day.Progress).HasConversion(progress => RunMap.Write(progress), json => RunMap.Read(json), RunMap.ByReference);

        // Asked for twice, a session is calculated once.
        builder.HasIndex(day => day.Session).IsUnique().HasFilter("status IN ('Pending', 'Running')").HasDatabaseName("ix_end_of_days_session_active");

        // The list, newest first.
        builder.HasIndex(day => day.CreatedAt);
    }
}
