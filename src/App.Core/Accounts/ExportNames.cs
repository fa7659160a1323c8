using System.Globalization;
using System.Text;
using App.Core.Portfolios;

namespace App.Core.Accounts;

/// <summary>The names of folders in an export: a portfolio may be called whatever its owner likes, a folder on somebody's disk may not.</summary>
internal static class ExportNames
{
    // With the number, the parts above it and the longest file below, well within the 260 characters that some systems allow.
    private const int MostLetters = 60;

    /// <summary>The folder of a portfolio, with a slash at its end. The number keeps two of one name apart, and names such as CON harmless.</summary>
    public static string FolderOf(Portfolio portfolio, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"portfolios/{number:000} {Safe(portfolio.Name)}").TrimEnd() + "/";

    /// <summary>Letters and digits of every script, with marks on them, and a few signs; whatever else there is becomes one underscore.</summary>
    internal static string Safe(string name)
    {
        var text = new StringBuilder();
        var letters = 0;
        foreach (var rune in Whole(name).Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (letters++ == MostLetters)
            {
                break;
            }

            if (Rune.IsLetterOrDigit(rune) || IsMark(rune) || rune.Value is ' ' or '-' or '(' or ')' or '&')
            {
                text.Append(rune.ToString());
            }
            else if (text.Length == 0 || text[^1] != '_')
            {
                text.Append('_');
            }
        }

        return text.ToString().Trim();
    }

    // Half of a surrogate pair is no text, and cannot be normalised.
    private static string Whole(string name) => string.Concat(name.EnumerateRunes());

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
