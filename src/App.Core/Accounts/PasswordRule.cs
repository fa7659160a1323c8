using System.Collections.Frozen;
using App.Core.Results;

namespace App.Core.Accounts;

/// <summary>What a password must have: 8 characters or more, upper case, lower case, a digit, and not be one that many people use.</summary>
public static class PasswordRule
{
    /// <summary>Fewest characters.</summary>
    public const int MinLength = 8;

    /// <summary>Most characters; a bound on what is hashed, not on secrecy.</summary>
    public const int MaxLength = 200;

    // What remains of the passwords at the top of every published list once case, digits at the ends and the usual look-alikes are taken away.
    // The rule on letters and digits already refuses the plain forms; these are the bases people decorate to pass it.
    private static readonly FrozenSet<string> CommonBases = new[]
    {
        "password", "passwort", "passw", "pass", "qwerty", "qwertyuiop", "qwertz", "azerty", "asdfgh", "asdfghjkl", "zxcvbn", "zxcvbnm", "qazwsx", "qweasd",
        "qweasdzxc", "abc", "abcd", "abcde", "abcdef", "abcdefg", "abcdefgh", "admin", "administrator", "welcome", "letmein", "login", "master", "hello",
        "monkey", "dragon", "iloveyou", "sunshine", "princess", "football", "baseball", "superman", "batman", "trustno", "whatever", "shadow", "michael",
        "jennifer", "jordan", "summer", "winter", "spring", "autumn", "secret", "changeme", "default", "guest", "test", "testtest", "user", "root", "money",
        "freedom", "starwars", "computer", "internet", "samsung", "google", "liverpool", "chelsea", "arsenal", "pokemon", "charlie", "ashley", "daniel",
        "thomas", "hunter", "killer", "soccer", "hockey", "ranger", "cheese", "cookie", "flower", "ginger", "pepper", "purple", "orange", "banana", "ballast",
        "aa", "q", "a", string.Empty,
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The fault of a password, or null when it is good. The password itself is in no part of the error.</summary>
    public static Error? Check(string? password)
    {
        password ??= string.Empty;
        var hasUpper = password.Any(char.IsUpper);
        var hasLower = password.Any(char.IsLower);
        var hasDigit = password.Any(char.IsAsciiDigit);
        var tooCommon = IsCommon(password);
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

    private static bool IsCommon(string password)
    {
        // "P4ssw0rd2024!": the ends go first and the look-alikes within are undone. "4dmin1" needs it the other way round.
        var lower = password.ToLowerInvariant();
        return password.Distinct().Count() < 4
            || CommonBases.Contains(Bare(lower))
            || CommonBases.Contains(Plain(Bare(lower)))
            || CommonBases.Contains(Bare(Plain(lower)));
    }

    private static string Bare(string text) => text.Trim([.. "0123456789!?.#*_-+=&%@$"]);

    private static string Plain(string text) => new([.. text.Select(LookAlike)]);

    private static char LookAlike(char character) => character switch
    {
        '@' or '4' => 'a',
        '0' => 'o',
        '3' => 'e',
        '$' or '5' => 's',
        '7' => 't',
        _ => character,
    };
}
