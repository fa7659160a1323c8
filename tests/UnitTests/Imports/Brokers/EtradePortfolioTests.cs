using UnitTests.Imports.Brokers.Fixtures;
using Xunit;

namespace UnitTests.Imports.Brokers;

/// <summary>E*TRADE's portfolio: every account, position and unread row as the file has it.</summary>
public sealed class EtradePortfolioTests
{
    [Fact]
    public void Read_LotsBelowTheirPosition_IsWhole() => ReadingCheck.Is(EtradeFiles.Lots, "etradeLots.csv", "etrade_portfolio", "2026-01-20", """
        # E*TRADE Roth IRA …4321 (…4321) RothIra cash 110 pending 0 file 1610 read 1610
        QRTZ 30 at 15 on 2024-01-15 Public/ value 600 cost 450 PerShare
        QRTZ 20 at 17.5 on 2025-03-01 Public/ value 400 cost 350 PerShare
        MICA 50 at 9.8 on ~2026-01-20 Public/ value 500 cost 490 PerShare
        """, "1:Heading 2:OtherTable 3:OtherTable 5:OtherTable 6:OtherTable 7:OtherTable 8:OtherTable 10:Header 11:Lot 15:Lot 16:Cash 17:Total 18:Note");

    [Fact]
    public void Read_ABondAndAnOption_IsWhole() => ReadingCheck.Is(EtradeFiles.Mixed, "etradeMixed.csv", "etrade_portfolio", "2026-02-01", """
        # E*TRADE Individual Brokerage …8765 (…8765) Taxable cash 80 pending 0 file 11280 read 11280
        QUARTZ_UTILITY_5.25_03_15_2031_BOND 10000 at 1.01 on ~2026-01-30 Public/Bond value 9950 cost 10100 PerShare
        QQQ Put QQQ 600 2026-12-31 2 at 12.45 on ~2026-01-30 Options/Put value 1000 cost 2490 PerShare
        VMFXX 250 at 1 on ~2026-01-30 Public/Cash value 250 cost 250 PerShare
        """, "1:Heading 2:OtherTable 3:OtherTable 5:OtherTable 6:OtherTable 7:OtherTable 8:OtherTable 10:Header 14:Cash 15:Total 16:Note");
}
