using App.Core.Idempotency;
using App.Data.Portfolios;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Idempotency;

/// <summary>The calls with keys in the database.</summary>
internal sealed class IdempotencyStore(Database database) : IIdempotencyStore
{
    public Task<IdempotencyStanding> BeginAsync(IdempotentCall call, string fingerprint, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken)
    {
        var first = new IdempotentRequest
        {
            OwnerId = call.Key.OwnerId,
            Route = call.Key.Route,
            Key = call.Key.Value,
            Fingerprint = fingerprint,
            Attempt = call.Attempt,
            StartedAt = now,
            LeaseUntil = now + lease,
            ExpiresAt = now + IdempotencyKey.KeptFor,
        };
        return database.WriteAsync(
            async (db, token) =>
            {
                var rows = RowsOf(db, call.Key);
                await rows.Where(row => row.ExpiresAt <= now).ExecuteDeleteAsync(token);
                await BulkInsert.InsertAsync(db, [first], token, skipExisting: true);
                var found = await rows.AsNoTracking().SingleAsync(token);
                var isMine = found.Attempt == call.Attempt || (IsAbandoned(found, fingerprint, now) && await TakeOverAsync(rows, found.Attempt, first, token));
                return isMine ? new IdempotencyStanding(IdempotencyState.ToBeDone, StartedAt: found.StartedAt)
                    : found.Fingerprint != fingerprint ? new(IdempotencyState.SomethingElse)
                    : found.Reply is { } reply ? new(IdempotencyState.Done, reply)
                    : new(IdempotencyState.UnderWay);
            },
            cancellationToken);
    }

    public Task<bool> RenewAsync(IdempotentCall call, DateTimeOffset until, CancellationToken cancellationToken) => database.RunAsync(
        async (db, token) => await AttemptOf(db, call).ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, until), token) == 1, cancellationToken);

    public Task<IdempotentReply?> KeepAsync(IdempotentCall call, IdempotentReply reply, CancellationToken cancellationToken) => database.RunAsync(
        async (db, token) =>
        {
            await StoreAsync(AttemptOf(db, call).Where(row => row.Status == null), reply, token);
            return (await AttemptOf(db, call).AsNoTracking().SingleOrDefaultAsync(token))?.Reply;
        },
        cancellationToken);

    public Task ForgetAsync(IdempotentCall call, CancellationToken cancellationToken) => database.RunAsync(
        (db, token) => AttemptOf(db, call).Where(row => row.Status == null).ExecuteDeleteAsync(token), cancellationToken);

    public Task<int> ClearAsync(DateTimeOffset now, CancellationToken cancellationToken) => database.RunAsync(
        (db, token) => db.IdempotentRequests.Where(row => row.ExpiresAt <= now).ExecuteDeleteAsync(token), cancellationToken);

    /// <summary>Stores the reply that a use case has planned, within the transaction of its effect; nothing when there is no call with a key.</summary>
    /// <exception cref="CallTakenOverException">Another attempt at it has begun: the transaction has to be rolled back.</exception>
    internal static async Task KeepPlannedAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        if (IdempotentCall.Current is { Planned: { } reply } call && await StoreAsync(AttemptOf(db, call), reply, cancellationToken) == 0)
        {
            throw new CallTakenOverException();
        }
    }

    private static bool IsAbandoned(IdempotentRequest found, string fingerprint, DateTimeOffset now) => found.Status is null && found.LeaseUntil <= now && found.Fingerprint == fingerprint;

    // Of several that find the worker gone, one takes its place. A worker that was only slow holds the row while it commits: whoever takes over waits for that, and then finds the reply.
    private static async Task<bool> TakeOverAsync(IQueryable<IdempotentRequest> rows, Guid former, IdempotentRequest next, CancellationToken cancellationToken) =>
        await rows.Where(row => row.Attempt == former && row.Status == null).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Attempt, next.Attempt).SetProperty(row => row.LeaseUntil, next.LeaseUntil), cancellationToken) == 1;

    private static Task<int> StoreAsync(IQueryable<IdempotentRequest> rows, IdempotentReply reply, CancellationToken cancellationToken) => rows.ExecuteUpdateAsync(
        set => set
            .SetProperty(row => row.Status, reply.Status)
            .SetProperty(row => row.ContentType, reply.ContentType)
            .SetProperty(row => row.Location, reply.Location)
            .SetProperty(row => row.Body, reply.Body),
        cancellationToken);

    private static IQueryable<IdempotentRequest> RowsOf(AppDbContext db, IdempotencyKey key) => db.CallsOf(key.OwnerId).Where(row => row.Route == key.Route && row.Key == key.Value);

    // The row while this attempt is the one that works on it.
    private static IQueryable<IdempotentRequest> AttemptOf(AppDbContext db, IdempotentCall call) => RowsOf(db, call.Key).Where(row => row.Attempt == call.Attempt);
}
