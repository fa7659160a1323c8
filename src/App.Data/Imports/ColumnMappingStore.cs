using System.Text.Json;
using System.Text.Json.Serialization;
using App.Core.Imports.Brokers;
using App.Core.Portfolios;
using App.Data.Portfolios;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Data.Imports;

/// <summary>The column mappings in the database.</summary>
internal sealed class ColumnMappingStore(Database database) : IColumnMappings
{
    public Task<ColumnMapping?> FindAsync(Guid ownerId, string headerKey, CancellationToken cancellationToken) =>
        database.RunAsync(
            (db, token) => db.ColumnMappings.AsNoTracking().OfOwner(db, ownerId)
                .Where(mapping => mapping.HeaderKey == headerKey)
                .OrderByDescending(mapping => mapping.SavedAt)
                .FirstOrDefaultAsync(token),
            cancellationToken);

    /// <summary>Puts a mapping in the place of an earlier one, within the caller's transaction.</summary>
    internal static async Task SaveAsync(AppDbContext db, ColumnMapping? mapping, CancellationToken cancellationToken)
    {
        if (mapping is not null)
        {
            await db.ColumnMappings.Where(row => row.PortfolioId == mapping.PortfolioId && row.HeaderKey == mapping.HeaderKey).ExecuteDeleteAsync(cancellationToken);
            db.Add(mapping);
        }
    }
}

internal sealed class ColumnMappingMap : IEntityTypeConfiguration<ColumnMapping>
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    public void Configure(EntityTypeBuilder<ColumnMapping> builder)
    {
        builder.ToTable("column_mappings");
        builder.HasKey(mapping => new { mapping.PortfolioId, mapping.HeaderKey });
        builder.Property(mapping => mapping.HeaderKey).HasMaxLength(64);

        // By name, so that a field that is added between others does not shift what was saved.
        builder.Property(mapping => mapping.Columns).HasMaxLength(2000).HasConversion(
            columns => JsonSerializer.Serialize(columns, Json),
            text => JsonSerializer.Deserialize<Dictionary<PositionField, int>>(text, Json)!,
            ValueComparer.CreateDefault<IReadOnlyDictionary<PositionField, int>>(favorStructuralComparisons: false));
        builder.HasOne<Portfolio>().WithMany().HasForeignKey(mapping => mapping.PortfolioId).OnDelete(DeleteBehavior.Cascade);

        // A table that comes again.
        builder.HasIndex(mapping => mapping.HeaderKey);
    }
}
