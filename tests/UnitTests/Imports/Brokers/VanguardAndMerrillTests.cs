using UnitTests.Imports.Brokers.Fixtures;
using Xunit;

namespace UnitTests.Imports.Brokers;

/// <summary>The two that give no cost: Vanguard and Merrill: every account, position and unread row as the file has it.</summary>
public sealed class VanguardAndMerrillTests
{
    [Fact]
    public void Read_HoldingsAboveTransactions_IsWhole() => ReadingCheck.Is(VanguardFiles.OfxDownload, "OfxDownload.csv", "vanguard_holdings", null, """
        # Vanguard …4030 (…4030) Taxable cash 0 pending 0 file  read 2300
        VQZTX 12.5 at ~100 on ~2026-11-20 Public/MutualFund value 1250 cost  Unknown
        U_S_TREASURY_BILL_0.00_12_24_2026 1000 at ~0.98 on ~2026-11-20 Private/TreasuryBills value 980 cost  Unknown
        VMFXX 70 at 1 on ~2026-11-20 Public/Cash value 70 cost  Unknown
        """, "1:Header 7:OtherTable 8:OtherTable 9:OtherTable");

    [Fact]
    public void Read_ParenthesesAndNoCost_IsWhole() => ReadingCheck.Is(MerrillFiles.Holdings, "merrill.csv", "merrill_holdings", "2026-02-12", """
        # Merrill My Edge …5678 (…5678) Taxable cash 0 pending 0 file  read 1900
        QRTZ 100 at 10 on ~2026-02-12 Public/Stock value 1500 cost 1000 FromGain
        MICA -20 at 9 on ~2026-02-12 Public/Stock value -200 cost -180 FromGain
        XYZ Call XYZ 425 2026-02-13 2 at 2 on ~2026-02-12 Options/Call value 600 cost 400 FromGain
        # Merrill Retire …9887 (…9887) RothIra cash 0 pending 0 file  read 50
        GEMS 10 at ~5 on ~2026-02-12 Public/MutualFund value 50 cost  Unknown
        """, "1:Header");
}
