using System.Text;
using App.Core.Imports.Rules;

namespace App.Core.Imports.Brokers;

/// <summary>Numbers as brokers write them, and the many ways in which they write that there is none.</summary>
internal static class BrokerNumber
{
    private static readonly HashSet<string> Nothing = new(StringComparer.OrdinalIgnoreCase)
    {
        "", "-", "--", "---", "–", "—", "n/a", "na", "not applicable", "not available", "unavailable", "unknown", "null", "none", "incomplete", "missing", "pending", "#n/a", "...",
    };

    private const int LongestNothing = 14;

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = Nothing.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>True when a cell says that there is no figure.</summary>
    public static bool IsNothing(string text) => text.AsSpan().Trim() is { Length: <= LongestNothing } bare && Words.Contains(bare);

    /// <summary>The number; null when there is none or the text is no number. Currency signs and codes, signs, parentheses and thousands separators are taken off.</summary>
    public static decimal? Read(ReadOnlySpan<char> text)
    {
        var bare = text.Trim();
        if (bare.IsEmpty || bare.Length > 40)
            return null;
        bare = WithoutCode(bare);

        // 1,234.56- is how ledgers write negatives.
        var isTrailing = bare.Length > 1 && bare[^1] is '-' or '−' && (char.IsAsciiDigit(bare[0]) || bare[0] is '$' or '.');
        Span<byte> utf8 = stackalloc byte[128];
        var number = NumberText.Read(utf8[..Encoding.UTF8.GetBytes(isTrailing ? bare[..^1] : bare, utf8)]);
        return number.Fault != NumberFault.None ? null : isTrailing ? -number.Value : number.Value;
    }

    /// <summary>The number as the template writes it: no separators, no trailing zeros.</summary>
    public static string Write(decimal value, int decimals)
    {
        var rounded = Math.Round(value, decimals, MidpointRounding.AwayFromZero);
        return (rounded / 1.0000000000000000000000000000m).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    // 1,234.56 USD, USD 1,234.56, US$5
    private static ReadOnlySpan<char> WithoutCode(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("USD", StringComparison.OrdinalIgnoreCase))
            return text[3..].Trim();
        if (text.EndsWith("USD", StringComparison.OrdinalIgnoreCase))
            return text[..^3].Trim();
        return text.StartsWith("US$", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
    }
}
