using App.Core.Calculations;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations;

/// <summary>How many portfolios a worker takes at once.</summary>
public sealed class WorkEndOfDayTests
{
    [Theory]
    [InlineData(10_000, 2, 32)]
    [InlineData(128, 2, 32)]
    [InlineData(100, 2, 25)]
    [InlineData(100, 8, 8)]
    [InlineData(33, 1, 17)]
    [InlineData(3, 2, 8)]
    [InlineData(0, 2, 8)]
    public void ChunkOf_IsSmallerWhereTheWorkersWouldNotEndTogether(int portfolios, int workers, int expected) =>
        WorkEndOfDay.ChunkOf(portfolios, workers).ShouldBe(expected);
}
