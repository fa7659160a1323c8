using UnitTests.Imports.Brokers.Fixtures;
using Xunit;

namespace UnitTests.Imports.Brokers;

/// <summary>Workplace plans, and tables of nobody in particular: every account, position and unread row as the file has it.</summary>
public sealed class PlanAndTableTests
{
    [Fact]
    public void Read_FundsByName_IsWhole() => ReadingCheck.Is(OtherFiles.Plan, "plan.csv", "plan_funds", "2026-01-31", """
        # Plan administrator Quartz 401k Plan () Plan401k cash 0 pending 0 file  read 2000
        QUARTZ_TARGET_2050 100 at ~12 on ~2026-01-30 Private/Other value 1200 cost  Unknown
        QUARTZ_BOND_POOL 80 at ~10 on ~2026-01-30 Private/Other value 800 cost  Unknown
        """, "1:Header 4:NothingHeld");

    [Fact]
    public void Read_BalancesInsteadOfAPrice_IsWhole() => ReadingCheck.Is(OtherFiles.PlanBalances, "planBalances.csv", "plan_funds", null, """
        # Plan administrator () Taxable cash 0 pending 0 file 3000 read 3000
        QUARTZ_G_FUND 100 at ~20 on ~2026-11-20 Private/Other value 2000 cost  Unknown
        QUARTZ_C_FUND 40 at ~25 on ~2026-11-20 Private/Other value 1000 cost  Unknown
        """, "1:Header 4:Total");

    [Fact]
    public void Read_TheThriftSavingsPlan_IsWhole() => ReadingCheck.Is(OtherFiles.ThriftSavings, "tsp.csv", "tsp_funds", null, """
        # TSP Thrift Savings Plan () Plan401k cash 0 pending 0 file 15950 read 15950
        C_FUND 100.5 at ~100 on ~2026-11-20 Private/Other value 10050 cost  Unknown
        G_FUND 200 at ~19.5 on ~2026-11-20 Private/Other value 3900 cost  Unknown
        L_2050 50 at ~40 on ~2026-11-20 Private/Other value 2000 cost  Unknown
        """, "1:Header 5:NothingHeld 6:Total");

    [Fact]
    public void Read_ThreeColumns_IsWhole() => ReadingCheck.Is(OtherFiles.Simple, "simple.csv", "positions_table", null, """
        # My account () Taxable cash 0 pending 0 file  read 0
        QRTZ 10 at 15.25 on ~2026-11-20 Public/ value  cost 152.5 PerShare
        QXTF 2.5 at 1020.4 on ~2026-11-20 Public/ value  cost 2551 PerShare
        """, "1:Header");
}
