using App.Core.Calculations;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace App.Data.Calculations;

/// <summary>Carries progress to the watchers of this process at once, and by way of the rows to those of the other nodes on the same PostgreSQL database.</summary>
/// <remarks>
/// <para>
/// A node that has stored something about a run says so by NOTIFY. A node that has watchers of that run reads the row and tells them. So the others see
/// what is stored, which is every step's begin and end and a count every 250 ms, and never something that a crash would take back.
/// </para>
/// <para>
/// Works in the background while <see cref="RunAsync"/> does. Without it, or while the database is away, the watchers of this process go on as with
/// <see cref="InProcessRunFeed"/>, and those of other nodes have their own look at the row every two seconds.
/// </para>
/// </remarks>
/// <param name="options">The database.</param>
/// <param name="database">Reads the rows.</param>
/// <param name="sender">An id unlike that of every other feed: by it a feed knows the notices of its own.</param>
/// <param name="time">The clock of the pauses.</param>
/// <param name="log">Told when the database cannot be reached.</param>
public sealed class PostgresRunFeed(DatabaseOptions options, Database database, Guid sender, TimeProvider time, ILogger<PostgresRunFeed> log) : IRunFeed
{
    private readonly InProcessRunFeed _watchers = new();
    private readonly RunSignals _stored = new();
    private readonly RunSignals _toRead = new();

    /// <inheritdoc/>
    public void Publish(RunView run) => _watchers.Publish(run);

    /// <inheritdoc/>
    public void Stored(Guid runId) => _stored.Mark(runId);

    /// <inheritdoc/>
    public IDisposable Subscribe(Guid runId, Func<RunView, Task> watcher) => _watchers.Subscribe(runId, watcher);

    /// <summary>Tells the other nodes and listens to them until it is stopped. Call it once.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        await using var telling = new RunNoticeSender(options.ConnectionString, sender, _stored, time, log);
        var listening = new RunNoticeListener(options.ConnectionString, Hear, ReadAllAgain, time, log);
        await Task.WhenAll(telling.RunAsync(stopping), listening.RunAsync(stopping), ReadAsync(stopping));
    }

    // What this node has stored its watchers know already, and sooner.
    private void Hear(RunNotice notice)
    {
        if (notice.Sender != sender && _watchers.IsWatched(notice.RunId))
        {
            _toRead.Mark(notice.RunId);
        }
    }

    private void ReadAllAgain()
    {
        foreach (var run in _watchers.Watched)
        {
            _toRead.Mark(run);
        }
    }

    private async Task ReadAsync(CancellationToken stopping)
    {
        while (true)
        {
            var runs = await _toRead.TakeAsync(stopping);
            try
            {
                foreach (var run in await ViewsAsync(runs, stopping))
                {
                    _watchers.Publish(run);
                }
            }
#pragma warning disable CA1031 // Also a row that a node of another version wrote and this one cannot read must not end the feed.
            catch (Exception exception) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
            {
                // They are read again when the listener is back, and every two seconds by the watchers themselves.
                log.LogWarning(exception, "{Count} runs that changed on other nodes could not be read", runs.Count);
            }
        }
    }

    // No owner is asked: whoever watches a run has shown that they may.
    private Task<List<RunView>> ViewsAsync(IReadOnlyCollection<Guid> runIds, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (db, token) => (await db.Runs.AsNoTracking().Where(run => runIds.Contains(run.Id)).ToListAsync(token)).ConvertAll(run => run.ToView()),
            cancellationToken);
}
