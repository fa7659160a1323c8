using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace App.Data.Providers;

/// <summary>Makes a context for scaffolding SQLite migrations; the database is never opened.</summary>
public sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteAppDbContext>
{
    /// <inheritdoc/>
    public SqliteAppDbContext CreateDbContext(string[] args)
    {
        SqliteNative.Initialize();
        var options = new DbContextOptionsBuilder<SqliteAppDbContext>();
        AppDataServices.UseSqlite(options, "Data Source=design.db");
        return new SqliteAppDbContext(options.Options);
    }
}

/// <summary>Makes a context for scaffolding PostgreSQL migrations; the database is never opened.</summary>
public sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresAppDbContext>
{
    /// <inheritdoc/>
    public PostgresAppDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PostgresAppDbContext>();
        AppDataServices.UsePostgres(options, "Host=design;Database=design");
        return new PostgresAppDbContext(options.Options);
    }
}
