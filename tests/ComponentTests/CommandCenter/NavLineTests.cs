using App.Core.Portfolios;
using App.Core.Results;
using App.Core.Risk;
using App.Core.Risk.Formulas;
using App.Features.CommandCenter;
using Shouldly;
using Xunit;

namespace ComponentTests.CommandCenter;

public sealed class NavLineTests
{
    [Fact]
    public void Of_ReconstructionAndChain_MeetAtTheFirstDay()
    {
        var line = NavLine.Of(Views.Line(reconstructed: 5, stored: 3), NavRange.Year);

        line.Reconstructed.Count.ShouldBe(6);
        line.Chain.Count.ShouldBe(3);
        line.Reconstructed[^1].ShouldBe(line.Chain[0]);
        line.IsReconstructed.ShouldBeTrue();
    }

    [Fact]
    public void Of_TheFirstDayAlone_IsAPointAfterTheReconstruction()
    {
        var line = NavLine.Of(Views.Line(reconstructed: 250, stored: 1), NavRange.All);

        line.Chain.ShouldHaveSingleItem();
        line.Reconstructed.Count.ShouldBe(251);
    }

    [Theory]
    [InlineData(NavRange.Month, 32)]
    [InlineData(NavRange.Quarter, 93)]
    [InlineData(NavRange.Year, 366)]
    [InlineData(NavRange.All, 800)]
    public void Of_ARange_EndsWithTheLastPoint(NavRange range, int points)
    {
        var line = NavLine.Of(Views.Line(reconstructed: 300, stored: 500), range);

        line.Points.Count.ShouldBe(points);
        line.Points[^1].Session.ShouldBe(Views.Session);
    }

    [Fact]
    public void Of_NoPoints_IsEmpty() => NavLine.Of([], NavRange.Year).Points.ShouldBeEmpty();

    [Fact]
    public void Chain_OfManyYears_IsThinnedAndKeepsItsLastPoint()
    {
        var chain = NavLine.Of(Views.Line(0, 5_000), NavRange.All).Chain;

        chain.Count.ShouldBeLessThanOrEqualTo(601);
        chain[^1].Day.ShouldBe(Views.Session);
    }

    [Theory]
    [InlineData(100_000, 100_000)]
    [InlineData(-5, 7)]
    [InlineData(0, 0)]
    [InlineData(166_012, 203_404)]
    [InlineData(9_999_999, 999_999_999)]
    public void Scale_OfAnyInterval_HoldsItInRoundSteps(double low, double high)
    {
        var scale = NavScale.Over(low, high);

        scale.From.ShouldBeLessThanOrEqualTo(low);
        scale.To.ShouldBeGreaterThanOrEqualTo(high);
        ((scale.To - scale.From) / scale.Step).ShouldBeInRange(1, 7);
        Math.IEEERemainder(scale.From, scale.Step).ShouldBe(0, scale.Step * 1e-9);
    }

    [Fact]
    public void Ranges_ReadFromTheAddress_FallBackToAYear()
    {
        NavRanges.Every.Select(range => NavRanges.Parse(range.ToCode())).ShouldBe(NavRanges.Every);
        NavRanges.Parse("5y").ShouldBe(NavRange.Year);
        NavRanges.Parse(null).ShouldBe(NavRange.Year);
    }

    [Fact]
    public void Bars_LongAndShort_ShareOneScaleRoundAnAxis()
    {
        var none = Measure.Known(0.0);
        var bars = ExposureBar.Of(
        [
            new ClassExposure(InvestmentClass.Public, new ExposureTotals(300, -50), none, 2),
            new ClassExposure(InvestmentClass.Options, new ExposureTotals(0, -100), none, 1),
        ]);

        bars[0].ShouldBe(new ExposureBar(InvestmentClass.Public, .25, .75, .125));
        bars[1].ShouldBe(new ExposureBar(InvestmentClass.Options, .25, 0, .25));
        bars[1].ShortStyle.ShouldBe("left: 0%; width: 25%");
        ExposureBar.Of([new ClassExposure(InvestmentClass.Public, default, none, 1)])[0].ShouldBe(new ExposureBar(InvestmentClass.Public, 0, 0, 0));
    }
}
