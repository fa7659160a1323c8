using static App.Core.Market.Sample.SampleFactor;

namespace App.Core.Market.Sample;

/// <summary>Well-known funds in the sample market. Levels, loadings and yields are plausible round figures, not quotations.</summary>
/// <remarks>The factor funds (SPY VTV VUG MTUM QUAL IWM USMV TLT) carry a little noise of their own, so that regressions on them are regular.</remarks>
internal static class SampleFunds
{
    private const string Etf = "ETF";
    private const string Mutual = "MUTUAL_FUND";

    /// <summary>The funds: factor, broad, sector, bond and other ETFs, mutual funds, money-market funds.</summary>
    public static IEnumerable<SampleSecurity> All() => [.. Styles, .. Sectors(), .. Bonds, .. Others, .. MutualFunds, .. MoneyMarket];

    private static SampleSecurity[] Styles =>
    [
        SampleSecurity.Fund("SPY", "SPDR S&P 500 ETF Trust", Etf, 618, .003, .012, (Equity, 1)),
        SampleSecurity.Fund("VOO", "Vanguard S&P 500 ETF", Etf, 568, .003, .012, (Equity, 1)),
        SampleSecurity.Fund("IVV", "iShares Core S&P 500 ETF", Etf, 621, .003, .013, (Equity, 1)),
        SampleSecurity.Fund("VTI", "Vanguard Total Stock Market ETF", Etf, 304, .004, .012, (Equity, 1.01), (Size, .08)),
        SampleSecurity.Fund("QQQ", "Invesco QQQ Trust", Etf, 552, .020, .005, (Equity, 1.12), (Value, -.50), (SampleSectors.FactorOf(SampleSector.Technology), .40)),
        SampleSecurity.Fund("DIA", "SPDR Dow Jones Industrial Average ETF Trust", Etf, 441, .020, .016, (Equity, .92), (Value, .30)),
        SampleSecurity.Fund("IWM", "iShares Russell 2000 ETF", Etf, 216, .015, .012, (Equity, 1.12), (Size, 1), (Value, .10)),
        SampleSecurity.Fund("VTV", "Vanguard Value ETF", Etf, 177, .010, .022, (Equity, .92), (Value, .50)),
        SampleSecurity.Fund("VUG", "Vanguard Growth ETF", Etf, 438, .010, .005, (Equity, 1.08), (Value, -.50)),
        SampleSecurity.Fund("MTUM", "iShares MSCI USA Momentum Factor ETF", Etf, 240, .012, .009, (Equity, 1.02), (Momentum, 1)),
        SampleSecurity.Fund("QUAL", "iShares MSCI USA Quality Factor ETF", Etf, 183, .008, .010, (Equity, .99), (Quality, 1)),
        SampleSecurity.Fund("USMV", "iShares MSCI USA Min Vol Factor ETF", Etf, 94, .010, .016, (Equity, .70), (LowVolatility, 1)),
        SampleSecurity.Fund("SCHD", "Schwab U.S. Dividend Equity ETF", Etf, 26.5, .030, .038, (Equity, .82), (Value, .45), (LowVolatility, .30)),
        SampleSecurity.Fund("VIG", "Vanguard Dividend Appreciation ETF", Etf, 205, .015, .017, (Equity, .88), (Quality, .60)),
        SampleSecurity.Fund("RSP", "Invesco S&P 500 Equal Weight ETF", Etf, 182, .012, .016, (Equity, 1), (Value, .25), (Size, .35)),
        SampleSecurity.Fund("IJR", "iShares Core S&P Small-Cap ETF", Etf, 109, .018, .020, (Equity, 1.10), (Size, 1.05), (Value, .20)),
        SampleSecurity.Fund("VEA", "Vanguard FTSE Developed Markets ETF", Etf, 57, .025, .028, (Equity, .80), (Foreign, .90)),
        SampleSecurity.Fund("VWO", "Vanguard FTSE Emerging Markets ETF", Etf, 49.5, .050, .028, (Equity, .75), (Foreign, 1.20)),
        SampleSecurity.Fund("EFA", "iShares MSCI EAFE ETF", Etf, 89.4, .025, .027, (Equity, .80), (Foreign, .90)),
        SampleSecurity.Fund("VXUS", "Vanguard Total International Stock ETF", Etf, 69.1, .022, .028, (Equity, .78), (Foreign, 1)),
        SampleSecurity.Fund("ARKK", "ARK Innovation ETF", Etf, 70.3, .20, 0, (Equity, 1.55), (Value, -.80), (Size, .50), (Crypto, .08)),
    ];

