using App.Core.Batches;
using App.Core.Results;

namespace App.Core.Accounts;

/// <summary>How a user wants pages to be written and to look, wherever that user is signed in.</summary>
/// <param name="Locale">The culture that figures are written in, one of <see cref="PreferenceRules.Locales"/>; null for the browser's first language.</param>
/// <param name="Theme">One of <see cref="PreferenceRules.Themes"/>, for browsers in which none was chosen; null for the device's.</param>
/// <param name="Amounts">One of <see cref="PreferenceRules.AmountsChoices"/>, for browsers in which none was chosen; null for shown.</param>
public sealed record UserPreferences(string? Locale = null, string? Theme = null, string? Amounts = null);

/// <summary>What can be preferred.</summary>
public static class PreferenceRules
{
    /// <summary>Amounts that are written.</summary>
    public const string Shown = "shown";

    /// <summary>Amounts that others who see the screen are not to see.</summary>
    public const string Hidden = "hidden";

    /// <summary>The cultures figures are written in. The words are English in all. A language without a region stands for the regions not named: a reader of de-LI gets de.</summary>
    public static IReadOnlyList<string> Locales { get; } =
    [
        "en-US", "en", "en-GB", "en-CA", "en-AU", "en-IE", "en-IN", "en-NZ", "en-ZA", "de", "de-DE", "de-AT", "de-CH", "fr", "fr-FR", "fr-CA", "fr-CH", "fr-BE",
        "es", "es-ES", "es-MX", "es-US", "it", "it-IT", "it-CH", "pt", "pt-BR", "pt-PT", "nl", "nl-NL", "nl-BE", "sv", "sv-SE", "nb", "nb-NO", "da", "da-DK",
        "fi", "fi-FI", "pl", "pl-PL", "cs", "cs-CZ", "ja", "ja-JP", "ko", "ko-KR", "zh", "zh-CN", "zh-TW",
    ];

    /// <summary>light, dark, system. The last follows the reader's device.</summary>
    public static IReadOnlyList<string> Themes { get; } = ["light", "dark", "system"];

    /// <summary>shown, hidden.</summary>
    public static IReadOnlyList<string> AmountsChoices { get; } = [Shown, Hidden];

    /// <summary>Preferences as they are to be stored: empty ones are none, and each is written as the list has it.</summary>
    /// <returns>The preferences, or every one that is none, with those there are.</returns>
    public static Result<UserPreferences> Read(UserPreferences sent)
    {
        ArgumentNullException.ThrowIfNull(sent);
        List<Error> errors = [];
        var read = new UserPreferences(
            OneOf(sent.Locale, "locale", Locales, errors), OneOf(sent.Theme, "theme", Themes, errors), OneOf(sent.Amounts, "amounts", AmountsChoices, errors));
        return errors.Count == 0 ? read : errors;
    }

    private static string? OneOf(string? sent, string field, IReadOnlyList<string> known, List<Error> errors)
    {
        if (string.IsNullOrWhiteSpace(sent))
        {
            return null;
        }

        if (known.FirstOrDefault(each => string.Equals(each, sent.Trim(), StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            return found;
        }

        errors.Add(AccountErrors.NoSuchPreference.Because($"{field} is “{ItemFault.Clip(sent)}”. Those are {string.Join(", ", known)}; leave it empty for none.", field));
        return null;
    }
}
