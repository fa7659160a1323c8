using App.Core.Portfolios;
using App.Core.Targets;
using App.Features.Targets.Components;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Targets;

public sealed class TargetImportCardTests : TargetPartsTest
{
    private const string Header = "Symbol,End Of Year,Next Year,Downside,Analyst\n";

    [Fact]
    public void AFileWithFaults_ListsThemByLine()
    {
        var card = Card();

        Choose(card, Header + "AAPL,x,,,\nKO,0,,,\n");

        card.WaitForAssertion(() => card.Find("[role=alert] .alert-title").TextContent.ShouldBe("targets.csv: 2 things to mend, nothing was stored"));
        card.FindAll(".errors li").Select(item => item.QuerySelector("b")!.TextContent.Trim()).ShouldBe(["Line 2, End Of Year:", "Line 3, End Of Year:"]);
    }

    [Fact]
    public void HundredsOfFaults_AreCounted()
    {
        var card = Card();

        Choose(card, Header + string.Concat(Enumerable.Range(0, 1_300).Select(number => $"S{number},x,,,\n")));

        card.WaitForAssertion(() => card.Find("[role=alert] .alert-title").TextContent.ShouldBe("targets.csv: 1,300 things to mend, nothing was stored. The first 200:"));
        card.FindAll(".errors li").Count.ShouldBe(200);
    }

    [Fact]
    public void ASoundFile_SaysWhatBecameOfItAndWhatWasPassedOver()
    {
        var card = Card();
        Choose(card, "no header\n");
        card.WaitForAssertion(() => card.FindAll("[role=alert]").Count.ShouldBe(1));

        Choose(card, Header + "AAPL,1,,,Quill\n");

        card.WaitForAssertion(() => card.Find("[role=status]").TextContent.Trim().ShouldBe("targets.csv: 1 target added, 0 replaced. Passed over: Analyst."));
        card.FindAll("[role=alert]").ShouldBeEmpty();
    }

    private static void Choose(IRenderedComponent<TargetImportCard> card, string text) =>
        card.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(text, "targets.csv"));

    private IRenderedComponent<TargetImportCard> Card() => Show<TargetImportCard>(p => p.Add(x => x.OnImport, ReadAsync));

    private static async Task<TargetImport> ReadAsync(UploadedFile file)
    {
        using var copy = new MemoryStream();
        await file.Content.CopyToAsync(copy, Xunit.TestContext.Current.CancellationToken);
        var reading = TargetFile.Read(copy.ToArray(), file.FileName);
        return new TargetImport(reading, reading.IsValid ? new TargetsPut(reading.Targets.Count, 0, reading.Targets.Count, true) : null, reading.Errors);
    }
}
