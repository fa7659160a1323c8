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
        beta.RSquared!.Value.ShouldBe(fit.RSquared, 1e-12);
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
                var turned = analytic.Compute(Data([.. book.Reverse()]) with { Equity = equity });
                turned.Figures.Select(each => each.Value.Value ?? 0).Zip(result.Figures.Select(each => each.Value.Value ?? 0)).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) <= 1e-9 * Math.Abs(pair.Second));
            }
        }
    }
}
