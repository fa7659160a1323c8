using System.Diagnostics;
using App.Core.Imports.Brokers;
using Shouldly;
using UnitTests.Imports.Brokers.Fixtures;
using Xunit;

namespace UnitTests.Imports.Brokers;

/// <summary>Files made to take long or to overflow.</summary>
public sealed class HostileBrokerFileTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private static BrokerReading ReadInTime(string text)
    {
        var watch = Stopwatch.StartNew();
        var reading = BrokerFiles.Read(text);
        watch.Elapsed.ShouldBeLessThan(Bound);
        ReadingCheck.LosesNoRow(reading);
        return reading;
    }

    private static string Lines(int count, Func<int, string> line) => string.Join('\n', Enumerable.Range(0, count).Select(line));

    [Fact]
    public void Read_AHundredThousandRowsOfOnePosition_AddsThemUp()
    {
        var reading = ReadInTime("Symbol,Quantity,Price,Market Value\n" + Lines(100_000, row => $"QRTZ,1,2,{row}"));
        reading.Accounts.ShouldHaveSingleItem().Positions.ShouldHaveSingleItem().Lines.Count.ShouldBe(100_000);
    }

    [Fact]
    public void Read_AHundredThousandLots_EndsSoon() => ReadInTime(
        "Open Positions,Header,DataDiscriminator,Asset Category,Currency,Symbol,Open,Quantity,Mult,Cost Price,Cost Basis,Close Price,Value\n"
        + "Open Positions,Data,Summary,Stocks,USD,QRTZ,-,100000,1,15,1500000,20,2000000\n"
        + Lines(99_999, _ => "Open Positions,Data,Lot,Stocks,USD,QRTZ,2024-05-06,1,,15,15,,20")).ReadRows.ShouldBe(99_999);

    [Theory]
    [InlineData("Symbol,Quantity,Price\n", "Q,1,2")]
    [InlineData("Open Positions,Header,DataDiscriminator,Asset Category,Currency,Symbol,Quantity,Mult,Cost Price,Cost Basis,Close Price,Value\n", "Open Positions,Data,Summary,Stocks,USD,Q,1,1,1,1,2,2")]
    [InlineData("ClientAccountID,CurrencyPrimary,AssetClass,Symbol,Quantity,MarkPrice,PositionValue\n", "U0000001,USD,STK,Q,1,2,2")]
    public void Read_MorePositionsThanAreRead_LeavesTheRestUnread(string header, string row)
    {
        var reading = ReadInTime(header + Lines(100_005, _ => row));
        reading.ReadRows.ShouldBe(100_000);
        reading.Unread.Count(unread => unread.Reason.StartsWith("More than 100,000 positions", StringComparison.Ordinal)).ShouldBe(5);
    }

    [Fact]
    public void Read_AHundredAccounts_IsAllOfThem()
    {
        var reading = ReadInTime("Account Number,Symbol,Quantity,Price\n" + Lines(100, row => $"Z{row:00000000},QRTZ,1,2"));
        (reading.Accounts.Count, reading.ErrorCount).ShouldBe((100, 0));
    }

    [Fact]
    public void Read_AHundredThousandAccounts_SaysHowManyAreAllowed()
    {
        var reading = ReadInTime("Account Number,Symbol,Quantity,Price\n" + Lines(99_999, row => $"Z{row:00000000},QRTZ,1,2"));

        var error = reading.Errors.ShouldHaveSingleItem();
        error.Code.ShouldBe("ERR_BROKER_005");
        error.Message.ShouldBe("The file names 99,999 accounts; at most 100 are read from one file. Export fewer accounts at once or split the file, or say which column names the account.");
        reading.Accounts.Count.ShouldBe(100);
        reading.ToImport(7).Errors.ShouldContain(error);
    }

    [Theory]
    [InlineData("999999999999", "999999999999", "999999999999", "0.00000001", "999999999999")]
    [InlineData("0.00000001", "0.00000001", "999999999999", "999999999999", "1")]
    [InlineData("999999999999", "0.00000001", "0.00000001", "999999999999", "1")]
    [InlineData("", "0.00000001", "999999999999", "999999999999", "100")]
    [InlineData("0.0000001", "1", "1", "1", "1")]
    public void Read_FiguresAtTheirLimits_EndInAReading(string quantity, string price, string value, string cost, string multiplier)
    {
        var row = $"QRTZ,{quantity},{price},{value},{cost},{multiplier}\n";
        ReadInTime($"Symbol,Quantity,Price,Market Value,Cost Basis,Multiplier\n{row}{row}").TotalRows.ShouldBe(3);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("a")]
    [InlineData("a-")]
    [InlineData("roth ")]
    [InlineData("as of ")]
    [InlineData("9")]
    public void Read_CellsOfAMegabyte_EndSoon(string filler)
    {
        var cell = "a" + string.Concat(Enumerable.Repeat(filler, 1_000_000 / filler.Length)) + ".b";
        ReadInTime($"Positions for account {cell} as of 2026/01/01\n{cell} -123\nAccount Name,Symbol,Quantity,Price,Description\n{cell},QRTZ,1,2,{cell}\n{cell},{cell},1,{cell},\n{cell},,\n{cell}\n");
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("total ")]
    [InlineData("\t\v")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("a 1 ")]
    [InlineData("roth ")]
    [InlineData("as of 1-1-")]
    public void Read_ManyNamesOfTheLongestLength_EndSoon(string filler)
    {
        var name = string.Concat(Enumerable.Repeat(filler, 190 / filler.Length));
        ReadInTime("Account Name,Symbol,Quantity,Price,Description,Type\n" + Lines(4_000, row => $"a{name}{row},.{name}.,1,2,a{name}b,a{name}1"));
        ReadInTime($"Positions for account A as of 2026/01/01\nSymbol,Quantity,Price,Security Type,Asset Type\n" + Lines(4_000, row => $"Positions for account {name}b{row}\naccount{name}b{row}\nPositions for{name}-,"));
    }
}
