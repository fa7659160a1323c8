using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Accounts;

/// <summary>Approves, suspends, reopens and unlocks accounts, sets their tier, makes operators and takes that back, ends sessions. For operators, and never to themselves.</summary>
/// <remarks>
/// Side effects: the account's row, its sessions, impersonations it is part of, the audit trail. There is always an operator left: whoever takes the right from another has it.
/// Done twice it is done once. Errors: ERR_ADMIN_001 when whoever asks is not an operator any more; ERR_ADMIN_002; ERR_ADMIN_003 for the own account; ERR_USER_005.
/// </remarks>
public sealed class AdministerUser(IUserAdministration users, TimeProvider time)
{
    /// <summary>Does it and returns the account as it is then.</summary>
    public Task<Result<UserRow>> HandleAsync(AccountChange change, Guid operatorId, Guid userId, CancellationToken cancellationToken) =>
        HandleAsync(change, operatorId, userId, null, cancellationToken);

    /// <summary>Does it if the account has a version, whichever when that is null, and returns the account as it is then.</summary>
    public async Task<Result<UserRow>> HandleAsync(AccountChange change, Guid operatorId, Guid userId, int? version, CancellationToken cancellationToken)
    {
        if (userId == operatorId)
        {
            return AdminErrors.OwnEyes.Because("That is your own account. Another operator can do this to it.");
        }

        return await users.ApplyAsync(change, operatorId, userId, version, time.GetUtcNow(), cancellationToken) switch
        {
            AccountChangeOutcome.NotAnOperator => NoOperatorAnyMore(),
            AccountChangeOutcome.VersionChanged when await users.FindAsync(userId, cancellationToken) is { } row => OtherVersion(version!.Value, row.Version),
            AccountChangeOutcome.Done when await users.FindAsync(userId, cancellationToken) is { } row => row,
            _ => NoSuchUser(),
        };
    }

    /// <summary>ERR_ADMIN_002 as every use case words it.</summary>
    public static Error NoSuchUser() => AdminErrors.NoSuchUser.Because("There is no account with this id. It may have been deleted.");

    /// <summary>ERR_ADMIN_001 as every use case that changes accounts words it.</summary>
    public static Error NoOperatorAnyMore() => AdminErrors.NotAnOperator.Because("You are not an operator any more. Nothing was changed.");

    /// <summary>ERR_USER_005 as every use case words it.</summary>
    public static Error OtherVersion(int wanted, int stored) => AccountErrors.VersionChanged.Because(
        $"The account has version {stored}; the change was made for {wanted}. Read it and decide anew.",
        "version", details: new Dictionary<string, object?> { [ErrorDetails.Found] = wanted, ["stored"] = stored });
}
