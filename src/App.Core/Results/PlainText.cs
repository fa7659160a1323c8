using System.Globalization;
using System.Text;

namespace App.Core.Results;

/// <summary>That a line of text is text: no control characters and no half of a surrogate pair, which databases and screens cannot hold.</summary>
public static class PlainText
{
    /// <summary>True when the text has no half of a surrogate pair.</summary>
    public static bool IsWhole(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !Rune.TryGetRuneAt(text, i++, out _))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The first character that is none, as U+0000; null when all are.</summary>
    /// <param name="text">The text.</param>
    /// <param name="lines">True to allow line breaks and tabs.</param>
    public static string? FirstForeign(string text, bool lines = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var i = 0; i < text.Length;)
        {
            var whole = Rune.TryGetRuneAt(text, i, out var rune);
            var allowed = whole && (!Rune.IsControl(rune) || (lines && rune.Value is '\n' or '\r' or '\t'));
            if (!allowed)
            {
                return string.Create(CultureInfo.InvariantCulture, $"U+{(int)text[i]:X4}");
            }

            i += rune.Utf16SequenceLength;
        }

        return null;
    }
}
