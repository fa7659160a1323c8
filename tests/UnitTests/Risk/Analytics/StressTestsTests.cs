using App.Core.Risk;
using App.Core.Risk.Analytics;
using App.Core.Risk.Formulas;
using Shouldly;
using Xunit;
using static App.Testing.RiskBooks;

namespace UnitTests.Risk.Analytics;

public sealed class StressTestsTests
{
    private static readonly double[] Slopes = [1.5, -0.5, 0.4, 0.3, -0.1, 0.5, -0.3];

    [Fact]
    public void Scenarios_AreEighteen_OfFiveCategories_WithTheSeveritiesOfTheirShocks()
    {
        var settings = RiskSettings.Standard;

        settings.Scenarios.Count.ShouldBe(18);
        settings.Scenarios.Select(scenario => scenario.Id).ShouldBeUnique();
        settings.Scenarios.Select(scenario => scenario.Category).Distinct().ShouldBe(["market", "rates", "rotation", "volatility", "historical"]);
        settings.Scenarios.Count(scenario => scenario.Category == "rates").ShouldBe(5);
        Severity("rates_up_25").ShouldBe(ScenarioSeverity.Mild);
        Severity("market_down_10").ShouldBe(ScenarioSeverity.Moderate);
        Severity("market_rally_25").ShouldBe(ScenarioSeverity.Severe);
        Severity("market_crash_35").ShouldBe(ScenarioSeverity.Extreme);
        settings.Rates.ReturnOf(0.01).ShouldBe(-0.162 + 0.0175, 1e-12, "rates up hurts a bond");
        settings.Rates.ReturnOf(0).ShouldBe(0);

        static ScenarioSeverity Severity(string id) => RiskSettings.Standard.Scenarios.Single(scenario => scenario.Id == id).SeverityWith(RiskSettings.Standard.Rates);
    }

    public static TheoryData<string, string, double?, double?, string, string> All { get; } = new()
    {
        { "market_up_10", "market", 0.10, null, "", "Moderate" },
        { "market_down_10", "market", -0.10, null, "", "Moderate" },
        { "market_crash_35", "market", -0.35, null, "", "Extreme" },
        { "market_rally_25", "market", 0.25, null, "", "Severe" },
        { "rates_up_25", "rates", null, 0.0025, "", "Mild" },
        { "rates_down_25", "rates", null, -0.0025, "", "Mild" },
        { "rates_up_100", "rates", null, 0.01, "", "Moderate" },
        { "rates_down_100", "rates", null, -0.01, "", "Moderate" },
        { "rates_up_300", "rates", null, 0.03, "", "Severe" },
        { "value_rotation_20", "rotation", null, null, "value 0.2 growth -0.1", "Severe" },
        { "growth_rally_15", "rotation", null, null, "growth 0.15 momentum 0.1", "Moderate" },
        { "small_cap_outperformance_10", "rotation", null, null, "size 0.1", "Moderate" },
        { "quality_flight_12", "rotation", -0.05, null, "quality 0.12", "Moderate" },
        { "vix_spike_150", "volatility", -0.15, null, "low_volatility -0.25", "Severe" },
        { "liquidity_crisis", "volatility", -0.20, null, "low_volatility -0.3 quality 0.15 size -0.1", "Severe" },
        { "financial_crisis_2008", "historical", -0.45, null, "value -0.3 size -0.25 quality 0.2 low_volatility -0.35", "Extreme" },
        { "covid_crash_2020", "historical", -0.35, null, "growth 0.15 value -0.4 size -0.3 quality 0.1", "Extreme" },
        { "dotcom_crash_2000", "historical", -0.45, null, "growth -0.6 value 0.2 momentum -0.5 quality 0.15", "Extreme" },
    };

    [Theory]
    [MemberData(nameof(All))]
    public void Scenario_HasItsShocksCategoryAndSeverity(string id, string category, double? market, double? rate, string styles, string severity)
    {
        var scenario = RiskSettings.Standard.Scenarios.Single(one => one.Id == id);

        (scenario.Category, scenario.Market, scenario.Rate, scenario.Volatility).ShouldBe((category, market, rate, 0));
        string.Join(' ', scenario.Styles.Select(style => FormattableString.Invariant($"{style.Key} {style.Value}"))).ShouldBe(styles);
        scenario.SeverityWith(RiskSettings.Standard.Rates).ToString().ShouldBe(severity);
    }

    [Fact]
    public void Scenarios_AreTheseAndInThisOrder() => RiskSettings.Standard.Scenarios.Select(scenario => scenario.Id).ShouldBe(All.Select(row => row.Data.Item1));

