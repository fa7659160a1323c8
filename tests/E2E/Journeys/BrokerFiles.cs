namespace E2E.Journeys;

/// <summary>Brokers' own exports, invented.</summary>
internal static class BrokerFiles
{
    /// <summary>Schwab, all accounts: three accounts, an option, a fund, cash, totals that add up.</summary>
    public const string Schwab = """
        "Positions for All-Accounts as of 04:05 PM ET, 2026/10/30"

        Joint Brokerage ...417
        "Symbol","Description","Qty (Quantity)","Price","Mkt Val (Market Value)","Cost Basis","Gain $ (Gain/Loss $)","Gain % (Gain/Loss %)","Asset Type",
        "AAPL","APPLE INC","100","250.00","$25,000.00","$15,000.00","$10,000.00","66.67%","Equity",
        "SPY","SPDR S&P 500 ETF","40","600.00","$24,000.00","$18,000.00","$6,000.00","33.33%","ETFs & Closed End Funds",
        "AAPL 06/18/2027 300.00 C","CALL APPLE INC $300 EXP 06/18/27","-1","12.50","-$1,250.00","-$900.00","-$350.00","-38.89%","Option",
        "Cash & Cash Investments","--","--","--","$2,250.00","--","--","--","Cash and Money Market",
        "Positions Total","","--","--","$50,000.00","$32,100.00","$15,650.00","--","--",

        Roth IRA ...902
        "Symbol","Description","Qty (Quantity)","Price","Mkt Val (Market Value)","Cost Basis","Gain $ (Gain/Loss $)","Gain % (Gain/Loss %)","Asset Type",
        "VTSAX","VANGUARD TOTAL STOCK MARKET","80.5","150.00","$12,075.00","$10,062.50","$2,012.50","20%","Mutual Fund",
        "SWVXX","SCHWAB VALUE ADVANTAGE MONEY","500","1.00","$500.00","N/A","N/A","N/A","Cash and Money Market",
        "Positions Total","","--","--","$12,575.00","--","--","--","--",

        """;

    /// <summary>The same accounts a month later: shares bought, a call bought back, a stock that is new; the second account says what it said.</summary>
    public const string SchwabNextMonth = """
        "Positions for All-Accounts as of 04:05 PM ET, 2026/11/13"

        Joint Brokerage ...417
        "Symbol","Description","Qty (Quantity)","Price","Mkt Val (Market Value)","Cost Basis","Gain $ (Gain/Loss $)","Gain % (Gain/Loss %)","Asset Type",
        "AAPL","APPLE INC","120","260.00","$31,200.00","$20,000.00","$11,200.00","56.00%","Equity",
        "KO","COCA COLA CO","10","70.00","$700.00","$690.00","$10.00","1.45%","Equity",
        "SPY","SPDR S&P 500 ETF","40","610.00","$24,400.00","$18,000.00","$6,400.00","35.56%","ETFs & Closed End Funds",
        "Cash & Cash Investments","--","--","--","$700.00","--","--","--","Cash and Money Market",
        "Positions Total","","--","--","$57,000.00","$38,690.00","$17,610.00","--","--",

        Roth IRA ...902
        "Symbol","Description","Qty (Quantity)","Price","Mkt Val (Market Value)","Cost Basis","Gain $ (Gain/Loss $)","Gain % (Gain/Loss %)","Asset Type",
        "VTSAX","VANGUARD TOTAL STOCK MARKET","80.5","152.00","$12,236.00","$10,062.50","$2,173.50","21.6%","Mutual Fund",
        "SWVXX","SCHWAB VALUE ADVANTAGE MONEY","500","1.00","$500.00","N/A","N/A","N/A","Cash and Money Market",
        "Positions Total","","--","--","$12,736.00","--","--","--","--",

        """;

    /// <summary>A table of nobody in particular, in which a quantity is missing.</summary>
    public const string Unfinished = """
        Ticker,Company,Shares,Average Cost,Last Price,Market Value
        MSFT,Microsoft,10,300.00,400.00,4000.00
        KO,Coca-Cola,,50.00,,600.00

        """;

    /// <summary>One account of so many positions; each month some of the quantities are others.</summary>
    public static string Hundreds(int positions, int month)
    {
        var rows = Enumerable.Range(0, positions).Select(row =>
        {
            var quantity = row % 7 == 0 ? 10 * month : 25;
            return FormattableString.Invariant($"\"{(char)('A' + row % 26)}{(char)('A' + row / 26)}Q\",\"COMPANY NUMBER {row}\",\"{quantity}\",\"40.00\",\"${40 * quantity:N2}\",\"${30 * quantity:N2}\",\"${10 * quantity:N2}\",\"33.33%\",\"Equity\",");
        });
        return string.Join("\r\n",
        [
            FormattableString.Invariant($"\"Positions for account Individual ...417 as of 04:05 PM ET, 2026/{9 + month:00}/13\""),
            "",
            "\"Symbol\",\"Description\",\"Qty (Quantity)\",\"Price\",\"Mkt Val (Market Value)\",\"Cost Basis\",\"Gain $ (Gain/Loss $)\",\"Gain % (Gain/Loss %)\",\"Asset Type\",",
            .. rows,
            "",
        ]);
    }
}
