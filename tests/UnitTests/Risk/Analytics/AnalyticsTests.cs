using App.Core.Risk;
using App.Core.Risk.Analytics;
using App.Core.Risk.Formulas;
using App.Core.Targets;
using App.Testing;
using Shouldly;
using Xunit;
using static App.Testing.RiskBooks;

namespace UnitTests.Risk.Analytics;

/// <summary>Over made-up returns of 100 sessions.</summary>
public sealed class AnalyticsTests
{
    [Fact]
    public void Beta_OfABookWithFullCoverage_IsThatOfItsOwnReturns()
    {
        var data = Data(Holding("A", 60_000), Holding("B", -20_000));

        var beta = BetaTo.Market.Compute(data).Figures["beta"];

        var book = data.Returns.Of("A").ToArray().Zip(data.Returns.Of("B").ToArray(), (a, b) => (0.6 * a!.Value) - (0.2 * b!.Value)).ToArray();
        var from = data.Returns.IndexOf(Session.AddDays(-BetaTo.Days));
        var fit = LinearFit.Of([.. MarketReturns.Skip(from).Select(value => value!.Value)], book.AsSpan(from))!.Value;
        beta.Value!.Value.ShouldBe(fit.Slope, 1e-12);
        beta.RSquared!.Value.ShouldBe(fit.RSquared!.Value, 1e-12);
        beta.StandardError!.Value.ShouldBe(fit.StandardError, 1e-12);
        (beta.Coverage, beta.Observations, beta.Window).ShouldBe((1, fit.Observations, "90 days"));
    }

    [Fact]
    public void Beta_OfHoldingsWithoutReturns_IsUnknownWithTheReason_AndLowersTheCoverage()
    {
        var result = BetaTo.Market.Compute(Data(Holding("A", 60_000), Holding("NEW", 40_000), Holding(null, 100_000)));

        result.Figures["beta"].Coverage.ShouldBe(0.3);
        result.Rows.Single(row => row.Key == "NEW").Figures["beta"].Reason.ShouldBe("10 returns together with SPY in 90 days; 30 are needed.");
        BetaTo.Market.Compute(Data(Holding("NEW", 1))).Figures["beta"].Reason.ShouldBe("No holding has 30 returns together with SPY in 90 days.");
        BetaTo.Market.Compute(Data()).Figures["beta"].Reason.ShouldBe("Nothing is held.");
    }

    [Fact]
    public void Beta_OfCash_IsZeroAndCovered()
    {
        var beta = BetaTo.Market.Compute(Data(Holding("SPAXX", 5_000) with { IsCash = true })).Figures["beta"];

        (beta.Value, beta.Coverage).ShouldBe((0, 1));
    }

    [Fact]
    public void Beta_OverAYear_IsOfAllReturns_BesideThatOf90Days()
    {
        var data = Data(Holding("A", 100_000));

        var result = BetaTo.Market.Compute(data);

        var fit = LinearFit.Of([.. MarketReturns.Select(value => value!.Value)], [.. data.Returns.Of("A").ToArray().Select(value => value!.Value)])!.Value;
        var (year, quarter) = (result.Figures["beta_year"], result.Figures["beta"]);
        year.Value!.Value.ShouldBe(fit.Slope, 1e-12);
        (year.Observations, year.Window).ShouldBe((100, "252 sessions"));
        year.StandardError!.Value.ShouldBeLessThan(quarter.StandardError!.Value);
        result.Rows.Single().Figures["beta_year"].Value!.Value.ShouldBe(fit.Slope, 1e-12);
        BetaTo.Market.Compute(Data(Holding("NEW", 1))).Figures["beta_year"].Reason.ShouldBe("No holding has 30 returns together with SPY in 252 sessions.");
    }

