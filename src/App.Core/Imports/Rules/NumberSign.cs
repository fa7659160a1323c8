namespace App.Core.Imports.Rules;

/// <summary>What may stand around the digits of a number.</summary>
internal static class NumberSign
{
    /// <summary>Cuts sign, dollar, parentheses and spaces off; true for negative, null when they contradict each other.</summary>
    public static bool? Strip(ref ReadOnlySpan<byte> text)
    {
        bool sign = false, dollar = false, parenthesis = false, negative = false;
        while (text.Length > 0 && text[0] is not (>= (byte)'.' and <= (byte)'9'))
        {
            var length = 1;
            switch (text[0])
            {
                case (byte)' ':
                    break;
                case (byte)'$' when !dollar:
                    dollar = true;
                    break;
                case (byte)'(' when !parenthesis:
                    parenthesis = true;
                    break;
                case (byte)'+' or (byte)'-' when !sign:
                    sign = true;
                    negative = text[0] == '-';
                    break;
                default:
                    if (sign || !text.StartsWith("−"u8))
                        return null;
                    sign = negative = true;
                    length = "−"u8.Length;
                    break;
            }

            text = text[length..];
        }

        return parenthesis ? Close(ref text, sign) : negative;
    }

    private static bool? Close(ref ReadOnlySpan<byte> text, bool signed)
    {
        if (signed || text.Length == 0 || text[^1] != ')')
            return null;
        text = text[..^1].TrimEnd((byte)' ');
        return true;
    }
}
