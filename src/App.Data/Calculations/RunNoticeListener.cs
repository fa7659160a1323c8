using Microsoft.Extensions.Logging;
using Npgsql;
using Polly;

namespace App.Data.Calculations;

/// <summary>Hears which runs have changed on other nodes, over a connection of its own that is made anew whenever it is lost.</summary>
/// <param name="connectionString">The database. A pooler in between has to keep sessions: LISTEN belongs to one.</param>
/// <param name="heard">Told each notice, one at a time; does not wait.</param>
/// <param name="connected">Told whenever listening begins: what was said before was not heard.</param>
/// <param name="time">The clock of the pauses.</param>
/// <param name="log">Told when the connection is lost.</param>
internal sealed class RunNoticeListener(string connectionString, Action<RunNotice> heard, Action connected, TimeProvider time, ILogger log)
{
    // Waits are not cancelled but short: in Npgsql a cancellation can block for good when a notice arrives at the same moment.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // A connection whose other end went silently, as in a power cut, is noticed by asking.
    private const int WaitsBetweenChecks = 10;

    private readonly ResiliencePipeline _retries = RunFeedConnection.Retries(time, log, "Other nodes cannot be listened to");

    /// <summary>Listens until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (true)
        {
            await using var connection = await _retries.ExecuteAsync(async token => await ListenAsync(token), stopping);
            try
            {
                connected();
                await WaitAsync(connection, stopping);
            }
#pragma warning disable CA1031 // Whatever ended it, the answer is another connection.
            catch (Exception exception) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
            {
                log.LogWarning(exception, "The connection to other nodes is lost and made again");
            }

            await Task.Delay(RunFeedConnection.FirstPause, time, stopping);
        }
    }

    private async Task<NpgsqlConnection> ListenAsync(CancellationToken cancellationToken)
    {
        var connection = await RunFeedConnection.OpenAsync(connectionString, cancellationToken);
        try
        {
            connection.Notification += (_, notification) => Hear(notification.Payload);
            await ExecuteAsync(connection, "LISTEN " + RunNotice.Channel, cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task WaitAsync(NpgsqlConnection connection, CancellationToken stopping)
    {
        for (var waits = 1; !stopping.IsCancellationRequested; waits++)
        {
            if (await connection.WaitAsync(Patience, CancellationToken.None))
            {
                waits = 0;
            }
            else if (waits % WaitsBetweenChecks == 0)
            {
                await ExecuteAsync(connection, "SELECT 1", stopping);
            }
        }

        stopping.ThrowIfCancellationRequested();
    }

    private void Hear(string payload)
    {
        if (RunNotice.Parse(payload) is { } notice)
        {
            heard(notice);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
