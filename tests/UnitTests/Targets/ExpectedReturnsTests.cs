using App.Core.Portfolios;
using App.Core.Snapshots;
using App.Core.Targets;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Targets;

/// <summary>Targets meet positions: which of them speaks of which, and what comes of it.</summary>
public sealed class ExpectedReturnsTests
{
    private static readonly OptionTerms Call = new("MSFT", 450, new DateOnly(2027, 1, 15), OptionType.Call);

    [Fact]
    public void Of_LongShortAndOption_MatchesEachByItsOwnSymbolAndSide()
    {
        var returns = Of(
            50_000,
            [Position("AAPL", 100, 200), Position("TSLA", -50, 80), Position("MSFT", 2, 5, option: Call), Position("KO", 10, 60)],
            [Target("AAPL", 230), Target("TSLA", 60, TargetDirection.Short), Target("MSFT270115C00450000", 9), Target("MSFT", 500), Target("KO", 1, TargetDirection.Short)]);

        returns.Holdings.Select(holding => (holding.Key.Symbol, holding.ReturnAt(TargetHorizon.EndOfYear).Value)).ShouldBe(
            [("AAPL", .15), ("TSLA", .25), ("MSFT270115C00450000", .8), ("KO", null)]);
        returns.Holdings.Select(holding => holding.UpsideAt(TargetHorizon.EndOfYear).Value).ShouldBe([3_000m, 1_000m, 800m, null]);
        var year = returns.Horizons[0];
        (year.Return.Value, year.Upside.Value, year.Holdings).ShouldBe((.096, 4_800m, 3));
        year.Coverage.Value!.Value.ShouldBe(25_000.0 / 25_600, 1e-12);
        returns.Horizons[1].Return.Reason.ShouldNotBeNull().ShouldContain("No position");
        returns.NotHeld.Select(target => target.Key).ShouldBe([new("KO", TargetDirection.Short), new("MSFT", TargetDirection.Long)]);
        returns.Holdings[2].Title.ShouldBe("MSFT 450 call 15 Jan 2027");
        returns.WeightOf(returns.Holdings[1]).Value.ShouldBe(-.08);
    }

    [Fact]
    public void Of_LotsOfOneSymbol_ArePooledAtTheirValue()
    {
        var returns = Of(10_000, [Position("AAPL", 10, 100), Position("AAPL", 30, 100), Position("AAPL", -5, 100), Position("OLD", 10, 50, isOpen: false)], [Target("AAPL", 110)]);

        returns.Holdings.Select(holding => (holding.Key.Direction, holding.Quantity, holding.Value)).ShouldBe([(TargetDirection.Long, 40m, 4_000m), (TargetDirection.Short, -5m, -500m)]);
        returns.Horizons[0].Upside.Value.ShouldBe(400m);
        returns.Holdings[1].ReturnAt(TargetHorizon.EndOfYear).Reason.ShouldNotBeNull();
    }

    [Fact]
    public void Of_LotsAtSeveralPrices_HasThePriceOfAllTogether()
    {
        var holding = Of(10_000, [Position("FUND", 10, 100, InvestmentClass.Private, MarkSource.Entry), Position("FUND", 30, 120, InvestmentClass.Private, MarkSource.Entry)], [Target("FUND", 230)]).Holdings.ShouldHaveSingleItem();

        holding.Price.Value.ShouldBe(115m);
        holding.ReturnAt(TargetHorizon.EndOfYear).Value.ShouldBe(1.0);
        holding.UpsideAt(TargetHorizon.EndOfYear).Value.ShouldBe(40 * 115m);
    }

    [Fact]
    public void Of_AnyLotAtAnOldPrice_NeedsAPriceUpdate()
    {
        var holdings = Of(10_000, [Position("AAPL", 10, 100), Position("GONE", 10, 90, source: MarkSource.Entry), Position("GONE", 5, 100)], []).Holdings;

        holdings.Select(holding => (holding.Key.Symbol, holding.NeedsPriceUpdate)).ShouldBe([("GONE", true), ("AAPL", false)]);
        (holdings[0] with { Lots = [new HeldLot(10, null, null, "It has not been valued yet.")] }).NeedsPriceUpdate.ShouldBeNull();
    }

