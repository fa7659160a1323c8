using App.Core.Portfolios;

namespace App.Features.Portfolios;

/// <summary>The domain's enumerations in words for readers. Files and the API spell them by <see cref="Codes"/>.</summary>
internal static class PortfolioWords
{
    /// <summary>The account's name where it says more than the portfolio's; null where both are the same.</summary>
    public static string? AccountApart(this Portfolio portfolio) => portfolio.AccountName == portfolio.Name ? null : portfolio.AccountName;

    /// <summary>The account above the portfolio's name: its own name, where it has one, and its type.</summary>
    public static string ToAccountLine(this Portfolio portfolio) =>
        portfolio.AccountApart() is { } account ? $"{account} · {portfolio.AccountType.ToWords()}" : portfolio.AccountType.ToWords();

    public static string ToWords(this AccountType type) => type switch
    {
        AccountType.Taxable => "Taxable",
        AccountType.Ira => "IRA",
        AccountType.RothIra => "Roth IRA",
        AccountType.Plan401k => "401(k)",
        AccountType.Plan403b => "403(b)",
        AccountType.Plan529 => "529",
        AccountType.Hsa => "HSA",
        AccountType.Trust => "Trust",
        _ => "Other",
    };

    public static string ToWords(this InvestmentClass investmentClass) => investmentClass switch
    {
        InvestmentClass.Public => "Public",
        InvestmentClass.Options => "Options",
        _ => "Private",
    };

    public static string ToWords(this InvestmentSubtype subtype) => subtype switch
    {
        InvestmentSubtype.Stock => "Stock",
        InvestmentSubtype.Etf => "ETF",
        InvestmentSubtype.MutualFund => "Mutual fund",
        InvestmentSubtype.Bond => "Bond",
        InvestmentSubtype.Cash => "Cash",
        InvestmentSubtype.Call => "Call",
        InvestmentSubtype.Put => "Put",
        InvestmentSubtype.PrivateEquity => "Private equity",
        InvestmentSubtype.VentureCapital => "Venture capital",
        InvestmentSubtype.HedgeFund => "Hedge fund",
        InvestmentSubtype.PrivateReit => "Private REIT",
        InvestmentSubtype.RealEstate => "Real estate",
        InvestmentSubtype.Cryptocurrency => "Cryptocurrency",
        InvestmentSubtype.Art => "Art",
        InvestmentSubtype.MoneyMarket => "Money market",
        InvestmentSubtype.TreasuryBills => "Treasury bills",
        InvestmentSubtype.Commodity => "Commodity",
        _ => "Other",
    };

    /// <summary>An option without its expiration, such as MSFT 450 call.</summary>
    public static string ToTitle(this OptionTerms option) =>
        FormattableString.Invariant($"{option.Underlying} {option.Strike:0.######} {(option.Type is OptionType.Call ? "call" : "put")}");

    public static string ToWords(this PositionType type) => type switch
    {
        PositionType.Long => "Long",
        PositionType.Short => "Short",
        PositionType.LongCall => "Long call",
        PositionType.LongPut => "Long put",
        PositionType.ShortCall => "Short call",
        _ => "Short put",
    };
}
