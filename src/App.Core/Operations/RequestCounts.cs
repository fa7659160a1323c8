namespace App.Core.Operations;

/// <summary>Counts the requests of users, in memory and with the other nodes.</summary>
/// <remarks>
/// <para>A request asks no database: what it adds is written some seconds later by <see cref="SyncAsync"/>, which also reads what other nodes have written. A user who is new here, after a restart too, is read
/// at the first request. Nodes together let through what is asked within those seconds more than the limit, each node alone not one.</para>
/// <para>A database that does not answer keeps no request: counts then wait in memory, of at most <see cref="RateLimitOptions.UsersInMemory"/> users. Safe for any number of threads.</para>
/// </remarks>
/// <param name="options">The limits.</param>
/// <param name="buckets">The counts of all nodes.</param>
/// <param name="time">The clock.</param>
public sealed class RequestCounts(RateLimitOptions options, IRateBuckets buckets, TimeProvider time) : IDisposable
{
    // A request of a user who is new here waits so long for the counts that are stored; the next try is later.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    // What a node writes may be seen a while after the instant that it is of: so much is read again each time.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<UserRequests>> _users = new(StringComparer.Ordinal);
    private readonly LinkedList<UserRequests> _byUse = [];
    private readonly SemaphoreSlim _turn = new(1, 1);
    private DateTimeOffset? _readAt;

    private IReadOnlyList<RateLimit> Limits { get; } = [options.RequestsOfAMinute, options.RequestsOfAnHour];

    /// <summary>How many users are counted in memory.</summary>
    public int Users
    {
        get
        {
            lock (_lock)
            {
                return _users.Count;
            }
        }
    }

    /// <summary>Counts a request of a user, unless it is one too many.</summary>
    /// <returns>The limit it would break and how long to wait; null when it is let through.</returns>
    public async ValueTask<(RateLimit Limit, TimeSpan Wait)?> TakeAsync(string subject, CancellationToken cancellationToken)
    {
        if (!options.Enabled)
        {
            return null;
        }

        if (LoadOf(subject) is { } load)
        {
            try
            {
                await load.WaitAsync(Patience, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                // The database is slow or away: the request is not kept for that.
            }
        }

        lock (_lock)
        {
            return Find(subject).Take(time.GetUtcNow());
        }
    }

    /// <summary>Writes what was counted since the last time and reads what other nodes have written.</summary>
    /// <remarks>What cannot be written stays in memory and is written the next time.</remarks>
    public async Task SyncAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await WriteAsync(cancellationToken);
            var now = time.GetUtcNow();
            foreach (var limit in Limits)
            {
                var since = limit.PieceAt((_readAt ?? now) - Overlap);
                Apply(limit, await buckets.ReadAsync(limit.Policy, null, since > limit.OldestAt(now) ? since : limit.OldestAt(now), cancellationToken));
            }

            _readAt = now;
            ForgetIdle(now);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Forgets what this process has counted of a user and not written yet; what is being written is written first.</summary>
    public async Task ForgetAsync(string subject, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            lock (_lock)
            {
                if (_users.Remove(subject, out var node))
                {
                    _byUse.Remove(node);
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        List<RateBucket> counts;
        lock (_lock)
        {
            counts = [.. _byUse.SelectMany(user => user.Unwritten(time.GetUtcNow()))];
        }

        if (counts.Count == 0)
        {
            return;
        }

        await buckets.AddAsync(counts, cancellationToken);
        lock (_lock)
        {
            foreach (var count in counts)
            {
                if (_users.TryGetValue(count.Subject, out var node))
                {
                    node.Value.Written(count);
                }
            }
        }
    }

    private void Apply(RateLimit limit, IReadOnlyList<RateBucket> stored)
    {
        lock (_lock)
        {
            foreach (var count in stored)
            {
                if (_users.TryGetValue(count.Subject, out var node))
                {
                    node.Value.Stored(limit, count);
                }
            }
        }
    }

    // The reading of a user's stored counts, begun or under way; null when it is done, or failed a moment ago.
    private Task? LoadOf(string subject)
    {
        lock (_lock)
        {
            var user = Find(subject);
            if (user.IsLoaded || time.GetUtcNow() < user.LoadAgainAt)
            {
                return null;
            }

            return user.Loading ??= LoadAsync(user);
        }
    }

    private async Task LoadAsync(UserRequests user)
    {
        // Off the caller's path: it holds the lock.
        await Task.Yield();
        try
        {
            foreach (var limit in Limits)
            {
                Apply(limit, await buckets.ReadAsync(limit.Policy, user.Subject, limit.OldestAt(time.GetUtcNow()), CancellationToken.None));
            }

            End(loaded: true);
        }
#pragma warning disable CA1031 // Whatever keeps the counts from being read: a request is not kept for it, and it is tried again.
        catch
#pragma warning restore CA1031
        {
            End(loaded: false);
        }

        void End(bool loaded)
        {
            lock (_lock)
            {
                (user.IsLoaded, user.Loading, user.LoadAgainAt) = (loaded, null, time.GetUtcNow() + Pause);
            }
        }
    }

    private UserRequests Find(string subject)
    {
        if (_users.TryGetValue(subject, out var node))
        {
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value;
        }

        if (_users.Count >= options.UsersInMemory)
        {
            _users.Remove(_byUse.Last!.Value.Subject);
            _byUse.RemoveLast();
        }

        var user = new UserRequests(subject, Limits);
        _users[subject] = _byUse.AddFirst(user);
        return user;
    }

    private void ForgetIdle(DateTimeOffset now)
    {
        lock (_lock)
        {
            while (_byUse.Last is { Value: var last } && last.IsIdle(now))
            {
                _users.Remove(last.Subject);
                _byUse.RemoveLast();
            }
        }
    }
}
