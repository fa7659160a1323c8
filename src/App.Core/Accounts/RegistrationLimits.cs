using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Accounts;

/// <summary>What came of trying an invite code.</summary>
/// <param name="IsUsable">True when it lets somebody in.</param>
/// <param name="Refusal">Why it was not even looked at; null when it was.</param>
public readonly record struct InviteTrial(bool IsUsable, Error? Refusal);

/// <summary>How often may be registered from an address, and how often a code guessed.</summary>
/// <remarks>
/// <para>Each is counted before it is done and given back when it came to nothing that counts: counted after, thirty-two that come at once would all find room. So that somebody with a good code is not refused
/// for a neighbour's that is being looked at, the codes of an address are looked at one after the other on a node.</para>
/// <para>A database that cannot count throws: nobody registers uncounted. An address that is null is not limited.</para>
/// </remarks>
public sealed class RegistrationLimits : IDisposable
{
    private const int Lanes = 64;

    private readonly RateLimitOptions _options;
    private readonly IRateBuckets _buckets;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim[] _lanes = [.. Enumerable.Range(0, Lanes).Select(_ => new SemaphoreSlim(1, 1))];
    private int _delayed;

    /// <param name="options">The limits.</param>
    /// <param name="buckets">The counts.</param>
    /// <param name="time">The clock, of the delays too.</param>
    public RegistrationLimits(RateLimitOptions options, IRateBuckets buckets, TimeProvider time) => (_options, _buckets, _time) = (options, buckets, time);

    /// <summary>Counts an attempt to register.</summary>
    /// <returns>What to say when it is one too many; else null.</returns>
    public async Task<Error?> TryAsync(string? address, CancellationToken cancellationToken)
    {
        if (IsFree(address))
        {
            return null;
        }

        var decision = await TakeAsync(_options.RegistrationAttempts, address!, cancellationToken);
        return decision.Wait is { } wait
            ? RateErrors.Reached(_options.RegistrationAttempts, wait, $"{_options.RegistrationAttempts.Most} registrations an hour may be tried from a network address")
            : null;
    }

    /// <summary>Looks at an invite code, unless too many from the address were not accepted. One that is not accepted is counted, and its answer held back.</summary>
    /// <param name="address">From where; null for no limit.</param>
    /// <param name="code">The code. None at all is no guess.</param>
    /// <param name="isUsable">Looks at it.</param>
    /// <param name="cancellationToken">Ends the wait; what was counted by then stays so.</param>
    public async Task<InviteTrial> TryCodeAsync(string? address, string code, Func<CancellationToken, Task<bool>> isUsable, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(isUsable);
        if (IsFree(address) || string.IsNullOrWhiteSpace(code))
        {
            return new(await isUsable(cancellationToken), null);
        }

        var (trial, failures) = await LookAsync(address!, isUsable, cancellationToken);
        if (trial is { IsUsable: false, Refusal: null })
        {
            await DelayAsync(_options.DelayOf(failures), cancellationToken);
        }

        return trial;
    }

    /// <summary>Counts an account, does what makes it, and takes the count back when none was made.</summary>
    /// <param name="address">From where; null for no limit.</param>
    /// <param name="add">Makes it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What became of it, or what to say when it would be one too many.</returns>
    public async Task<Result<UserAddition>> AddAsync(string? address, Func<Task<UserAddition>> add, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(add);
        if (IsFree(address))
        {
            return await add();
        }

        var decision = await TakeAsync(_options.Registrations, address!, cancellationToken);
        if (decision.Wait is { } wait)
        {
            return RateErrors.Reached(_options.Registrations, wait, $"{_options.Registrations.Most} accounts a day may be made from a network address");
        }

        var addition = await add();
        if (addition != UserAddition.Added)
        {
            await _buckets.GiveBackAsync(_options.Registrations, address!, decision.Piece, CancellationToken.None);
        }

        return addition;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var lane in _lanes)
        {
            lane.Dispose();
        }
    }

    private async Task<(InviteTrial Trial, long Failures)> LookAsync(string address, Func<CancellationToken, Task<bool>> isUsable, CancellationToken cancellationToken)
    {
        var lane = _lanes[(uint)string.GetHashCode(address, StringComparison.Ordinal) % Lanes];
        await lane.WaitAsync(cancellationToken);
        try
        {
            var decision = await TakeAsync(_options.FailedInviteCodes, address, cancellationToken);
            if (decision.Wait is { } wait)
            {
                return (new(false, RateErrors.Reached(_options.FailedInviteCodes, wait, "Too many invite codes from this network address were not accepted, so none is looked at just now")), 0);
            }

            var usable = await isUsable(cancellationToken);
            if (usable)
            {
                await _buckets.GiveBackAsync(_options.FailedInviteCodes, address, decision.Piece, CancellationToken.None);
            }

            return (new(usable, null), decision.Count);
        }
        finally
        {
            lane.Release();
        }
    }

    // Each that waits holds a connection and what belongs to it: so many do at most, and who would be the next is answered at once.
    private async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        if (delay <= TimeSpan.Zero)
        {
            return;
        }

        try
        {
            if (Interlocked.Increment(ref _delayed) <= _options.DelayedAtOnce)
            {
                await Task.Delay(delay, _time, cancellationToken);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _delayed);
        }
    }

    private bool IsFree(string? address) => !_options.Enabled || address is null;

    private Task<RateDecision> TakeAsync(RateLimit limit, string address, CancellationToken cancellationToken) => _buckets.TakeAsync(limit, address, _time.GetUtcNow(), cancellationToken);
}
