using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Accounts;

/// <summary>What somebody types to have an account deleted.</summary>
/// <param name="Password">The account's password.</param>
/// <param name="Email">Its address, for an account without a password.</param>
/// <param name="Word">The word, see <see cref="DeleteAccount.Word"/>.</param>
public sealed record AccountGoodbye(string? Password, string? Email, string? Word)
{
    /// <summary>Leaves the password out, so that it reaches no log.</summary>
    public override string ToString() => nameof(AccountGoodbye);
}

/// <summary>What came of deleting an account.</summary>
public enum AccountDeletion
{
    /// <summary>It is gone, with all that was its own.</summary>
    Deleted,

    /// <summary>It is the last operator's; nothing is changed.</summary>
    LastOperator,

    /// <summary>There is none.</summary>
    NoAccount,
}

/// <summary>Tells whether somebody who is signed in is the owner of the account, and not whoever found the screen unlocked.</summary>
public interface IOwnerCheck
{
    /// <summary>True when the account has a password to be asked for.</summary>
    Task<bool> HasPasswordAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>Checks the password, or the address of an account that has none. Failures count towards the account's pause, during which all fail.</summary>
    Task<bool> IsOwnerAsync(Guid userId, string? password, string? email, CancellationToken cancellationToken);
}

/// <summary>Removes accounts.</summary>
public interface IAccountDeletion
{
    /// <summary>Removes every row of an account in one transaction; what is kept of it are entries of the audit trail and of impersonations.</summary>
    Task<AccountDeletion> DeleteAsync(Guid userId, CancellationToken cancellationToken);
}

/// <summary>Deletes an account with all that is its user's own.</summary>
/// <remarks>
/// Side effects: every row of the account is removed in one transaction, runs under way with them, whose workers find that they hold nothing any more; references to it in what is
/// others' are cleared; an entry of the audit trail. The use of its invite code stays counted. Errors: ERR_LEAVE_001 to 003; ERR_AUTH_001 when there is no such account any more.
/// </remarks>
public sealed class DeleteAccount(IOwnerCheck owners, IAccountDeletion accounts, RequestCounts requests)
{
    /// <summary>What has to be typed.</summary>
    public const string Word = "DELETE";

    /// <summary>Deletes it.</summary>
    public async Task<Result<AccountDeletion>> HandleAsync(Guid userId, AccountGoodbye goodbye, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(goodbye);

        // The word first: a password that is typed in vain counts.
        if (goodbye.Word?.Trim() != Word)
        {
            return LeaveErrors.WordMissing.Because($"Type {Word} in capital letters, to say that the account is to be deleted.", "Word");
        }

        if (!await owners.IsOwnerAsync(userId, goodbye.Password, goodbye.Email, cancellationToken))
        {
            return await owners.HasPasswordAsync(userId, cancellationToken)
                ? LeaveErrors.NotConfirmed.Because("This is not the password of the account. After five failures an account pauses for five minutes.", "Password")
                : LeaveErrors.NotConfirmed.Because("The account has no password: type its e-mail address, as it stands in your profile.", "Email");
        }

        // From here on it is all or nothing, whether or not somebody still waits for the answer.
        return await DeleteAsync(userId) switch
        {
            AccountDeletion.Deleted => AccountDeletion.Deleted,
            AccountDeletion.LastOperator => LeaveErrors.LastOperator.Because("You are the only operator of this installation. Make somebody else one first, with the command create-superuser."),
            _ => AccountErrors.SignInFailed.Because("This account no longer exists."),
        };
    }

    // What was counted of its requests is written some seconds later, and would be a row of nobody: forgotten before, so that nothing is on its way, and after, for what was asked meanwhile.
    private async Task<AccountDeletion> DeleteAsync(Guid userId)
    {
        var subject = RateSubject.Of(userId);
        await requests.ForgetAsync(subject, CancellationToken.None);
        var deletion = await accounts.DeleteAsync(userId, CancellationToken.None);
        await requests.ForgetAsync(subject, CancellationToken.None);
        return deletion;
    }
}
