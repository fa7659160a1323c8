using System.Diagnostics;
using App.Core.Market;
using App.Core.Snapshots;
using Shouldly;
using Support;
using Xunit;

namespace UnitTests.Snapshots;

/// <summary>What holds for every chain of days, and one chain worked out elsewhere.</summary>
public sealed class LedgerChainTests
{
    [Fact]
    public void Run_AnyBook_BalancesEveryDay()
    {
        var book = Book.Random(7);
        var days = book.Run();
        days.ShouldAllBe(day => day.Residual == 0);
        days.Zip(days.Skip(1)).ShouldAllBe(pair => pair.Second.Opening == pair.First.Closing);
        days[^1].Closing.Equity.ShouldBe(book.Anchor.Equity + days.Sum(day => day.DayPnl) + days.Sum(day => day.Flow));
        days[^1].Closing.CumulativePnl.ShouldBe(days.Sum(day => day.DayPnl));
        days.Sum(day => day.ExitedCount).ShouldBeGreaterThan(0);
        days.Sum(day => day.EnteredCount).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Run_PositionsInAnyOrder_IsTheSame() => Book.Random(7, reversed: true).Run().ShouldBe(Book.Random(7).Run());

    [Fact]
    public void Run_InTwoParts_IsTheSame()
    {
        var book = Book.Random(7);
        var whole = book.Run();
        var half = book.Marks.Sessions.Length / 2;
        var second = new MarkMatrix(book.Positions.Length, book.Marks.Sessions[half..]);
        for (var position = 0; position < book.Positions.Length; position++)
        {
            for (var session = half; session < book.Marks.Sessions.Length; session++)
            {
                second[position, session - half] = book.Marks[position, session];
            }
        }

        Rollforward.Run(whole[half - 1].Closing, book.Positions, second, book.Cash.AsSpan(half)).ShouldBe(whole[half..]);
    }

    [Fact]
    public void Backward_FromEndOfChainWithoutFlows_ComesBackToItsStart()
    {
        var book = Book.Random(11, flows: false);
        var days = book.Run();
        Reconstruction.Backward(days[^1].Closing.Equity, book.Positions, book.Marks)
            .ShouldBe([book.Anchor.Equity, .. days.Select(day => day.Closing.Equity)]);
    }

    [Fact] // 10 shares: 100 → 102 → 101, 5 more entered the last day at 100
    public void Backward_WorkedExample_SubtractsDays()
    {
        var sessions = TradingCalendar.Nyse.Sessions(new(2025, 6, 4), new(2025, 6, 6));
        var marks = new MarkMatrix(2, sessions);
        marks.SetRow(0, [new(100, MarkSource.Quoted), new(102, MarkSource.Quoted), new(101, MarkSource.Quoted)]);
        marks.SetRow(1, [new(100, MarkSource.Quoted), new(102, MarkSource.Quoted), new(101, MarkSource.Quoted)]);
        LedgerPosition[] positions = [new(10, 1, new(2020, 1, 2), 50), new(5, 1, new(2025, 6, 6), 100)];
        Reconstruction.Backward(5_000, positions, marks).ShouldBe([4_985, 5_005, 5_000]);
    }

    [Fact] // flows, fees, dividends and commissions too: equity to the cent, returns to twelve places
    public void Run_ReferenceLedgerWithItsCash_MatchesEverySnapshot()
    {
        var rows = ReferenceData.Rows("vectors/ledger/prices.csv");
        var expected = ReferenceData.Rows("vectors/ledger/expected_snapshots.csv");
        var book = ReferenceLedger.Read(rows);
        var cash = LedgerCash.BySession(book.Marks.Sessions, ReferenceLedger.Cash());
        var days = Rollforward.Run(LedgerState.Anchor(rows[0].Date("date"), expected[0].Decimal("closing_equity"), book.Positions, book.Marks.PricesOn(0)), book.Positions, book.Marks, cash);

        days.Length.ShouldBe(expected.Count - 1);
        foreach (var (day, row) in days.Zip(expected.Skip(1)))
        {
            day.Closing.Equity.ShouldBe(row.Decimal("closing_equity"), $"{day.Session}");
            day.Flow.ShouldBe(row.Decimal("external_flow"), $"{day.Session}");
            day.DayPnl.ShouldBe(row.Decimal("total_pnl"), $"{day.Session}");
            day.Return.Value!.Value.ShouldBe((double)row.Decimal("daily_twr_flow_at_start"), 5e-13, $"{day.Session}");
            day.Closing.CumulativeReturn.Value!.Value.ShouldBe((double)row.Decimal("cumulative_twr"), 5e-13, $"{day.Session}");
        }
    }

    [Fact] // sales and cover purchases as exits of split lots, purchases as new positions
    public void Run_ReferenceLedger_MatchesPnlAndValuesEveryDay()
    {
        var rows = ReferenceData.Rows("vectors/ledger/prices.csv");
        var expected = ReferenceData.Rows("vectors/ledger/expected_snapshots.csv");
        var book = ReferenceLedger.Read(rows);
        var days = Rollforward.Run(LedgerState.Anchor(rows[0].Date("date"), expected[0].Decimal("closing_equity"), book.Positions, book.Marks.PricesOn(0)), book.Positions, book.Marks, []);
        foreach (var (day, row) in days.Zip(expected.Skip(1)))
        {
            day.Session.ShouldBe(row.Date("date"));
            day.DayPnl.ShouldBe(row.Decimal("price_pnl"), $"{day.Session}");
            day.Book.Exposure.Long.ShouldBe(row.Decimal("long_mv"), $"{day.Session}");
            day.Book.Exposure.Short.ShouldBe(row.Decimal("short_mv"), $"{day.Session}");
            day.Book.Exposure.Gross.ShouldBe(row.Decimal("gross"), $"{day.Session}");
            day.Residual.ShouldBe(0);
        }
    }

    [Fact]
    public void Run_FiftyPositionsForAYear_TakesMilliseconds()
    {
        var book = Book.Random(3, positions: 50);
        var best = TimeSpan.MaxValue;
        for (var again = 0; again < 20; again++)
        {
            var start = Stopwatch.GetTimestamp();
            book.Run();
            best = new[] { best, Stopwatch.GetElapsedTime(start) }.Min();
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"50 positions × {book.Cash.Length} sessions: {best.TotalMilliseconds:F2} ms");
        best.TotalMilliseconds.ShouldBeLessThan(100); // generous: a debug build among other tests
    }

    private sealed record Book(LedgerState Anchor, LedgerPosition[] Positions, MarkMatrix Marks, LedgerCash[] Cash)
    {
        public LedgerDay[] Run() => Rollforward.Run(Anchor, Positions, Marks, Cash);

        public static Book Random(int seed, bool flows = true, bool reversed = false, int positions = 20)
        {
            var random = new Random(seed);
            var sessions = TradingCalendar.Nyse.Sessions(new(2025, 1, 2), new(2025, 12, 31)).ToArray();
            var book = Enumerable.Range(0, positions).Select(_ => Position(random, sessions[0])).ToArray();
            var prices = book.Select(position => Prices(random, sessions.Length)).ToArray();
            var deposits = sessions.Select(_ => flows && random.Next(20) == 0 ? new LedgerCash(random.Next(-500, 900), random.Next(-20, 40)) : default).ToArray();
            if (reversed)
            {
                Array.Reverse(book);
                Array.Reverse(prices);
            }

            var marks = new MarkMatrix(positions, sessions);
            for (var position = 0; position < positions; position++)
            {
                marks.SetRow(position, prices[position]);
            }

            return new(LedgerState.Anchor(sessions[0], 1_000_000, book, marks.PricesOn(0)), book, marks, deposits);
        }

        private static LedgerPosition Position(Random random, DateOnly start)
        {
            var entry = start.AddDays(random.Next(-100, 200));
            DateOnly? exit = random.Next(3) == 0 ? entry.AddDays(random.Next(300)) : null;
            decimal? exitPrice = exit is not null && random.Next(2) == 0 ? 100 + random.Next(-50, 50) : null;
            return new(random.Next(1, 500) * (random.Next(4) == 0 ? -1 : 1), random.Next(5) == 0 ? 100 : 1, entry, 100 + random.Next(-50, 50), exit, exitPrice);
        }

        private static Mark[] Prices(Random random, int count)
        {
            var price = 100m;
            return [.. Enumerable.Range(0, count).Select(_ => new Mark(price = Math.Round(price * (1 + (decimal)(random.NextDouble() - .5) / 20), 2), MarkSource.Quoted))];
        }
    }
}
