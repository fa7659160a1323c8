using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using App.Core.Market;
using App.Core.Market.Sample;
using Shouldly;
using Xunit;

namespace UnitTests.Market.Sample;

public sealed class SampleMarketTests
{
    private static readonly DateOnly YearStart = new(2025, 1, 2);
    private static readonly DateOnly YearEnd = new(2025, 12, 31);

    [Fact]
    public void GetDailyBars_SymbolAndRange_HasEverySessionOnce()
    {
        var bars = Bars("AAPL", YearStart, YearEnd);
        bars.Select(bar => bar.Date).ShouldBe(TradingCalendar.Nyse.Sessions(YearStart, YearEnd).ToArray());
    }

    [Fact]
    public void GetDailyBars_OnReferenceSession_StandsAtTableLevel()
    {
        var level = Bars("AAPL", SampleMarket.Reference, SampleMarket.Reference);
        level.Single().Close.ShouldBe(205m);
    }

    [Theory]
    [InlineData("2020-01-01", "2020-03-31")] // before the reference session
    [InlineData("2025-06-01", "2025-07-31")] // around it
    [InlineData("2026-01-01", "2026-03-31")] // after it
    public void GetDailyBars_PartOfRange_IsSameAsWithinWhole(string from, string to)
    {
        var (first, last) = (Day(from), Day(to));
        var part = Bars("NVDA", first, last);
        var whole = Bars("NVDA", new DateOnly(2019, 1, 1), new DateOnly(2027, 1, 1));
        part.ShouldBe(whole.Where(bar => bar.Date >= first && bar.Date <= last));
    }

    [Fact]
    public void GetDailyBars_EverySymbol_IsConsistent()
    {
        foreach (var symbol in SampleUniverse.Table.Select(security => security.Symbol).Append("ZQZQZ"))
        {
            var bars = Bars(symbol, new DateOnly(2024, 1, 1), new DateOnly(2026, 12, 31));
            bars.Where(bar => !IsConsistent(bar)).ShouldBeEmpty(symbol);
        }
    }

    [Theory]
    [InlineData("SPY")]
    [InlineData("BRK-B")]
    [InlineData("QZX")]
    public void GetDailyBars_Exchanged_HasVolume(string symbol) =>
        Bars(symbol, YearStart, YearEnd).ShouldAllBe(bar => bar.Volume > 0 && bar.High > bar.Low);

    [Theory]
    [InlineData("VFIAX")]
    [InlineData("ABCDX")]
    public void GetDailyBars_MutualFund_HasOnePriceAndNoVolume(string symbol) =>
        Bars(symbol, YearStart, YearEnd).ShouldAllBe(bar => bar.Volume == 0 && bar.High == bar.Low);

    [Theory]
    [InlineData("SPAXX")]
    [InlineData("QQQXX")]
    public void GetDailyBars_MoneyMarket_IsAlwaysOne(string symbol) =>
        Bars(symbol, YearStart, YearEnd).ShouldAllBe(bar => bar.Close == 1m && bar.AdjustedClose == 1m);

    [Fact]
    public void GetDailyBars_HyphenOrFullStop_IsOneSecurity() =>
        Bars("BRK-B", YearStart, YearEnd).ShouldBe(Bars("BRK.B", YearStart, YearEnd));

    [Theory]
    [InlineData("PLANFUND1")]
    [InlineData("037833100")]
    [InlineData("AAPL  250117C00200000")]
    [InlineData("TOOLONG")]
    [InlineData("aapl")]
    [InlineData("AAPL\n")]
    [InlineData("")]
    public void GetDailyBars_NotATicker_IsMissingWithReason(string symbol)
    {
        var answer = SampleMarket.History(symbol, YearStart, YearEnd);
        answer.Found.ShouldBeFalse();
        answer.Missing.ShouldNotBeNull().ShouldContain("not shaped like a ticker");
        answer.Gap.ShouldBe(SourceGap.NotKnown);
        SampleMarket.Profile(symbol).Found.ShouldBeFalse();
    }

