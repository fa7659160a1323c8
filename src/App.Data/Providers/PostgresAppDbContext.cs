using Microsoft.EntityFrameworkCore;

namespace App.Data.Providers;

/// <summary>The model on PostgreSQL.</summary>
public sealed class PostgresAppDbContext(DbContextOptions<PostgresAppDbContext> options) : AppDbContext(options)
{
    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);

        // Unbounded numeric: what passes validation comes back as it was.
        configurationBuilder.Properties<decimal>().HaveColumnType("numeric");
    }
}
