using App.Features.CommandCenter.Components;
using App.Features.CommandCenter.Risk;
using App.Testing;
using Bunit;
using Shouldly;
using Xunit;

namespace ComponentTests.CommandCenter;

/// <summary>The card of what has changed.</summary>
public sealed class ChangesCardTests : RiskCardContext
{
    [Fact]
    public void Changes_AreDifferencesToTheSessionsBefore()
    {
        var before = RiskOf([RiskBooks.Holding("A", 30_000)]);
        var risk = new CenterRisk(Risk) { Before = new(new EarlierRisk(RiskBooks.Session.AddDays(-1), 90_000, before.ToSummary()), null) };

        var changes = RiskChange.Of(risk, 100_000);

        changes.Single(change => change.Name == "Equity").LastSession!.Value.ShouldBe(90_000);
        changes.Single(change => change.Name == "Net exposure").LastSession!.Value.ShouldBe(30_000);
        Render<ChangesCard>(p => p.Add(x => x.Risk, risk).Add(x => x.Equity, 100_000)).Find("tbody tr").TextContent.ShouldContain("+$10.0 k");
    }

    [Fact]
    public void Changes_WhileTheyAreComputed_AreNotSaidToBeNone()
    {
        var card = Render<ChangesCard>(p => p.Add(x => x.Risk, new CenterRisk(Risk)));
        card.Find("#changes").GetAttribute("aria-busy").ShouldBe("true");
        card.Markup.ShouldNotContain("no earlier session");

        card.Render(p => p.Add(x => x.Risk, new CenterRisk(Risk) { Before = new(null, null) }));
        card.Find("#changes").HasAttribute("aria-busy").ShouldBeFalse();
        card.Markup.ShouldContain("There is no earlier session to compare with.");
    }

    [Fact]
    public void Changes_WithoutAMonthAgo_SayWhyInEachCell()
    {
        var before = RiskOf([RiskBooks.Holding("A", 30_000)]);
        var card = Render<ChangesCard>(p => p
            .Add(x => x.Risk, new CenterRisk(Risk) { Before = new(new EarlierRisk(RiskBooks.Session.AddDays(-1), 90_000, before.ToSummary()), null) }).Add(x => x.Equity, 100_000));

        card.FindAll("tbody tr").ShouldAllBe(row => row.QuerySelector("td:last-child [data-why]")!.GetAttribute("data-why") == "There is no session so long ago.");
        card.FindAll("tbody td:not(:last-child) [data-why]").ShouldAllBe(cell => cell.GetAttribute("data-why")!.Length > 20);
    }

    [Fact]
    public void Changes_ThatCouldNotBeLoaded_OfferAnotherTry()
    {
        var tries = 0;
        var card = Render<ChangesCard>(p => p.Add(x => x.Risk, new CenterRisk(Risk)).Add(x => x.IsFailed, true).Add(x => x.OnRetry, () => tries++));

        card.Find("[data-state=failed]").TextContent.ShouldContain("The risk of earlier sessions could not be loaded");
        card.Find("button").Click();
        tries.ShouldBe(1);
        card.Find("#changes").HasAttribute("aria-busy").ShouldBeFalse();
    }
}
