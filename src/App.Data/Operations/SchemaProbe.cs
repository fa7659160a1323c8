using App.Core.Operations;
using App.Data.Providers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace App.Data.Operations;

/// <summary>Compares the migrations that the database has with those of this program. Writes nothing, and makes no file.</summary>
internal sealed class SchemaProbe(Database database, DatabaseOptions options) : ISchemaProbe
{
    public Task<SchemaState> ReadAsync(CancellationToken cancellationToken) => database.RunAsync(
        async (db, token) =>
        {
            var known = db.Database.GetMigrations().ToList();
            var applied = await AppliedAsync(db, token).ConfigureAwait(false);
            return new SchemaState([.. known.Except(applied, StringComparer.Ordinal)], [.. applied.Except(known, StringComparer.Ordinal)]);
        },
        cancellationToken);

    private async Task<IReadOnlyList<string>> AppliedAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        // Opening a file that is not there makes it.
        if (options.Provider == DatabaseProvider.Sqlite && !File.Exists(new SqliteConnectionStringBuilder(options.ConnectionString).DataSource))
        {
            return [];
        }

        try
        {
            return [.. await db.Database.GetAppliedMigrationsAsync(cancellationToken).ConfigureAwait(false)];
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            return [];
        }
    }
}
