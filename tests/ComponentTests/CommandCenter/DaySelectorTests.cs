using App.Features.CommandCenter;
using App.Features.CommandCenter.Components;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ComponentTests.CommandCenter;

public sealed class DaySelectorTests : BunitContext
{
    private static readonly DateOnly[] Sessions = [new(2026, 11, 18), new(2026, 11, 19), new(2026, 11, 20)];

    [Fact]
    public void Menu_LeadsToTheSessionsBesideTheOneShown()
    {
        var menu = Show(Sessions[1], Sessions[1]);

        menu.FindAll("a").Select(link => link.GetAttribute("href")).ShouldBe(["/?portfolio=all&date=2026-11-18", "/?portfolio=all", "/?portfolio=all"]);
        menu.Find("summary").TextContent.ShouldContain("Close of Thu 19 Nov 2026");
        menu.Find("input[type=date]").GetAttribute("min").ShouldBe("2026-11-18");
    }

    [Fact]
    public void FirstAndNewest_HaveOneNeighbour()
    {
        Show(Sessions[0], Sessions[0]).FindAll("a").Count.ShouldBe(2, "the one after, and the newest");
        Show(Sessions[2], null).FindAll("a").ShouldHaveSingleItem().TextContent.ShouldContain("19 Nov 2026");
    }

    [Fact]
    public void ADayChosen_IsGoneTo_AndNonsenseIsNot()
    {
        var menu = Show(Sessions[2], null);
        menu.Find("input[type=date]").Change("2026-11-18");
        menu.Find("form").Submit();
        Services.GetRequiredService<BunitNavigationManager>().Uri.ShouldEndWith("/?portfolio=all&date=2026-11-18");

        menu.Find("input[type=date]").Change("soon");
        menu.Find("form").Submit();
        Services.GetRequiredService<BunitNavigationManager>().Uri.ShouldEndWith("/?portfolio=all&date=2026-11-18");
    }

    [Theory]
    [InlineData("2026-11-20", true)]
    [InlineData("20.11.2026", false)]
    [InlineData("2026-13-01", false)]
    [InlineData(null, false)]
    public void Address_IsReadAsADay_OrNotAtAll(string? text, bool isDay) => (CenterQuery.ParseDay(text) is not null).ShouldBe(isDay);

    private IRenderedComponent<DaySelector> Show(DateOnly shown, DateOnly? asked) => Render<DaySelector>(p => p
        .Add(x => x.Shown, shown).Add(x => x.Sessions, Sessions).Add(x => x.Query, CenterQuery.Default with { Portfolio = "all", Day = asked }));
}
