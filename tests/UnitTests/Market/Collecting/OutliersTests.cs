using App.Core.Market;
using App.Core.Market.Collecting;
using Shouldly;
using Xunit;

namespace UnitTests.Market.Collecting;

public sealed class OutliersTests
{
    private static readonly DateOnly Monday = new(2026, 11, 2);

    [Theory]
    [InlineData("100 1000 101", "1")]
    [InlineData("100 1 101", "1")]
    [InlineData("100 151 100", "1")]
    [InlineData("100 150 100", "")] // half is not over half
    [InlineData("100 49 100", "1")]
    [InlineData("100 50 100", "")]
    [InlineData("100 40 40", "")] // fell and stays there
    [InlineData("100 40 10", "")] // on the way of a longer fall
    [InlineData("100 160 300", "")]
    [InlineData("1000 100", "")] // the last has no right neighbour yet
    [InlineData("100 1000", "")]
    [InlineData("1000 100 100", "")] // the first has no left one
    [InlineData("100 1000 5 100", "1 2")] // judged against the last good one
    [InlineData("100 1000 1000 100", "")] // two at one level vouch for each other
    [InlineData("100 1000 101 1 99 100", "1 3")]
    [InlineData("", "")]
    [InlineData("5", "")]
    public void Of_Closes_FindsThoseThatStandOut(string closes, string expected) =>
        Indexes(closes).ShouldBe(expected);

    [Fact]
    public void Of_RealSplits_AreNoOutliers()
    {
        // Four for one before the second, one for ten before the fourth.
        CorporateAction[] splits = [new(Monday.AddDays(1), CorporateActionKind.Split, 4m), new(Monday.AddDays(3), CorporateActionKind.Split, 0.1m)];

        Indexes("100 25 26 260 255", splits).ShouldBe("");
        Indexes("100 25 26 26 255", splits).ShouldBe("3", "the split came and the price did not follow it: that price is in the wrong shares");
    }

    [Fact]
    public void Of_SplitOnADayBetween_CountsForTheNextClose() =>
        Indexes("100 101 25", new CorporateAction(Monday.AddDays(2), CorporateActionKind.Split, 4m), new CorporateAction(Monday.AddDays(2), CorporateActionKind.Dividend, 90m)).ShouldBe("");

    [Fact]
    public void Of_JudgedBefore_KeepsTheJudgementWhereNeighboursAreMissing()
    {
        JudgedClose[] closes = [new(Monday, 1_000m, true), new(Monday.AddDays(1), 100m, false), new(Monday.AddDays(2), 101m, true), new(Monday.AddDays(3), 102m, true)];

        Outliers.Of(closes, []).ShouldBe([true, false, false, true]);
    }

    private static string Indexes(string closes, params CorporateAction[] actions)
    {
        JudgedClose[] judged = [.. closes.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select((close, i) => new JudgedClose(Monday.AddDays(i), decimal.Parse(close, System.Globalization.CultureInfo.InvariantCulture), false))];
        var outliers = Outliers.Of(judged, actions);
        return string.Join(' ', Enumerable.Range(0, outliers.Length).Where(i => outliers[i]));
    }
}
