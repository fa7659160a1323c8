using App.Core.Portfolios;
using App.Core.Results;
using App.Core.Risk.Formulas;
using App.Core.Snapshots;
using Shouldly;
using Xunit;

namespace UnitTests.Snapshots;

public sealed class RollforwardTests
{
    private static readonly DateOnly Friday = new(2025, 6, 6);
    private static readonly DateOnly Saturday = new(2025, 6, 7);
    private static readonly DateOnly Monday = new(2025, 6, 9);

    [Fact] // 100 shares 200 → 203 and a call written 4.00 → 4.50: +300 − 50
    public void Step_HeldPositions_AddChangeOfMarks()
    {
        LedgerPosition[] positions = [Held(100, 1), Held(-1, 100)];
        var day = Step(50_000, 0, positions, [200, 4], [203, 4.5m]);

        day.DayPnl.ShouldBe(250);
        day.UnrealisedPnl.ShouldBe(250);
        day.Closing.Equity.ShouldBe(50_250);
        day.Return.Value.ShouldBe(.005);
        day.Book.Exposure.ShouldBe(new ExposureTotals(20_300, -450));
        (day.Book.LongCount, day.Book.ShortCount, day.Book.Count).ShouldBe((1, 1, 2));
        day.Cash.ShouldBe(50_250 - 20_300 + 450);
        (day.Residual, day.IsBalanced).ShouldBe((0, true));
    }

    [Theory] // bought at 198 on a Saturday or on Monday, marked 203 on Monday
    [InlineData(7)]
    [InlineData(9)]
    public void Step_Entry_CountsFromEntryPrice(int dayOfMonth)
    {
        var day = Step(50_000, 0, [new(10, 1, new DateOnly(2025, 6, dayOfMonth), 198)], [999], [203]);
        (day.DayPnl, day.EnteredCount, day.Residual).ShouldBe((50, 1, 0));
    }

    [Theory] // sold at 205, yesterday's mark 200, bought long ago at 150
    [InlineData(7)]
    [InlineData(9)]
    public void Step_Exit_RealisesFromYesterdaysMark(int dayOfMonth)
    {
        var position = new LedgerPosition(10, 1, new DateOnly(2020, 1, 2), 150, new DateOnly(2025, 6, dayOfMonth), 205);
        var day = Step(50_000, 0, [position], [200], [203]);
        (day.RealisedPnl, day.UnrealisedPnl, day.RealisedSinceEntry).ShouldBe((50, 0, 550));
        (day.ExitedCount, day.Book.Count, day.Residual).ShouldBe((1, 0, 0));
        day.Closing.Equity.ShouldBe(50_050);
    }

    [Fact]
    public void Step_ExitWithoutPrice_TakesTheMark()
    {
        var position = new LedgerPosition(-10, 1, new DateOnly(2020, 1, 2), 150, Monday);
        Step(50_000, 0, [position], [200], [203]).RealisedPnl.ShouldBe(-30);
    }

    [Fact]
    public void Step_EntryAndExitInOneSession_IsDifferenceOfPrices()
    {
        var day = Step(50_000, 0, [new(10, 1, Saturday, 198, Monday, 199)], [1], [1]);
        (day.RealisedPnl, day.EnteredCount, day.ExitedCount, day.Book.Count, day.Residual).ShouldBe((10, 1, 1, 0, 0));
    }

    [Fact]
    public void Step_NotHeld_DoesNothing()
    {
        var day = Step(50_000, 0, [new(10, 1, new DateOnly(2025, 6, 10), 5), new(10, 1, new DateOnly(2020, 1, 2), 5, Friday, 6)], [1, 2], [3, 4]);
        (day.DayPnl, day.Book.Count, day.Cash, day.Residual).ShouldBe((0, 0, 50_000, 0));
    }

    [Fact] // 300 on 30 000: deposits at the start of the day are at work, and are no profit
    public void Step_Flow_IsInTheBaseOfTheReturn()
    {
        var day = Step(20_000, 10_000, [Held(100, 1)], [200], [203]);
        day.Closing.Equity.ShouldBe(30_300);
        day.Return.Value.ShouldBe(.01);
        day.Closing.CumulativePnl.ShouldBe(300);
    }

