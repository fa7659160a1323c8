using App.Core.Risk;
using App.Features.Admin;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Admin;

public sealed class RiskDraftTests
{
    private static RiskDraft Draft => RiskDraft.Of(RiskSettings.Standard);

    [Fact]
    public void Of_WhatIsInForce_ChangesNothing_AndTheNextIsAVersionMore()
    {
        Draft.Changes.ShouldBeEmpty();
        Draft.Next.Version.ShouldBe(2);
    }

    [Fact]
    public void Add_LikeAnother_StandsRightAfterIt_WithAnIdOfItsOwn()
    {
        var like = Draft.Settings.Scenarios[4];

        var (once, first) = Draft.Add(like);
        var (twice, second) = once.Add(like);

        (first, second).ShouldBe((like.Id + "_2", like.Id + "_3"));
        twice.Settings.Scenarios.Select(scenario => scenario.Id).Skip(4).Take(3).ShouldBe([like.Id, second, first]);
        twice.Settings.Scenarios[5].ShouldBe(like with { Id = second, Name = like.Name + ", copy" });
        RiskSettingsRules.Check(twice.Settings).ShouldBeEmpty();
    }

    [Fact]
    public void Add_OfAnIdThatWasInForceAndIsRemoved_TakesAnother()
    {
        var with = RiskDraft.Of(Draft.Add(null).Draft.Settings);

        with.Without("scenario_2").Add(null).Id.ShouldBe("scenario_3", "what is stored under the old id is another scenario's");
    }

    [Theory]
    [InlineData(0, -1, 0)]
    [InlineData(3, -1, 2)]
    [InlineData(3, 1, 4)]
    [InlineData(17, 1, 17)]
    public void Move_StopsAtTheEnds(int from, int by, int to)
    {
        var id = Draft.Settings.Scenarios[from].Id;

        Draft.Move(id, by).Settings.Scenarios.Select(scenario => scenario.Id).ToList().IndexOf(id).ShouldBe(to);
    }

    [Fact]
    public void With_PutsEachPartInItsPlace()
    {
        var scenario = Draft.Settings.Scenarios[0] with { Market = 0.2 };
        var changed = Draft.With(Draft.Settings.Factors[0] with { Symbol = "VTI" }, isRidge: false)
            .With(Draft.Settings.RidgeFactors[1] with { Symbol = "IEF" }, isRidge: true)
            .With(Draft.Settings.Rates with { Duration = 10 })
            .With(scenario);

        changed.Changes.Count.ShouldBe(4);
        changed.Settings.Scenarios[0].ShouldBe(scenario);
    }
}
