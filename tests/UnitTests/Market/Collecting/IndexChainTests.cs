using App.Core.Market;
using App.Core.Market.Collecting;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Market.Collecting;

public sealed class IndexChainTests
{
    private static readonly DateOnly[] TenYears = [.. TradingCalendar.Nyse.Sessions(new DateOnly(2016, 1, 4), new DateOnly(2025, 12, 31)).ToArray()];

    [Fact]
    public void Of_FirstAnswer_StartsAtTheFirstClose()
    {
        DailyBar[] bars = [Bar(0, 50m, 45m), Bar(1, 55m, 49.5m)];

        var index = IndexChain.Of(bars, [], [], _ => true, out var byCloses);

        index[0].ShouldBe(50);
        index[1].ShouldBe(55, 1e-12);
        byCloses.ShouldBeFalse();
    }

    [Fact]
    public void Of_NewerAnswerOnAnotherBase_GoesOnFromTheSessionInCommon()
    {
        // Since then a dividend took a tenth off every earlier adjusted close.
        DailyBar[] bars = [Bar(1, 55m, 44.55m), Bar(2, 60m, 60m)];

        var index = IndexChain.Of(bars, [Stored(0, 50m, 50), Stored(1, 55m, 55)], [], _ => true, out _);

        index[0].ShouldBe(55, 1e-12);
        index[1].ShouldBe(55 * 60 / 44.55, 1e-12);
    }

    [Fact]
    public void Of_EarlierAnswer_ChainsBackwards()
    {
        DailyBar[] bars = [Bar(0, 40m, 4m), Bar(1, 50m, 5m)];

        IndexChain.Of(bars, [Stored(1, 50m, 123)], [], _ => true, out _)[0].ShouldBe(123 * 0.8, 1e-12);
    }

    [Fact]
    public void Of_AnswerAroundStoredSessions_TakesTheNearestBeforeEach()
    {
        // The stored index has wandered from the source by a percent between its two sessions: each stretch keeps to its own end.
        DailyBar[] bars = [Bar(0, 1m, 1m), Bar(1, 1m, 1m), Bar(2, 1m, 1m), Bar(3, 1m, 1m), Bar(4, 1m, 1m)];

        var index = IndexChain.Of(bars, [Stored(1, 1m, 100), Stored(3, 1m, 101)], [], _ => true, out _);

        index.ShouldBe([100, 100, 100, 101, 101]);
    }

    [Fact]
    public void Of_NoSessionInCommon_JoinsByClosesSplitAndDividend()
    {
        // 100, then four for one and a dividend of 1 a new share: 24 is worth what 100 was.
        CorporateAction[] actions = [new(Day(1), CorporateActionKind.Split, 4m), new(Day(1), CorporateActionKind.Dividend, 1m)];
        DailyBar[] bars = [Bar(1, 24m, 7m), Bar(2, 48m, 14m)];

        var forward = IndexChain.Of(bars, [Stored(0, 100m, 500)], actions, _ => true, out var forwardByCloses);
        var backward = IndexChain.Of([Bar(0, 100m, 3m)], [Stored(1, 24m, 500)], actions, _ => true, out var backwardByCloses);

        forward[0].ShouldBe(500, 1e-9);
        forward[1].ShouldBe(1_000, 1e-9);
        backward[0].ShouldBe(500, 1e-9);
        (forwardByCloses, backwardByCloses).ShouldBe((true, true));
    }

    [Fact]
    public void Of_SessionInCommonThatIsNotTrusted_IsNotBuiltUpon()
    {
        DailyBar[] bars = [Bar(1, 1_000m, 1_000m), Bar(2, 102m, 102m)];

        var index = IndexChain.Of(bars, [Stored(0, 100m, 100), Stored(1, 101m, 101)], [], date => date != Day(1), out var byCloses);

        byCloses.ShouldBeTrue();
        index[1].ShouldBe(102, 1e-9);
    }

    [Fact]
    public void Of_TenYearsADayAtATime_DoesNotDrift()
    {
        var history = new RandomHistory(new Random(1), TenYears);
        List<PriceBar> stored = [];
        for (var day = 0; day < TenYears.Length; day++)
        {
            var bars = history.Bars(Math.Max(0, day - 1), day, day, 1m);
            var index = IndexChain.Of(bars, stored.Count == 0 ? [] : [stored[^1]], [], _ => true, out _);
            stored.Add(PriceBar.From("AAA", bars[^1], index[^1]));
        }

        var last = TenYears.Length - 1;
        var whole = IndexChain.Of(history.Bars(0, last, last, 1m), [], [], _ => true, out _);
        for (var day = 0; day < TenYears.Length; day++)
        {
            (stored[day].TotalReturnIndex / whole[day]).ShouldBe(1, 1e-9);
        }
    }

    [Fact]
    public void Of_RandomPieces_GiveTheReturnsOfTheWhole()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var history = new RandomHistory(random, TenYears[..250]);
            var index = Pieces(random, history);
            var growth = history.Growth();
            for (var day = 1; day < index.Length; day++)
            {
                (index[day] / index[day - 1] / growth[day - 1]).ShouldBe(1, 1e-9, $"seed {seed}, session {day}");
            }
        }
    }

    // From somewhere in the middle to both ends, each piece with the session at its seam, told later each time.
    private static double[] Pieces(Random random, RandomHistory history)
    {
        var (first, last) = (random.Next(250), 0);
        var told = last = Math.Min(249, first + random.Next(40));
        SortedDictionary<DateOnly, PriceBar> stored = [];
        Store(first, last);
        while (first > 0 || last < 249)
        {
            told = Math.Min(249, told + random.Next(20));
            if (first > 0 && (last == 249 || random.Next(2) == 0))
            {
                var next = Math.Max(0, first - 1 - random.Next(60));
                Store(next, first);
                first = next;
            }
            else
            {
                var next = Math.Min(249, last + 1 + random.Next(60));
                told = Math.Max(told, next);
                Store(last, next);
                last = next;
            }
        }

        return [.. stored.Values.Select(bar => bar.TotalReturnIndex)];

        void Store(int from, int to)
        {
            var bars = history.Bars(from, to, Math.Max(told, to), 0.001m + (decimal)random.NextDouble() * 10m);
            var index = IndexChain.Of(bars, [.. stored.Values], history.Actions, _ => true, out var byCloses);
            byCloses.ShouldBeFalse();
            for (var i = 0; i < bars.Length; i++)
            {
                stored.TryAdd(bars[i].Date, PriceBar.From("AAA", bars[i], index[i]));
            }
        }
    }

    private static DateOnly Day(int day) => TenYears[day];

    private static DailyBar Bar(int day, decimal close, decimal adjusted) => ScriptedSource.Bar(Day(day), close, adjusted);

    private static PriceBar Stored(int day, decimal close, double index) => PriceBar.From("AAA", ScriptedSource.Bar(Day(day), close), index);
}
