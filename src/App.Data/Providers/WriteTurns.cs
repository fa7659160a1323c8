using Microsoft.EntityFrameworkCore;

namespace App.Data.Providers;

/// <summary>Lets the write transactions of this process onto a SQLite file one after the other, in the order they came.</summary>
/// <remarks>
/// SQLite takes one writer at a time and keeps no queue: who finds the file busy looks again after up to 100 ms, with its thread blocked meanwhile. A run that
/// writes transaction after transaction leaves gaps of a millisecond, and whoever wants to cancel it may find none for many seconds. Waiting here costs no
/// thread, and no page stands still. PostgreSQL keeps writers apart by rows and queues them itself: there everybody may go at once.
/// </remarks>
internal sealed class WriteTurns : IDisposable
{
    // As long as a connection would wait that found the file busy.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(SqliteSessionPragmas.BusyTimeoutMs);

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Waits for the turn, which lasts until the answer is disposed.</summary>
    /// <exception cref="TimeoutException">Others had it for ten seconds.</exception>
    public async ValueTask<IDisposable?> WaitAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        if (!db.Database.IsSqlite())
        {
            return null;
        }

        return await _turn.WaitAsync(Patience, cancellationToken).ConfigureAwait(false)
            ? new Turn(_turn)
            : throw new TimeoutException($"Other writes have kept the database for {Patience.TotalSeconds:0} seconds.");
    }

    public void Dispose() => _turn.Dispose();

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
