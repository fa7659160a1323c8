using App.Core.Portfolios;

namespace App.Core.Operations;

/// <summary>What is looked for in the trail.</summary>
/// <param name="Who">Part of an address, or an id: of who acted, looked through a user's eyes, or is concerned. Null for anybody.</param>
/// <param name="Action">The code of an action; null for any.</param>
/// <param name="From">From this day on, UTC.</param>
/// <param name="To">Up to this day, UTC, with it.</param>
/// <param name="Limit">Entries at most.</param>
/// <param name="Offset">How many newer ones to leave out.</param>
public sealed record AuditFilter(string? Who, string? Action, DateOnly? From, DateOnly? To, int Limit, int Offset);

/// <summary>An entry with the addresses of those in it, as far as they still have accounts.</summary>
public sealed record AuditRow(AuditEntry Entry, string? Actor, string? Impersonator, string? Owner);

/// <summary>The audit trail, to be read. Stores write it, in the transaction of what they do.</summary>
public interface IAuditTrail
{
    /// <summary>Entries, the newest first.</summary>
    Task<Page<AuditRow>> ListAsync(AuditFilter filter, CancellationToken cancellationToken);

    /// <summary>Entries after a place in the chain, ascending.</summary>
    Task<IReadOnlyList<AuditEntry>> AfterAsync(long sequence, int limit, CancellationToken cancellationToken);

    /// <summary>Where the chain ends.</summary>
    Task<AuditHead> HeadAsync(CancellationToken cancellationToken);

    /// <summary>Writes an entry for <see cref="Actor.Current"/> in a transaction of its own: for what is done outside of this application's stores. None when nobody acts.</summary>
    Task AppendAsync(AuditEvent what, CancellationToken cancellationToken);
}
