using System.Text.Json;
using System.Text.Json.Serialization;
using App.Core.Portfolios;
using App.Core.Risk;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Data.Risk;

internal sealed class RiskReportMap : IEntityTypeConfiguration<RiskReport>
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly ValueComparer<IReadOnlyList<RiskResult>> ByReference =
        new((left, right) => ReferenceEquals(left, right), results => results.GetHashCode());

    public void Configure(EntityTypeBuilder<RiskReport> builder)
    {
        builder.ToTable("risk_reports");
        builder.HasKey(report => new { report.PortfolioId, report.Session });

        builder.Property(report => report.InputIdentity).HasMaxLength(64);

        // One document: the figures of a session are computed, stored and read together.
        builder.Property(report => report.Results).HasConversion(results => Write(results), json => Read(json), ByReference);
        builder.Property(report => report.Summary).HasConversion(summary => JsonSerializer.Serialize(summary, Json), json => JsonSerializer.Deserialize<RiskSummary>(json, Json)!);
        builder.HasOne<Portfolio>().WithMany().HasForeignKey(report => report.PortfolioId).OnDelete(DeleteBehavior.Cascade);
    }

    private static string Write(IReadOnlyList<RiskResult> results) => JsonSerializer.Serialize(results, Json);

    private static IReadOnlyList<RiskResult> Read(string json) => JsonSerializer.Deserialize<IReadOnlyList<RiskResult>>(json, Json)!;
}
