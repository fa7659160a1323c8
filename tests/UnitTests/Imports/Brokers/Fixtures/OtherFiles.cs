namespace UnitTests.Imports.Brokers.Fixtures;

/// <summary>Files of plans and of nobody in particular. Every name, number and amount is invented.</summary>
internal static class OtherFiles
{
    /// <summary>Workplace plans: funds by name, balances, a fund that is empty by now.</summary>
    public const string Plan = """
        "Plan","Category","Fund Name","Current Mix","Future Investments","Date Range","Opening Balance","Gains/Losses","Closing Balance","Units","Fund Price","Fund Return"
        "Quartz 401k Plan","All Funds","Quartz Target 2050","60.0%","60.0%","January 1, 2026 - January 31, 2026","$1,150.00","$50.00","$1,200.00","100.000","$12.00","4.35%"
        "Quartz 401k Plan","All Funds","Quartz Bond Pool","40.0%","40.0%","January 1, 2026 - January 31, 2026","$790.00","$10.00","$800.00","80.000","$10.00","1.27%"
        "Quartz 403b Plan","All Funds","Quartz Empty Pool","0.0%","0.0%","January 1, 2026 - January 31, 2026","$0.00","$0.00","$0.00","0","$0.00","0%"
        """;

    /// <summary>Balances where others have a price.</summary>
    public const string PlanBalances = """
        Investment Option,Units,Vested Balance,Ending Balance,Contribution Rate
        Quartz G Fund,100,2000.00,2000.00,50%
        Quartz C Fund,40,1000.00,1000.00,50%
        Total,,3000.00,3000.00,100%
        """;

    /// <summary>The Thrift Savings Plan: funds by letter and year, no symbols.</summary>
    public const string ThriftSavings = """
        Fund,Shares,Share Price,Balance
        C Fund,100.5000,$100.0000,"$10,050.00"
        G Fund,200.0000,$19.5000,"$3,900.00"
        L 2050,50.0000,$40.0000,"$2,000.00"
        L Income,0.0000,$27.0000,$0.00
        Total,,,"$15,950.00"
        """;

    /// <summary>Three columns, as typed by hand.</summary>
    public const string Simple = """
        Symbol, Shares, Average Cost
        QRTZ, 10, 15.25
        QXTF, 2.5, "1,020.40"
        """;
}
