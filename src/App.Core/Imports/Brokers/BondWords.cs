using System.Text.RegularExpressions;

namespace App.Core.Imports.Brokers;

/// <summary>Tells bonds from what has only to do with them: a fund of bonds has no coupon and no day on which it is paid back.</summary>
/// <remarks>Texts are in upper case, at most a few hundred characters.</remarks>
internal static partial class BondWords
{
    /// <summary>True for words that name a bond by itself, and no fund of bonds.</summary>
    public static bool NameBond(string words) => NameMaturity(words) || ((Debt().IsMatch(words) || Coupon().IsMatch(words)) && !Fund().IsMatch(words));

    /// <summary>True for words with a day of maturity and a coupon or a word for debt: <c>QUARTZ CITY 4.5% 06/01/2030</c>.</summary>
    public static bool NameMaturity(string words) => Maturity().IsMatch(words) && (Coupon().IsMatch(words) || Debt().IsMatch(words));

    /// <summary>True for a broker's name for the sort of security that bonds are.</summary>
    public static bool NameType(string type) => Type().IsMatch(type);

    [GeneratedRegex(@"\b\d{1,2}[/-]\d{1,2}[/-](?:\d{4}|\d{2})\b|\bDUE\b|\bMATUR", RegexOptions.CultureInvariant)]
    private static partial Regex Maturity();

    [GeneratedRegex(@"\d\s?%|\b\d{1,2}\.\d{2,5}\b|\b\d{1,2} [1-7]/[248]\b", RegexOptions.CultureInvariant)]
    private static partial Regex Coupon();

    [GeneratedRegex(@"\bBONDS?\b|FIXED INCOME|\bNOTES?\b|TREASUR|\bMUNI|DEBENTURE|\bCORP(?:ORATE)? DEBT", RegexOptions.CultureInvariant)]
    private static partial Regex Debt();

    [GeneratedRegex(@"\bFUNDS?\b|\bPOOL\b|\bINDEX\b|\bIDX\b|\bTRUST\b|\bPORTFOLIO\b|\bETFS?\b|STABLE|\bINSTL\b", RegexOptions.CultureInvariant)]
    private static partial Regex Fund();

    [GeneratedRegex(@"^\s*(?:(?:corporate|municipal|government|agency|treasury|u\.?s\.?)\s+)*(?:bonds?|fixed income|notes?|treasur(?:y|ies)|municipals?|debt)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Type();
}
