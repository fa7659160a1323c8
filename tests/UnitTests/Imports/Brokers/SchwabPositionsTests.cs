using Shouldly;
using UnitTests.Imports.Brokers.Fixtures;
using Xunit;

namespace UnitTests.Imports.Brokers;

/// <summary>Schwab's positions over the years: every account, position and unread row as the file has it.</summary>
public sealed class SchwabPositionsTests
{
    [Fact]
    public void Read_The2023Titles_IsWhole() => ReadingCheck.Is(SchwabFiles.Year2023, "schwab2023.csv", "schwab_positions", "2023-03-14", """
        # Schwab Individual …321 (…321) Taxable cash 315 pending 0 file 6000 read 6000
        QXTF 40 at 22.5 on ~2023-03-14 Public/Etf value 1000 cost 900 Total
        55512QAB3 5000 at 1 on ~2023-03-14 Public/Bond value 4925 cost 5000 Total
        QRTZ Put QRTZ 10 2026-06-20 -2 at 1.5 on ~2023-03-14 Options/Put value -240 cost -300 Total
        """, "1:Heading 3:Header 7:NothingHeld 8:Cash 9:Total");

    [Fact]
    public void Read_SeveralAccountsWithThe2025Titles_IsWhole() => ReadingCheck.Is(SchwabFiles.Year2025Accounts, "schwab2025.csv", "schwab_positions", "2025-09-08", """
        # Schwab Quartz Joint …111 (…111) Taxable cash 100 pending 0 file 400 read 400
        QXTF 10 at 25 on ~2025-09-08 Public/Etf value 300 cost 250 Total
        # Schwab Quartz Roth IRA …222 (…222) RothIra cash 40 pending 0 file 100 read 100
        QRTZ 3 at 15 on ~2025-09-08 Public/Stock value 60 cost 45 Total
        """, "1:Heading 3:Heading 4:Header 6:Cash 7:Total 9:Heading 10:Header 12:Cash 13:Total");

    [Fact]
    public void Read_The2026TitlesInAnotherOrder_IsWhole() => ReadingCheck.Is(SchwabFiles.Year2026, "schwab2026.csv", "schwab_positions", "2026-02-03", """
        # Schwab Rollover IRA …777 (…777) Ira cash 250 pending 0 file 2500 read 2500
        QRTZ 100 at 15 on ~2026-02-03 Public/Stock value 2200 cost 1500 Total
        MICA 5 at ~10 on ~2026-02-03 Public/Stock value 50 cost  Unknown
        """, "1:Heading 3:Header 6:Cash 7:Total");

    [Fact]
    public void Read_AccountsWhoseNumbersEndAlike_StayApart() =>
        BrokerFiles.Read(SchwabFiles.SameEnding).Accounts.Select(account => account.ProposedName).ShouldBe(["Schwab Quartz Joint …111", "Schwab Quartz Roth IRA …111"]);
}
