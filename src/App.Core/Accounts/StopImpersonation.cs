using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Accounts;

/// <summary>Ends the impersonation of a session: the operator has seen enough.</summary>
/// <remarks>Side effects: the row is ended, with its entry in the audit trail. Errors: ERR_ADMIN_004.</remarks>
public sealed class StopImpersonation(IImpersonations impersonations, TimeProvider time)
{
    /// <summary>Ends it.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The impersonation that was ended.</returns>
    public async Task<Result<Impersonation>> HandleAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await impersonations.FindOfSessionAsync(sessionId, cancellationToken) is { } found
            && found.IsActive(now)
            && await impersonations.EndAsync(found.Id, ImpersonationEnd.Stopped, now, cancellationToken)
            ? found
            : AdminErrors.NotImpersonating.Because("There is nothing to stop: you look through your own eyes.");
    }
}
