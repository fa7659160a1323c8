using App.Core.Portfolios;
using App.Features.CommandCenter;
using App.Features.CommandCenter.Risk;
using Shouldly;
using Xunit;

namespace ComponentTests.CommandCenter;

public sealed class PositionListTests
{
    private static readonly OptionTerms Call = new("SPY", 700, new DateOnly(2027, 3, 19), OptionType.Call);

    private static readonly PositionRow[] Rows =
    [
        Views.Row("MSFT", quantity: 10, price: 500, dayPnl: 3, entryPrice: 450, name: "Microsoft Corporation", entryDate: new(2024, 1, 2)),
        Views.Row("AAPL", quantity: 100, price: 200, dayPnl: -7, entryPrice: 300, name: "Apple Inc.", entryDate: new(2025, 1, 2)),
        Views.Row("SPY", quantity: 2, price: 5, dayPnl: 1, entryPrice: 4, option: Call, entryDate: new(2023, 1, 3)),
        Views.Row("TSLA", quantity: -20, price: 300, dayPnl: 0, entryPrice: 250, name: "Tesla, Inc.", entryDate: new(2022, 1, 3)),
        Views.Row("FUND_A", quantity: 1, price: null, entryPrice: 50_000, investmentClass: InvestmentClass.Private, entryDate: new(2021, 1, 4)),
        Views.Row("NVDA", quantity: 40, price: 130, entryPrice: 50, isOpen: false, name: "NVIDIA Corporation"),
    ];

    [Theory]
    [InlineData(PositionColumn.Position, false, "AAPL FUND_A MSFT SPY TSLA")]
    [InlineData(PositionColumn.Position, true, "TSLA SPY MSFT FUND_A AAPL")]
    [InlineData(PositionColumn.Class, false, "AAPL MSFT TSLA SPY FUND_A")]
    [InlineData(PositionColumn.Side, false, "AAPL FUND_A MSFT TSLA SPY")]
    [InlineData(PositionColumn.Quantity, true, "AAPL MSFT SPY FUND_A TSLA")]
    [InlineData(PositionColumn.Price, true, "MSFT TSLA AAPL SPY FUND_A")]
    [InlineData(PositionColumn.Value, true, "AAPL MSFT SPY TSLA FUND_A")]
    [InlineData(PositionColumn.Value, false, "TSLA SPY MSFT AAPL FUND_A")]
    [InlineData(PositionColumn.Weight, true, "AAPL MSFT SPY TSLA FUND_A")]
    [InlineData(PositionColumn.Day, true, "MSFT SPY TSLA AAPL FUND_A")]
    [InlineData(PositionColumn.Pnl, false, "AAPL TSLA SPY MSFT FUND_A")]
    [InlineData(PositionColumn.Cost, true, "FUND_A AAPL MSFT SPY TSLA")]
    [InlineData(PositionColumn.Entered, false, "FUND_A TSLA SPY MSFT AAPL")]
    public void Of_EachOrder_SortsAndPutsTheUnknownLast(PositionColumn sort, bool descending, string symbols) =>
        Symbols(new PositionQuery(Sort: sort, Descending: descending)).ShouldBe(symbols);

    [Theory]
    [InlineData(PositionColumn.Exposure, true, "AAPL SPY MSFT TSLA FUND_A")]
    [InlineData(PositionColumn.Beta, true, "TSLA AAPL SPY FUND_A MSFT")]
    [InlineData(PositionColumn.Beta, false, "SPY AAPL TSLA FUND_A MSFT")]
    [InlineData(PositionColumn.Volatility, false, "AAPL FUND_A MSFT SPY TSLA")]
    [InlineData(PositionColumn.Theta, true, "SPY AAPL FUND_A MSFT TSLA")]
    [InlineData(PositionColumn.Expiration, false, "SPY AAPL FUND_A MSFT TSLA")]
    [InlineData(PositionColumn.Return, true, "SPY MSFT TSLA AAPL FUND_A")]
    [InlineData(PositionColumn.EntryPrice, true, "FUND_A MSFT AAPL TSLA SPY")]
    public void Of_RiskAndTerms_SortsWhatIsKnownAndPutsTheRestLast(PositionColumn sort, bool descending, string symbols)
    {
        var risk = BookRisks.Of(
            BookRisks.Betas(("AAPL", 1.2), ("MSFT", null), ("SPY", 1), ("TSLA", 2)),
            BookRisks.Exposures((Rows[2], 12_000)),
            BookRisks.Greeks((Rows[2], [.2, .5, .01, -.04, 1.5, .75])));

        string.Join(' ', PositionList.Of(RiskByPosition.Attach(Rows, new CenterRisk(risk)), new PositionQuery(Sort: sort, Descending: descending)).Rows.Select(row => row.Position.Symbol))
            .ShouldBe(symbols);
    }

