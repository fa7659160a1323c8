using App.Core.Imports.Brokers;
using App.Core.Imports.Brokers.Mapping;
using Shouldly;
using UnitTests.Imports.Brokers.Fixtures;
using Xunit;

namespace UnitTests.Imports.Brokers;

/// <summary>Decimal commas are believed when the table proves them, and never guessed at.</summary>
public sealed class TableDialectTests
{
    [Theory]
    [InlineData("12", nameof(DecimalProof.Silent))]
    [InlineData("12.5", nameof(DecimalProof.Point))]
    [InlineData("0.125", nameof(DecimalProof.Point))]
    [InlineData(".125", nameof(DecimalProof.Point))]
    [InlineData("1,234.5", nameof(DecimalProof.Point))]
    [InlineData("1,234,567", nameof(DecimalProof.Point))]
    [InlineData("1'234.50", nameof(DecimalProof.Point))]
    [InlineData("12,5", nameof(DecimalProof.Comma))]
    [InlineData("0,125", nameof(DecimalProof.Comma))]
    [InlineData("1234,567", nameof(DecimalProof.Comma))]
    [InlineData("1.234,5", nameof(DecimalProof.Comma))]
    [InlineData("1.234.567", nameof(DecimalProof.Comma))]
    [InlineData("1 234,567", nameof(DecimalProof.Comma))]
    [InlineData("12,50 €", nameof(DecimalProof.Comma))]
    [InlineData("EUR 12,50", nameof(DecimalProof.Comma))]
    [InlineData("-12,50", nameof(DecimalProof.Comma))]
    [InlineData("(12,50)", nameof(DecimalProof.Comma))]
    [InlineData("10,00 Stk.", nameof(DecimalProof.Comma))]
    [InlineData("1,234", nameof(DecimalProof.AmbiguousComma))]
    [InlineData("$123,456", nameof(DecimalProof.AmbiguousComma))]
    [InlineData("1.234", nameof(DecimalProof.AmbiguousPoint))]
    [InlineData("1,23,456", nameof(DecimalProof.NotANumber))]
    [InlineData("1.234,567.8", nameof(DecimalProof.NotANumber))]
    [InlineData("12 5", nameof(DecimalProof.NotANumber))]
    [InlineData("31.12.2026", nameof(DecimalProof.NotANumber))]
    [InlineData("QRTZ1", nameof(DecimalProof.NotANumber))]
    [InlineData("1st", nameof(DecimalProof.NotANumber))]
    [InlineData(",", nameof(DecimalProof.NotANumber))]
    [InlineData("-", nameof(DecimalProof.NotANumber))]
    [InlineData("()", nameof(DecimalProof.NotANumber))]
    [InlineData("€", nameof(DecimalProof.NotANumber))]
    [InlineData("", nameof(DecimalProof.NotANumber))]
    public void Of_ANumber_SaysWhatItsSeparatorsProve(string text, string proof) => NumberShape.Of(text).Proof.ToString().ShouldBe(proof);

    [Theory]
    [InlineData("Symbol;Quantity;Price;Value\nQRTZ;1.234;10,50;12.957,00\n", 1234, "decimal comma")]
    [InlineData("Symbol;Quantity;Price;Value\nQRTZ;1,234;10,50;12,96\n", 1.234, "decimal comma")]
    [InlineData("Symbol;Quantity;Price;Value\nQRTZ;1,234;10.50;12957.00\n", 1234, null)]
    [InlineData("Symbol,Quantity,Price,Value\nQRTZ,\"1,234\",10.50,\"12,957.00\"\n", 1234, null)]
    [InlineData("Symbol;Quantity;Price\nQRTZ;1,234;10\n", 1234, "separator of thousands")]
    [InlineData("Symbol;Quantity;Price\nQRTZ;1.234;10\n", 1.234, "decimal point")]
    [InlineData("Symbol,Quantity,Price\nQRTZ,1.234,10\n", 1.234, null)]
    [InlineData("Symbol,Quantity,Price\nQRTZ,\"1,234\",10\n", 1234, "separator of thousands")]
    [InlineData("Symbol;Quantity;Price\nQRTZ;1,234;10,5\nMICA;2;3.25\n", 1234, "Some numbers")]
    public void Read_ATable_ReadsItsNumbersAsAllOfThemAgree(string text, double quantity, string? warning)
    {
        var reading = BrokerFiles.Read(text);

        reading.Accounts[0].Positions[0].Fields[App.Core.Imports.TemplateColumn.Quantity].ShouldBe(BrokerNumber.Write((decimal)quantity, 6));
        if (warning is null)
            reading.Warnings.ShouldBeEmpty();
        else
            reading.Warnings.ShouldHaveSingleItem().Message.ShouldContain(warning);
    }

    [Theory]
    [InlineData("Symbol;Quantity;Purchase Date;Average Cost\nQRTZ;1;03/04/2026;10,50\n", "2026-04-03")]
    [InlineData("Symbol;Quantity;Purchase Date;Average Cost\nQRTZ;1;03/04/2026;10.50\n", "2026-03-04")]
    [InlineData("Symbol;Quantity;Purchase Date;Average Cost\nQRTZ;1;03/04/2026;10.50\nMICA;2;25/04/2026;3.25\n", "2026-04-03")]
    [InlineData("Symbol;Quantity;Purchase Date;Average Cost\nQRTZ;1;03/04/2026;10,50\nMICA;2;04/25/2026;3,25\n", "2026-03-04")]
    [InlineData("Symbol;Quantity;Purchase Date;Average Cost\nQRTZ;1;03.04.2026;10,50\n", "2026-04-03")]
    public void Read_DaysWithSlashes_AreReadAsTheTableWritesThem(string text, string day) =>
        BrokerFiles.Read(text).Accounts[0].Positions[0].Fields[App.Core.Imports.TemplateColumn.EntryDate].ShouldBe(day);

    [Fact]
    public void Read_ABrokersOwnFile_IsNeverReadWithACommaForDecimals() =>
        BrokerFiles.Read("\"Positions for account Individual ...000 as of 02:00 PM ET, 2026/01/05\"\n\"Symbol\",\"Qty (Quantity)\",\"Price\",\"Mkt Val (Market Value)\",\"Asset Type\"\n\"ABC\",\"1,234\",\"12\",\"14,808\",\"Equity\"\n")
            .Accounts[0].Positions[0].Draft.ShouldNotBeNull().Quantity.ShouldBe(1234m);

    [Theory]
    [InlineData("US0378331005", true)]
    [InlineData("DE000A1QRZ70", true)]
    [InlineData("US0378331006", false)]
    [InlineData("0S0378331005", false)]
    [InlineData("US037833100", false)]
    [InlineData("us0378331005", false)]
    public void IsIsin_ItsCheckDigit_Decides(string text, bool expected) => SecurityNumbers.IsIsin(text).ShouldBe(expected);

    [Theory]
    [InlineData("037833100", true)]
    [InlineData("91282CJN2", true)]
    [InlineData("037833101", false)]
    [InlineData("91282CJN", false)]
    [InlineData("91282CJNX", false)]
    public void IsCusip_ItsCheckDigit_Decides(string text, bool expected) => SecurityNumbers.IsCusip(text).ShouldBe(expected);
}
