using System.Collections.Frozen;
using System.Text;
using App.Core.Portfolios;

namespace App.Core.Imports.Rules;

/// <summary>What symbol and class tell of the subtype when the column is empty.</summary>
/// <remarks>
/// Options: by their type. PRIVATE: CASH for symbols that begin with <c>CASH_</c>. PUBLIC: CASH for money-market funds, MUTUAL_FUND for open-end funds, both
/// told by the five-letter tickers that Nasdaq gives out, which end in XX and X. Otherwise unknown: a ticker does not tell a share from an ETF, and a
/// guess would be shown as knowledge.
/// </remarks>
internal static class SubtypeInference
{
    private const int FundTickerLength = 5;

    private static readonly FrozenDictionary<InvestmentClass, string> AllowedByClass = Enum.GetValues<InvestmentClass>()
        .ToFrozenDictionary(investmentClass => investmentClass, investmentClass => string.Join(", ", NamesOf(investmentClass)));

    private static readonly bool[][] Belonging = [.. Enum.GetValues<InvestmentClass>()
        .Select(owner => Enum.GetValues<InvestmentSubtype>().Select(subtype => Codes.SubtypesOf(owner).Contains(subtype)).ToArray())];

    private static readonly string AllowedInAny = string.Join(", ", Codes.InvestmentSubtypes.Names);

    /// <summary>The subtype that follows; null when nothing tells.</summary>
    public static InvestmentSubtype? Of(CandidateRow row, InvestmentClass? investmentClass, OptionType? option) => investmentClass switch
    {
        InvestmentClass.Options => option is { } type ? Of(type) : null,
        InvestmentClass.Public => OfTicker(row.Utf8(TemplateColumn.Symbol)),
        InvestmentClass.Private when IsPrivateCash(row.Utf8(TemplateColumn.Symbol)) => InvestmentSubtype.Cash,
        _ => null,
    };

    /// <summary>CALL or PUT.</summary>
    public static InvestmentSubtype Of(OptionType type) => type == OptionType.Call ? InvestmentSubtype.Call : InvestmentSubtype.Put;

    /// <summary>True for <c>CASH_</c> and whatever follows, in any case: how cash without a ticker is named.</summary>
    public static bool IsPrivateCash(ReadOnlySpan<byte> symbol) => symbol.Length > 5 && Ascii.EqualsIgnoreCase(symbol[..5], "CASH_"u8);

    /// <summary>True when the class has the subtype.</summary>
    public static bool Belongs(InvestmentSubtype subtype, InvestmentClass owner) => Belonging[(int)owner][(int)subtype];

    /// <summary>True for subtypes that PRIVATE alone has; CASH is PUBLIC's too.</summary>
    public static bool IsPrivateOnly(InvestmentSubtype subtype) =>
        Belongs(subtype, InvestmentClass.Private) && !Belongs(subtype, InvestmentClass.Public);

    /// <summary>The names of the class's subtypes; of all when the class is not known.</summary>
    public static IEnumerable<string> NamesOf(InvestmentClass? investmentClass) =>
        investmentClass is { } known ? Codes.SubtypesOf(known).Select(Codes.InvestmentSubtypes.NameOf) : Codes.InvestmentSubtypes.Names;

    /// <summary>The same names as one text.</summary>
    public static string Allowed(InvestmentClass? investmentClass) => investmentClass is { } known ? AllowedByClass[known] : AllowedInAny;

    /// <summary>Words that introduce the names.</summary>
    public static string Describe(InvestmentClass? investmentClass) =>
        investmentClass is { } known ? $"empty or, for {Codes.InvestmentClasses.NameOf(known)}, one of " : "empty or one of ";

    private static InvestmentSubtype? OfTicker(ReadOnlySpan<byte> symbol)
    {
        if (symbol.Length != FundTickerLength || (symbol[4] | 0x20) != 'x' || !IsLetters(symbol))
            return null;
        return (symbol[3] | 0x20) == 'x' ? InvestmentSubtype.Cash : InvestmentSubtype.MutualFund;
    }

    private static bool IsLetters(ReadOnlySpan<byte> text)
    {
        foreach (var character in text)
        {
            if ((character | 0x20) is < (byte)'a' or > (byte)'z')
                return false;
        }

        return true;
    }
}
