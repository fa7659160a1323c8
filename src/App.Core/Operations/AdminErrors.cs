using App.Core.Results;

namespace App.Core.Operations;

/// <summary>What can be wrong with the work of operators.</summary>
[ErrorCatalogue]
public static class AdminErrors
{
    /// <summary>ERR_ADMIN_001.</summary>
    public static readonly ErrorDefinition NotAnOperator = new(
        "ERR_ADMIN_001", "For operators only", ErrorKind.Forbidden, 403,
        "This is for the operators of the installation, and this account is none; or it is, and looks through another user's eyes just now.",
        "Ask whoever runs this installation. An operator who looks through a user's eyes stops that first.");

    /// <summary>ERR_ADMIN_002.</summary>
    public static readonly ErrorDefinition NoSuchUser = new(
        "ERR_ADMIN_002", "No such user", ErrorKind.NotFound, 404,
        "There is no account with this id.", "Look the user up in the list of users; the account may have been deleted.");

    /// <summary>ERR_ADMIN_003.</summary>
    public static readonly ErrorDefinition OwnEyes = new(
        "ERR_ADMIN_003", "Own account", ErrorKind.Validation, 400,
        "An operator cannot look through the own eyes, nor suspend the own account.", "Choose another user.");

    /// <summary>ERR_ADMIN_004.</summary>
    public static readonly ErrorDefinition NotImpersonating = new(
        "ERR_ADMIN_004", "No impersonation, or one too many", ErrorKind.Unauthorized, 401,
        "There is no impersonation to stop: none was begun, it was ended, or its time has run out. Or one goes on already, and there is never one inside another.",
        "Begin one from the user's page; stop the one that goes on before the next.");

    /// <summary>ERR_ADMIN_005.</summary>
    public static readonly ErrorDefinition InviteNotMade = new(
        "ERR_ADMIN_005", "Invite code not made", ErrorKind.Validation, 400,
        "The invite code could not be made: it is taken, or its expiry, its number of uses or its form is not allowed.",
        "Choose another code, an expiry in the future and 1 use or more.");

    /// <summary>ERR_ADMIN_006.</summary>
    public static readonly ErrorDefinition Closed = new(
        "ERR_ADMIN_006", "Closed while impersonating", ErrorKind.Forbidden, 403,
        "Operators' eyes are not looked through; and whoever looks through a user's eyes cannot open security settings, delete anything or export data.",
        "Stop the impersonation. What is closed is the user's own to do.");
}
