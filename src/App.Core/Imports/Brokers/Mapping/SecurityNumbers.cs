namespace App.Core.Imports.Brokers.Mapping;

/// <summary>The numbers of securities that carry a check digit.</summary>
internal static class SecurityNumbers
{
    private const int IsinLength = 12;
    private const int CusipLength = 9;

    /// <summary>ISIN, ISO 6166: two letters of a country, nine letters and digits, and the digit that makes the sum by Luhn a multiple of ten, letters counting as 10 to 35.</summary>
    public static bool IsIsin(ReadOnlySpan<char> text)
    {
        if (text.Length != IsinLength || !char.IsAsciiLetterUpper(text[0]) || !char.IsAsciiLetterUpper(text[1]) || !char.IsAsciiDigit(text[^1]))
            return false;
        var (sum, isDoubled) = (0, false);
        for (var index = text.Length - 1; index >= 0; index--)
        {
            if (ValueOf(text[index]) is not { } value)
                return false;
            sum += Counted(value % 10, isDoubled);
            isDoubled = !isDoubled;
            if (value < 10)
                continue;
            sum += Counted(value / 10, isDoubled);
            isDoubled = !isDoubled;
        }

        return sum % 10 == 0;
    }

    /// <summary>CUSIP: eight letters and digits and the check digit, every second of them doubled, the digits of the products summed.</summary>
    public static bool IsCusip(ReadOnlySpan<char> text)
    {
        if (text.Length != CusipLength || !char.IsAsciiDigit(text[^1]) || !text.ContainsAnyInRange('0', '9'))
            return false;
        var sum = 0;
        for (var index = 0; index < CusipLength - 1; index++)
        {
            if (ValueOf(text[index]) is not { } value)
                return false;
            var counted = index % 2 == 1 ? value * 2 : value;
            sum += (counted / 10) + (counted % 10);
        }

        return (10 - (sum % 10)) % 10 == text[^1] - '0';
    }

    private static int? ValueOf(char character) => char.IsAsciiDigit(character) ? character - '0' : char.IsAsciiLetterUpper(character) ? character - 'A' + 10 : null;

    private static int Counted(int digit, bool isDoubled) => !isDoubled ? digit : digit > 4 ? (digit * 2) - 9 : digit * 2;
}
