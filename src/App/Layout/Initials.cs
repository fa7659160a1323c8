using System.Globalization;

namespace App.Layout;

/// <summary>The letters that stand for a name in the header.</summary>
internal static class Initials
{
    /// <summary>First letters of the first and the last word, upper case; a question mark for an empty name.</summary>
    public static string Of(string name)
    {
        var words = name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length switch
        {
            0 => "?",
            1 => First(words[0]),
            _ => First(words[0]) + First(words[^1]),
        };
    }

    // A text element, so that letters of two code units or with an accent of their own stay whole.
    private static string First(string word) => StringInfo.GetNextTextElement(word).ToUpperInvariant();
}
