using System.Diagnostics;
using App.Data.Providers;
using App.Testing;
using E2E.Faults.Batches;
using Shouldly;
using Xunit;

[assembly: AssemblyFixture(typeof(BatchTemplates))]

namespace E2E.Faults.Batches;

/// <summary>Fifty portfolios of thirty sessions on each kind of database, seeded once for all fault tests.</summary>
public sealed class BatchTemplates : IAsyncDisposable
{
    private readonly Dictionary<DatabaseProvider, Lazy<Task<BatchTemplate>>> _templates = Enum.GetValues<DatabaseProvider>()
        .ToDictionary(provider => provider, provider => new Lazy<Task<BatchTemplate>>(() => BatchTemplate.CreateAsync(provider)));

    internal Task<BatchTemplate> OfAsync(DatabaseProvider provider) => _templates[provider].Value;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // What is on PostgreSQL ends with its server.
        if (_templates[DatabaseProvider.Sqlite] is { IsValueCreated: true } sqlite)
        {
            await (await sqlite.Value).DisposeAsync();
        }
    }
}

/// <summary>A database with the portfolios to be copied, and what an unbroken batch stores.</summary>
internal sealed class BatchTemplate : IAsyncDisposable
{
    public const int Portfolios = 50;
    public const int Sessions = 30;

    private readonly TestDatabase _seeded;
    private readonly TestDatabase _priced;

    private BatchTemplate(TestDatabase seeded, TestDatabase priced, StoredResults whole, TimeSpan duration) =>
        (_seeded, _priced, Whole, Duration) = (seeded, priced, whole, duration);

    /// <summary>What is stored after a batch that nothing has disturbed.</summary>
    public StoredResults Whole { get; }

    /// <summary>How long that took from the first sign in the database to the end of its process.</summary>
    public TimeSpan Duration { get; }

    public static async Task<BatchTemplate> CreateAsync(DatabaseProvider provider)
    {
        var token = CancellationToken.None;
        var seeded = await TestDatabase.CreateAsync(provider, token);
        await FaultBooks.SeedAsync(new CalculationEngine(seeded, new ManualTime(FaultBooks.Evening)), Portfolios, Sessions, token);
        var priced = await seeded.CopyAsync(token);
        await using var process = CommandProcess.EndOfDay(priced);
        (await process.IsUnderWayAsync(priced, token)).ShouldBeTrue();
        var began = Stopwatch.GetTimestamp();
        (await process.EndAsync(token)).ShouldBe(0, process.Output);
        var duration = Stopwatch.GetElapsedTime(began);
        var whole = await StoredResults.ReadAsync(priced, token);
        whole["portfolio_snapshots"].Count.ShouldBe(Portfolios * Sessions);
        whole["position_values"].Select(value => value["portfolio_id"]).Distinct().Count().ShouldBe(Portfolios);
        whole["calculation_runs"].Count.ShouldBe(Portfolios);
        whole["calculation_runs"].ShouldAllBe(run => run["status"] == "Completed");
        await priced.ForgetResultsAsync(keepsPrices: true, token);
        return new BatchTemplate(seeded, priced, whole, duration);
    }

    /// <summary>A database of its own in which nothing has been calculated yet.</summary>
    /// <param name="withPrices">True when the prices are stored already, so that a batch is at its portfolios sooner.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<TestDatabase> CopyAsync(bool withPrices, CancellationToken cancellationToken) => (withPrices ? _priced : _seeded).CopyAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _seeded.DisposeAsync();
        await _priced.DisposeAsync();
    }
}
