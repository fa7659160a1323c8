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

    [Fact] // numpy 1.24: w = abs(e) / abs(e).sum(); (w**2).sum(), sort(w)[::-1][:3].sum(). The exposures are closes of the panel's last day times 1 000, 100 or −1 000.
    public void Of_TwelveNames_IsNumpys()
    {
        var found = Concentration.Of([125_674m, -62_570m, 32_301m, 78_279m, -173_728m, 63_883m, 311_220m, 17_408.5m, 129_575m, -62_609m, 363_098m, 109_581.25m]).ShouldNotBeNull();

        found.Herfindahl.ShouldBe(1379.3498557053033, 1e-8 * 1379.3498557053033);
        found.EffectiveNumber.ShouldBe(7.249792326897876, 1e-8 * 7.249792326897876);
        found.Top3.ShouldBe(0.5543049691758118, 1e-8 * 0.5543049691758118);
        found.Top10.ShouldBe(0.9675085751654451, 1e-8 * 0.9675085751654451);
    }

    [Fact]
    public void Of_AnyBook_HasItsInvariants()
    {
        var random = new Random(71);
        for (var trial = 0; trial < 500; trial++)
        {
            decimal[] book = [.. Enumerable.Range(0, 1 + (trial % 40)).Select(_ => (decimal)(random.NextDouble() - 0.4) * 10_000m)];
            var found = Concentration.Of(book).ShouldNotBeNull();

            found.Herfindahl.ShouldBeInRange((10_000.0 / book.Length) - 1e-9, 10_000 + 1e-9);
            found.EffectiveNumber.ShouldBeInRange(1 - 1e-12, book.Length + 1e-9);
            (found.Herfindahl * found.EffectiveNumber).ShouldBe(10_000, 1e-8);
            found.Top3.ShouldBeInRange(Math.Min(1, 3.0 / book.Length) - 1e-12, found.Top10);
            found.Top10.ShouldBeInRange(Math.Min(1, 10.0 / book.Length) - 1e-12, 1);

            // Neither size, side, order nor what is worth nothing matters; one name made of two is more of a concentration.
            random.Shuffle(book);
            Same(Concentration.Of([.. book.Select(exposure => exposure * 7)]), found);
            Same(Concentration.Of([.. book.Select(exposure => random.Next(2) == 0 ? exposure : -exposure), 0]), found);
            if (book.Length > 1)
            {
                Concentration.Of([Math.Abs(book[0]) + Math.Abs(book[1]), .. book[2..]])!.Value.Herfindahl.ShouldBeGreaterThan(found.Herfindahl);
            }
        }

        static void Same(Concentration? one, Concentration other)
        {
            var found = one.ShouldNotBeNull();
            found.Herfindahl.ShouldBe(other.Herfindahl, 1e-12 * other.Herfindahl);
            found.EffectiveNumber.ShouldBe(other.EffectiveNumber, 1e-12 * other.EffectiveNumber);
            found.Top3.ShouldBe(other.Top3, 1e-12);
            found.Top10.ShouldBe(other.Top10, 1e-12);
        }
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
