using App.Core.Results;

namespace App.Core.Accounts;

/// <summary>What a password must have: 8 characters or more, upper case, lower case, a digit, and not be one that many people use.</summary>
public static class PasswordRule
{
    /// <summary>Fewest characters.</summary>
    public const int MinLength = 8;

    /// <summary>Most characters; a bound on what is hashed, not on secrecy.</summary>
    public const int MaxLength = 200;

    /// <summary>The fault of a password, or null when it is good. The password itself is in no part of the error.</summary>
    public static Error? Check(string? password)
    {
        password ??= string.Empty;
        var hasUpper = password.Any(char.IsUpper);
        var hasLower = password.Any(char.IsLower);
        var hasDigit = password.Any(char.IsAsciiDigit);
        var tooCommon = CommonPasswords.Contains(password);
        string[] missing =
        [
            .. password.Length < MinLength ? [$"it has {password.Length} characters and needs {MinLength} or more"] : Array.Empty<string>(),
            .. password.Length > MaxLength ? [$"it has {password.Length} characters and may have {MaxLength}"] : Array.Empty<string>(),
            .. hasUpper ? [] : new[] { "it has no upper-case letter" },
            .. hasLower ? [] : new[] { "it has no lower-case letter" },
            .. hasDigit ? [] : new[] { "it has no digit" },
            .. tooCommon && password.Length > 0 ? new[] { "it is one that many people use" } : [],
        ];
        return missing.Length == 0
            ? null
            : AccountErrors.PasswordWeak.Because(
                $"The password is too weak: {string.Join(", ", missing)}.",
                "Password",
                details: new Dictionary<string, object?>
                {
                    ["reason"] = string.Join(", ", missing),
                    ["has_uppercase"] = hasUpper,
                    ["has_lowercase"] = hasLower,
                    ["has_digit"] = hasDigit,
                    ["too_common"] = tooCommon,
                });
    }
}
