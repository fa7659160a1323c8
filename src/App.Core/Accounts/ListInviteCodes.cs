using App.Core.Portfolios;

namespace App.Core.Accounts;

/// <summary>Lists the invite codes, with who registered with them. Side effects: none. Errors: none.</summary>
public sealed class ListInviteCodes(IInviteCodeList codes, TimeProvider time)
{
    /// <summary>Codes, the newest first.</summary>
    public Task<Page<InviteCodeRow>> HandleAsync(InviteCodeFilter filter, CancellationToken cancellationToken) => codes.ListAsync(filter, time.GetUtcNow(), cancellationToken);

    /// <summary>The cohorts there are codes of.</summary>
    public Task<IReadOnlyList<string>> CohortsAsync(CancellationToken cancellationToken) => codes.CohortsAsync(cancellationToken);
}
