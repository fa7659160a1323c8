using App.Core.Portfolios;
using App.Core.Risk;
using App.Core.Snapshots;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Portfolios;

public sealed class AggregateOverviewTests
{
    private static readonly DateOnly Session = TestTimes.Session;

    [Fact]
    public void Of_SeveralOfOneSession_AddsThemUpAsOneAccount()
    {
        var all = AggregateOverview.Of([Part(100_000, -250, [200, -50]), Part(50_000, 500, [40])]);

        all.Equity.ShouldNotBeNull();
        (all.Equity.Equity, all.Equity.DayPnl, all.Equity.DayBase).ShouldBe((150_000m, 250m, 149_750m));
        all.Equity.DayReturn.Value!.Value.ShouldBe(250.0 / 149_750, 1e-15);
        all.Exposures.ShouldNotBeNull();
        (all.Exposures.Totals.Long, all.Exposures.Totals.Short).ShouldBe((24_000m, -5_000m));
        all.Exposures.Leverage.Value!.Value.ShouldBe(29_000.0 / 150_000, 1e-15);
        all.Exposures.Classes.ShouldHaveSingleItem().Positions.ShouldBe(3);
    }

    [Fact]
    public void Cash_OfAnAccountOnMarginBesideOneWithCash_IsThatOfThePool()
    {
        // One has borrowed 50, the other has 50: together they have nothing left.
        var all = AggregateOverview.Of([Part(100, 0, [1.5m]), Part(200, 0, [1.5m])]);

        all.Parts.Select(part => part.Equity!.Cash).ShouldBe([0m, 50m]);
        all.Equity!.Cash.ShouldBe(0);
        AggregateOverview.Of([Part(100, 0, [1.5m]), Part(300, 0, [2, -.5m])]).Equity!.Cash.ShouldBe(100, "what is sold short is cash until it is bought back");
    }

    [Fact]
    public void Of_DifferentSessions_AddsNothingUp()
    {
        var all = AggregateOverview.Of([Part(100_000, 1, [1]), Part(50_000, 2, [1], Session.AddDays(-1))]);

        all.Equity.ShouldBeNull();
        all.Exposures.ShouldBeNull();
        all.Parts.Count.ShouldBe(2);
    }

    [Fact]
    public void Of_OneNotCalculatedOrNone_AddsNothingUp()
    {
        var part = Part(100_000, 1, [1]);

        AggregateOverview.Of([part, part with { Snapshot = null, Exposures = null }]).Equity.ShouldBeNull();
        AggregateOverview.Of([]).Equity.ShouldBeNull();
    }

    [Fact]
    public void PriceSources_OfSeveralPortfolios_CountEachSymbolHeldOnce()
    {
        var yahoo = new PriceOrigin("Yahoo", false, null);
        var all = AggregateOverview.Of(
        [
            Priced("IRA", ("AAPL", yahoo, null), ("KO", new("Sample", true, null), null), ("FUND1", new(null, false, "nobody has it"), null), ("NEW", null, null)),
            Priced("Taxable", ("AAPL", yahoo, null), ("MSFT", yahoo, null), ("SOLD", new("Files", false, null), new DateOnly(2026, 6, 12))),
        ]);

        all.PriceSources.ShouldBe([new PriceSourceCount("Yahoo", 2, false), new PriceSourceCount("Sample", 1, true)]);
        all.Parts[0].PriceSources.ShouldBe([new PriceSourceCount("Sample", 1, true), new PriceSourceCount("Yahoo", 1, false)]);
    }

    [Fact]
    public void Unpriced_SymbolOfSeveralAccounts_IsNamedOnceWithTheReasonAndAllOfThem()
    {
        var none = new PriceOrigin(null, false, "nobody has it");
        var all = AggregateOverview.Of([Priced("Taxable", ("OLD", new("Yahoo", false, null), null), ("FUND1", none, null)), Priced("IRA", ("FUND1", none, null))]);
        var stale = all.Parts[0].Positions.Select(valued => valued with { Value = Value(valued.Position, Session, "last price of 2026-11-18") }).ToList();
        all = AggregateOverview.Of([all.Parts[0] with { Positions = stale }, all.Parts[1] with { Positions = [all.Parts[1].Positions[0] with { Value = Value(all.Parts[1].Positions[0].Position, Session, "no market price") }] }]);

        all.Unpriced.Select(symbol => $"{symbol.Symbol}: {symbol.Reason} ({string.Join(", ", symbol.Accounts)})").ShouldBe(["FUND1: nobody has it (IRA, Taxable)", "OLD: last price of 2026-11-18 (Taxable)"]);
        AggregateOverview.Of([Part(1, 0, [1])]).Unpriced.ShouldBeEmpty();
    }

    [Fact]
    public void Summary_OfTheFirstDay_TakesTheProfitFromThePositions()
    {
        var snapshot = Snapshot(Guid.Empty, Session, 100_000, 0);
        snapshot.IsAnchor = true;
        snapshot.OpeningEquity = 100_000;

        var summary = EquitySummary.Of(snapshot, 1_000, default);

        (summary.DayPnl, summary.DayBase, summary.IsFromPositionsHeld).ShouldBe((1_000m, 99_000m, true));
    }

