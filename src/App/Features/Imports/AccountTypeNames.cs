using App.Core.Portfolios;

namespace App.Features.Imports;

/// <summary>The nine account types as people call them.</summary>
internal static class AccountTypeNames
{
    public static string Of(AccountType type) => type switch
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
}
