using App.Core.Results;

namespace App.Core.Accounts;

/// <summary>What can go wrong when somebody secures an account, or gets back into it.</summary>
[ErrorCatalogue]
public static class SecurityErrors
{
    /// <summary>ERR_AUTH_003.</summary>
    public static readonly ErrorDefinition LinkNotUsable = new(
        "ERR_AUTH_003", "Link not accepted", ErrorKind.Validation, 422,
        "The link was used, is older than an hour, is not complete, or something about the account has changed since it was sent.",
        "Ask for a new link. Open it from the message, or copy all of it.");

    /// <summary>ERR_AUTH_004.</summary>
    public static readonly ErrorDefinition CodeNotAccepted = new(
        "ERR_AUTH_004", "Code not accepted", ErrorKind.Unauthorized, 401,
        "The code of the authenticator app or the recovery code is wrong, was used, or is too old; after several failures an account pauses for a few minutes.",
        "Wait for the app's next code and check that the clock of the device is right. Each code works once. Without the device, use a recovery code.");

    /// <summary>ERR_AUTH_005.</summary>
    public static readonly ErrorDefinition PasswordNotConfirmed = new(
        "ERR_AUTH_005", "Password not accepted", ErrorKind.Validation, 422,
        "A change to an account asks for its present password, and the one given is not it; after several failures an account pauses for a few minutes.",
        "Enter the password you sign in with. If you do not know it any more, sign out and use the link for a forgotten password.");

    /// <summary>ERR_AUTH_006.</summary>
    public static readonly ErrorDefinition PasskeyNotAccepted = new(
        "ERR_AUTH_006", "Passkey not accepted", ErrorKind.Unauthorized, 401,
        "The passkey is not known here, the device did not confirm who you are, or it took too long.",
        "Try again, or sign in with address and password.");

    /// <summary>ERR_AUTH_007.</summary>
    public static readonly ErrorDefinition PasskeyName = new(
        "ERR_AUTH_007", "Passkey needs a name", ErrorKind.Validation, 422,
        "The name of a passkey is empty, has more than 60 characters, or has characters that are not text. An account has ten passkeys at most.",
        "Give it a name that says where it is kept, such as the device's.");
}
