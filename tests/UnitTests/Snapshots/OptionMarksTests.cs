using App.Core.Market;
using App.Core.Portfolios;
using App.Core.Risk.Formulas;
using App.Core.Snapshots;
using Shouldly;
using Xunit;

namespace UnitTests.Snapshots;

public sealed class OptionMarksTests
{
    private static readonly TradingCalendar Nyse = TradingCalendar.Nyse;
    private static readonly DateOnly From = new(2025, 1, 2);
    private static readonly DateOnly Expiration = new(2025, 6, 20);
    private static readonly OptionTerms Terms = new("XYZ", 100, Expiration, OptionType.Call);
    private static readonly OptionMarket Market = new(.04, .01);

    [Fact]
    public void Row_OnEntryDay_IsTheEntryPrice()
    {
        var series = Series(_ => 102);
        var entry = new OptionEntry(Terms, new DateOnly(2025, 3, 3), 6.85m);
        var mark = MarkOn(new DateOnly(2025, 3, 3), OptionMarks.Row(entry, series, Market, Nyse), series);
        mark.Mark.ShouldBe(new Mark(6.85m, MarkSource.Model));
        mark.Volatility!.Value.Source.ShouldBe(VolatilitySource.EntryImplied);
    }

    [Fact] // Haug's call: S 60, K 65, a quarter, 8 %, σ 30 % → 2.1334; priced here for 91 of 365 days
    public void Row_AtKnownVolatility_IsModelPrice()
    {
        var entryDate = new DateOnly(2025, 3, 3);
        var terms = new OptionTerms("XYZ", 65, entryDate.AddDays(91), OptionType.Call);
        var price = BlackScholes.Price(new(OptionType.Call, 60, 65, 91 / 365.0, .08, 0, .30));
        var series = Series(date => date == entryDate ? 60 : 61);
        var marks = OptionMarks.Row(new OptionEntry(terms, entryDate, Math.Round((decimal)price, 12)), series, new OptionMarket(.08, 0), Nyse);

        var next = MarkOn(new DateOnly(2025, 3, 4), marks, series);
        next.Volatility!.Value.Value.ShouldBe(.30, 1e-9);
        next.Mark.Price.ShouldBe(Math.Round((decimal)BlackScholes.Price(new(OptionType.Call, 61, 65, 90 / 365.0, .08, 0, .30)), 4));
    }

    [Theory]
    [InlineData("2025-03-01")] // a Saturday: Monday's close
    [InlineData("2025-02-24")] // no close until the fifth session after it
    public void ImpliedAtEntry_WithoutCloseThatDay_TakesTheFirstWithinFiveSessions(string date)
    {
        var entry = new OptionEntry(Terms, DateOnly.Parse(date, null), 6.85m);
        var series = Series(day => day < new DateOnly(2025, 3, 3) ? null : 102);
        var years = BlackScholesInputs.YearsBetween(entry.EntryDate, Expiration);
        var implied = OptionMarks.ImpliedAtEntry(entry, series, Market, Nyse).ShouldNotBeNull();
        AmericanOption.Price(new(OptionType.Call, 102, 100, years, Market.Rate, Market.DividendYield, implied)).ShouldBe(6.85, 3e-6);
    }

    [Theory]
    [InlineData("2025-02-21", 6.85)] // the first close is the sixth session after
    [InlineData("2024-06-03", 6.85)] // before the series
    [InlineData("1985-06-03", 6.85)] // before the calendar
    [InlineData("2025-03-03", 1.50)] // below intrinsic value
    [InlineData("2025-06-20", 6.85)] // on expiration
    public void ImpliedAtEntry_WithoutAnswer_IsNull(string date, double price)
    {
        var series = Series(day => day < new DateOnly(2025, 3, 3) ? null : 102);
        OptionMarks.ImpliedAtEntry(new OptionEntry(Terms, DateOnly.Parse(date, null), (decimal)price), series, Market, Nyse).ShouldBeNull();
    }

