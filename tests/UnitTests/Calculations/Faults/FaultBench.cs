using App.Core.Calculations;
using App.Data.Providers;
using App.Testing;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace UnitTests.Calculations.Faults;

/// <summary>Seeded portfolios, what an unbroken calculation of them stores, and the means to begin again as often as a test likes.</summary>
internal sealed class FaultBench : IAsyncDisposable
{
    /// <summary>Snapshots of a chain.</summary>
    public const int Sessions = 4;

    // Where prices are fetched in each round as well there are more moments, and each round takes longer.
    private static readonly bool FetchesPrices = FaultCounts.IsSwitched;

    private readonly TestDatabase _database;

    private FaultBench(TestDatabase database, DatabaseMoments moments) => (_database, Moments) = (database, moments);

    /// <summary>The moments of the traffic with the database.</summary>
    public DatabaseMoments Moments { get; }

    /// <summary>The database.</summary>
    public TestDatabase Database => _database;

    /// <summary>The portfolios.</summary>
    public IReadOnlyList<(Guid Owner, Guid Portfolio)> Portfolios { get; private set; } = [];

    /// <summary>Portfolios with an option, a short, cash, a deposit and a position that is bought and sold in the few sessions of their chain.</summary>
    public static async Task<FaultBench> CreateAsync(DatabaseProvider provider, int portfolios, CancellationToken cancellationToken)
    {
        var moments = new DatabaseMoments();

        // The pauses of the retries take no time; the engines have clocks of their own.
        var pauses = new ManualTime(FaultBooks.Evening) { SkipsWaits = true };
        var bench = new FaultBench(await TestDatabase.CreateAsync(provider, cancellationToken, pauses, moments.Interceptors), moments);
        bench.Portfolios = await FaultBooks.SeedAsync(bench.Engine(), portfolios, Sessions, cancellationToken);
        return bench;
    }

    /// <summary>A node, its clock on the evening of the session. With one worker the traffic with the database is the same each time.</summary>
    public CalculationEngine Engine(TestDatabase? database = null, TimeSpan ahead = default) =>
        new(database ?? _database, new ManualTime(FaultBooks.Evening + ahead), new CalculationOptions { Workers = 1 });

    /// <summary>Calculates all portfolios, or the one there is by a run of its own.</summary>
    public Task CalculateAsync(CalculationEngine engine, bool isBatch, CancellationToken cancellationToken) =>
        isBatch ? engine.EndOfDayAsync(cancellationToken) : RunAsync(engine, cancellationToken);

    /// <summary>What is stored.</summary>
    public Task<StoredResults> ReadAsync(CancellationToken cancellationToken) => StoredResults.ReadAsync(_database, cancellationToken, FetchesPrices);

    /// <summary>What is stored, every column of it.</summary>
    public Task<StoredResults> ReadWholeAsync(CancellationToken cancellationToken) => StoredResults.ReadWholeAsync(_database, cancellationToken, FetchesPrices);

    /// <summary>Removes whatever calculations have stored; the prices only by the switch.</summary>
    public Task ResetAsync(CancellationToken cancellationToken) => _database.ForgetResultsAsync(!FetchesPrices, cancellationToken);

    /// <summary>What the provider throws when the connection is lost or the file is busy: to be tried again.</summary>
    public static Exception Passing(DatabaseProvider provider) => provider == DatabaseProvider.Sqlite
        ? new SqliteException("database is locked", 5)
        : new NpgsqlException("The connection was lost.", new IOException("Connection reset by peer"));

    /// <summary>What the provider throws when trying again is of no use.</summary>
    public static Exception Lasting(DatabaseProvider provider) => provider == DatabaseProvider.Sqlite
        ? new SqliteException("disk I/O error", 10)
        : new PostgresException("permission denied", "ERROR", "ERROR", PostgresErrorCodes.InsufficientPrivilege);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    // The run that is under way already is taken up, as the sweep would.
    private async Task RunAsync(CalculationEngine engine, CancellationToken cancellationToken)
    {
        var (owner, portfolio) = Portfolios[0];
        var asked = await engine.Start.HandleAsync(new CalculationRequest(owner, portfolio), cancellationToken);
        var run = asked.IsSuccess ? asked.Value.Id : (Guid)asked.Error.Details!["run_id"]!;
        await engine.Execute.HandleAsync(run, "node", cancellationToken);
    }
}
