using App.Core.Risk.Formulas;
using Shouldly;
using Xunit;

namespace UnitTests.Risk.Formulas;

public sealed class ActiveShareTests
{
    [Fact] // by hand: .2 over, .1 under, and .1 that is in no sector: half of .4
    public void Of_AWorkedExample() => ActiveShare.Of([0.6, 0.3], [0.4, 0.4]).ShouldBe((0.2 + 0.1 + 0.1) / 2, 1e-15);

    [Fact] // numpy 1.24: abs(append(own, 1 - own.sum()) - append(index, 1 - index.sum())).sum() / 2
    public void Of_ElevenSectors_IsNumpys() => ActiveShare.Of(
        [0.31, 0.08, -0.05, 0.12, 0, 0.225, 0.04, 0, 0.11, 0.015, 0.03],
        [0.322, 0.098, 0.131, 0.1047, 0.0934, 0.086, 0.0585, 0.0332, 0.0231, 0.0227, 0.0209]).ShouldBe(0.3638, 1e-8 * 0.3638);

    [Fact]
    public void Of_AnyBook_HasItsInvariants()
    {
        var random = new Random(67);
        double[] Long()
        {
            double[] weights = [.. Enumerable.Range(0, 11).Select(_ => random.Next(3) == 0 ? 0 : random.NextDouble())];
            var sum = weights.Sum() + (0.5 * random.NextDouble());
            return [.. weights.Select(weight => sum > 0 ? weight / sum : 0)];
        }

        for (var trial = 0; trial < 500; trial++)
        {
            double[] own = Long(), index = Long(), third = Long();
            var share = ActiveShare.Of(own, index);

            share.ShouldBeInRange(0, 1 + 1e-15);
            ActiveShare.Of(index, own).ShouldBe(share, 1e-15, "it is a distance");
            ActiveShare.Of(own, own).ShouldBe(0);
            ActiveShare.Of([.. own.Reverse()], [.. index.Reverse()]).ShouldBe(share, 1e-15, "whatever the order");
            share.ShouldBeLessThanOrEqualTo(ActiveShare.Of(own, third) + ActiveShare.Of(third, index) + 1e-15, "and no way round is shorter");

            // Halfway to the index it is half as active.
            ActiveShare.Of([.. own.Zip(index, (one, other) => (one + other) / 2)], index).ShouldBe(share / 2, 1e-15);
        }
    }

    [Fact]
    public void Of_ItsEdges()
    {
        ActiveShare.Of([0, 0.5, 0.5], [1, 0, 0]).ShouldBe(1, "nothing is shared");
        ActiveShare.Of([0, 0, 0], [0.5, 0.25, 0.25]).ShouldBe(1, "nor by cash");
        ActiveShare.Of([-1, 0], [0.5, 0.5]).ShouldBe(2, "a short is further away than anything held can be");
        ActiveShare.Of([], []).ShouldBe(0);
        Should.Throw<ArgumentOutOfRangeException>(() => ActiveShare.Of([1], [0.5, 0.5]));
    }
}