    [Fact]
    public void Row_WithoutImplied_TakesRealisedOnceThereAre63Returns()
    {
        var entry = new OptionEntry(Terms, new DateOnly(2024, 6, 3), 6.85m);
        var series = Series(date => date.DayNumber % 2 == 0 ? 100 : 101);
        var marks = OptionMarks.Row(entry, series, Market, Nyse);
        marks[62].Volatility.ShouldBe(new OptionVolatility(.25, VolatilitySource.Default));
        marks[63].Volatility!.Value.Source.ShouldBe(VolatilitySource.Realised);
        marks[63].Volatility!.Value.Value.ShouldBe(series.RealisedVolatility(63)!.Value);
    }

    [Fact] // 32 returns of +1 % and 31 of −1 %: mean .01/63, variance (.0063 − 63·mean²)/62
    public void RealisedVolatility_OfAlternatingReturns_IsSampleDeviation()
    {
        var sessions = Nyse.Sessions(From, Expiration)[..64].ToArray();
        var prices = new double?[64];
        prices[0] = 100;
        for (var index = 1; index < prices.Length; index++)
        {
            prices[index] = prices[index - 1] * (index % 2 == 1 ? 1.01 : .99);
        }

        var mean = .01 / 63;
        var expected = Math.Sqrt((63 * .0001 - 63 * mean * mean) / 62 * 252);
        var series = new UnderlyingSeries(sessions, new decimal?[64], prices);
        series.RealisedVolatility(63)!.Value.ShouldBe(expected, 1e-12);
        series.RealisedVolatility(62).ShouldBeNull();
    }

    [Fact]
    public void RealisedVolatility_OfPriceThatNeverMoves_IsNull() => Series(_ => 100).RealisedVolatility(100).ShouldBeNull();

    [Theory]
    [InlineData(OptionType.Call, 107.25, 7.25)]
    [InlineData(OptionType.Call, 93, 0)]
    [InlineData(OptionType.Put, 93, 7)]
    public void Row_FromExpiration_IsFrozenAtIntrinsic(OptionType type, double close, double expected)
    {
        var series = Series(date => date <= Expiration ? (decimal)close : 500);
        var marks = OptionMarks.Row(new OptionEntry(Terms with { Type = type }, From, 3), series, Market, Nyse);
        foreach (var date in (DateOnly[])[Expiration, new(2025, 6, 23), new(2025, 12, 31)])
        {
            MarkOn(date, marks, series).ShouldBe(new OptionMark(new Mark((decimal)expected, MarkSource.Model), null));
        }
    }

    [Fact] // Good Friday 2025-04-18: Thursday is the last session
    public void Row_ExpiringOnHoliday_IsIntrinsicOnTheSessionBefore()
    {
        var series = Series(_ => 104);
        var entry = new OptionEntry(Terms with { Expiration = new DateOnly(2025, 4, 18) }, From, 6);
        var marks = OptionMarks.Row(entry, series, Market, Nyse);
        MarkOn(new DateOnly(2025, 4, 17), marks, series).Mark.Price.ShouldBe(4);
        MarkOn(new DateOnly(2025, 4, 16), marks, series).Mark.Price.ShouldBeGreaterThan(4);
    }

    [Fact]
    public void Row_UnderlyingWithoutPrice_IsStaleThenEntry()
    {
        var series = Series(date => date < new DateOnly(2025, 3, 3) ? 102 : null);
        var marks = OptionMarks.Row(new OptionEntry(Terms, From, 6.85m), series, Market, Nyse);
        MarkOn(new DateOnly(2025, 3, 7), marks, series).Mark.Source.ShouldBe(MarkSource.Stale);
        MarkOn(new DateOnly(2025, 3, 10), marks, series).ShouldBe(new OptionMark(new Mark(6.85m, MarkSource.Entry), null));
        MarkOn(Expiration, marks, series).Mark.Source.ShouldBe(MarkSource.Entry);
    }

    [Fact]
    public void Row_ExpiredBeforeTheSeries_IsEntryPrice()
    {
        var entry = new OptionEntry(Terms with { Expiration = new DateOnly(2024, 6, 21) }, new DateOnly(2024, 1, 2), 6.85m);
        OptionMarks.Row(entry, Series(_ => 102), Market, Nyse).ShouldAllBe(mark => mark.Mark == new Mark(6.85m, MarkSource.Entry));
    }

