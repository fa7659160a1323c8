using App.Core.Risk;
using App.Features.CommandCenter.Components;
using App.Features.CommandCenter.Risk;
using App.Testing;
using Bunit;
using Shouldly;
using Xunit;

namespace ComponentTests.CommandCenter;

/// <summary>The card of factor exposures.</summary>
public sealed class FactorCardTests : RiskCardContext
{
    [Fact]
    public void Factors_AreDrawnWithTheirErrors_AndNoiseIsSaidToBe()
    {
        var card = Render<FactorCard>(p => p.Add(x => x.Risk, Risk));

        card.FindAll("[data-factor]").Select(row => row.GetAttribute("data-factor")).ShouldBe(RiskSettings.Standard.Factors.Select(factor => factor.Id));
        card.FindAll("[data-factor=market] .err").ShouldHaveSingleItem();
        card.FindAll(".noise").ShouldAllBe(row => row.TextContent.Contains("not distinguishable from zero"));
        card.FindAll(".noise").ShouldNotBeEmpty();
        card.Find("[popovertarget=about-factors]").Click();
        card.Find("#about-factors").TextContent.ShouldContain("VUG−VTV");
        card.FindAll("details tbody tr").Count.ShouldBe(9);
    }

    [Fact]
    public void Slopes_BySecondMethodAndAlone_NameTheFundsTheyAreFittedOn()
    {
        var card = Render<FactorCard>(p => p.Add(x => x.Risk, Risk));

        // Ridge has value and growth apart, eight series; a style alone has its own two funds.
        Asked("ridge-momentum").ShouldContain("returns of SPY, TLT, VTV−SPY, VUG−SPY, MTUM−SPY, QUAL−SPY, IWM−SPY, USMV−SPY");
        Asked("ridge-momentum").ShouldContain(FigureCatalogue.Of("factors.ridge").Definition);
        Asked("spreads-value").ShouldContain("returns of SPY, TLT, VTV−SPY, VUG−SPY");
        Asked("spreads-momentum").ShouldContain("returns of MTUM−SPY");
        Asked("spreads-momentum").ShouldNotContain("TLT");
        Asked("factors-beta_market").ShouldContain("returns of SPY, TLT, VUG−VTV, MTUM−SPY, QUAL−SPY, IWM−SPY, USMV−SPY");

        string Asked(string id)
        {
            card.Find($"[popovertarget='about-{id}']").Click();
            return card.Find($"[id='about-{id}']").TextContent;
        }
    }

    [Fact]
    public void Factors_ThatCannotBeComputed_SayWhy()
    {
        var card = Render<FactorCard>(p => p.Add(x => x.Risk, RiskOf([RiskBooks.Holding(null, 10_000)])));

        card.Find("section > p").TextContent.ShouldBe("Nothing that is held has a market price.");
        card.FindAll("table").ShouldBeEmpty();
    }
}
