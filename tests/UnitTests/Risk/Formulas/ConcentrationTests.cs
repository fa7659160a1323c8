using App.Core.Risk;
using App.Core.Risk.Formulas;
using Shouldly;
using Xunit;

namespace UnitTests.Risk.Formulas;

public sealed class ConcentrationTests
{
    [Fact] // .5² + .3² + .2² = .38
    public void Of_ThreeNames_GivesTheSumOfSquares()
    {
        var found = Concentration.Of([50m, -30m, 20m]).ShouldNotBeNull();

        found.Herfindahl.ShouldBe(3_800, 1e-9);
        found.EffectiveNumber.ShouldBe(1 / 0.38, 1e-12);
        (found.Top3, found.Top10).ShouldBe((1, 1));
    }

    [Fact]
    public void Of_EqualNames_CountsThem()
    {
        var found = Concentration.Of([.. Enumerable.Repeat(7m, 20)]).ShouldNotBeNull();

        found.EffectiveNumber.ShouldBe(20, 1e-9);
        found.Herfindahl.ShouldBe(500, 1e-9);
        found.Top3.ShouldBe(0.15, 1e-12);
        found.Top10.ShouldBe(0.5, 1e-12);
    }

    [Fact]
    public void Of_NothingOrZero_IsNothing()
    {
        Concentration.Of([]).ShouldBeNull();
        Concentration.Of([0m, 0m]).ShouldBeNull();
    }

    [Theory]
    [InlineData("Technology", "STOCK", "Information Technology")]
    [InlineData(" consumer cyclical ", null, "Consumer Discretionary")]
    [InlineData("Financial Services", "EQUITY", "Financials")]
    [InlineData("Health Care", "STOCK", "Health Care")]
    [InlineData("Technology", "ETF", GicsSectors.Funds)]
    [InlineData(null, "mutualfund", GicsSectors.Funds)]
    [InlineData(null, null, GicsSectors.Unclassified)]
    [InlineData("Shell Companies", "STOCK", GicsSectors.Unclassified)]
    public void Sector_AsSourcesNameIt_IsOneOfTheStandard(string? sector, string? kind, string expected) => GicsSectors.Of(sector, kind).ShouldBe(expected);

    [Fact]
    public void Sectors_OfTheStandard_AreElevenAndKnownByTheirOwnNames()
    {
        GicsSectors.All.Count.ShouldBe(11);
        GicsSectors.All.ShouldAllBe(sector => GicsSectors.Of(sector, "STOCK") == sector);
    }
}
