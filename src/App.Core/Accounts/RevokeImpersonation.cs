using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Accounts;

/// <summary>Ends an impersonation that another operator, or the same one elsewhere, has under way.</summary>
/// <remarks>Side effects: the row is ended, with its entry in the audit trail; its open pages lose the user within half a minute. Errors: ERR_ADMIN_004.</remarks>
public sealed class RevokeImpersonation(IImpersonations impersonations, TimeProvider time)
{
    /// <summary>Ends it.</summary>
    public async Task<Result<Guid>> HandleAsync(Guid id, CancellationToken cancellationToken) =>
        await impersonations.EndAsync(id, ImpersonationEnd.Revoked, time.GetUtcNow(), cancellationToken)
            ? id
            : AdminErrors.NotImpersonating.Because("There is no impersonation under way with this id.");
}
