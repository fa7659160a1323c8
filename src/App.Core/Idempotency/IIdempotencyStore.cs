namespace App.Core.Idempotency;

/// <summary>How it stands with a call that has a key.</summary>
public enum IdempotencyState
{
    /// <summary>It is the first, or the first one's worker is gone: it is to be done.</summary>
    ToBeDone,

    /// <summary>It was done; its reply is there.</summary>
    Done,

    /// <summary>It is being done.</summary>
    UnderWay,

    /// <summary>Something else was sent with that key.</summary>
    SomethingElse,
}

/// <summary>How it stands with a call that has a key.</summary>
/// <param name="State">How.</param>
/// <param name="Reply">Its reply, when it was done.</param>
/// <param name="StartedAt">When it was first made, when it is to be done.</param>
public readonly record struct IdempotencyStanding(IdempotencyState State, IdempotentReply? Reply = null, DateTimeOffset StartedAt = default);

/// <summary>The calls with keys. All times are handed in.</summary>
public interface IIdempotencyStore
{
    /// <summary>Takes a call on, unless it was made before.</summary>
    /// <param name="call">The call, of an attempt of its own.</param>
    /// <param name="fingerprint">SHA-256 of what was sent, in hexadecimal.</param>
    /// <param name="now">The time.</param>
    /// <param name="lease">How long its worker is believed to be there without a <see cref="RenewAsync"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IdempotencyStanding> BeginAsync(IdempotentCall call, string fingerprint, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Its worker is still there. False when another has taken over.</summary>
    Task<bool> RenewAsync(IdempotentCall call, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Stores the reply of a call that wrote nothing, such as one that failed; a reply that is stored already stays.</summary>
    /// <returns>The reply that is stored now; null when another has taken over.</returns>
    Task<IdempotentReply?> KeepAsync(IdempotentCall call, IdempotentReply reply, CancellationToken cancellationToken);

    /// <summary>Forgets a call that was refused before anything was done, so that it can be mended and sent with the same key. One with a reply stays.</summary>
    Task ForgetAsync(IdempotentCall call, CancellationToken cancellationToken);

    /// <summary>Removes what has expired.</summary>
    /// <returns>How many.</returns>
    Task<int> ClearAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