    [Fact]
    public void Summary_OfADayWithAFlow_CountsItAtTheStart()
    {
        var snapshot = Snapshot(Guid.Empty, Session, 110_500, 500);
        snapshot.OpeningEquity = 100_000;
        snapshot.Flows = 10_000;

        EquitySummary.Of(snapshot, 7, default).ShouldBe(new EquitySummary(Session, 110_500, 500, 110_000, false, 110_500, 0, 0));
    }

    [Fact]
    public void Summary_WithNothingToBeAShareOf_HasNoReturn() =>
        new EquitySummary(Session, 5, 10, -5, false, 0, 0, 0).DayReturn.Reason.ShouldNotBeNull().ShouldContain("not positive");

    [Fact]
    public void Pool_OfDifferentDaysOrNothing_IsRefused()
    {
        var one = new EquitySummary(Session, 5, 10, 5, false, 0, 0, 0);

        Should.Throw<ArgumentException>(() => EquitySummary.Pool([], default));
        Should.Throw<ArgumentException>(() => EquitySummary.Pool([one, one with { Session = Session.AddDays(-1) }], default));
        EquitySummary.Pool([one, one with { IsFromPositionsHeld = true }], default).IsFromPositionsHeld.ShouldBeTrue();
    }

    [Fact]
    public void Sum_OfLines_HasTheSessionsOfAll()
    {
        NavPoint[] first = [new(Day(1), 10, true), new(Day(2), 11, true), new(Day(3), 12, false), new(Day(4), 13, false)];
        NavPoint[] second = [new(Day(2), 100, false), new(Day(4), 101, false), new(Day(5), 102, false)];

        GetAggregateNavHistory.Sum([first, second]).ShouldBe([new(Day(2), 111, true), new(Day(4), 114, false)]);
        GetAggregateNavHistory.Sum([first]).ShouldBe(first);
        GetAggregateNavHistory.Sum([first, []]).ShouldBeEmpty();
        GetAggregateNavHistory.Sum([]).ShouldBeEmpty();
    }

    private static DateOnly Day(int day) => new(2026, 11, day);

    // Positions at $100 each.
    private static PortfolioOverview Part(decimal equity, decimal dayPnl, decimal[] quantities, DateOnly? session = null)
    {
        var portfolio = new PortfolioBuilder { OwnerId = TestIds.Next() }.Build();
        var day = session ?? Session;
        var positions = quantities.Select((quantity, ordinal) =>
        {
            var position = new PositionBuilder { PortfolioId = portfolio.Id, Ordinal = ordinal, Quantity = quantity }.Build();
            return new ValuedPosition(position, Value(position, day), null);
        }).ToList();
        var exposures = GetExposures.Sum(day, equity, [.. positions.Select(one => one.Position)], [.. positions.Select(one => one.Value!)]);
        return new PortfolioOverview(portfolio, Snapshot(portfolio.Id, day, equity, dayPnl), dayPnl, exposures, positions, null, 1);
    }

    private static PortfolioOverview Priced(string account, params (string Symbol, PriceOrigin? Prices, DateOnly? Exit)[] held)
    {
        var portfolio = new PortfolioBuilder { OwnerId = TestIds.Next(), AccountName = account }.Build();
        return new PortfolioOverview(
            portfolio,
            null,
            null,
            null,
            [.. held.Select(each => new ValuedPosition(new PositionBuilder { PortfolioId = portfolio.Id, Symbol = each.Symbol, ExitDate = each.Exit, ExitPrice = each.Exit is null ? null : 1 }.Build(), null, null) { Prices = each.Prices })],
            null,
            0);
    }

    /// <summary>A value; one with a remark is not of the day.</summary>
    private static PositionValue Value(Position position, DateOnly session, string? note = null) => new()
    {
        PositionId = position.Id,
        PortfolioId = position.PortfolioId,
        Session = session,
        IsOpen = true,
        SplitFactor = 1,
        Price = 100,
        Source = MarkSource.Quoted,
        PriceDate = session,
        MarketValue = position.Quantity * 100,
        CostBasis = position.Quantity * position.EntryPrice,
        DayPnl = 0,
        Pnl = 0,
        Weight = null,
        Note = note,
        NeedsPriceUpdate = note is not null,
    };

    private static PortfolioSnapshot Snapshot(Guid portfolioId, DateOnly session, decimal equity, decimal dayPnl) => new()
    {
        PortfolioId = portfolioId,
        Session = session,
        RunId = Guid.Empty,
        Fence = 0,
        LeaseUntil = TestTimes.Now,
        CreatedAt = TestTimes.Now,
        IsComplete = true,
        Equity = equity,
        OpeningEquity = equity - dayPnl,
        DayPnl = dayPnl,
    };
}
