using App.Core.Results;
using App.Core.Targets;
using App.Features.Targets;
using App.Features.Targets.Components;
using Bunit;
using ComponentTests.CommandCenter;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Targets;

public sealed class TargetTablesTests : TargetPartsTest
{
    [Fact]
    public void Row_OfALongAndAShort_SaysWhatItsTargetsMean()
    {
        var held = Held(Returns(
            [Views.Row("AAPL", quantity: 100, price: 200, name: "Apple Inc."), Views.Row("TSLA", quantity: -50, price: 80)],
            Target("AAPL", 230, downside: 150, note: "Services"), Target("TSLA", 60, TargetDirection.Short)));

        Text(held, "tr[data-symbol=AAPL]").ShouldBe("AAPLApple Inc.100 held · value $20,000.00 · weight 20.0%Services 100 $200.00 $20,000.00 20.0%+15.0% +$3,000−25.0% −$5,000Remove");
        Text(held, "tr[data-symbol=TSLA]").ShouldBe("TSLA short−50 held · value −$4,000.00 · weight −4.0% −50 $80.00 −$4,000.00 −4.0%+25.0% +$1,000Remove");
        held.FindAll("tr[data-symbol=TSLA] input").Select(input => input.GetAttribute("aria-label")).ShouldBe(
            ["End of year target of TSLA, short", "Next year target of TSLA, short", "Downside target of TSLA, short"]);
        Text(held, "h2").ShouldBe("What is held 2");
    }

    [Fact]
    public void Row_WithAmountsHidden_HasItsPrice()
    {
        var returns = Returns([Views.Row("AAPL", quantity: 100, price: 200)], Target("AAPL", 230));

        var row = Show<HeldTargetRow>(p => p
            .AddCascadingValue(App.Shared.Formats.For("en-US", hidesAmounts: true))
            .Add(x => x.Holding, returns.Holdings[0]).Add(x => x.Weight, returns.WeightOf(returns.Holdings[0])));

        row.Find("[data-label=Price]").TextContent.ShouldBe("$200.00");
        row.FindAll("td.hide").Select(cell => cell.TextContent).ShouldBe(["•••", "$•••", "20.0%"]);
        row.Find(".narrow-only").TextContent.ShouldBe("••• held · value $••• · weight 20.0%");
    }

    [Fact]
    public void Figures_OfTheBook_SayWhatTheyRestOn()
    {
        var figures = Render<HorizonFigures>(p => p.Add(x => x.Returns, Returns(
            [Views.Row("AAPL", quantity: 100, price: 200), Views.Row("KO", quantity: 300, price: 100)], Target("AAPL", 230))));

        Text(figures, "[data-figure=end_of_year] dd").ShouldBe("+3.0% +$3,000 · 1 of 2 held, 40.0% of exposure");
        Text(figures, "[data-figure=downside] dd").ShouldStartWith("— not known: No position that is held has a target and a price. no target");
        figures.Find("[popovertarget=about-end_of_year]").Click();
        var told = figures.Find("[data-figure=end_of_year] .pop").TextContent;
        told.ShouldContain("20 Nov 2026");
        told.ShouldContain("Window the session");
        told.ShouldContain("Observations 1");
    }

    [Fact]
    public void WithoutAPrice_OneDashSaysWhy()
    {
        var returns = Returns([Views.Row("AAPL", price: null)], Target("AAPL", 230));

        Text(Held(returns), "tr[data-symbol=AAPL] .outcome").ShouldBe("— not known: It has not been valued yet.");
        Text(Render<HorizonFigures>(p => p.Add(x => x.Returns, returns)), "[data-figure=end_of_year] .sub").ShouldBe("no price of what has a target");
    }

    [Fact]
    public void Held_FiveHundred_AreShownFiftyAtATimeAndFiltered()
    {
        var returns = Returns(Views.Many(500));

        var held = Held(returns, new TargetsQuery(Page: 3));
        held.FindAll("tbody tr").Count.ShouldBe(50);
        held.Find(".pager").TextContent.ShouldContain("101–150 of 500");
        held.Find(".pager a:last-child").GetAttribute("href").ShouldBe("/targets?page=4");

        var one = Held(returns, new TargetsQuery(Text: "s0499 S04", Page: 9));
        one.FindAll("tbody tr").Count.ShouldBe(1);
        Text(one, "h2").ShouldBe("What is held 1 of 500");

        Held(returns, new TargetsQuery("all", "zzz")).Find(".no-rows a").GetAttribute("href").ShouldBe("/targets?portfolio=all");
    }