    [Fact]
    public void Sectors_AgainstAnIndex_HaveTheirDifference_AndThoseNotHeldToo()
    {
        var weights = GicsSectors.All.ToDictionary(sector => sector, sector => sector == "Energy" ? 0.2 : 0.08);
        var settings = RiskSettings.Standard with { SectorBenchmark = new SectorBenchmark("S&P 500", new DateOnly(2026, 6, 30), "fact sheet", weights) };
        var data = Data(Holding("A", 50_000) with { Sector = "Energy" }, Holding("F", 50_000) with { Sector = GicsSectors.Funds }) with { Settings = settings };

        var result = new SectorExposure().Compute(data);

        result.Rows.Count.ShouldBe(GicsSectors.All.Count + 1);
        (result.Rows[0].Key, result.Rows[0].Figures["active"].Value!.Value).ShouldBe(("Energy", 0.3));
        result.Rows.Single(row => row.Key == "Utilities").Figures["active"].Value.ShouldBe(-0.08);
        result.Rows.Single(row => row.Key == GicsSectors.Funds).Figures.Keys.ShouldNotContain("active");

        // Half of: .3 over in one, ten sectors .08 each, and the half that has no sector.
        result.Figures["active_share"].Value!.Value.ShouldBe((0.3 + 0.8 + 0.5) / 2, 1e-12);
        new SectorExposure().Compute(Data(Holding("A", 1))).Figures["active_share"].Reason.ShouldBe(SectorExposure.NoBenchmark);
    }

    [Fact]
    public void Sectors_OfTheIndexItself_HaveNoActiveShare()
    {
        var weights = GicsSectors.All.ToDictionary(sector => sector, _ => 1.0 / GicsSectors.All.Count);
        var settings = RiskSettings.Standard with { SectorBenchmark = new SectorBenchmark("Equal", new DateOnly(2026, 6, 30), "by rule", weights) };
        var data = Data([.. GicsSectors.All.Select(sector => Holding("A", 1_000) with { Sector = sector })]) with { Settings = settings, Equity = 11_000 };

        new SectorExposure().Compute(data).Figures["active_share"].Value!.Value.ShouldBe(0, 1e-12);
    }

    [Fact]
    public void Targets_GiveTheReturnOfTheBook_WithTheShareThatHasOne()
    {
        var owner = TestIds.Next();
        var held = Holding("A", 60_000) with { Shares = 600, SharePrice = 100, TargetKey = new("A", TargetDirection.Long) };
        var sold = Holding("B", -20_000) with { Shares = -200, SharePrice = 100, TargetKey = new("B", TargetDirection.Short) };
        var unpriced = Holding("NEW", 20_000) with { Shares = 200, SharePrice = null, TargetKey = new("NEW", TargetDirection.Long) };
        var at = DateTimeOffset.UnixEpoch;
        var data = Data(held, sold, unpriced) with
        {
            Targets =
            [
                new TargetPrice { OwnerId = owner, Symbol = "A", Direction = TargetDirection.Long, EndOfYear = 110, Downside = 80, UpdatedAt = at },
                new TargetPrice { OwnerId = owner, Symbol = "B", Direction = TargetDirection.Short, EndOfYear = 90, UpdatedAt = at },
                new TargetPrice { OwnerId = owner, Symbol = "NEW", Direction = TargetDirection.Long, EndOfYear = 900, UpdatedAt = at },
            ],
        };

        var figures = new TargetReturns().Compute(data).Figures;

        // 600 × 10 and −200 × −10 of 100 000; of 100 000 gross 80 000 have a target and a price.
        (figures["end_of_year"].Value, figures["end_of_year"].Coverage).ShouldBe((0.08, 0.8));
        (figures["downside"].Value, figures["downside"].Coverage).ShouldBe((-0.12, 0.6));
        figures["next_year"].Reason.ShouldBe("No position that is held has a target and a price.");
    }

    [Fact]
    public void Volatility_OfOneHoldingOfAllTheEquity_IsItsOwn()
    {
        var result = new RealisedVolatility().Compute(Data(Holding("A", 100_000)));

        var own = result.Rows.Single().Figures;
        result.Figures["realised_63"].Value!.Value.ShouldBe(own["realised_63"].Value!.Value, 1e-12);
        result.Figures["realised_21"].Observations.ShouldBe(21);
        new RealisedVolatility().Compute(Data(Holding("NEW", 1))).Figures["realised_63"].Reason.ShouldBe("No holding has 63 returns in a year.");
    }

