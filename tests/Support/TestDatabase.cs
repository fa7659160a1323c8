using App.Core.Operations;
using App.Data;
using App.Data.Accounts;
using App.Data.Providers;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace App.Testing;

/// <summary>A migrated database of its own with the product's services over it: a SQLite file in a temporary folder, or a database of the <see cref="SharedPostgres"/>.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Lazy<Task<byte[]>> MigratedFile = new(MigrateFileAsync);

    private readonly ServiceProvider _services;
    private readonly bool _isGuest;

    private TestDatabase(DatabaseOptions options, ServiceProvider services, bool isGuest = false) => (Options, _services, _isGuest) = (options, services, isGuest);

    /// <summary>Where it is.</summary>
    public DatabaseOptions Options { get; }

    /// <summary>Makes one.</summary>
    /// <param name="provider">The kind of database.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="time">The clock of the stores and of the retries; the real one when null.</param>
    /// <param name="interceptors">What stands between the product and the database, for tests that inject faults.</param>
    public static async Task<TestDatabase> CreateAsync(
        DatabaseProvider provider, CancellationToken cancellationToken, TimeProvider? time = null, params IInterceptor[] interceptors)
    {
        var connectionString = provider == DatabaseProvider.Postgres
            ? await SharedPostgres.CreateDatabaseAsync(cancellationToken)
            : await CreateFileAsync(cancellationToken);
        var options = new DatabaseOptions(provider, connectionString);
        return new TestDatabase(options, ServicesFor(options, time ?? TimeProvider.System, interceptors));
    }

    /// <summary>A database that somebody else makes and removes, migrated.</summary>
    public static async Task<TestDatabase> OverAsync(DatabaseOptions options, CancellationToken cancellationToken)
    {
        var services = ServicesFor(options, TimeProvider.System);
        await MigrateAsync(services, cancellationToken);
        return new TestDatabase(options, services, isGuest: true);
    }

    /// <summary>A database of its own with the same rows. Nobody else may be connected to this one meanwhile.</summary>
    public async Task<TestDatabase> CopyAsync(CancellationToken cancellationToken, TimeProvider? time = null, params IInterceptor[] interceptors)
    {
        var connectionString = Options.Provider == DatabaseProvider.Postgres
            ? await SharedPostgres.CopyDatabaseAsync(Options.ConnectionString, cancellationToken)
            : await CopyFileAsync(CloseFile(_services), cancellationToken);
        var options = Options with { ConnectionString = connectionString };
        return new TestDatabase(options, ServicesFor(options, time ?? TimeProvider.System, interceptors));
    }

    /// <summary>The same database as another process sees it: with stores, connections and a clock of its own. To be disposed first.</summary>
    public TestDatabase Again(TimeProvider? time = null, params IInterceptor[] interceptors) =>
        new(Options, ServicesFor(Options, time ?? TimeProvider.System, interceptors), isGuest: true);

    /// <summary>A service of the product.</summary>
    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A context, to look at rows behind the stores' backs.</summary>
    public AppDbContext NewContext() => Get<IDbContextFactory<AppDbContext>>().CreateDbContext();

    /// <summary>Stores a user that owns nothing yet.</summary>
    /// <returns>The user's id.</returns>
    public async Task<Guid> AddUserAsync(CancellationToken cancellationToken)
    {
        await using var db = NewContext();
        return await AddUserAsync(db, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_isGuest)
        {
            await _services.DisposeAsync();
            return;
        }

        if (Options.Provider == DatabaseProvider.Postgres)
        {
            await SharedPostgres.DropDatabaseAsync(Options.ConnectionString);
        }
        else
        {
            var file = CloseFile(_services);
            await DeleteAsync(Path.GetDirectoryName(file)!);
        }

        await _services.DisposeAsync();
    }

    internal static async Task<Guid> AddUserAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var id = TestIds.Next();
        var email = $"{id}@example.org";
        db.Users.Add(new AppUser
        {
            Id = id,
            FullName = "A User",
            CreatedAt = TestTimes.Now,
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
        });
        await db.SaveChangesAsync(cancellationToken);
        return id;
    }

    internal static ServiceProvider ServicesFor(DatabaseOptions options, TimeProvider time, params IInterceptor[] interceptors)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(time)
            .AddSingleton<IIdGenerator, TimeOrderedIds>()
            .AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>()
            .AddSingleton<IPasswordHasher<AppUser>, PasswordHasher<AppUser>>()
            .Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = 1_000)
            .AddAppData(options);
        services.ConfigureDbContext<SqliteAppDbContext>(context => context.AddInterceptors(interceptors));
        services.ConfigureDbContext<PostgresAppDbContext>(context => context.AddInterceptors(interceptors));
        return services.BuildServiceProvider(validateScopes: true);
    }

    internal static Task MigrateAsync(ServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<SchemaMigrator>().MigrateAsync(cancellationToken);

    internal static string ConnectionStringOf(string folder) => $"Data Source={Path.Combine(folder, "ballast.db")}";

    private static async Task<string> CreateFileAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("ballast-").FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "ballast.db"), await MigratedFile.Value, cancellationToken);
        return ConnectionStringOf(folder);
    }

    private static async Task<string> CopyFileAsync(string file, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("ballast-").FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "ballast.db"), await File.ReadAllBytesAsync(file, cancellationToken), cancellationToken);
        return ConnectionStringOf(folder);
    }

    // Migrated once a process; each database is a copy, as on PostgreSQL.
    private static async Task<byte[]> MigrateFileAsync()
    {
        var folder = Directory.CreateTempSubdirectory("ballast-").FullName;
        var connectionString = ConnectionStringOf(folder);
        await using (var services = ServicesFor(new DatabaseOptions(DatabaseProvider.Sqlite, connectionString), TimeProvider.System))
        {
            await MigrateAsync(services, CancellationToken.None);
            CloseFile(services);
        }

        var file = await File.ReadAllBytesAsync(Path.Combine(folder, "ballast.db"));
        Directory.Delete(folder, recursive: true);
        return file;
    }

    // The last connection to close moves the write-ahead log into the file. The pool goes by the connection string that the product has completed.
    private static string CloseFile(ServiceProvider services)
    {
        using var db = services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContext();
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        SqliteConnection.ClearPool(connection);
        return connection.DataSource;
    }

    // What a page of a test still reads in the background makes the file's log once more.
    private static async Task DeleteAsync(string folder)
    {
        for (var left = 20; ; left--)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (IOException) when (left > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
            }
        }
    }
}
