namespace UnitTests.Imports.Brokers.Fixtures;

/// <summary>Files in the shapes of Fidelity's exports. Every name, number and amount is invented.</summary>
internal static class FidelityFiles
{
    /// <summary>16 titles over rows of 17 fields, both spellings of options, a money-market fund, money under way, notes, a time.</summary>
    public const string Columns16 = """
        Account Number,Account Name,Symbol,Description,Quantity,Last Price,Last Price Change,Current Value,Today's Gain/Loss Dollar,Today's Gain/Loss Percent,Total Gain/Loss Dollar,Total Gain/Loss Percent,Percent Of Account,Cost Basis Total,Average Cost Basis,Type
        Z90817263,INDIVIDUAL,QRTZ,QUARTZ INC COM,20,$15.00,+$1.00,$300.00,+$20.00,+7.14%,+$100.00,+50.00%,10.00%,$200.00,$10.00,Cash,
        Z90817263,INDIVIDUAL, -QRTZ260620P10,QRTZ JUN 20 2026 $10 PUT,-1,$1.50,-$0.10,-$150.00,+$10.00,+6.25%,+$50.00,+25.00%,-5.00%,$200.00,$2.00,Margin,
        Z90817263,INDIVIDUAL, -MICA260620C00012500,MICA JUN 20 2026 $12.50 CALL,3,$2.00,+$0.50,$600.00,+$150.00,+33.33%,+$300.00,+100.00%,20.00%,$300.00,$1.00,Margin,
        Z90817263,INDIVIDUAL,SPAXX**,HELD IN MONEY MARKET,,,,$1000.00,,,,,33.00%,,,Cash,
        Z90817263,INDIVIDUAL,Pending Activity,,,,,$-50.00,,,,,,,,,
        Y55566677,ROTH IRA,QXTF,QUARTZ BROAD MARKET ETF,4,$25.00,+$1.00,$100.00,+$4.00,+4.17%,+$20.00,+25.00%,100.00%,$80.00,$20.00,Cash,

        "The data and information in this spreadsheet is provided to you solely for your use and is not for distribution."

        "Account Z90817263, Y55566677: brokerage services are provided by Fidelity Brokerage Services LLC."

        "Date downloaded 02/14/2026 9:31 AM ET"
        """;

    /// <summary>The same with a byte order mark and CRLF.</summary>
    public static string Columns16BomCrlf => '\uFEFF' + Columns16.ReplaceLineEndings("\r\n");

    /// <summary>14 titles: neither the price's change nor the type.</summary>
    public const string Columns14 = """
        Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value,Today's Gain/Loss Dollar,Today's Gain/Loss Percent,Total Gain/Loss Dollar,Total Gain/Loss Percent,% of Account,Cost Basis Total,Average Cost Basis
        Z90817263,Individual - TOD,QRTZ,QUARTZ INC COM,20,$15.00,$300.00,+$20.00,+7.14%,+$100.00,+50.00%,75.00%,$200.00,$10.00
        Z90817263,Individual - TOD,MICA,MICA PLC ADR,10,$10.00,$100.00,--,--,n/a,n/a,25.00%,--,--

        Date downloaded Feb-14-2026 9:31 a.m ET
        """;

    /// <summary>17 lower-case titles with a sleeve.</summary>
    public const string Columns17 = """
        Account number,Account name,Sleeve name,Symbol,Description,Quantity,Last price,Last price change,Current value,Today's gain/loss dollar,Today's gain/loss percent,Total gain/loss dollar,Total gain/loss percent,% of account,Cost basis total,Average cost basis,Type
        Z90817263,Managed,Large Cap,QRTZ,QUARTZ INC COM,20,$15.00,+$1.00,$300.00,+$20.00,+7.14%,+$100.00,+50.00%,60.00%,$200.00,$10.00,Cash,
        Z90817263,Managed,Core,QRTZ,QUARTZ INC COM,10,$15.00,+$1.00,$150.00,+$10.00,+7.14%,+$30.00,+25.00%,40.00%,$120.00,$12.00,Margin,
        """;

    /// <summary>A workplace plan: a fund without symbol, one with a CUSIP, one with a code only the plan knows.</summary>
    public const string Plan401K = """
        Account Number,Account Name,Symbol,Description,Quantity,Last Price,Last Price Change,Current Value,Today's Gain/Loss Dollar,Today's Gain/Loss Percent,Total Gain/Loss Dollar,Total Gain/Loss Percent,Percent Of Account,Cost Basis Total,Average Cost Basis,Type
        98765,QUARTZ CO 401(K) PLAN,,QUARTZ INDEX POOL D,100,$12.00,+$0.05,$1200.00,+$5.00,+0.42%,+$200.00,+20.00%,40.00%,$1000.00,$10.00,,
        98765,QUARTZ CO 401(K) PLAN,88Q123XY4,QUARTZ STABLE VALUE,500,$1.00,$0.00,$500.00,$0.00,0.00%,$0.00,0.00%,20.00%,$500.00,$1.00,,
        98765,QUARTZ CO 401(K) PLAN,OQZT,QUARTZ TARGET 2050 TRUST,50,$24.00,+$0.10,$1200.00,+$5.00,+0.42%,--,--,40.00%,--,--,,
        98765,QUARTZ CO 401(K) PLAN,,QUARTZ LEFT POOL,0,$24.00,+$0.10,$0.00,$0.00,0.00%,--,--,0.00%,--,--,,
        """;

    /// <summary>The trading desktop: five columns under a title, and totals.</summary>
    public const string Trader = """
        Positions as of 02/13/2026 at 04:10:12 PM

        Symbol,Quantity,Last,$ Avg Cost,$ Total G/L
        QRTZ,20,15.00,10.00,100.00
        -MICA260620C12.5,"3",2.00,1.00,300.00
        VQZTX,"1,000.5",10.00,9.50,500.25
        Totals,,,,900.25
        """;

    /// <summary>The same with the columns that can be added, and several accounts.</summary>
    public const string TraderWide = """
        Symbol,Quantity,Last,$ Chg,$ Avg Cost,$ Day G/L,$ Total G/L,% Total G/L,Account
        QRTZ,20,15.00,0.10,10.00,2.00,100.00,50.00%,Individual Z90817263
        MICA,10,12.00,0.10,14.00,1.00,-20.00,-14.29%,Roth IRA Y55566677
        """;

    /// <summary>The statement: accounts and their values, then sections with subtotals.</summary>
    public const string Statement = """
        Account Type,Account,Beginning mkt Value,Change in Investment,Ending mkt Value,Short Balance,Ending Net Value,Dividends This Period
        Quartz Brokerage,Z90817263,900.00,100.00,1000.00,,1000.00,1.00

        Symbol/CUSIP,Description,Quantity,Price,Beginning Value,Ending Value,Cost Basis

        Z90817263
        Stocks

        QRTZ,QUARTZ INC COM,50,15.00000,650.00,750.00,500.00
        Subtotal of Stocks,,,,,750.00,500.00,,

        Z90817263
        Core Account
        SPAXX,QUARTZ GOVERNMENT MONEY MARKET,250,1.00000,250.00,250.00,not applicable
        Subtotal of Core Account,,,,,250.00,,,
        """;
}