    [Fact] // a share and an option, all shocks at once, and volatility added: the parts are shares of the whole, and at last of the volatility
    public void Parts_OfAnyBook_SumToTheTotal_ToTheCent_InDollarsAndOfEquity()
    {
        var settings = RiskSettings.Standard with
        {
            Scenarios = [.. RiskSettings.Standard.Scenarios, new Scenario { Id = "shaken", Name = "Shaken", Category = "volatility", Market = -0.12, Rate = 0.005, Styles = new Dictionary<string, double> { ["size"] = -0.04 }, Volatility = 0.15 }],
        };
        var data = Data(Holding("A", 33_333.33m), Call("A", 7), Holding("B", -7_777.77m), Call("B", -4), Holding("SPAXX", 10_000) with { IsCash = true }) with { Settings = settings };

        var result = new StressTests().Compute(data);

        foreach (var (kind, suffix) in new[] { ("direct", ""), ("correlated", "_correlated") })
        {
            foreach (var (row, k) in result.Rows.Select((row, k) => (row, k)))
            {
                var total = (decimal)row.Figures[kind].Value!.Value;
                foreach (var parts in new[] { "by_position", "by_factor" })
                {
                    Table(result, parts + suffix).Rows.Sum(part => (decimal)part.Values[k]!.Value).ShouldBe(total, $"{parts} {kind} {row.Key}");
                    Table(result, parts + suffix + "_share").Rows.Sum(part => part.Values[k]!.Value).ShouldBe(row.Figures[kind + "_share"].Value!.Value, 1e-12);
                }
            }
        }

        var factors = Table(result, "by_factor");
        factors.Rows.Select(row => row.Key).ShouldBe([.. settings.Factors.Select(factor => factor.Id), StressTests.VolatilityRow]);
        factors.Rows[^1].Values.SkipLast(1).ShouldAllBe(value => value == 0);
        factors.Rows[^1].Values[^1].ShouldNotBe(0);
    }

    [Fact] // by hand: of a move of 1.5·(−.1) + .5·(−.04) the market has 15 parts of 17
    public void Factors_OfAnOption_HaveTheirShareOfTheMove_AndVolatilityWhatItAddsAtTheMovedPrice()
    {
        var settings = RiskSettings.Standard with
        {
            Scenarios = [new Scenario { Id = "both", Name = "Both", Category = "market", Market = -0.1, Styles = new Dictionary<string, double> { ["size"] = -0.04 }, Volatility = 0.2 }],
        };
        var call = Call("A", 2);
        var inputs = call.Inputs!.Value;

        var result = new StressTests().Compute(Data(With("A", Explained(1.5, 0, 0, 0, 0, 0.5, 0)), call) with { Settings = settings });

        var (now, moved) = (BlackScholes.Price(inputs), inputs with { Spot = 83 });
        var (lost, added) = (200 * (BlackScholes.Price(moved) - now), 200 * (BlackScholes.Price(moved with { Volatility = 0.5 }) - BlackScholes.Price(moved)));
        Direct(result, "both").ShouldBe(lost + added, 0.01);
        Of("market").ShouldBe(lost * 15 / 17, 0.02);
        Of("size").ShouldBe(lost * 2 / 17, 0.02);
        Of(StressTests.VolatilityRow).ShouldBe(added, 0.02);

        double Of(string factor) => Table(result, "by_factor").Rows.Single(row => row.Key == factor).Values[0]!.Value;
    }

    [Fact] // the factors' shocks turned about, rates as the return of their fund
    public void Stress_OfALinearBook_TurnsWithTheShocks()
    {
        RiskSettings Mirrored(int sign) => RiskSettings.Standard with
        {
            Scenarios = [.. RiskSettings.Standard.Scenarios.Where(scenario => scenario.Rate is null).Select(scenario => scenario with
            {
                Market = sign * scenario.Market / 10,
                Styles = scenario.Styles.ToDictionary(style => style.Key, style => sign * style.Value / 10),
            })],
        };

        RiskHolding[] book = [Holding("A", 33_333.33m), Holding("B", -7_777.77m)];
        var (down, up) = (new StressTests().Compute(Data(book) with { Settings = Mirrored(1) }), new StressTests().Compute(Data(book) with { Settings = Mirrored(-1) }));

        foreach (var (one, other) in down.Rows.Zip(up.Rows))
        {
            one.Figures["direct"].Value.ShouldNotBeNull().ShouldNotBe(0);
            foreach (var kind in new[] { "direct", "direct_share", "correlated", "correlated_share" })
            {
                one.Figures[kind].Value.ShouldBe(-other.Figures[kind].Value, $"{one.Key} {kind}");
            }
        }

        Table(down, "by_factor").Rows.Zip(Table(up, "by_factor").Rows).ShouldAllBe(pair => pair.First.Values.Zip(pair.Second.Values).All(each => each.First == -each.Second));
    }

