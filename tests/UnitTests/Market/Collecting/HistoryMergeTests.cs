using App.Core.Market;
using App.Core.Market.Collecting;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Market.Collecting;

public sealed class HistoryMergeTests
{
    private static readonly DateOnly Monday = new(2026, 11, 2);

    [Fact]
    public void Of_StoredDays_StayAsTheyAre()
    {
        var merge = Merge([Stored(0, 100m), Stored(1, 101m)], [Bar(0, 90m), Bar(1, 91m), Bar(2, 92m)]);

        merge.Bars.ShouldHaveSingleItem().Close.ShouldBe(92m);
        merge.Changed.ShouldBeEmpty();
        merge.IsNews.ShouldBeTrue();
        Merge([Stored(0, 100m)], [Bar(0, 90m)]).IsNews.ShouldBeFalse();
    }

    [Fact]
    public void Of_NewestBarThatStandsOut_IsJudgedWhenTheNextComes()
    {
        var first = Merge([Stored(0, 100m)], [Bar(0, 100m), Bar(1, 1_000m)]);
        first.Bars.ShouldHaveSingleItem().IsQuarantined.ShouldBeFalse();
        first.Warnings.ShouldBeEmpty();

        var second = Merge([Stored(0, 100m), first.Bars[0]], [Bar(1, 1_000m), Bar(2, 101m)]);

        second.Changed.ShouldHaveSingleItem().Date.ShouldBe(Monday.AddDays(1));
        second.Changed[0].IsQuarantined.ShouldBeTrue();
        second.Bars.ShouldHaveSingleItem().IsQuarantined.ShouldBeFalse();
        second.Warnings.ShouldBe(
        [
            "AAA: the new prices have no session in common with the stored ones; their returns are joined by closes and known splits and dividends.",
            "AAA: the price 1000 of 2026-11-03 stands out between 100 and 101 and is left out.",
        ]);
    }

    [Fact]
    public void Of_NewestStoredPriceWasWrong_IsReplacedAndNotBuiltUpon()
    {
        // What was told of Tuesday was wrong by a factor of ten, and its adjusted close with it; by Wednesday the source has noticed.
        var first = Merge([Stored(0, 100m)], [Bar(0, 100m), Bar(1, 1_000m)]);

        var second = Merge([Stored(0, 100m), first.Bars[0]], [Bar(1, 100m), Bar(2, 101m)]);

        second.Bars.ShouldHaveSingleItem().TotalReturnIndex.ShouldBe(101, 1e-9);
        var changed = second.Changed.ShouldHaveSingleItem();
        (changed.Close, changed.IsQuarantined).ShouldBe((100m, false));
        changed.TotalReturnIndex.ShouldBe(100, 1e-9);
        second.Warnings[0].ShouldBe("AAA: the price 1000 of 2026-11-03, which stood out, is replaced by 100.");
    }

    [Fact]
    public void Of_NewestStoredPriceWasWrongAndStillIs_KeepsTheReturnsAroundIt()
    {
        var first = Merge([Stored(0, 100m)], [Bar(0, 100m), Bar(1, 1_000m)]);

        // Since then a dividend took a hundredth off all adjusted closes before Wednesday.
        var second = Merge([Stored(0, 100m), first.Bars[0]], [Bar(1, 1_000m, 990m), Bar(2, 102m, 102m)]);

        second.Changed.ShouldHaveSingleItem().IsQuarantined.ShouldBeTrue();
        second.Bars.ShouldHaveSingleItem().IsQuarantined.ShouldBeFalse();
        second.Bars[0].TotalReturnIndex.ShouldBe(102, 1e-9, "joined by closes: no dividend was told");
    }

