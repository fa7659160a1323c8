using App.Core.Results;
using App.Core.Targets;
using App.Features.Targets;
using App.Features.Targets.Components;
using Bunit;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Targets;

public sealed class TargetCellTests : TargetPartsTest
{
    private static readonly TargetKey Apple = new("AAPL", TargetDirection.Long);

    [Fact]
    public void Cell_IsNamedByItsHorizonAndSymbol()
    {
        var input = Cell(260.5m).Find("input");

        (input.GetAttribute("aria-label"), input.GetAttribute("value"), input.GetAttribute("inputmode")).ShouldBe(("End of year target of AAPL, long", "260.50", "decimal"));
        input.HasAttribute("aria-invalid").ShouldBeFalse();
    }

    [Fact]
    public void Typing_IsSavedWhenTheCellIsLeft()
    {
        var cell = Cell(260m);

        cell.Find("input").Input("3");
        cell.Find("input").Input("300");
        Saved.ShouldBeEmpty();
        cell.Find("input").Change("300");

        Saved.ShouldBe([new TargetEdit(Apple, TargetHorizon.EndOfYear, "300")]);
    }

    [Fact]
    public void Cell_OfAReaderOfGerman_IsWrittenAndReadWithAComma()
    {
        var cell = Show<TargetCell>(p => p.AddCascadingValue(App.Shared.Formats.For("de-DE")).Add(x => x.Key, Apple).Add(x => x.Horizon, TargetHorizon.EndOfYear).Add(x => x.Price, 260.5m));
        cell.Find("input").GetAttribute("value").ShouldBe("260,50");

        cell.Find("input").Change("260,50");
        Saved.ShouldBeEmpty("it was left as it was");
        cell.Find("input").Change("312,5");

        Saved.ShouldBe([new TargetEdit(Apple, TargetHorizon.EndOfYear, "312.5")]);
    }

    [Fact]
    public void Leaving_WithoutAChange_SavesNothing()
    {
        var cell = Cell(260m);

        cell.Find("input").Change(" 260.00 ");

        Saved.ShouldBeEmpty();
        cell.Find("input").GetAttribute("value").ShouldBe("260.00");
    }

    [Fact]
    public void Escape_TakesBackWhatWasTypedAndItsFault()
    {
        Answer = edit => Task.FromResult<IReadOnlyList<Error>>(TargetRules.Price(edit.Typed).Errors);
        var cell = Cell(260m);
        cell.Find("input").Input("a lot");
        cell.Find("input").Change("a lot");
        cell.Find("[role=alert]").TextContent.ShouldContain("“a lot”");
        cell.Find("input").GetAttribute("aria-invalid").ShouldBe("true");
        cell.Find("#" + cell.Find("input").GetAttribute("aria-describedby")!.Replace(".", "\\.", StringComparison.Ordinal)).TextContent.ShouldContain("ERR_TARGET_003");
        cell.Markup.ShouldNotContain("outcome");

        cell.Find("input").KeyDown("Escape");

        cell.Find("input").GetAttribute("value").ShouldBe("260.00");
        cell.FindAll("[role=alert]").ShouldBeEmpty();
        cell.Markup.ShouldContain("outcome");
    }

    [Fact]
    public void AFault_LeavesWhatWasTyped()
    {
        Answer = edit => Task.FromResult<IReadOnlyList<Error>>(TargetRules.Price(edit.Typed).Errors);
        var cell = Cell(null);

        cell.Find("input").Input("-1");
        cell.Find("input").Change("-1");
        cell.Find("input").GetAttribute("value").ShouldBe("-1");

        cell.Find("input").Input("1");
        cell.Find("input").Change("1");
        cell.FindAll("[role=alert]").ShouldBeEmpty();
    }

    [Fact]
    public void AnAnswerThatComesLate_DoesNotTouchWhatIsBeingTyped()
    {
        var answer = new TaskCompletionSource<IReadOnlyList<Error>>();
        Answer = _ => answer.Task;
        var cell = Cell(null);
        cell.Find("input").Input("1");
        cell.Find("input").Change("1");
        cell.Find("input").Input("12");

        answer.SetResult([]);

        cell.WaitForAssertion(() => cell.Find("input").GetAttribute("value").ShouldBe("12"));
    }

    private IRenderedComponent<TargetCell> Cell(decimal? price) => Show<TargetCell>(cell => cell
        .Add(x => x.Key, Apple).Add(x => x.Horizon, TargetHorizon.EndOfYear).Add(x => x.Price, price).AddChildContent("<small class=\"outcome\">+1%</small>"));
}
