namespace App.Core.Imports.Rules;

/// <summary>Reads dates written exactly as YYYY-MM-DD.</summary>
internal static class DateText
{
    /// <summary>True for ten characters that name a day of the calendar.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out DateOnly date)
    {
        date = default;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-')
            return false;

        // Read in any case and judged once: ten comparisons that are nearly never true cost more than ten subtractions.
        var worst = 0u;
        var year = (Pair(text, 0, ref worst) * 100) + Pair(text, 2, ref worst);
        var month = Pair(text, 5, ref worst);
        var day = Pair(text, 8, ref worst);
        return worst <= 9 && TryMake((int)year, (int)month, (int)day, out date);
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

    private static uint Pair(ReadOnlySpan<byte> text, int at, ref uint worst)
    {
        uint tens = text[at] - (uint)'0', ones = text[at + 1] - (uint)'0';
        worst = Math.Max(worst, Math.Max(tens, ones));
        return (tens * 10) + ones;
    }
}
