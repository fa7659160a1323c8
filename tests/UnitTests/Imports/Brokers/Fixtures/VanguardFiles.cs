namespace UnitTests.Imports.Brokers.Fixtures;

/// <summary>Files in the shapes of Vanguard's and of Merrill's exports. Every name, number and amount is invented.</summary>
internal static class VanguardFiles
{
    /// <summary>OfxDownload.csv: holdings, a Treasury bill without symbol, then transactions; each header ends in a comma.</summary>
    public const string OfxDownload = """
        Account Number,Investment Name,Symbol,Shares,Share Price,Total Value,
        60504030,Quartz Total Market Index Fund Admiral,VQZTX,12.5,100.00,1250.00,
        60504030,"U S TREASURY BILL 0.00% 12/24/2026",,1000,0.98,980.00,
        60504030,Quartz Federal Money Market Fund,VMFXX,70,1,70.00,


        Account Number,Trade Date,Settlement Date,Transaction Type,Transaction Description,Investment Name,Symbol,Shares,Share Price,Principal Amount,Commission Fees,Net Amount,Accrued Interest,Account Type,
        60504030,2026-01-05,2026-01-06,Buy,Buy,Quartz Total Market Index Fund Admiral,VQZTX,2.5,99.00,-247.50,0.00,-247.50,0.00,CASH,
        60504030,2026-01-07,2026-01-07,Dividend,Dividend Received,Quartz Federal Money Market Fund,VMFXX,0.0,1.00,0.25,0.00,0.25,0.00,CASH,
        """;
}

/// <summary>Files in the shape of Merrill's holdings export.</summary>
internal static class MerrillFiles
{
    /// <summary>16 columns with the day; parentheses for what is negative, the quantity too; no cost.</summary>
    public const string Holdings = """
        "COB Date","Security #","Symbol","CUSIP #","Security Description","Account Nickname","Account Registration","Account #","Quantity","Price ($)","Value ($)","Day's Value Change ($)","Day's Value Change (%)","Unrealized Gain/Loss ($)","Unrealized Gain/Loss (%)","Tax Lot Date",
        "02/12/2026","QZ001","QRTZ","555QRT101","QUARTZ INC","My Edge","CMA-Edge","7QZ-45678","100.0000","$15.00","$1,500.00","$10.00","0.67%","$500.00","50.00%","--",
        "02/12/2026","QZ002","MICA","555MIC101","MICA PLC","My Edge","CMA-Edge","7QZ-45678","(20.0000)","$10.00","($200.00)","($4.00)","2.00%","($20.00)","(10.00%)","--",
        "02/12/2026","QZ003","XYZ#B1326C425000","","CALL XYZ 00425000","My Edge","CMA-Edge","7QZ-45678","2.0000","$3.00","$600.00","$0.00","0.00%","$200.00","50.00%","--",
        "02/12/2026","QZ004","GEMS","555GEM101","GEMS FUND INC","Retire","Roth IRA-Edge","7QZ-99887","10.0000","$5.00","$50.00","$0.00","0.00%","--","--","--",
        """;
}
