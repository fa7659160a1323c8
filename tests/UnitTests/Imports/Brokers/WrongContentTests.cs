using System.Text;
using App.Core.Imports;
using App.Core.Imports.Brokers;
using App.Core.Results;
using Shouldly;
using UnitTests.Imports.Brokers.Fixtures;
using Xunit;

namespace UnitTests.Imports.Brokers;

/// <summary>Pages, PDFs and pictures in place of a file: whose they are where they say so, and what to download instead.</summary>
public sealed class WrongContentTests
{
    private const string Png = "\u0089PNG\r\n\u001A\n";

    [Theory]
    [InlineData("<!DOCTYPE html><html><head><title>Client Login | Charles Schwab</title></head><body>Vanguard</body></html>", "a.csv", "Schwab", "schwab", "Export above the table")]
    [InlineData("\u00EF\u00BB\u00BF<html><head><TITLE>\nFidelity log in</TITLE></head></html>", "a.csv", "Fidelity", "fidelity", "download button")]
    [InlineData("<html><head><meta property=\"og:site_name\" content=\"Vanguard\"></head></html>", "a.xlsx", "Vanguard", "vanguard", "download center")]
    [InlineData("%PDF-1.7\n1 0 obj\n<< /Title (E*TRADE Securities statement) /Producer (Quartz) >>\nendobj", "a.csv", "E*TRADE", "etrade", "Portfolios")]
    [InlineData("%PDF-1.7\n1 0 obj\n<< /Author (\u00FE\u00FF\0M\0e\0r\0r\0i\0l\0l) >>\nendobj", "a.csv", "Merrill", "merrill", "Holdings page")]
    [InlineData("%PDF-1.7\n<x:xmpmeta><dc:creator><rdf:li>Interactive Brokers LLC</rdf:li></dc:creator></x:xmpmeta>", "a.csv", "Interactive Brokers", "interactive-brokers", "Statements")]
    [InlineData(Png, "schwab-positions.csv", "Schwab", "schwab", "Export above the table")]
    [InlineData("<html><head><title>TSP: My Account</title></head></html>", "a.csv", "TSP", "workplace-plans", "tsp.gov")]
    public void Read_WhatIsNoTable_SaysWhatToDownloadInsteadByItsBroker(string content, string name, string broker, string guide, string where)
    {
        var error = Read(content, name);

        error.Code.ShouldBe("ERR_CSV_002");
        error.Message.ShouldContain($"It is of {broker}.");
        error.Message.ShouldContain(where);
        error.Details.ShouldNotBeNull()["guide"].ShouldBe($"/guide/{guide}");
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><head><title>503</title></head><body>We hold Vanguard and Fidelity funds</body></html>")]
    [InlineData("%PDF-1.7\n1 0 obj\n<< /Producer (Quartz) >>\nendobj (Schwab)")]
    [InlineData(Png)]
    [InlineData("<html")]
    [InlineData("<title")]
    public void Read_WhatIsNoTableOfNobody_SaysWhatToLookFor(string content)
    {
        var error = Read(content, "a.csv");

        error.Code.ShouldBe("ERR_CSV_002");
        error.Message.ShouldContain(HoldingsExport.Any.How);
        error.Details.ShouldNotBeNull()["guide"].ShouldBe("/guide/any-table");
    }

    [Theory]
    [InlineData("Symbol,Quantity\nQRTZ,1", "schwab.txt")]
    [InlineData("Symbol,Quantity\nQRTZ,1", "schwab.xlsx")]
    public void Read_ATableByAWrongName_IsToldToBeRenamed(string content, string name) => Read(content, name).Message.ShouldNotContain("Positions page");

    private static Error Read(string content, string name) => new FileImport()
        .Read(Encoding.Latin1.GetBytes(content), name, new BrokerImportOptions { Today = BrokerFiles.Today }, TestContext.Current.CancellationToken)
        .ShouldBeOfType<FileReading.Template>().Reading.Errors.ShouldHaveSingleItem();
}
