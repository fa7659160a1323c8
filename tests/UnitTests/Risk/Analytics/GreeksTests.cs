using App.Core.Portfolios;
using App.Core.Risk;
using App.Core.Risk.Analytics;
using App.Core.Snapshots;
using Shouldly;
using Xunit;
using static App.Testing.RiskBooks;

namespace UnitTests.Risk.Analytics;

public sealed class GreeksTests
{
    [Fact] // two calls on A and one written on B: 200 and −100 shares
    public void Sums_AreUnitsTimesTheGreeksOfAShare_InDollarsAndShares()
    {
        RiskHolding stock = Holding("A", 30_000) with { Units = 300 }, bought = Call("A", 2), written = Call("B", -1);
        var (one, spot) = bought.Option!.Value;

        var result = new Greeks().Compute(Data(stock, bought, written));

        Near("delta", 30_000 + (100 * one.Delta * spot));
        Near("delta_shares", 300 + (100 * one.Delta));
        Near("gamma_1pct", 100 * one.Gamma * spot * spot / 100);
        Near("gamma_shares", 100 * one.Gamma);
        Near("theta_per_day", 100 * one.ThetaPerYear / 365);
        Near("vega_per_point", 100 * one.VegaPerUnit / 100);
        Near("rho_per_point", 100 * one.RhoPerUnit / 100);
        result.Rows.Sum(row => row.Figures["vega_per_point"].Value).ShouldNotBeNull().ShouldBe(result.Figures["vega_per_point"].Value!.Value, 1e-9);
        result.Figures["delta_shares"].Unit.ShouldBe("shares");
        result.Figures.Values.ShouldAllBe(figure => figure.Coverage == 1 && figure.Window == RiskFigure.OneDay && figure.Observations > 0);

        void Near(string name, double expected) => result.Figures[name].Value.ShouldNotBeNull(name).ShouldBe(expected, 1e-6 + (1e-12 * Math.Abs(expected)), name);
    }

    [Fact] // what 1 % of the underlying makes of the delta, by pricing again
    public void Gamma_IsWhatAMoveOfOnePercentAddsToTheDollarsOfDelta()
    {
        var call = Call("A", 3);
        var inputs = call.Inputs!.Value;
        double Delta(double spot) => App.Core.Risk.Formulas.BlackScholes.Value(inputs with { Spot = spot }).Delta;

        var found = new Greeks().Compute(Data(call)).Figures["gamma_1pct"].Value!.Value;

        found.ShouldBe(300 * 100 * (Delta(100.5) - Delta(99.5)), 1);
    }

    [Fact]
    public void Legs_TellWhereTheirVolatilityIsFrom()
    {
        RiskHolding[] options =
        [
            Call("A", 1) with { VolatilityFrom = VolatilitySource.EntryImplied }, Call("A", 2) with { VolatilityFrom = VolatilitySource.Realised },
            Call("B", 1) with { VolatilityFrom = VolatilitySource.Default }, Call("B", 2),
        ];

        new Greeks().Compute(Data(options)).Tables.Single(table => table.Id == "legs").Rows.Select(row => row.Note).ShouldBe(
            ["volatility implied by the entry price", "volatility realised by the underlying over 63 sessions", "volatility of 25 % by default", null]);
    }

    [Fact]
    public void Positions_HaveTheirOwnSums_BesideTheLegs()
    {
        RiskHolding bought = Call("A", 2), written = Call("B", -1);
        var result = new Greeks().Compute(Data(Holding("A", 30_000), bought, written));

        var table = result.Tables.Single(one => one.Id == "positions");
        table.Columns.ShouldBe(result.Figures.Keys, ignoreOrder: true);
        table.Rows.Select(row => row.Key).ShouldBe([bought.PositionId.ToString(), written.PositionId.ToString()]);
        foreach (var (column, k) in table.Columns.Select((column, k) => (column, k)).Where(each => !each.column.StartsWith("delta", StringComparison.Ordinal)))
        {
            table.Rows.Sum(row => row.Values[k]).ShouldNotBeNull().ShouldBe(result.Figures[column].Value!.Value, 1e-9, column);
        }

        table.Rows[0].Values[table.Columns.ToList().IndexOf("delta_shares")].ShouldNotBeNull().ShouldBe(200 * bought.Option!.Value.Value.Delta, 1e-9);
        result.Tables.Single(one => one.Id == "legs").Rows.Count.ShouldBe(2);
    }

    [Fact]
    public void Options_ThatCannotBePriced_AreUnknown_NotNothing()
    {
        var blind = Call("A", 2) with { Option = null, Inputs = null, DeltaAdjusted = null };

        var alone = new Greeks().Compute(Data(blind));
        alone.Figures.Values.ShouldAllBe(figure => figure.Value == null && figure.Reason == Holdings.NoOptionPriced.Text && figure.Coverage == 0);

        var beside = new Greeks().Compute(Data(blind, Holding("A", 5_000), Call("B", 1)));
        var row = beside.Rows.Single(one => one.Key == "A").Figures;
        (row["delta"].Value, row["gamma_1pct"].Value, row["gamma_1pct"].Reason).ShouldBe((5_000, null, Holdings.NoOptionPriced.Text));
        row["delta"].Coverage.ShouldNotBeNull().ShouldBeInRange(0.5, 0.99);
        beside.Figures["gamma_1pct"].Value.ShouldNotBeNull();

        // By exposure, not by number: the one that is known moves like more than the other is worth.
        var known = (double)Math.Abs(Call("B", 1).DeltaAdjusted!.Value);
        beside.Figures["gamma_1pct"].Coverage.ShouldNotBeNull().ShouldBe(known / (known + (double)blind.MarketValue), 1e-12);
    }

    [Fact]
    public void Options_WithoutAStatedYield_SaySo()
    {
        new Greeks().Compute(Data(Call("A", 1) with { LacksYield = true }, Call("B", 1))).Figures["vega_per_point"].Note.ShouldBe("Priced without dividends, as no source states a yield: A.");
        new Greeks().Compute(Data(Call("A", 1))).Figures["vega_per_point"].Note.ShouldBeNull();
    }

    [Fact]
    public void Exposures_OfNothingButOptionsWithoutAPrice_AreUnknownOnThatBasis()
    {
        var blind = Holding("A", 10_000) with { IsOption = true, Class = InvestmentClass.Options, DeltaAdjusted = null };

        var figures = new Exposures().Compute(Data(blind)).Figures;

        figures["market_gross"].Value.ShouldBe(10_000);
        foreach (var name in new[] { "delta_long", "delta_net", "delta_leverage", "netted_gross", "netted_net" })
        {
            (figures[name].Value, figures[name].Reason, figures[name].Coverage).ShouldBe((null, Holdings.NoOptionPriced.Text, 0), name);
        }

        new Exposures().Compute(Data(blind with { NeedsPrice = true }, Holding("B", 30_000))).Figures["market_gross"].Coverage.ShouldBe(0.75);
    }
}
