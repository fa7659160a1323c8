namespace UnitTests.Imports.Brokers.Fixtures;

/// <summary>Files in the shapes of Schwab's positions export. Every name, number and amount is invented.</summary>
internal static class SchwabFiles
{
    /// <summary>2023: padded title, mm/dd/yyyy, <c>Security Type</c>, <c>Account Total</c>; a CUSIP for a symbol, an option, a row of nothing.</summary>
    public const string Year2023 = """
        "Positions for account Individual ...321 as of 04:05 PM ET, 03/14/2023","","","","","","","","","","",""
        "","","","","","","","","","","",""
        "Symbol","Description","Quantity","Price","Price Change $","Market Value","Day Change $","Cost Basis","Gain/Loss $","Ratings","Reinvest Dividends?","Security Type"
        "QXTF","QUARTZ BROAD MARKET ETF","40","$25.00","$0.10","$1,000.00","$4.00","$900.00","$100.00","--","No","ETFs & Closed End Funds"
        "55512QAB3","QUARTZ CITY 4.5% 06/01/2030 BOND","5,000","98.50","$0.00","$4,925.00","$0.00","$5,000.00","-$75.00","N/A","N/A","Fixed Income"
        "QRTZ 06/20/2026 10.00 P","PUT QUARTZ INC $10 EXP 06/20/26","-2","$1.20","$0.05","-$240.00","-$10.00","-$300.00","$60.00","--","N/A","Option"
        "GONE","GONE HOLDINGS INC","0","$3.00","$0.00","$0.00","$0.00","--","--","--","No","Equity"
        "Cash & Cash Investments","--","--","--","--","$315.00","$0.00","--","--","--","--","Cash and Money Market"
        "Account Total","--","--","--","--","$6,000.00","-$6.00","$5,600.00","$85.00","--","--","--"
        """;

    /// <summary>2025: renamed titles, a comma after the last, two accounts under their names, cash under another name in each.</summary>
    public const string Year2025Accounts = """
        "Positions for All-Accounts as of 10:30 AM ET, 2025/09/08"

        Quartz Joint ...111
        "Symbol","Description","Qty (Quantity)","Price","Price Chng $ (Price Change $)","Mkt Val (Market Value)","Day Chng $ (Day Change $)","Cost Basis","Gain $ (Gain/Loss $)","Reinvest?","% of Acct (% of Account)","Security Type",
        "QXTF","QUARTZ BROAD MARKET ETF","10","30.00","0.10","$300.00","$1.00","$250.00","$50.00","Yes","75%","ETFs & Closed End Funds",
        "Cash & Money Market","--","--","--","--","$100.00","$0.00","--","--","--","25%","Cash and Money Market",
        "Account Total","","--","--","--","$400.00","--","$250.00","$50.00","--","--","--",

        Quartz Roth IRA ...222
        "Symbol","Description","Qty (Quantity)","Price","Price Chng $ (Price Change $)","Mkt Val (Market Value)","Day Chng $ (Day Change $)","Cost Basis","Gain $ (Gain/Loss $)","Reinvest?","% of Acct (% of Account)","Security Type",
        "QRTZ","QUARTZ INC","3","20.00","0.10","$60.00","$1.00","$45.00","$15.00","No","60%","Equity",
        "Cash and Money Market","--","--","--","--","$40.00","$0.00","--","--","--","40%","Cash and Money Market",
        "Account Total","","--","--","--","$100.00","--","$45.00","$15.00","--","--","--",
        """;

    /// <summary>2026: <c>Asset Type</c>, <c>Positions Total</c>, columns in another order, one without a title; a position of unknown cost.</summary>
    public const string Year2026 = """
        "Positions for account Rollover IRA ...777 as of 01:15 PM ET, 2026/02/03"

        "Asset Type","Symbol","","Mkt Val (Market Value)","Qty (Quantity)","Price","Cost Basis","Gain $ (Gain/Loss $)","Reinvest?","Description"
        "Equity","QRTZ","","$2,200.00","100","$22.00","$1,500.00","$700.00","No","QUARTZ INC"
        "Equity","MICA","","$50.00","5","$10.00","N/A","--","No","MICA PLC"
        "Cash and Money Market","Cash & Cash Investments","","$250.00","--","--","--","--","--","--"
        "","Positions Total","","$2,500.00","--","--","$1,500.00","$700.00","--",""
        """;

    /// <summary>Two accounts whose numbers end alike.</summary>
    public static string SameEnding => Year2025Accounts.Replace("...222", "...111", StringComparison.Ordinal);
}