    [Fact]
    public void Sectors_KeepFundsAndUnclassifiedApart()
    {
        var result = new SectorExposure().Compute(Data(
            Holding("A", 40_000) with { Sector = "Energy" }, Holding("B", -10_000) with { Sector = "Energy" }, Holding("F", 30_000) with { Sector = GicsSectors.Funds }, Holding("U", 20_000)));

        result.Rows.Select(row => (row.Key, row.Figures["net"].Value, row.Figures["gross"].Value)).ShouldBe(
            [("Energy", 0.3, 0.5), (GicsSectors.Funds, 0.3, 0.3), (GicsSectors.Unclassified, 0.2, 0.2)]);
        result.Figures["classified"].Value.ShouldBe(0.8);
    }

    [Fact]
    public void Concentration_CountsAnOptionWithItsUnderlying()
    {
        var result = new ConcentrationOfSymbols().Compute(Data(Holding("A", 50_000), Call("A", 10), Holding("B", 50_000)));

        result.Rows.Count.ShouldBe(2);
        result.Rows.Sum(row => row.Figures["share"].Value).ShouldBe(1);
    }

    [Fact]
    public void Greeks_OfACoveredCall_NetTheDeltas()
    {
        var call = Call("A", -1);
        var result = new Greeks().Compute(Data(Holding("A", 10_000), call, Holding("B", 7)));

        var (value, spot) = call.Option!.Value;
        var own = result.Rows.ShouldHaveSingleItem().Figures;
        own["delta"].Value!.Value.ShouldBe(10_000 - (100 * value.Delta * spot), 1e-6);
        own["theta_per_day"].Value!.Value.ShouldBe(-100 * value.ThetaPerDay, 1e-9);
        result.Figures["delta"].Value!.Value.ShouldBe(own["delta"].Value!.Value + 7, 1e-6);
        result.Figures["delta"].Coverage.ShouldBe(1);
    }

