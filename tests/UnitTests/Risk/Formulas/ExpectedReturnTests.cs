using App.Core.Risk.Formulas;
using Shouldly;
using Xunit;

namespace UnitTests.Risk.Formulas;

public sealed class ExpectedReturnTests
{
    [Fact] // docs/formulas/targets.md: 100 at 200 to 230, −50 at 80 to 60, 2 calls at 5 to 9, equity 50 000
    public void Book_OfTheWorkedExample_IsThatOfTheDocument()
    {
        ExpectedReturn.OfPosition(200, 230, isShort: false).Value.ShouldBe(.15);
        ExpectedReturn.OfPosition(80, 60, isShort: true).Value.ShouldBe(.25);
        ExpectedReturn.OfPosition(5, 9, isShort: false).Value.ShouldBe(.8);
        decimal[] upsides = [ExpectedReturn.Upside(100, 1, 200, 230), ExpectedReturn.Upside(-50, 1, 80, 60), ExpectedReturn.Upside(2, 100, 5, 9)];
        upsides.ShouldBe([3_000m, 1_000m, 800m]);
        ExpectedReturn.OfBook(upsides, 50_000).Value.ShouldBe(.096);
        ExpectedReturn.Coverage([20_000, -4_000, 1_000], [20_000, -4_000, 1_000, 15_000]).Value.ShouldBe(.625);
    }

    [Theory]
    [InlineData(100, 110, .1, -.1)]
    [InlineData(100, 100, 0, 0)]
    [InlineData(100, 50, -.5, .5)]
    [InlineData(100, 300, 2, -2)]
    public void OfPosition_OfAShort_IsThatOfALongWithItsSignTurned(int price, int target, double held, double sold)
    {
        ExpectedReturn.OfPosition(price, target, isShort: false).Value.ShouldBe(held);
        ExpectedReturn.OfPosition(price, target, isShort: true).Value.ShouldBe(sold);
    }

    [Fact]
    public void Book_OfAnyPositions_IsLinearAndBlindToOrder()
    {
        var random = new Random(7);
        for (var book = 0; book < 200; book++)
        {
            var legs = Legs(random, 1 + random.Next(12));
            decimal[] upsides = [.. legs.Select(leg => ExpectedReturn.Upside(leg.Quantity, leg.Multiplier, leg.Price, leg.Target))];
            var whole = ExpectedReturn.OfBook(upsides, 100_000).Value!.Value;

            // Twice the quantities gain twice as much; twice the equity makes it half; each side of the book adds its part.
            ExpectedReturn.OfBook([.. legs.Select(leg => ExpectedReturn.Upside(2 * leg.Quantity, leg.Multiplier, leg.Price, leg.Target))], 100_000).Value!.Value.ShouldBe(2 * whole, 1e-12);
            ExpectedReturn.OfBook(upsides, 200_000).Value!.Value.ShouldBe(whole / 2, 1e-12);
            var parts = upsides.Select(upside => ExpectedReturn.OfBook([upside], 100_000).Value!.Value).Sum();
            parts.ShouldBe(whole, 1e-12);
            random.Shuffle(upsides);
            ExpectedReturn.OfBook(upsides, 100_000).Value!.Value.ShouldBe(whole, 1e-15);

            // At its price a position gains nothing, and turned round it gains what it lost.
            foreach (var leg in legs)
            {
                ExpectedReturn.Upside(leg.Quantity, leg.Multiplier, leg.Price, leg.Price).ShouldBe(0);
                ExpectedReturn.Upside(-leg.Quantity, leg.Multiplier, leg.Price, leg.Target).ShouldBe(-ExpectedReturn.Upside(leg.Quantity, leg.Multiplier, leg.Price, leg.Target));
            }
        }
    }

    [Fact] // A spreadsheet's way, in doubles and with the returns of positions weighed by what they are worth: another road to the same figure.
    public void Book_AgainstWeighedReturnsOfPositions_IsTheSame()
    {
        var random = new Random(11);
        for (var book = 0; book < 200; book++)
        {
            var legs = Legs(random, 1 + random.Next(30));
            var sum = 0.0;
            foreach (var leg in legs)
            {
                var worth = Math.Abs((double)leg.Quantity) * leg.Multiplier * (double)leg.Price;
                var gain = leg.Quantity < 0 ? 1 - ((double)leg.Target / (double)leg.Price) : ((double)leg.Target / (double)leg.Price) - 1;
                sum += worth / 250_000 * gain;
            }

            ExpectedReturn.OfBook([.. legs.Select(leg => ExpectedReturn.Upside(leg.Quantity, leg.Multiplier, leg.Price, leg.Target))], 250_000).Value!.Value
                .ShouldBe(sum, 1e-10 * Math.Max(1, Math.Abs(sum)));
        }
    }

    [Fact]
    public void Unknowns_HaveTheirReason()
    {
        ExpectedReturn.OfPosition(0, 10, isShort: false).Reason.ShouldNotBeNull().ShouldContain("price is 0");
        ExpectedReturn.OfBook([], 1_000).Reason.ShouldNotBeNull().ShouldContain("No position");
        ExpectedReturn.OfBook([5], 0).Reason.ShouldNotBeNull().ShouldContain("not positive");
        ExpectedReturn.OfBook([5], -1).Reason.ShouldNotBeNull().ShouldContain("not positive");
        ExpectedReturn.Coverage([], []).Reason.ShouldNotBeNull();
        ExpectedReturn.Coverage([], [100]).Value.ShouldBe(0);
        ExpectedReturn.Coverage([-100], [-100]).Value.ShouldBe(1);
        Should.Throw<ArgumentOutOfRangeException>(() => ExpectedReturn.OfPosition(10, 0, isShort: true));
    }

    [Fact]
    public void OfBook_OfUpsidesThatCancel_IsNought() => ExpectedReturn.OfBook([1_000, -1_000], 1_000).Value.ShouldBe(0);

    private static List<(decimal Quantity, int Multiplier, decimal Price, decimal Target)> Legs(Random random, int count) =>
    [
        .. Enumerable.Range(0, count).Select(_ => (
            Math.Round((decimal)(random.NextDouble() - .5) * 2_000, 3),
            random.Next(4) == 0 ? 100 : 1,
            Math.Round((decimal)random.NextDouble() * 500, 2) + .01m,
            Math.Round((decimal)random.NextDouble() * 700, 2) + .01m)),
    ];
}
