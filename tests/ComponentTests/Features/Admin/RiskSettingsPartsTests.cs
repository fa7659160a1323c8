using App.Core.Risk;
using App.Features.Admin;
using App.Features.Admin.Components;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Admin;

public sealed class RiskSettingsPartsTests : BunitContext
{
    private RiskDraft _draft = RiskDraft.Of(RiskSettings.Standard);

    public RiskSettingsPartsTests() => Services.AddSingleton(TimeProvider.System);

    [Theory]
    [InlineData("-12.5", -0.125, null)]
    [InlineData("−12.5 %", -0.125, null)]
    [InlineData("", null, null)]
    [InlineData("12,5", double.NaN, "“12,5” is no number. Write one with a point, such as 12.5.")]
    [InlineData("1e999", double.NaN, "“1e999” is no number. Write one with a point, such as 12.5.")]
    [InlineData("ten", double.NaN, "“ten” is no number. Write one with a point, such as 12.5.")]
    public void Number_TypedInPercent_IsAFraction_OrStaysWithWhatIsWrong(string typed, double? expected, string? fault)
    {
        double? value = 5;
        var number = Render<DraftNumber>(p => p.Add(x => x.Label, "Market").Add(x => x.Value, value).Add(x => x.Scale, 100).Add(x => x.ValueChanged, changed => value = changed));

        number.Find("input").Change(typed);

        value.ShouldBe(expected);
        (number.FindAll(".cell-error") is [var error] ? error.TextContent : null).ShouldBe(fault);
        if (fault is not null)
        {
            number.Find("input").GetAttribute("value").ShouldBe(typed, "what was typed is not lost");
            number.Find("input").GetAttribute("aria-invalid").ShouldBe("true");
        }
    }

    [Fact]
    public void Scenario_OpenedAndChanged_IsInTheDraft()
    {
        var table = Render<ScenarioTable>(p => p.Add(x => x.Draft, _draft).Add(x => x.OnChange, draft => _draft = draft));
        table.Find("[data-scenario=vix_spike_150] button").Click();

        table.Find("input[aria-label^='Market in percent']").Change("-20");

        _draft.Changes.ShouldHaveSingleItem().ShouldBe("Scenario “Volatility spike”: market −15 %, low volatility −25 % → market −20 %, low volatility −25 %.");
        table.Render(p => p.Add(x => x.Draft, _draft));
        table.Find("input[aria-label^='Low volatility']").Change("");
        _draft.Settings.Scenarios.Single(scenario => scenario.Id == "vix_spike_150").Styles.ShouldBeEmpty();
        table.FindAll(".scenario-fields button").Single(button => button.TextContent == "Remove").Click();
        _draft.Settings.Scenarios.Count.ShouldBe(17);
    }

    [Fact]
    public void Scenario_Added_IsOpened()
    {
        var table = Render<ScenarioTable>(p => p.Add(x => x.Draft, _draft).Add(x => x.OnChange, draft => _draft = draft));

        table.Find(".card-head button").Click();
        table.Render(p => p.Add(x => x.Draft, _draft));

        table.Find("[data-scenario=scenario_2] button").GetAttribute("aria-expanded").ShouldBe("true");
        table.FindAll("tbody tr[data-scenario]").Count.ShouldBe(19);
    }

    [Fact]
    public void Rates_WithANumberThatCannotBeRead_AreStillShown()
    {
        var card = Render<RateFields>(p => p.Add(x => x.Draft, _draft).Add(x => x.OnChange, draft => _draft = draft));
        card.Markup.ShouldContain("−14.");

        card.Find("input[aria-label=Convexity]").Change("many");
        card.Render(p => p.Add(x => x.Draft, _draft));

        card.Find(".cell-error").TextContent.ShouldStartWith("“many” is no number");
        RiskSettingsRules.Check(_draft.Next).ShouldHaveSingleItem().Code.ShouldBe("ERR_RISK_003");
        _draft.Changes.ShouldHaveSingleItem().ShouldContain("350 → unreadable");
    }

    [Fact]
    public void Weights_Entered_AreAddedUp()
    {
        var card = Render<SectorWeights>(p => p.Add(x => x.Draft, _draft).Add(x => x.OnChange, draft => _draft = draft));
        card.Find(".actions button").Click();
        card.Render(p => p.Add(x => x.Draft, _draft));

        card.Find("input[aria-label='Weight of Energy in percent']").Change("40");
        card.Render(p => p.Add(x => x.Draft, _draft));

        card.Markup.ShouldContain("40.00");
        _draft.Settings.SectorBenchmark!.Weights["Energy"].ShouldBe(0.4);
        RiskSettingsRules.Check(_draft.Settings).Select(error => error.Code).ShouldBe(["ERR_RISK_005", "ERR_RISK_005"], "the others are 0, and the source is not told");
    }

    [Fact]
    public void Versions_SayWhatEachChanged_AndCanBeTaken()
    {
        var changed = RiskSettings.Standard with { Version = 2, Rates = RiskSettings.Standard.Rates with { Duration = 15 } };
        RiskSettings? taken = null;
        var card = Render<SettingsVersions>(p => p
            .Add(x => x.InForce, changed)
            .Add(x => x.Versions, [new RiskSettingsVersion(changed, DateTimeOffset.UnixEpoch, Guid.Empty, "new fact sheet"), new RiskSettingsVersion(RiskSettings.Standard, DateTimeOffset.UnixEpoch, null, null)])
            .Add(x => x.OnTake, settings => taken = settings));

        card.Find("[data-version='2']").TextContent.ShouldContain("duration 16.2 → 15 years");
        card.Find("[data-version='2'] .pill").TextContent.ShouldBe("in force");
        card.Find("[data-version='1'] button").Click();
        taken.ShouldBe(RiskSettings.Standard);
    }
}
