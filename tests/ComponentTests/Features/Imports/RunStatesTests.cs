using App.Core.Calculations;
using App.Features.Imports;
using Bunit;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Imports;

/// <summary>From the confirmed import to its end: under way, cancelled, done, failed.</summary>
public sealed class RunStatesTests : ImportViewTest
{
    [Fact]
    public void Processing_ShowsRealStepsWithCountsAndTimes()
    {
        var cut = Show(new ImportState.Processing(Some.Portfolio, Some.Run(RunStatus.Running)));

        cut.Find("[data-step=positions_imported]").ClassName.ShouldBe("done");
        cut.Find("[data-step=positions_imported] .count").TextContent.ShouldBe("50 positions");
        cut.Find("[data-step=symbols_extracted] .t").TextContent.ShouldBe("1.2 s");
        cut.Find("[data-step=securities_enriched]").ClassName.ShouldBe("now");
        cut.Find("[data-step=securities_enriched] .count").TextContent.ShouldBe("14 / 31 symbols");
        cut.Find("[data-step=pnl_calculated]").ClassName.ShouldBe("wait");
        cut.Find("[role=status].visually-hidden").TextContent.ShouldBe($"Securities enriched, step 4 of {2 + Some.Before(null)}");
        cut.Markup.ShouldContain("You can leave this page; the calculation goes on.");
    }

    [Fact]
    public void Processing_CanBeCancelledOnceAsked()
    {
        var cut = Show(new ImportState.Processing(Some.Portfolio, Some.Run(RunStatus.Running)));
        var dialog = cut.Find("dialog#cancel-run, dialog[aria-labelledby=cancel-run-title]");
        dialog.QuerySelectorAll("button").Select(button => button.TextContent).ShouldBe(["Keep calculating", "Cancel calculation"]);

        cut.FindAll("button").Single(button => button.TextContent == "Cancel").Click();
        Sent.ShouldBeEmpty();
        cut.FindAll("button").Single(button => button.TextContent == "Cancel calculation").Click();

        Sent.ShouldBe([new ImportEvent.RunCancelWanted()]);
        Show(new ImportState.Processing(Some.Portfolio, null)).FindAll(".actions.leave button").ShouldBeEmpty();
    }

    [Fact]
    public void Processing_ThatCouldNotBeCancelled_SaysWhyAndGoesOn()
    {
        var cut = Show(new ImportState.Processing(Some.Portfolio, Some.Run(RunStatus.Running), Some.Fault));

        cut.Find("[role=alert]").TextContent.ShouldContain(Some.Fault.Message);
        cut.Find("[data-step=securities_enriched]").ClassName.ShouldBe("now");
    }

    [Fact]
    public void Cancelled_SaysWhatIsKept_AndOffersToCalculateAgain()
    {
        var begun = Some.Run(RunStatus.Running);
        var cancelled = begun with { Status = RunStatus.Cancelled, Progress = begun.Progress.Cancelled("Ada Quill", Some.Now), FinishedAt = Some.Now };

        var cut = Show(ImportTransitions.Resume(Some.Portfolio, cancelled));

        cut.Find(".alert.warn b").TextContent.ShouldBe("Cancelled. What was done is kept.");
        cut.FindAll("[role=alert]").ShouldBeEmpty();
        cut.Find("[data-step=securities_enriched]").ClassName.ShouldBe("stopped");
        cut.Find("[data-step=securities_enriched] .count").TextContent.ShouldBe("14 / 31 symbols");
        cut.Find(".log").TextContent.ShouldContain("Cancelled by Ada Quill.");
        cut.FindAll("button").Single(button => button.TextContent == "Calculate again").Click();
        Sent.ShouldBe([new ImportEvent.RetryWanted()]);
    }

    [Fact]
    public void Processing_After120Seconds_SaysSo_AndAgainAfterKeepWaiting()
    {
        var cut = Show(new ImportState.Processing(Some.Portfolio, Some.Run(RunStatus.Running)));
        cut.Markup.ShouldNotContain("longer than expected");

        Time.Advance(TimeSpan.FromSeconds(121));
        cut.WaitForState(() => cut.Markup.Contains("This is taking longer than expected", StringComparison.Ordinal));
        cut.FindAll("button").Single(button => button.TextContent == "Keep waiting").Click();
        cut.Markup.ShouldNotContain("longer than expected");

        Time.Advance(TimeSpan.FromSeconds(121));
        cut.WaitForState(() => cut.Markup.Contains("This is taking longer than expected", StringComparison.Ordinal));
    }

    [Fact]
    public void Success_SaysHowManyAndOfWhichSession()
    {
        var cut = Show(new ImportState.Success(Some.Portfolio, Some.Run(RunStatus.CompletedWithWarnings, done: Some.Before(null), warnings: ["No prices for XYZ."])));

        cut.Find(".alert.good").TextContent.ShouldContain("50 positions imported, calculated as of 20 Nov 2026");
        cut.Find(".alert.warn").TextContent.ShouldContain("No prices for XYZ.");
        cut.Find("a.primary").GetAttribute("href").ShouldBe($"/?portfolio={Some.Portfolio.Id}");
    }

    [Fact]
    public void ProcessingError_SaysThatThePortfolioExists_WhatFailedAndWhatToDo()
    {
        var run = Some.Run(RunStatus.Failed, done: Some.Before(RunSteps.PnlCalculated), warnings: [.. Enumerable.Range(1, 200).Select(number => $"Warning {number}.")]);

        var cut = Show(ImportTransitions.Resume(Some.Portfolio, run));

        cut.Markup.ShouldContain("The portfolio exists");
        cut.Find("[role=alert] b").TextContent.ShouldBe("“P&L calculated” failed");
        cut.Find("[role=alert] a").GetAttribute("href").ShouldBe("/errors/ERR_BATCH_004");
        cut.Find("[data-step=market_data_collected]").ClassName.ShouldBe("done");
        cut.FindAll(".alert.warn > .alert-body > ul > li").Count.ShouldBe(4);
        cut.FindAll("button").Single(button => button.TextContent == "Retry calculation").Click();
        cut.FindAll("button").Single(button => button.TextContent == "Start over").Click();
        Sent.ShouldBe([new ImportEvent.RetryWanted(), new ImportEvent.StartedOver()]);
    }
}
