using System.Text.RegularExpressions;

namespace App.Core.Imports.Brokers;

/// <summary>The words by which rows that are no positions are known.</summary>
internal static partial class RowWords
{
    // The names of such rows are short. The patterns need no limit of time over so little text: one that counts by the clock ends the reading of an
    // ordinary file on a server that pauses for a moment.
    private const int LongestName = 200;

    /// <summary>The name of a row that sums others up.</summary>
    public static bool IsTotal(string name) => name.Length <= LongestName && (Total().IsMatch(name) || ForeignTotal().IsMatch(name));

    /// <summary>The name of a total of part of the rows.</summary>
    public static bool IsSubtotal(string name) => name.Length <= LongestName && Subtotal().IsMatch(name);

    /// <summary>The name of a row of cash.</summary>
    public static bool IsCash(string name) => name.Length <= LongestName && (Cash().IsMatch(name.Trim().TrimEnd('*')) || ForeignCash().IsMatch(name.Trim()));

    /// <summary>What a broker calls the sort of security that is cash.</summary>
    public static bool IsCashType(string type) => type.Length <= LongestName && CashType().IsMatch(type.Trim());

    /// <summary>The name of money under way.</summary>
    public static bool IsPending(string name) => name.Length <= LongestName && Pending().IsMatch(name);

    [GeneratedRegex(@"^(?>\W*)(?:(?:grand\s+|sub\s*-?)?totals?\b.*|.{1,60}\s(?:sub)?totals?\W*)$", RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Total();

    // German, French, Spanish, Italian, Dutch.
    [GeneratedRegex(@"^(?>\W*)(?:(?:zwischen|gesamt)?summe|gesamt(?:wert|bestand|depot|betrag)?|depotwert|total\s+(?:général|general)|sous-total|somme|suma|totale|totaal|subtotaal)\b(?:\s*:)?(?:\s.{0,60})?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ForeignTotal();

    [GeneratedRegex(@"^(?:verrechnungskonto|guthaben|kontoguthaben|barguthaben|barbestand|bargeld|liquidität|kontostand|liquidités?|esp[èe]ces|compte\s+esp[èe]ces|efectivo|saldo\s+en\s+efectivo|liquidez|contanti|liquidità|saldo\s+contante|contanten|geldrekening|likvida\s+medel)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ForeignCash();

    [GeneratedRegex(@"^\W*sub\s*-?total|^\W*total\s+(?:of|for|in)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Subtotal();

    [GeneratedRegex(@"^(?:cash(?:\s*(?:&|and|\+)\s*(?:cash\s+(?:investments?|equivalents?)|money\s+markets?(?:\s+funds?)?|sweep.*))?|(?:total|net|settled|uninvested|available|core|free)\s+cash|cash\s+(?:balance|position|sweep|reserve|account|\(.{1,30}\)|held.*|usd|investments?)|(?:u\.?s\.?\s*)?dollars?|\$?usd|usd\s+cash|bank\s+deposit(?:\s+(?:program|sweep))?.*|fdic[\s-]insured\s+deposit.*|insured\s+(?:bank\s+)?deposit.*|core\s+(?:account|position)|money\s+accounts?|sweep\s+(?:account|balance|program))$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Cash();

    [GeneratedRegex(@"^(?:cash(?:\s*(?:&|and)\s*(?:money\s+markets?|cash\s+(?:investments?|equivalents?)))?|cash\s+equivalents?|currency|cash\s+balance)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CashType();

    [GeneratedRegex(@"^(?>\W*)(?:pending\s+(?:activity|transactions?|credits?|debits?|cash)|unsettled\s+(?:cash|trades?|activity)|accrued\s+(?:interest|dividends?))\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pending();
}
