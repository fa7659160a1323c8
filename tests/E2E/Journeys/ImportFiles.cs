using System.Globalization;
using System.Text;
using Microsoft.Playwright;

namespace E2E.Journeys;

/// <summary>Files to upload.</summary>
internal static class ImportFiles
{
    public const string Header =
        "Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,Strike Price,Expiration Date,Option Type,Exit Date,Exit Price Per Share";

    private static readonly string[] Stocks =
    [
        "AAPL", "MSFT", "NVDA", "AVGO", "ORCL", "CRM", "AMD", "ADBE", "CSCO", "INTC", "QCOM", "TXN", "IBM", "NOW", "INTU", "AMAT", "MU", "GOOGL", "META",
        "NFLX", "DIS", "T", "VZ", "TMUS", "AMZN", "TSLA", "HD", "MCD", "NKE", "SBUX",
    ];

    /// <summary>Fifty positions: 30 shares, 3 funds, 5 shorts, 6 options (two of them written), 3 private ones, 3 closed ones.</summary>
    public static string Fifty { get; } = Lines(
    [
        Header,
        .. Stocks.Select((symbol, index) => Line($"{symbol},{10 + index},{100 + index}.25,2024-0{1 + (index % 9)}-1{index % 10},PUBLIC,STOCK,,,,,,")),
        "SPY,50.5,478.31,2024-01-16,PUBLIC,ETF,,,,,,", "QQQ,20,405.10,2024-01-16,PUBLIC,ETF,,,,,,", "SPAXX,15250.75,1,2024-01-02,PUBLIC,CASH,,,,,,",
        "KO,-40,60.10,2024-02-01,PUBLIC,STOCK,,,,,,", "PEP,-25,170.02,2024-02-01,PUBLIC,STOCK,,,,,,", "PG,-10,150,2024-02-01,PUBLIC,STOCK,,,,,,",
        "WMT,-30,55.55,2024-02-01,PUBLIC,STOCK,,,,,,", "COST,-5,700.75,2024-02-01,PUBLIC,STOCK,,,,,,",
        ",2,12.35,2024-03-15,OPTIONS,CALL,MSFT,450,2035-01-19,CALL,,", ",3,9.10,2024-03-15,OPTIONS,PUT,AAPL,150,2035-01-19,PUT,,",
        ",-1,7.25,2024-03-15,OPTIONS,CALL,NVDA,200,2035-01-19,CALL,,", ",-2,6.05,2024-03-15,OPTIONS,PUT,SPY,400,2035-01-19,PUT,,",
        ",1,20.5,2024-03-15,OPTIONS,CALL,AMZN,250,2035-01-19,C,,", ",4,3.3333,2024-03-15,OPTIONS,PUT,TSLA,180,2035-01-19,P,,",
        "HARBOUR_FUND,1,250000,2023-06-30,PRIVATE,HEDGE_FUND,,,,,,", "LAKE_HOUSE,1,410000,2019-05-01,PRIVATE,REAL_ESTATE,,,,,,", "CASH_USD,12000,1,2024-01-02,PRIVATE,CASH,,,,,,",
        "NVDA,40,49.52,2023-01-05,PUBLIC,STOCK,,,,,2024-06-14,131.88", "F,300,12.10,2023-01-05,PUBLIC,STOCK,,,,,2024-06-14,11.90", "GM,80,35,2023-01-05,PUBLIC,STOCK,,,,,2024-06-14,47.10",
    ]);

    /// <summary>Seven rows, of which four are fine and three have four errors, in lines 3, 5 and 7.</summary>
    public static string Faulty { get; } = Lines(
    [
        Header,
        "AAPL,100,158.25,2024-01-16,PUBLIC,STOCK,,,,,,",
        "VFINX,10,400.10,2024-01-16,PUBLIC,FUND,,,,,,",
        "MSFT,10,400.10,2024-01-16,PUBLIC,STOCK,,,,,,",
        "TSLA,abc,219.91,01/15/2024,PUBLIC,STOCK,,,,,,",
        "SPY,50.5,478.31,2024-01-16,PUBLIC,ETF,,,,,,",
        "AAPL,5,160,2024-01-16,PUBLIC,STOCK,,,,,,",
        "KO,5,60,2024-01-16,PUBLIC,STOCK,,,,,,",
    ]);

    /// <summary>So many rows, each with an error in each of two cells.</summary>
    public static string AllFaulty(int rows) => Lines([Header, .. Enumerable.Range(1, rows).Select(row => Line($"S{row},abc,10,01/02/2024,PUBLIC,STOCK,,,,,,"))]);

    /// <summary>So many rows without error, of symbols that nobody quotes.</summary>
    public static string Many(int rows) => Lines([Header, .. Enumerable.Range(1, rows).Select(row => Line($"PRIV{row},{row},10.5,2024-01-16,PRIVATE,OTHER,,,,,,"))]);

    public static FilePayload Csv(string text, string name = "holdings.csv") => Raw(Encoding.UTF8.GetBytes(text), name);

    public static FilePayload Raw(byte[] bytes, string name) => new() { Name = name, MimeType = "text/csv", Buffer = bytes };

    private static string Lines(IEnumerable<string> lines) => string.Join("\r\n", lines) + "\r\n";

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