    [Theory]
    [InlineData("aapl", "AAPL")]
    [InlineData("inc", "AAPL TSLA")]
    [InlineData("inc apple", "AAPL")]
    [InlineData("spy", "SPY")]
    [InlineData("schwab fund", "FUND_A")]
    [InlineData("nvidia", "")]
    [InlineData("zzz", "")]
    public void Of_Words_KeepsRowsThatHaveThemAll(string text, string symbols) => Symbols(new PositionQuery(text)).ShouldBe(symbols);

    [Fact]
    public void Of_AClass_KeepsItsRows() => Symbols(new PositionQuery(Class: InvestmentClass.Options)).ShouldBe("SPY");

    [Fact]
    public void Of_Closed_ShowsThemWithoutAValue()
    {
        var list = PositionList.Of(Rows, new PositionQuery(WithClosed: true, Text: "nvda"));

        list.Rows.ShouldHaveSingleItem().Value.ShouldBeNull();
        list.Rows[0].Missing.ShouldBe("Closed on 12 Jun 2026.");
        list.Rows[0].Pnl.ShouldBe(3_200);
        (list.Closed, list.All).ShouldBe((1, 6));
    }

    [Theory]
    [InlineData(0, 1, 1, 0)]
    [InlineData(50, 1, 1, 50)]
    [InlineData(51, 2, 2, 1)]
    [InlineData(500, 99, 10, 50)]
    public void Page_BeyondTheLast_IsTheLast(int rows, int asked, int page, int shown)
    {
        var query = new PositionQuery(Page: asked);
        var list = PositionList.Of(Views.Many(rows), query);

        list.PageOf(query).ShouldBe(page);
        list.On(page).Count().ShouldBe(shown);
    }

    [Fact]
    public void Of_EqualFigures_AreSortedBySymbol() =>
        string.Join(' ', PositionList.Of([Views.Row("B"), Views.Row("A"), Views.Row("C")], new PositionQuery()).Rows.Select(row => row.Position.Symbol)).ShouldBe("A B C");

    [Fact]
    public void Totals_OverRows_LeaveOutWhatIsNotKnown()
    {
        var totals = PositionTotals.Of(PositionList.Of(Rows, new PositionQuery()).Rows);

        totals.Value.ShouldBe(5_000 + 20_000 + 1_000 - 6_000);
        totals.DayPnl.ShouldBe(-3);
        totals.Weight!.Value.ShouldBe(.2, 1e-12);
        totals.Cost.ShouldBe(4_500 + 30_000 + 800 - 5_000 + 50_000);
        totals.Exposure.ShouldBeNull();
        PositionTotals.Of([Views.Row(price: null)]).ShouldBe(new PositionTotals(1, null, null, null, null, 40_000));
    }

    [Fact]
    public void Totals_OfRisk_AddUpWhatIsKnown()
    {
        var risk = BookRisks.Of(BookRisks.Exposures((Rows[2], 12_000)), BookRisks.Greeks((Rows[2], [.2, .5, .01, -.04, 1.5, .75])));
        var totals = PositionTotals.Of(PositionList.Of(RiskByPosition.Attach(Rows, new CenterRisk(risk)), new PositionQuery()).Rows);

        totals.Exposure.ShouldBe(5_000 + 20_000 + 12_000 - 6_000);
        totals.Theta!.Value.ShouldBe(-8, 1e-12);
        totals.Vega!.Value.ShouldBe(300, 1e-12);
        totals.Rho!.Value.ShouldBe(150, 1e-12);
    }

    [Fact]
    public void Largest_Holdings_PutLotsTogetherAndCountEitherSide()
    {
        var largest = Holding.Largest([.. Rows, Views.Row("MSFT", quantity: 40, price: 500)], 3);

        largest.Select(holding => (holding.Title, holding.Value)).ShouldBe([("MSFT", 25_000m), ("AAPL", 20_000m), ("TSLA", -6_000m)]);
        largest[0].Weight!.Value.ShouldBe(.25, 1e-12);
    }

    [Fact]
    public void Weight_WithoutPositiveEquity_IsNotKnown()
    {
        var row = Views.Row(equity: 0);

        row.Weight.ShouldBeNull();
        row.Missing.ShouldContain("not positive");
    }

    private static string Symbols(PositionQuery query) => string.Join(' ', PositionList.Of(Rows, query).Rows.Select(row => row.Position.Symbol));
}
