using App.Core.Results;

namespace App.Core.Accounts;

/// <summary>What can be wrong with a registration or a sign-in.</summary>
[ErrorCatalogue]
public static class AccountErrors
{
    /// <summary>ERR_INVITE_001.</summary>
    public static readonly ErrorDefinition InviteNotUsable = new(
        "ERR_INVITE_001", "Invite code not accepted", ErrorKind.Unauthorized, 401,
        "The invite code is unknown, expired, used up or revoked. Which of these is not told.",
        "Check the code for typing errors; case and surrounding spaces do not matter. Ask whoever invited you for a new one.");

    /// <summary>ERR_USER_001.</summary>
    public static readonly ErrorDefinition EmailTaken = new(
        "ERR_USER_001", "E-mail already registered", ErrorKind.Conflict, 409,
        "There is an account with this e-mail address.", "Sign in with it, or register with another address.");

    /// <summary>ERR_USER_002.</summary>
    public static readonly ErrorDefinition EmailFormat = new(
        "ERR_USER_002", "E-mail address not valid", ErrorKind.Validation, 422,
        "The e-mail address is empty or is not an address.", "Write it like name@example.com.");

    /// <summary>ERR_USER_003.</summary>
    public static readonly ErrorDefinition PasswordWeak = new(
        "ERR_USER_003", "Password too weak", ErrorKind.Validation, 422,
        "The password is shorter than 8 characters, lacks an upper-case letter, a lower-case letter or a digit, or is one that many people use.",
        "Use 8 characters or more with upper case, lower case and a digit; a few words of your own with a number are good.");

    /// <summary>ERR_USER_004.</summary>
    public static readonly ErrorDefinition FullNameRequired = new(
        "ERR_USER_004", "Full name required", ErrorKind.Validation, 422,
        "The full name is empty or has more than 200 characters.", "Enter your name, 1 to 200 characters.");

    /// <summary>ERR_USER_005.</summary>
    public static readonly ErrorDefinition VersionChanged = new(
        "ERR_USER_005", "Account changed meanwhile", ErrorKind.Conflict, 409,
        "The change was made for another version of the account than the one that is stored. Nothing was changed.", "Read the account as it is, and decide anew.");

    /// <summary>ERR_USER_006.</summary>
    public static readonly ErrorDefinition NoSuchPreference = new(
        "ERR_USER_006", "Preference not known", ErrorKind.Validation, 422,
        "The locale, the theme or the choice about amounts is none of those there are.", "Choose one of those that the message names, or none.");

    /// <summary>ERR_AUTH_001. Not in the onboarding table of codes: sign-in needs a code of its own for problem details.</summary>
    public static readonly ErrorDefinition SignInFailed = new(
        "ERR_AUTH_001", "Sign-in failed", ErrorKind.Unauthorized, 401,
        "No credentials were given, or they were not accepted. Whether the address is known is not told; after several failures an account pauses for a few minutes.",
        "Check address and password, or get a new access token. Wait a few minutes after several failures.");

    /// <summary>ERR_AUTH_002.</summary>
    public static readonly ErrorDefinition TwoFactorRequired = new(
        "ERR_AUTH_002", "Second factor required", ErrorKind.Unauthorized, 401,
        "Address and password are right, and the account has two-factor sign-in: a code is needed too.",
        "Send the code of the authenticator app as two_factor_code, or a recovery code as recovery_code, with address and password.");
}
