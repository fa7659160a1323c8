using App.Core.Results;

namespace App.Core.Accounts;

/// <summary>What can keep an account from being deleted.</summary>
[ErrorCatalogue]
public static class LeaveErrors
{
    /// <summary>ERR_LEAVE_001.</summary>
    public static readonly ErrorDefinition NotConfirmed = new(
        "ERR_LEAVE_001", "Not confirmed by the account's owner", ErrorKind.Forbidden, 403,
        "The password is not that of the account; or the account has none, and what was typed is not its address. After several failures an account pauses for a few minutes.",
        "Type the password that you sign in with; for an account without one, its e-mail address. Wait a few minutes after several failures.");

    /// <summary>ERR_LEAVE_002.</summary>
    public static readonly ErrorDefinition WordMissing = new(
        "ERR_LEAVE_002", "Word not typed", ErrorKind.Validation, 422,
        "Deleting an account cannot be undone, so that it asks for a word to be typed, in capital letters.", "Type DELETE.");

    /// <summary>ERR_LEAVE_003.</summary>
    public static readonly ErrorDefinition LastOperator = new(
        "ERR_LEAVE_003", "Last operator", ErrorKind.Conflict, 409,
        "The account is the only operator's of the installation: without it nobody could look after the others.",
        "Make somebody else an operator first, with the command create-superuser.");
}
