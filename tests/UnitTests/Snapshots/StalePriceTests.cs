using App.Core.Snapshots;
using Shouldly;
using Xunit;

namespace UnitTests.Snapshots;

public sealed class StalePriceTests
{
    [Fact]
    public void Fill_Gap_CarriesFiveSessionsThenFallsBackToEntry()
    {
        var marks = new Mark[9];
        StalePrice.Fill([null, 10, null, null, null, null, null, null, 11], 7, marks);
        marks.ShouldBe(
        [
            new(7, MarkSource.Entry), new(10, MarkSource.Quoted),
            new(10, MarkSource.Stale), new(10, MarkSource.Stale), new(10, MarkSource.Stale), new(10, MarkSource.Stale), new(10, MarkSource.Stale),
            new(7, MarkSource.Entry), new(11, MarkSource.Quoted),
        ]);
        marks.Select(mark => mark.NeedsUpdate).ShouldBe([true, false, true, true, true, true, true, true, false]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void Fill_CloseThatIsNone_IsNeverAMark(int close)
    {
        var marks = new Mark[2];
        StalePrice.Fill([10, close], 7, marks);
        marks[1].ShouldBe(new Mark(10, MarkSource.Stale));
    }

    [Fact]
    public void Fill_SessionsBeforeTheWindow_AreCarriedIntoIt()
    {
        var marks = new Mark[2];
        StalePrice.Fill([10, null, null, null], 7, marks);
        marks.ShouldAllBe(mark => mark == new Mark(10, MarkSource.Stale));
    }

    [Fact]
    public void Fill_MoreMarksThanCloses_Throws() => Should.Throw<ArgumentOutOfRangeException>(() => StalePrice.Fill([1m], 7, new Mark[2]));
}
