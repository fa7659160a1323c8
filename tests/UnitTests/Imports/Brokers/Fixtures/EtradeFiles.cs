namespace UnitTests.Imports.Brokers.Fixtures;

/// <summary>Files in the shapes of E*TRADE's portfolio download. Every name, number and amount is invented.</summary>
internal static class EtradeFiles
{
    /// <summary>Lots as indented dates below their position, one position whose lots do not add up, TOTAL narrower than the header.</summary>
    public const string Lots = """
        Account Summary
        Account,Net Account Value,Total Gain $,Total Gain %,Day's Gain Unrealized $,Cash Purchasing Power
        "Roth IRA -4321",1610.00,210.00,15.00,.0000,110.00

        View Summary - All Positions
        Filters applied:
        Symbol,Security type(s),Sort by,Sort order,
        ,All,Value $,Desc,

        Symbol,Last Price $,Change $,Change %,Qty #,Price Paid $,Day's Gain $,Total Gain $,Total Gain %,Value $
        QRTZ,20.00,.0000,.0000,50,16.00,.0000,200.00,25.00,1000.00
             01/15/2024,20.00,.0000,.0000,30,15.00,.0000,150.00,33.33,600.00
             03/01/2025,20.00,.0000,.0000,20,17.50,.0000,50.00,14.29,400.00
        MICA,10.00,.0000,.0000,50,9.80,.0000,10.00,2.04,500.00
             02/02/2025,10.00,.0000,.0000,20,9.50,.0000,10.00,5.26,200.00
        CASH,,,,,,,,,110.00,
        TOTAL,,,,1290.00,.0000,210.00,15.00,1610.00,
        Generated at Jan 20 2026 11:02 AM ET
        """;

    /// <summary>A bond per 100 under its description, an option in words, a fund of money.</summary>
    public const string Mixed = """
        Account Summary
        Account,Net Account Value,Total Gain $,Total Gain %,Day's Gain Unrealized $,Cash Purchasing Power
        "Individual Brokerage -8765",11280.00,-1640.00,-15.00,.0000,80.00

        View Summary - All Positions
        Filters applied:
        Symbol,Security type(s),Sort by,Sort order,
        ,All,Symbol,Asc,

        Symbol,Last Price $,Change $,Change %,Quantity,Price Paid $,Day's Gain $,Total Gain $,Total Gain %,Value $
        QUARTZ UTILITY 5.25% 03/15/2031 BOND,99.5000,--,--,10000.0000,101.00,.0000,-150.0000,-1.4851,9950.0000
        QQQ Dec 31 '26 $600 Put,5.00,0.00,0.00,2.0000,12.45,.0000,-1490.0000,-59.8394,1000.0000
        VMFXX,1.00,0.00,0.00,250.0000,1.00,.0000,.0000,.0000,250.0000
        CASH,,,,,,,,,80.00,
        TOTAL,,,,12920.00,.0000,-1640.00,-15.00,11280.00,
        Generated at Feb 01 2026 09:45 AM ET
        """;
}