    [Fact]
    public void Of_BadPriceAmongNewOnes_IsQuarantinedAndTheOthersKeepTheirReturns()
    {
        var merge = Merge([Stored(0, 100m)], [Bar(0, 100m), Bar(1, 101m), Bar(2, 1.02m), Bar(3, 103m), Bar(4, 104m)]);

        merge.Bars.Select(bar => bar.IsQuarantined).ShouldBe([false, true, false, false]);
        merge.Bars.Where(bar => !bar.IsQuarantined).Select(bar => bar.TotalReturnIndex).ShouldBe([101, 103, 104], 1e-9);
        merge.Warnings.ShouldHaveSingleItem().ShouldContain("2026-11-04");
    }

    [Fact]
    public void Of_BadPriceInTheAnswerAtTheSeam_IsNotBuiltUpon()
    {
        var merge = Merge([Stored(0, 100m), Stored(1, 100m)], [Bar(1, 1m), Bar(2, 102m), Bar(3, 103m)]);

        merge.Bars.Select(bar => bar.TotalReturnIndex).ShouldBe([102, 103], 1e-9);
        merge.Warnings.ShouldHaveSingleItem().ShouldContain("no session in common");
    }

    [Fact]
    public void Of_QuarantinedDayWithAnotherPrice_IsReplaced()
    {
        var bad = Stored(1, 1_000m);
        bad.IsQuarantined = true;
        PriceBar[] stored = [Stored(0, 100m), bad, Stored(2, 102m)];

        var merge = Merge(stored, [Bar(0, 50m, 50m), Bar(1, 101m, 50.5m), Bar(2, 102m, 51m)]);

        merge.Bars.ShouldBeEmpty();
        var changed = merge.Changed.ShouldHaveSingleItem();
        (changed.Close, changed.IsQuarantined).ShouldBe((101m, false));
        changed.TotalReturnIndex.ShouldBe(101, 1e-9);
        merge.IsNews.ShouldBeTrue();
        Merge(stored, [Bar(0, 100m), Bar(1, 1_000m), Bar(2, 102m)]).IsNews.ShouldBeFalse("the same bad price again is no news");
    }

    [Fact]
    public void Of_QuarantinedDayReplacedByAnotherBadPrice_StaysQuarantined()
    {
        var bad = Stored(1, 1_000m);
        bad.IsQuarantined = true;

        var merge = Merge([Stored(0, 100m), bad, Stored(2, 102m)], [Bar(1, 2_000m)]);

        merge.Changed.ShouldHaveSingleItem().IsQuarantined.ShouldBeTrue();
        merge.Warnings[^1].ShouldContain("2000");
    }

    [Fact]
    public void Of_NeighbourThatVouchesForAQuarantinedDay_ReleasesIt()
    {
        var high = Stored(1, 200m);
        high.IsQuarantined = true;

        var merge = Merge([Stored(0, 100m), high, Stored(3, 120m)], [Bar(0, 100m), Bar(2, 190m)]);

        merge.Changed.ShouldHaveSingleItem().IsQuarantined.ShouldBeFalse();
        merge.Bars.ShouldHaveSingleItem().IsQuarantined.ShouldBeFalse();
    }

    [Fact]
    public void Of_SplitThatOnlyTheStoreKnows_IsNoOutlier()
    {
        var stored = new StoredHistory([Stored(0, 100m), Stored(1, 25m)], [new CorporateAction(Monday.AddDays(1), CorporateActionKind.Split, 4m)]);

        var merge = HistoryMerge.Of("AAA", stored, new ScreenedHistory([Bar(1, 25m), Bar(2, 100m), Bar(3, 25m)], [], []));

        merge.Changed.ShouldBeEmpty();
        merge.Bars.Select(bar => bar.IsQuarantined).ShouldBe([true, false]);
    }

    private static HistoryMerge Merge(PriceBar[] stored, DailyBar[] answer) =>
        HistoryMerge.Of("AAA", new StoredHistory(stored, []), new ScreenedHistory(answer, [], []));

    private static PriceBar Stored(int day, decimal close) => PriceBar.From("AAA", ScriptedSource.Bar(Monday.AddDays(day), close), (double)close);

    private static DailyBar Bar(int day, decimal close, decimal? adjusted = null) => ScriptedSource.Bar(Monday.AddDays(day), close, adjusted);
}
