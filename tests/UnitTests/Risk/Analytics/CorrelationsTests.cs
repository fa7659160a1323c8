using App.Core.Risk;
using App.Core.Risk.Analytics;
using Shouldly;
using Xunit;
using static App.Testing.RiskBooks;

namespace UnitTests.Risk.Analytics;

public sealed class CorrelationsTests
{
    [Fact]
    public void Correlations_OfTwoThatAreTheSame_AreOneBet()
    {
        var twin = With("B", Data().Returns.Of("A").ToArray());
        var result = new Correlations().Compute(Data(twin, Holding("A", 50_000), Holding("B", 50_000)));

        result.Figures["mean_absolute"].Value.ShouldNotBeNull().ShouldBe(1, 1e-12);
        result.Figures["effective_bets"].Value.ShouldNotBeNull().ShouldBe(1, 1e-12);
        result.Rows.ShouldHaveSingleItem().Key.ShouldBe("A B");
        result.Tables.Single().Rows[0].Values.ShouldBe([1, 1], "symmetric with a unit diagonal");
        new Correlations().Compute(Data(twin, Holding("A", 50_000), Holding("B", -50_000))).Figures["effective_bets"].Reason.ShouldBe("The holdings cancel out.");
    }

    [Fact]
    public void Correlations_LeaveOutTheSmallTheNewAndTheStill()
    {
        var result = new Correlations().Compute(Data(Holding("A", 50_000), Holding("B", 999), Holding("GAPPY", 1_000), Holding("NEW", 50_000), Holding("FLAT", 50_000)));

        result.Tables.Single().Columns.ShouldBe(["A", "GAPPY"]);
        result.Figures["mean_absolute"].Observations.ShouldBe(82, "its own days of the window");
        new Correlations().Compute(Data(Holding("A", 50_000), Holding("NEW", 50_000))).Figures["mean_absolute"].Reason
            .ShouldBe("Not two of the 2 larger holdings have 20 returns in 90 days that move.");
        new Correlations().Compute(Data(Holding("A", 50_000), Holding("B", 999))).Figures["effective_bets"].Reason.ShouldBe("There are not two holdings of 1 % of equity or $10,000.");
    }

    [Fact]
    public void Correlations_OfMany_CountWhatIsLeftOutByReason()
    {
        var series = Enumerable.Range(0, 30).Aggregate(With("B", null), (all, i) => new Dictionary<string, double?[]>(all) { [$"S{i:00}"] = Random(100 + i, 0) });
        var result = new Correlations().Compute(Data(series, [
            .. Enumerable.Range(0, 30).Select(i => Holding($"S{i:00}", 20_000)), Holding("A", 10), Holding("GAPPY", -999), Holding("NEW", 50_000), Holding("FLAT", 50_000), Holding(null, 50_000)]));

        result.Tables.Single().Columns.Count.ShouldBe(25);
        (result.Figures["left_out_beyond"].Value, result.Figures["left_out_small"].Value, result.Figures["left_out_few_returns"].Value).ShouldBe((5, 2, 2));
    }

    [Fact]
    public void Correlations_WithoutCommonDays_CountWhatIsLeftOutForThemApart()
    {
        // Each has enough returns that move, and no day has both.
        double?[] late = [.. Random(7, 0).Select((value, day) => day < 60 ? null : value)], early = [.. Random(8, 0).Select((value, day) => day < 60 ? value : null)];
        var series = new Dictionary<string, double?[]>(With("LATE", late)) { ["EARLY"] = early };
        var blind = Call("B", 2) with { Option = null, Inputs = null, DeltaAdjusted = null };

        var figures = new Correlations().Compute(Data(series, Holding("A", 50_000), Holding("LATE", 50_000), Holding("EARLY", 20_000), blind)).Figures;

        (figures["left_out_days"].Value, figures["left_out_few_returns"].Value).ShouldBe((1, 0));
        figures["left_out_no_delta"].Value.ShouldBe(1, "an option without a delta is in no other count");
    }

    [Fact]
    public void History_OfVolatility_HasBothWindowsThatEndWithTheLastSession()
    {
        var result = new RealisedVolatility().Compute(Data(Holding("A", 100_000)));

        var history = result.Tables.Single();
        history.Columns.ShouldBe(["realised_21", "realised_63"]);
        history.Rows[^1].Key.ShouldBe("2026-06-30");
        history.Rows[^1].Values.ShouldBe([result.Figures["realised_21"].Value, result.Figures["realised_63"].Value]);
        history.Rows.Count.ShouldBe(16, "80 values of 21 returns, one in five");
        history.Rows.Count(row => row.Values[1] is not null).ShouldBe(8, "38 values of 63 returns");
    }

