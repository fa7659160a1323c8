using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Accounts;

/// <summary>Withdraws an invite code: nobody registers with it any more, and who has stays.</summary>
/// <remarks>Side effects: the code is withdrawn, with an entry of the audit trail; one that is already stays as it is. Errors: ERR_INVITE_002.</remarks>
public sealed class RevokeInviteCode(IInviteCodeList codes, TimeProvider time)
{
    /// <summary>Withdraws the code, in whatever spelling it is given.</summary>
    public async Task<Result<InviteCodeRow>> HandleAsync(string code, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(code);
        var (key, now) = (InviteCode.Normalise(code), time.GetUtcNow());
        if (await codes.FindAsync(key, now, cancellationToken) is not { } row)
        {
            return NotFound();
        }

        await codes.RevokeAsync(key, now, new AuditEvent(AuditAction.InviteCodeRevoked, null, null, MakeInviteCode.DetailsOf(row.Code)), cancellationToken);
        return await codes.FindAsync(key, now, cancellationToken) is { } revoked ? revoked : NotFound();
    }

    private static Error NotFound() => InviteErrors.NotFound.Because("There is no such invite code. Look it up in the list.", MakeInviteCode.CodeField);
}