    [Fact]
    public void Stress_OfWhatTheFactorsExplain_IsItsSlopesTimesTheShocks()
    {
        var result = new StressTests().Compute(Data(With("A", Explained(Slopes)), Holding("A", 50_000)));

        Direct(result, "market_down_10").ShouldBe(-0.1 * 1.5 * 50_000, 0.01);
        Direct(result, "rates_up_100").ShouldBe(-0.5 * (-0.162 + 0.0175) * 50_000, 0.01);
        Direct(result, "value_rotation_20").ShouldBe(0.4 * (-0.10 - 0.20) * 50_000, 0.01, "growth minus value moves by the one less the other");
        Direct(result, "liquidity_crisis").ShouldBe(((1.5 * -0.20) + (-0.3 * -0.30) + (-0.1 * 0.15) + (0.5 * -0.10)) * 50_000, 0.01);
        result.Rows.Single(row => row.Key == "market_down_10").Figures["direct_share"].Value.ShouldNotBeNull().ShouldBe(-0.075, 1e-6);
    }

    [Fact]
    public void Stress_Correlated_MovesTheFactorsThatAreNotShocked()
    {
        var data = Data(With("A", Explained(Slopes)), Holding("A", 50_000));
        var expected = Covariances.Expected(Covariances.Weighted(data.Factors.Factors), [-0.1, null, null, null, null, null, null]);

        var row = new StressTests().Compute(data).Rows.Single(each => each.Key == "market_down_10");

        row.Figures["correlated"].Value.ShouldNotBeNull().ShouldBe(Slopes.Zip(expected, (slope, move) => slope * move).Sum() * 50_000, 0.01);
    }

    [Fact]
    public void Stress_OfALinearBook_TurnsWithTheBook_AndPositionsSumToTheTotal()
    {
        var (one, other) = (new StressTests().Compute(Data(Holding("A", 33_333.33m), Holding("B", -7_777.77m))), new StressTests().Compute(Data(Holding("A", -33_333.33m), Holding("B", 7_777.77m))));
        var positions = one.Tables.Single(table => table.Id == "by_position");
        foreach (var (row, k) in one.Rows.Select((row, k) => (row, k)))
        {
            row.Figures["direct"].Value.ShouldBe(-other.Rows[k].Figures["direct"].Value);
            Math.Round((decimal)positions.Rows.Sum(position => position.Values[k]!.Value), 2).ShouldBe((decimal)row.Figures["direct"].Value!.Value);
        }
    }

    [Fact]
    public void Stress_OfAnOption_IsPricedAgain_AndNeverMoreThanItCost()
    {
        var call = Call("A", 2);
        var result = new StressTests().Compute(Data(With("A", Explained(2, 0, 0, 0, 0, 0, 0)), call));
        var inputs = call.Inputs!.Value;

        Direct(result, "market_up_10").ShouldBe(200 * (BlackScholes.Price(inputs with { Spot = 120 }) - BlackScholes.Price(inputs)), 0.01);
        Direct(result, "market_crash_35").ShouldBeGreaterThan(-(double)call.MarketValue - 0.01);
        Direct(result, "financial_crisis_2008").ShouldBe(-200 * BlackScholes.Price(inputs), 1, "the underlying loses 90 %");
    }

    [Fact]
    public void Stress_WithNoShock_IsExactlyNothing_AndNothingIsLostTwice()
    {
        var settings = RiskSettings.Standard with { Scenarios = [new Scenario { Id = "none", Name = "None", Category = "market", Market = 0 }, new Scenario { Id = "end", Name = "End", Category = "market", Market = -5 }] };
        var data = Data(With("A", Explained(Slopes)), Holding("A", 50_000), Call("A", 3), Holding("SPAXX", 10_000) with { IsCash = true });

        var result = new StressTests().Compute(data with { Settings = settings });

        (Direct(result, "none"), result.Rows[0].Figures["correlated"].Value).ShouldBe((0, 0));
        Direct(result, "end").ShouldBe(-50_000 - (double)data.Holdings[1].MarketValue, 0.01, "a share cannot lose more than it is worth");
    }

    [Fact]
    public void Stress_OfWhatHasNoSlopes_IsLeftOutOrUnknown()
    {
        var half = new StressTests().Compute(Data(Holding("A", 50_000), Holding("NEW", 50_000)));
        half.Rows[0].Figures["direct"].Coverage.ShouldBe(0.5);
        new StressTests().Compute(Data(Holding("NEW", 5))).Rows.ShouldAllBe(row => row.Figures["direct"].Reason == "No holding has slopes on the factors.");
        new StressTests().Compute(Data()).Rows.ShouldAllBe(row => row.Figures["direct"].Reason == "Nothing is held.");
        new StressTests().Compute(Data()).Rows.ShouldAllBe(row => row.Figures.Count == 4 && row.Figures.Values.All(figure => figure.Reason == "Nothing is held."));
        half.Rows[0].Figures.Values.ShouldAllBe(figure => figure.Window == "252 returns" && figure.Observations == 100 && figure.Coverage == 0.5);
        new StressTests().Compute(Data(With("TLT", null), Holding("A", 5))).Rows[0].Figures["direct"].Reason.ShouldNotBeNull().ShouldContain("TLT");
    }

    private static RiskTable Table(RiskResult result, string id) => result.Tables.Single(table => table.Id == id);

    private static double Direct(RiskResult result, string id) => result.Rows.Single(row => row.Key == id).Figures["direct"].Value!.Value;
}
