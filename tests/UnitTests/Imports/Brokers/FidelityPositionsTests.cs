using UnitTests.Imports.Brokers.Fixtures;
using Xunit;

namespace UnitTests.Imports.Brokers;

/// <summary>Fidelity's positions, plan and statement: every account, position and unread row as the file has it.</summary>
public sealed class FidelityPositionsTests
{
    [Fact]
    public void Read_FourteenColumns_IsWhole() => ReadingCheck.Is(FidelityFiles.Columns14, "fidelity14.csv", "fidelity_positions", "2026-02-14", """
        # Fidelity Individual - TOD …7263 (…7263) Taxable cash 0 pending 0 file  read 400
        QRTZ 20 at 10 on ~2026-02-13 Public/Stock value 300 cost 200 Total
        MICA 10 at ~10 on ~2026-02-13 Public/Stock value 100 cost  Unknown
        """, "1:Header 5:Note");

    [Fact]
    public void Read_RowsWiderThanTheHeader_IsWhole() => ReadingCheck.Is(FidelityFiles.Columns16, "fidelity16.csv", "fidelity_positions", "2026-02-14", """
        # Fidelity INDIVIDUAL …7263 (…7263) Taxable cash 0 pending -50 file  read 1700
        QRTZ 20 at 10 on ~2026-02-13 Public/Stock value 300 cost 200 Total
        QRTZ Put QRTZ 10 2026-06-20 -1 at 2 on ~2026-02-13 Options/Put value -150 cost -200 Total
        MICA Call MICA 12.5 2026-06-20 3 at 1 on ~2026-02-13 Options/Call value 600 cost 300 Total
        SPAXX 1000 at 1 on ~2026-02-13 Public/Cash value 1000 cost 1000 PerShare
        # Fidelity ROTH IRA …6677 (…6677) RothIra cash 0 pending 0 file  read 100
        QXTF 4 at 20 on ~2026-02-13 Public/Etf value 100 cost 80 Total
        """, "1:Header 6:Pending 9:Note 11:Note 13:Note");

    [Fact]
    public void Read_AByteOrderMarkAndCrlf_IsWhole() => ReadingCheck.Is(FidelityFiles.Columns16BomCrlf, "fidelity16bom.csv", "fidelity_positions", "2026-02-14", """
        # Fidelity INDIVIDUAL …7263 (…7263) Taxable cash 0 pending -50 file  read 1700
        QRTZ 20 at 10 on ~2026-02-13 Public/Stock value 300 cost 200 Total
        QRTZ Put QRTZ 10 2026-06-20 -1 at 2 on ~2026-02-13 Options/Put value -150 cost -200 Total
        MICA Call MICA 12.5 2026-06-20 3 at 1 on ~2026-02-13 Options/Call value 600 cost 300 Total
        SPAXX 1000 at 1 on ~2026-02-13 Public/Cash value 1000 cost 1000 PerShare
        # Fidelity ROTH IRA …6677 (…6677) RothIra cash 0 pending 0 file  read 100
        QXTF 4 at 20 on ~2026-02-13 Public/Etf value 100 cost 80 Total
        """, "1:Header 6:Pending 9:Note 11:Note 13:Note");

    [Fact]
    public void Read_LowerCaseTitlesAndASleeve_IsWhole() => ReadingCheck.Is(FidelityFiles.Columns17, "fidelity17.csv", "fidelity_positions", null, """
        # Fidelity Managed …7263 (…7263) Taxable cash 0 pending 0 file  read 450
        QRTZ 30 at 10.66666667 on ~2026-11-20 Public/Stock value 450 cost 320 Total
        """, "1:Header");

    [Fact]
    public void Read_APlansFunds_IsWhole() => ReadingCheck.Is(FidelityFiles.Plan401K, "fidelity401k.csv", "fidelity_positions", null, """
        # Fidelity QUARTZ CO 401(K) PLAN …8765 (…8765) Plan401k cash 0 pending 0 file  read 2900
        QUARTZ_INDEX_POOL_D 100 at 10 on ~2026-11-20 Private/Other value 1200 cost 1000 Total
        88Q123XY4 500 at 1 on ~2026-11-20 Private/Other value 500 cost 500 Total
        OQZT 50 at ~24 on ~2026-11-20 Private/Other value 1200 cost  Unknown
        """, "1:Header 5:NothingHeld");

    [Fact]
    public void Read_TheStatementWithSections_IsWhole() => ReadingCheck.Is(FidelityFiles.Statement, "fidelityStatement.csv", "fidelity_statement", null, """
        # Fidelity Quartz Brokerage …7263 (…7263) Taxable cash 0 pending 0 file 1000 read 1000
        QRTZ 50 at 10 on ~2026-11-20 Public/Stock value 750 cost 500 Total
        SPAXX 250 at 1 on ~2026-11-20 Public/Cash value 250 cost  Unknown
        """, "1:OtherTable 2:OtherTable 4:Header 6:Heading 7:Note 10:Total 12:Heading 13:Note 15:Total");

    [Fact]
    public void Read_TheTradersFiveColumns_IsWhole() => ReadingCheck.Is(FidelityFiles.Trader, "fidelityTrader.csv", "fidelity_trader", "2026-02-13", """
        # Fidelity () Taxable cash 0 pending 0 file  read 0
        QRTZ 20 at 10 on ~2026-02-13 Public/ value  cost 200 PerShare
        MICA Call MICA 12.5 2026-06-20 3 at 1 on ~2026-02-13 Options/Call value  cost 300 PerShare
        VQZTX 1000.5 at 9.5 on ~2026-02-13 Public/MutualFund value  cost 9504.75 PerShare
        """, "1:Heading 3:Header 7:Total");

    [Fact]
    public void Read_TheTradersAddedColumns_IsWhole() => ReadingCheck.Is(FidelityFiles.TraderWide, "fidelityTraderWide.csv", "fidelity_trader", null, """
        # Fidelity Individual …7263 () Taxable cash 0 pending 0 file  read 0
        QRTZ 20 at 10 on ~2026-11-20 Public/ value  cost 200 PerShare
        # Fidelity Roth IRA …6677 () RothIra cash 0 pending 0 file  read 0
        MICA 10 at 14 on ~2026-11-20 Public/ value  cost 140 PerShare
        """, "1:Header");
}
