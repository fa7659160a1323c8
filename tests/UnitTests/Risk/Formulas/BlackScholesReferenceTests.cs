using App.Core.Portfolios;
using App.Core.Risk.Formulas;
using Shouldly;
using Support;
using Xunit;

namespace UnitTests.Risk.Formulas;

/// <summary>Against QuantLib, py_vollib and Haug.</summary>
public sealed class BlackScholesReferenceTests
{
    [Fact]
    public void Value_QuantLibGrid_MatchesToNineDigits()
    {
        foreach (var row in ReferenceData.Rows("options/bsm_grid.csv"))
        {
            var value = BlackScholes.Value(Inputs(row));
            Check(row, "price", value.Price);
            Check(row, "delta", value.Delta);
            Check(row, "gamma", value.Gamma);
            Check(row, "theta", value.ThetaPerYear);
            Check(row, "theta_per_calendar_day", value.ThetaPerDay);
            Check(row, "vega", value.VegaPerUnit);
            Check(row, "vega_per_1pct", value.VegaPerPoint);
            Check(row, "rho", value.RhoPerUnit);
            Check(row, "rho_per_1pct", value.RhoPerPoint);
        }

        static void Check(ReferenceRow row, string column, double actual) =>
            actual.ShouldBe(row.Double(column), 1e-9 * (1 + Math.Abs(row.Double(column))), $"{column} of {Inputs(row)}");
    }

    [Fact]
    public void Value_PyVollib_MatchesItsSixDigits()
    {
        foreach (var row in ReferenceData.Rows("options/py_vollib_bs.csv"))
        {
            var value = BlackScholes.Value(Inputs(row));
            Check(row, "price", value.Price);
            Check(row, "delta", value.Delta);
            Check(row, "gamma", value.Gamma);
            Check(row, "theta", value.ThetaPerYear);
            Check(row, "vega", value.VegaPerUnit);
            Check(row, "rho", value.RhoPerUnit);
        }

        // Its smallest values have few digits or are written as 0.
        static void Check(ReferenceRow row, string column, double actual) =>
            actual.ShouldBe(row.Double(column), 1e-9 + 2e-6 * Math.Abs(row.Double(column)), $"{column} of {Inputs(row)}");
    }

    [Fact]
    public void Value_Haug_MatchesPublishedPricesAndClosedForm()
    {
        foreach (var row in ReferenceData.Rows("options/haug_european.csv"))
        {
            var value = BlackScholes.Value(Inputs(row));
            value.Price.ShouldBe(row.Double("price"), row.Double("price_tol"), $"{Inputs(row)}");
            value.Delta.ShouldBe(row.Double("delta"), 1e-12);
            value.Gamma.ShouldBe(row.Double("gamma"), 1e-12);
            value.ThetaPerYear.ShouldBe(row.Double("theta"), 1e-11);
            value.VegaPerUnit.ShouldBe(row.Double("vega"), 1e-11);
            value.RhoPerUnit.ShouldBe(row.Double("rho"), 1e-11);
        }
    }

    [Fact]
    public void Value_HaugGreeks_MatchPublishedAndClosedForm()
    {
        foreach (var row in ReferenceData.Rows("options/haug_greeks.csv"))
        {
            var inputs = Inputs(row);
            var value = BlackScholes.Value(inputs);
            var actual = row["greek"] switch
            {
                "delta" => value.Delta,
                "elasticity" => value.Delta * inputs.Spot / value.Price,
                "gamma" => value.Gamma,
                "vega" => value.VegaPerUnit,
                "theta_per_year" => value.ThetaPerYear,
                "theta_per_day_365" => value.ThetaPerDay,
                "rho" => value.RhoPerUnit,

                // Not among the Greeks here: what the yield does to the price, by five prices, to h⁴.
                "dividend_rho" => (8 * (ByYield(inputs, 1e-3) - ByYield(inputs, -1e-3)) - ByYield(inputs, 2e-3) + ByYield(inputs, -2e-3)) / 12e-3,
                var other => throw new InvalidOperationException(other),
            };
            actual.ShouldBe(row.Double("closed_form_value"), row["greek"] == "dividend_rho" ? 1e-8 * row.Double("closed_form_value") : 1e-11, row["greek"]);
            actual.ShouldBe(row.Double("published_value"), 5.1e-5, row["greek"]);
        }
    }

    [Fact]
    public void ImpliedVolatility_QuantLibGrid_FindsTheVolatility()
    {
        var found = 0;
        foreach (var row in ReferenceData.Rows("options/bsm_grid.csv"))
        {
            var inputs = Inputs(row);
            var value = BlackScholes.Value(inputs);

            // Prices carry 12 digits: the volatility is known to price error ÷ vega.
            var known = 1e-11 * (1 + value.Price) / value.VegaPerUnit;
            if (known < 1e-6)
            {
                ImpliedVolatility.Of(row.Double("price"), inputs).Value.ShouldNotBeNull($"{inputs}").ShouldBe(inputs.Volatility, known + 1e-12, $"{inputs}");
                found++;
            }
        }

        found.ShouldBeGreaterThan(400);
    }

    private static double ByYield(BlackScholesInputs inputs, double change) => BlackScholes.Price(inputs with { DividendYield = inputs.DividendYield + change });

    private static BlackScholesInputs Inputs(ReferenceRow row) => new(
        row["type"] == "call" ? OptionType.Call : OptionType.Put,
        row.Double("S"), row.Double("K"), row.Double("T"), row.Double("r"), row.Double("q"), row.Double("vol"));
}