    private static IEnumerable<SampleSecurity> Sectors()
    {
        (string Symbol, double Level, double Beta, double Yield)[] rows =
        [
            ("XLE", 84.8, .80, .033), ("XLB", 87.8, 1.00, .019), ("XLI", 147.5, 1.02, .013), ("XLY", 217, 1.15, .008), ("XLP", 81, .55, .025),
            ("XLV", 134.8, .68, .017), ("XLF", 52.4, 1.05, .014), ("XLK", 253, 1.20, .006), ("XLC", 108.5, 1.05, .010), ("XLU", 81.7, .55, .027),
            ("XLRE", 41.4, .85, .033),
        ];
        return rows.Select((row, index) => SampleSecurity.Fund(
            row.Symbol, $"Select Sector SPDR Fund: {SampleSectors.NameOf((SampleSector)index)}", Etf, row.Level, .015, row.Yield,
            [(Equity, row.Beta), (SampleSectors.FactorOf((SampleSector)index), 1), .. SampleSectors.TiltsOf((SampleSector)index)]));
    }

    private static SampleSecurity[] Bonds =>
    [
        SampleSecurity.Fund("TLT", "iShares 20+ Year Treasury Bond ETF", Etf, 88.2, .010, .043, (Rates, 1), (Equity, -.12)),
        SampleSecurity.Fund("IEF", "iShares 7-10 Year Treasury Bond ETF", Etf, 95.8, .010, .038, (Rates, .48), (Equity, -.06)),
        SampleSecurity.Fund("SHY", "iShares 1-3 Year Treasury Bond ETF", Etf, 82.9, .004, .040, (Rates, .09), (Equity, -.01)),
        SampleSecurity.Fund("LQD", "iShares iBoxx $ Investment Grade Corporate Bond ETF", Etf, 109.6, .012, .044, (Rates, .52), (Credit, .70), (Equity, .06)),
        SampleSecurity.Fund("HYG", "iShares iBoxx $ High Yield Corporate Bond ETF", Etf, 80.6, .015, .057, (Equity, .32), (Credit, 1), (Rates, .08)),
        SampleSecurity.Fund("AGG", "iShares Core U.S. Aggregate Bond ETF", Etf, 99.2, .008, .038, (Rates, .38), (Credit, .20)),
        SampleSecurity.Fund("BND", "Vanguard Total Bond Market ETF", Etf, 73.6, .008, .038, (Rates, .38), (Credit, .20)),
        SampleSecurity.Fund("BIL", "SPDR Bloomberg 1-3 Month T-Bill ETF", Etf, 91.7, .001, .047, (Rates, .005)),
        SampleSecurity.Fund("TIP", "iShares TIPS Bond ETF", Etf, 110, .015, .028, (Rates, .40), (Commodities, .06)),
        SampleSecurity.Fund("MUB", "iShares National Muni Bond ETF", Etf, 104.5, .015, .031, (Rates, .28), (Credit, .20)),
    ];

