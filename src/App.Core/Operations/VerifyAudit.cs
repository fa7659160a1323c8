namespace App.Core.Operations;

/// <summary>What came of checking the trail.</summary>
/// <param name="Head">Where it ends: to be written down elsewhere, so that a trail that is made anew as a whole is noticed too.</param>
/// <param name="Fault">The first thing that is wrong, in words; null when it is whole.</param>
public sealed record AuditVerification(AuditHead Head, string? Fault);

/// <summary>Checks that no entry of the audit trail was altered, left out or put in. Side effects: none.</summary>
public sealed class VerifyAudit(IAuditTrail trail)
{
    private const int AtOnce = 1_000;

    /// <summary>Walks the chain from its first entry to where it ended when this was asked.</summary>
    public async Task<AuditVerification> HandleAsync(CancellationToken cancellationToken)
    {
        // The end first: what is added meanwhile is no fault.
        var head = await trail.HeadAsync(cancellationToken);
        return new(head, await WalkAsync(head, cancellationToken) ?? await BeyondAsync(head, cancellationToken));
    }

    private async Task<string?> WalkAsync(AuditHead head, CancellationToken cancellationToken)
    {
        var last = new AuditHead(0, AuditEntry.Genesis);
        while (last.Sequence < head.Sequence)
        {
            // From below the first place: an entry put in there is looked at too.
            var entries = await trail.AfterAsync(last.Sequence == 0 ? long.MinValue : last.Sequence, AtOnce, cancellationToken);
            if (entries.Count == 0)
            {
                return FormattableString.Invariant($"The trail has {head.Sequence} entries by its head; there is none after {last.Sequence}.");
            }

            foreach (var entry in entries)
            {
                if (FaultOf(entry, last) is { } fault)
                {
                    return fault;
                }

                last = new AuditHead(entry.Sequence, entry.Hash);
                if (last.Sequence == head.Sequence)
                {
                    break;
                }
            }
        }

        return last == head ? null : FormattableString.Invariant($"Entry {last.Sequence} is not the one that the head was set to: the end of the trail was replaced, or its head.");
    }

    // An entry and the head that goes with it are written as one: who sees the entry sees a later head, unless the head was set back.
    private async Task<string?> BeyondAsync(AuditHead head, CancellationToken cancellationToken) =>
        await trail.AfterAsync(head.Sequence, 1, cancellationToken) is [var beyond] && (await trail.HeadAsync(cancellationToken)).Sequence == head.Sequence
            ? FormattableString.Invariant($"Entry {beyond.Sequence} lies beyond {head.Sequence}, where the trail ends by its head: it was put in, or the head was set back.")
            : null;

    private static string? FaultOf(AuditEntry entry, AuditHead last) =>
        entry.Sequence < 1 ? FormattableString.Invariant($"Entry {entry.Sequence} was put in: the first has the number 1.")
        : entry.Sequence != last.Sequence + 1 ? FormattableString.Invariant($"Entry {last.Sequence + 1} is missing: {entry.Sequence} comes after {last.Sequence}.")
        : entry.PreviousHash != last.Hash ? FormattableString.Invariant($"Entry {entry.Sequence} does not follow entry {last.Sequence}: it was put in, or the one before it was altered.")
        : entry.Hash != entry.ComputeHash() ? FormattableString.Invariant($"Entry {entry.Sequence} was altered: what it says is not what its hash was taken of.")
        : null;
}
