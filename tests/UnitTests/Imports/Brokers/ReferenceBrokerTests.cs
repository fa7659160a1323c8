using App.Core.Imports.Brokers;
using App.Core.Imports.Csv;
using Shouldly;
using Support;
using Xunit;

namespace UnitTests.Imports.Brokers;

/// <summary>Real shapes of brokers' files, where they are at hand: each is recognised for what it is, no row is lost, what has a total reconciles.</summary>
public sealed class ReferenceBrokerTests
{
    [Theory]
    [InlineData("alight_401k_403b_plan_funds.csv", "plan_funds", 2, 3, 0)]
    [InlineData("citi_wealth_holdings_21col_regenerated.csv", "citi_holdings", 1, 1, 0)]
    [InlineData("etrade_2023_lots_padded_regenerated.csv", "etrade_portfolio", 1, 6, 0)]
    [InlineData("etrade_2026_mixed_cd_option_moneymarket_regenerated.csv", "etrade_portfolio", 1, 4, 0)]
    [InlineData("fidelity_401k_blank_symbol_cusip_symbol.csv", "fidelity_positions", 1, 2, 0)]
    [InlineData("fidelity_monthly_statement_csv_2025.csv", "fidelity_statement", 1, 1, 0)]
    [InlineData("fidelity_positions_16col_bom_crlf.csv", "fidelity_positions", 2, 2, 0)]
    [InlineData("fidelity_positions_lowercase_headers.csv", "fidelity_positions", 3, 5, 0)]
    [InlineData("ibkr_flex_multi_account_cash_and_positions.csv", "ibkr_flex", 2, 3, 6)]
    [InlineData("ibkr_statement_positions_mtm_section.csv", "ibkr_statement", 1, 1, 0)]
    [InlineData("moomoo_positions.csv", "positions_table", 1, 2, 0)]
    [InlineData("schwab_2023_17col_padded_preamble.csv", "schwab_positions", 1, 1, 0)]
    [InlineData("schwab_2025_all_accounts_custaccs_multisection.csv", "schwab_positions", 2, 3, 0)]
    [InlineData("schwab_2026_15col_asset_type.csv", "schwab_positions", 1, 1, 0)]
    [InlineData("vanguard_as_of_date_variant.csv", "vanguard_holdings", 1, 2, 0)]
    public void Read_ARealShape_IsRecognisedAndLosesNoRow(string file, string layout, int accounts, int positions, int errors)
    {
        var reading = Read(file).ShouldNotBeNull();

        reading.Layout.ShouldNotBeNull().Id.ShouldBe(layout);
        reading.Accounts.Count.ShouldBe(accounts);
        reading.Accounts.Sum(account => account.Positions.Count).ShouldBe(positions);
        reading.ErrorCount.ShouldBe(errors);
        (reading.ReadRows + reading.UnreadCount).ShouldBe(reading.TotalRows);
    }

    [Theory]
    [InlineData("etrade_2023_lots_padded_regenerated.csv")]
    [InlineData("etrade_2026_mixed_cd_option_moneymarket_regenerated.csv")]
    [InlineData("schwab_2025_all_accounts_custaccs_multisection.csv")]
    public void Read_AFileWithTotals_Reconciles(string file) =>
        Read(file)!.Accounts.ShouldAllBe(account => account.Reconciliation.Agrees(account.Positions.Count) == true);

    private static BrokerReading? Read(string file) => BrokerImport.Read(
        BrokerSheet.Of(TextDecoder.Decode(File.ReadAllBytes(ReferenceData.PathOf($"brokers/{file}"))).Value, file), file, new BrokerImportOptions { Today = new DateOnly(2026, 11, 21) }, CancellationToken.None);
}
