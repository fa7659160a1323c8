using App.Data.Providers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Providers;

/// <summary>A change of the model comes with a migration for each database; CONTRIBUTING.md says how they are made.</summary>
public sealed class PendingMigrationTests
{
    [Fact]
    public void Model_OnSqlite_HasNoChangeWithoutAMigration()
    {
        using var db = new SqliteDesignTimeFactory().CreateDbContext([]);

        db.Database.HasPendingModelChanges().ShouldBeFalse();
    }

    [Fact]
    public void Model_OnPostgres_HasNoChangeWithoutAMigration()
    {
        using var db = new PostgresDesignTimeFactory().CreateDbContext([]);

        db.Database.HasPendingModelChanges().ShouldBeFalse();
    }
}
