using System.Globalization;
using System.Text;

namespace App.Core.Imports.Rules;

/// <summary>How a value of the user's is quoted in a message.</summary>
internal static class FoundText
{
    /// <summary>Longest piece of a value that is shown, in characters.</summary>
    private const int Longest = 60;

    /// <summary>The value in quotation marks, clipped, with control and invisible characters made visible.</summary>
    public static string Quote(string found) => $"“{Show(found)}”";

    /// <summary>The value clipped to 60 characters, with control and invisible characters made visible.</summary>
    public static string Show(string found)
    {
        var clipped = Clip(found);
        return clipped.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0 ? clipped : MakeVisible(clipped);
    }

    /// <summary>The value clipped to 60 characters, an ellipsis marking that there is more; never in the middle of a surrogate pair.</summary>
    public static string Clip(string found)
    {
        if (found.Length <= Longest)
            return found;
        var length = char.IsHighSurrogate(found[Longest - 1]) ? Longest - 1 : Longest;
        return string.Concat(found.AsSpan(0, length), "…");
    }

    private static string MakeVisible(string text)
    {
        var visible = new StringBuilder(text.Length + 8);
        foreach (var rune in text.EnumerateRunes())
        {
            // Control characters have pictures of their own from U+2400 on; the others (direction marks, joiners, private use) are named by number.
            if (rune.Value < 0x20)
                visible.Append((char)(0x2400 + rune.Value));
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned)
                visible.Append(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]");
            else
                visible.Append(rune);
        }

        return visible.ToString();
    }
}
