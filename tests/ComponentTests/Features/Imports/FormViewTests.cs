using App.Core.Portfolios;
using App.Features.Imports;
using Bunit;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Imports;

/// <summary>The form: fresh, edited, refused, with a file on its way.</summary>
public sealed class FormViewTests : ImportViewTest
{
    [Fact]
    public void Form_Fresh_ShowsTheLastSessionAndAsksForTheFile()
    {
        var cut = Show(ImportState.Idle.Fresh);

        cut.Find("#equity-as-of").GetAttribute("value").ShouldBe("2026-11-20");
        cut.Markup.ShouldContain("The last session was Fri 20 Nov 2026.");
        cut.FindAll("#account-type option").Count.ShouldBe(10);
        cut.Find("label.dropzone input[type=file]").GetAttribute("accept").ShouldBe(".csv,.xlsx");
        cut.Find("a[download]").GetAttribute("href").ShouldBe("/api/v1/onboarding/csv-template");
    }

    [Fact]
    public void Form_Edited_SendsTheWholeForm()
    {
        var cut = Show(new ImportState.Idle(Some.Form, new FileSlot.Empty(), []));

        cut.Find("#account-type").Change("roth_ira");

        cut.WaitForAssertion(() => Sent.ShouldBe([new ImportEvent.FormEdited(Some.Form with { AccountType = "roth_ira" })]));
    }

    [Fact]
    public void Form_WithAnAccountNameThatIsTaken_LinksToThePortfolioThatHasIt()
    {
        var taken = PortfolioFormRules.AccountNameTaken("Schwab Taxable");

        var cut = Show(new ImportState.Idle(Some.Form, new FileSlot.Empty(), [taken], Some.Portfolio.Id));

        cut.Find("#account-name-error a").GetAttribute("href").ShouldBe("/errors/ERR_PORT_001");
        cut.Find($"a[href='/?portfolio={Some.Portfolio.Id}']").ShouldNotBeNull();
        cut.Find("#account-name").GetAttribute("aria-invalid").ShouldBe("true");
    }

    [Fact]
    public void Form_WhileTheFileComes_ShowsHowMuchAndCanStop()
    {
        var cut = Show(new ImportState.Idle(Some.Form, new FileSlot.Arriving("holdings.csv", 2_000_000, 500_000), []));

        cut.Find("progress").GetAttribute("value").ShouldBe("500000");
        cut.Find("label.dropzone").TextContent.ShouldContain("500.0 kB of 2.0 MB read");
        cut.Find("button[type=submit]").HasAttribute("disabled").ShouldBeTrue();
        cut.Find("button.link-btn").Click();
        cut.WaitForAssertion(() => Sent.ShouldBe([new ImportEvent.FileDropped()]));
    }
}