    [Fact]
    public void Of_AfterASplit_CountsTodaysShares()
    {
        var holding = Of(10_000, [Position("NVDA", 10, 50, split: 10)], [Target("NVDA", 60)]).Holdings.ShouldHaveSingleItem();

        (holding.Quantity, holding.UpsideAt(TargetHorizon.EndOfYear).Value).ShouldBe((100m, 1_000m));
    }

    [Fact]
    public void Of_WithoutAPrice_SaysSoAndCountsForNothingButTheWhole()
    {
        var returns = Of(10_000, [Position("PLANFUND", 10, 100, source: MarkSource.Entry), Position("AAPL", 10, 100)], [Target("PLANFUND", 120), Target("AAPL", 120)]);

        var fund = returns.Holdings.Single(holding => holding.Key.Symbol == "PLANFUND");
        fund.ReturnAt(TargetHorizon.EndOfYear).Reason.ShouldNotBeNull().ShouldContain("entry price");
        fund.Price.Value.ShouldBeNull();
        (returns.Horizons[0].Holdings, returns.Horizons[0].Coverage.Value).ShouldBe((1, .5));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5_000)]
    public void Of_WithoutEquity_KnowsDollarsAndNoShare(int equity)
    {
        var returns = Of(equity, [Position("AAPL", 10, 100)], [Target("AAPL", 120)]);

        returns.Horizons[0].Return.Reason.ShouldNotBeNull().ShouldContain("not positive");
        returns.Horizons[0].Upside.Value.ShouldBe(200m);
        returns.WeightOf(returns.Holdings[0]).IsKnown.ShouldBeFalse();
    }

    [Fact]
    public void Of_BeforeTheFirstCalculation_ListsWhatIsHeldAndKnowsNothing()
    {
        var portfolio = new PortfolioBuilder { OwnerId = TestIds.Next() }.Build();
        var position = new PositionBuilder { PortfolioId = portfolio.Id, Symbol = "AAPL" }.Build();

        var returns = ExpectedReturns.Of(new PortfolioOverview(portfolio, null, null, null, [new(position, null, null)], null, 0), [Target("AAPL", 120)]);

        returns.Holdings.ShouldHaveSingleItem().Price.Reason.ShouldNotBeNull().ShouldContain("not been valued");
        returns.Horizons[0].Return.Reason.ShouldNotBeNull().ShouldContain("not been calculated");
        returns.Horizons[0].Coverage.IsKnown.ShouldBeFalse();
        (returns.AsOf, returns.Equity).ShouldBe((null, null));
    }

    [Fact]
    public void Of_AllPortfolios_PoolsPositionsAndEquity()
    {
        var parts = new[] { Part(10_000, [Position("AAPL", 10, 100)]), Part(30_000, [Position("AAPL", 30, 100), Position("KO", 10, 60)]) };

        var returns = ExpectedReturns.Of(AggregateOverview.Of(parts), [Target("AAPL", 110)]);

        returns.Holdings[0].Quantity.ShouldBe(40);
        returns.Horizons[0].Return.Value.ShouldBe(.01);
        ExpectedReturns.Of(AggregateOverview.Of([parts[0], parts[1] with { Snapshot = null, Exposures = null }]), []).Horizons[0].Return.Reason.ShouldNotBeNull().ShouldContain("same session");
        ExpectedReturns.Of(AggregateOverview.Of([]), [Target("AAPL", 110)]).NotHeld.ShouldHaveSingleItem();
    }

    [Fact]
    public void With_AChangedTarget_IsWhatLoadingAgainWouldShow()
    {
        ValuedPosition[] positions = [Position("AAPL", 10, 100), Position("KO", -10, 60)];
        var before = Of(10_000, positions, [Target("AAPL", 110), Target("ZZZ", 5)]);

        ShouldBeAlike(before.With(new("AAPL", TargetDirection.Long), Target("AAPL", 130)), Of(10_000, positions, [Target("AAPL", 130), Target("ZZZ", 5)]));
        ShouldBeAlike(before.With(new("AAPL", TargetDirection.Long), null), Of(10_000, positions, [Target("ZZZ", 5)]));
        ShouldBeAlike(before.With(new("KO", TargetDirection.Short), Target("KO", 50, TargetDirection.Short)), Of(10_000, positions, [Target("AAPL", 110), Target("ZZZ", 5), Target("KO", 50, TargetDirection.Short)]));
        ShouldBeAlike(before.With(new("MMM", TargetDirection.Long), Target("MMM", 9)), Of(10_000, positions, [Target("AAPL", 110), Target("ZZZ", 5), Target("MMM", 9)]));
        ShouldBeAlike(before.With(new("ZZZ", TargetDirection.Long), null), Of(10_000, positions, [Target("AAPL", 110)]));
    }

    [Theory]
    [InlineData("BRK.B", 450, "BRK.B270115C00450000")]
    [InlineData("MSFT", 12.5, "MSFT270115C00012500")]
    [InlineData("MSFT", 0.0005, "MSFT270115C00000000.5")]
    public void HeldSymbol_OfAnOptionUnderItsUnderlying_IsTheContracts(string underlying, double strike, string symbol)
    {
        var option = Call with { Underlying = underlying, Strike = (decimal)strike };

        HeldSymbol.Of(Position(underlying, 1, 5, option: option).Position).ShouldBe(symbol);
        HeldSymbol.Of(Position("MY_CALL", 1, 5, option: option).Position).ShouldBe("MY_CALL");
        TargetRules.Symbol(symbol).Value.ShouldBe(symbol);
    }

    private static void ShouldBeAlike(ExpectedReturns one, ExpectedReturns other)
    {
        one.Horizons.ShouldBe(other.Horizons);
        one.NotHeld.Select(TargetDraft.Of).ShouldBe(other.NotHeld.Select(TargetDraft.Of));
        one.Holdings.Select(holding => (holding.Key, holding.Target?.EndOfYear)).ShouldBe(other.Holdings.Select(holding => (holding.Key, holding.Target?.EndOfYear)));
    }

    private static ExpectedReturns Of(decimal equity, IReadOnlyList<ValuedPosition> positions, IReadOnlyList<TargetPrice> targets) => ExpectedReturns.Of(Part(equity, positions), targets);

    private static TargetPrice Target(string symbol, decimal endOfYear, TargetDirection direction = TargetDirection.Long) =>
        new TargetDraft(new TargetKey(symbol, direction), endOfYear, null, null, null).By(Guid.Empty, TestTimes.Now);

    private static PortfolioOverview Part(decimal equity, IReadOnlyList<ValuedPosition> positions)
    {
        var portfolio = new PortfolioBuilder { OwnerId = TestIds.Next() }.Build();
        var snapshot = new PortfolioSnapshot
        {
            PortfolioId = portfolio.Id,
            Session = TestTimes.Session,
            RunId = Guid.Empty,
            Fence = 0,
            LeaseUntil = TestTimes.Now,
            CreatedAt = TestTimes.Now,
            IsComplete = true,
            Equity = equity,
        };
        return new PortfolioOverview(
            portfolio, snapshot, 0, App.Core.Risk.GetExposures.Sum(TestTimes.Session, equity, [.. positions.Select(each => each.Position)], [.. positions.Select(each => each.Value!)]), positions, null, 0);
    }

    private static ValuedPosition Position(
        string symbol, decimal quantity, decimal price, InvestmentClass investmentClass = InvestmentClass.Public, MarkSource source = MarkSource.Quoted, OptionTerms? option = null,
        bool isOpen = true, decimal split = 1)
    {
        var position = new PositionBuilder { PortfolioId = Guid.Empty, Symbol = symbol, Quantity = quantity, Class = investmentClass, Option = option }.Build();
        return new ValuedPosition(
            position,
            new PositionValue
            {
                PositionId = position.Id,
                PortfolioId = position.PortfolioId,
                Session = TestTimes.Session,
                IsOpen = isOpen,
                SplitFactor = split,
                Price = price,
                Source = source,
                PriceDate = TestTimes.Session,
                MarketValue = isOpen ? quantity * split * position.Multiplier * price : 0,
                CostBasis = 0,
                DayPnl = 0,
                Pnl = 0,
                Weight = null,
                NeedsPriceUpdate = source is MarkSource.Entry,
            },
            null);
    }
}
