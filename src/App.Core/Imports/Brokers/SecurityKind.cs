using System.Text;
using System.Text.RegularExpressions;
using App.Core.Imports.Rules;
using App.Core.Portfolios;

namespace App.Core.Imports.Brokers;

/// <summary>What a row's security is, from the broker's words, its name and its symbol.</summary>
/// <param name="Symbol">The symbol as we store it.</param>
/// <param name="Class">The class.</param>
/// <param name="Subtype">The subtype; null when nothing tells.</param>
/// <param name="Option">The contract; null for anything else.</param>
/// <param name="Note">What was made of an unusual symbol, in a sentence; null for a ticker.</param>
internal sealed partial record SecurityKind(string Symbol, InvestmentClass Class, InvestmentSubtype? Subtype, OptionTerms? Option, string? Note)
{
    private const int LongestMadeUp = PositionLimits.SymbolLength;

    /// <summary>Why the symbol is only a guess, in a sentence; null when it is none.</summary>
    public string? Doubt { get; init; }

    /// <summary>True for what brokers price per 100 of face value: bonds, notes, bills, certificates of deposit.</summary>
    public bool IsDebt { get; init; }

    /// <summary>Tells what a row is.</summary>
    /// <param name="symbol">Its symbol; may be empty or a CUSIP.</param>
    /// <param name="description">Its name in words; may be empty.</param>
    /// <param name="type">What the broker calls its sort; may be empty.</param>
    /// <param name="option">Its contract, when the columns or the spelling name one.</param>
    public static SecurityKind Of(string symbol, string description, string type, OptionTerms? option)
    {
        if (option is not null)
            return new(option.Underlying, InvestmentClass.Options, null, option, null);

        var ticker = Clean(symbol);
        var words = $"{type} {description} {(IsTicker(ticker) ? "" : symbol)}".ToUpperInvariant();
        if (TreasuryBill().IsMatch(words))
            return new(ticker.Length > 0 ? ticker : MadeUp(description), InvestmentClass.Private, InvestmentSubtype.TreasuryBills, null, NoteOf(ticker, description)) { IsDebt = true };
        if (Certificate().IsMatch(words))
        {
            var held = IsTicker(ticker) || IsSecurityId(ticker) ? ticker : MadeUp(description.Length > 0 ? description : symbol);
            return new(held, InvestmentClass.Private, InvestmentSubtype.Other, null, "A certificate of deposit: held at its entry price.") { IsDebt = true };
        }

        if (Crypto().IsMatch(type.ToUpperInvariant()))
            return new(ticker.Length > 0 ? ticker : MadeUp(description), InvestmentClass.Private, InvestmentSubtype.Cryptocurrency, null, null);
        if (IsSecurityId(ticker))
        {
            return BondWords.NameBond(words) || BondWords.NameType(type)
                ? BondOf(ticker, $"{ticker} is a bond's number, not a ticker: it has no market price here.")
                : new(ticker, InvestmentClass.Private, InvestmentSubtype.Other, null, $"{ticker} is a fund's number, not a ticker: held at its entry price.");
        }

        if (!IsTicker(ticker))
        {
            var name = description.Length > 0 ? description : symbol;
            return BondWords.NameMaturity(words) || (symbol.Length > 0 && BondWords.NameType(type) && BondWords.NameBond(words))
                ? BondOf(MadeUp(name), $"“{FoundText.Clip(name)}” is a bond without its number: held under the symbol {MadeUp(name)}, and without a market price here.")
                : new(MadeUp(name), InvestmentClass.Private, InvestmentSubtype.Other, null, NoteOf("", name));
        }

        return new(ticker, InvestmentClass.Public, PublicSubtype(ticker, words), null, null);
    }

    /// <summary>The symbol without what brokers hang on: SPAXX**, BRK/B, ABC.PRA stay ABC.PRA.</summary>
    public static string Clean(string symbol)
    {
        var bare = symbol.Trim().Trim('*', '^', '$', ' ').ToUpperInvariant();
        return ShareClass().Replace(bare, "${root}.${class}");
    }

    private static SecurityKind BondOf(string symbol, string note) => new(symbol, InvestmentClass.Public, InvestmentSubtype.Bond, null, note) { IsDebt = true };

