using App.Core.Results;

namespace App.Core.Accounts;

/// <summary>What a full name must be: 1 to 200 characters of text.</summary>
public static class NameRule
{
    /// <summary>Most characters.</summary>
    public const int MaxLength = 200;

    /// <summary>The fault of a name, or null when it is good. Surrounding spaces do not count.</summary>
    public static Error? Check(string? name)
    {
        var text = name?.Trim() ?? string.Empty;
        return text.Length switch
        {
            0 => AccountErrors.FullNameRequired.Because("The full name is empty. Enter your name.", "Full name"),
            > MaxLength => AccountErrors.FullNameRequired.Because($"The full name has {text.Length} characters; {MaxLength} are allowed.", "Full name"),
            _ => PlainText.FirstForeign(text) is { } foreign
                ? AccountErrors.FullNameRequired.Because($"The full name has the character {foreign}, which is not text. Remove it.", "Full name")
                : null,
        };
    }
}
