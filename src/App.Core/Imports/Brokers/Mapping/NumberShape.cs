namespace App.Core.Imports.Brokers.Mapping;

/// <summary>What the separators in a number say of how its table writes numbers.</summary>
internal enum DecimalProof
{
    /// <summary>It is no number.</summary>
    NotANumber,

    /// <summary>It has no separators.</summary>
    Silent,

    /// <summary>Only with a decimal point is it a number: 12.50, 1,234.56, 1,234,567.</summary>
    Point,

    /// <summary>Only with a decimal comma is it a number: 12,50, 1.234,56, 1.234.567, 1 234,567.</summary>
    Comma,

    /// <summary>1.234: one and a bit, or thousands.</summary>
    AmbiguousPoint,

    /// <summary>1,234: thousands, or one and a bit.</summary>
    AmbiguousComma,
}

/// <summary>A number taken apart, whatever its separators mean: sign, digits and separators without the currency and the blanks around and inside it.</summary>
/// <param name="Proof">What its separators say.</param>
/// <param name="Digits">Digits, points and commas alone.</param>
/// <param name="IsNegative">True with a minus before or behind it, or in parentheses.</param>
/// <param name="Currency">The code or the sign of money that stands beside it; empty when there is none.</param>
internal readonly record struct NumberShape(DecimalProof Proof, string Digits, bool IsNegative, string Currency)
{
    private const int Longest = 40;

    // What is written beside amounts and counts that is neither a sign nor a code of money.
    private static readonly string[] Units = ["Stück", "Stk.", "Stk", "stk", "St.", "kr.", "kr", "zł", "Fr."];

    private static readonly NumberShape None = new(DecimalProof.NotANumber, "", false, "");

    /// <summary>Takes a cell apart. A share of a whole, 12 %, is a number of another kind and none here.</summary>
    public static NumberShape Of(string cell)
    {
        var text = cell.AsSpan().Trim();
        if (text.IsEmpty || text.Length > Longest || !text.ContainsAnyInRange('0', '9'))
            return None;
        var currency = "";
        var negative = false;

        // Sign, parentheses, currency and unit stand around the digits in any order.
        for (var length = -1; length != text.Length;)
        {
            length = text.Length;
            text = WithoutMoney(text, ref currency);
            if (text.Length < 2)
                break;
            var isSigned = text[0] is '-' or '−' or '+';
            var isBehind = text[^1] is '-' or '−';
            var isEnclosed = text[0] == '(' && text[^1] == ')';
            negative |= (isSigned && text[0] != '+') || isBehind || isEnclosed;
            text = text[(isSigned || isEnclosed ? 1 : 0)..(isBehind || isEnclosed ? ^1 : ^0)].Trim();
        }

        Span<char> digits = stackalloc char[Longest];
        return Join(text, digits, out var isGrouped) is > 0 and var count ? new(ProofOf(digits[..count], isGrouped), digits[..count].ToString(), negative, currency) : None;
    }

    // Blanks and apostrophes separate thousands wherever they stand inside a number.
    private static int Join(ReadOnlySpan<char> text, Span<char> digits, out bool isGrouped)
    {
        var (count, groups) = (0, text.IndexOfAny(" \u00A0\u202F'’"));
        isGrouped = groups >= 0;
        if (isGrouped && !HasGroupsOfThree(text))
            return 0;
        foreach (var character in text)
        {
            if (char.IsAsciiDigit(character) || character is '.' or ',')
                digits[count++] = character;
            else if (character is not (' ' or '\u00A0' or '\u202F' or '\'' or '’'))
                return 0;
        }

        return count;
    }

    private static bool HasGroupsOfThree(ReadOnlySpan<char> text)
    {
        var whole = text.IndexOfAny('.', ',') is >= 0 and var mark ? text[..mark] : text;
        var (group, first) = (0, true);
        foreach (var character in whole)
        {
            if (char.IsAsciiDigit(character))
            {
                group++;
                continue;
            }

            if (first ? group is 0 or > 3 : group != 3)
                return false;
            (group, first) = (0, false);
        }

        return first || group == 3;
    }

    private static DecimalProof ProofOf(ReadOnlySpan<char> digits, bool isGrouped)
    {
        var (points, commas) = (digits.Count('.'), digits.Count(','));
        if (points == 0 && commas == 0)
            return DecimalProof.Silent;
        if (points > 0 && commas > 0)
        {
            return digits.LastIndexOf('.') > digits.LastIndexOf(',')
                ? points == 1 && IsGroupedBy(',', digits[..digits.LastIndexOf('.')]) ? DecimalProof.Point : DecimalProof.NotANumber
                : commas == 1 && IsGroupedBy('.', digits[..digits.LastIndexOf(',')]) ? DecimalProof.Comma : DecimalProof.NotANumber;
        }

        var (mark, count, decimals, grouping) = points > 0 ? ('.', points, DecimalProof.Point, DecimalProof.Comma) : (',', commas, DecimalProof.Comma, DecimalProof.Point);
        if (count > 1)
            return !isGrouped && IsGroupedBy(mark, digits) ? grouping : DecimalProof.NotANumber;
        if (digits.Length == 1)
            return DecimalProof.NotANumber;
        var isAmbiguous = !isGrouped && digits[0] != '0' && IsGroupedBy(mark, digits);
        return !isAmbiguous ? decimals : points > 0 ? DecimalProof.AmbiguousPoint : DecimalProof.AmbiguousComma;
    }

    // One to three digits, then groups of three.
    private static bool IsGroupedBy(char mark, ReadOnlySpan<char> digits)
    {
        var first = true;
        foreach (var part in digits.Split(mark))
        {
            var length = digits[part].Length;
            if (first ? length is 0 or > 3 : length != 3)
                return false;
            first = false;
        }

        return true;
    }

    private static ReadOnlySpan<char> WithoutMoney(ReadOnlySpan<char> text, scoped ref string currency)
    {
        if (text.IsEmpty || (char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[^1])))
            return text;
        foreach (var unit in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal))
                return text[..^unit.Length].Trim();
            if (text.StartsWith(unit, StringComparison.Ordinal))
                return text[unit.Length..].Trim();
        }

        var (front, back) = (LengthOfCode(text), LengthOfCodeAtEnd(text));
        if (front > 0)
            currency = text[..front].ToString();
        else if (back > 0)
            currency = text[^back..].ToString();
        return front > 0 ? text[front..].Trim() : back > 0 ? text[..^back].Trim() : text;
    }

    private static int LengthOfCode(ReadOnlySpan<char> text) =>
        char.GetUnicodeCategory(text[0]) == System.Globalization.UnicodeCategory.CurrencySymbol ? 1 : text.Length > 3 && !char.IsLetter(text[3]) && CurrencyCodes.Has(text[..3]) ? 3 : 0;

    private static int LengthOfCodeAtEnd(ReadOnlySpan<char> text) =>
        char.GetUnicodeCategory(text[^1]) == System.Globalization.UnicodeCategory.CurrencySymbol ? 1 : text.Length > 3 && !char.IsLetter(text[^4]) && CurrencyCodes.Has(text[^3..]) ? 3 : 0;
}
