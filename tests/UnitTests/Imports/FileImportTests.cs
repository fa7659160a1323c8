using System.Text;
using App.Core.Imports;
using App.Core.Imports.Brokers;
using Shouldly;
using Xunit;

namespace UnitTests.Imports;

/// <summary>Which of the two doors a file goes through.</summary>
public sealed class FileImportTests
{
    [Theory]
    [InlineData("Symbol,Quantity,Entry Date", "ERR_CSV_004")]
    [InlineData("Symbol,Quantity,Entry Price Per Share", "ERR_CSV_004")]
    [InlineData("Ticker,Shares,Entry Date,Investment Class,Average Cost", "ERR_CSV_004")]
    public void Read_NearlyTheTemplate_HasTheTemplatesErrors(string header, string code) =>
        Read(header + "\nAAPL,1,2024-01-02,x,5\n").ShouldBeOfType<FileReading.Template>().Reading.Errors.ShouldContain(error => error.Code == code);

    [Fact]
    public void Read_ATableByUnknownTitles_HasTheTemplatesErrorsAndTheTable()
    {
        var unknown = Read("One,Two,Three\nAAPL,1,2024-01-02,x,5\n").ShouldBeOfType<FileReading.Unknown>();

        unknown.AsTemplate.Errors.ShouldContain(error => error.Code == "ERR_CSV_005");
        unknown.Table.HeaderLine.ShouldBe(1);
    }

    [Theory]
    [InlineData("Ticker,Shares,Average Cost")]
    [InlineData("Symbol,Quantity,Average Cost,Entry Date")]
    public void Read_ATableByOtherTitles_IsReadAsOne(string header) =>
        Read(header + "\nQRTZ,1,5,2024-01-02\n").ShouldBeOfType<FileReading.Broker>().Reading.ValidRows.ShouldBe(1);

    [Fact]
    public void Read_TheTemplate_IsTheTemplate() =>
        Read("Symbol,Quantity,Entry Price Per Share,Entry Date\nAAPL,1,2,2024-01-02\n").ShouldBeOfType<FileReading.Template>().Reading.IsValid.ShouldBeTrue();

    [Fact]
    public void Read_AListOfTransactions_SaysWhatToDownloadInstead()
    {
        var reading = Read("Run Date,Action,Symbol,Description,Quantity,Price ($),Commission ($),Fees ($),Amount ($),Settlement Date\n10/30/2026,YOU BOUGHT,QRTZ,QUARTZ,1,5,,,-5,11/01/2026\n")
            .ShouldBeOfType<FileReading.Template>().Reading;

        var error = reading.Errors.ShouldHaveSingleItem();
        error.Code.ShouldBe("ERR_BROKER_001");
        error.Message.ShouldContain("Fidelity");
    }

    private static FileReading Read(string text) =>
        new FileImport().Read(Encoding.UTF8.GetBytes(text), "holdings.csv", new BrokerImportOptions { Today = new DateOnly(2026, 11, 20) });
}
