using App.Core.Results;

namespace App.Features.Imports;

/// <summary>The ids of the form's inputs, and which of them an error is about.</summary>
internal static class FormFields
{
    public const string PortfolioName = "portfolio-name";
    public const string AccountName = "account-name";
    public const string AccountType = "account-type";
    public const string EquityBalance = "equity-balance";
    public const string EquityAsOf = "equity-as-of";
    public const string Description = "description";
    public const string File = "file";

    /// <summary>The id of the input at fault; null when the error is about none.</summary>
    public static string? IdOf(Error error) => error.Field switch
    {
        "Portfolio name" => PortfolioName,
        "Account name" => AccountName,
        "Account type" => AccountType,
        "Equity balance" => EquityBalance,
        "Equity as of" => EquityAsOf,
        "Description" => Description,
        "File" => File,
        _ => null,
    };
}
