using System.Text;
using App.Core.Portfolios;
using App.Features.CommandCenter;
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
        lines[1].ShouldBe("Main,Schwab Taxable,TSLA,\"Tesla, Inc.\",PUBLIC,STOCK,SHORT,-20.5,,,,300.25,2026-11-20,quoted,,-6155.125,-0.06155125,-7.5,2044.875,-8200,400,2024-03-15,,2026-11-20,");
        lines[2].ShouldContain(",OPTIONS,,LC,2,SPY,700,2027-03-19,5,");
        lines.Length.ShouldBe(3);
    }

    [Fact]
    public void Write_WhatIsNotKnown_IsEmpty() =>
        Lines([Views.Row(price: null, equity: null)])[1].ShouldBe("Main,Schwab Taxable,MSFT,,PUBLIC,STOCK,LONG,100,,,,,,,,,,,,40000,400,2024-03-15,,,");

    [Fact]
    public void Write_WhatWasEstimated_IsNamed() => Lines([Views.Row(isEstimated: true)])[1].ShouldEndWith(",entry price and date");

    [Fact]
    public void Write_TextThatASpreadsheetWouldRun_IsGuarded() =>
        Lines([Views.Row(portfolio: Views.Portfolio("=HYPERLINK(\"http://x\")", "@cmd"))])[1].ShouldStartWith("\"'=HYPERLINK(\"\"http://x\"\")\",'@cmd,");

    [Fact]
    public void Write_ByteOrderMark_ComesFirst() => PositionCsv.Write([]).Take(3).ShouldBe(Encoding.UTF8.GetPreamble());

    private static string[] Lines(IEnumerable<PositionRow> rows) =>
        Encoding.UTF8.GetString(PositionCsv.Write(rows)).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
}
