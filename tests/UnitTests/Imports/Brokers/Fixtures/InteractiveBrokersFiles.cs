namespace UnitTests.Imports.Brokers.Fixtures;

/// <summary>Files in the shapes of Interactive Brokers' statements and Flex queries. Every name, number and amount is invented.</summary>
internal static class InteractiveBrokersFiles
{
    /// <summary>An activity statement: summaries with lots below them, two currencies, totals, an option.</summary>
    public const string OpenPositions = """
        Statement,Header,Field Name,Field Value
        Statement,Data,BrokerName,Interactive Brokers LLC
        Statement,Data,Period,"January 1, 2026 - January 30, 2026"
        Account Information,Header,Field Name,Field Value
        Account Information,Data,Name,Quentin Quartz
        Account Information,Data,Account,U7654321
        Account Information,Data,Account Type,Individual
        Net Asset Value,Header,Asset Class,Prior Total,Current Long,Current Short,Current Total,Change
        Net Asset Value,Data,Cash,100,125,0,125,25
        Net Asset Value,Data,Total,2500,2700,-100,2600,100
        Cash Report,Header,Currency Summary,Currency,Total,Securities,Futures
        Cash Report,Data,Ending Cash,Base Currency Summary,125,125,0
        Open Positions,Header,DataDiscriminator,Asset Category,Currency,Symbol,Open,Quantity,Mult,Cost Price,Cost Basis,Close Price,Value,Unrealized P/L,Code
        Open Positions,Data,Summary,Stocks,USD,QRTZ,-,100,1,15,1500,20,2000,500,
        Open Positions,Data,Lot,Stocks,USD,QRTZ,"2024-05-06, 09:31:02",60,,14,840,,1200,360,LT
        Open Positions,Data,Lot,Stocks,USD,QRTZ,"2025-06-07, 10:00:00",40,,16.5,660,,800,140,ST
        Open Positions,Data,Summary,Equity and Index Options,USD,MICA 20JUN26 10 C,-,-1,100,1.5,-150,1.25,-125,25,
        Open Positions,Data,Summary,Stocks,EUR,OPAL,-,30,1,10,300,12,360,60,
        Open Positions,Total,,Stocks,USD,,,,,,1500,,2000,500,
        Open Positions,Total,,Stocks,EUR,,,,,,300,,360,60,
        Open Positions,Total,,Equity and Index Options,USD,,,,,,-150,,-125,25,
        """;

    /// <summary>The same section under its other name, and without the sum of the options.</summary>
    public static string LongOpenPositions => OpenPositions.Replace("Open Positions,", "Long Open Positions,", StringComparison.Ordinal)
        .Replace("Long Open Positions,Total,,Equity and Index Options,USD,,,,,,-150,,-125,25,", "", StringComparison.Ordinal);

    /// <summary>The same with cash in two currencies.</summary>
    public static string CashInTwoCurrencies => OpenPositions.Replace(
        "Cash Report,Data,Ending Cash,Base Currency Summary,125,125,0",
        "Cash Report,Data,Ending Cash,Base Currency Summary,125,125,0\nCash Report,Data,Ending Cash,EUR,50,50,0\nCash Report,Data,Ending Cash,USD,70,70,0",
        StringComparison.Ordinal);

    /// <summary>A Flex query: the headers of cash and positions repeated for each account.</summary>
    public const string Flex = """
        "ClientAccountID","AccountAlias","Cash","CashLong","CashShort"
        "U7654321","Quartz Brokerage","150","150","0"
        "U7654321","Quartz Brokerage","150","150","0"
        "ClientAccountID","AccountAlias","CurrencyPrimary","AssetClass","SubCategory","Symbol","Description","Quantity","MarkPrice","PositionValue","CostBasisMoney","CostBasisPrice","ReportDate"
        "U7654321","Quartz Brokerage","USD","STK","COMMON","QRTZ","QUARTZ INC","10","20","200","150","15","20260130"
        "U7654321","Quartz Brokerage","USD","OPT","C","QRTZ  260620C00025000","QRTZ 20JUN26 25 C","-2","1.5","-300","-400","2","20260130"
        "ClientAccountID","AccountAlias","Cash","CashLong","CashShort"
        "U1234987","Quartz Trust","500","500","0"
        "ClientAccountID","AccountAlias","CurrencyPrimary","AssetClass","SubCategory","Symbol","Description","Quantity","MarkPrice","PositionValue","CostBasisMoney","CostBasisPrice","ReportDate"
        "U1234987","Quartz Trust","USD","STK","ETF","QXTF","QUARTZ BROAD ETF","5","30","150","100","20","20260130"
        """;

    /// <summary>A Flex query with the marks of file, account and section.</summary>
    public const string FlexMarks = """
        "BOF","U7654321","Quartz Query","1","20260130","20260130","20260131;080000"
        "BOA","U7654321"
        "BOS","POST","Position"
        "ClientAccountID","CurrencyPrimary","AssetClass","Symbol","Quantity","MarkPrice","PositionValue","CostBasisMoney","OpenDateTime","LevelOfDetail"
        "U7654321","USD","STK","QRTZ","10","20","200","150","","SUMMARY"
        "U7654321","USD","STK","QRTZ","4","20","80","50","20240506;093102","LOT"
        "U7654321","USD","STK","QRTZ","6","20","120","100","20250607;100000","LOT"
        "EOS","POST","2"
        "EOA","U7654321"
        "EOF"
        """;

    /// <summary>A Flex query of lots alone, as it can be configured: the positions that they are of are not in it.</summary>
    public const string FlexLotsAlone = """
        "ClientAccountID","CurrencyPrimary","AssetClass","Symbol","Quantity","MarkPrice","PositionValue","CostBasisMoney","OpenDateTime","LevelOfDetail"
        "U7654321","USD","STK","QRTZ","4","20","80","50","20240506;093102","LOT"
        "U7654321","USD","STK","QRTZ","6","20","120","100","20250607;100000","LOT"
        "U7654321","USD","STK","MICA","5","10","50","40","20250608;100000","LOT"
        """;
}
