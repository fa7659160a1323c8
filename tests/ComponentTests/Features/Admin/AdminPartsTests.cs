using App.Core.Calculations;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Features.Admin;
using App.Features.Admin.Components;
using App.Testing;
using Bunit;
using ComponentTests.CommandCenter;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Admin;

/// <summary>What else operators look at: runs, alerts, activity.</summary>
public sealed class AdminPartsTests : AdminPartsTest
{
    private static readonly DateTimeOffset Now = TestTimes.Now;

    [Fact]
    public void RunsQuery_OfEverything_StandsInItsAddress()
    {
        var id = TestIds.Next();
        var query = new AdminRunsQuery
        {
            Status = RunStatus.CompletedWithWarnings,
            Who = "ann",
            PortfolioId = id,
            Kind = RunKind.Onboarding,
            From = new(2026, 11, 1),
            To = new(2026, 11, 20),
            ErrorCode = "ERR_BATCH_002",
            NightId = id,
            Page = 2,
        };

        query.Address.ShouldBe(
            $"/admin/runs?status=completed_with_warnings&who=ann&portfolio={id}&trigger=onboarding&from=2026-11-01&to=2026-11-20&error=ERR_BATCH_002&night={id}&page=2");
        query.IsFiltered.ShouldBeTrue();
        new AdminRunsQuery { Page = 7 }.IsFiltered.ShouldBeFalse();
    }

    [Fact]
    public void RunRow_OfAFailedRun_SaysWhyAndIsRetried()
    {
        OverseenRun? retried = null;
        var run = Overseen(Views.Run(RunStatus.Failed, "ERR_BATCH_003", "It took too long."));
        var table = Render<AdminRunTable>(p => p.Add(x => x.Runs, new Page<OverseenRun>([run], 1)).Add(x => x.Query, new AdminRunsQuery()).Add(x => x.OnRetry, each => retried = each));

        Text(table, ".admin-detail p").ShouldBe("It took too long. ERR_BATCH_003");
        table.FindAll(".steps").ShouldBeEmpty();
        table.Find("button[aria-label='Retry Growth']").Click();
        retried.ShouldBe(run);
        table.FindAll("button[aria-label='Cancel Growth']").ShouldBeEmpty();
        table.Find("button[aria-expanded]").Click();
        table.FindAll(".steps li").Count.ShouldBe(run.Run.Progress.Steps.Count);
        table.Find("button[aria-expanded]").GetAttribute("aria-expanded").ShouldBe("true");
    }

    [Fact]
    public void RunRow_UnderWay_IsCancelled_AndOfADeletedPortfolioNothing()
    {
        OverseenRun? cancelled = null;
        var running = Overseen(Views.Run());
        var gone = Overseen(Views.Run(RunStatus.Completed)) with { IsDeleted = true };
        var table = Render<AdminRunTable>(p => p.Add(x => x.Runs, new Page<OverseenRun>([running, gone], 2)).Add(x => x.Query, new AdminRunsQuery()).Add(x => x.OnCancel, each => cancelled = each));

        table.FindAll("button[aria-label^=Retry]").ShouldBeEmpty();
        table.Find("button[aria-label^=Cancel]").Click();
        cancelled.ShouldBe(running);
        table.Markup.ShouldContain("Growth (deleted)");
    }

