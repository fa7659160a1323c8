namespace App.Features.Accounts;

/// <summary>The kinds of messages to users, as stored.</summary>
internal static class MailKinds
{
    public const string PasswordReset = "password_reset";

    public const string ConfirmEmail = "confirm_email";

    public const string Notice = "account_notice";
}
