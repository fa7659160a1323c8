using Microsoft.Extensions.Logging;
using Npgsql;
using Polly;

namespace App.Data.Calculations;

/// <summary>Tells the other nodes which runs have changed, over a connection of its own: no run waits for it.</summary>
/// <remarks>
/// What changes while a notice is on its way, or while the database does not answer, is told once afterwards. A first change is told at once, those that
/// follow it every <see cref="Pace"/>, and the last one always.
/// </remarks>
internal sealed class RunNoticeSender(string connectionString, Guid sender, RunSignals changed, TimeProvider time, ILogger log) : IAsyncDisposable
{
    /// <summary>The shortest time between two notices.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private readonly ResiliencePipeline _retries = RunFeedConnection.Retries(time, log, "The other nodes cannot be told how runs get on");
    private NpgsqlConnection? _connection;

    /// <summary>Sends until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (true)
        {
            var runs = await changed.TakeAsync(stopping);
            await _retries.ExecuteAsync(async token => await SendAsync(runs, token), stopping);
            await Task.Delay(Pace, time, stopping);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task SendAsync(IReadOnlyCollection<Guid> runs, CancellationToken cancellationToken)
    {
        try
        {
            _connection ??= await RunFeedConnection.OpenAsync(connectionString, cancellationToken);
            await using var command = new NpgsqlCommand("SELECT pg_notify($1, payload) FROM unnest($2) AS payload", _connection)
            {
                Parameters =
                {
                    new NpgsqlParameter<string> { TypedValue = RunNotice.Channel },
                    new NpgsqlParameter<string[]> { TypedValue = [.. runs.Select(run => new RunNotice(run, sender).ToPayload())] },
                },
            };
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch
        {
            // The next try has a connection of its own: what became of this one is not to be known.
            await DisposeAsync();
            _connection = null;
            throw;
        }
    }
}
