using App.Core.Results;
using App.Shared;
using Bunit;
using Shouldly;
using Xunit;

namespace ComponentTests.Shared;

public sealed class FigureTests : BunitContext
{
    [Fact]
    public void Money_Lost_IsRedAndHasAMinusSign() =>
        Render<Money>(p => p.Add(x => x.Value, -8_412.77m)).MarkupMatches("""<span class="num loss">−$8,412.77</span>""");

    [Fact]
    public void Money_Gained_IsGreenOnlyWhereGainsAreSigned()
    {
        Render<Money>(p => p.Add(x => x.Value, 12m)).MarkupMatches("""<span class="num">$12.00</span>""");
        Render<Money>(p => p.Add(x => x.Value, 12m).Add(x => x.Signed, true)).MarkupMatches("""<span class="num gain">+$12.00</span>""");
    }

    [Fact]
    public void Money_Unknown_SaysWhyToEyesAndEars()
    {
        var figure = Render<Money>(p => p.Add(x => x.Of, Measure.Unknown<decimal>("no price history")));

        // A button: by key and by touch too.
        figure.Find("button.num").GetAttribute("data-why").ShouldBe("no price history");
        figure.Find("button.num").TextContent.ShouldBe("— not known: no price history");
        Render<Money>(p => p.Add(x => x.Of, Measure.Unknown<decimal>("it is no option")).Add(x => x.IsElsewhere, true)).Find("span.num").TextContent.ShouldBe("— not known: it is no option");
    }

    [Fact]
    public void Money_InTheReadersCulture_IsWrittenInIt() =>
        Render<Money>(p => p.Add(x => x.Value, 1_420_000m).Add(x => x.Short, true).AddCascadingValue(Formats.For("de-DE")))
            .Find("span").TextContent.ShouldBe("1,42 M $");

    [Fact]
    public void Percent_OfAMeasure_IsShown() =>
        Render<Percent>(p => p.Add(x => x.Of, Measure.Known(-0.0065)).Add(x => x.Decimals, 2)).MarkupMatches("""<span class="num loss">−0.65%</span>""");

    [Fact]
    public void Number_RoundedToNothing_HasNoSignAndNoColour() =>
        Render<Number>(p => p.Add(x => x.Value, -0.001)).MarkupMatches("""<span class="num">0.00</span>""");
}
