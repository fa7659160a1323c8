using App.Core.Results;

namespace App.Core.Accounts;

/// <summary>What a passkey may be called: 1 to 60 characters of text.</summary>
public static class PasskeyNameRule
{
    /// <summary>Most characters.</summary>
    public const int MaxLength = 60;

    /// <summary>Most passkeys of an account.</summary>
    public const int MostPasskeys = 10;

    /// <summary>The fault of a name, or null when it is good. Surrounding spaces do not count.</summary>
    public static Error? Check(string? name)
    {
        var text = name?.Trim() ?? string.Empty;
        return text.Length switch
        {
            0 => SecurityErrors.PasskeyName.Because("The passkey has no name. Enter one that says where it is kept.", "Name"),
            > MaxLength => SecurityErrors.PasskeyName.Because($"The name has {text.Length} characters; {MaxLength} are allowed.", "Name"),
            _ => PlainText.FirstForeign(text) is { } foreign
                ? SecurityErrors.PasskeyName.Because($"The name has the character {foreign}, which is not text. Remove it.", "Name")
                : null,
        };
    }
}
