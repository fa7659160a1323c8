using System.Text.Json;
using System.Text.Json.Serialization;
using App.Core.Calculations;
using App.Core.Portfolios;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Data.Calculations;

internal sealed class RunMap : IEntityTypeConfiguration<CalculationRun>
{
    /// <summary>Keeps a portfolio to one run at a time.</summary>
    public const string OneActivePerPortfolio = "ix_calculation_runs_portfolio_active";

    /// <summary>Characters of an error message that are kept.</summary>
    public const int MaxErrorMessage = 2000;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Progress is immutable: another object is another progress.</summary>
    public static ValueComparer<RunProgress> ByReference { get; } = new((left, right) => ReferenceEquals(left, right), progress => progress.GetHashCode());

    public static string Write(RunProgress progress) => JsonSerializer.Serialize(progress, Json);

    public static RunProgress Read(string json) => JsonSerializer.Deserialize<RunProgress>(json, Json)!;

    public void Configure(EntityTypeBuilder<CalculationRun> builder)
    {
        builder.ToTable("calculation_runs");
        builder.HasKey(run => run.Id);
        builder.Property(run => run.Id).ValueGeneratedNever();
        builder.Property(run => run.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(run => run.Status).HasConversion<string>().HasMaxLength(30);
        builder.Property(run => run.Node).HasMaxLength(200);
        builder.Property(run => run.InputIdentity).HasMaxLength(64);
        builder.Property(run => run.ErrorCode).HasMaxLength(20);
        builder.Property(run => run.ErrorMessage).HasMaxLength(MaxErrorMessage);

        // One document, written by one statement that checks the fence: steps, warnings and log of a run never disagree.
        builder.Property(run => run.Progress)
            .HasConversion(progress => Write(progress), json => Read(json), ByReference);

        builder.HasOne<Portfolio>().WithMany().HasForeignKey(run => run.PortfolioId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(run => run.PortfolioId)
            .IsUnique()
            .HasFilter("status IN ('Pending', 'Running')")
            .HasDatabaseName(OneActivePerPortfolio);

        // The latest run of a portfolio.
        builder.HasIndex(run => new { run.PortfolioId, run.CreatedAt });

        // The nodes take runs of a session's calculation, those not begun first.
        builder.HasOne<EndOfDay>().WithMany().HasForeignKey(run => run.EndOfDayId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(run => new { run.EndOfDayId, run.Status, run.Attempt, run.Id });

        // The sweep looks for runs that are pending or have lost their node.
        builder.HasIndex(run => new { run.Status, run.HeartbeatAt });
    }
}