    private static InvestmentSubtype? PublicSubtype(string ticker, string words)
    {
        if (MoneyMarket().IsMatch(words) || IsMoneyMarketTicker(ticker))
            return InvestmentSubtype.Cash;
        if (Etf().IsMatch(words))
            return InvestmentSubtype.Etf;
        if (ticker.Length == 5 && ticker[^1] == 'X' && ticker.All(char.IsAsciiLetter))
            return InvestmentSubtype.MutualFund;
        return MutualFund().IsMatch(words) ? InvestmentSubtype.MutualFund : Stock().IsMatch(words) ? InvestmentSubtype.Stock : null;
    }

    /// <summary>Nasdaq's five letters for a money-market fund end in XX.</summary>
    internal static bool IsMoneyMarketTicker(string ticker) => ticker.Length == 5 && ticker.EndsWith("XX", StringComparison.Ordinal) && ticker.All(char.IsAsciiLetterUpper);

    private static bool IsTicker(string text) => Ticker().IsMatch(text);

    // A CUSIP has nine characters with a digit among them, an ISIN twelve after two letters.
    private static bool IsSecurityId(string text) => SecurityId().IsMatch(text) && text.Any(char.IsAsciiDigit);

    private static string? NoteOf(string ticker, string name) => ticker.Length > 0 ? null : $"“{FoundText.Clip(name)}” has no ticker: held at its entry price under the symbol {MadeUp(name)}.";

    /// <summary>A symbol made of a name: letters and digits joined by underscores.</summary>
    internal static string MadeUp(string name)
    {
        var symbol = new StringBuilder();
        foreach (var character in name.ToUpperInvariant())
        {
            if (char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character) || character == '.')
                symbol.Append(character);
            else if (symbol.Length > 0 && symbol[^1] != '_')
                symbol.Append('_');
            if (symbol.Length >= LongestMadeUp)
                break;
        }

        return symbol.ToString().Trim('_', '.');
    }

    [GeneratedRegex(@"^(?<root>[A-Z]{1,5})[/ .](?<class>[A-Z]{1,3})$", RegexOptions.CultureInvariant)]
    private static partial Regex ShareClass();

    [GeneratedRegex(@"^[A-Z][A-Z0-9]{0,7}(?:[.\-][A-Z0-9]{1,5})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Ticker();

    [GeneratedRegex(@"^(?:[0-9A-Z]{8}[0-9]|[A-Z]{2}[0-9A-Z]{9}[0-9])$", RegexOptions.CultureInvariant)]
    private static partial Regex SecurityId();

    [GeneratedRegex(@"\bT-?BILLS?\b|TREASURY BILL|TREAS(?:URY)? BILL|U ?S TREAS BILL", RegexOptions.CultureInvariant)]
    private static partial Regex TreasuryBill();

    [GeneratedRegex(@"\bCDS?\b|CERTIFICATES? OF DEPOSIT|\bC/D\b", RegexOptions.CultureInvariant)]
    private static partial Regex Certificate();

    [GeneratedRegex(@"CRYPTO|DIGITAL ASSET|DIGITAL CURRENC", RegexOptions.CultureInvariant)]
    private static partial Regex Crypto();

    [GeneratedRegex(@"MONEY MARKET|MONEY MKT|GOVERNMENT MMKT|CASH RESERVES|\bSWEEP\b|BANK DEPOSIT", RegexOptions.CultureInvariant)]
    private static partial Regex MoneyMarket();

    [GeneratedRegex(@"\bETFS?\b|EXCHANGE[- ]TRADED|CLOSED END|\bETNS?\b", RegexOptions.CultureInvariant)]
    private static partial Regex Etf();

    [GeneratedRegex(@"MUTUAL FUND|OPEN[- ]END|\bFUNDS?\b", RegexOptions.CultureInvariant)]
    private static partial Regex MutualFund();

    [GeneratedRegex(@"\bEQUIT(?:Y|IES)\b|\bSTOCKS?\b|\bSTK\b|\bADRS?\b|COMMON|\bREITS?\b|\bINC\b|\bCORP\b|\bPLC\b", RegexOptions.CultureInvariant)]
    private static partial Regex Stock();
}
