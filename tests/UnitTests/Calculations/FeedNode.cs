using App.Data.Calculations;
using App.Data.Providers;
using App.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace UnitTests.Calculations;

/// <summary>The feed of one node, at work until it is disposed.</summary>
internal sealed class FeedNode(DatabaseOptions options, Database database) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _work = Task.CompletedTask;

    public PostgresRunFeed Feed { get; } = new(options, database, TestIds.Next(), TimeProvider.System, NullLogger<PostgresRunFeed>.Instance);

    public void Start() => _work = Task.Run(() => Feed.RunAsync(_stopping.Token), CancellationToken.None);

    /// <summary>Waits until so many nodes listen, and no more.</summary>
    public static async Task UntilListeningAsync(DatabaseOptions options, int nodes, CancellationToken cancellationToken)
    {
        while ((await ExecuteAsync(options, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN ballast_runs'", cancellationToken)) != nodes)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Executes a statement; returns its first number, or null.</summary>
    public static async Task<long?> ExecuteAsync(DatabaseOptions options, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(options.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own statements.
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _work.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        _stopping.Dispose();
    }
}
