using System.Globalization;

namespace App.Shared;

/// <summary>Numbers in fields that are typed into: written as the reader writes them, read in their spelling, and with a point where that can mean nothing else.</summary>
/// <remarks>
/// Where the reader's decimal separator is a comma, <c>12,5</c>, <c>12.5</c>, <c>1.234,5</c> and <c>1,234.5</c> are read as they are meant; <c>1.234</c>, which is a thousand and more to the
/// reader and a little over one to a program, is read as the reader's. Where it is a point nothing is changed, so that a comma out of place is told as it is. Text that is no
/// number passes as it is: who reads it says what is wrong.
/// </remarks>
internal static class TypedNumber
{
    /// <summary>A number as its field shows it and reads it again: without groups, with two decimals at least.</summary>
    public static string Write(decimal? value, CultureInfo culture) => value?.ToString("0.00##", culture) ?? "";

    /// <summary>A number as its field shows it: as many decimals as it has, six at most. Its minus is the hyphen that a keyboard has.</summary>
    public static string Write(double value, CultureInfo culture) => value.ToString("0.######", culture).Replace(Formats.Minus, "-", StringComparison.Ordinal);

    /// <summary>What was typed, with a point and without groups.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="culture">The reader's.</param>
    public static string ToInvariant(string typed, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentNullException.ThrowIfNull(culture);
        var (point, group) = (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator);
        if (point == ".")
        {
            return typed;
        }

        // Spaces of any width and apostrophes separate nothing but groups.
        var text = string.Concat(typed.Where(letter => !char.IsWhiteSpace(letter) && letter is not ('\'' or '’')));
        var (own, foreign) = (text.LastIndexOf(point, StringComparison.Ordinal), text.LastIndexOf('.'));
        if (own < 0 && foreign < 0)
        {
            return typed;
        }

        // The last of the two separates decimals, unless it is a point before three digits, which is the reader's group.
        return own > foreign ? text.Replace(".", "", StringComparison.Ordinal).Replace(point, ".", StringComparison.Ordinal)
            : own < 0 && group == "." && IsGrouped(text) ? text.Replace(".", "", StringComparison.Ordinal)
            : text.Replace(point, "", StringComparison.Ordinal);
    }

    private static bool IsGrouped(string text)
    {
        var digits = text.TrimStart('-', '+', '−', '$').TrimEnd('%', '$').Split('.');
        return digits.Length > 1 && digits[0].Length is > 0 and <= 3 && digits[0][0] != '0' && digits.All(part => part.All(char.IsAsciiDigit)) && digits.Skip(1).All(part => part.Length == 3);
    }
}