    [Theory]
    [InlineData(10_000, -10_000)]
    [InlineData(-5, 0)]
    public void Step_WithoutCapital_HasNoReturn(int equity, int flow)
    {
        var day = Step(equity, flow, [Held(100, 1)], [200], [203]);
        day.Return.Reason.ShouldNotBeNull().ShouldContain("not positive");
        day.Closing.CumulativeReturn.Reason.ShouldBe(day.Return.Reason);
        day.Closing.Equity.ShouldBe(equity + flow + 300);
    }

    [Fact]
    public void Step_BookOtherThanItClosed_LeavesAResidual()
    {
        LedgerPosition[] positions = [Held(100, 1)];
        var opening = LedgerState.Anchor(Friday, 50_000, positions, [200]);
        var day = Rollforward.Step(opening, Monday, default, positions, [201], [203]); // Friday's price was restated
        (day.DayPnl, day.Residual, day.IsBalanced).ShouldBe((200, 100, false));
    }

    [Fact]
    public void Step_LeveragedBook_HasNoNegativeCash() => Step(10_000, 0, [Held(100, 1)], [200], [200]).Cash.ShouldBe(0);

    [Fact]
    public void Step_SessionsOutOfOrder_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Rollforward.Step(new(Monday, 1, 0, 0, Measure.Known(0.0)), Friday, default, [], [], []));

    [Fact]
    public void Anchor_HoldsWhatEnteredByThen()
    {
        LedgerPosition[] positions = [new(10, 1, Friday, 5), new(10, 1, Saturday, 5), new(10, 1, new DateOnly(2020, 1, 2), 5, Friday)];
        LedgerState.Anchor(Friday, 1_000, positions, [6, 6, 6]).NetMarketValue.ShouldBe(60);
        positions.Select(position => position.IsHeldAt(Friday)).ShouldBe([true, false, false]);
    }

    [Fact]
    public void BySession_DatesWithoutSession_CountOnTheNext()
    {
        DateOnly[] sessions = [new(2025, 6, 5), Friday, Monday];
        (DateOnly Date, decimal Amount)[] entries = [(new(2025, 6, 5), 1), (new(2025, 1, 1), 2), (Friday, 4), (Saturday, 8), (Monday, 16), (new(2025, 6, 10), 32)];
        LedgerCash.BySession(sessions, entries.Select(entry => Entry(entry.Date, CashEntryKind.Deposit, entry.Amount))).ShouldBe([default, new(4, 0), new(24, 0)]);
    }

    [Fact]
    public void BySession_KindsThatAreNoFlow_AreIncome() =>
        LedgerCash.BySession(
            [Friday, Monday],
            [Entry(Monday, CashEntryKind.Withdrawal, -50), Entry(Monday, CashEntryKind.Dividend, 8), Entry(Saturday, CashEntryKind.Fee, -3), Entry(Monday, CashEntryKind.Tax, -1), Entry(Monday, CashEntryKind.Interest, 2)])
            .ShouldBe([default, new(-50, 6)]);

    [Fact] // 100 × 3 of the price, 25 of a dividend, 5 of fees: 320 on 50 000
    public void Step_Income_IsProfitAndNoResidual()
    {
        LedgerPosition[] positions = [Held(100, 1)];
        var day = Rollforward.Step(LedgerState.Anchor(Friday, 50_000, positions, [200]), Monday, new LedgerCash(0, 20), positions, [200], [203]);
        (day.DayPnl, day.Income, day.Closing.Equity, day.Residual).ShouldBe((320, 20, 50_320, 0));
        day.Return.Value.ShouldBe(.0064);
    }

    private static CashEntry Entry(DateOnly date, CashEntryKind kind, decimal amount) =>
        new() { Id = Guid.Empty, PortfolioId = Guid.Empty, Date = date, Kind = kind, Amount = amount, CreatedAt = default };

    private static LedgerPosition Held(decimal quantity, int multiplier) => new(quantity, multiplier, new DateOnly(2020, 1, 2), 1);

    private static LedgerDay Step(decimal equity, decimal flow, LedgerPosition[] positions, decimal[] before, decimal[] today) =>
        Rollforward.Step(LedgerState.Anchor(Friday, equity, positions, before), Monday, new LedgerCash(flow, 0), positions, before, today);
}
