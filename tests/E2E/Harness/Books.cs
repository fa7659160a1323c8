using System.Globalization;
using System.Text;
using App.Core.Market;

namespace E2E.Harness;

/// <summary>Files to import.</summary>
public static class Books
{
    public const string Header =
        "Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,Strike Price,Expiration Date,Option Type,Exit Date,Exit Price Per Share";

    public const string OneStock = Header + "\nAAPL,100,150.25,2024-01-16,PUBLIC,STOCK,,,,,,\n";

    /// <summary>The session a year ago: from there a run has some 250 sessions to calculate, and can be looked at while it does.</summary>
    public static string YearAgo => TradingCalendar.Nyse
        .SessionOnOrBefore(TradingCalendar.NewYorkDate(TimeProvider.System.GetUtcNow()).AddYears(-1)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A session some days ago: what is recorded since has a day to be of, and a run has little to calculate.</summary>
    public static DateOnly DaysAgo => TradingCalendar.Nyse.SessionOnOrBefore(TradingCalendar.NewYorkDate(TimeProvider.System.GetUtcNow()).AddDays(-9));

    private static readonly string[] Tickers =
        ["AAPL", "MSFT", "NVDA", "AMZN", "GOOGL", "META", "JPM", "XOM", "JNJ", "PG", "KO", "PEP", "WMT", "HD", "V", "MA", "UNH", "CVX", "MRK", "ABBV", "COST", "AVGO", "ADBE", "CRM", "NFLX"];

    /// <summary>Fifty rows: stocks, funds, shorts, calls and puts held and written, closed positions, private assets, cash.</summary>
    public static string Fifty()
    {
        var text = new StringBuilder(Header).Append('\n');
        for (var i = 0; i < 25; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Tickers[i]},{10 + i},{100 + i}.25,2024-0{1 + i % 9}-1{i % 10},PUBLIC,STOCK,,,,,,\n");
        }

        foreach (var fund in (string[])["SPY", "QQQ", "IWM", "TLT", "GLD"])
        {
            text.Append(CultureInfo.InvariantCulture, $"{fund},20.5,200,2024-02-01,PUBLIC,ETF,,,,,,\n");
        }

        foreach (var sold in (string[])["TSLA", "F", "GM", "SNAP", "UBER"])
        {
            text.Append(CultureInfo.InvariantCulture, $"{sold},-15,60.5,2024-03-01,PUBLIC,STOCK,,,,,,\n");
        }

        text.Append("""
            ,2,12.35,2024-03-15,OPTIONS,CALL,MSFT,450,2035-01-19,CALL,,
            ,-1,8.1,2024-03-15,OPTIONS,CALL,AAPL,300,2035-01-19,CALL,,
            ,3,5.05,2024-03-15,OPTIONS,PUT,SPY,400,2035-01-19,PUT,,
            ,-2,4.4,2024-03-15,OPTIONS,PUT,QQQ,300,2035-01-19,PUT,,
            AMZN351221C00200000,1,20.1234,2024-05-01,,,,,,,,
            NVDA,40,49.52,2024-01-05,PUBLIC,STOCK,,,,,2024-06-14,131.88
            INTC,100,45.1,2024-01-05,PUBLIC,STOCK,,,,,2024-09-30,23.1
            DIS,-30,110,2024-01-05,PUBLIC,STOCK,,,,,2024-07-31,95.5
            FUND_A,1,50000,2023-06-01,PRIVATE,PRIVATE_EQUITY,,,,,,
            BUILDING_1,0.25,400000,2022-06-01,PRIVATE,REAL_ESTATE,,,,,,
            BTC_COLD,0.75,30000,2023-01-15,PRIVATE,CRYPTO,,,,,,
            ART_1,1,12000,2021-01-15,PRIVATE,ART,,,,,,
            CASH_USD,25000,1,2024-01-02,PRIVATE,CASH,,,,,,
            SPAXX,15250.75,1,2024-01-02,PUBLIC,CASH,,,,,,
            VFIAX,10.123,420.1234,2024-01-02,PUBLIC,MUTUAL_FUND,,,,,,

            """);
        return text.ToString();
    }

    /// <summary>So many listed stocks, of falling size.</summary>
    public static string Hundreds(int count)
    {
        var text = new StringBuilder(Header).Append('\n');
        for (var i = 0; i < count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(char)('A' + i / 676 % 26)}{(char)('A' + i / 26 % 26)}{(char)('A' + i % 26)}Q,{1 + 2000 / (i + 4)},50,2024-01-16,PUBLIC,STOCK,,,,,,\n");
        }

        return text.ToString();
    }
}
