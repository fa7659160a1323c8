using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using App.Core.Imports.Rules;
using App.Core.Portfolios;

namespace App.Core.Imports.Brokers;

/// <summary>Listed options as each broker spells them.</summary>
internal static partial class OptionSpelling
{
    private const int LongestRead = 120;

    // Jan 5 26 $5
    private const int FewestDigits = 4;

    /// <summary>The contract that a symbol or a description names; null when it names none.</summary>
    public static OptionTerms? Read(string text)
    {
        var name = text.Trim();
        if (name.Length is < 6 or > LongestRead || CountDigits(name) < FewestDigits)
            return null;
        return Occ(name) ?? Of(Compact().Match(name)) ?? Of(Dated().Match(name)) ?? Of(Worded().Match(name)) ?? Of(Described().Match(name)) ?? Of(Exp().Match(name)) ?? Hash(name);
    }

    private static int CountDigits(string name)
    {
        var count = 0;
        foreach (var character in name)
            count += char.IsAsciiDigit(character) ? 1 : 0;
        return count;
    }

    // AAPL  260620C00150000, with or without padding and a leading sign.
    private static OptionTerms? Occ(string name)
    {
        var bare = name.TrimStart('-', '.', ' ');
        return OccSymbol.TryRead(Encoding.ASCII.GetBytes(bare), out var occ) && occ is { Expiration: { } day, Strike: > 0 } ? new(occ.Root, occ.Strike, day, occ.Type) : null;
    }

    private static OptionTerms? Of(Match match)
    {
        if (!match.Success || DayOf(match) is not { } day)
            return null;
        var isRead = decimal.TryParse(match.Groups["strike"].ValueSpan, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var strike);
        return isRead && strike is > 0 and < 1_000_000m
            ? new(SecurityKind.Clean(match.Groups["root"].Value), strike / 1.0000m, day, char.ToUpperInvariant(match.Groups["right"].Value[0]) == 'C' ? OptionType.Call : OptionType.Put)
            : null;
    }

    private static DateOnly? DayOf(Match match)
    {
        var text = match.Groups["date"].Value;
        return DateOnly.TryParseExact(text, ["yyMMdd", "ddMMMyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : FileDate.Read(text);
    }

    // Merrill: XYZ#B1326C425000 is XYZ, February (A to L) 13 of 2026, call, 425.
    private static OptionTerms? Hash(string name)
    {
        var match = Hashed().Match(name);
        if (!match.Success)
            return null;
        var month = char.ToUpperInvariant(match.Groups["month"].Value[0]) - 'A' + 1;
        var strike = decimal.Parse(match.Groups["strike"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) / 1000m;
        return DateText.TryMake(2000 + int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture), month, int.Parse(match.Groups["day"].ValueSpan, CultureInfo.InvariantCulture), out var day) && strike > 0
            ? new(match.Groups["root"].Value.ToUpperInvariant(), strike, day, match.Groups["right"].Value is "C" or "c" ? OptionType.Call : OptionType.Put)
            : null;
    }

    // -ABC260620P10, -ABC260620C12.5 (Fidelity), ABC 20JUN26 10 C (Interactive Brokers)
    [GeneratedRegex(@"^[-.]?\s*(?<root>[A-Z]{1,6})\d?\s?(?<date>\d{6})(?<right>[CP])(?<strike>\d{1,6}(?:\.\d{1,4})?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Compact();

    // ABC 06/20/2026 10.00 P and ABC/B 06/20/2026 10.00 P (Schwab), ABC 20JUN26 10 C (Interactive Brokers), ABC 1/16/2026 Call $150.00
    [GeneratedRegex(@"^(?<root>[A-Z]{1,6}(?:[./][A-Z]{1,2})?)\s+(?<date>\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d{2}-\d{2}|\d{2}[A-Z]{3}\d{2})\s+(?:\$?(?<strike>[\d,]{1,9}(?:\.\d{1,4})?)\s+(?<right>C|P|CALL|PUT)|(?<right>CALL|PUT|C|P)\s+\$?(?<strike>[\d,]{1,9}(?:\.\d{1,4})?))$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Dated();

    // QQQ Dec 31 '26 $600 Put (E*TRADE)
    [GeneratedRegex(@"^(?<root>[A-Z]{1,6}(?:[./][A-Z]{1,2})?)\s+(?<date>[A-Z]{3}\s+\d{1,2}\s*,?\s+'?\d{2,4})(?:\s+\([A-Z]\))?\s+\$?(?<strike>[\d,]{1,9}(?:\.\d{1,4})?)\s+(?<right>CALL|PUT)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Worded();

    // CALL (AAPL) APPLE INC JAN 16 26 $150 (100 SHS) (Fidelity's description)
    [GeneratedRegex(@"^(?<right>CALL|PUT)\s+\((?<root>[A-Z]{1,6})\)\s.*?(?<date>(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)\s+\d{1,2}\s+\d{2,4})\s+\$(?<strike>[\d,]{1,9}(?:\.\d{1,4})?)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Described();

    // PUT ABC $10 EXP 06/20/26
    [GeneratedRegex(@"^(?<right>CALL|PUT)\s+(?<root>[A-Z]{1,6})\s+\$(?<strike>[\d,]{1,9}(?:\.\d{1,4})?)\s+EXP\s+(?<date>\d{1,2}/\d{1,2}/\d{2,4})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Exp();

    [GeneratedRegex(@"^(?<root>[A-Z]{1,6})#(?<month>[A-L])(?<day>\d{2})(?<year>\d{2})(?<right>[CP])(?<strike>\d{4,9})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Hashed();
}