    [Fact]
    public void Held_Nothing_SaysWhereToBegin()
    {
        Held(Returns([]), hasPortfolio: false).Find(".empty a").GetAttribute("href").ShouldBe("/import");
        Held(Returns([])).Find(".empty").TextContent.ShouldContain("no open position");
    }

    [Fact]
    public void Other_Targets_AreListedAndRemoved()
    {
        var other = Other([Target("SNOW", direction: TargetDirection.Short, downside: 400), Target("ZZZZ", 5, note: "waiting")]);

        other.FindAll("tbody tr").Select(row => row.GetAttribute("data-symbol")).ShouldBe(["SNOW", "ZZZZ"]);
        Text(other, "tr[data-symbol=ZZZZ] th").ShouldBe("ZZZZwaiting");
        other.Find("button[aria-label='Remove the target of SNOW, short']").Click();

        Removed.ShouldBe([new TargetKey("SNOW", TargetDirection.Short)]);
    }

    [Fact]
    public void Other_Filtered_SaysWhenNothingMatches()
    {
        Other([Target("ZZZZ", 5)], new TargetsQuery(Text: "q")).Markup.ShouldContain("None of them matches the filter.");
        Other([], new TargetsQuery(Text: "q")).Markup.ShouldNotContain("None of them");
    }

    [Fact]
    public void Add_ASymbol_SavesItAndClearsTheForm()
    {
        var form = Show<AddTarget>(_ => { });

        form.FindAll("input")[0].Change(" nvda ");
        form.Find("select").Change("Short");
        form.FindAll("input")[1].Change("300");
        form.Find("form").Submit();

        Saved.ShouldBe([new TargetEdit(new TargetKey("NVDA", TargetDirection.Short), TargetHorizon.EndOfYear, "300")]);
        form.FindAll("input")[0].GetAttribute("value").ShouldBeNullOrEmpty();
    }

    [Fact]
    public void Add_WithoutSymbolOrPrice_SaysWhich()
    {
        Answer = edit => Task.FromResult<IReadOnlyList<Error>>(TargetRules.Price(edit.Typed).Errors);
        var form = Show<AddTarget>(_ => { });

        form.Find("form").Submit();
        form.Find("[role=alert]").TextContent.ShouldContain("ERR_TARGET_001");
        form.FindAll("input")[0].Change("A/B");
        form.Find("form").Submit();
        form.Find("[role=alert]").TextContent.ShouldContain("“A/B”");
        form.FindAll("input")[0].Change("NVDA");
        form.Find("form").Submit();
        form.Find("[role=alert]").TextContent.ShouldContain("ERR_TARGET_004");
        form.FindAll("input")[1].Change("x");
        form.Find("form").Submit();
        form.Find("[role=alert]").TextContent.ShouldContain("ERR_TARGET_003");
        form.FindAll("input")[1].GetAttribute("aria-invalid").ShouldBe("true");
        Saved.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(null, null, null, null, "/targets")]
    [InlineData("all", " a b ", "2", "3", "/targets?portfolio=all&q=a%20b&page=2&other=3")]
    [InlineData("", "", "0", "x", "/targets")]
    [InlineData(null, null, "-1", "99999999999", "/targets")]
    public void Query_IsReadFromTheAddressAndWrittenBack(string? portfolio, string? text, string? page, string? other, string address) =>
        TargetsQuery.Parse(portfolio, text, page, other).ToAddress().ShouldBe(address);

    [Fact]
    public void Query_OtherWords_BeginOnTheFirstPage() =>
        new TargetsQuery("all", "a", 3, 4).For(new string('x', 200)).ShouldBe(new TargetsQuery("all", new string('x', TargetsQuery.MaxText)));

    private IRenderedComponent<HeldTargets> Held(ExpectedReturns returns, TargetsQuery? query = null, bool hasPortfolio = true) => Show<HeldTargets>(p => p
        .Add(x => x.Returns, returns).Add(x => x.Query, query ?? new TargetsQuery()).Add(x => x.Name, "Main").Add(x => x.HasPortfolio, hasPortfolio));

    private IRenderedComponent<OtherTargets> Other(IReadOnlyList<TargetPrice> targets, TargetsQuery? query = null) =>
        Show<OtherTargets>(p => p.Add(x => x.Targets, targets).Add(x => x.Query, query ?? new TargetsQuery()));
}
