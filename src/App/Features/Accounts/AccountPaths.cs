namespace App.Features.Accounts;

/// <summary>Where the pages of a user's own account are.</summary>
internal static class AccountPaths
{
    public const string Profile = "/account";

    public const string Security = "/account/security";

    public const string SetUpTwoFactor = "/account/security/two-factor";

    public const string ConfirmEmail = "/confirm-email";

    public const string ForgotPassword = "/forgot-password";

    public const string ResetPassword = "/reset-password";

    public const string TwoFactor = "/sign-in/two-factor";
}