    [Fact]
    public void Tail_IsOfTheBooksOwnReturns()
    {
        var tail = new TailLosses().Compute(Data(Holding("A", 200_000)));

        var returns = Data().Returns.Of("A").ToArray().Select(value => 2 * value!.Value).Order().ToList();
        tail.Figures["es_99"].Value.ShouldNotBeNull().ShouldBe(-returns[0], 1e-12);
        tail.Figures["var_95"].Value.ShouldNotBeNull().ShouldBe(-(returns[4] + (0.95 * (returns[5] - returns[4]))), 1e-12);
        (tail.Figures["var_95"].Observations, tail.Figures["es_95"].Observations).ShouldBe((100, 100));
        (tail.Figures["days_95"].Value, tail.Figures["days_99"].Value).ShouldBe((5, 1), "the days that the shortfall is the mean of");
        new TailLosses().Compute(Data(Holding("NEW", 5))).Figures["var_95"].Reason.ShouldBe("No holding has 60 returns in a year.");
    }

    [Fact]
    public void ProviderBeta_CountsPublicPositionsThatHaveOne()
    {
        var beta = new ProviderBeta().Compute(Data(
            Holding("A", 50_000) with { ProviderBeta = 1.2 }, Holding("B", -25_000) with { ProviderBeta = 0.8 }, Call("A", 1) with { ProviderBeta = 1.2 }, Holding("NEW", 25_000))).Figures["beta"];

        beta.Value.ShouldNotBeNull().ShouldBe(0.6 - 0.2, 1e-12);
        beta.Coverage.ShouldNotBeNull().ShouldBeInRange(0.6, 0.75);
        new ProviderBeta().Compute(Data(Holding("A", 5))).Figures["beta"].Reason.ShouldBe("No source states a beta for any holding.");
    }

    [Fact] // 18 symbols, each without every third of its days, another third each: with all of them no day is left
    public void Correlations_OfManyWithHoles_LeaveOutAsFewAsNeeded_AndTheCoverageSaysSo()
    {
        var series = new Dictionary<string, double?[]>(With("A", null));
        RiskHolding[] holdings = [.. Enumerable.Range(0, 18).Select(i => Holding($"S{i:00}", 20_000 + i))];
        foreach (var (holding, i) in holdings.Select((holding, i) => (holding, i)))
        {
            series[holding.Symbol] = [.. Random(200 + i, 0).Select((value, day) => day % 3 == i % 3 ? null : value)];
        }

        var result = new Correlations().Compute(Data(series, holdings));

        result.Tables.Single().Columns.ShouldBe([.. Enumerable.Range(0, 18).Where(i => i % 3 != 0).Select(i => $"S{i:00}").Reverse()], "the third that costs the least is left out");
        result.Figures["mean_absolute"].Observations.ShouldNotBeNull().ShouldBeInRange(20, 35);
        result.Figures["mean_absolute"].Coverage.ShouldNotBeNull().ShouldBe(holdings.Where((_, i) => i % 3 != 0).Sum(holding => (double)holding.MarketValue) / holdings.Sum(holding => (double)holding.MarketValue), 1e-12);
        new Correlations().Compute(Data(series, [.. holdings.Reverse()])).Tables.Single().Columns.ShouldBe(result.Tables.Single().Columns);
    }

    [Fact] // LATE moves only on the days that the other lacks
    public void Correlations_OfWhatStandsStillOnTheDaysOfAll_SayWhich()
    {
        var series = new Dictionary<string, double?[]>(With("LATE", [.. Random(77, 0).Select((value, day) => day % 2 == 0 ? value : 0)]))
        {
            ["ODD"] = [.. Random(78, 0).Select((value, day) => day % 2 == 0 ? null : value)],
        };

        new Correlations().Compute(Data(series, Holding("LATE", 50_000), Holding("ODD", 50_000))).Figures["mean_absolute"].Reason
            .ShouldNotBeNull().ShouldStartWith("LATE did not move on the ");
    }

    [Fact]
    public void Correlations_TakeTheLargest25_AndFromTenThousandDollarsWhateverTheShare()
    {
        var series = new Dictionary<string, double?[]>(With("A", null));
        RiskHolding[] many = [.. Enumerable.Range(0, 30).Select(i => Holding($"S{i:00}", 50_000 + i))];
        foreach (var (holding, i) in many.Select((holding, i) => (holding, i)))
        {
            series[holding.Symbol] = Random(300 + i, 0);
        }

        var columns = new Correlations().Compute(Data(series, many)).Tables.Single().Columns;
        columns.Count.ShouldBe(25);
        columns.ShouldNotContain("S04");
        columns[0].ShouldBe("S29");

        // Of ten million a thousandth is $10,000, and a hundredth of a million is too.
        var rich = Data(series, Holding("S00", 10_000), Holding("S01", 9_999.99m), Holding("S02", -10_000)) with { Equity = 10_000_000 };
        new Correlations().Compute(rich).Tables.Single().Columns.ShouldBe(["S00", "S02"]);
        new Correlations().Compute(rich with { Equity = 500_000 }).Tables.Single().Columns.Count.ShouldBe(3, "1 % of equity is enough, too");
    }
}
