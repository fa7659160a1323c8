using App.Core.Calculations;
using App.Core.Market;
using App.Core.Portfolios;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations;

public sealed class PriceNeedsTests
{
    private static readonly DateOnly To = TestTimes.Session;

    // A year before the anchor, and some days for a price to be carried in.
    private static readonly DateOnly Window = To.AddDays(-CollectMarketData.HistoryDays - 10);

    private static readonly Portfolio Portfolio = new PortfolioBuilder { OwnerId = TestIds.Next() }.Build();

    [Fact]
    public void Of_SharesPrivateAssetsAndOptions_AsksForWhatPricesThem()
    {
        var option = new OptionTerms("NVDA", 100m, To.AddDays(30), OptionType.Put);

        var needs = NeedsOf(
            new() { PortfolioId = Portfolio.Id, Symbol = "MSFT" },
            new() { PortfolioId = Portfolio.Id, Symbol = "AAPL" },
            new() { PortfolioId = Portfolio.Id, Symbol = "MSFT", Quantity = -5 },
            new() { PortfolioId = Portfolio.Id, Symbol = "FUND_A", Class = InvestmentClass.Private, Subtype = null },
            new() { PortfolioId = Portfolio.Id, Symbol = "NVDA 100 P", Option = option, EntryDate = To.AddDays(-5) });

        needs.ShouldBe([new PriceNeed("AAPL", Window), new PriceNeed("MSFT", Window), new PriceNeed("NVDA", Window)]);
    }

    [Fact]
    public void Of_Exited_AreAskedForOnlyWhileTheirDaysCount() => NeedsOf(
        new() { PortfolioId = Portfolio.Id, Symbol = "LONGGONE", EntryDate = Window.AddDays(-400), ExitDate = Window.AddDays(-1), ExitPrice = 1m },
        new() { PortfolioId = Portfolio.Id, Symbol = "INWINDOW", EntryDate = Window.AddDays(-400), ExitDate = Window, ExitPrice = 1m },
        new() { PortfolioId = Portfolio.Id, Symbol = "TOCOME", EntryDate = To.AddDays(1) })
        .ShouldBe([new PriceNeed("INWINDOW", Window)]);

    [Fact]
    public void Of_ExpiredOptions_AreAskedForTheirLastDaysUnlessTheyWereClosed()
    {
        var expired = new OptionTerms("AAPL", 100m, new DateOnly(2021, 1, 15), OptionType.Call);

        NeedsOf(
            new() { PortfolioId = Portfolio.Id, Option = expired, EntryDate = new DateOnly(2020, 1, 15) },
            new() { PortfolioId = Portfolio.Id, Option = expired with { Underlying = "TSLA" }, EntryDate = new DateOnly(2020, 1, 15), ExitDate = new DateOnly(2021, 1, 15), ExitPrice = 0.01m })
            .ShouldBe([new PriceNeed("AAPL", new DateOnly(2021, 1, 5))]);
    }

    [Fact]
    public void MarketFrom_OfSeveralBooks_IsAYearBeforeTheFirstAnchor()
    {
        var needs = new MarketNeeds(To);
        needs.Add(new Book(Portfolio, []), false);
        var later = new Book(new PortfolioBuilder { OwnerId = TestIds.Next(), EquityAsOf = To.AddDays(-200) }.Build(), []);
        needs.Add(later, false);

        needs.MarketFrom.ShouldBe(Window.AddDays(-200), "the risk of any session since then may be asked for");
    }

    private static IReadOnlyList<PriceNeed> NeedsOf(params PositionBuilder[] positions) =>
        PriceNeeds.Of(new Book(Portfolio, [.. positions.Select(position => position.Build())]), To);
}