    [Fact]
    public void Figures_OfAnyBook_AreFiniteOrHaveAReason_WhateverTheOrder()
    {
        RiskHolding[][] books =
        [
            [], [Holding("A", 0)], [Holding("A", 1), Call("B", 3), Holding(null, -5)], [Holding("FLAT", 9)],
            [Call("A", -2) with { Option = null, DeltaAdjusted = null }], [Holding("A", -50_000), Holding("B", 3), Holding("NEW", 7)],
        ];
        foreach (var (book, equity) in books.SelectMany(book => new decimal[] { 100_000, 0, -5 }.Select(equity => (book, equity))))
        {
            foreach (var analytic in AnalyticSet.Standard.Risk.Append(AnalyticSet.Standard.Sectors))
            {
                var result = analytic.Compute(Data(book) with { Equity = equity });
                result.Figures.Values.Concat(result.Rows.SelectMany(row => row.Figures.Values)).ShouldAllBe(figure =>
                    figure.Value.HasValue ? double.IsFinite(figure.Value.Value) && figure.Reason == null : !string.IsNullOrEmpty(figure.Reason), $"{analytic.Id} {equity}");
                result.Tables.SelectMany(table => table.Rows).SelectMany(row => row.Values).ShouldAllBe(value => value == null || double.IsFinite(value.Value), $"{analytic.Id} {equity}");
                var turned = analytic.Compute(Data([.. book.Reverse()]) with { Equity = equity });
                turned.Tables.Select(table => table.Id).ShouldBe(result.Tables.Select(table => table.Id));
                foreach (var (one, other) in turned.Tables.Zip(result.Tables))
                {
                    one.Columns.ShouldBe(other.Columns);
                    foreach (var (row, same) in one.Rows.OrderBy(row => row.Key, StringComparer.Ordinal).Zip(other.Rows.OrderBy(row => row.Key, StringComparer.Ordinal)))
                    {
                        row.Key.ShouldBe(same.Key);
                        row.Values.Zip(same.Values).ShouldAllBe(pair => pair.First.HasValue == pair.Second.HasValue && Math.Abs((pair.First ?? 0) - (pair.Second ?? 0)) <= 1e-9 * Math.Abs(pair.Second ?? 0), $"{analytic.Id} {one.Id} {row.Key}");
                    }
                }

                turned.Figures.Select(each => each.Value.Value ?? 0).Zip(result.Figures.Select(each => each.Value.Value ?? 0)).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) <= 1e-9 * Math.Abs(pair.Second));
            }
        }
    }

    [Fact]
    public void Beta_OfWhatNeverMoves_IsNothing_AndIsNotAnExcellentFit()
    {
        var result = BetaTo.Market.Compute(Data(Holding("FLAT", 50_000)));

        foreach (var beta in new[] { result.Figures["beta"], result.Rows.Single().Figures["beta"] })
        {
            (beta.Value, beta.StandardError, beta.RSquared).ShouldBe((0, 0, null));
            beta.Note.ShouldBe("No R²: the returns never moved, so there is nothing to explain.");
        }
    }

    [Fact] // EVEN and ODD never have a return on the same day
    public void Beta_WithoutADayOfAll_HasItsSlopes_AndNoError()
    {
        var series = new Dictionary<string, double?[]>(With("EVEN", [.. Random(61, 0).Select((value, day) => day % 2 == 0 ? value : null)])) { ["ODD"] = [.. Random(62, 0).Select((value, day) => day % 2 == 1 ? value : null)] };

        var beta = BetaTo.Market.Compute(Data(series, Holding("EVEN", 50_000), Holding("ODD", 50_000))).Figures["beta"];

        beta.Value.ShouldNotBeNull();
        beta.Observations.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(BetaTo.FewestReturns, "the fewest that a slope of the sum has, not those of all together");
        beta.Note.ShouldNotBeNull().ShouldContain("R² and error");
    }

    [Fact]
    public void Volatility_Expected_IsTheModelsOfTheBooksOwnReturns()
    {
        var data = Data(Holding("A", 50_000));
        double[] own = [.. data.Returns.Of("A").ToArray().Select(value => value!.Value / 2)];

        var figures = new RealisedVolatility().Compute(data).Figures;

        var (volatility, model) = HarModel.ExpectedVolatility(own)!.Value;
        figures["expected_21"].Value.ShouldNotBeNull().ShouldBe(volatility, 1e-12);
        (figures["expected_21"].Observations, figures["expected_21"].RSquared).ShouldBe((model.Fit.Observations, model.Fit.RSquared));
        var rolling = RollingVolatility.Of(own, 21);
        figures["percentile"].Value.ShouldNotBeNull().ShouldBe(RollingVolatility.Percentile(rolling)!.Value, 1e-12);
        (figures["percentile"].Observations, figures["percentile"].Window).ShouldBe((rolling.Length - 1, "1 year"));
    }

    [Theory] // the size of the moves grows, shrinks, or goes to and fro
    [InlineData(1, "rising")]
    [InlineData(-1, "falling")]
    [InlineData(0, "no trend")]
    public void Volatility_Trend_IsASlopeWithItsWord(int direction, string word)
    {
        double?[] returns = [.. Enumerable.Range(0, 100).Select(day => (double?)((day % 2 == 0 ? 1 : -1) * (direction == 0 ? 0.01 + (day % 21 == 0 ? 0.01 : 0) : 0.02 + (direction * 0.0001 * day))))];

        var trend = new RealisedVolatility().Compute(Data(With("A", returns), Holding("A", 100_000))).Figures["trend_per_session"];

        trend.Words.ShouldBe(word);
        trend.RSquared.ShouldNotBeNull();
        if (direction != 0)
        {
            Math.Sign(trend.Value!.Value).ShouldBe(direction);
        }

        var still = new RealisedVolatility().Compute(Data(Holding("FLAT", 100_000))).Figures["trend_per_session"];
        (still.Value, still.RSquared, still.Words, still.Note!.Length > 0).ShouldBe((0, null, "no trend", true));
    }

    [Fact] // Energy 60 %, Utilities 40 %: .36 + .16; classes alike
    public void Concentration_BySectorAndClass_HasAllItsFigures()
    {
        var result = new ConcentrationOfSymbols().Compute(Data(
            Holding("A", 40_000) with { Sector = "Energy" }, Holding("B", -20_000) with { Sector = "Energy" }, Holding("C", 30_000) with { Sector = "Utilities" }, Call("C", 1) with { MarketValue = 10_000, Sector = "Utilities" }));

        foreach (var by in new[] { "sector", "class" })
        {
            var squares = by == "sector" ? 0.36 + 0.16 : 0.81 + 0.01;
            result.Figures["hhi_by_" + by].Value.ShouldNotBeNull().ShouldBe(10_000 * squares, 1e-9);
            result.Figures["effective_number_by_" + by].Value.ShouldNotBeNull().ShouldBe(1 / squares, 1e-12);
            (result.Figures["top_3_by_" + by].Value, result.Figures["top_10_by_" + by].Value).ShouldBe((1, 1));
        }

        result.Figures["hhi_by_symbol"].Value.ShouldNotBeNull().ShouldBe(10_000 * (0.16 + 0.04 + 0.16), 1e-9);
        (result.Figures["hhi_by_symbol"].Coverage, result.Figures["hhi_by_sector"].Coverage, result.Figures["hhi_by_symbol"].Observations).ShouldBe((1, 1, 4));
        new ConcentrationOfSymbols().Compute(Data(Holding("A", 30_000) with { NeedsPrice = true }, Holding("B", 10_000) with { Sector = "Energy" })).Figures.ShouldSatisfyAllConditions(
            figures => figures["top_3"].Coverage.ShouldBe(0.25), figures => figures["top_3_by_sector"].Coverage.ShouldBe(0.25));
    }

    [Fact] // one group of what has no sector is no concentration of 10,000
    public void Concentration_NothingHasASector_IsUnknownWithTheReason()
    {
        var figures = new ConcentrationOfSymbols().Compute(Data(
            Holding("A", 30_000) with { Sector = GicsSectors.Unclassified }, Holding("B", 10_000) with { Sector = GicsSectors.Unclassified })).Figures;

        foreach (var name in (string[])["hhi_by_sector", "effective_number_by_sector", "top_3_by_sector", "top_10_by_sector"])
        {
            (figures[name].Value, figures[name].Cause).ShouldBe((null, UnknownCause.NoSector), name);
        }

        figures["hhi_by_symbol"].Value.ShouldBe(6_250);
    }

    [Fact]
    public void Figures_OfABook_AllSayTheirWindowObservationsAndCoverage()
    {
        RiskHolding[][] books = [[Holding("A", 60_000), Holding("B", -20_000), Call("A", 2), Holding(null, 5_000)], [], [Holding("NEW", 10)], [Call("A", 1) with { Option = null, Inputs = null, DeltaAdjusted = null }]];
        foreach (var (book, analytic) in books.SelectMany(book => AnalyticSet.Standard.All.Select(analytic => (book, analytic))))
        {
            var result = analytic.Compute(Data(book));
            foreach (var (name, figure) in result.Figures.Concat(result.Rows.SelectMany(row => row.Figures.Select(each => KeyValuePair.Create($"{row.Key} {each.Key}", each.Value)))))
            {
                figure.Window.ShouldNotBeNull($"{analytic.Id} {name}");
                figure.Observations.ShouldNotBeNull($"{analytic.Id} {name}");
                figure.Coverage.ShouldNotBeNull($"{analytic.Id} {name}").ShouldBeInRange(0, 1, $"{analytic.Id} {name}");
            }
        }
    }

    [Fact]
    public void Summary_OfNothingComputed_HasTheUnitsOfWhatItLacks()
    {
        var figures = RiskSummary.Of([]).Figures;
        var known = RiskSummary.Of([.. AnalyticSet.Standard.All.Select(analytic => analytic.Compute(Data(Holding("A", 60_000), Call("A", 2))))]).Figures;

        foreach (var (name, figure) in known)
        {
            (figures[name].Unit, figures[name].Value).ShouldBe((figure.Unit, null), name);
        }
    }
}
