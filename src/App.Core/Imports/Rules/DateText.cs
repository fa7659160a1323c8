namespace App.Core.Imports.Rules;

/// <summary>Reads dates written exactly as YYYY-MM-DD.</summary>
internal static class DateText
{
    /// <summary>True for ten characters that name a day of the calendar.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out DateOnly date)
    {
        date = default;
        return text.Length == 10 && text[4] == '-' && text[7] == '-'
            && TryDigits(text[..4], out var year) && TryDigits(text[5..7], out var month) && TryDigits(text[8..], out var day)
            && TryMake(year, month, day, out date);
    }

    /// <summary>True when the three numbers name a day.</summary>
    public static bool TryMake(int year, int month, int day, out DateOnly date)
    {
        date = default;
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        date = new DateOnly(year, month, day);
        return true;
    }

    /// <summary>Reads decimal digits and nothing else; at most 9 of them.</summary>
    public static bool TryDigits(ReadOnlySpan<byte> text, out int number)
    {
        number = 0;
        foreach (var character in text)
        {
            if (character is < (byte)'0' or > (byte)'9')
                return false;
            number = (number * 10) + (character - '0');
        }

        return text.Length is > 0 and <= 9;
    }
}