    [Fact]
    public void Row_AnyDay_IsNeverNegative()
    {
        var series = Series(date => 100 + date.DayNumber % 37 * 3 - 50);
        foreach (var type in Enum.GetValues<OptionType>())
        {
            OptionMarks.Row(new OptionEntry(Terms with { Type = type, Strike = 97.5m }, From, 4), series, Market, Nyse).ShouldAllBe(mark => mark.Mark.Price >= 0);
        }
    }

    [Fact] // at 6 % a put deep in the money is worth less than what exercise brings by the European formula
    public void Row_OfAPutDeepInTheMoney_IsNeverBelowItsIntrinsicValue_AndStartsAtTheEntryPrice()
    {
        var (terms, market, day) = (Terms with { Type = OptionType.Put }, new OptionMarket(.06, 0), new DateOnly(2025, 1, 3));
        var series = Series(date => date <= day ? 95.12345m : 60.12348m);
        var entry = new OptionEntry(terms, day, 7.9m);

        var marks = OptionMarks.Row(entry, series, market, Nyse);

        MarkOn(day, marks, series).Mark.Price.ShouldBe(7.9m);
        var alive = MarkOn(new DateOnly(2025, 1, 6), marks, series);
        alive.Mark.Price.ShouldBe(39.87652m);
        BlackScholes.Price(new(OptionType.Put, 60.12348, 100, BlackScholesInputs.YearsBetween(new DateOnly(2025, 1, 6), Expiration), .06, 0, alive.Volatility!.Value.Value)).ShouldBeLessThan(38);
        marks.Where(mark => mark.Volatility is not null).Skip(2).ShouldAllBe(mark => mark.Mark.Price >= 39.87652m);
    }

    [Theory]
    [InlineData(OptionType.Put, 95, 0)]
    [InlineData(OptionType.Put, 70, .02)]
    [InlineData(OptionType.Call, 104, .05)]
    public void Row_IsWhatTheGreeksAndTheStressTestsPriceIt_SoNoLossIsMoreThanIt(OptionType type, int close, double yield)
    {
        var (series, market) = (Series(_ => close), new OptionMarket(.05, yield));
        var entry = new OptionEntry(Terms with { Type = type, Expiration = new DateOnly(2027, 1, 15) }, new DateOnly(2025, 3, 3), type == OptionType.Put ? 100 - close + 6 : 14);
        var marks = OptionMarks.Row(entry, series, market, Nyse, 5);

        marks.Length.ShouldBe(5);
        var inputs = OptionMarks.InputsAt(entry, series, market, marks[^1].Volatility).ShouldNotBeNull();
        var mark = (double)marks[^1].Mark.Price;
        AmericanOption.Value(inputs).Price.ShouldBe(mark, 5.1e-5);
        var price = AmericanOption.BySpot(inputs);
        foreach (var spot in new[] { 0, 1, 30, 100, 400 })
        {
            (price(spot) - price(close)).ShouldBeGreaterThanOrEqualTo(-mark - 5.1e-5);
        }
    }

    [Fact]
    public void Row_OfTheLastSessions_IsTheEndOfThatOfAll()
    {
        var (series, entry) = (Series(date => 100 + date.DayNumber % 7), new OptionEntry(Terms with { Type = OptionType.Put }, From, 6));

        OptionMarks.Row(entry, series, Market, Nyse, 3).ShouldBe(OptionMarks.Row(entry, series, Market, Nyse)[^3..]);
        OptionMarks.Row(entry, series, Market, Nyse, 0).ShouldBeEmpty();
        Should.Throw<ArgumentOutOfRangeException>(() => OptionMarks.Row(entry, series, Market, Nyse, 10_000));
    }

    private static UnderlyingSeries Series(Func<DateOnly, decimal?> close)
    {
        var sessions = Nyse.Sessions(From, new DateOnly(2025, 12, 31)).ToArray();
        return new UnderlyingSeries(sessions, [.. sessions.Select(close)], [.. sessions.Select(date => (double?)close(date))]);
    }

    private static OptionMark MarkOn(DateOnly date, OptionMark[] marks, UnderlyingSeries series) => marks[series.Sessions.BinarySearch(date)];
}
