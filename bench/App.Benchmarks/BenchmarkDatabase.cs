using App.Data;
using App.Data.Accounts;
using App.Data.Providers;
using App.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace App.Benchmarks;

/// <summary>The databases that are measured: a SQLite file and a PostgreSQL server of their own, both as durable as in use.</summary>
internal static class BenchmarkDatabase
{
    /// <summary>Measures both, or the one named first: sqlite, postgres.</summary>
    /// <returns>True when every bound held.</returns>
    public static async Task<bool> OnEachAsync(string[] args, Func<DatabaseOptions, Task<bool>> measure)
    {
        var held = true;
        if (args is [] or ["sqlite", ..])
        {
            var folder = Directory.CreateTempSubdirectory("ballast-bench-").FullName;
            held &= await measure(new DatabaseOptions(DatabaseProvider.Sqlite, $"Data Source={Path.Combine(folder, "ballast.db")}"));
            Directory.Delete(folder, recursive: true);
        }

        if (args is [] or ["postgres", ..])
        {
            await using var server = await PostgresServer.StartAsync(new PostgresServerOptions { Durable = true });
            held &= await measure(new DatabaseOptions(DatabaseProvider.Postgres, await server.CreateDatabaseAsync()));
        }

        return held;
    }

    /// <summary>The product's stores over an up-to-date database.</summary>
    public static async Task<ServiceProvider> ServicesAsync(DatabaseOptions options, TimeProvider? clock = null)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(clock ?? TimeProvider.System)
            .AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>()
            .AddSingleton<IPasswordHasher<AppUser>, PasswordHasher<AppUser>>()
            .AddAppData(options)
            .BuildServiceProvider();
        await services.GetRequiredService<SchemaMigrator>().MigrateAsync(CancellationToken.None);
        return services;
    }

    /// <summary>Stores a user and returns his id.</summary>
    public static async Task<Guid> AddOwnerAsync(ServiceProvider services, Guid id)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        db.Users.Add(new AppUser { Id = id, UserName = $"{id}@bench.example", FullName = "Benchmark", CreatedAt = TimeProvider.System.GetUtcNow() });
        await db.SaveChangesAsync();
        return id;
    }
}
