namespace App.Core.Market.Collecting;

/// <summary>Days before the first stored one that a source has kept silent about, though one preferred to it answered.</summary>
/// <param name="From">The first of them.</param>
/// <param name="After">The place, among the sources, of the last one that has answered for them.</param>
/// <param name="NotBefore">When the others are asked again.</param>
internal sealed record OpenHead(DateOnly From, int After, DateTimeOffset NotBefore)
{
    /// <summary>That of an entry; null when it has none.</summary>
    public static OpenHead? Of(Security entry) => entry is { HeadFrom: { } from, HeadNotBefore: { } at } ? new(from, entry.HeadAfter, at) : null;

    /// <summary>Writes it into an entry; null for none.</summary>
    public static void Write(Security entry, OpenHead? head) =>
        (entry.HeadFrom, entry.HeadAfter, entry.HeadNotBefore) = (head?.From, head?.After ?? 0, head?.NotBefore);
}

/// <summary>Stored days whose prices came from a source that tells no splits and dividends, and of which no other has told any yet.</summary>
/// <param name="From">The first of them.</param>
/// <param name="To">The last of them.</param>
internal sealed record OpenActions(DateOnly From, DateOnly To)
{
    /// <summary>How often the sources that tell them have answered in vain.</summary>
    public int Tries { get; init; }

    /// <summary>When they are asked (again); null for at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Those of an entry; null when it has none.</summary>
    public static OpenActions? Of(Security entry) =>
        entry is { ActionsFrom: { } from, ActionsTo: { } to } ? new(from, to) { Tries = entry.ActionsTries, NotBefore = entry.ActionsNotBefore } : null;

    /// <summary>Writes them into an entry; null for none.</summary>
    public static void Write(Security entry, OpenActions? open) =>
        (entry.ActionsFrom, entry.ActionsTo, entry.ActionsTries, entry.ActionsNotBefore) = (open?.From, open?.To, open?.Tries ?? 0, open?.NotBefore);
}