    [Fact]
    public void Alerts_Open_AreAcknowledgedOnce()
    {
        AlertRecord? acknowledged = null;
        var fresh = Alert(AlertRules.RunsFail);
        var known = Alert(AlertRules.NightLate);
        known.AcknowledgedAt = Now;
        var list = Render<AlertList>(p => p.Add(x => x.Alerts, [new ListedAlert(fresh, null), new ListedAlert(known, "bob@example.org")]).Add(x => x.OnAcknowledge, alert => acknowledged = alert));

        list.FindAll("[data-alert]").Count.ShouldBe(2);
        list.Find("button").Click();
        acknowledged.ShouldBe(fresh);
        list.FindAll("button").Count.ShouldBe(1);
        list.Find("[data-alert=night_late]").TextContent.ShouldContain("acknowledged by bob@example.org");
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, ", 1 alert is open")]
    [InlineData(3, ", 3 alerts are open")]
    public void Dot_IsThereOnlyWhileSomethingIsOpen(int open, string? words)
    {
        Open.Count = open;

        var dot = Render<AlertDot>();

        dot.FindAll(".alert-dot").Count.ShouldBe(words is null ? 0 : 1);
        if (words is not null)
        {
            Text(dot, ".visually-hidden").ShouldBe(words);
        }
    }

    [Theory]
    [InlineData("24h", 24)]
    [InlineData("7d", 7)]
    [InlineData("30d", 30)]
    [InlineData("90d", 90)]
    public void ActivityQuery_OfEachStretch_HasSoManyPoints(string code, int points)
    {
        var query = ActivityQuery.Parse(code);
        var length = query.Bucket == MetricBucket.Hour ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1);

        query.Code.ShouldBe(code);
        var first = new DateTimeOffset(query.From(Now).UtcTicks / length.Ticks * length.Ticks, TimeSpan.Zero);
        ((int)Math.Ceiling((Now - first) / length)).ShouldBe(points);
        ActivityQuery.Parse("nonsense").ShouldBe(ActivityQuery.All[0]);
    }

    [Fact]
    public void Uploads_OfADay_AreDrawnReadOutAndATable()
    {
        var card = Render<UploadsCard>(p => p.Add(x => x.Metrics, Some()));

        Text(card, ".card-head span").ShouldBe("6 accepted, 1 refused");
        card.FindAll("path.bar").Count.ShouldBe(2);
        card.Find("path.bar").GetAttribute("d").ShouldNotBeNullOrEmpty();
        card.Find(".chart-reader").GetAttribute("aria-valuetext").ShouldBe("20 Nov, 21:00: Accepted 4, Refused 0");
        card.Find("button").Click();
        card.FindAll("tbody tr").Count.ShouldBe(3);
        card.Find("tbody tr").Children.Select(cell => cell.TextContent).ShouldBe(["20 Nov, 21:00", "4", "0"]);
    }

    [Fact]
    public void RunTimes_WithoutRuns_AreALineWithHoles()
    {
        var card = Render<RunTimesCard>(p => p.Add(x => x.Metrics, Some()));
        card.FindAll("path.dot")[0].GetAttribute("d").ShouldBe("M833.3 0h0");

        var none = Some();
        var empty = Render<RunTimesCard>(p => p.Add(x => x.Metrics, none with { Points = [.. none.Points.Select(point => point with { Runs = 0, MedianSeconds = null, P95Seconds = null })], MedianSeconds = null, P95Seconds = null }));
        Text(empty, ".card-head span").ShouldBe("none asked for alone has ended");
        empty.FindAll("path.dot")[0].GetAttribute("d").ShouldBe("");
    }

    [Fact]
    public void Errors_ByCode_HaveShareAndChange_AndLeadToTheReference()
    {
        var many = Enumerable.Range(1, 18).Select(i => new ErrorFrequency($"ERR_POS_{i:000}", 1, 0.01, 2)).ToList();
        var table = Render<ErrorFrequencies>(p => p.Add(x => x.Metrics, Some() with { Errors = [new("ERR_CSV_001", 82, 0.82, 0), .. many] }));

        table.FindAll("[data-error]").Count.ShouldBe(15);
        table.Find("[data-error=ERR_CSV_001] a").GetAttribute("href").ShouldBe("/errors/ERR_CSV_001");
        table.Find("[data-error=ERR_CSV_001]").TextContent.ShouldContain("new");
        table.Find("[data-error=ERR_POS_001]").TextContent.ShouldContain("−50%");
        table.Find("button").Click();
        table.FindAll("[data-error]").Count.ShouldBe(19);
        Render<ErrorFrequencies>(p => p.Add(x => x.Metrics, Some())).Markup.ShouldContain("No error was met.");
    }

    private static Metrics Some()
    {
        var hour = new DateTimeOffset(2026, 11, 20, 19, 0, 0, TimeSpan.Zero);
        return new Metrics(
            hour, hour.AddHours(3), MetricBucket.Hour,
            [
                new(hour, 1, 2, 0, 0, 0, 0, null, null), new(hour.AddHours(1), 0, 0, 1, 0, 0, 0, null, null), new(hour.AddHours(2), 0, 4, 0, 3, 1, 2, 2, 2),
            ],
            [], 2, 2);
    }

    private static OverseenRun Overseen(RunView run) => new(run, TestIds.Next(), "ann@example.org", "Growth", false, null, "node");

    private static AlertRecord Alert(string rule) => new() { Id = TestIds.Next(), Rule = rule, RaisedAt = Now, LastSeenAt = Now, Value = 1, Threshold = 0, Message = "It is so." };
}
