using Shouldly;
using UnitTests.Imports.Brokers.Fixtures;
using Xunit;

namespace UnitTests.Imports.Brokers;

/// <summary>What is no file of positions is taken for none, and a file is known whatever separates its fields.</summary>
public sealed class RecogniserTests
{
    [Theory]
    [InlineData("")]
    [InlineData("<!DOCTYPE html><html><body>Please log in, your session has ended.</body></html>")]
    [InlineData("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj")]
    [InlineData("\"COB Date\",\"Account Nickname\",\"Account Registration\",\"Account #\",\"Cash Balance ($)\",\"Money Accounts ($)\",\"Priced Investments ($)\",\"Net Value ($)\"\n\"02/12/2026\",\"--\",\"IRA\",\"7QZ-45678\",\"1.00\",\"2.00\",\"3.00\",\"6.00\"")]
    [InlineData("Run Date,Action,Symbol,Description,Quantity,Price,Commission,Fees,Amount,Settlement Date\n02/12/2026,YOU BOUGHT,QRTZ,QUARTZ INC,1,15,0,0,-15,02/13/2026")]
    [InlineData("Activity Date,Process Date,Settle Date,Instrument,Description,Trans Code,Quantity,Price,Amount\n2/12/2026,2/12/2026,2/13/2026,QRTZ,Quartz,Buy,1,$15.00,($15.00)")]
    [InlineData("Name,Colour,Size\nQuartz,white,7")]
    public void Read_WhatIsNoFileOfPositions_IsNull(string text) => BrokerFiles.TryRead(text).ShouldBeNull();

    [Theory]
    [InlineData(";")]
    [InlineData("\t")]
    public void Read_AnotherSeparator_IsTheSameTable(string separator)
    {
        var reading = BrokerFiles.Read($"Symbol,Shares,Average Cost\nQRTZ,10,15.25\n".Replace(",", separator, StringComparison.Ordinal));
        reading.Describe()[1].ShouldBe("QRTZ 10 at 15.25 on ~2026-11-20 Public/ value  cost 152.5 PerShare");
        ReadingCheck.LosesNoRow(reading);
    }

    [Fact]
    public void Read_EveryFixture_LosesNoRowAndShowsNoAccountNumber()
    {
        foreach (var (name, text) in BrokerFiles.All)
        {
            var reading = BrokerFiles.Read(text, name);
            ReadingCheck.LosesNoRow(reading);
            ReadingCheck.ShowsNoAccountNumber(reading);
            reading.IsValid.ShouldBeTrue(name);
        }
    }
}
