using App.Core.Calculations;
using App.Core.Portfolios;
using App.Features.Calculations;
using App.Features.Calculations.Components;
using Bunit;
using ComponentTests.CommandCenter;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Calculations;

/// <summary>The list of runs: each status, one, hundreds, none that the filter lets through.</summary>
public sealed class RunTableTests : PartsTest
{
    private static readonly Guid Portfolio = App.Testing.TestIds.Next();

    [Theory]
    [InlineData(RunStatus.Pending, "waiting", "pill")]
    [InlineData(RunStatus.Running, "running, 0 %", "pill")]
    [InlineData(RunStatus.Completed, "completed", "pill good")]
    [InlineData(RunStatus.CompletedWithWarnings, "completed", "pill warn")]
    [InlineData(RunStatus.Failed, "failed", "pill bad")]
    [InlineData(RunStatus.Cancelled, "cancelled", "pill warn")]
    public void Row_OfEachStatus_SaysItInWordsAndLeadsToTheRun(RunStatus status, string words, string style)
    {
        string[] warnings = status is RunStatus.CompletedWithWarnings ? ["One.", "Two."] : [];
        var run = Views.Run(status, null, null, warnings) with { PortfolioId = Portfolio, CreatedAt = new(2026, 11, 20, 21, 5, 33, TimeSpan.Zero) };

        var table = Table(new([run], 1));

        Text(table, "tbody .pill").ShouldBe(words);
        table.Find("tbody .pill").ClassName.ShouldBe(style);
        Text(table, "tbody th a").ShouldBe("20 Nov 2026, 21:05");
        table.Find("tbody th a").GetAttribute("href").ShouldBe($"/portfolios/{Portfolio}/runs/{run.Id}");
    }

    [Fact]
    public void Row_OfAFailedRun_HasWhatTheOwnerAsks()
    {
        var at = new DateTimeOffset(2026, 11, 20, 23, 59, 0, TimeSpan.Zero);
        var run = Views.Run(RunStatus.Failed, "ERR_BATCH_003", "It took too long.") with
        {
            Kind = RunKind.Nightly,
            Attempt = 2,
            CreatedAt = at,
            StartedAt = at.AddMinutes(2),
            FinishedAt = at.AddMinutes(2).AddSeconds(75),
            Session = new(2026, 11, 20),
        };

        var cells = Table(new([run], 1)).FindAll("tbody td").Select(cell => cell.TextContent.Trim()).ToList();

        cells.ShouldBe(["failed", "20 Nov 2026", "Nightly", "21 Nov 2026, 00:01", "1 min 15 s", "2", "", "ERR_BATCH_003"]);
    }

    [Fact]
    public void Row_OfARunUnderWay_MovesAndTellsItsEnd()
    {
        var run = Views.Run() with { StartedAt = Time.GetUtcNow() };
        Runs.Row = run;
        var ended = 0;
        var table = Render<RunTable>(p => p
            .Add(x => x.Runs, new Page<RunView>([run], 1)).Add(x => x.Query, new RunsQuery()).Add(x => x.PortfolioId, Portfolio).Add(x => x.OnRunEnded, () => ended++));

        SpinWait.SpinUntil(() => Feed.IsWatched(run.Id), TimeSpan.FromSeconds(10)).ShouldBeTrue();
        Feed.Publish(run with { Status = RunStatus.Cancelled, FinishedAt = run.StartedAt!.Value.AddSeconds(3) });
        SpinWait.SpinUntil(() => Advanced(() => ended > 0), TimeSpan.FromSeconds(10)).ShouldBeTrue();

        table.WaitForAssertion(() => Text(table, "tbody .pill").ShouldBe("cancelled"));
        Text(table, "[data-label=Took]").ShouldBe("3.0 s");
    }

    [Fact]
    public void Hundreds_AreShownInPagesWithAddresses()
    {
        var runs = Enumerable.Range(0, 50).Select(_ => Views.Run(RunStatus.Completed) with { Id = App.Testing.TestIds.Next() }).ToList();

        var table = Render<RunTable>(p => p
            .Add(x => x.Runs, new Page<RunView>(runs, 312)).Add(x => x.Query, new RunsQuery(RunStatus.Completed, 3)).Add(x => x.PortfolioId, Portfolio));

        table.FindAll("tbody tr").Count.ShouldBe(50);
        table.Find(".pager").TextContent.ShouldContain("101–150 of 312");
        table.Find(".pager a:last-child").GetAttribute("href").ShouldBe($"/portfolios/{Portfolio}/runs?status=completed&page=4");
    }

    [Fact]
    public void Filter_ThatLetsNoneThrough_OffersAllAndAnother()
    {
        var table = Render<RunTable>(p => p
            .Add(x => x.Runs, new Page<RunView>([], 0)).Add(x => x.Query, new RunsQuery(RunStatus.Failed)).Add(x => x.PortfolioId, Portfolio));

        Text(table, ".no-rows p").ShouldBe("No calculation has failed.");
        table.Find(".no-rows a").GetAttribute("href").ShouldBe($"/portfolios/{Portfolio}/runs");
        table.Find("select").Change("cancelled");
        Navigation.Uri.ShouldEndWith($"/portfolios/{Portfolio}/runs?status=cancelled");
    }

    [Theory]
    [InlineData(null, null, null, 1)]
    [InlineData("failed", "3", RunStatus.Failed, 3)]
    [InlineData("COMPLETED_WITH_WARNINGS", "0", RunStatus.CompletedWithWarnings, 1)]
    [InlineData("gone", "-1", null, 1)]
    [InlineData("1", "99999999999", null, 1)]
    public void Query_OfAnAddress_IsReadAsFarAsItCanBe(string? status, string? page, RunStatus? expected, int number) =>
        RunsQuery.Parse(status, page).ShouldBe(new RunsQuery(expected, number));

    [Fact]
    public void Query_OfAnAbsurdPage_DoesNotOverflow() =>
        RunsQuery.Parse(null, "2147483647").Filter.Offset.ShouldBeGreaterThan(0);

    private IRenderedComponent<RunTable> Table(Page<RunView> runs) =>
        Render<RunTable>(p => p.Add(x => x.Runs, runs).Add(x => x.Query, new RunsQuery()).Add(x => x.PortfolioId, Portfolio));

    private bool Advanced(Func<bool> reached)
    {
        Time.Advance(WatchRun.Pace);
        return reached();
    }
}
