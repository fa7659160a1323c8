using App.Core.Operations;
using App.Features.Admin.Components;
using Bunit;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Admin;

public sealed class PrerequisitePartsTests : BunitContext
{
    private static readonly Prerequisite There = new("calendar", "Market calendar", true, "252 sessions of 2026", "the sessions of 2026", "Install a newer version.");
    private static readonly Prerequisite Missing = new("scenarios", "Stress scenarios", false, "17 scenarios", "18 scenarios or more", "An operator mends it.");
    private static readonly Prerequisite Told = new("market_sources", "Sources of prices", false, "none", "at least one", "Name one.") { IsRequired = false };

    [Fact]
    public void Table_SaysHowToMend_WhereSomethingIsToBeMended()
    {
        var table = Render<PrerequisiteTable>(p => p.Add(x => x.Found, [There, Missing, Told]));

        table.FindAll("li").Count.ShouldBe(3);
        table.Find("[data-check=calendar]").TextContent.ShouldNotContain("Install");
        table.Find("[data-check=calendar] .pill").TextContent.ShouldBe("there");
        table.Find("[data-check=scenarios]").TextContent.ShouldContain("An operator mends it.");
        table.Find("[data-check=scenarios] .pill").TextContent.ShouldBe("missing");
        table.Find("[data-check=market_sources] .pill").TextContent.ShouldBe("missing, not required");
    }

    [Fact]
    public void Summary_IsTheWorstOfThem()
    {
        SummaryOf(There).ShouldContain("Everything is there");
        SummaryOf(There, Told).ShouldContain("Nothing required is missing");
        SummaryOf(There, Told, Missing).ShouldContain("A prerequisite is missing");
        SummaryOf(Missing, Missing with { Name = "factors" }).ShouldContain("2 prerequisites are missing");
    }

    private string SummaryOf(params Prerequisite[] found) =>
        Render<PrerequisiteSummary>(p => p.Add(x => x.Found, found).Add(x => x.At, new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero))).Find(".alert").TextContent;
}
