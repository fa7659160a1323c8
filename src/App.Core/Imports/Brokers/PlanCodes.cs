using System.Text.RegularExpressions;
using App.Core.Imports.Rules;
using App.Core.Portfolios;

namespace App.Core.Imports.Brokers;

/// <summary>The codes that workplace plans give their funds: they look like tickers, and may be the ticker of something else.</summary>
/// <remarks>
/// A plan's funds are priced in units of their own, with more decimals than an exchange quotes or at exactly 1, and many are trusts and pools that no exchange
/// lists. Where the row says so the code is no ticker. Where nothing tells it stays one, and the position says that this is a guess.
/// </remarks>
internal static partial class PlanCodes
{
    private const int ExchangeDecimals = 2;

    /// <summary>The security with its symbol judged as a plan's.</summary>
    /// <param name="kind">What the row is by its words and its symbol.</param>
    /// <param name="description">Its name in words.</param>
    /// <param name="price">Of one unit; null when the row has none.</param>
    public static SecurityKind Judge(SecurityKind kind, string description, decimal? price)
    {
        var words = description.ToUpperInvariant();
        if (kind.Class != InvestmentClass.Public || kind.IsDebt || IsFundTicker(kind.Symbol) || Exchange().IsMatch(words))
            return kind;
        if (ReasonOf(words, price) is { } reason)
        {
            var name = description.Length > 0 ? $" of “{FoundText.Clip(description)}”" : "";
            return kind with { Class = InvestmentClass.Private, Subtype = InvestmentSubtype.Other, Note = $"{kind.Symbol} is taken for the plan's own code{name}, not for a ticker: {reason}. Held at its entry price." };
        }

        return Company().IsMatch(words)
            ? kind
            : kind with { Doubt = $"{kind.Symbol} is taken for a ticker, which is a guess: the account is a workplace plan's, and it may be the plan's own code. If it is, make the class PRIVATE." };
    }

    private static string? ReasonOf(string words, decimal? price) =>
        Pool().IsMatch(words) ? "a plan's trust or pool has none"
        : price == 1 ? "one unit is priced at exactly 1"
        : price is > 1 and var each && decimal.Round(each, ExchangeDecimals) != each ? FormattableString.Invariant($"it is priced at {each}, with more decimals than an exchange quotes")
        : null;

    // Nasdaq's five letters for open-end funds: plans hold those too, and make no codes of this shape.
    private static bool IsFundTicker(string symbol) => symbol.Length == 5 && symbol[^1] == 'X' && symbol.All(char.IsAsciiLetterUpper);

    [GeneratedRegex(@"\bETFS?\b|\bADRS?\b|EXCHANGE[- ]TRADED", RegexOptions.CultureInvariant)]
    private static partial Regex Exchange();

    [GeneratedRegex(@"\bINC\b|\bCORP\b|\bPLC\b|\bCOM\b|\bCOMMON\b", RegexOptions.CultureInvariant)]
    private static partial Regex Company();

    [GeneratedRegex(@"\bTRUST\b|\bTR\b|\bPOOL\b|\bCITS?\b|COLLECTIVE|COMMINGLED|SEPARATE ACC|STABLE VAL|STBL VAL", RegexOptions.CultureInvariant)]
    private static partial Regex Pool();
}