    private static SampleSecurity[] Others =>
    [
        SampleSecurity.Fund("DJP", "iPath Bloomberg Commodity Index Total Return ETN", Etf, 34, .02, 0, (Commodities, 1), (Equity, .20), (Gold, .15)),
        SampleSecurity.Fund("GLD", "SPDR Gold Shares", Etf, 305, .01, 0, (Gold, 1), (Rates, .20)),
        SampleSecurity.Fund("IAU", "iShares Gold Trust", Etf, 62.4, .01, 0, (Gold, 1), (Rates, .20)),
        SampleSecurity.Fund("SLV", "iShares Silver Trust", Etf, 32.8, .15, 0, (Gold, 1.30), (Commodities, .40), (Equity, .30)),
        SampleSecurity.Fund("USO", "United States Oil Fund, LP", Etf, 75, .18, 0, (Commodities, 1.60), (Equity, .30)),
        SampleSecurity.Fund("VNQ", "Vanguard Real Estate ETF", Etf, 89.1, .015, .039, (Equity, .90), (SampleSectors.FactorOf(SampleSector.RealEstate), 1), (Rates, .25)),
        SampleSecurity.Fund("IBIT", "iShares Bitcoin Trust ETF", Etf, 61.2, .01, 0, (Crypto, 1), (Equity, .90)),
        SampleSecurity.Fund("GBTC", "Grayscale Bitcoin Trust ETF", Etf, 84.7, .01, 0, (Crypto, 1), (Equity, .90)),
    ];

    private static SampleSecurity[] MutualFunds =>
    [
        SampleSecurity.Fund("VFIAX", "Vanguard 500 Index Fund Admiral Shares", Mutual, 572, .002, .012, (Equity, 1)),
        SampleSecurity.Fund("FXAIX", "Fidelity 500 Index Fund", Mutual, 215, .002, .012, (Equity, 1)),
        SampleSecurity.Fund("SWPPX", "Schwab S&P 500 Index Fund", Mutual, 16.1, .002, .012, (Equity, 1)),
        SampleSecurity.Fund("VTSAX", "Vanguard Total Stock Market Index Fund Admiral Shares", Mutual, 148, .003, .012, (Equity, 1.01), (Size, .08)),
        SampleSecurity.Fund("VTIAX", "Vanguard Total International Stock Index Fund Admiral Shares", Mutual, 37.6, .02, .028, (Equity, .78), (Foreign, 1)),
        SampleSecurity.Fund("VBTLX", "Vanguard Total Bond Market Index Fund Admiral Shares", Mutual, 9.6, .007, .038, (Rates, .38), (Credit, .20)),
        SampleSecurity.Fund("FXNAX", "Fidelity U.S. Bond Index Fund", Mutual, 10.4, .007, .036, (Rates, .38), (Credit, .20)),
        SampleSecurity.Fund("FCNTX", "Fidelity Contrafund", Mutual, 23.2, .03, .001, (Equity, 1.02), (Value, -.35), (Momentum, .30)),
        SampleSecurity.Fund("AGTHX", "American Funds The Growth Fund of America Class A", Mutual, 80.6, .03, .004, (Equity, 1.06), (Value, -.40)),
        SampleSecurity.Fund("VWELX", "Vanguard Wellington Fund Investor Shares", Mutual, 43.7, .015, .022, (Equity, .65), (Rates, .15)),
        SampleSecurity.Fund("DODGX", "Dodge & Cox Stock Fund Class I", Mutual, 271, .03, .014, (Equity, .95), (Value, .60)),
        SampleSecurity.Fund("VFFVX", "Vanguard Target Retirement 2055 Fund", Mutual, 60.1, .005, .020, (Equity, .88), (Foreign, .38), (Rates, .04)),
    ];

    private static SampleSecurity[] MoneyMarket =>
    [
        SampleSecurity.Cash("SPAXX", "Fidelity Government Money Market Fund"),
        SampleSecurity.Cash("FDRXX", "Fidelity Government Cash Reserves"),
        SampleSecurity.Cash("VMFXX", "Vanguard Federal Money Market Fund"),
        SampleSecurity.Cash("SWVXX", "Schwab Value Advantage Money Fund"),
        SampleSecurity.Cash("TTTXX", "BlackRock Treasury Trust Fund"),
    ];
}
