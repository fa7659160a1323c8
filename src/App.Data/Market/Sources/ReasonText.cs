using System.Text;

namespace App.Data.Market.Sources;

/// <summary>Makes the reason of an answer fit to be shown: one line, at most 200 characters, and without the source's key.</summary>
/// <param name="secret">The key, or null.</param>
internal sealed class ReasonText(string? secret)
{
    /// <summary>The longest reason.</summary>
    public const int Longest = 200;

    /// <summary>Shorter secrets are not looked for: they would be found in ordinary words, and no source issues one.</summary>
    private const int ShortestSecret = 4;

    /// <summary>The text on one line, clipped, with the key blotted out. What a source wrote is not trusted to be short, plain or discreet.</summary>
    public string Of(string text)
    {
        var safe = secret is { Length: >= ShortestSecret } ? text.Replace(secret, "…", StringComparison.OrdinalIgnoreCase) : text;
        var line = new StringBuilder(Longest);
        foreach (var rune in safe.EnumerateRunes())
        {
            var shown = Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) ? new Rune(' ') : rune;
            if (shown.Value == ' ' && (line.Length == 0 || line[^1] == ' '))
            {
                continue;
            }

            if (line.Length + shown.Utf16SequenceLength > Longest - 1)
            {
                return line.Append('…').ToString();
            }

            line.Append(shown.ToString());
        }

        return line.ToString().TrimEnd(' ', '.');
    }
}
