using App.Core.Operations;
using App.Core.Portfolios;

namespace App.Core.Accounts;

/// <summary>What a user is told of the own account.</summary>
/// <param name="Entries">A page of what was done.</param>
/// <param name="Looks">The newest of those who looked at it.</param>
/// <param name="At">When it was asked: what goes on is told by it.</param>
public sealed record AccountActivity(Page<AuditRow> Entries, Page<AccountLook> Looks, DateTimeOffset At);

/// <summary>Tells a user what was done in or to the own account, and who looked at it. Side effects: none.</summary>
public sealed class ListActivity(IAccountActivity activity, TimeProvider time)
{
    /// <summary>Most of those who looked that are told.</summary>
    public const int MostLooks = 100;

    /// <summary>A page of the entries and the newest looks.</summary>
    public async Task<AccountActivity> HandleAsync(Guid userId, int limit, int offset, CancellationToken cancellationToken) => new(
        await activity.EntriesAsync(userId, limit, offset, cancellationToken),
        await activity.LooksAsync(userId, MostLooks, 0, cancellationToken),
        time.GetUtcNow());
}
