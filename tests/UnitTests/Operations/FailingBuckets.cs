using App.Core.Operations;

namespace UnitTests.Operations;

/// <summary>Counts that are behind a database which fails, or does not answer, while it is told to.</summary>
internal sealed class FailingBuckets(IRateBuckets inner) : IRateBuckets
{
    public bool Fails { get; set; }

    public bool Hangs { get; set; }

    public Task<RateDecision> TakeAsync(RateLimit limit, string subject, DateTimeOffset now, CancellationToken cancellationToken) =>
        OrAsync(() => inner.TakeAsync(limit, subject, now, cancellationToken), cancellationToken);

    public Task GiveBackAsync(RateLimit limit, string subject, DateTimeOffset piece, CancellationToken cancellationToken) =>
        OrAsync(async () => { await inner.GiveBackAsync(limit, subject, piece, cancellationToken); return true; }, cancellationToken);

    public Task AddAsync(IReadOnlyCollection<RateBucket> counts, CancellationToken cancellationToken) =>
        OrAsync(async () => { await inner.AddAsync(counts, cancellationToken); return true; }, cancellationToken);

    public Task<IReadOnlyList<RateBucket>> ReadAsync(string policy, string? subject, DateTimeOffset since, CancellationToken cancellationToken) =>
        OrAsync(() => inner.ReadAsync(policy, subject, since, cancellationToken), cancellationToken);

    public Task<int> ClearAsync(string policy, DateTimeOffset before, CancellationToken cancellationToken) =>
        OrAsync(() => inner.ClearAsync(policy, before, cancellationToken), cancellationToken);

    private async Task<T> OrAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        if (Hangs)
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        }

        return Fails ? throw new TimeoutException("The database is away.") : await work();
    }
}