    [Theory]
    [InlineData("2025-07-04", "2025-07-06")]
    [InlineData("2025-07-02", "2025-07-01")]
    [InlineData("1980-01-01", "1980-12-31")]
    [InlineData("2040-01-01", "2040-12-31")]
    public void GetDailyBars_NoSessionInRange_IsMissingWithReason(string from, string to)
    {
        var answer = SampleMarket.History("SPY", Day(from), Day(to));
        answer.Missing.ShouldNotBeNull().ShouldContain("no session");
    }

    [Theory]
    [InlineData("1989-01-01", "1990-01-05", 4)]
    [InlineData("2035-12-28", "2036-06-01", 2)]
    [InlineData("1990-01-02", "1990-01-02", 1)]
    public void GetDailyBars_BeyondCalendar_GivesWhatThereIs(string from, string to, int expected) =>
        (Bars("SPY", Day(from), Day(to))).Count.ShouldBe(expected);

    [Fact]
    public void GetProfile_Kinds_AreTold()
    {
        SampleMarket.Profile("AAPL").Value.ShouldBe(new SecurityProfile("AAPL", "Apple Inc.", "Information Technology", "STOCK", "USD", .005));
        SampleMarket.Profile("SPY").Value!.Kind.ShouldBe("ETF");
        SampleMarket.Profile("VFIAX").Value!.Kind.ShouldBe("MUTUAL_FUND");
        SampleMarket.Profile("SPAXX").Value!.Kind.ShouldBe("CASH");
        SampleMarket.Profile("QZX").Value!.Sector.ShouldNotBeNull();
    }

    [Fact]
    public void AdjustedClose_BetweenExDays_MovesWithClose()
    {
        var bars = Bars("VZ", YearStart, YearEnd);
        var ratios = bars.Select(bar => Math.Round(bar.AdjustedClose / bar.Close, 6)).Distinct().ToArray();
        ratios.Length.ShouldBe(5); // four dividends in the year
        ratios.Zip(ratios.Skip(1)).ShouldAllBe(pair => Math.Abs(pair.First / pair.Second - (1 - .063m / 4)) < .00001m);
    }

    [Fact]
    public void Dividends_OverAYear_AreWhatTheAdjustedCloseTakesOff()
    {
        var history = SampleMarket.History("VZ", YearStart, YearEnd).Value.ShouldNotBeNull();
        history.Actions.Count.ShouldBe(4);
        foreach (var dividend in history.Actions)
        {
            var ex = history.Bars.Index().Single(bar => bar.Item.Date == dividend.ExDate).Index;
            var (before, after) = (history.Bars[ex - 1], history.Bars[ex]);
            var keep = before.AdjustedClose / before.Close / (after.AdjustedClose / after.Close);
            dividend.Value.ShouldBe(before.Close * (1 - keep), .01m);
        }
    }

    [Fact]
    public void GetDailyBars_AnyRuntime_NeverChange()
    {
        var text = new StringBuilder();
        foreach (var symbol in (string[])["SPY", "TLT", "AAPL", "VFIAX", "QZX"])
        {
            foreach (var bar in Bars(symbol, new DateOnly(2015, 1, 1), new DateOnly(2027, 12, 31)))
            {
                text.Append(CultureInfo.InvariantCulture, $"{symbol},{bar.Date:yyyyMMdd},{bar.Open},{bar.High},{bar.Low},{bar.Close},{bar.AdjustedClose},{bar.Volume}\n");
            }
        }

        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16].ShouldBe("8C95BB2ECB880EB3");
    }

    private static bool IsConsistent(DailyBar bar) =>
        bar.Low > 0 && bar.Low <= Math.Min(bar.Open, bar.Close) && bar.High >= Math.Max(bar.Open, bar.Close)
        && bar.AdjustedClose > 0 && bar.AdjustedClose <= bar.Close && bar.Close == Math.Round(bar.Close, 2);

    private static IReadOnlyList<DailyBar> Bars(string symbol, DateOnly from, DateOnly to) => SampleMarket.History(symbol, from, to).Value.ShouldNotBeNull().Bars;

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", null);
}
