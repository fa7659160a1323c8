using System.Text;
using App.Core.Portfolios;
using App.Core.Results;
using App.Features.CommandCenter;
using App.Features.CommandCenter.Risk;
using Shouldly;
using Xunit;

namespace ComponentTests.CommandCenter;

public sealed class PositionCsvTests
{
    [Fact]
    public void Write_Rows_AreWrittenForProgramsInTheirOrder()
    {
        var call = new OptionTerms("SPY", 700, new DateOnly(2027, 3, 19), OptionType.Call);
        var lines = Lines([Views.Row("TSLA", quantity: -20.5m, price: 300.25m, dayPnl: -7.5m, name: "Tesla, Inc."), Views.Row("SPY", quantity: 2, price: 5, option: call)]);

        lines[0].ShouldStartWith("Portfolio,Account,Symbol,Name,Class,Subtype,Side,Quantity");
        lines[1].ShouldBe("Main,Schwab Taxable,TSLA,\"Tesla, Inc.\",PUBLIC,STOCK,SHORT,-20.5,,,,300.25,2026-11-20,quoted,,-6155.125,-0.06155125,-7.5,2044.875,-8200,400,2024-03-15,,2026-11-20,,,");
        lines[2].ShouldContain(",OPTIONS,,LC,2,SPY,700,2027-03-19,5,");
        lines.Length.ShouldBe(3);
    }

    [Fact]
    public void Write_WhatIsNotKnown_IsEmpty() =>
        Lines([Views.Row(price: null, equity: null)])[1].ShouldBe("Main,Schwab Taxable,MSFT,,PUBLIC,STOCK,LONG,100,,,,,,,,,,,,40000,400,2024-03-15,,,,,");

    [Fact]
    public void Write_WhatWasEstimated_IsNamed() => Lines([Views.Row(isEstimated: true)])[1].ShouldEndWith(",entry price and date,,");

    [Fact]
    public void Write_TextThatASpreadsheetWouldRun_IsGuarded() =>
        Lines([Views.Row(portfolio: Views.Portfolio("=HYPERLINK(\"http://x\")", "@cmd"))])[1].ShouldStartWith("\"'=HYPERLINK(\"\"http://x\"\")\",'@cmd,");

    [Fact]
    public void Write_ByteOrderMark_ComesFirst() => PositionCsv.Write([], PositionColumns.Default).Take(3).ShouldBe(Encoding.UTF8.GetPreamble());

    [Fact]
    public void Write_WithoutAChoice_HasTheHeaderThatProgramsRelyOn() => Lines([])[0].ShouldBe(
        "Portfolio,Account,Symbol,Name,Class,Subtype,Side,Quantity,Underlying,Strike,Expiration,Price,Price Date,Price Source,Price Note,Value,Weight,Day P&L,P&L,Cost,Entry Price,Entry Date,Exit Date,As Of,Estimated,Delta-Adjusted Exposure,Beta");

    [Fact]
    public void Write_ChosenColumns_AreAllThereInTheirOrder()
    {
        var call = new OptionTerms("SPY", 700, new DateOnly(2027, 3, 19), OptionType.Call);
        var greeks = new PositionGreeks(-200, .5, .0125, -.04, 1.25, .75, .183);
        var row = Views.Row("SPY", quantity: -2, price: 5, option: call) with
        {
            Sector = "ETFs and funds",
            PriceSource = "Yahoo",
            Risk = new PositionRisk(Measure.Known(-70_000.125m), Measure.Known(1.0123456789), Measure.Unknown<double>("Too short."), Measure.Known(greeks)),
        };
        var lines = Lines([row], PositionColumns.Of(PositionColumn.Theta, PositionColumn.Exposure, PositionColumn.Beta, PositionColumn.Volatility, PositionColumn.Sector, PositionColumn.PriceSource, PositionColumn.Delta));

        lines[0].ShouldBe("Portfolio,Account,Symbol,Name,Theta,Position Theta,Delta-Adjusted Exposure,Beta,Volatility,Sector,Price From,Delta,Position Delta,As Of,Estimated");
        lines[1].ShouldBe("Main,Schwab Taxable,SPY,,-0.04,8,-70000.125,1.01234568,,ETFs and funds,Yahoo,0.5,-100,2026-11-20,");
    }

    [Fact]
    public void Write_EachColumn_HasTitlesOfItsOwn()
    {
        var titles = Lines([], PositionColumns.Of(Enum.GetValues<PositionColumn>()))[0].Split(',');

        titles.Distinct().Count().ShouldBe(titles.Length);
        foreach (var column in Enum.GetValues<PositionColumn>().Where(column => column != PositionColumn.Position))
        {
            Lines([], PositionColumns.Of(column))[0].Split(',').Length.ShouldBeGreaterThan(6, column.ToString());
        }
    }

    private static string[] Lines(IEnumerable<PositionRow> rows, PositionColumns? columns = null) =>
        Encoding.UTF8.GetString(PositionCsv.Write(rows, columns ?? PositionColumns.Default)).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
}
