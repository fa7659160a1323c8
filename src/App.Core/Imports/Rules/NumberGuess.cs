using System.Globalization;
using System.Text;

namespace App.Core.Imports.Rules;

/// <summary>What a text that is not a number by the rules probably means; offered, never applied.</summary>
internal static class NumberGuess
{
    /// <summary>A spelling that would be accepted, or nothing when the text could mean several things.</summary>
    public static Guess For(string found)
    {
        if (found.Length > 40)
            return default;
        var text = found.Trim().Trim('\u00A0');
        foreach (var unit in (string[])["USD", "US$", "$"])
            text = text.Replace(unit, "", StringComparison.OrdinalIgnoreCase).Trim();

        return new(Accepted(Exponent(text)) ?? Accepted(DecimalComma(text)) ?? Accepted(TrailingMinus(text)) ?? Accepted(WithoutSpaces(text)));
    }

    private static string? Accepted(string? guess) =>
        guess is not null && NumberText.Read(Encoding.UTF8.GetBytes(guess)).Fault == NumberFault.None ? guess : null;

    private static string? Exponent(string text) =>
        text.Contains('e', StringComparison.OrdinalIgnoreCase)
        && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value.ToString("0.############################", CultureInfo.InvariantCulture)
            : null;

    // “1234,56” and “1.234,56”: one comma after all points is the decimal sign of half the world. “1,234” is not touched: it is a number by the rules.
    private static string? DecimalComma(string text)
    {
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        return comma >= 0 && comma == text.LastIndexOf(',') && text.LastIndexOf('.') < comma
            ? text.Replace(".", "", StringComparison.Ordinal).Replace(',', '.')
            : null;
    }

    private static string? TrailingMinus(string text) => text.Length > 1 && text[^1] is '-' or '−' ? "-" + text[..^1].Trim() : null;

    private static string? WithoutSpaces(string text) => new([.. text.Where(character => !char.IsWhiteSpace(character) && character is not ('\'' or '’'))]);
}

/// <summary>A proposal for a repair.</summary>
/// <param name="Suggestion">A value that would be accepted, or null.</param>
/// <param name="Hint">Words to go with the error when there are several readings, or null.</param>
internal readonly record struct Guess(string? Suggestion, string? Hint = null);
